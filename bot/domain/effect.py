"""Whether a training improved what it is to improve: units whose people took part, and the others.

A unit counts as trained from the day on which somebody who works at the unit itself took part
first; whoever works at an office above serves no counter, and counts for none. The units that
were first trained in the same quarter of the calendar are a cohort. How the element was rated in
the quarter before and in the quarter after is compared between a cohort and the units that were
not trained until the quarter after was over (difference in differences against those not yet
treated: B. Callaway and P. Sant'Anna, Journal of Econometrics 225 (2021), 200-230). So each unit
is in one cohort, however often it is trained, and a cohort is concluded two quarters after its
own began. Nobody is dealt by chance to be trained, so that what is found is a sign and no proof.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.experiment import Estimate, Verdict
from bot.domain.experiment import verdict as judged
from bot.domain.period import QUARTER, Period, month_of

__all__ = ["FEWEST", "MATTERS", "Change", "Effect", "cohorts", "sides", "verdict"]

FEWEST = 6
"""With fewer units on either side nothing is concluded."""

MATTERS = 5.0
"""Points of the index: a difference that is worth finding."""


@dataclass(frozen=True, slots=True)
class Change:
    """How an element was rated at a unit before and after, on the scale of the index."""

    title: str
    trained: bool
    before: float
    after: float

    @property
    def difference(self) -> float:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Effect:
    """What trainings of a cohort did to an element, in points of the index; None where that is not
    estimated.

    `over` says that the quarter after it is.
    """

    element: str
    cohort: Period
    changes: tuple[Change, ...]
    estimate: Estimate | None
    over: bool

    @property
    def before(self) -> Period:
        return self.cohort.before()

    @property
    def after(self) -> Period:
        return self.cohort.after()

    @property
    def sizes(self) -> tuple[int, int]:
        """How many units were trained, and how many were not."""
        trained = sum(one.trained for one in self.changes)
        return trained, len(self.changes) - trained

    @property
    def verdict(self) -> Verdict:
        return verdict(self.estimate, over=self.over)

    def mean(self, *, trained: bool) -> float | None:
        """How much the units of one side changed; None where there are none."""
        found = [one.difference for one in self.changes if one.trained is trained]
        return sum(found) / len(found) if found else None


def cohorts(first: Iterable[date]) -> list[Period]:
    """The quarters of these days, on each of which a unit was trained first, the earliest
    first."""
    return sorted({month_of(day, QUARTER) for day in first})


def sides(cohort: Period, first: Mapping[int, date], units: Iterable[int]) -> dict[int, bool]:
    """Of these units those that are compared, and whether they count as trained.

    `first` is when each was trained first; who was trained before is on neither side.
    """
    found: dict[int, bool] = {}
    for unit in units:
        day = first.get(unit)
        if day is None or day > cohort.after().last_day:
            found[unit] = False
        elif month_of(day, QUARTER) == cohort:
            found[unit] = True
    return found


def verdict(estimate: Estimate | None, *, over: bool) -> Verdict:
    """What may be said; where the interval is wider than what matters, nothing is concluded."""
    if estimate is None:
        return Verdict.NOT_YET
    within = (estimate.high - estimate.low) / 2
    return judged(estimate, within, over=over, matters=MATTERS)
