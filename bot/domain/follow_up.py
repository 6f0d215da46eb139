"""A follow-up plan (RTL): what a unit does about a weak element, who, and by when.

    DRAFT ── who, by when ──▶ PROMISED ── [Sudah selesai] ──▶ DONE ── by an admin ──▶ PUBLISHED
                               ▲    │
                               └────┘ [Belum, geser 2 minggu]

It follows the publication of a period; what was changed is told to everybody.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from zlib import crc32

from bot.domain.errors import NotNow
from bot.domain.figures import Publication
from bot.domain.learning import Learner
from bot.domain.people import Addressee
from bot.domain.period import YEAR, Period, month_of
from bot.domain.question import Fault, typed
from bot.domain.score import Index

__all__ = [
    "LONGEST",
    "Asked",
    "By",
    "Detail",
    "Due",
    "FollowUp",
    "Improved",
    "Plans",
    "State",
    "Weak",
    "drawn",
    "due_day",
    "finished",
    "line",
    "postponed",
    "promised",
    "published",
    "reminder_after",
    "require",
    "reworded",
]

LONGEST = 300
"""Letters of a sentence: it is read on a phone."""

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)

BEFORE = 3 * DAY
"""So long before its day it is reminded of first."""

EXTENSION = 2 * WEEK

LEAST = 2 * WEEK
"""What is to be done by the end of a year takes so long at least."""


class State(StrEnum):
    """How far a plan has come."""

    DRAFT = "draft"
    PROMISED = "promised"
    DONE = "done"
    PUBLISHED = "published"


class By(StrEnum):
    """By when something is to be done."""

    TWO_WEEKS = "2w"
    MONTH = "1m"
    QUARTER = "3m"
    END_OF_YEAR = "ye"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """`who_id` is the employee who does it, None for the team of the unit; `changed` says what
    was changed, where that is not the action itself. `remind_on` is the day of the reminder that
    is owed next, or was last."""

    id: int
    unit_id: int
    period: Period
    element: str
    state: State
    action: str
    who_id: int | None = None
    due_on: date | None = None
    remind_on: date | None = None
    done_on: date | None = None
    changed: str | None = None
    published_on: date | None = None

    @property
    def sentence(self) -> str:
        """What everybody is to read."""
        return self.changed or self.action

    @property
    def edition(self) -> str:
        """Another one whenever that was worded otherwise."""
        return f"{crc32(self.sentence.encode()):08x}"


@dataclass(frozen=True, slots=True)
class Plans:
    """What follows a publication: the plans by their element, the names of who does them, and
    whether there is anybody who leads the unit and can be asked for them."""

    publication: Publication
    title: str
    plans: Mapping[str, FollowUp]
    names: Mapping[int, str]
    led: bool


@dataclass(frozen=True, slots=True)
class Weak:
    """A publication's plans, its index, and the lowest elements of which nothing is promised."""

    plans: Plans
    index: Index | None

    @property
    def open(self) -> tuple[str, ...]:
        """In the order of the regulation."""
        known = self.plans.plans
        return tuple(
            key for key in drawn(self.index) if key not in known or known[key].state is State.DRAFT
        )


@dataclass(frozen=True, slots=True)
class Detail:
    """One plan of a unit, who does it (None: the team), and whom one may choose for that."""

    plan: FollowUp
    title: str
    publication_id: int
    who: str | None = None
    suggested: tuple[Learner, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """The head of a unit is asked for a plan."""

    weak: Weak
    to: Addressee


@dataclass(frozen=True, slots=True)
class Due:
    """A promise is reminded of; so many days are left, none or fewer from its day on."""

    detail: Detail
    days: int
    to: Addressee


@dataclass(frozen=True, slots=True)
class Improved:
    """Who asked for news of a unit, or of one above or below, is told what was changed there."""

    plan: FollowUp
    title: str
    followed_id: int


def drawn(index: Index | None) -> tuple[str, ...]:
    """The lowest elements, several in a tie; none where all are the same."""
    return () if index is None or index.lowest == index.highest else index.lowest


def line(text: str | None) -> str | None:
    """A typed sentence on one line; None where it is no text, or longer than one may be."""
    read = typed(text)
    if isinstance(read, Fault) or len(one := " ".join(read.split())) > LONGEST:
        return None
    return one


def due_day(by: By, today: date) -> date:
    """The last day; at the end of a month that is too short its last, late in December the end of
    the next year."""
    match by:
        case By.TWO_WEEKS:
            return today + 2 * WEEK
        case By.MONTH:
            return _months_after(today, 1)
        case By.QUARTER:
            return _months_after(today, 3)
        case By.END_OF_YEAR:
            return month_of(today + LEAST, YEAR).last_day


def reminder_after(due_on: date, day: date) -> date:
    """The first day after this one on which it is reminded of: before its day, on it, and then
    once a week."""
    if day < due_on - BEFORE:
        return due_on - BEFORE
    if day < due_on:
        return due_on
    return due_on + WEEK * ((day - due_on) // WEEK + 1)


def promised(one: FollowUp, by: By, today: date) -> FollowUp:
    """With its day; raises NotNow where there is one."""
    require(one, State.DRAFT)
    return replace(one, state=State.PROMISED, due_on=due_day(by, today))


def postponed(one: FollowUp, today: date) -> FollowUp:
    """Two weeks later than it was to be, or than today; raises NotNow unless it is promised."""
    require(one, State.PROMISED)
    return replace(one, due_on=max(one.due_on or today, today) + EXTENSION)


def finished(one: FollowUp, today: date) -> FollowUp:
    """Done; raises NotNow unless it is promised."""
    require(one, State.PROMISED)
    return replace(one, state=State.DONE, done_on=today)


def reworded(one: FollowUp, changed: str) -> FollowUp:
    """With what was changed, in a sentence; raises NotNow unless it is done and not out yet."""
    require(one, State.DONE)
    return replace(one, changed=changed)


def published(one: FollowUp, edition: str, today: date) -> FollowUp:
    """As it was shown; raises NotNow where it reads otherwise by now, or is out already."""
    require(one, State.DONE)
    if one.edition != edition:
        raise NotNow(one.state)
    return replace(one, state=State.PUBLISHED, published_on=today)


def require(one: FollowUp, state: State) -> None:
    """Raise NotNow unless it has come so far, and no further."""
    if one.state is not state:
        raise NotNow(one.state)


def _months_after(day: date, months: int) -> date:
    month = month_of(Period(day.replace(day=1), months).after().first)
    return month.first.replace(day=min(day.day, month.last_day.day))
