"""The chart of a unit: a picture for a phone, whatever a unit is called."""

from datetime import date
from fractions import Fraction

import pytest

from bot.domain import score
from bot.domain.figures import Basis, Figures, Interval, Point, Sample
from bot.domain.period import parse
from bot.domain.score import ELEMENTS
from bot.reports.chart import DOTS, INCHES, chart
from bot.texts import LANGUAGES, speaking

NOVEMBER = parse("2026-11")


def some(title: str, waktu: int = 2) -> Figures:
    nrr = {element.key: Fraction(3) for element in ELEMENTS} | {"waktu": Fraction(waktu)}
    index = score.index_of_nrr(12, nrr)
    trend = (
        Point(NOVEMBER.before(2), index, None),
        Point(NOVEMBER.before(), None, None),
        Point(NOVEMBER, index, Interval(70.0, 80.0)),
    )
    basis = Basis("skm", 1, "ktp", NOVEMBER, date(2026, 12, 1), "f" * 12)
    intervals = {"waktu": Interval(45.0, 55.0)}
    return Figures(
        basis, 1, title, 0, index, trend[-1].interval, intervals, Sample(12, None), trend=trend
    )


def size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_a_picture_for_a_phone_held_upright(language: str) -> None:
    with speaking(language):
        png = chart("Pemerintah", some("Disdukcapil · KTP"))

    assert size(png) == tuple(round(DOTS * inches) for inches in INCHES)


def test_a_name_is_no_formula_and_may_be_long() -> None:
    assert size(chart("$x^", some(r"Loket $\frac{" + "ab " * 50))) == (1080, 1440)


def test_another_score_is_another_picture() -> None:
    assert chart("", some("KTP", 2)) != chart("", some("KTP", 1))
