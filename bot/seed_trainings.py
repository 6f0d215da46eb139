"""What a demonstration has of trainings: one under way, ten announced, what was learned before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.db import enrolments, learning, staff, trainings, units
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.audience import Audience, Who
from bot.domain.check import CheckQuestion
from bot.domain.learning import Record
from bot.domain.people import Person
from bot.domain.training import Enrolment, Provider, Standing, Training, TrainingSession
from bot.usecases import attending, checking, planning, programme

__all__ = ["seed_trainings"]

BEGIN = datetime(2026, 11, 24, tzinfo=UTC)
"""Tuesday 24 November 2026, 09.00 in Sofifi, when a demonstration begins."""

WEEK = timedelta(weeks=1)

TRAINER = Person(-1, "id", consented=False, admin=True)

INTERNAL, UNIVERSITY, PRIVATE = Provider
BOAT = "Speedboat dari Ternate 07.30. Makan siang tersedia."
AULA = "Aula BKPSDM, Sofifi"
CAMPUS = "Kampus Universitas Khairun, Ternate"
ZOOM = "https://zoom.example/torang"


@dataclass(frozen=True, slots=True)
class Line:
    """A training with its one session: in so many days, at that hour of the office, so long."""

    code: str
    title: str
    kind: str
    provider: Provider
    provider_name: str
    elements: tuple[str, ...]
    days: int
    hours: int
    place: str
    transport: str = ""
    capacity: int | None = 25
    unit: str = ""
    jp: int | None = None
    mandatory: bool = False


LINES = (
    Line("waktu", "Manajemen Waktu Pelayanan", "training", INTERNAL, "BKPSDM",
         ("waktu", "prosedur"), 7, 6, AULA, BOAT, 2, jp=6),
    Line("berakhlak", "Penilaian Kinerja yang Adil", "seminar", INTERNAL, "Biro Organisasi",
         (), 9, 4, AULA, BOAT, None, mandatory=True),
    Line("ramah", "Komunikasi yang Ramah di Loket", "workshop", PRIVATE, "PT Sentra Layanan",
         ("perilaku",), 14, 8, "Hotel Batik, Ternate"),
    Line("aduan", "Menjawab Pengaduan dengan Tuntas", "seminar", INTERNAL, "Inspektorat",
         ("pengaduan",), 16, 4, AULA, BOAT),
    Line("digital", "Arsip Digital untuk Kependudukan", "elearning", UNIVERSITY,
         "Universitas Khairun", ("prosedur", "produk"), 20, 3, "Daring", unit="dukcapil"),
    Line("statistik", "Membaca Hasil Survei Kepuasan", "training", UNIVERSITY,
         "Universitas Khairun", ("kompetensi",), 23, 6, CAMPUS, jp=6),
    Line("keselamatan", "Keselamatan Pasien", "training", INTERNAL, "Dinas Kesehatan",
         ("kompetensi",), 27, 6, "Puskesmas Sofifi", unit="puskesmas", jp=7),
    Line("oss", "Perizinan Berusaha lewat OSS", "workshop", INTERNAL, "DPMPTSP",
         ("persyaratan", "prosedur"), 30, 6, AULA, BOAT, unit="izin"),
    Line("bahasa", "Bahasa Isyarat Dasar", "training", PRIVATE, "Yayasan Bisindo Malut",
         ("perilaku", "sarana"), 48, 6, AULA, BOAT, 15, jp=6),
    Line("sertifikat", "Sertifikasi Analis Pelayanan Publik", "training", UNIVERSITY,
         "Universitas Khairun", ("kompetensi",), 62, 8, CAMPUS, jp=20),
)  # fmt: skip

UNDER_WAY = Line("prima", "Pelayanan Prima di Loket", "training", INTERNAL, "BKPSDM",
                 ("perilaku",), 0, 2, AULA, BOAT, jp=2)  # fmt: skip
"""Whoever has linked an account is there."""

QUESTIONS = {
    "waktu": (
        CheckQuestion("Apa yang pertama kali dilakukan bila antrean memanjang?",
                      ("Menambah loket", "Membagi antrean per jenis layanan", "Menunggu saja"), 1),
        CheckQuestion("Dari mana waktu tunggu sebaiknya dihitung?",
                      ("Dari warga tiba", "Dari berkas lengkap", "Dari loket dibuka"), 0),
        CheckQuestion("Di mana standar waktu pelayanan dipasang?",
                      ("Di ruang kepala", "Di tempat yang dibaca warga"), 1),
    ),
}  # fmt: skip
"""Checks of what people know, by training."""

LEARNED = (
    (2001, date(2026, 3, 10), "Pelayanan Prima", "training", 8),
    (2001, date(2026, 8, 5), "Seminar Netralitas ASN", "seminar", 4),
    (2002, date(2026, 5, 19), "Pelayanan Prima", "training", 8),
    (2004, date(2026, 9, 2), "Bantuan Hidup Dasar", "training", 20),
)
"""Telegram id, day, title, kind and JP."""


def seed_trainings(database: Database, zone: ZoneInfo, people: Iterable[int]) -> None:
    """The table of JP, trainings, and what these people have learned this year."""
    database.now(_fill, zone, people)


def _fill(db: Db, zone: ZoneInfo, people: Iterable[int]) -> None:
    programme.begin(db)
    ids = units.ids(db)
    for line in LINES:
        _announce(db, line, ids.get(line.unit), zone, BEGIN)
    _hold(db, _announce(db, UNDER_WAY, None, zone, BEGIN - WEEK), people)
    for person_id, day, title, kind, jp in LEARNED:
        learner = staff.by_person(db, person_id)
        if learner is not None:
            learning.credit(db, learner.id, Record(day, title, kind, jp))


def _announce(db: Db, line: Line, unit_id: int | None, zone: ZoneInfo, at: datetime) -> int:
    """The id of its session."""
    training = _training(line, unit_id)
    training_id = trainings.put(db, training)
    checking.promise(db, training_id, None, training)
    session_id = trainings.add_session(db, _session(line, training_id, zone))
    planning.announce(db, session_id, at)
    return session_id


def _hold(db: Db, session_id: int, people: Iterable[int]) -> None:
    """Let them all be there."""
    for place, person_id in enumerate(people, 1):
        who = staff.by_person(db, person_id)
        if who is not None:
            one = Enrolment(session_id, who.id, Standing.CONFIRMED, place)
            enrolments.save(db, one)
            attending.correct(db, TRAINER, session_id, who.id, BEGIN)


def _training(line: Line, unit_id: int | None) -> Training:
    return Training(
        0,
        line.code,
        line.title,
        line.kind,
        line.provider,
        line.provider_name,
        line.elements,
        Audience(Who.EMPLOYEES, unit_id),
        mandatory=line.mandatory,
        jp=line.jp,
        questions=QUESTIONS.get(line.code, ()),
    )


def _session(line: Line, training_id: int, zone: ZoneInfo) -> TrainingSession:
    starts_at = BEGIN + timedelta(days=line.days)
    return TrainingSession(
        0,
        training_id,
        "1",
        starts_at,
        starts_at + timedelta(hours=line.hours),
        zone,
        line.place,
        starts_at - timedelta(days=1),
        link=ZOOM if line.place == "Daring" else "",
        transport=line.transport,
        contact="BKPSDM, Ibu Salma",
        capacity=line.capacity,
    )
