"""Whether a training improved what it is to improve: units whose people took part, and the others.

A wave is a run of months in which a training of an element was taken, with no pause of a quarter
or more. How the element was rated in the quarter before a wave and in the quarter after it is
compared between units that were trained first in this wave and units that were not trained until
the quarter after was over (difference in differences against those not yet treated: B. Callaway
and P. Sant'Anna, Journal of Econometrics 225 (2021), 200-230). Nobody is dealt by chance to be
trained, so that what is found is a sign and no proof.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.experiment import Estimate, Verdict
from bot.domain.experiment import verdict as judged
from bot.domain.period import QUARTER, Period, month_of, spanning

__all__ = ["FEWEST", "Change", "Effect", "Wave", "sides", "verdict", "waves"]

FEWEST = 6
"""With fewer units on either side nothing is concluded."""

MATTERS = 5.0
"""Points of the index: a difference that is worth finding."""


@dataclass(frozen=True, slots=True)
class Wave:
    """From the month in which a training was first taken to that in which it was last."""

    months: Period

    @property
    def before(self) -> Period:
        """The quarter before its first month."""
        return Period(self.months.first, QUARTER).before()

    @property
    def after(self) -> Period:
        """The quarter after its last month."""
        return Period(month_of(self.months.last).after().first, QUARTER)


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
    """What a wave did to an element, in points of the index; None where that is not estimated.

    `over` says that the quarter after it is.
    """

    element: str
    wave: Wave
    changes: tuple[Change, ...]
    estimate: Estimate | None
    over: bool

    @property
    def sizes(self) -> tuple[int, int]:
        """How many units were trained, and how many were not."""
        trained = sum(one.trained for one in self.changes)
        return trained, len(self.changes) - trained

    @property
    def verdict(self) -> Verdict:
        return verdict(self.estimate, over=self.over)


def waves(taken: Iterable[date]) -> list[Wave]:
    """The waves that these days of sessions make, the earliest first."""
    found: list[Wave] = []
    for day in sorted(taken):
        if found and day <= found[-1].after.last_day:
            found[-1] = Wave(spanning(found[-1].months.first, day))
        else:
            found.append(Wave(month_of(day)))
    return found


def sides(wave: Wave, first: Mapping[int, date], units: Iterable[int]) -> dict[int, bool]:
    """Of these units those that are compared, and whether they count as trained.

    `first` is when each was trained first; who was trained before the wave is on neither side.
    """
    found: dict[int, bool] = {}
    for unit in units:
        day = first.get(unit)
        if day is None or day > wave.after.last_day:
            found[unit] = False
        elif day >= wave.months.first:
            found[unit] = True
    return found


def verdict(estimate: Estimate | None, *, over: bool) -> Verdict:
    """What may be said; where the interval is wider than what matters, nothing is concluded."""
    if estimate is None:
        return Verdict.NOT_YET
    within = (estimate.high - estimate.low) / 2
    return judged(estimate, within, over=over, matters=MATTERS)
