"""Once a month: how far those have come who are behind the even pace, and what fits next.

Who it goes to is found on the day itself; the day is a row, like everything to come.
"""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta

from bot.db import budgets, jobs, learning
from bot.db.base import Db
from bot.db.jobs import Job, JobKind
from bot.domain.delivery import Class, Kind
from bot.domain.time import instant, local_day
from bot.usecases.office import Office

__all__ = ["coming", "promise", "to_come", "work"]

CHUNK = 2_500

AT = time(9)

LIFETIME = timedelta(days=14)
"""Later in the month it would be no news any more."""

DAY = timedelta(days=1)


def promise(db: Db, office: Office, now: datetime) -> None:
    """See to it that next month begins with it, where there is anybody to write to.

    What was promised before keeps to the calendar, which the office may have corrected since.
    """
    if not learning.anybody(db):
        return
    this = local_day(now, office.zone).replace(day=1)
    following = (this + 31 * DAY).replace(day=1)
    jobs.promise(db, JobKind.PROGRESS, _subject(following), due_at=_due(office, following))
    for month in (this, following):
        jobs.reschedule(db, JobKind.PROGRESS, _subject(month), _due(office, month))


def coming(db: Db, office: Office, to: Collection[int], until: datetime) -> dict[int, datetime]:
    """When it is due until then, for those of these people who are behind today. A pure read."""
    return {
        person_id: due_at
        for subject_id, due_at in jobs.promised(db, JobKind.PROGRESS, until).items()
        for person_id in learning.behind(db, _pace(office, subject_id), to)
    }


def to_come(db: Db, office: Office, person_id: int, now: datetime) -> bool:
    """Whether that of this month has yet to leave for this person. A pure read."""
    owed = budgets.coming(db, [person_id], Class.NUDGE, now + LIFETIME)[person_id]
    waits = any(one.kind is Kind.PROGRESS for one in owed)
    return waits or jobs.unfinished(db, JobKind.PROGRESS, _subject(local_day(now, office.zone)))


def work(db: Db, office: Office, now: datetime) -> bool:
    """One piece of it; whether there may be more."""
    return jobs.do_next(db, [JobKind.PROGRESS], now, lambda job: _piece(db, office, job, now))


def _piece(db: Db, office: Office, job: Job, now: datetime) -> None:
    key = f"progress:{job.subject_id}"
    last = learning.owe(
        db, _pace(office, job.subject_id), job.cursor, CHUNK, now, now + LIFETIME, key
    )
    if last is None:
        jobs.end(db, job)
    else:
        jobs.advance(db, job, last)


def _due(office: Office, first: date) -> datetime:
    """When the month that begins with this day has its news."""
    return instant(office.calendar.first_working_day(first), AT, office.zone)


def _subject(month: date) -> int:
    """Of the job of the month of this day: as in 202612."""
    return month.year * 100 + month.month


def _pace(office: Office, subject_id: int) -> learning.Pace:
    year, month = divmod(subject_id, 100)
    return learning.Pace(year, month - 1, office.targets)
