"""Which key this database is sealed with: a mark that only that key can make."""

from sqlalchemy import insert, select

from bot.db.base import Db
from bot.db.tables import KeyMarkRow

__all__ = ["mark", "remember"]


def mark(db: Db) -> bytes | None:
    """None before the first key was used."""
    return db.scalar(select(KeyMarkRow.mark))


def remember(db: Db, mark: bytes) -> None:
    """Note the key of this database, once."""
    db.execute(insert(KeyMarkRow).values(mark=mark))
