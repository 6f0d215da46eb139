"""Where the lines of a picture go: bars of elements and the trend, as numbers for inline SVG.

A page may hold no style of its own, so all that differs is told in attributes of shapes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.domain.figures import Interval, Point
from bot.domain.period import YEAR

__all__ = ["BAR_WIDTH", "Trend", "bar", "trend"]

LEAST, MOST = 25.0, 100.0
"""The ends of the scale of the index."""

BAR_WIDTH = 300

WIDTH, HEIGHT = 340, 170
LEFT, RIGHT, TOP, BOTTOM = 5, 335, 26, 136
ROOM = 2.0
"""So many points of the index are free above what is highest and below what is lowest."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A period in the picture: where it stands, how far its interval goes, and what it says."""

    x: float
    y: float
    high: float
    low: float
    point: Point


@dataclass(frozen=True, slots=True)
class Trend:
    """Lines through periods that follow one another; where one is missing there is none."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    lines: tuple[str, ...]


def bar(value: Decimal | float) -> float:
    """How far a bar goes that stands for an index."""
    return round((float(value) - LEAST) / (MOST - LEAST) * BAR_WIDTH, 1)


def trend(points: Sequence[Point]) -> Trend | None:
    """None for fewer than two periods."""
    shown = [point for point in points if point.index and point.interval]
    if len(shown) < 2:
        return None
    every = [end for point in shown for end in _ends(point)]
    bottom, top = max(LEAST, min(every) - ROOM), min(MOST, max(every) + ROOM)

    def y(value: float) -> float:
        return round(BOTTOM - (value - bottom) / (top - bottom) * (BOTTOM - TOP), 1)

    places = _places(shown)
    dots = []
    for point, place in zip(shown, places, strict=True):
        low, high = _ends(point)
        middle = float(point.index.ikm) if point.index else 0.0
        x = round(LEFT + place / places[-1] * (RIGHT - LEFT), 1)
        dots.append(Dot(x, y(middle), y(high), y(low), point))
    return Trend(WIDTH, HEIGHT, tuple(dots), tuple(_lines(dots, places)))


def _ends(point: Point) -> tuple[float, float]:
    interval = point.interval or Interval(LEAST, MOST)
    return interval.low, interval.high


def _places(points: Sequence[Point]) -> list[int]:
    """How many periods each is after the first."""
    months = [one.period.first.year * YEAR + one.period.first.month for one in points]
    return [(month - months[0]) // points[0].period.months for month in months]


def _lines(dots: Sequence[Dot], places: Sequence[int]) -> list[str]:
    runs: list[list[Dot]] = [[dots[0]]]
    for before, (place, dot) in zip(
        places, list(zip(places, dots, strict=True))[1:], strict=False
    ):
        if place - before > 1:
            runs.append([])
        runs[-1].append(dot)
    return [" ".join(f"{dot.x},{dot.y}" for dot in run) for run in runs if len(run) > 1]
