"""The dates of one training: a seat in one of them, or having been there, settles the others."""

from datetime import date, datetime, time

from sqlalchemy import ColumnElement, and_, exists, false, or_, select
from sqlalchemy.orm import aliased

from bot.db.base import Db
from bot.db.tables import EnrolmentRow, TrainingSessionRow
from bot.domain.time import instant
from bot.domain.training import Course, Standing

__all__ = ["is_settled", "settled"]


def is_settled(db: Db, course: Course, employee_id: int, now: datetime) -> bool:
    """Whether this employee need not hear of this date any more, because of another one."""
    mine = select(EnrolmentRow.employee_id).where(
        EnrolmentRow.session_id == course.session.id,
        EnrolmentRow.employee_id == employee_id,
        settled(course, now),
    )
    return db.scalar(mine) is not None


def settled(course: Course, now: datetime) -> ColumnElement[bool]:
    """The same of a row of `EnrolmentRow`, inside another statement.

    Whoever has a seat here as well has chosen both; what one learned in another year is to be
    learned anew.
    """
    if course.repeats:
        return false()
    session, other = course.session, aliased(EnrolmentRow)
    begin, end = (
        instant(date(year, 1, 1), time(0), session.zone)
        for year in (session.day.year, session.day.year + 1)
    )
    seat = and_(
        other.state.in_([Standing.ENROLLED.value, Standing.CONFIRMED.value]),
        TrainingSessionRow.ends_at > now,
    )
    there = and_(
        other.state == Standing.ATTENDED.value,
        TrainingSessionRow.starts_at >= begin,
        TrainingSessionRow.starts_at < end,
    )
    elsewhere = exists().where(
        other.employee_id == EnrolmentRow.employee_id,
        other.session_id == TrainingSessionRow.id,
        TrainingSessionRow.training_id == session.training_id,
        TrainingSessionRow.id != session.id,
        ~TrainingSessionRow.cancelled,
        or_(seat, there),
    )
    without = [Standing.INVITED.value, Standing.DECLINED.value, Standing.WAITING.value]
    return and_(EnrolmentRow.state.in_(without), elsewhere)
