"""What may be told of how a few people answered: no count of fewer than five, nor any that follows
from what is told beside it."""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

from bot.domain.response import RELEASE_SIZE

__all__ = ["may_be_told", "tellable"]

Cell = TypeVar("Cell", bound=Hashable)


def may_be_told(some: int, of: int) -> bool:
    """Whether so many of so many may be told: it tells how many the others are, too."""
    return min(some, of - some) >= RELEASE_SIZE


def tellable(
    counts: Mapping[Cell, int], keep: Collection[Cell] = (), spare: Collection[Cell] = ()
) -> dict[Cell, int]:
    """Those cells of a whole, whose sum is known, that may be told together.

    What is hidden is at least five people, and several cells, as one so large would not be hidden:
    none of it can be reckoned from the sum. Of nobody the same holds: where nobody says one thing,
    all say the other. If more has to be hidden than is too small, what can be spared goes first,
    and what is to be kept last.
    """
    if all(n >= RELEASE_SIZE for n in counts.values()):
        return dict(counts)
    order = sorted(counts, key=lambda cell: (cell in keep, cell not in spare, counts[cell]))
    hidden = [cell for cell in order if counts[cell] < RELEASE_SIZE]
    while hidden and sum(counts[cell] for cell in hidden) < RELEASE_SIZE:
        others = [cell for cell in order if cell not in hidden]
        if not others:
            return {}
        hidden.append(others[0])
    return {cell: n for cell, n in counts.items() if cell not in hidden}
