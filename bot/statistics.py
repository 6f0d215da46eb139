"""What samples allow one to say: intervals, what a sample can show, how well items agree."""

from collections.abc import Mapping, Sequence
from math import inf, sqrt
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq
from scipy.special import stdtrit
from scipy.stats import binomtest, norm, t

from bot.domain.experiment import Estimate, Share

__all__ = [
    "LEVEL",
    "Moments",
    "cronbach",
    "detectable",
    "detectable_mean",
    "mean",
    "mean_of",
    "newcombe",
    "permuted",
    "sample_size",
    "tallied",
    "welch",
    "welch_of",
    "wilson",
]

LEVEL = 0.95
"""How often an interval holds what is true; of several that are read together each does so more
often, by the `level` that is given."""

POWER = 0.80

ALIKE = 1e-9

DRAWS = 9_999
"""Relabellings: together with the labels as they are ten thousand."""

SEED = 20_261_124


class Moments(NamedTuple):
    """How many values there are, their mean, and their variance as a sample (0 of one)."""

    n: int
    mean: float
    variance: float


def wilson(one: Share, level: float = LEVEL) -> tuple[float, float]:
    """The ends of Wilson's score interval of a share, without correction for continuity."""
    interval = binomtest(one.yes, one.of).proportion_ci(level, method="wilson")
    return float(interval.low), float(interval.high)


def newcombe(treated: Share, control: Share, level: float = LEVEL) -> Estimate:
    """The difference of two independent shares, treated less control, from -1 to 1.

    Newcombe's hybrid score interval: R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890,
    method 10. Both shares are of somebody.
    """
    (low_1, high_1), (low_2, high_2) = wilson(treated, level), wilson(control, level)
    first, second = treated.part, control.part
    difference = first - second
    below = sqrt((first - low_1) ** 2 + (high_2 - second) ** 2)
    above = sqrt((high_1 - first) ** 2 + (second - low_2) ** 2)
    return Estimate(difference, difference - below, difference + above)


def mean(values: Sequence[float]) -> tuple[float, float, float]:
    """A mean with the ends of Student's interval; of fewer than two, or of the same, all alike."""
    return mean_of(_moments(values))


def mean_of(values: Moments) -> tuple[float, float, float]:
    """As `mean`, of values that are known by their moments."""
    if values.n < 2:
        return values.mean, values.mean, values.mean
    error = sqrt(values.variance / values.n)
    within = float(stdtrit(values.n - 1, 0.5 + LEVEL / 2)) * error
    return values.mean, values.mean - within, values.mean + within


def tallied(counts: Mapping[int, int]) -> Moments:
    """The moments of whole numbers, each with how often it stands there; of one at least.

    By whole numbers to the last step, so that a million of them lose nothing.
    """
    n = sum(counts.values())
    total = sum(value * count for value, count in counts.items())
    squares = sum(value * value * count for value, count in counts.items())
    above = n * squares - total * total
    return Moments(n, total / n, above / (n * (n - 1)) if n > 1 else 0.0)


def welch(
    treated: Sequence[float], control: Sequence[float], level: float = LEVEL
) -> Estimate | None:
    """The difference of two means, treated less control, with Welch's interval.

    None with fewer than two on either side, or where nobody differs from anybody.
    """
    if min(len(treated), len(control)) < 2:
        return None
    return welch_of(_moments(treated), _moments(control), level)


def welch_of(treated: Moments, control: Moments, level: float = LEVEL) -> Estimate | None:
    """As `welch`, of values that are known by their moments."""
    found = _error(treated, control)
    if found is None:
        return None
    error, freedom = found
    within = float(stdtrit(freedom, 0.5 + level / 2)) * error
    difference = treated.mean - control.mean
    return Estimate(difference, difference - within, difference + within)


def permuted(treated: Sequence[float], control: Sequence[float], level: float = LEVEL) -> Estimate:
    """The difference of two means, treated less control, with the interval of a permutation test.

    It holds every shift of the treated that the test does not refuse (E. J. G. Pitman, Supplement
    to the Journal of the Royal Statistical Society 4 (1937), 119-130), by so many random
    relabellings and one seed, so that the same values have the same interval always. A shift moves
    the difference of a relabelling less than the true one, in proportion to how many changed
    sides; hence each refuses all shifts beyond one, and the ends are quantiles of these. Without
    a bound, infinite, where there are too few for the level.
    """
    m, n = len(treated), len(control)
    values = np.asarray([*treated, *control], dtype=float)
    labels = np.tile(np.arange(m + n) < m, (DRAWS, 1))
    labels = np.random.default_rng(SEED).permuted(labels, axis=1)
    difference = float(values[:m].mean() - values[m:].mean())
    sums = labels @ values
    drawn = sums / m - (values.sum() - sums) / n
    moved = labels[:, m:].sum(axis=1) * (1 / m + 1 / n)
    same = moved == 0
    shifts = (difference - drawn) / np.where(same, 1.0, moved)
    # Who draws the true sides again refuses nothing.
    lowest, highest = (np.sort(np.where(same, end, shifts)) for end in (-np.inf, np.inf))
    # A share of a share may be a hair below the whole number that it is.
    refused = int((1 - level) / 2 * (DRAWS + 1) + ALIKE)
    if not refused:
        return Estimate(difference, -inf, inf)
    return Estimate(difference, float(lowest[refused - 1]), float(highest[DRAWS - refused]))


def detectable(first: int, second: int, base: float, level: float = LEVEL) -> float:
    """The smallest difference from a base share that two groups of these sizes show four times of
    five: a rise or, where more than half have the outcome already, also a fall.

    From 0 to 1, on both sides, by the normal approximation with a pooled variance where
    nothing differs (J. L. Fleiss, Statistical Methods for Rates and Proportions, ch. 3).
    1 where they are too few to show any.
    """
    if not first or not second:
        return 1.0
    # A fall of those who have it is a rise of those who have not.
    return min(_least_rise(first, second, share, level) for share in {base, min(base, 1 - base)})


def detectable_mean(
    treated: Sequence[float], control: Sequence[float], level: float = LEVEL
) -> float | None:
    """As `detectable`, of two means, by the standard error that was found; None as for `welch`.

    By Student's distribution with Welch's degrees of freedom: two or three units on a side show
    less than the normal one would have it.
    """
    if min(len(treated), len(control)) < 2:
        return None
    found = _error(_moments(treated), _moments(control))
    if found is None:
        return None
    error, freedom = found
    return float(t.ppf(0.5 + level / 2, freedom) + t.ppf(POWER, freedom)) * error


def sample_size(base: float, rise: float, level: float = LEVEL) -> int:
    """So many are needed in each of two groups to show this rise four times of five."""
    return int(np.ceil((_shown(1, 1, base, rise, level) / rise) ** 2))


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


def _error(treated: Moments, control: Moments) -> tuple[float, float] | None:
    """The standard error of the difference of two means, and Welch's degrees of freedom.

    B. L. Welch, Biometrika 34 (1947), 28-35.
    """
    sides = (treated, control)
    parts = [side.variance / side.n for side in sides]
    if min(side.n for side in sides) < 2 or not any(parts):
        return None
    ends = [part**2 / (side.n - 1) for part, side in zip(parts, sides, strict=True)]
    return sqrt(sum(parts)), sum(parts) ** 2 / sum(ends)


def _moments(values: Sequence[float]) -> Moments:
    variance = _variance(values) if len(values) > 1 else 0.0
    return Moments(len(values), float(np.mean(values)), variance)


def _variance(values: Sequence[float]) -> float:
    """Means that are the same may differ by what a computer cannot write; that is nothing."""
    return float(np.var(values, ddof=1)) if np.ptp(values) > ALIKE else 0.0


def _least_rise(first: int, second: int, base: float, level: float) -> float:
    """1 where not even a rise to all of them is shown.

    What is lacking is convex and, near 0, negative: it has one root, or none. At 0 itself nothing
    is lacking where nobody has the outcome, but nothing is shown either.
    """
    most = 1.0 - base

    def lacking(rise: float) -> float:
        return rise - _shown(first, second, base, rise, level)

    return float(brentq(lacking, ALIKE, most)) if most > 0 and lacking(most) > 0 else 1.0


def _shown(first: int, second: int, base: float, rise: float, level: float) -> float:
    """The rise that is shown with this power if the true one is as given."""
    after = base + rise
    pooled = (first * base + second * after) / (first + second)
    alike = sqrt(pooled * (1 - pooled) * (1 / first + 1 / second))
    apart = sqrt(base * (1 - base) / first + max(after * (1 - after), 0.0) / second)
    beyond = float(norm.ppf(0.5 + level / 2))
    return beyond * alike + float(norm.ppf(POWER)) * apart
