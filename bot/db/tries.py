"""Wrong codes, counted under a mark that names nobody."""

from datetime import datetime

from sqlalchemy import delete, select

from bot.db.base import Db, insert
from bot.db.tables import WrongTryRow

__all__ = ["count", "forget_before", "put"]


def count(db: Db, mark: bytes, now: datetime) -> tuple[int, datetime]:
    """How many wrong tries count now, and until when."""
    row = db.execute(
        select(WrongTryRow.count, WrongTryRow.until).where(
            WrongTryRow.mark == mark, WrongTryRow.until > now
        )
    ).one_or_none()
    return (0, now) if row is None else (row[0], row[1])


def put(db: Db, mark: bytes, count: int, until: datetime) -> None:
    """Set the number of wrong tries and when they are forgiven."""
    values = {"count": count, "until": until}
    new = insert(db, WrongTryRow).values(mark=mark, **values)
    db.execute(new.on_conflict_do_update(index_elements=["mark"], set_=values))


def forget_before(db: Db, instant: datetime) -> None:
    """Drop what is forgiven."""
    db.execute(delete(WrongTryRow).where(WrongTryRow.until <= instant))
