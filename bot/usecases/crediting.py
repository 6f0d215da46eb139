"""What counts of having been there: JP, as far as the limit of a month leaves room."""

from dataclasses import replace

from bot.db import enrolments, learning, trainings
from bot.db.base import Db
from bot.domain import presence
from bot.domain.learning import Record, credited
from bot.domain.standing import Standing
from bot.domain.time import local_day
from bot.domain.training import Course, Enrolment

__all__ = ["credit", "discredit", "send_home"]


def credit(db: Db, course: Course, there: Enrolment) -> Enrolment:
    """Saved, with the JP that count; what the table allows a month may be used up."""
    training, session = course.training, course.session
    day = local_day(session.starts_at, session.zone)
    rule = trainings.rules(db).get(training.kind)
    learning.hold(db, there.employee_id)
    times = learning.times(db, there.employee_id, training.kind, day, session.id)
    jp = course.jp if rule is None else credited(rule, course.jp, times)
    after = replace(there, jp=jp)
    enrolments.save(db, after)
    record = Record(day, training.title, training.kind, jp)
    learning.credit(db, there.employee_id, record, session.id)
    return after


def discredit(db: Db, course: Course, absent: Enrolment) -> None:
    """Saved, without the JP; what the limit of that month had left out counts where it may now."""
    training, session = course.training, course.session
    learning.hold(db, absent.employee_id)
    enrolments.save(db, absent)
    learning.withdraw(db, absent.employee_id, session.id)
    day = local_day(session.starts_at, session.zone)
    for session_id in learning.uncounted(db, absent.employee_id, training.kind, day):
        other = trainings.course(db, session_id)
        there = enrolments.find(db, session_id, absent.employee_id)
        if other is not None and there is not None and there.standing is Standing.ATTENDED:
            credit(db, other, there)


def send_home(db: Db, course: Course) -> None:
    """Who has checked in already was there for nothing, and has learned nothing."""
    for one in enrolments.at(db, course.session.id, [Standing.ATTENDED]):
        discredit(db, course, presence.sent_home(one))
