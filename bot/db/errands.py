"""Errands of admins: asked, done, waiting for a tap."""

from datetime import datetime

from sqlalchemy import delete, exists, func, select, update

from bot.db.base import Db, insert
from bot.db.tables import ErrandRow
from bot.domain.errand import Errand, ErrandKind

__all__ = [
    "add",
    "any_left",
    "find",
    "first",
    "forget",
    "forget_before",
    "remove",
    "set_card",
    "tried",
    "wait",
    "want",
]

_STORED = (
    ErrandRow.id,
    ErrandRow.person_id,
    ErrandRow.kind,
    ErrandRow.about,
    ErrandRow.content,
    ErrandRow.card_id,
    ErrandRow.tries,
    ErrandRow.created_at,
)


def add(db: Db, person_id: int, kind: ErrandKind, about: str, now: datetime) -> int:
    """Ask for it; its id."""
    new = insert(db, ErrandRow).values(
        person_id=person_id, kind=kind.value, about=about, todo=True, tries=0, created_at=now
    )
    return db.execute(new.returning(ErrandRow.id)).scalar_one()


def find(db: Db, errand_id: int) -> Errand | None:
    row = db.execute(select(*_STORED).where(ErrandRow.id == errand_id)).one_or_none()
    return None if row is None else _errand(*row)


def first(db: Db) -> Errand | None:
    """The oldest that is to be done; None when there is none."""
    oldest = select(func.min(ErrandRow.id)).where(ErrandRow.todo).scalar_subquery()
    row = db.execute(select(*_STORED).where(ErrandRow.id == oldest)).one_or_none()
    return None if row is None else _errand(*row)


def any_left(db: Db) -> bool:
    """Whether any is to be done."""
    return bool(db.scalar(select(exists().where(ErrandRow.todo))))


def set_card(db: Db, errand_id: int, message_id: int) -> None:
    """Note the message that shows how it goes."""
    db.execute(update(ErrandRow).where(ErrandRow.id == errand_id).values(card_id=message_id))


def tried(db: Db, errand_id: int) -> None:
    """It could not be done this time."""
    one = update(ErrandRow).where(ErrandRow.id == errand_id)
    db.execute(one.values(tries=ErrandRow.tries + 1))


def wait(db: Db, errand_id: int, content: bytes, edition: str) -> None:
    """The spreadsheet was read, and is applied after a tap on what was shown."""
    one = update(ErrandRow).where(ErrandRow.id == errand_id)
    kept = {"kind": ErrandKind.APPLY.value, "about": edition, "content": content}
    db.execute(one.values(**kept, todo=False, tries=0))


def want(db: Db, errand_id: int) -> None:
    """It is to be done now."""
    db.execute(update(ErrandRow).where(ErrandRow.id == errand_id).values(todo=True))


def remove(db: Db, errand_id: int) -> None:
    db.execute(delete(ErrandRow).where(ErrandRow.id == errand_id))


def forget(db: Db, person_id: int, kinds: tuple[ErrandKind, ...] = tuple(ErrandKind)) -> None:
    """Drop what somebody asked for, of these kinds."""
    wanted = ErrandRow.kind.in_([kind.value for kind in kinds])
    db.execute(delete(ErrandRow).where(ErrandRow.person_id == person_id, wanted))


def forget_before(db: Db, instant: datetime) -> None:
    """Drop what waits for a tap since before then, or what could not be done till now."""
    db.execute(delete(ErrandRow).where(ErrandRow.created_at <= instant))


def _errand(
    id: int,
    person_id: int,
    kind: str,
    about: str,
    content: bytes | None,
    card_id: int | None,
    tries: int,
    created_at: datetime,
) -> Errand:
    return Errand(id, person_id, ErrandKind(kind), about, content, card_id, tries, created_at)
