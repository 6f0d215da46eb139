"""What a demonstration begins with: units, and answers given as citizens give them."""

from datetime import UTC, datetime, timedelta
from itertools import cycle
from zoneinfo import ZoneInfo

from bot import instruments
from bot.db import migrate, people, units
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.people import CONSENT_TEXT, Person
from bot.domain.situation import Asking, Late, Reviewing, Situation
from bot.domain.survey import Kind, Question
from bot.domain.unit import UnitLine
from bot.keys import Keys
from bot.usecases import arrivals, importing, publishing, submitting, surveys
from bot.usecases.leaving import forget_person
from bot.usecases.office import Forms, Office

__all__ = ["EMPLOYEES", "SUBSCRIBER", "seed"]

UNITS = (
    ("setda", "Pemerintah Provinsi", ""),
    ("dukcapil", "Disdukcapil", "setda"),
    ("dukcapil-ktp", "KTP elektronik", "dukcapil"),
    ("dukcapil-kk", "Kartu Keluarga", "dukcapil"),
    ("dukcapil-akta", "Akta Kelahiran", "dukcapil"),
    ("puskesmas", "Puskesmas Sofifi", "setda"),
    ("puskesmas-umum", "Poli Umum", "puskesmas"),
    ("puskesmas-kia", "KIA", "puskesmas"),
    ("puskesmas-farmasi", "Farmasi", "puskesmas"),
    ("izin", "DPMPTSP", "setda"),
    ("izin-usaha", "Izin Usaha", "izin"),
    ("izin-bangunan", "Izin Bangunan", "izin"),
)

EMPLOYEES = {
    2001: ("Ahmad Hidayat", "dukcapil-ktp"),
    2002: ("Fatimah Marwah", "dukcapil-ktp"),
    2003: ("Budi Tuanaya", "dukcapil-kk"),
    2004: ("Nur Alting", "puskesmas-umum"),
    2005: ("Fatma Kaimudin", "puskesmas-farmasi"),
    2006: ("Iwan Sangaji", "izin-usaha"),
}
"""Name and unit of each employee, by Telegram id."""

SUBSCRIBER = 1003
"""A citizen who asked for news."""

RATED = "dukcapil-ktp"
FIRST_ANSWER = datetime(2026, 11, 12, 0, 30, tzinfo=UTC)
BETWEEN_ANSWERS = timedelta(hours=19)
BETWEEN_TAPS = timedelta(seconds=7)

# A row for each citizen, in the order in which the elements are asked; ten are released in two
# steps, four wait for a fifth.
SCORES = (
    (3, 3, 2, 4, 3, 3, 4, 2, 3),
    (4, 3, 2, 4, 3, 4, 4, 3, 3),
    (3, 3, 3, 4, 4, 3, 3, 3, 2),
    (3, 2, 2, 4, 3, 3, 3, 2, 3),
    (4, 4, 3, 4, 4, 4, 4, 3, 4),
    (3, 3, 1, 4, 3, 3, 3, 2, 3),
    (2, 3, 2, 4, 3, 3, 4, 3, 3),
    (3, 3, 3, 4, 3, 4, 4, 2, 3),
    (3, 4, 2, 4, 4, 3, 3, 3, 4),
    (4, 3, 2, 4, 3, 4, 4, 3, 3),
    (3, 3, 3, 4, 3, 3, 4, 3, 3),
    (3, 2, 2, 4, 3, 3, 3, 2, 2),
    (4, 3, 3, 4, 4, 4, 4, 3, 3),
    (3, 3, 2, 4, 3, 3, 4, 3, 3),
)
SUGGESTIONS = ("Antrean siang terlalu panjang.", None, "Petugasnya ramah, terima kasih.", None)


def seed(database: Database, keys: Keys, zone: ZoneInfo) -> bool:
    """Tables, questionnaires, units, employees and answers; whether there was nothing before.

    Whatever is there already stays as it is.
    """
    database.now(migrate.upgrade)
    for shipped in instruments.shipped():
        if not database.now(publishing.is_published, shipped.name, shipped.source):
            edition = publishing.edition(shipped.name, shipped.source)
            database.now(publishing.publish, edition, FIRST_ANSWER)
    if database.now(units.tree).by_id:
        return False
    lines = [UnitLine(row, *unit) for row, unit in enumerate(UNITS, 2)]
    office = Office(zone, keys, Forms())
    database.now(_fill, office, lines)
    return True


def _fill(db: Db, office: Office, lines: list[UnitLine]) -> None:
    importing.import_units(db, lines)
    _employ(db)
    unit_id = units.ids(db)[RATED]
    for number, (scores, suggestion) in enumerate(zip(SCORES, cycle(SUGGESTIONS), strict=False)):
        # Ids that Telegram gives to nobody; the people are forgotten at once, as by /hapus.
        person = Person(-1 - number, "id", consented=False, admin=False)
        at = FIRST_ANSWER + number * BETWEEN_ANSWERS
        _answer(db, office, person, unit_id, scores, suggestion, at)
        forget_person(db, person.id)


def _employ(db: Db) -> None:
    """People as they are once they have talked to the bot."""
    ids = units.ids(db)
    for person_id, (name, unit) in EMPLOYEES.items():
        people.consent(db, person_id, "id", CONSENT_TEXT, FIRST_ANSWER.date())
        people.employ(db, person_id, name, ids[unit])
    people.consent(db, SUBSCRIBER, "id", CONSENT_TEXT, FIRST_ANSWER.date())
    people.set_news(db, SUBSCRIBER, wanted=True)


def _answer(
    db: Db,
    office: Office,
    person: Person,
    unit_id: int,
    scores: tuple[int, ...],
    suggestion: str | None,
    at: datetime,
) -> None:
    """One citizen from [Mulai] to [Kirim]."""
    ratings, rotation = iter(scores), -person.id
    found: Situation | Late | None = arrivals.begin(db, office, person, unit_id, at)
    while isinstance(found, Asking):
        at += BETWEEN_TAPS
        card, question = found.live.card, found.ask.question
        if question.kind is Kind.TEXT and suggestion:
            found = surveys.write(db, office, person, suggestion, at, at)
        elif question.kind is Kind.TEXT:
            found = surveys.skip(db, office, person, card, at)
        else:
            choice = _choice(question, next(ratings) if question.element else None, rotation)
            found = surveys.pick(db, office, person, card, question.number, choice, at)
    if isinstance(found, Reviewing):
        submitting.submit(db, office, person, found.live.card, at)


def _choice(question: Question, score: int | None, rotation: int) -> int:
    """The place of the score's choice; of a profile question another one for each citizen.

    Never the first age group, which is too young, nor the last of a long list, which asks on.
    """
    if score is not None:
        return score - 1
    first = 1 if len(question.choices) > 2 else 0
    last = len(question.choices) - first
    return first + rotation % max(1, last - first)
