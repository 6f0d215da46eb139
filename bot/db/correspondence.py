"""What citizens and units write to each other: one row for all of it, sealed in one piece."""

from sqlalchemy import select, update

from bot.db.base import Db, insert
from bot.db.tables import CorrespondenceRow

__all__ = ["hold", "read", "save"]

_ONLY = 1


def read(db: Db) -> bytes:
    """The seal; empty where nobody has written yet."""
    return db.scalar(select(CorrespondenceRow.sealed)) or b""


def hold(db: Db) -> bytes:
    """As `read`; nobody else changes it until this transaction ends."""
    new = insert(db, CorrespondenceRow).values(id=_ONLY, sealed=b"")
    db.execute(new.on_conflict_do_nothing())
    return db.scalar(select(CorrespondenceRow.sealed).with_for_update()) or b""


def save(db: Db, sealed: bytes) -> None:
    """Replace what was read with `hold`."""
    db.execute(update(CorrespondenceRow).values(sealed=sealed))
