"""Figures beside one another: ranks, and what may stand next to what is published."""

from datetime import date
from fractions import Fraction

from bot.domain.figures import Basis, Change, Figures, Point, Sample, ranks
from bot.domain.period import parse
from bot.domain.score import ELEMENTS, index_of_nrr

OCTOBER, NOVEMBER = parse("2026-10"), parse("2026-11")


def a_point(code: str, nrr: str | None) -> Point:
    if nrr is None:
        return Point(NOVEMBER, None, None, code)
    index = index_of_nrr(10, {element.key: Fraction(nrr) for element in ELEMENTS})
    return Point(NOVEMBER, index, None, code)


def some_figures() -> Figures:
    basis = Basis("skm", 1, "ktp", NOVEMBER, date(2026, 12, 1), "abc")
    trend = tuple(Point(one, None, None) for one in (OCTOBER, NOVEMBER))
    change = Change(OCTOBER, 1.0, -1.0, 3.0)
    return Figures(basis, 1, "KTP", 3, None, None, {}, Sample(0, None), trend=trend, change=change)


def test_the_same_index_has_the_same_rank_and_the_next_comes_after_all_of_them() -> None:
    points = [a_point("a", "3.5"), a_point("b", "3"), a_point("c", "3"), a_point("d", "2")]

    found = ranks([*points, a_point("e", None)])

    assert [(rank, one.code) for rank, one in found] == [(1, "a"), (2, "b"), (2, "c"), (4, "d")]


def test_beside_a_period_stands_only_what_may_be_seen() -> None:
    found = some_figures()

    alone, both = found.beside({NOVEMBER}), found.beside({OCTOBER, NOVEMBER})

    assert [one.period for one in alone.trend] == [NOVEMBER]
    assert (alone.change, alone.waiting) == (None, 0)
    assert (both.trend, both.change) == (found.trend, found.change)
