"""The spreadsheets that an office fills in: which columns each has, by all their usual names."""

from bot.domain.sheet import Column, Layout

__all__ = ["ROSTER", "UNITS"]

UNITS = Layout(
    "Unit",
    (
        Column("code", "Kode", ("kode unit", "unit code")),
        Column("name", "Nama", ("nama unit", "unit name")),
        Column("parent", "Induk", ("kode induk", "unit induk", "parent code")),
        Column("head_nip", "Kepala NIP", ("nip kepala", "kepala", "head"), needed=False),
        Column("contact_nip", "Kontak NIP", ("nip kontak", "kontak", "contact"), needed=False),
    ),
)

ROSTER = Layout(
    "Pegawai",
    (
        Column(
            "nip",
            "NIP",
            (
                "nip/ni pppk",
                "nip/nipppk",
                "ni pppk",
                "nip pppk",
                "nip baru",
                "nomor induk pegawai",
                "employee number",
            ),
        ),
        Column(
            "name",
            "Nama",
            (
                "nama lengkap",
                "nama pegawai",
                "nama asn",
                "nama dan gelar",
                "nama lengkap dan gelar",
                "full name",
            ),
        ),
        Column(
            "unit",
            "Unit",
            (
                "unit kerja",
                "unit organisasi",
                "kode unit",
                "opd",
                "perangkat daerah",
                "instansi",
                "satuan kerja",
                "tempat tugas",
                "work unit",
                "unit code",
            ),
        ),
        Column(
            "status",
            "Status",
            (
                "status kepegawaian",
                "status pegawai",
                "jenis asn",
                "jenis pegawai",
                "jenis kepegawaian",
                "pns/pppk",
                "employment status",
            ),
            needed=False,
        ),
        Column(
            "grade",
            "Golongan",
            (
                "gol",
                "gol ruang",
                "golongan ruang",
                "golru",
                "pangkat/golongan",
                "pangkat golongan ruang",
                "pangkat/gol",
                "pangkat gol ruang",
                "rank",
            ),
            needed=False,
        ),
        Column(
            "position", "Jabatan", ("nama jabatan", "jabatan terakhir", "job title"), needed=False
        ),
    ),
)
