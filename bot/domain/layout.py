"""The spreadsheets that an office fills in: which columns each has, by all their usual names."""

from bot.domain.sheet import Column, Layout

__all__ = [
    "ARMS",
    "CAMPAIGN",
    "CHECKS",
    "CHOICES",
    "JP",
    "OBJECTIONS",
    "PAPER",
    "ROSTER",
    "SESSIONS",
    "STEPS",
    "TRAININGS",
    "UNITS",
]

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

WHOM = (
    Column("unit", "Sasaran", ("unit sasaran", "untuk unit", "audience"), needed=False),
    Column("for_status", "Status sasaran", ("untuk status", "of status"), needed=False),
    Column("for_rank", "Golongan sasaran", ("untuk golongan", "of rank"), needed=False),
    Column("for_short", "Belum cukup JP", ("kurang jp", "short of jp"), needed=False),
    Column("for_nips", "NIP sasaran", ("untuk nip", "of nips"), needed=False),
)
"""Which employees are meant; the columns that are empty ask for nothing."""

TRAININGS = Layout(
    "Pelatihan",
    (
        Column("code", "Kode", ("kode pelatihan", "training code")),
        Column("title", "Judul", ("judul pelatihan", "nama pelatihan", "training title")),
        Column("kind", "Jenis", ("jenis pelatihan", "bentuk", "training kind")),
        Column("provider", "Penyelenggara", ("jenis penyelenggara", "provider kind")),
        Column("provider_name", "Nama penyelenggara", ("lembaga", "name of provider")),
        Column("elements", "Unsur", ("unsur pelayanan", "unsur yang diperbaiki"), needed=False),
        *WHOM,
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

CAMPAIGN = Layout(
    "Kampanye",
    (
        Column("code", "Kode", ("kode kampanye", "campaign code")),
        Column("goal", "Tujuan", ("tujuan kampanye",)),
        *WHOM,
        Column("first", "Hari pertama", ("mulai", "first day")),
        Column("last", "Hari terakhir", ("selesai", "last day")),
        Column("outcome", "Ukuran hasil", ("hasil",)),
        Column("measured", "Diukur sampai", ("hari sesudahnya", "measured for"), needed=False),
        Column("spread", "Dibagi per", ("pembagian", "dealt by"), needed=False),
        Column("training", "Pelatihan", ("kode pelatihan", "training"), needed=False),
    ),
)

STEPS = Layout(
    "Langkah",
    (
        Column("code", "Kode", ("langkah", "kode langkah", "step code")),
        Column("after", "Setelah", ("setelah bergabung", "after joining"), needed=False),
        Column("day", "Tanggal", ("pada tanggal", "on day"), needed=False),
        Column("before", "Sebelum", ("sebelum sesi", "before the session"), needed=False),
        Column("stage", "Tahap", (), needed=False),
        Column("text_id", "Teks", ("teks (id)", "text (id)")),
        Column("text_en", "Teks (en)", ("text", "text (en)"), needed=False),
        Column("picture", "Gambar", ("tautan gambar",), needed=False),
        Column("ask", "Tanya", ("tanggapan", "question"), needed=False),
        Column("item", "Butir pulsa", ("butir", "pulse item"), needed=False),
        Column("link", "Tautan", ("tautan tombol", "url"), needed=False),
        Column("button_id", "Tombol", ("tombol (id)", "button (id)"), needed=False),
        Column("button_en", "Tombol (en)", ("button", "button (en)"), needed=False),
        Column("arms", "Kelompok", ("untuk kelompok",), needed=False),
    ),
)

OBJECTIONS = Layout(
    "Keberatan",
    (
        Column("code", "Kode", ("kode keberatan", "objection code")),
        Column("label_id", "Keberatan", ("keberatan (id)", "objection (id)")),
        Column("label_en", "Keberatan (en)", ("objection", "objection (en)"), needed=False),
        Column("answer_id", "Jawaban", ("jawaban (id)", "answer (id)")),
        Column("answer_en", "Jawaban (en)", ("answer", "answer (en)"), needed=False),
    ),
)

ARMS = Layout(
    "Kelompok",
    (
        Column("code", "Kelompok", ("kode kelompok", "arm")),
        Column("weight", "Bobot", ()),
        Column("holdout", "Tanpa pesan", ("tanpa kampanye",), needed=False),
    ),
)

PAPER = Layout(
    "Kuesioner",
    (
        Column("unit", "Unit", ("kode unit", "nama unit", "unit layanan", "unit pelayanan")),
        Column("month", "Bulan", ("periode", "month", "period"), needed=False),
        Column("number", "Nomor", ("no", "no.", "nomor kuesioner", "number"), needed=False),
        Column("persyaratan", "Persyaratan", ("u1",)),
        Column("prosedur", "Prosedur", ("u2", "sistem, mekanisme, dan prosedur")),
        Column("waktu", "Waktu", ("u3", "waktu penyelesaian")),
        Column("biaya", "Biaya", ("u4", "biaya/tarif")),
        Column("produk", "Produk", ("u5", "produk spesifikasi jenis pelayanan")),
        Column("kompetensi", "Kompetensi", ("u6", "kompetensi pelaksana")),
        Column("perilaku", "Perilaku", ("u7", "perilaku pelaksana")),
        # Where they are called U8 and U9, somebody has to say which is which.
        Column("sarana", "Sarana", ("sarana dan prasarana",), needed=False),
        Column(
            "pengaduan",
            "Pengaduan",
            ("penanganan pengaduan", "penanganan pengaduan, saran dan masukan"),
            needed=False,
        ),
        Column("usia", "Usia", ("umur", "age"), needed=False),
        Column("jenis_kelamin", "Jenis kelamin", ("sex", "gender"), needed=False),
        Column("pendidikan", "Pendidikan", ("pendidikan terakhir", "education"), needed=False),
        Column("pekerjaan", "Pekerjaan", ("pekerjaan utama", "occupation"), needed=False),
        Column("saran", "Saran", ("kritik dan saran", "suggestion"), needed=False),
    ),
    open=True,
)
"""Where the questionnaire asks something else about people, its columns are called as it does."""
