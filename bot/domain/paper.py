"""Questionnaires that were filled in on paper, as an office types them in."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from bot.domain.cells import read_moment
from bot.domain.errors import NoPeriod
from bot.domain.period import MONTH, Period, month_of, parse
from bot.domain.response import RELEASE_SIZE, Response
from bot.domain.sheet import CellFault, CellProblem

__all__ = ["Batch", "Paper", "Questionnaire", "check", "entered", "read_month"]

OLDEST = 24
"""A month that began more months ago than this has a year that was mistyped."""

NUMBERED = "#"
"""So a name begins that is that of a number."""

DIGITS = 32
"""So much of a SHA-256, in hexadecimal, is a name."""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One of them: its row, its own number if it has one, and what it answers; None where
    something is wrong with that."""

    row: int
    number: str
    response: Response | None

    @property
    def name(self) -> str:
        """Its number, where it has one, whatever was answered; else two that answer the same have
        the same."""
        if self.number:
            return NUMBERED + _named(self.number)
        answers = {} if self.response is None else self.response.answers
        return _named(sorted(answers.items()))


@dataclass(frozen=True, slots=True)
class Batch:
    """The questionnaires of a unit and a month in one file: they are released together."""

    unit_id: int
    title: str
    month: Period
    filled: tuple[Questionnaire, ...]

    @property
    def row(self) -> int:
        """That of the first."""
        return self.filled[0].row

    @property
    def size(self) -> int:
        """How many they are, those with a problem among them."""
        return len(self.filled)

    @property
    def name(self) -> str:
        """As it is told: "Disdukcapil · KTP elektronik, 2026-11"."""
        return f"{self.title}, {self.month.code}"

    @property
    def responses(self) -> tuple[Response, ...]:
        """What they answer, as far as nothing is wrong."""
        return tuple(one.response for one in self.filled if one.response is not None)

    @property
    def names(self) -> tuple[str, ...]:
        """Of all of them, in an order that tells nothing of the file."""
        return tuple(sorted(one.name for one in self.filled))

    @property
    def digest(self) -> str:
        """The name of them all, in whatever order they stand."""
        return _named((self.unit_id, self.month.code, self.names))

    def day(self, today: date) -> date:
        """That of the release: no later than today, and in its month."""
        return min(self.month.last_day, today)


@dataclass(frozen=True, slots=True)
class Paper:
    """All that a file holds, and what of it is not used."""

    batches: tuple[Batch, ...]
    warnings: tuple[CellProblem, ...] = ()


def check(batches: Iterable[Batch], today: date) -> Iterator[CellProblem]:
    """What is wrong with any of them by itself."""
    for one in batches:
        if one.month.first > today:
            yield CellProblem(one.row, "month", CellFault.NOT_BEGUN, one.name)
        if one.month < month_of(today).before(OLDEST):
            yield CellProblem(one.row, "month", CellFault.OLD_MONTH, one.name)
        if one.size < RELEASE_SIZE:
            yield CellProblem(one.row, "unit", CellFault.TOO_FEW, one.name)


def entered(batch: Batch, before: Iterable[Collection[str]]) -> list[int]:
    """The rows that were entered before, by the names of those that came together then.

    A number is entered once. Without numbers two people may answer the same; but where most of
    those stand here that once came together, and no fewer than five, they stand here again.
    """
    left, again = Counter(batch.names), Counter[str]()
    for some in map(Counter, before):
        here = some & left
        same = here.total() if 2 * here.total() > some.total() else 0
        for name, n in here.items():
            if name.startswith(NUMBERED) or same >= RELEASE_SIZE or here == some:
                again[name] += n
                left[name] -= n
    found = []
    for one in batch.filled:
        if again[one.name]:
            again[one.name] -= 1
            found.append(one.row)
    return found


def read_month(cell: str) -> Period | None:
    """As in "2026-11", "November 2026", "11/2026", or any day of it; None where it is none."""
    try:
        found = parse(cell)
    except NoPeriod:
        moment = read_moment(cell) or read_moment(f"1 {cell}") or read_moment(f"{cell}-1")
        return None if moment is None or moment.day is None else month_of(moment.day)
    return found if found.months == MONTH else None


def _named(said: object) -> str:
    return sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
