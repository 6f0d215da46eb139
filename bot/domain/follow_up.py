"""A follow-up plan (RTL): what a unit does about a weak element, who, and by when.

    DRAFT ── who, by when ──▶ PROMISED ── [Sudah selesai] ──▶ DONE ── by an admin ──▶ PUBLISHED
                              ▲  │  ▲                         │  ▲                        │
                              └──┘  └──── [Belum selesai] ────┘  └── withdrawn by one ────┘
                   [Ubah] or two weeks more

It follows the publication of a period, which draws the lowest elements: a draft of each, without
an action yet. What was changed is told to everybody.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from zlib import crc32

from bot.domain.calendar import Calendar
from bot.domain.errors import NotNow, Outdated
from bot.domain.figures import Publication
from bot.domain.learning import Learner
from bot.domain.people import Addressee
from bot.domain.period import YEAR, Period, month_of
from bot.domain.question import Fault, typed
from bot.domain.score import Index

__all__ = [
    "LONGEST",
    "Asked",
    "Assigned",
    "By",
    "Detail",
    "Due",
    "FollowUp",
    "Improved",
    "Plans",
    "State",
    "Summary",
    "Unreachable",
    "Weak",
    "asks",
    "called",
    "drawn",
    "due_day",
    "finished",
    "first_reminder",
    "given",
    "is_open",
    "line",
    "postponed",
    "promised",
    "published",
    "reopened",
    "reports",
    "require",
    "restated",
    "reworded",
    "withdrawn",
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

ASKED_FOR = timedelta(days=90)
"""So long after a publication its plans are asked for; by then newer results say more."""


class State(StrEnum):
    """How far a plan has come."""

    DRAFT = "draft"
    PROMISED = "promised"
    DONE = "done"
    PUBLISHED = "published"


class Unreachable(StrEnum):
    """Why nobody can be asked what a unit does, or reminded of it."""

    GONE = "gone"
    NO_HEAD = "no head"
    UNLINKED = "unlinked"
    BLOCKED = "blocked"


class By(StrEnum):
    """By when something is to be done."""

    TWO_WEEKS = "2w"
    MONTH = "1m"
    QUARTER = "3m"
    END_OF_YEAR = "ye"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """`action` is empty where the element was drawn and nobody has said anything yet; `who_id` is
    the employee who does it, None for the team of the unit; `changed` says what was changed,
    where that is not the action itself."""

    id: int
    unit_id: int
    period: Period
    element: str
    state: State
    action: str
    who_id: int | None = None
    due_on: date | None = None
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
    """What follows a publication: the plans by their element, the names of who does them, and why
    nobody can be asked for them, where that is so."""

    publication: Publication
    title: str
    plans: Mapping[str, FollowUp]
    names: Mapping[int, str]
    unreachable: Unreachable | None = None


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
    """A head is asked for the plans of so many units and periods, of which these are the first."""

    weak: tuple[Weak, ...]
    n: int
    to: Addressee


@dataclass(frozen=True, slots=True)
class Due:
    """A head is reminded today of so many promises, of which these are the first."""

    details: tuple[Detail, ...]
    n: int
    today: date
    to: Addressee


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who is to do something reads so."""

    detail: Detail
    to: Addressee


@dataclass(frozen=True, slots=True)
class Summary:
    """What waits for an admin: plans that are done, to be published, and units whose plans nobody
    can be asked for, or reminded of; the first of so many each."""

    done: tuple[Detail, ...]
    n_done: int
    stuck: tuple[tuple[str, Unreachable], ...]
    n_stuck: int


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


def is_open(plans: Iterable[FollowUp], published_on: date, today: date) -> bool:
    """Whether anything is still asked for that follows a publication of this day."""
    drafts = any(one.state is State.DRAFT for one in plans)
    return drafts and today - published_on <= ASKED_FOR


def asks(newest: int, last: tuple[int, date] | None, today: date) -> bool:
    """Whether a head of whom plans are open is asked for them today: about a publication newer
    than the newest they were asked about `last`, else once a week."""
    return last is None or newest > last[0] or today - last[1] >= WEEK


def first_reminder(due_on: date, calendar: Calendar) -> date:
    """The working day on which a promise is reminded of first."""
    return calendar.last_working_day(due_on - BEFORE)


def called(due_on: date, last: date | None, today: date, calendar: Calendar) -> bool:
    """Whether a promise is reminded of today, where its head was last reminded then: before its
    day, on it, and then once a week; what falls on a day off comes on the next one."""
    first = first_reminder(due_on, calendar)
    if last is None or last < first:
        return first <= today
    return last < due_on <= today or (due_on < today and today - last >= WEEK)


def reports(
    done: Mapping[int, date], last: tuple[date, Collection[int]] | None, today: date
) -> bool:
    """Whether an admin hears today of what waits: of what was done since `last`, but for what of
    that very day they heard of then; else once a week. Of plans by their id, with the day."""
    if last is None or today - last[0] >= WEEK:
        return True
    day, heard = last
    return any(on > day or (on == day and id not in heard) for id, on in done.items())


def given(one: FollowUp, who_id: int | None, state: State) -> FollowUp:
    """To this employee, or to the team; raises NotNow in another state, and where it is not said
    yet what is to be done."""
    _require_action(one, state)
    return replace(one, who_id=who_id)


def promised(one: FollowUp, by: By, today: date, state: State = State.DRAFT) -> FollowUp:
    """With its day, or with another one where it is promised; raises NotNow as `given` does."""
    _require_action(one, state)
    return replace(one, state=State.PROMISED, due_on=due_day(by, today))


def restated(one: FollowUp, action: str) -> FollowUp:
    """With another action; raises NotNow unless it is promised."""
    require(one, State.PROMISED)
    return replace(one, action=action)


def postponed(one: FollowUp, due_on: date, today: date) -> FollowUp:
    """Two weeks later than it was to be, or than today; raises NotNow unless it is promised, and
    Outdated where another day was shown."""
    require(one, State.PROMISED)
    if one.due_on != due_on:
        raise Outdated
    return replace(one, due_on=max(due_on, today) + EXTENSION)


def finished(one: FollowUp, today: date) -> FollowUp:
    """Done; raises NotNow unless it is promised."""
    require(one, State.PROMISED)
    return replace(one, state=State.DONE, done_on=today)


def reopened(one: FollowUp) -> FollowUp:
    """Promised as before; raises NotNow unless it is done and not out yet."""
    require(one, State.DONE)
    return replace(one, state=State.PROMISED, done_on=None, changed=None)


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


def withdrawn(one: FollowUp) -> FollowUp:
    """Done, and not out any more; raises NotNow unless it is published."""
    require(one, State.PUBLISHED)
    return replace(one, state=State.DONE, published_on=None)


def require(one: FollowUp, state: State) -> None:
    """Raise NotNow unless it has come so far, and no further."""
    if one.state is not state:
        raise NotNow(one.state)


def _require_action(one: FollowUp, state: State) -> None:
    require(one, state)
    if not one.action:
        raise NotNow(one.state)


def _months_after(day: date, months: int) -> date:
    month = month_of(Period(day.replace(day=1), months).after().first)
    return month.first.replace(day=min(day.day, month.last_day.day))
