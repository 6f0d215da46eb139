"""Who comes after a session was announced, and who goes: by an account, or by the roster.

Long work, a session at a time, so that nobody else waits for seats: an account that was linked is
invited and reminded, one that was unlinked gives up its seats, and a roster does both for all, as
does a tree of units in which somebody's unit stands elsewhere.
"""

from datetime import datetime

from bot.db import enrolments, jobs, notices, staff, trainings, units
from bot.db.base import Db
from bot.db.jobs import Job, JobKind
from bot.db.notices import Slice
from bot.domain import training as rules
from bot.domain.inquiry import LONGEST
from bot.domain.learning import Learner
from bot.domain.training import HOLDING, Course, Enrolment
from bot.usecases import enrolling, planning, substitutes

__all__ = ["applied", "work"]

KINDS = (JobKind.ROSTER, JobKind.ACCOUNT)


def applied(db: Db, now: datetime) -> None:
    """Promise to bring every session ahead in line with the roster, or with the tree of units,
    that has just been applied."""
    for session_id in trainings.ahead(db, now):
        jobs.promise_again(db, JobKind.ROSTER, session_id)


def work(db: Db, now: datetime) -> bool:
    """One piece of the long work that is promised; whether there may be more."""
    return jobs.do_next(db, KINDS, now, lambda job: _piece(db, job, now))


def _piece(db: Db, job: Job, now: datetime) -> None:
    if job.kind is JobKind.ROSTER:
        _keep_to_roster(db, job, now)
    else:
        _keep_to_account(db, job, now)


def _keep_to_roster(db: Db, job: Job, now: datetime) -> None:
    """Who is gone is in the session no more; then the next of those who are new are invited.

    Of one that was cancelled hears who was gone meanwhile.
    """
    course = planning.held(db, job.subject_id)
    session = course.session
    if job.cursor == 0 and rules.is_ahead(session, now):
        _release_gone(db, course, now)
    if job.cursor == 0 and now < session.starts_at:
        planning.owe_returned(db, course, now)
    if not rules.is_ahead(session, now):
        jobs.end(db, job)
        return
    audience = course.training.audience
    within = units.subtree(db, audience.unit_id)
    last = enrolments.invite_next(db, session.id, audience, within, job.cursor, planning.CHUNK)
    if last is None:
        jobs.end(db, job)
        return
    planning.owe_all(db, course, Slice(job.cursor, last), now)
    jobs.advance(db, job, last)


def _release_gone(db: Db, course: Course, now: datetime) -> None:
    """Whoever loses a seat once more is to be told of it once more; who was to come instead does
    not."""
    session_id = course.session.id
    gone = enrolments.gone_instead(db, session_id)
    notices.forget_losses(db, session_id)
    enrolments.release_gone(db, session_id)
    for one in gone:
        substitutes.leave(db, course, one, now)
    planning.fill(db, course, now)


def _keep_to_account(db: Db, job: Job, now: datetime) -> None:
    """The next session of an employee: with an account they hear of it, without they have no
    seat in it."""
    known = [*trainings.past(db, now - LONGEST, now), *trainings.upcoming(db, now)]
    left = [one.session.id for one in known if one.session.id > job.cursor]
    if not left:
        jobs.end(db, job)
        return
    course = planning.held(db, min(left))
    who = staff.find(db, job.subject_id)
    if who is None or who.person_id is None:
        _release(db, course, job.subject_id, now)
    else:
        _welcome(db, course, who, now)
    jobs.advance(db, job, course.session.id)


def _welcome(db: Db, course: Course, who: Learner, now: datetime) -> None:
    """Owed at once is what goes with how they stand, also to what they were at without it."""
    if not enrolling.concerns(db, course, who):
        return
    if enrolments.find(db, course.session.id, who.id) is None:
        if not rules.is_ahead(course.session, now):
            return
        enrolments.save(db, Enrolment(course.session.id, who.id))
    them = Slice(who.id - 1, who.id)
    if rules.is_ahead(course.session, now):
        planning.owe_released(db, course, now, them)
    planning.owe_all(db, course, them, now)


def _release(db: Db, course: Course, employee_id: int, now: datetime) -> None:
    before = enrolments.find(db, course.session.id, employee_id)
    if before is None or before.standing not in HOLDING:
        return
    if rules.is_ahead(course.session, now):
        enrolments.save(db, rules.released(before))
        substitutes.leave(db, course, before, now)
        planning.fill(db, course, now)
