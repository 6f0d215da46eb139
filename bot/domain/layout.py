"""The spreadsheets that an office fills in: which columns each has, by all their usual names."""

from bot.domain.sheet import Column, Layout

__all__ = ["CHECKS", "CHOICES", "JP", "ROSTER", "SESSIONS", "TRAININGS", "UNITS"]

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
                "employee id",
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

TRAININGS = Layout(
    "Pelatihan",
    (
        Column("code", "Kode", ("kode pelatihan", "training code")),
        Column("title", "Judul", ("judul pelatihan", "nama pelatihan", "training title")),
        Column("kind", "Jenis", ("jenis pelatihan", "bentuk", "training kind")),
        Column("provider", "Penyelenggara", ("jenis penyelenggara", "provider kind")),
        Column("provider_name", "Nama penyelenggara", ("lembaga", "name of provider")),
        Column("elements", "Unsur", ("unsur pelayanan", "unsur yang diperbaiki"), needed=False),
        Column("unit", "Sasaran", ("unit sasaran", "untuk unit", "audience"), needed=False),
        Column("for_status", "Status sasaran", ("untuk status", "of status"), needed=False),
        Column("for_rank", "Golongan sasaran", ("untuk golongan", "of rank"), needed=False),
        Column("for_short", "Belum cukup JP", ("kurang jp", "short of jp"), needed=False),
        Column("for_nips", "NIP sasaran", ("untuk nip", "of nips"), needed=False),
        Column("mandatory", "Wajib", ("wajib diikuti", "required"), needed=False),
        Column("offsets", "Pengingat", ("waktu pengingat", "reminders"), needed=False, dash=True),
        Column("catch_up", "Pengingat susulan", ("susulan", "late reminders"), needed=False),
        Column("jp", "JP", ("jumlah jp", "jam pelajaran", "learning hours"), needed=False),
    ),
)

SESSIONS = Layout(
    "Sesi",
    (
        Column("training", "Pelatihan", ("kode pelatihan", "training code")),
        Column("code", "Sesi", ("kode sesi", "angkatan", "session", "session code")),
        Column("start", "Mulai", ("waktu mulai", "tanggal mulai", "starts", "begin")),
        Column("end", "Selesai", ("waktu selesai", "tanggal selesai", "ends")),
        Column("zone", "Zona", ("zona waktu", "time zone"), needed=False),
        Column("place", "Tempat", ("lokasi", "venue"), needed=False),
        Column("link", "Tautan", ("link", "tautan daring", "online link"), needed=False),
        Column("transport", "Transportasi", ("angkutan", "perjalanan"), needed=False),
        Column("contact", "Kontak", ("narahubung", "contact person"), needed=False),
        Column("capacity", "Kapasitas", ("kuota", "jumlah kursi", "seats"), needed=False),
        Column("deadline", "Batas daftar", ("batas pendaftaran", "closes"), needed=False),
        Column("cancelled", "Batal", ("dibatalkan", "canceled"), needed=False),
    ),
)

CHOICES = ("a", "b", "c", "d")

CHECKS = Layout(
    "Cek pengetahuan",
    (
        Column("training", "Pelatihan", ("kode pelatihan", "training code")),
        Column("question", "Pertanyaan", ("soal",)),
        Column("a", "Pilihan A", ("choice a",)),
        Column("b", "Pilihan B", ("choice b",)),
        Column("c", "Pilihan C", ("choice c",), needed=False),
        Column("d", "Pilihan D", ("choice d",), needed=False),
        Column("right", "Jawaban benar", ("kunci", "jawaban", "right answer")),
    ),
)

JP = Layout(
    "JP",
    (
        Column("kind", "Jenis", ("jenis pelatihan", "bentuk", "training kind")),
        Column("jp", "JP", ("jumlah jp", "jam pelajaran", "learning hours")),
        Column("per", "Per", ("satuan", "untuk setiap", "for each")),
        Column("most", "Paling banyak", ("batas", "maksimal", "at most"), needed=False),
    ),
)
