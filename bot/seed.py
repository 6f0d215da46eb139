"""What a demonstration begins with: units, and answers given as citizens give them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import cycle
from zoneinfo import ZoneInfo

from bot import instruments
from bot.db import campaigns, employees, migrate, people, units
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.employee import RosterLine, Status
from bot.domain.people import CONSENT_TEXT, EMPLOYEE_CONSENT, Person
from bot.domain.situation import Asking, Late, Reviewing, Situation
from bot.domain.survey import Kind, Question
from bot.domain.unit import UnitLine
from bot.keys import Keys
from bot.usecases import arrivals, campaigning, importing, publishing, roster, submitting, surveys
from bot.usecases.leaving import forget_person
from bot.usecases.office import Forms, Office

__all__ = ["CONTACTS", "EMPLOYEES", "SUBSCRIBER", "UNITS", "seed"]

UNITS = (
    ("setda", "Pemerintah Provinsi", ""),
    ("dukcapil", "Disdukcapil", "setda"),
    ("dukcapil-ktp", "KTP elektronik", "dukcapil"),
    ("dukcapil-kk", "Kartu Keluarga", "dukcapil"),
    ("dukcapil-akta", "Akta Kelahiran", "dukcapil"),
    ("dukcapil-pindah", "Pindah Datang", "dukcapil"),
    ("puskesmas", "Puskesmas Sofifi", "setda"),
    ("puskesmas-umum", "Poli Umum", "puskesmas"),
    ("puskesmas-kia", "KIA", "puskesmas"),
    ("puskesmas-farmasi", "Farmasi", "puskesmas"),
    ("izin", "DPMPTSP", "setda"),
    ("izin-usaha", "Izin Usaha", "izin"),
    ("izin-bangunan", "Izin Bangunan", "izin"),
    ("izin-kesehatan", "Izin Tenaga Kesehatan", "izin"),
    ("bkpsdm", "BKPSDM", "setda"),
    ("bkpsdm-diklat", "Pendidikan dan Pelatihan", "bkpsdm"),
    ("bkpsdm-mutasi", "Mutasi dan Promosi", "bkpsdm"),
    ("samsat", "Samsat Sofifi", "setda"),
    ("samsat-pajak", "Pajak Kendaraan", "samsat"),
    ("samsat-balik", "Balik Nama", "samsat"),
    ("perpustakaan", "Perpustakaan Daerah", "setda"),
    ("inspektorat", "Inspektorat", "setda"),
)
"""Code, name and the code of the unit above; sixteen of them are rated."""

EMPLOYEES = {
    2001: ("Ahmad Hidayat", "dukcapil-ktp"),
    2002: ("Fatimah Marwah", "dukcapil-ktp"),
    2003: ("Budi Tuanaya", "dukcapil-kk"),
    2004: ("Nur Alting", "puskesmas-umum"),
    2005: ("Fatma Kaimudin", "puskesmas-farmasi"),
    2006: ("Iwan Sangaji", "izin-usaha"),
}
"""Name and unit of each employee who has linked an account, by Telegram id."""

CONTACTS = {"dukcapil": 2002, "puskesmas": 2004, "izin": 2006}
"""Whom to ask about the people of a unit, by its code; they read who has not answered."""

HEADS = {"dukcapil-kk": 2003, "puskesmas-umum": 2004}
"""Who leads a unit, by its code; they are asked what will be done after a publication."""

FIRST_NAMES = (
    "Abdul",
    "Siti",
    "Rusli",
    "Halima",
    "Yunus",
    "Mardiana",
    "Ismail",
    "Rosnita",
    "Samsul",
)
LAST_NAMES = ("Umasangaji", "Alhadar", "Drakel", "Soleman", "Kharie", "Tomagola", "Bopeng")
RANKS = ("II/c", "III/a", "III/b", "III/c", "III/d", "IV/a")
RANKS_PPPK = ("V", "VII", "IX", "X")
POSITIONS = ("Pelaksana", "Analis Kebijakan Ahli Muda", "Pranata Komputer Terampil", "Pengawas")
ON_ROSTER = 60

SUBSCRIBER = 1003
"""A citizen who asked for news."""

RATED = "dukcapil-ktp"
FIRST_DAY = date(2026, 11, 24)
"""On which a fresh demonstration begins."""

CAMPAIGNS = ("kinerja", "jp")

ASKED_SINCE = datetime(2025, 11, 1, tzinfo=UTC)
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
            database.now(publishing.publish, edition, ASKED_SINCE)
    if database.now(units.tree).by_id:
        return False
    lines = [
        UnitLine(
            row, *unit, head_nip=_nip_of(HEADS, unit[0]), contact_nip=_nip_of(CONTACTS, unit[0])
        )
        for row, unit in enumerate(UNITS, 2)
    ]
    office = Office(zone, keys, Forms())
    database.now(_fill, office, lines)
    return True


def _fill(db: Db, office: Office, lines: list[UnitLine]) -> None:
    importing.import_units(db, lines, FIRST_ANSWER)
    _employ(db)
    for name in CAMPAIGNS:
        campaigns.put(db, campaigning.shipped(db, name, FIRST_DAY, office.zone))
    unit_id = units.ids(db)[RATED]
    for number, (scores, suggestion) in enumerate(zip(SCORES, cycle(SUGGESTIONS), strict=False)):
        # Ids that Telegram gives to nobody; the people are forgotten at once, as by /hapus.
        person = Person(-1 - number, "id", consented=False, admin=False)
        at = FIRST_ANSWER + number * BETWEEN_ANSWERS
        _answer(db, office, person, unit_id, scores, suggestion, at)
        forget_person(db, person.id)


def _employ(db: Db) -> None:
    """The roster, and people as they are once they have linked an account."""
    ids = units.ids(db)
    roster.apply_roster(db, [_line(number, ids) for number in range(ON_ROSTER)], FIRST_ANSWER)
    for number, person_id in enumerate(EMPLOYEES):
        people.admit(db, person_id, "id", EMPLOYEE_CONSENT, FIRST_ANSWER.date())
        employee_id = employees.id_of(db, _nip(number))
        employees.link(db, employee_id, person_id, EMPLOYEE_CONSENT, FIRST_ANSWER.date())
    people.consent(db, SUBSCRIBER, "id", CONSENT_TEXT, FIRST_ANSWER.date())
    people.set_news(db, SUBSCRIBER, wanted=True)


def _line(number: int, ids: dict[str, int]) -> RosterLine:
    """Those who have linked an account come first, then made-up people of every unit."""
    known = list(EMPLOYEES.values())
    first, last = FIRST_NAMES[number % len(FIRST_NAMES)], LAST_NAMES[number % len(LAST_NAMES)]
    made_up = (f"{first} {last}", UNITS[number % len(UNITS)][0])
    name, unit = known[number] if number < len(known) else made_up
    status = Status.PPPK if _is_pppk(number) else Status.PNS
    ranks = RANKS_PPPK if _is_pppk(number) else RANKS
    rank, position = ranks[number % len(ranks)], POSITIONS[number % len(POSITIONS)]
    return RosterLine(number, _nip(number), name, ids[unit], status, rank, position)


def _is_pppk(number: int) -> bool:
    return number % 4 == 1


def _nip_of(people: Mapping[str, int], code: str) -> str | None:
    person_id = people.get(code)
    return None if person_id is None else _nip(list(EMPLOYEES).index(person_id))


def _nip(number: int) -> str:
    """A number that is sound, and different for each."""
    born = f"{1970 + number % 25}{1 + number % 12:02}01"
    since = f"{2021}21" if _is_pppk(number) else f"{2000 + number % 20}{1 + number % 12:02}"
    return f"{born}{since}{1 + number % 2}{1 + number:03}"


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
