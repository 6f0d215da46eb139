"""Who is talking, and what that person may do."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.errors import NotAllowed
from bot.domain.inquiry import Subject
from bot.domain.learning import Record
from bot.domain.training import Enrolment

__all__ = [
    "CONSENT_TEXT",
    "EMPLOYEE_CONSENT",
    "Addressee",
    "Attendance",
    "Duties",
    "Person",
    "Profile",
    "Stored",
    "require_admin",
]


CONSENT_TEXT = "skm-1"
"""The version of the privacy lines above [Mulai]; recorded with every consent."""

EMPLOYEE_CONSENT = "asn-1"
"""The version of what employees read above [Ya, ini saya]; recorded when they link an account."""


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever is talking in a private chat.

    `language` is the one to speak now; `consented` says whether anything may be stored about
    them: before consent a person has no row. `expecting` names what the next typed line is for,
    `blocked` that they had blocked the bot. Admins are named in the configuration.
    """

    id: int
    language: str
    consented: bool
    admin: bool
    expecting: str | None = None
    blocked: bool = False


class Duties(NamedTuple):
    """What somebody has at any unit beside their own matters: they lead it; they answer citizens
    there."""

    leads: bool
    answers: bool


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom an unasked message is for.

    `name` and `unit` are an employee's, who may be in another zone than the office; a citizen has
    none of these. `muted` are the topics that this person does not want to hear of.
    """

    language: str
    blocked: bool = False
    name: str | None = None
    unit: str | None = None
    zone: ZoneInfo | None = None
    muted: frozenset[str] = frozenset()

    @property
    def employed(self) -> bool:
        """Whether this is an employee."""
        return self.name is not None


@dataclass(frozen=True, slots=True)
class Profile:
    """What the roster says of an employee, and the day of the consent once linked.

    The number is masked.
    """

    name: str
    nip: str
    unit: str
    status: str | None = None
    grade: str | None = None
    position: str | None = None
    consented_on: date | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """How an employee stands to a session, with what they said; its day is that of its place."""

    title: str
    day: date
    enrolment: Enrolment


@dataclass(frozen=True, slots=True)
class Stored:
    """All that is kept about somebody; unit titles as people know them.

    Without consent, or after /hapus, there is neither language nor day of consent. `rated` are
    the leaves whose rating of the current window is marked, until `rated_until`; `certificates`
    are those whose papers are kept. What was `answered` about sessions is kept in the employee's
    name, as is how they stand to the `sessions` and the `jp` of each year; the `questions` they
    asked, and what they answered in the `campaigns` they take part in, are kept under marks. They
    `wished` for trainings of these elements, and so many follow-up `plans` name them. A `former`
    employee is on the roster no more. The account may be the `kiosk` of a unit.
    """

    language: str | None
    consented_on: date | None
    running: str | None
    followed: tuple[str, ...]
    rated: tuple[str, ...]
    rated_until: date
    employee: Profile | None = None
    certificates: tuple[Record, ...] = ()
    answered: tuple[Subject, ...] = ()
    former: bool = False
    sessions: tuple[Attendance, ...] = ()
    jp: tuple[tuple[int, int], ...] = ()
    questions: int = 0
    campaigns: tuple[str, ...] = ()
    wished: tuple[str, ...] = ()
    plans: int = 0
    kiosk: str | None = None


def require_admin(person: Person) -> None:
    """Raise NotAllowed unless this person is an admin."""
    if not person.admin:
        raise NotAllowed
