"""What is in the tables, read in a transaction of its own: only what was committed."""

from sqlalchemy import func, select

from bot.db.base import Base, Db
from bot.db.tables import CounterRow

__all__ = ["counted", "rows_of"]


def rows_of(db: Db, table: str) -> int:
    """How many rows a table has."""
    return db.scalar(select(func.count()).select_from(Base.metadata.tables[table])) or 0


def counted(db: Db) -> dict[str, int]:
    """The counters that are not zero, all units and days together."""
    rows = db.execute(select(CounterRow.name, func.sum(CounterRow.n)).group_by(CounterRow.name))
    return {name: n for name, n in rows if n}
