"""Links to the dashboard and sessions in it, by their marks."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, insert, select

from bot.db.base import Db
from bot.db.tables import PassRow

__all__ = ["PassKind", "add", "end", "end_expired", "forget", "holder", "take"]


class PassKind(StrEnum):
    """A link opens a session, once; a session opens pages."""

    LINK = "link"
    SESSION = "session"


def add(db: Db, mark: bytes, person_id: int, kind: PassKind, until: datetime) -> None:
    """Open to this person until then."""
    new = {"mark": mark, "person_id": person_id, "kind": kind.value, "until": until}
    db.execute(insert(PassRow).values(new))


def take(db: Db, mark: bytes, kind: PassKind, now: datetime) -> int | None:
    """Whose pass it was, which is gone now; None for one that is gone or over. Of several who come
    with it at once one has it."""
    gone = delete(PassRow).where(*_valid(mark, kind, now)).returning(PassRow.person_id)
    return db.scalar(gone)


def holder(db: Db, mark: bytes, kind: PassKind, now: datetime) -> int | None:
    """Whose pass it is; None for one that is gone or over."""
    return db.scalar(select(PassRow.person_id).where(*_valid(mark, kind, now)))


def end(db: Db, mark: bytes) -> None:
    """It opens nothing any more."""
    db.execute(delete(PassRow).where(PassRow.mark == mark))


def end_expired(db: Db, now: datetime) -> None:
    """Keep nothing of what is over."""
    db.execute(delete(PassRow).where(PassRow.until <= now))


def forget(db: Db, person_id: int, kind: PassKind | None = None) -> None:
    """Nothing opens to this person any more (None: of either kind)."""
    gone = delete(PassRow).where(PassRow.person_id == person_id)
    db.execute(gone if kind is None else gone.where(PassRow.kind == kind.value))


def _valid(mark: bytes, kind: PassKind, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return PassRow.mark == mark, PassRow.kind == kind.value, PassRow.until > now
