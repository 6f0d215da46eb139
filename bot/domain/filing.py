"""What an office files about a unit and a period: figures, and what they are reckoned from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from bot.domain.figures import Figures, Point
from bot.domain.follow_up import FollowUp
from bot.domain.health import Health

__all__ = ["MOST_COMMENTS", "MOST_ROWS", "Planned", "Report", "Row", "Scored"]

MOST_ROWS = 50_000
"""A workbook with more does not open on the computers of an office."""

MOST_COMMENTS = 300
"""Of more a report shows so many, drawn by lot."""


class Row(NamedTuple):
    """A released response: its scores in the order of ELEMENTS, the first day of the month in
    which it was released, and how it was answered, where that may be told (else empty)."""

    month: date
    scores: tuple[int, ...]
    mode: str


class Planned(NamedTuple):
    """What a unit does about an element, and the name of who does it (None: its team)."""

    plan: FollowUp
    who: str | None


@dataclass(frozen=True, slots=True)
class Scored:
    """The figures, and the responses that they rest on, in no order; the plans by element; how
    interviews in the chat went, None where that is not known."""

    figures: Figures
    rows: Sequence[Row]
    plans: Mapping[str, Planned] = field(default_factory=dict)
    health: Health | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The figures, those of the units right below, the best first, what people wrote, the plans
    by element, and how interviews in the chat went, None where that is not known.

    `comments` are at most so many as there is room for, in no order, of `commented` in all.
    """

    figures: Figures
    below: Sequence[Point] = ()
    comments: Sequence[str] = ()
    commented: int = 0
    plans: Mapping[str, Planned] = field(default_factory=dict)
    health: Health | None = None
