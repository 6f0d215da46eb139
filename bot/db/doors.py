"""The cards that show the code at the door of a session, and the links that open one."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from bot.db.base import Db, insert
from bot.db.tables import DoorRow, TrainingSessionRow

__all__ = ["Shown", "close", "due", "end", "forget", "keep", "link", "renew", "set_link"]


class Shown(NamedTuple):
    """A message that shows somebody the code that is shown since then, until it is `closed`.

    `mark` is that of the link by which it was opened; None where an admin needed none.
    """

    person_id: int
    message_id: int
    session_id: int
    language: str
    mark: bytes | None
    shown_at: datetime
    closed: bool = False


def keep(db: Db, one: Shown) -> None:
    """This person reads the code of this session there, and no longer elsewhere."""
    close(db, one.person_id, one.session_id)
    values = one._asdict()
    new = insert(db, DoorRow).values(values)
    key = ["person_id", "message_id"]
    db.execute(new.on_conflict_do_update(index_elements=key, set_=values))


def due(db: Db, since: datetime) -> list[Shown]:
    """Those that show an older code than that of then, and those that are closed."""
    rows = db.execute(
        select(
            DoorRow.person_id,
            DoorRow.message_id,
            DoorRow.session_id,
            DoorRow.language,
            DoorRow.mark,
            DoorRow.shown_at,
            DoorRow.closed,
        )
        .where(or_(DoorRow.shown_at < since, DoorRow.closed))
        .order_by(DoorRow.shown_at, DoorRow.person_id, DoorRow.message_id)
    )
    return [Shown(*row) for row in rows]


def renew(db: Db, one: Shown, shown_at: datetime) -> None:
    """It shows the code of then."""
    db.execute(update(DoorRow).where(_is(one)).values(shown_at=shown_at))


def close(db: Db, person_id: int, session_id: int) -> None:
    """This person does not want to see the code any more."""
    mine = (DoorRow.person_id == person_id, DoorRow.session_id == session_id)
    db.execute(update(DoorRow).where(*mine).values(closed=True))


def end(db: Db, one: Shown) -> None:
    """The message is gone."""
    db.execute(delete(DoorRow).where(_is(one)))


def forget(db: Db, person_id: int) -> None:
    """Whatever this person was shown."""
    db.execute(delete(DoorRow).where(DoorRow.person_id == person_id))


def link(db: Db, session_id: int) -> bytes | None:
    """The mark of the one link that opens the door of this session; None where there is none."""
    return db.scalar(select(TrainingSessionRow.door).where(TrainingSessionRow.id == session_id))


def set_link(db: Db, session_id: int, mark: bytes) -> None:
    """This link opens it from now on, and no other."""
    db.execute(
        update(TrainingSessionRow).where(TrainingSessionRow.id == session_id).values(door=mark)
    )


def _is(one: Shown) -> ColumnElement[bool]:
    return and_(DoorRow.person_id == one.person_id, DoorRow.message_id == one.message_id)
