"""Questionnaires that were filled in on paper, as an office types them in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from bot.domain.cells import read_moment
from bot.domain.errors import NoPeriod
from bot.domain.period import MONTH, Period, month_of, parse
from bot.domain.response import RELEASE_SIZE, Response
from bot.domain.sheet import CellFault, CellProblem

__all__ = ["Batch", "Paper", "check", "read_month"]


@dataclass(frozen=True, slots=True)
class Batch:
    """The questionnaires of a unit and a month in one file: they are released together.

    `row` is that of the first; `size` counts those with a problem, too.
    """

    row: int
    unit_id: int
    title: str
    month: Period
    size: int
    responses: tuple[Response, ...]

    @property
    def name(self) -> str:
        """As it is told: "Disdukcapil · KTP elektronik, 2026-11"."""
        return f"{self.title}, {self.month.code}"

    @property
    def digest(self) -> str:
        """The name of what was answered there, in whatever order it stands."""
        answers = sorted(repr(sorted(one.answers.items())) for one in self.responses)
        told = (self.unit_id, self.month.code, answers)
        return sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()

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
        if one.size < RELEASE_SIZE:
            yield CellProblem(one.row, "unit", CellFault.TOO_FEW, one.name)


def read_month(cell: str) -> Period | None:
    """As in "2026-11", "November 2026", "11/2026", or any day of it; None where it is none."""
    try:
        found = parse(cell)
    except NoPeriod:
        moment = read_moment(cell) or read_moment(f"1 {cell}")
        return None if moment is None or moment.day is None else month_of(moment.day)
    return found if found.months == MONTH else None
