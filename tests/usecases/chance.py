"""What chance allows, computed by hand."""

from collections.abc import Sequence
from math import comb, exp

__all__ = ["ONE_IN_A_MILLION", "hits_by_chance", "uniformity"]

ONE_IN_A_MILLION = 1e-6


def hits_by_chance(trials: int, hits: int, among: int = 5) -> float:
    """The probability of so many hits or more, when each guess is one of so many."""
    p = 1 / among
    return sum(comb(trials, n) * p**n * (1 - p) ** (trials - n) for n in range(hits, trials + 1))


def uniformity(counts: Sequence[int]) -> float:
    """The probability of counts at least as uneven as these in five equal cells.

    The tail of chi-square with four degrees of freedom is exp(-x/2) (1 + x/2).
    """
    assert len(counts) == 5
    expected = sum(counts) / 5
    x = sum((n - expected) ** 2 / expected for n in counts)
    return exp(-x / 2) * (1 + x / 2)
