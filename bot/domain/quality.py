"""What makes one look twice at the answers of a unit: shown beside the result, never taken out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

__all__ = ["Burst", "bursts"]

LEAST = 10
"""Fewer answers on a day are no burst, however rare others are."""

TIMES = 3
"""So many times what is usual is a burst."""


@dataclass(frozen=True, slots=True)
class Burst:
    """Many more answers came in at a unit on a day than on its median day with any."""

    unit_id: int
    day: date
    n: int
    usual: float


def bursts(days: Iterable[tuple[int, date, int]]) -> list[Burst]:
    """Of how many answers came in at units on days, those days that stand out, the most first."""
    by_unit: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
    for unit_id, day, n in days:
        by_unit[unit_id].append((day, n))
    found = []
    for unit_id, some in by_unit.items():
        usual = median(n for _day, n in some)
        found += [
            Burst(unit_id, day, n, usual) for day, n in some if n >= LEAST and n > TIMES * usual
        ]
    return sorted(found, key=lambda one: (-one.n, one.unit_id, one.day))
