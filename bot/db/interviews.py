"""Running interviews: at most one for each person, what was answered sealed."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from bot.db.base import Db
from bot.db.tables import InterviewRow, SurveyVersionRow

__all__ = [
    "Running",
    "add",
    "find",
    "oldest_touch",
    "remove",
    "save",
    "untouched_since",
]


@dataclass(frozen=True, slots=True)
class Running:
    """An interview as it is stored; `digest` names the form it is walked on."""

    person_id: int
    survey_id: int
    version_id: int
    unit_id: int
    card: int
    sealed: bytes
    started_at: datetime
    touched_at: datetime
    digest: str


_stored: list[Any] = [
    getattr(InterviewRow, field.name) for field in fields(Running) if field.name != "digest"
]


def find(db: Db, person_id: int) -> Running | None:
    row = db.execute(
        select(*_stored, SurveyVersionRow.digest)
        .join(SurveyVersionRow, SurveyVersionRow.id == InterviewRow.version_id)
        .where(InterviewRow.person_id == person_id)
    ).one_or_none()
    if row is None:
        return None
    stored: tuple[Any, ...] = tuple(row)
    return Running(*stored)


def add(db: Db, running: Running) -> None:
    values = {field.name: getattr(running, field.name) for field in fields(running)}
    del values["digest"]
    db.execute(insert(InterviewRow).values(**values))


def save(db: Db, running: Running) -> None:
    """What a reply may change: the card, the sealed answers and the instant."""
    db.execute(
        update(InterviewRow)
        .where(InterviewRow.person_id == running.person_id)
        .values(card=running.card, sealed=running.sealed, touched_at=running.touched_at)
    )


def remove(db: Db, person_id: int) -> None:
    db.execute(delete(InterviewRow).where(InterviewRow.person_id == person_id))


def untouched_since(db: Db, instant: datetime) -> list[int]:
    """Whose interview had its last answer at or before this instant."""
    return list(
        db.scalars(select(InterviewRow.person_id).where(InterviewRow.touched_at <= instant))
    )


def oldest_touch(db: Db) -> datetime | None:
    """The earliest last answer among the running interviews."""
    return db.scalar(select(func.min(InterviewRow.touched_at)))
