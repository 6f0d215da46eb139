"""What is in the tables, read in a transaction of its own: only what was committed."""

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import func, select, update

from bot.db.base import Base, Db
from bot.db.tables import CounterRow, DeliveryRow

__all__ = ["counted", "let_leases_run_out", "rows_of"]


def rows_of(db: Db, table: str) -> int:
    """How many rows a table has."""
    return db.scalar(select(func.count()).select_from(Base.metadata.tables[table])) or 0


def counted(db: Db) -> dict[str, int]:
    """The counters that are not zero, all units and days together."""
    rows = db.execute(select(CounterRow.name, func.sum(CounterRow.n)).group_by(CounterRow.name))
    return {name: n for name, n in rows if n}


def let_leases_run_out(db: Db, but_for: Collection[str] = ()) -> None:
    """As if whoever has deliveries in hand, but for these runs, had been silent for long."""
    held = update(DeliveryRow).where(
        DeliveryRow.claimed_until.is_not(None), DeliveryRow.claimed_by.not_in(but_for)
    )
    db.execute(held.values(claimed_until=datetime(2000, 1, 1, tzinfo=UTC)))
