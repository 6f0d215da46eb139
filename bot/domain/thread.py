"""What a citizen and a unit write to each other under a receipt code, by turns.

    citizen ──▶ unit ──▶ citizen ──▶ unit … at most three times each
       └── 90 days ──▶ unanswered ──▶ over ◀── 30 days ──┘

Neither sees who the other is: the unit knows a code that is no receipt, the citizen the unit.
Whoever answers for units is told that citizens wait on a morning after they wrote, of all of them
at once, so that no moment at which somebody wrote leads to a unit.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.people import Addressee
from bot.domain.privacy import mask, pseudonym
from bot.domain.question import Fault, typed

__all__ = [
    "LONGEST",
    "Letter",
    "Line",
    "Receipt",
    "Thread",
    "Waiting",
    "added",
    "aged",
    "begun",
    "listens",
    "replied",
    "to_tell",
    "told",
    "waits_long",
    "written",
]

LONGEST = 500
"""As Telegram counts the length of a text, so that a whole thread has room on a card."""

MOST_LINES = 6

AFTER_ANSWER = timedelta(days=30)
WITHOUT_ANSWER = timedelta(days=90)

NOTED = timedelta(days=90)
"""So long after that it is known that no answer came, and nothing else."""

AGAIN = timedelta(days=7)
"""So long after it was told of what waits, a unit is told again where nothing new came."""

LONG = timedelta(days=14)
"""Who has waited so long is no matter of the unit alone."""


@dataclass(frozen=True, slots=True)
class Line:
    """What one of the two wrote on a day."""

    text: str
    day: date


@dataclass(frozen=True, slots=True)
class Thread:
    """The lines of one receipt about its unit: the citizen's first, then by turns.

    `mark` is made of the receipt code for this alone; `suggestion` is what the citizen wrote with
    the rating. The unit was told of the last line on the day `told_on`. Where it never answered,
    that alone is kept: `unanswered`, and the day of the last line, without its text.
    """

    mark: str
    unit_id: int
    suggestion: str | None
    lines: tuple[Line, ...]
    told_on: date | None = None
    unanswered: bool = False

    @property
    def waiting(self) -> bool:
        """Whether the unit is to answer."""
        return not self.unanswered and len(self.lines) % 2 == 1

    @property
    def open(self) -> bool:
        """Whether the citizen may write."""
        return not self.waiting and len(self.lines) < MOST_LINES


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt code leads to: a unit, the date its answer was counted (None: waits), and
    what was written to each other since, if anything was. `reachable` says whether the unit has
    somebody who answers."""

    code: str
    unit_id: int
    title: str
    counted_on: date | None
    thread: Thread | None = None
    reachable: bool = True

    @property
    def open(self) -> bool:
        """Whether its owner may write to the unit."""
        may = self.counted_on is not None and (self.thread is None or self.thread.open)
        return may and self.reachable


@dataclass(frozen=True, slots=True)
class Letter:
    """A thread as its unit has it: with the unit's title, and under a short code."""

    thread: Thread
    title: str

    @property
    def code(self) -> str:
        """Half as long as a receipt, so that nobody takes it for one."""
        return pseudonym(bytes.fromhex(self.thread.mark)).partition("-")[0]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What somebody reads in the morning: how many citizens wait at which of the units they answer
    for, and, of an admin, at which others: those that have nobody, or let citizens wait long."""

    own: tuple[tuple[str, int], ...]
    others: tuple[tuple[str, int], ...]
    to: Addressee


def written(text: str | None) -> str | Fault:
    """What a citizen typed, with the numbers of people hidden; None stands for what is no
    text."""
    found = typed(text, LONGEST)
    return found if isinstance(found, Fault) else mask(found)


def replied(text: str | None) -> str | Fault:
    """What somebody typed for a unit. Numbers of people are not hidden but refused: an answer with
    a gap in it helps nobody."""
    found = typed(text, LONGEST)
    if isinstance(found, Fault):
        return found
    return found if mask(found) == found else Fault.NUMBERS


def begun(mark: str, unit_id: int, suggestion: str | None, text: str, today: date) -> Thread:
    """With the citizen's first line."""
    return Thread(mark, unit_id, suggestion, (Line(text, today),))


def added(one: Thread, text: str, today: date) -> Thread:
    """With the next line, of whoever's turn it is."""
    return replace(one, lines=(*one.lines, Line(text, today)), told_on=None)


def aged(one: Thread, today: date) -> Thread | None:
    """What is left of it on this day; None once it is to be forgotten."""
    last = one.lines[-1].day
    if one.waiting and last + WITHOUT_ANSWER <= today:
        one = Thread(one.mark, one.unit_id, None, (Line("", last),), unanswered=True)
    if one.unanswered:
        return one if today < last + WITHOUT_ANSWER + NOTED else None
    return one if one.waiting or today < last + AFTER_ANSWER else None


def listens(one: Thread, today: date) -> bool:
    """Whether its citizen waits since a day before, so that its unit may be told."""
    return one.waiting and one.lines[-1].day < today


def waits_long(one: Thread, today: date) -> bool:
    """Whether its citizen has waited too long."""
    return one.waiting and one.lines[-1].day + LONG <= today


def to_tell(found: Iterable[Thread], today: date) -> bool:
    """Whether somebody for whom all of these wait is told today: of anything new, or weekly."""
    days = [one.told_on for one in found if listens(one, today)]
    return (
        bool(days)
        and all(day is None or day < today for day in days)
        and (None in days or max(day for day in days if day is not None) + AGAIN <= today)
    )


def told(one: Thread, today: date) -> Thread:
    """After whoever answers was told of it."""
    return replace(one, told_on=today)
