"""How many people units have served, as an admin says."""

from collections.abc import Collection

from sqlalchemy import select

from bot.db.base import Db, insert
from bot.db.tables import PopulationRow
from bot.domain.period import Period

__all__ = ["of", "put"]


def put(db: Db, unit_id: int, period: Period, n: int) -> None:
    """So many a unit has served in a period; said again, it is the new number."""
    new = insert(db, PopulationRow).values(unit_id=unit_id, period=period.code, n=n)
    db.execute(
        new.on_conflict_do_update(index_elements=["unit_id", "period"], set_={"n": new.excluded.n})
    )


def of(db: Db, unit_ids: Collection[int], period: Period) -> dict[int, int]:
    """By unit, how many were served in a period; without those of whom it is not known."""
    rows = db.execute(
        select(PopulationRow.unit_id, PopulationRow.n).where(
            PopulationRow.unit_id.in_(unit_ids), PopulationRow.period == period.code
        )
    )
    return {unit_id: n for unit_id, n in rows}  # noqa: C416 - Rows are unpacked.
