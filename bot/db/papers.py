"""Which questionnaires on paper were entered, by the names of those that came together."""

from datetime import date

from sqlalchemy import select

from bot.db.base import Db, insert
from bot.db.tables import PaperRow

__all__ = ["enter", "is_entered"]


def is_entered(db: Db, digest: str) -> bool:
    """Whether these were entered before."""
    return db.scalar(select(PaperRow.digest).where(PaperRow.digest == digest)) is not None


def enter(db: Db, digest: str, day: date) -> bool:
    """Note that these are entered now; False if they already were."""
    new = insert(db, PaperRow).values(digest=digest, entered_on=day)
    noted = new.on_conflict_do_nothing().returning(PaperRow.digest)
    return db.scalar(noted) is not None
