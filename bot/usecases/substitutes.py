"""A colleague asked to come instead: not needed any more, silent for too long, or answering.

The day before, who has not said whether they come is told of to whoever asks about their unit; a
request that nobody has answered by then is over.
"""

from datetime import datetime, timedelta

from bot.db import enrolments, jobs, notices, staff
from bot.db.base import Db
from bot.db.jobs import Job, JobKind
from bot.db.notices import Owing, Slice
from bot.domain import training as rules
from bot.domain.delivery import Class, Kind
from bot.domain.learning import Learner
from bot.domain.training import SEATED, Course, Enrolment, Standing
from bot.usecases import planning

__all__ = ["leave", "reply", "withdraw", "work"]

TO_LEAVE = timedelta(minutes=2)
"""No attempt to send takes longer."""


def withdraw(db: Db, course: Course, asker: Learner, asked: Enrolment, now: datetime) -> None:
    """Whom an employee asked to come instead is not needed any more, and stands as before."""
    enrolments.save(db, rules.released(asked))
    enrolments.ask_no_more(db, course.session.id, asked.employee_id)
    _take_back(db, course, f"by:{asker.id}", asked, now)


def reply(db: Db, course: Course, employee_id: int, answer: str, now: datetime) -> None:
    """Tell whoever asked this colleague how the answer is, or that who accepted is "gone"."""
    asker = _asker(db, course, employee_id)
    if asker is None:
        return
    # By then the asker may have asked somebody else.
    slot = f"{answer}:{employee_id}"
    planning.tell(db, course, Kind.REPLY, asker, slot, now, slot)
    if answer in {"no", "gone"}:
        # It is over: whether the colleague registers one day is nothing to the asker.
        enrolments.ask_no_more(db, course.session.id, employee_id)
    if answer != "yes":
        _ask_anew(db, course, asker, now)


def leave(db: Db, course: Course, before: Enrolment, now: datetime) -> None:
    """Tell whoever asked this colleague, who stood so, that they have left."""
    if before.standing in SEATED:
        answer = "no" if before.standing is Standing.ASKED else "gone"
        reply(db, course, before.employee_id, answer, now)


def work(db: Db, now: datetime) -> bool:
    """One piece of the long work that is promised; whether there may be more."""

    def piece(job: Job) -> None:
        _tell_contacts(db, planning.held(db, job.subject_id), now)
        jobs.end(db, job)

    return jobs.do_next(db, [JobKind.UNANSWERED], now, piece)


def _tell_contacts(db: Db, course: Course, now: datetime) -> None:
    """Tell each contact once of each day on which it was to be: on another one it is another
    silence. A seat kept for somebody who was asked is free again."""
    if course.session.cancelled or now >= course.session.starts_at:
        return
    waiting_for = enrolments.unit_ids(db, course, planning.unanswering(course), now)
    known = staff.contacts(db)
    session = course.session
    key = f"{Kind.UNANSWERED.value}:{session.id}:{session.day:%Y%m%d}"
    owing = Owing(Kind.UNANSWERED, Class.DUTY, session.id, None, now, session.starts_at, key, ())
    for person_id in sorted({known[unit] for unit in waiting_for if unit in known}):
        notices.owe_to(db, owing, person_id)
    for one in enrolments.at(db, session.id, [Standing.ASKED]):
        _lapse(db, course, one, now)
    planning.fill(db, course, now)


def _lapse(db: Db, course: Course, asked: Enrolment, now: datetime) -> None:
    """The seat that was kept for a colleague is free; both read so, and an answer still counts."""
    enrolments.save(db, rules.lapsed(asked))
    asker = _asker(db, course, asked.employee_id)
    if asker is not None:
        _take_back(db, course, f"late:{asker.id}", asked, now)
        reply(db, course, asked.employee_id, "late", now)


def _ask_anew(db: Db, course: Course, asker: Learner, now: datetime) -> None:
    """Who declined another day, and was spared the new one as a colleague was to come, is asked
    about it."""
    one = enrolments.find(db, course.session.id, asker.id)
    if one is None or not rules.declined_another(one, course.session):
        return
    if course.training.mandatory:
        enrolments.save(db, rules.asked_anew(one))
        planning.remind(db, course, asker, now)
    else:
        planning.owe_another_day(db, course, Slice(asker.id - 1, asker.id), now)


def _asker(db: Db, course: Course, employee_id: int) -> Learner | None:
    """Who has asked this colleague, and is still there."""
    found = enrolments.asker_of(db, course.session.id, employee_id)
    return None if found is None else staff.find(db, found)


def _take_back(db: Db, course: Course, slot: str, asked: Enrolment, now: datetime) -> None:
    """The request to a colleague is dropped; where it has left, it says so in its place."""
    session = course.session
    other = staff.find(db, asked.employee_id)
    if other is None or other.person_id is None:
        return
    for told, leaving in notices.take_back(db, session.id, other.person_id, Kind.ASKED):
        # By then it is known which message the request has become.
        due_at = now + TO_LEAVE if leaving else now
        key = f"{Kind.WITHDRAWN.value}:{told}"
        owing = Owing(Kind.WITHDRAWN, Class.DUTY, session.id, f"{slot}:{told}", due_at,
                      session.starts_at, key, ())  # fmt: skip
        notices.owe_to(db, owing, other.person_id)
    # Also the invitation, which the request had made needless.
    planning.owe_all(db, course, Slice(other.id - 1, other.id), now)
