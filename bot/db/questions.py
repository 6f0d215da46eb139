"""Questions of employees, under marks and sealed."""

import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import delete, func, insert, select, update

from bot.db.base import Db
from bot.db.tables import QuestionRow

__all__ = [
    "Kept",
    "add",
    "answered_before",
    "at",
    "count",
    "find",
    "forget",
    "forget_waiting",
    "hold",
    "of_mark",
    "re_mark",
    "remove",
    "save",
]

KEY_BITS = 63

_stored: list[Any] = [
    QuestionRow.key,
    QuestionRow.mark,
    QuestionRow.sealed,
    QuestionRow.asked_on,
]


class Kept(NamedTuple):
    """A question as it lies there."""

    key: int
    mark: bytes
    sealed: bytes
    asked_on: date


def add(db: Db, mark: bytes, sealed: bytes, day: date) -> None:
    """Keep it under a random key."""
    new = insert(QuestionRow).values(
        key=secrets.randbits(KEY_BITS),
        mark=mark,
        sealed=sealed,
        asked_on=day,
        answered=False,
    )
    db.execute(new)


def find(db: Db, key: int) -> Kept | None:
    """None for one that was deleted."""
    return next(iter(_many(db, QuestionRow.key == key)), None)


def hold(db: Db, key: int) -> Kept | None:
    """As `find`; nobody else changes it until this transaction ends."""
    db.execute(select(QuestionRow.key).where(QuestionRow.key == key).with_for_update())
    return find(db, key)


def at(db: Db, *, answered: bool) -> list[Kept]:
    """Those that wait, or those that were answered, the oldest day first."""
    return _many(db, QuestionRow.answered.is_(answered))


def of_mark(db: Db, mark: bytes) -> list[Kept]:
    """Those of one person, the oldest day first."""
    return _many(db, QuestionRow.mark == mark)


def answered_before(db: Db, day: date) -> list[Kept]:
    """Those that were answered and had been asked until this day."""
    return _many(db, QuestionRow.answered, QuestionRow.asked_on <= day)


def count(db: Db, mark: bytes, *, answered: bool | None = None) -> int:
    """How many of one person are kept; not None: only the answered, or those that wait."""
    found = select(func.count()).select_from(QuestionRow).where(QuestionRow.mark == mark)
    if answered is not None:
        found = found.where(QuestionRow.answered.is_(answered))
    return db.scalar(found) or 0


def save(db: Db, key: int, sealed: bytes, *, answered: bool) -> None:
    """What it says by now."""
    changed = update(QuestionRow).where(QuestionRow.key == key)
    db.execute(changed.values(sealed=sealed, answered=answered))


def re_mark(db: Db, key: int, mark: bytes, sealed: bytes) -> None:
    """It is whose mark this is from now on."""
    db.execute(update(QuestionRow).where(QuestionRow.key == key).values(mark=mark, sealed=sealed))


def forget_waiting(db: Db, day: date) -> None:
    """Delete those asked by that day and never answered."""
    old = QuestionRow.asked_on <= day
    db.execute(delete(QuestionRow).where(QuestionRow.answered.is_(False), old))


def remove(db: Db, key: int) -> bool:
    """Whether it was there."""
    gone = delete(QuestionRow).where(QuestionRow.key == key).returning(QuestionRow.key)
    return db.scalar(gone) is not None


def forget(db: Db, mark: bytes) -> None:
    """Delete all of one person."""
    db.execute(delete(QuestionRow).where(QuestionRow.mark == mark))


def _many(db: Db, *which: Any) -> list[Kept]:
    rows: Iterable[Any] = db.execute(
        select(*_stored).where(*which).order_by(QuestionRow.asked_on, QuestionRow.key)
    )
    return [Kept(*row) for row in rows]
