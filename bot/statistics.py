"""What samples allow one to say: intervals, what a sample can show, how well items agree."""

from collections.abc import Sequence
from math import sqrt

import numpy as np
from scipy.optimize import brentq
from scipy.stats import binomtest, norm, ttest_ind

from bot.domain.experiment import Estimate, Share

__all__ = ["cronbach", "detectable", "newcombe", "sample_size", "welch", "wilson"]

LEVEL = 0.95
POWER = 0.80


def wilson(one: Share) -> tuple[float, float]:
    """The ends of Wilson's score interval of a share, without correction for continuity."""
    interval = binomtest(one.yes, one.of).proportion_ci(LEVEL, method="wilson")
    return float(interval.low), float(interval.high)


def newcombe(treated: Share, control: Share) -> Estimate:
    """The difference of two independent shares, treated less control, from -1 to 1.

    Newcombe's hybrid score interval: R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890,
    method 10. Both shares are of somebody.
    """
    (low_1, high_1), (low_2, high_2) = wilson(treated), wilson(control)
    first, second = treated.part, control.part
    difference = first - second
    below = sqrt((first - low_1) ** 2 + (high_2 - second) ** 2)
    above = sqrt((high_1 - first) ** 2 + (second - low_2) ** 2)
    return Estimate(difference, difference - below, difference + above)


def welch(treated: Sequence[float], control: Sequence[float]) -> Estimate | None:
    """The difference of two means, treated less control, with Welch's interval.

    None with fewer than two on either side, or where nobody differs from anybody.
    """
    if min(len(treated), len(control)) < 2 or not (np.var(treated) or np.var(control)):
        return None
    interval = ttest_ind(treated, control, equal_var=False).confidence_interval(LEVEL)
    difference = float(np.mean(treated) - np.mean(control))
    return Estimate(difference, float(interval.low), float(interval.high))


def detectable(first: int, second: int, base: float) -> float:
    """The smallest rise from a base share that two groups of these sizes show four times of five.

    From 0 to 1, at 5 % on both sides, by the normal approximation with a pooled variance where
    nothing differs (J. L. Fleiss, Statistical Methods for Rates and Proportions, ch. 3).
    1 where they are too few to show any.
    """
    if not first or not second:
        return 1.0
    most = 1.0 - base

    def lacking(rise: float) -> float:
        return rise - _shown(first, second, base, rise)

    return float(brentq(lacking, 0.0, most)) if lacking(most) > 0 else 1.0


def sample_size(base: float, rise: float) -> int:
    """So many are needed in each of two groups to show this rise four times of five."""
    return int(np.ceil((_shown(1, 1, base, rise) / rise) ** 2))


def cronbach(answers: Sequence[Sequence[float]]) -> float | None:
    """Cronbach's alpha of the items (columns) that each person (row) answered.

    L. J. Cronbach, Psychometrika 16 (1951), 297-334. None for fewer than two people or items, or
    where the sums of all are the same.
    """
    table = np.asarray(answers, dtype=float)
    if table.ndim != 2 or min(table.shape) < 2:
        return None
    whole = float(table.sum(axis=1).var(ddof=1))
    if not whole:
        return None
    items = table.shape[1]
    return float(items / (items - 1) * (1 - table.var(axis=0, ddof=1).sum() / whole))


def _shown(first: int, second: int, base: float, rise: float) -> float:
    """The rise that is shown with this power if the true one is as given."""
    after = base + rise
    pooled = (first * base + second * after) / (first + second)
    alike = sqrt(pooled * (1 - pooled) * (1 / first + 1 / second))
    apart = sqrt(base * (1 - base) / first + max(after * (1 - after), 0.0) / second)
    beyond = float(norm.ppf(0.5 + LEVEL / 2))
    return beyond * alike + float(norm.ppf(POWER)) * apart
