"""How many people units have served, as an admin says."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from bot.db.base import Db, insert
from bot.db.tables import PopulationRow
from bot.domain.period import Period

__all__ = ["of", "put"]


def put(db: Db, unit_id: int, period: Period, n: int, day: date) -> None:
    """So many a unit has served in a period, as is said on a day; said again, it is the new
    number, and what was known before stays known."""
    new = insert(db, PopulationRow).values(unit_id=unit_id, period=period.code, n=n, said_on=day)
    key = ["unit_id", "period", "said_on"]
    db.execute(new.on_conflict_do_update(index_elements=key, set_={"n": new.excluded.n}))


def of(
    db: Db, unit_ids: Collection[int], period: Period, at: date | None = None
) -> dict[int, int]:
    """By unit, how many were served in a period, as was known at the end of a day (None: now);
    without those of whom it is not known."""
    such = [PopulationRow.unit_id.in_(unit_ids), PopulationRow.period == period.code]
    if at is not None:
        such.append(PopulationRow.said_on <= at)
    # The last that was said stands last, and stays.
    rows = db.execute(
        select(PopulationRow.unit_id, PopulationRow.n).where(*such).order_by(PopulationRow.said_on)
    )
    return {unit_id: n for unit_id, n in rows}  # noqa: C416 - Rows are unpacked.
