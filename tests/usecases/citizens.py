"""Citizens who answer through the use cases alone, without Telegram."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.db.base import Db
from bot.db.database import Database
from bot.domain.people import Person
from bot.domain.situation import Asking, Late, Reviewing, Situation
from bot.domain.survey import Kind, Question
from bot.usecases import arrivals, submitting, surveys
from bot.usecases.office import Office
from tests.factories import MORNING, a_person

__all__ = ["OTHER", "Citizen", "answer_all", "rate", "send", "steps"]

BETWEEN_TAPS = timedelta(seconds=7)
OTHER = 5
"""The place of "Lainnya" among the occupations, which asks for a word."""


@dataclass(frozen=True, slots=True)
class Citizen:
    """What somebody answers: choices by their place from 0, texts as they are typed."""

    id: int = 1001
    age: int = 2
    sex: int = 0
    education: int = 2
    occupation: int = 4
    other: str | None = None
    ratings: tuple[int, ...] = (2, 2, 2, 3, 2, 2, 3, 2, 3)
    suggestion: str | None = None

    @property
    def person(self) -> Person:
        return a_person(self.id, consented=False)

    def place(self, question: Question, rated: int) -> int:
        """The choice at this question, when so many elements are rated already."""
        profile = {
            "usia": self.age,
            "jenis_kelamin": self.sex,
            "pendidikan": self.education,
            "pekerjaan": self.occupation,
        }
        name = question.path.rpartition("/")[2]
        return profile[name] if name in profile else self.ratings[rated]

    def text(self, question: Question) -> str | None:
        return self.suggestion if question.path.endswith("saran") else self.other


def steps(
    database: Database,
    office: Office,
    citizen: Citizen,
    unit_id: int,
    at: datetime = MORNING,
    between: timedelta = BETWEEN_TAPS,
) -> Iterator[Situation | Late | None]:
    """Every situation from [Mulai] to the review, each committed by itself."""
    rated = 0
    found: Situation | Late | None = database.now(
        arrivals.begin, office, citizen.person, unit_id, at
    )
    while isinstance(found, Asking):
        yield found
        at += between
        question, card = found.ask.question, found.live.card
        text = citizen.text(question) if question.kind is Kind.TEXT else None
        if text is not None:
            found = database.now(surveys.write, office, citizen.person, text, at, at)
        elif question.kind is Kind.TEXT:
            found = database.now(surveys.skip, office, citizen.person, card, at)
        else:
            place = citizen.place(question, rated)
            rated += question.element is not None
            found = database.now(
                surveys.pick, office, citizen.person, card, question.number, place, at
            )
    yield found


def answer_all(
    database: Database,
    office: Office,
    citizen: Citizen,
    unit_id: int,
    at: datetime = MORNING,
    between: timedelta = BETWEEN_TAPS,
) -> Reviewing:
    """Everything up to the review."""
    *_, found = steps(database, office, citizen, unit_id, at, between)
    assert isinstance(found, Reviewing)
    return found


def send(
    db: Db, office: Office, citizen: Citizen, at: datetime = MORNING + timedelta(minutes=3)
) -> Situation | Late:
    """[Kirim] on the card that is live."""
    found = surveys.where(db, office, citizen.person)
    assert isinstance(found, Reviewing)
    return submitting.submit(db, office, citizen.person, found.live.card, at)


def rate(
    database: Database, office: Office, citizen: Citizen, unit_id: int, at: datetime = MORNING
) -> Situation | Late:
    """From [Mulai] to the thanks."""
    answer_all(database, office, citizen, unit_id, at)
    return database.now(send, office, citizen, at + timedelta(minutes=3))
