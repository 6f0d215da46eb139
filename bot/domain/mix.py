"""How the respondents of a unit are made up, as far as it may be told.

Closed months, one after another, are put together until no answer stands for one to four people,
at the latest until the half-year ends, and are told once, as one block; what is too small then is
told of nobody. Blocks do not overlap, so that from all that is ever told, of whatever period, no
block's inside can be reckoned: beside the blocks only the months' numbers are known. A node's
figures are the sum of its leaves' blocks.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.period import HALF_YEAR, MONTH, Period, month_of, spanning
from bot.domain.response import RELEASE_SIZE
from bot.domain.rollup import Count
from bot.domain.suppression import tellable

__all__ = ["Answers", "Block", "Mix", "blocks", "mixed", "told_by_month", "told_in"]

Answers = Mapping[str, Count]
"""How many gave each answer to a question."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some months of one unit: those answers that may be told."""

    period: Period
    told: Answers


@dataclass(frozen=True, slots=True)
class Mix:
    """The answers to a question in a period, and how many people's answer is not told."""

    told: Answers = field(default_factory=dict)
    untold: int = 0

    @property
    def n(self) -> int:
        """Everybody."""
        return self.untold + sum(count.n for count in self.told.values())


def blocks(months: Mapping[date, Answers], today: date) -> list[Block]:
    """What is told of a unit: of each closed month, by its first day, the answers that were given.

    What was told stays as it is when more months close.
    """
    found: list[Block] = []
    sums: Answers = {}
    first: date | None = None
    open_from = month_of(today).first
    for month in sorted(month for month in months if month < open_from):
        if first is not None and _half(first).last < month:
            found.append(_block(first, _half(first).last, sums))
            first = None
        sums = months[month] if first is None else _sum((sums, months[month]))
        first = first or month
        if all(count.n >= RELEASE_SIZE for count in sums.values()):
            found.append(_block(first, month, sums))
            first = None
    if first is not None and _half(first).closed(today):
        found.append(_block(first, _half(first).last, sums))
    return found


def told_in(period: Period, found: Iterable[Block]) -> Answers:
    """What the blocks of a unit that lie within a period tell, together."""
    return _sum(block.told for block in found if period.holds(block.period))


def mixed(units: Iterable[Answers], n: int) -> Mix:
    """What is told of these units, together; of `n` people in all."""
    told = _sum(units)
    return Mix(told, n - sum(count.n for count in told.values()))


def told_by_month(found: Iterable[Block]) -> set[tuple[date, str]]:
    """What may be told of a month by itself: its first day, and the answer."""
    return {
        (block.period.first, answer)
        for block in found
        if block.period.months == MONTH
        for answer in block.told
    }


def _half(month: date) -> Period:
    return month_of(month, HALF_YEAR)


def _sum(given: Iterable[Answers]) -> Answers:
    # Two numbers, as a count for each step would be an object for each of very many.
    n, totals = Counter[str](), Counter[str]()
    for answers in given:
        for answer, count in answers.items():
            n[answer] += count.n
            totals[answer] += count.total
    return {answer: Count(n[answer], totals[answer]) for answer in n}


def _block(first: date, last: date, sums: Answers) -> Block:
    told = tellable({answer: count.n for answer, count in sums.items()})
    return Block(spanning(first, last), {answer: sums[answer] for answer in told})
