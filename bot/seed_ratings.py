"""What a demonstration has of a year: answers for every unit, and two trainings that half of the
units took part in. What they rate rose there, and nowhere else."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.db import follow_ups, staff, surveys, trainings, units
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.audience import Audience, Who
from bot.domain.follow_up import State
from bot.domain.people import Person
from bot.domain.period import parse
from bot.domain.response import (
    MODE_HELPED,
    MODE_KIOSK,
    MODE_PAPER,
    MODE_SELF,
    Response,
    straight_lined,
)
from bot.domain.score import ELEMENTS
from bot.domain.training import Provider, Training, TrainingSession
from bot.keys import Keys
from bot.usecases import attending, programme, publications, releasing
from bot.usecases.office import Forms, Office

__all__ = ["WAVES", "Wave", "seed_ratings"]

BEGIN = date(2026, 11, 24)
"""When a demonstration begins."""

YEAR = parse("2025-11..2026-11")
"""A year, and the month in which a demonstration begins as far as it has come."""

A_MONTH = range(15, 45)
"""So many answer at a unit in a month; they are released in a few steps."""

STEPS = 3

LEVELS = {
    "persyaratan": 3.2,
    "prosedur": 3.1,
    "waktu": 2.75,
    "biaya": 3.8,
    "produk": 3.2,
    "kompetensi": 3.2,
    "perilaku": 3.0,
    "pengaduan": 3.2,
    "sarana": 2.95,
}
"""About so high an element is rated before any training."""

BETWEEN_UNITS, BETWEEN_PEOPLE, WITHIN = 0.12, 0.35, 0.45

PROFILE = {
    "usia": (("17_25", 25), ("26_35", 30), ("36_45", 22), ("46_55", 15), ("56", 8)),
    "jenis_kelamin": (("L", 46), ("P", 54)),
    "pendidikan": (("sd", 10), ("smp", 14), ("sma", 42), ("d1_d3", 8), ("d4_s1", 24), ("s2", 2)),
    "pekerjaan": (("pns", 14), ("swasta", 30), ("wirausaha", 34), ("lainnya", 22)),
}
MODES = ((MODE_SELF, 78), (MODE_KIOSK, 12), (MODE_HELPED, 6), (MODE_PAPER, 4))

SUGGESTIONS = (
    "Antrean siang terlalu panjang.",
    "Petugasnya ramah, terima kasih.",
    "Kursi di ruang tunggu kurang.",
    "Nomor antrean sebaiknya bisa diambil dari rumah.",
    "Syaratnya tolong dipasang di depan.",
    "Loket tutup lebih awal dari jam yang tertulis.",
    "Kipas angin di ruang tunggu mati.",
    "Sudah bagus, pertahankan.",
)
HAS_SUGGESTION = 0.25


@dataclass(frozen=True, slots=True)
class Wave:
    """A training for some units' employees; from the day after it they are rated higher."""

    code: str
    title: str
    element: str
    day: date
    units: tuple[str, ...]
    rise: float


WAVES = (
    Wave(
        "prima-1",
        "Pelayanan Prima di Loket, gelombang pertama",
        "perilaku",
        date(2026, 2, 10),
        (
            "dukcapil-ktp",
            "dukcapil-kk",
            "puskesmas-umum",
            "puskesmas-kia",
            "izin-usaha",
            "bkpsdm-diklat",
            "samsat-pajak",
            "perpustakaan",
        ),
        0.45,
    ),
    Wave(
        "antrean",
        "Menata Antrean dan Waktu Tunggu",
        "waktu",
        date(2026, 5, 12),
        (
            "dukcapil-ktp",
            "dukcapil-akta",
            "dukcapil-pindah",
            "puskesmas-farmasi",
            "izin-bangunan",
            "izin-kesehatan",
            "samsat-balik",
            "inspektorat",
        ),
        0.5,
    ),
)

PUBLISHED = (
    ("2026-Q1", datetime(2026, 4, 13, 1, tzinfo=UTC)),
    ("2026-Q2", datetime(2026, 7, 13, 1, tzinfo=UTC)),
    ("2026-Q3", datetime(2026, 10, 12, 1, tzinfo=UTC)),
)
"""Periods, and when their results were published."""

CHANGED = (
    (
        "dukcapil-ktp",
        "waktu",
        "Nomor antrean dibagi per jenis layanan, dan loket buka pukul 07.30.",
    ),
    ("puskesmas-umum", "waktu", "Pendaftaran buka pukul 07.00, satu jam lebih awal."),
)
"""What was done after the second of these publications, by unit and element."""

DONE_AFTER = timedelta(days=45)

OFFICE = Person(-1, "id", consented=False, admin=True)

NOON = timedelta(hours=3)
"""In Sofifi it is nine hours later than in UTC."""


def seed_ratings(database: Database, keys: Keys, zone: ZoneInfo) -> None:
    """The year's answers, trainings and publications; the same in every demonstration."""
    office = Office(zone, keys, Forms())
    database.now(_release, office)
    database.now(_train, zone)
    database.now(_publish, office)


def _release(db: Db, office: Office) -> None:
    survey_id = surveys.survey_id(db, "skm")
    leaves = {leaf.code: leaf.id for leaf in units.tree(db).leaves()}
    for unit, day, responses in _year([*leaves]):
        releasing.release(db, office.forms, survey_id, leaves[unit], responses, day)


def _train(db: Db, zone: ZoneInfo) -> None:
    """Whoever works in the units that were trained, and has no account, was there."""
    programme.begin(db)
    ids = units.ids(db)
    for wave in WAVES:
        training_id = trainings.put(db, _training(wave))
        session = _session(wave, training_id, zone)
        session_id = trainings.add_session(db, session)
        for who in staff.of_units(db, [ids[unit] for unit in wave.units]):
            if who.person_id is None:
                attending.correct(db, OFFICE, session_id, who.id, session.ends_at)


def _publish(db: Db, office: Office) -> None:
    (root,) = units.tree(db).children(None)
    for code, at in PUBLISHED:
        publications.publish(db, office, OFFICE, root.id, parse(code), at)
    period, published_at = parse(PUBLISHED[1][0]), PUBLISHED[1][1]
    for unit, element, action in CHANGED:
        id = follow_ups.draft(db, units.ids(db)[unit], period, element, action)
        plan = follow_ups.find(db, id or 0)
        if plan is not None:
            done_on = (published_at + DONE_AFTER).date()
            done = replace(plan, state=State.PUBLISHED, due_on=done_on, done_on=done_on)
            follow_ups.save(db, replace(done, published_on=done_on))


def _year(rated: list[str]) -> Iterator[tuple[str, date, list[Response]]]:
    """What each unit's box released, and when."""
    chance = Random(2026)  # noqa: S311 - The same demonstration every time.
    for unit in rated:
        better = {key: chance.gauss(0, BETWEEN_UNITS) for key in LEVELS}
        for month in YEAR:
            for day in _days(chance, month):
                n = chance.choice(A_MONTH) // STEPS
                levels = {key: _level(unit, key, day) + better[key] for key in LEVELS}
                yield unit, day, [_response(chance, levels) for _ in range(max(n, 5))]


def _days(chance: Random, month: date) -> list[date]:
    end = min(month.replace(day=28), BEGIN)
    return sorted(month.replace(day=day) for day in chance.sample(range(3, end.day), STEPS))


def _level(unit: str, element: str, day: date) -> float:
    risen = sum(
        wave.rise
        for wave in WAVES
        if wave.element == element and unit in wave.units and day > wave.day
    )
    return LEVELS[element] + risen


def _response(chance: Random, levels: dict[str, float]) -> Response:
    person = chance.gauss(0, BETWEEN_PEOPLE)
    scores = {
        element.key: min(4, max(1, round(levels[element.key] + person + chance.gauss(0, WITHIN))))
        for element in ELEMENTS
    }
    answers = {name: _drawn(chance, values) for name, values in PROFILE.items()}
    answers |= {key: str(score) for key, score in scores.items()}
    if chance.random() < HAS_SUGGESTION:
        answers["saran"] = chance.choice(SUGGESTIONS)
    return Response(
        answers,
        scores,
        None,
        _drawn(chance, MODES),
        straight_lined(scores),
        too_fast=False,
        receipt=chance.randbytes(32),
    )


def _drawn(chance: Random, values: tuple[tuple[str, int], ...]) -> str:
    names, weights = zip(*values, strict=True)
    return str(chance.choices(names, weights)[0])


def _training(wave: Wave) -> Training:
    return Training(
        0,
        wave.code,
        wave.title,
        "training",
        Provider.INTERNAL,
        "BKPSDM",
        (wave.element,),
        Audience(Who.EMPLOYEES),
        mandatory=False,
        jp=6,
    )


def _session(wave: Wave, training_id: int, zone: ZoneInfo) -> TrainingSession:
    starts_at = datetime.combine(wave.day, datetime.min.time(), UTC)
    return TrainingSession(
        0,
        training_id,
        "1",
        starts_at,
        starts_at + 2 * NOON,
        zone,
        "Aula BKPSDM, Sofifi",
        starts_at - timedelta(days=1),
        contact="BKPSDM, Ibu Salma",
    )
