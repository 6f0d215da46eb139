"""What learning counts, as far as the limit of a month leaves room: who came first comes first."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.db import deliveries, enrolments, learning, staff, trainings
from bot.db.base import Db
from bot.domain import presence
from bot.domain.delivery import Class, Kind
from bot.domain.learning import Record, Rule, credited
from bot.domain.standing import Standing
from bot.domain.training import Course, Enrolment

__all__ = ["credit", "discredit", "recount", "send_home", "tell"]

TOLD_WITHIN = timedelta(days=30)


def credit(db: Db, course: Course, there: Enrolment, now: datetime) -> Enrolment:
    """Saved, with the JP that count: what the table allows a month may be used up, and of a
    training that is not to be repeated one date a year counts."""
    training, session = course.training, course.session
    rule = trainings.rules(db).get(training.kind)
    learning.hold(db, there.employee_id)
    times = learning.times(db, there.employee_id, training.kind, session.day, session.id)
    jp = course.jp if rule is None else credited(rule, course.jp, times)
    if not course.repeats and any(n for _id, n in _other_dates(db, course, there.employee_id)):
        jp = 0
    after = replace(there, jp=jp)
    enrolments.save(db, after)
    record = Record(session.day, training.title, training.kind, jp)
    learning.credit(db, there.employee_id, record, session.id, now)
    return after


def discredit(db: Db, course: Course, absent: Enrolment, now: datetime) -> None:
    """Saved, without the JP, which another date of the training may bring now."""
    learning.hold(db, absent.employee_id)
    enrolments.save(db, absent)
    learning.withdraw(db, absent.employee_id, course.session.id)
    recount(db, absent.employee_id, course.training.kind, course.session.day, now)
    others = _other_dates(db, course, absent.employee_id)
    if others and not course.repeats and not any(n for _id, n in others):
        _credit_again(db, others[0][0], absent.employee_id, now)


def send_home(db: Db, course: Course, now: datetime) -> None:
    """Who has checked in already was there for nothing, and has learned nothing."""
    for one in enrolments.at(db, course.session.id, [Standing.ATTENDED]):
        discredit(db, course, presence.sent_home(one), now)


def recount(db: Db, employee_id: int, kind: str, month: date, now: datetime) -> None:
    """What the limit of that month had left out counts where there is room now.

    The employee is held.
    """
    rule = trainings.rules(db).get(kind)
    if rule is None or not rule.limited:
        return
    for id, session_id in learning.uncounted(db, employee_id, kind, month):
        times = learning.times(db, employee_id, kind, month)
        jp = credited(rule, _worth(db, rule, session_id), times)
        if jp:
            learning.count(db, id, jp)
            _note(db, employee_id, id, session_id, jp, now)


def tell(db: Db, employee_id: int, certificate_id: int, now: datetime) -> None:
    """Owe the owner of a certificate what was decided; what was owed of it before is no more."""
    owner, told = staff.find(db, employee_id), str(certificate_id)
    if owner is None or owner.person_id is None:
        return
    deliveries.drop(db, owner.person_id, Kind.DECISION, told)
    key, ends = f"{Kind.DECISION.value}:{told}:{now:%Y%m%d%H%M%S}", now + TOLD_WITHIN
    deliveries.plan(db, owner.person_id, Kind.DECISION, Class.DUTY, now, ends, key, told)


def _other_dates(db: Db, course: Course, employee_id: int) -> list[tuple[int, int]]:
    session = course.session
    return learning.dates(db, employee_id, session.training_id, session.day.year, session.id)


def _credit_again(db: Db, session_id: int, employee_id: int, now: datetime) -> None:
    course = trainings.course(db, session_id)
    there = enrolments.find(db, session_id, employee_id)
    if course is not None and there is not None:
        credit(db, course, there, now)


def _worth(db: Db, rule: Rule, session_id: int | None) -> int:
    """Of a session, or of a certificate, whatever else there was in that month."""
    course = None if session_id is None else trainings.course(db, session_id)
    return rule.jp if course is None else course.jp


def _note(
    db: Db, employee_id: int, id: int, session_id: int | None, jp: int, now: datetime
) -> None:
    """Where else it stands: with the session, or with the owner, who was told otherwise."""
    if session_id is None:
        tell(db, employee_id, id, now)
        return
    there = enrolments.find(db, session_id, employee_id)
    if there is not None:
        enrolments.save(db, replace(there, jp=jp))
