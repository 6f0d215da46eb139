"""Answers that are released already, for conversations about results."""

from collections.abc import Mapping
from datetime import date

from bot.db import surveys, units
from bot.db.base import Db
from bot.domain.response import Response
from bot.domain.score import ELEMENTS
from bot.usecases import releasing
from bot.usecases.office import Office

__all__ = ["release", "unit_id"]

DAY = date(2026, 11, 20)


def unit_id(db: Db, code: str) -> int:
    return units.ids(db)[code]


def release(
    db: Db, office: Office, unit: str, n: int = 5, *, but: Mapping[str, int] | None = None
) -> None:
    """So many answers for a unit: 3 for every element but those named."""
    scores = {element.key: 3 for element in ELEMENTS} | dict(but or {})
    responses = [
        Response(
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
    releasing.release(db, office, surveys.survey_id(db, "skm"), unit_id(db, unit), responses, DAY)
