"""What learning counts, as far as the limit of a day or a month leaves room: who came first comes
first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.db import deliveries, enrolments, learning, staff, trainings
from bot.db.base import Db
from bot.db.learning import Counted
from bot.domain import presence
from bot.domain.certificate import lasted
from bot.domain.delivery import Class, Kind
from bot.domain.learning import (
    Record,
    Rule,
    Span,
    Stretch,
    counted,
    credited,
    dates,
    fixed,
    stretch,
)
from bot.domain.standing import Standing
from bot.domain.training import Course, Enrolment, span

__all__ = ["credit", "discredit", "earlier", "recount", "send_home", "tell"]

TOLD_WITHIN = timedelta(days=30)


def credit(db: Db, course: Course, there: Enrolment, now: datetime) -> Enrolment:
    """Saved, with the JP that count: what the table allows a day or a month may be used up, and of
    a training that is not to be repeated one date a year counts."""
    training, session = course.training, course.session
    rule = trainings.rules(db).get(training.kind)
    learning.hold(db, there.employee_id)
    jp = course.jp if rule is None else _allowed(db, rule, course, there.employee_id)
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
    days = dates(course.session.day, span(course.session).days)
    recount(db, absent.employee_id, course.training.kind, days, now)
    others = _other_dates(db, course, absent.employee_id)
    if others and not course.repeats and not any(n for _id, n in others):
        _credit_again(db, others[0][0], absent.employee_id, now)


def send_home(db: Db, course: Course, now: datetime) -> None:
    """Who has checked in already was there for nothing, and has learned nothing."""
    for one in enrolments.at(db, course.session.id, [Standing.ATTENDED]):
        discredit(db, course, presence.sent_home(one), now)


def earlier(db: Db, employee_id: int, rule: Rule, but_for: int | None = None) -> list[Stretch]:
    """What of a kind counts already, besides one session; empty where nothing limits its days."""
    found = learning.counted(db, employee_id, rule.kind, but_for) if rule.daily else []
    return _stretches(db, rule, found)


def recount(db: Db, employee_id: int, kind: str, days: Sequence[date], now: datetime) -> None:
    """What the limit of these days or their month had left out counts where there is room now.

    The employee is held.
    """
    rule = trainings.rules(db).get(kind)
    if rule is not None and rule.limited:
        _recount_month(db, employee_id, rule, days[0], now)
    if rule is not None and rule.daily:
        _recount_days(db, employee_id, rule, frozenset(days), now)


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


def _allowed(db: Db, rule: Rule, course: Course, employee_id: int) -> int:
    """What of a session counts by the table; what the office gives itself no day limits."""
    session = course.session
    if rule.daily and course.training.jp is None:
        mine = stretch(rule, session.day, span(session))
        return counted(rule, [*earlier(db, employee_id, rule, session.id), mine])[-1]
    times = learning.times(db, employee_id, rule.kind, session.day, session.id)
    return credited(rule, course.jp, times)


def _recount_month(db: Db, employee_id: int, rule: Rule, month: date, now: datetime) -> None:
    for id, session_id in learning.uncounted(db, employee_id, rule.kind, month):
        times = learning.times(db, employee_id, rule.kind, month)
        jp = credited(rule, _worth(db, rule, session_id), times)
        if jp:
            learning.count(db, id, jp)
            _note(db, employee_id, id, session_id, jp, now)


def _recount_days(
    db: Db, employee_id: int, rule: Rule, days: frozenset[date], now: datetime
) -> None:
    """Nobody loses what was counted; what is on other days has nothing to do with it."""
    found = learning.counted(db, employee_id, rule.kind)
    stretches = _stretches(db, rule, found)
    for one, its, jp in zip(found, stretches, counted(rule, stretches), strict=True):
        if jp > one.jp and not days.isdisjoint(its.days):
            learning.count(db, one.id, jp)
            _note(db, employee_id, one.id, one.session_id, jp, now)


def _stretches(db: Db, rule: Rule, found: Sequence[Counted]) -> list[Stretch]:
    courses = trainings.courses(db, [one.session_id for one in found if one.session_id])
    return [_stretch(rule, one, courses.get(one.session_id or 0)) for one in found]


def _stretch(rule: Rule, one: Counted, course: Course | None) -> Stretch:
    """Of a certificate its last day is noted, of a session the first; of what was noted without
    its length it is not known what the table gives."""
    if course is not None:
        its = span(course.session)
        given = course.training.jp is not None
        return fixed(one.day, its.days, one.jp) if given else stretch(rule, one.day, its)
    if one.days is None or one.minutes is None:
        return fixed(one.day, 1, one.jp)
    its = Span(one.days, timedelta(minutes=one.minutes))
    return stretch(rule, lasted(one.day, one.days)[0], its)


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
