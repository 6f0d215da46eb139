"""Bars and trends go where their figures are."""

from fractions import Fraction

import pytest

from bot.domain.figures import Interval, Point
from bot.domain.period import parse
from bot.domain.score import ELEMENTS, index_of_nrr
from bot.web import drawing


def a_point(code: str, nrr: str, within: float = 2.0) -> Point:
    index = index_of_nrr(10, {element.key: Fraction(nrr) for element in ELEMENTS})
    middle = float(index.ikm)
    return Point(parse(code), index, Interval(middle - within, middle + within))


@pytest.mark.parametrize(("ikm", "width"), [(25, 0), (62.5, 150), (100, 300)])
def test_a_bar_goes_as_far_as_the_index_on_its_scale(ikm: float, width: float) -> None:
    assert drawing.bar(ikm) == width


def test_one_period_is_no_trend() -> None:
    assert drawing.trend([a_point("2026-11", "3")]) is None
    assert drawing.trend([Point(parse("2026-10"), None, None), a_point("2026-11", "3")]) is None


def test_a_trend_goes_from_left_to_right_and_up_where_it_is_better() -> None:
    found = drawing.trend([a_point("2026-10", "3"), a_point("2026-11", "3.5")])

    assert found is not None
    before, after = found.dots
    assert before.x < after.x
    assert before.y > after.y
    assert before.high < before.y < before.low
    assert found.lines == (f"{before.x},{before.y} {after.x},{after.y}",)


def test_where_a_period_is_missing_no_line_leads_over() -> None:
    months = ("2026-05", "2026-06", "2026-08", "2026-11", "2026-12")
    found = drawing.trend([a_point(month, "3") for month in months])

    assert found is not None
    may, june, august, november, december = found.dots
    assert found.lines == (
        f"{may.x},{may.y} {june.x},{june.y}",
        f"{november.x},{november.y} {december.x},{december.y}",
    )
    assert round(august.x - june.x, 0) == round(2 * (june.x - may.x), 0)
