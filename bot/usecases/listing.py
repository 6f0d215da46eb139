"""The list of who got a broadcast and who did not, in files as large as one can open."""

from datetime import datetime
from typing import NamedTuple

from bot.db import audiences, broadcasts, jobs, tallies
from bot.db.base import Db
from bot.db.jobs import Job, JobKind
from bot.domain.errors import Gone
from bot.domain.people import Person, require_admin
from bot.domain.progress import Receiver

__all__ = ["Part", "ask", "next_part", "put_back", "rows"]

SLICES = 10
"""So many slices of an audience stand in one file."""


class Part(NamedTuple):
    """One file of a list, for the admin who asked: those beyond an id, up to another."""

    job: Job
    last: int
    number: int
    of: int


def ask(db: Db, person: Person, broadcast_id: int) -> None:
    """Promise this admin the list."""
    require_admin(person)
    if broadcasts.find(db, broadcast_id) is None:
        raise Gone
    jobs.promise(db, JobKind.LIST, broadcast_id, person.id)


def next_part(db: Db, now: datetime) -> Part | None:
    """The next file to send, which nobody else sends; None when no list is promised.

    It counts as sent from now on: what a crash loses is asked for again by one tap.
    """
    while (job := jobs.take(db, [JobKind.LIST], now)) is not None:
        last = broadcasts.part(db, job.subject_id, job.cursor, SLICES)
        if last is not None:
            jobs.advance(db, job, last)
            most = SLICES * audiences.SLICE
            upto = tallies.size(db, job.subject_id, last)
            size = tallies.size(db, job.subject_id)
            return Part(job, last, -(-upto // most), -(-size // most))
        jobs.end(db, job)
    return None


def put_back(db: Db, part: Part) -> None:
    """It could not be sent now."""
    jobs.advance(db, part.job, part.job.cursor)


def rows(db: Db, part: Part) -> list[Receiver]:
    """Who stands in this file. A pure read."""
    return tallies.receivers(db, part.job.subject_id, part.job.cursor, part.last)
