"""Which updates were served, so that Telegram may hand us one twice."""

from datetime import date

from sqlalchemy import delete

from bot.db.base import Db, inserting
from bot.db.tables import HandledUpdateRow

__all__ = ["forget_before", "record"]

_NOTE = inserting(
    HandledUpdateRow,
    lambda new: new.on_conflict_do_nothing().execution_options(preserve_rowcount=True),
)


def record(db: Db, update_id: int, day: date) -> bool:
    """Note an update as served; False if it was already."""
    return db.execute(_NOTE(db), {"update_id": update_id, "day": day}).rowcount == 1


def forget_before(db: Db, day: date) -> None:
    """Drop the ids served before this UTC day: Telegram keeps an update for 24 hours."""
    db.execute(delete(HandledUpdateRow).where(HandledUpdateRow.day < day))
