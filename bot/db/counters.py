"""How often something happened at a unit on a day; counts carry no person and no answer."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

from bot.db.base import Db, insert
from bot.db.tables import CounterRow
from bot.domain.period import Period, spanning

__all__ = ["by_day", "by_unit", "count", "span"]


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


def by_unit(
    db: Db, survey_id: int, unit_ids: Collection[int], period: Period
) -> dict[int, dict[str, int]]:
    """By unit and name, how often it happened in a period."""
    such = _such(survey_id, unit_ids, period)
    unit, name = CounterRow.unit_id, CounterRow.name
    rows = db.execute(select(unit, name, func.sum(CounterRow.n)).where(*such).group_by(unit, name))
    found: dict[int, dict[str, int]] = {}
    for unit_id, what, n in rows:
        found.setdefault(unit_id, {})[what] = int(n)
    return found


def span(db: Db, survey_id: int) -> Period | None:
    """From the first month of which anything was counted to the last; None without any."""
    ends = select(func.min(CounterRow.day), func.max(CounterRow.day))
    found: Any = db.execute(ends.where(CounterRow.survey_id == survey_id)).one()
    return None if found[0] is None else spanning(*found)


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
