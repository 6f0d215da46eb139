"""Which updates were served, so that Telegram may hand us one twice."""

from datetime import date

from sqlalchemy import delete

from bot.db.base import Db, insert
from bot.db.tables import HandledUpdateRow

__all__ = ["forget_before", "record"]


def record(db: Db, update_id: int, day: date) -> bool:
    """Note an update as served; False if it was already."""
    new = insert(db, HandledUpdateRow).values(update_id=update_id, day=day)
    noted = new.on_conflict_do_nothing().returning(HandledUpdateRow.update_id)
    return db.scalar(noted) is not None


def forget_before(db: Db, day: date) -> None:
    """Drop the ids served before this UTC day: Telegram keeps an update for 24 hours."""
    db.execute(delete(HandledUpdateRow).where(HandledUpdateRow.day < day))
