"""How often something happened at a unit on a day; counts carry no person and no answer."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, func, select

from bot.db.base import Db, insert
from bot.db.tables import CounterRow
from bot.domain.period import Period

__all__ = ["by_day", "count", "totals"]


def count(db: Db, survey_id: int, unit_id: int, day: date, name: str, by: int = 1) -> None:
    """Add one, or take back one that shall not have been."""
    new = insert(db, CounterRow).values(
        survey_id=survey_id, unit_id=unit_id, day=day, name=name, n=by
    )
    db.execute(
        new.on_conflict_do_update(
            index_elements=["survey_id", "unit_id", "day", "name"], set_={"n": CounterRow.n + by}
        )
    )


def totals(db: Db, survey_id: int, unit_ids: Collection[int], period: Period) -> dict[str, int]:
    """By name, how often it happened at these units in a period."""
    such = _such(survey_id, unit_ids, period)
    rows = db.execute(
        select(CounterRow.name, func.sum(CounterRow.n)).where(*such).group_by(CounterRow.name)
    )
    return {name: int(n) for name, n in rows}


def by_day(
    db: Db, survey_id: int, unit_ids: Collection[int], period: Period, name: str
) -> list[tuple[int, date, int]]:
    """How often this happened at each of these units on each day of a period that it did."""
    such = _such(survey_id, unit_ids, period)
    rows = db.execute(
        select(CounterRow.unit_id, CounterRow.day, CounterRow.n)
        .where(*such, CounterRow.name == name, CounterRow.n > 0)
        .order_by(CounterRow.unit_id, CounterRow.day)
    )
    return [(unit_id, day, n) for unit_id, day, n in rows]


def _such(
    survey_id: int, unit_ids: Collection[int], period: Period
) -> tuple[ColumnElement[bool], ...]:
    return (
        CounterRow.survey_id == survey_id,
        CounterRow.unit_id.in_(unit_ids),
        CounterRow.day.between(period.first, period.last_day),
    )
