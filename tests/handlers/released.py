"""Answers that are released already, for conversations about results."""

from collections.abc import Mapping
from datetime import date

from bot.db import ballots, surveys, units
from bot.db.base import Db
from bot.domain.score import ELEMENTS

__all__ = ["release", "unit_id"]

DAY = date(2026, 11, 20)


def unit_id(db: Db, code: str) -> int:
    return units.ids(db)[code]


def release(db: Db, unit: str, n: int = 5, *, but: Mapping[str, int] | None = None) -> None:
    """So many answers for a unit: 3 for every element but those named."""
    scores = {element.key: 3 for element in ELEMENTS} | dict(but or {})
    responses = [
        ballots.Response(
            answers={},
            scores=scores,
            version_id=None,
            mode="sendiri",
            straight_lined=False,
            too_fast=False,
            receipt=bytes([number]) * 32,
        )
        for number in range(n)
    ]
    ballots.respond(db, surveys.survey_id(db, "skm"), unit_id(db, unit), responses, DAY)
