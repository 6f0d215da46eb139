"""What employees are shown of trainings: what a use case returns and a view puts into words."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from bot.domain.certificate import Certificate
from bot.domain.delivery import Kind
from bot.domain.inquiry import Figures, Inquiry, Subject
from bot.domain.learning import Record, Year
from bot.domain.people import Addressee
from bot.domain.training import (
    HOLDING,
    Course,
    Enrolment,
    Reason,
    Seats,
    Standing,
    is_ahead,
    may_register,
)

__all__ = [
    "MOST_OFFERS",
    "Decision",
    "Desk",
    "Door",
    "Encouragement",
    "History",
    "Notice",
    "Offer",
    "Part",
    "Silent",
    "Tally",
    "fits",
]

MOST_OFFERS = 2
"""So many things are offered at a time, when somebody is to choose one."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A session that is open for an employee; `elements` are why it is recommended, if it is."""

    course: Course
    seats: Seats
    enrolment: Enrolment
    elements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """An employee's part in a session, after a tap as after any other look at it.

    `ahead` says how many wait before this one.
    """

    course: Course
    enrolment: Enrolment
    seats: Seats
    ahead: int = 0
    colleague: str | None = None

    @property
    def asked(self) -> str | None:
        """The colleague who was asked to come instead and for whom a seat is kept, by name."""
        return None if self.seats.kept is None else self.colleague

    def given_up(self, now: datetime) -> bool:
        """Whether others get this seat, or this place in the queue, when its owner leaves."""
        return self.enrolment.standing in HOLDING and is_ahead(self.course.session, now)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where an employee stands with learning: the year, what is open, what is ahead."""

    year: Year
    open: int
    ahead: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The year so far, and what was learned, the newest first: a certificate where there is one.

    `asked` is what may still be answered about sessions that are over.
    """

    year: Year
    learned: tuple[Record | Certificate, ...]
    asked: tuple[Subject, ...] = ()


class Silent(NamedTuple):
    """Somebody who has not said whether they come; who is not linked cannot do so here."""

    name: str
    linked: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """A message about a session to one person; `enrolment` is theirs, if they have any part in it.

    `days` is how many days there are until then. `colleague` is whom it is about, `names` are
    those who have not answered, `more` how many others. A `check` of what one knows is open. A
    campaign may have other `wording` for the first sentence, by language. It `was` at another time
    or place before it changed. In place of what is cancelled `others` are offered.
    """

    kind: Kind
    course: Course
    to: Addressee
    days: int
    enrolment: Enrolment | None = None
    slot: str | None = None
    colleague: str | None = None
    names: tuple[Silent, ...] = ()
    more: int = 0
    check: bool = False
    wording: Mapping[str, str] | None = None
    was: Course | None = None
    others: tuple[Course, ...] = ()


@dataclass(frozen=True, slots=True)
class Encouragement:
    """On the first working day of a month: how far one has come, and what fits next.

    Where there are fewer courses than may be offered, a certificate of learning elsewhere is what
    one can do.
    """

    year: Year
    courses: tuple[Course, ...]
    to: Addressee

    @property
    def elsewhere(self) -> bool:
        return len(self.courses) < MOST_OFFERS


@dataclass(frozen=True, slots=True)
class Decision:
    """What an admin decided about a certificate, and how far this year has come."""

    certificate: Certificate
    year: Year
    to: Addressee


@dataclass(frozen=True, slots=True)
class Door:
    """What is shown at the door: a code and what a link carries, since when, and until when codes
    are shown there."""

    course: Course
    code: str
    payload: str
    shown_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """A session as an admin sees it, and what of the answers about it may be told.

    So many are `concerned` that they would be told if it did not take place.
    """

    course: Course
    seats: Seats
    standings: Counter[Standing]
    reasons: Counter[Reason]
    figures: Mapping[Inquiry, Figures] = field(default_factory=dict)
    concerned: int = 0


def fits(offer: Offer, now: datetime) -> bool:
    """Whether to propose it unasked: not what was declined, nor what has no seat to give."""
    taken = offer.seats.full or offer.seats.waiting > 0
    declined = offer.enrolment.standing is Standing.DECLINED
    may = may_register(offer.enrolment, offer.course, offer.seats, now)
    return may and not (taken or declined)
