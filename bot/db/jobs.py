"""Long work promised: one row each, with how far it has come."""

from collections.abc import Callable, Collection
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.exc import DBAPIError

from bot.db.base import Db, insert
from bot.db.tables import JobRow

__all__ = [
    "Broken",
    "Job",
    "JobKind",
    "advance",
    "do_next",
    "end",
    "next_due",
    "promise",
    "promise_again",
    "promised",
    "reschedule",
    "take",
    "unfinished",
]


KEY = ["kind", "subject_id", "for_id"]


class JobKind(StrEnum):
    """What is to be done for the subject of a job."""

    EXPAND = "expand"
    CANCEL = "cancel"
    PLAN = "plan"
    REPLAN = "replan"
    RENEW = "renew"
    REINVITE = "reinvite"
    UNANSWERED = "unanswered"
    ROSTER = "roster"
    ACCOUNT = "account"
    PROGRESS = "progress"
    LIST = "list"
    CHECK = "check"
    CAMPAIGN = "campaign"
    RECOUNT = "recount"
    FOLLOW_UP = "follow_up"


class Job(NamedTuple):
    """Work on a subject, perhaps for a person; everything up to `cursor` is done."""

    id: int
    kind: JobKind
    subject_id: int
    for_id: int
    cursor: int


class Broken(Exception):
    """Work that would fail at every try; nothing of this piece of it was done."""

    def __init__(self, job: Job) -> None:
        self.job = job


def promise(
    db: Db, kind: JobKind, subject_id: int, for_id: int = 0, due_at: datetime | None = None
) -> None:
    """Promised twice it is done once, not before `due_at`; what somebody asks for again is done
    again."""
    new = insert(db, JobRow).values(
        kind=kind.value, subject_id=subject_id, for_id=for_id, cursor=0, done=False, due_at=due_at
    )
    if not for_id:
        db.execute(new.on_conflict_do_nothing())
        return
    again = {"cursor": 0, "done": False}
    db.execute(
        new.on_conflict_do_update(index_elements=KEY, set_=again, where=JobRow.done.is_(True))
    )


def promise_again(db: Db, kind: JobKind, subject_id: int, due_at: datetime | None = None) -> None:
    """From the beginning, also where it is done or under way; not before `due_at`."""
    values = {"cursor": 0, "done": False, "due_at": due_at}
    new = insert(db, JobRow).values(kind=kind.value, subject_id=subject_id, for_id=0, **values)
    db.execute(new.on_conflict_do_update(index_elements=KEY, set_=values))


def reschedule(db: Db, kind: JobKind, subject_id: int, due_at: datetime) -> None:
    """What is promised for this subject and not begun is due then."""
    db.execute(
        update(JobRow)
        .where(
            JobRow.kind == kind.value,
            JobRow.subject_id == subject_id,
            ~JobRow.done,
            JobRow.cursor == 0,
            JobRow.due_at != due_at,
        )
        .values(due_at=due_at)
    )


def take(db: Db, kinds: Collection[JobKind], now: datetime) -> Job | None:
    """The oldest unfinished work of these kinds that is due and that nobody else does at this
    moment; None when there is none."""
    row = db.execute(
        select(JobRow.id, JobRow.kind, JobRow.subject_id, JobRow.for_id, JobRow.cursor)
        .where(
            ~JobRow.done,
            JobRow.kind.in_([kind.value for kind in kinds]),
            or_(JobRow.due_at.is_(None), JobRow.due_at <= now),
        )
        .order_by(JobRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    return None if row is None else _job(*row)


def do_next(
    db: Db, kinds: Collection[JobKind], now: datetime, piece: Callable[[Job], None]
) -> bool:
    """A piece of the work that `take` finds; whether there was any. Raises Broken."""
    job = take(db, kinds, now)
    if job is None:
        return False
    try:
        piece(job)
    except DBAPIError:
        # The database may be away, or another may have gone first: then it is tried again.
        raise
    except Exception as error:
        raise Broken(job) from error
    return True


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


def next_due(db: Db, now: datetime) -> datetime | None:
    """When there is work to do next; None when all of it is done."""
    if db.scalar(select(exists().where(~JobRow.done, JobRow.due_at.is_(None)))):
        return now
    return db.scalar(select(func.min(JobRow.due_at)).where(~JobRow.done))


def promised(db: Db, kind: JobKind, until: datetime) -> dict[int, datetime]:
    """What of this kind is due until then and not begun: by its subject, when."""
    rows = db.execute(
        select(JobRow.subject_id, JobRow.due_at).where(
            JobRow.kind == kind.value, ~JobRow.done, JobRow.cursor == 0, JobRow.due_at < until
        )
    )
    return {subject_id: due_at for subject_id, due_at in rows if due_at is not None}


def _job(id: int, kind: str, subject_id: int, for_id: int, cursor: int) -> Job:
    return Job(id, JobKind(kind), subject_id, for_id, cursor)
