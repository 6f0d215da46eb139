"""What is published of questions and their answers."""

from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select

from bot.db.base import Db
from bot.db.tables import FaqRow
from bot.domain.question import Entry

__all__ = ["add", "entries", "find", "remove"]

_stored: list[Any] = [
    FaqRow.id,
    FaqRow.question,
    FaqRow.answer,
    FaqRow.language,
    FaqRow.published_on,
]


def add(db: Db, question: str, answer: str, language: str, day: date) -> None:
    db.execute(
        insert(FaqRow).values(
            question=question, answer=answer, language=language, published_on=day
        )
    )


def entries(db: Db) -> list[Entry]:
    """All of them, the newest first."""
    return [Entry(*row) for row in db.execute(select(*_stored).order_by(FaqRow.id.desc()))]


def find(db: Db, entry_id: int) -> Entry | None:
    """None for one that was withdrawn."""
    row = db.execute(select(*_stored).where(FaqRow.id == entry_id)).one_or_none()
    return None if row is None else Entry(*row)


def remove(db: Db, entry_id: int) -> bool:
    """Whether it was there."""
    gone = delete(FaqRow).where(FaqRow.id == entry_id).returning(FaqRow.id)
    return db.scalar(gone) is not None
