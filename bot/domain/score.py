"""The satisfaction index (IKM) of the nine elements, by exact arithmetic, rounded once.

NRR of an element = sum of its scores / n        1 to 4
IKM               = 25 x weighted sum of NRR     25 to 100 with the exact weight 1/9
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import floor

from bot.domain.errors import BadScore

__all__ = [
    "BOUNDS",
    "ELEMENTS",
    "SCALE",
    "Element",
    "Figure",
    "Index",
    "Mutu",
    "Order",
    "Weight",
    "index",
    "index_of_nrr",
    "index_of_sums",
    "rounded",
]

SCALE = range(1, 5)


@dataclass(frozen=True, slots=True)
class Element:
    """One of the nine elements: its code in the regulation's list, its place when asked."""

    key: str
    code: str
    position: int


# In the order of the regulation's list; the questionnaire asks the last two the other way round.
ELEMENTS = (
    Element("persyaratan", "U1", 1),
    Element("prosedur", "U2", 2),
    Element("waktu", "U3", 3),
    Element("biaya", "U4", 4),
    Element("produk", "U5", 5),
    Element("kompetensi", "U6", 6),
    Element("perilaku", "U7", 7),
    Element("pengaduan", "U8", 9),
    Element("sarana", "U9", 8),
)


class Weight(StrEnum):
    """What each element weighs.

    The rounded weights only serve to reproduce old reports: with them all fours give 99.90 or
    99.00.
    """

    EXACT = "exact"
    THREE_DIGITS = "0.111"
    TWO_DIGITS = "0.11"

    @property
    def share(self) -> Fraction:
        """What one element counts, of the whole."""
        return Fraction(1, 9) if self is Weight.EXACT else Fraction(self.value)


class Order(StrEnum):
    """What U8 and U9 are: the regulation lists them the other way round than it asks them."""

    LIST = "list"
    QUESTIONNAIRE = "questionnaire"


class Mutu(StrEnum):
    """The grade of a rounded index."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


BOUNDS = ((Decimal("88.31"), Mutu.A), (Decimal("76.61"), Mutu.B), (Decimal("65.00"), Mutu.C))
"""From which index on which grade is given; below all of them it is the last."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An exact mean on the scale of 1 to 4, the index rounded from it, and its grade."""

    nrr: Fraction
    ikm: Decimal
    mutu: Mutu


@dataclass(frozen=True, slots=True)
class Index:
    """The index of `n` answers; `nrr` is the weighted sum that the index is rounded from.

    `elements` are in the order of ELEMENTS and graded by their own NRR, whatever the weight.
    """

    n: int
    weight: Weight
    nrr: Fraction
    ikm: Decimal
    mutu: Mutu
    elements: Mapping[str, Figure]

    @property
    def lowest(self) -> tuple[str, ...]:
        """The elements, several in a tie, that the follow-up plan begins with."""
        return self._at(min(figure.nrr for figure in self.elements.values()))

    @property
    def highest(self) -> tuple[str, ...]:
        return self._at(max(figure.nrr for figure in self.elements.values()))

    def weakest(self, count: int) -> tuple[str, ...]:
        """So many of the lowest, the lowest first, and all that tie with the last of them."""
        ascending = sorted(self.elements, key=lambda key: self.elements[key].nrr)
        last = self.elements[ascending[count - 1]].nrr
        return tuple(key for key in ascending if self.elements[key].nrr <= last)

    def _at(self, nrr: Fraction) -> tuple[str, ...]:
        return tuple(key for key, figure in self.elements.items() if figure.nrr == nrr)


def index(scores: Iterable[Mapping[str, int]], weight: Weight = Weight.EXACT) -> Index | None:
    """The index of these rows, one score for each element in each; None without any row.

    A row without all nine is refused, never counted as zeros.
    """
    n, sums = 0, Counter[str]()
    for n, row in enumerate(scores, start=1):
        sums.update(_complete(n, row))
    return index_of_sums(n, sums, weight)


def index_of_sums(n: int, sums: Mapping[str, int], weight: Weight = Weight.EXACT) -> Index | None:
    """The index of `n` rows from the sum of each element, such as a query gives."""
    if n == 0:
        return None
    return index_of_nrr(n, {key: Fraction(total, n) for key, total in sums.items()}, weight)


def index_of_nrr(n: int, nrr: Mapping[str, Fraction], weight: Weight = Weight.EXACT) -> Index:
    """The index of `n` rows from the mean of each element, such as an old report prints."""
    for element in ELEMENTS:
        if not SCALE[0] <= nrr.get(element.key, 0) <= SCALE[-1]:
            raise BadScore(None, element.key)
    elements = {element.key: _figure(nrr[element.key]) for element in ELEMENTS}
    total = sum(figure.nrr for figure in elements.values()) * weight.share
    overall = _figure(total)
    return Index(n, weight, overall.nrr, overall.ikm, overall.mutu, elements)


def _complete(number: int, row: Mapping[str, int]) -> dict[str, int]:
    """The nine scores of a row, without whatever else it holds."""
    for element in ELEMENTS:
        if row.get(element.key) not in SCALE:
            raise BadScore(number, element.key)
    return {element.key: row[element.key] for element in ELEMENTS}


def rounded(value: Fraction, digits: int) -> Decimal:
    """Rounded half up, from the exact value."""
    return Decimal(floor(value * 10**digits + Fraction(1, 2))).scaleb(-digits)


def _figure(nrr: Fraction) -> Figure:
    ikm = rounded(25 * nrr, 2)
    return Figure(nrr, ikm, _mutu(ikm))


def _mutu(ikm: Decimal) -> Mutu:
    """The regulation's table leaves no gap once the index is rounded."""
    return next((mutu for bound, mutu in BOUNDS if ikm >= bound), Mutu.D)
