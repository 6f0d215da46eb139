"""What a citizen and a unit write to each other under a receipt code, by turns.

    citizen ──▶ unit ──▶ citizen ──▶ unit … at most three times each
       └── 90 days ──▶ over ◀── 30 days ──┘

Neither sees who the other is: the unit knows a code that is no receipt, the citizen the unit.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.privacy import mask, pseudonym
from bot.domain.question import Fault, typed

__all__ = [
    "LONGEST",
    "Letter",
    "Line",
    "Receipt",
    "Thread",
    "added",
    "begun",
    "is_over",
    "written",
]

LONGEST = 500
"""As Telegram counts the length of a text, so that a whole thread has room on a card."""

MOST_LINES = 6

AFTER_ANSWER = timedelta(days=30)
WITHOUT_ANSWER = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Line:
    """What one of the two wrote on a day."""

    text: str
    day: date


@dataclass(frozen=True, slots=True)
class Thread:
    """The lines of one receipt about its unit: the citizen's first, then by turns.

    `mark` is made of the receipt code for this alone; `suggestion` is what the citizen wrote with
    the rating.
    """

    mark: str
    unit_id: int
    suggestion: str | None
    lines: tuple[Line, ...]

    @property
    def waiting(self) -> bool:
        """Whether the unit is to answer."""
        return len(self.lines) % 2 == 1

    @property
    def open(self) -> bool:
        """Whether the citizen may write."""
        return not self.waiting and len(self.lines) < MOST_LINES


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt code leads to: a unit, the date its answer was counted (None: waits), and
    what was written to each other since, if anything was."""

    code: str
    unit_id: int
    title: str
    counted_on: date | None
    thread: Thread | None = None

    @property
    def open(self) -> bool:
        """Whether its owner may write to the unit."""
        return self.counted_on is not None and (self.thread is None or self.thread.open)


@dataclass(frozen=True, slots=True)
class Letter:
    """A thread as its unit has it: with the unit's title, and under a short code."""

    thread: Thread
    title: str

    @property
    def code(self) -> str:
        """Half as long as a receipt, so that nobody takes it for one."""
        return pseudonym(bytes.fromhex(self.thread.mark)).partition("-")[0]


def written(text: str | None) -> str | Fault:
    """What a citizen typed, with the numbers of people hidden; None stands for what is no
    text."""
    found = typed(text, LONGEST)
    return found if isinstance(found, Fault) else mask(found)


def begun(mark: str, unit_id: int, suggestion: str | None, text: str, today: date) -> Thread:
    """With the citizen's first line."""
    return Thread(mark, unit_id, suggestion, (Line(text, today),))


def added(one: Thread, text: str, today: date) -> Thread:
    """With the next line, of whoever's turn it is."""
    return replace(one, lines=(*one.lines, Line(text, today)))


def is_over(one: Thread, today: date) -> bool:
    """Whether it is to be forgotten."""
    return one.lines[-1].day + (WITHOUT_ANSWER if one.waiting else AFTER_ANSWER) <= today
