"""Answers that are released already, for conversations about results."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from bot.db import surveys, units
from bot.db.base import Db
from bot.domain.period import parse
from bot.domain.response import Response
from bot.domain.score import ELEMENTS
from bot.usecases import publications, releasing
from bot.usecases.office import Office
from tests.factories import a_person

__all__ = ["publish", "release", "unit_id"]

DAY = date(2026, 11, 20)

ADMIN = a_person(9001, admin=True)
NEW_YEAR = datetime(2027, 1, 2, 0, 0, tzinfo=UTC)


def unit_id(db: Db, code: str) -> int:
    return units.ids(db)[code]


def release(
    db: Db,
    office: Office,
    unit: str,
    n: int = 5,
    *,
    but: Mapping[str, int] | None = None,
    day: date = DAY,
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
            receipt=bytes([number, day.month]) * 16,
        )
        for number in range(n)
    ]
    releasing.release(
        db, office.forms, surveys.survey_id(db, "skm"), unit_id(db, unit), responses, day
    )


def publish(db: Db, office: Office, unit: str, period: str = "2026-11") -> None:
    """The results of a unit and a period, when that was over."""
    publications.publish(db, office, ADMIN, unit_id(db, unit), parse(period), NEW_YEAR)
