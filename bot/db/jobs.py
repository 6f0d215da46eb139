"""Long work promised: one row each, with how far it has come."""

from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import exists, select, update

from bot.db.base import Db, insert
from bot.db.tables import JobRow

__all__ = ["Job", "JobKind", "advance", "any_left", "end", "promise", "take", "unfinished"]


class JobKind(StrEnum):
    """What is to be done for the subject of a job."""

    EXPAND = "expand"
    CANCEL = "cancel"
    LIST = "list"


class Job(NamedTuple):
    """Work on a subject, perhaps for a person; everything up to `cursor` is done."""

    id: int
    kind: JobKind
    subject_id: int
    for_id: int
    cursor: int


def promise(db: Db, kind: JobKind, subject_id: int, for_id: int = 0) -> None:
    """Promised twice it is done once; what somebody asks for again is done again."""
    new = insert(db, JobRow).values(
        kind=kind.value, subject_id=subject_id, for_id=for_id, cursor=0, done=False
    )
    if not for_id:
        db.execute(new.on_conflict_do_nothing())
        return
    key = ["kind", "subject_id", "for_id"]
    again = {"cursor": 0, "done": False}
    db.execute(
        new.on_conflict_do_update(index_elements=key, set_=again, where=JobRow.done.is_(True))
    )


def take(db: Db, kinds: Collection[JobKind]) -> Job | None:
    """The oldest unfinished work that nobody else does at this moment; None when there is none."""
    row = db.execute(
        select(JobRow.id, JobRow.kind, JobRow.subject_id, JobRow.for_id, JobRow.cursor)
        .where(~JobRow.done, JobRow.kind.in_([kind.value for kind in kinds]))
        .order_by(JobRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    return None if row is None else _job(*row)


def advance(db: Db, job: Job, cursor: int) -> None:
    """So far it is done, and no further."""
    db.execute(update(JobRow).where(JobRow.id == job.id).values(cursor=cursor, done=False))


def end(db: Db, job: Job) -> None:
    db.execute(update(JobRow).where(JobRow.id == job.id).values(done=True))


def unfinished(db: Db, kind: JobKind, subject_id: int) -> bool:
    """Whether such work is promised for this subject and not done."""
    promised = exists().where(
        JobRow.kind == kind.value, JobRow.subject_id == subject_id, ~JobRow.done
    )
    return bool(db.scalar(select(promised)))


def any_left(db: Db) -> bool:
    """Whether any work is not done."""
    return bool(db.scalar(select(exists().where(~JobRow.done))))


def _job(id: int, kind: str, subject_id: int, for_id: int, cursor: int) -> Job:
    return Job(id, JobKind(kind), subject_id, for_id, cursor)
