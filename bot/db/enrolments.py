"""How employees stand to sessions: who is invited, enrolled, waiting, confirmed."""

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from bot.db.audiences import learners
from bot.db.base import Db, insert
from bot.db.dates import settled
from bot.db.heard import heard_since
from bot.db.tables import EmployeeRow, EnrolmentRow, TrainingRow, TrainingSessionRow
from bot.domain.audience import Audience
from bot.domain.offer import Silent
from bot.domain.people import Attendance
from bot.domain.time import local_day
from bot.domain.training import (
    HOLDING,
    SEATED,
    Course,
    Enrolment,
    Preparation,
    Reason,
    Seats,
    Standing,
    TrainingSession,
)

__all__ = [
    "Taken",
    "among",
    "ask_anew",
    "ask_no_more",
    "asker_of",
    "at",
    "attendance",
    "attended",
    "counts",
    "counts_of",
    "find",
    "freeze",
    "gone_instead",
    "invite_next",
    "is_replaced",
    "names",
    "next_in_line",
    "note_told",
    "of_employee",
    "reasons",
    "reconfirm",
    "release_gone",
    "replaced",
    "save",
    "seats",
    "seats_to_give",
    "unconfirm",
    "uninvite",
    "unit_ids",
    "waiting",
]

Units = Collection[int] | None
"""The ids of the units that count; None for all of them."""

_stored: list[Any] = [
    EnrolmentRow.session_id,
    EnrolmentRow.employee_id,
    EnrolmentRow.state,
    EnrolmentRow.place,
    EnrolmentRow.reason,
    EnrolmentRow.substitute_id,
    EnrolmentRow.plan,
    EnrolmentRow.checked_in_at,
    EnrolmentRow.jp,
    EnrolmentRow.stood,
    EnrolmentRow.enrolled_on,
    EnrolmentRow.edition,
    EnrolmentRow.version,
    EnrolmentRow.prompt,
]


class Taken(NamedTuple):
    """On this day, by the calendar of its place, somebody who worked at a unit was at a training
    of these elements."""

    elements: tuple[str, ...]
    day: date
    unit_id: int


def attended(db: Db) -> list[Taken]:
    """Every session that anybody attended, with the units that they worked at then."""
    rows = db.execute(
        select(
            TrainingRow.elements,
            TrainingSessionRow.starts_at,
            TrainingSessionRow.zone,
            func.coalesce(EnrolmentRow.unit_id, EmployeeRow.unit_id),
        )
        .join(TrainingSessionRow, TrainingSessionRow.training_id == TrainingRow.id)
        .join(EnrolmentRow, EnrolmentRow.session_id == TrainingSessionRow.id)
        .join(EmployeeRow, EmployeeRow.id == EnrolmentRow.employee_id)
        .where(EnrolmentRow.state == Standing.ATTENDED.value)
        .distinct()
    )
    return [
        Taken(tuple(json.loads(elements)), local_day(starts_at, ZoneInfo(zone)), unit_id)
        for elements, starts_at, zone, unit_id in rows
    ]


def find(db: Db, session_id: int, employee_id: int) -> Enrolment | None:
    """None for somebody who was not invited and did not come by themselves."""
    found = _many(
        db,
        select(*_stored).where(
            EnrolmentRow.session_id == session_id, EnrolmentRow.employee_id == employee_id
        ),
    )
    return found[0] if found else None


def save(db: Db, enrolment: Enrolment) -> None:
    """Of who was there it is kept at which unit they worked when that was noted first."""
    values: dict[str, Any] = {
        "state": enrolment.standing.value,
        "place": enrolment.place,
        "reason": enrolment.reason and enrolment.reason.value,
        "substitute_id": enrolment.substitute_id,
        "plan": enrolment.plan and enrolment.plan.value,
        "checked_in_at": enrolment.checked_in_at,
        "jp": enrolment.jp,
        "stood": enrolment.stood and enrolment.stood.value,
        "enrolled_on": enrolment.enrolled_on,
        "edition": enrolment.edition,
        "version": enrolment.version,
        "prompt": enrolment.prompt,
    }
    if enrolment.standing is Standing.ATTENDED:
        mine = select(EmployeeRow.unit_id).where(EmployeeRow.id == enrolment.employee_id)
        values["unit_id"] = mine.scalar_subquery()
    new = insert(db, EnrolmentRow).values(
        session_id=enrolment.session_id, employee_id=enrolment.employee_id, **values
    )
    if "unit_id" in values:
        values["unit_id"] = func.coalesce(EnrolmentRow.unit_id, values["unit_id"])
    db.execute(
        new.on_conflict_do_update(index_elements=["session_id", "employee_id"], set_=values)
    )


def freeze(db: Db, session_id: int, audience: Audience, units: Units) -> int:
    """Note as invited who belongs to the audience now, linked or not; how many there are."""
    invited = literal(Standing.INVITED.value)
    found = select(literal(session_id), EmployeeRow.id, invited).where(learners(audience, units))
    columns = ["session_id", "employee_id", "state"]
    db.execute(insert(db, EnrolmentRow).from_select(columns, found).on_conflict_do_nothing())
    kept = select(func.count()).where(EnrolmentRow.session_id == session_id)
    return db.scalar(kept) or 0


def uninvite(db: Db, session_id: int, audience: Audience, units: Units) -> None:
    """Those who have not answered and do not belong to the audience are invited no more."""
    others = select(EmployeeRow.id).where(~learners(audience, units))
    db.execute(
        delete(EnrolmentRow).where(
            EnrolmentRow.session_id == session_id,
            EnrolmentRow.state == Standing.INVITED.value,
            EnrolmentRow.employee_id.in_(others),
        )
    )


def invite_next(
    db: Db, session_id: int, audience: Audience, units: Units, after: int, most: int
) -> int | None:
    """Note as invited the next so many of the audience who have no part in it yet, by their ids.

    The last of them; None where there is nobody any more.
    """
    there = exists().where(
        EnrolmentRow.session_id == session_id, EnrolmentRow.employee_id == EmployeeRow.id
    )
    ids = (
        select(EmployeeRow.id)
        .where(EmployeeRow.id > after, learners(audience, units), ~there)
        .order_by(EmployeeRow.id)
        .limit(most)
    )
    found = list(db.scalars(ids))
    if not found:
        return None
    rows = select(literal(session_id), EmployeeRow.id, literal(Standing.INVITED.value)).where(
        EmployeeRow.id > after, EmployeeRow.id <= found[-1], learners(audience, units)
    )
    columns = ["session_id", "employee_id", "state"]
    db.execute(insert(db, EnrolmentRow).from_select(columns, rows).on_conflict_do_nothing())
    return found[-1]


def gone_instead(db: Db, session_id: int) -> list[Enrolment]:
    """Who has left the roster, and was to come instead of somebody, or was asked to."""
    asker = aliased(EnrolmentRow)
    gone = EnrolmentRow.employee_id.in_(select(EmployeeRow.id).where(~EmployeeRow.active))
    instead = exists().where(
        asker.session_id == session_id, asker.substitute_id == EnrolmentRow.employee_id
    )
    kept = EnrolmentRow.state.in_([one.value for one in HOLDING & SEATED])
    of = EnrolmentRow.session_id == session_id
    return _many(db, select(*_stored).where(of, kept, gone, instead))


def release_gone(db: Db, session_id: int) -> None:
    """Who has left the roster is not awaited any more, and has no seat.

    Of whoever had one it is noted: they come back if the roster was wrong.
    """
    gone = EnrolmentRow.employee_id.in_(select(EmployeeRow.id).where(~EmployeeRow.active))
    of = (EnrolmentRow.session_id == session_id, gone)
    invited = EnrolmentRow.state == Standing.INVITED.value
    db.execute(delete(EnrolmentRow).where(*of, invited, EnrolmentRow.stood.is_(None)))
    holding = EnrolmentRow.state.in_([one.value for one in HOLDING])
    lost = {"state": Standing.INVITED.value, "stood": EnrolmentRow.state, "place": None}
    db.execute(update(EnrolmentRow).where(*of, holding).values(**lost, plan=None))


def seats(db: Db, session: TrainingSession) -> Seats:
    """How its seats stand; exact only while the session is held."""
    state = EnrolmentRow.state
    seated = func.sum(case((state.in_([one.value for one in SEATED]), 1), else_=0))
    queue = func.sum(case((state == Standing.WAITING.value, 1), else_=0))
    taken, waits, last = db.execute(
        select(seated, queue, func.max(EnrolmentRow.place)).where(
            EnrolmentRow.session_id == session.id
        )
    ).one()
    return Seats(session.capacity, int(taken or 0), last or 0, int(waits or 0))


def seats_to_give(db: Db, course: Course, now: datetime) -> Seats:
    """The same where one is free: then only who gets it counts as waiting."""
    found = seats(db, course.session)
    if found.full or not found.waiting:
        return found
    return replace(found, waiting=len(next_in_line(db, course, None, now)))


def waiting(db: Db, session_id: int) -> list[Enrolment]:
    """Those on the waiting list, whoever came first first."""
    return _many(db, _queue(session_id))


def next_in_line(db: Db, course: Course, most: int | None, now: datetime) -> list[Enrolment]:
    """Those of them who get the next seats, at most so many: who has settled for another date is
    passed over."""
    queue = _queue(course.session.id).where(~settled(course, now))
    return _many(db, queue.limit(most))


def of_employee(db: Db, employee_id: int) -> list[Enrolment]:
    """All of an employee's, in no order."""
    return _many(db, select(*_stored).where(EnrolmentRow.employee_id == employee_id))


def among(db: Db, session_id: int, employee_ids: Collection[int]) -> dict[int, Enrolment]:
    """Those of these employees, by their ids."""
    found = select(*_stored).where(
        EnrolmentRow.session_id == session_id, EnrolmentRow.employee_id.in_(employee_ids)
    )
    return {one.employee_id: one for one in _many(db, found)}


def attendance(db: Db, employee_id: int) -> list[Attendance]:
    """All of an employee's, told as it is kept: the latest session first."""
    rows = db.execute(
        select(TrainingRow.title, TrainingSessionRow.starts_at, TrainingSessionRow.zone, *_stored)
        .join(TrainingSessionRow, TrainingSessionRow.id == EnrolmentRow.session_id)
        .join(TrainingRow, TrainingRow.id == TrainingSessionRow.training_id)
        .where(EnrolmentRow.employee_id == employee_id)
        .order_by(TrainingSessionRow.starts_at.desc(), TrainingSessionRow.id)
    )
    return [
        Attendance(title, local_day(starts_at, ZoneInfo(zone)), _enrolment(*rest))
        for title, starts_at, zone, *rest in rows
    ]


def at(db: Db, session_id: int, standings: Collection[Standing]) -> list[Enrolment]:
    """All who stand so, in the order of their places."""
    return _many(
        db,
        select(*_stored)
        .where(
            EnrolmentRow.session_id == session_id,
            EnrolmentRow.state.in_([one.value for one in standings]),
        )
        .order_by(EnrolmentRow.place, EnrolmentRow.employee_id),
    )


def unit_ids(db: Db, course: Course, standings: Collection[Standing], now: datetime) -> list[int]:
    """The units of those who stand so, or let a request lie, and have no other date."""
    return list(
        db.scalars(
            select(EmployeeRow.unit_id)
            .join(EnrolmentRow, EnrolmentRow.employee_id == EmployeeRow.id)
            .where(
                EnrolmentRow.session_id == course.session.id,
                _silent(standings),
                ~settled(course, now),
                EmployeeRow.active,
            )
            .distinct()
        )
    )


def names(
    db: Db,
    course: Course,
    standings: Collection[Standing],
    units: Collection[int],
    but_for: int,
    now: datetime,
) -> list[Silent]:
    """Those of these units who stand so, or let a request lie, and have no other date, by name;
    but for one person."""
    rows = db.execute(
        select(EmployeeRow.name, EmployeeRow.person_id.is_not(None))
        .join(EnrolmentRow, EnrolmentRow.employee_id == EmployeeRow.id)
        .where(
            EnrolmentRow.session_id == course.session.id,
            _silent(standings),
            ~settled(course, now),
            EmployeeRow.unit_id.in_(units),
            EmployeeRow.person_id.is_distinct_from(but_for),
            EmployeeRow.active,
        )
        .order_by(EmployeeRow.name)
    )
    return [Silent(name, bool(linked)) for name, linked in rows]


def asker_of(db: Db, session_id: int, employee_id: int) -> int | None:
    """Who asked this employee to come instead."""
    return db.scalar(
        select(EnrolmentRow.employee_id).where(
            EnrolmentRow.session_id == session_id, EnrolmentRow.substitute_id == employee_id
        )
    )


def ask_no_more(db: Db, session_id: int, employee_id: int) -> None:
    """Whoever asked this employee before does so no longer."""
    asked = update(EnrolmentRow).where(
        EnrolmentRow.session_id == session_id, EnrolmentRow.substitute_id == employee_id
    )
    db.execute(asked.values(substitute_id=None))


def counts(db: Db, session_id: int) -> Counter[Standing]:
    """How many stand how; who has left the roster and lost the seat does not."""
    return counts_of(db, [session_id]).get(session_id, Counter())


def counts_of(db: Db, session_ids: Collection[int]) -> dict[int, Counter[Standing]]:
    """As `counts`, of several sessions by their ids; without those that concern nobody."""
    gone = EnrolmentRow.employee_id.in_(select(EmployeeRow.id).where(~EmployeeRow.active))
    lost = and_(
        EnrolmentRow.state == Standing.INVITED.value, EnrolmentRow.stood.is_not(None), gone
    )
    rows = db.execute(
        select(EnrolmentRow.session_id, EnrolmentRow.state, func.count())
        .where(EnrolmentRow.session_id.in_(session_ids), ~lost)
        .group_by(EnrolmentRow.session_id, EnrolmentRow.state)
    )
    found: dict[int, Counter[Standing]] = {}
    for session_id, state, n in rows:
        found.setdefault(session_id, Counter())[Standing(state)] = n
    return found


def reasons(db: Db, session_id: int) -> Counter[Reason]:
    """Why people declined, as far as they said; who was there after all does not count."""
    declined = EnrolmentRow.state == Standing.DECLINED.value
    found = _counted(db, session_id, EnrolmentRow.reason, declined)
    return Counter({Reason(reason): n for reason, n in found if reason is not None})


def note_told(db: Db, session_id: int) -> None:
    """All have read how the session is now: what they answered is as old as that."""
    answered = update(EnrolmentRow).where(
        EnrolmentRow.session_id == session_id, EnrolmentRow.version.is_not(None)
    )
    db.execute(answered.values(version=None))


def unconfirm(db: Db, before: TrainingSession, *, told: bool) -> None:
    """What was confirmed was another time, as it was before: they are enrolled, and asked anew.

    That they stood so is noted of what they had been `told`, in case it is so again.
    """
    at = update(EnrolmentRow).where(EnrolmentRow.session_id == before.id)
    if told:
        settled = or_(EnrolmentRow.state == Standing.ENROLLED.value, _had_declined())
        db.execute(at.where(settled).values(stood=None))
    confirmed = at.where(EnrolmentRow.state == Standing.CONFIRMED.value)
    stood = Standing.CONFIRMED.value if told else None
    values = {"state": Standing.ENROLLED.value, "edition": before.edition, "stood": stood}
    db.execute(confirmed.values(**values))


def ask_anew(db: Db, before: TrainingSession) -> None:
    """What was declined was another day, as it was before: they are invited, but for those whom a
    colleague replaces."""
    declined = update(EnrolmentRow).where(
        EnrolmentRow.session_id == before.id,
        EnrolmentRow.state == Standing.DECLINED.value,
        ~replaced(),
    )
    edition = func.coalesce(EnrolmentRow.edition, before.edition)
    values = {"state": Standing.INVITED.value, "stood": Standing.DECLINED.value}
    db.execute(declined.values(**values, edition=edition))


def reconfirm(db: Db, session: TrainingSession, since: datetime | None) -> None:
    """It is as they had confirmed it, or declined it and heard of nothing else since then."""
    were = update(EnrolmentRow).where(EnrolmentRow.session_id == session.id)
    confirmed = were.where(
        EnrolmentRow.state == Standing.ENROLLED.value,
        EnrolmentRow.stood == Standing.CONFIRMED.value,
    )
    db.execute(confirmed.values(state=Standing.CONFIRMED.value, stood=None))
    if since is None:
        return
    heard = select(EmployeeRow.id).where(heard_since(session.id, since))
    declined = were.where(
        _had_declined(),
        EnrolmentRow.edition == session.edition,
        EnrolmentRow.employee_id.not_in(heard),
    )
    db.execute(declined.values(state=Standing.DECLINED.value, stood=None))


def is_replaced(db: Db, one: Enrolment) -> bool:
    """Whether the colleague whom they asked to come instead has a seat."""
    mine = select(EnrolmentRow.employee_id).where(
        EnrolmentRow.session_id == one.session_id,
        EnrolmentRow.employee_id == one.employee_id,
        replaced(),
    )
    return db.scalar(mine) is not None


def replaced() -> ColumnElement[bool]:
    """The same of a row of `EnrolmentRow`, inside another statement."""
    other = aliased(EnrolmentRow)
    return exists().where(
        other.session_id == EnrolmentRow.session_id,
        other.employee_id == EnrolmentRow.substitute_id,
        other.state.in_([one.value for one in SEATED]),
    )


def _had_declined() -> ColumnElement[bool]:
    """Whether another day was declined, and they are invited anew."""
    return and_(
        EnrolmentRow.state == Standing.INVITED.value,
        EnrolmentRow.stood == Standing.DECLINED.value,
    )


def _silent(standings: Collection[Standing]) -> ColumnElement[bool]:
    invited = EnrolmentRow.state == Standing.INVITED.value
    lapsed = and_(invited, EnrolmentRow.stood == Standing.ASKED.value)
    return or_(EnrolmentRow.state.in_([one.value for one in standings]), lapsed)


def _queue(session_id: int) -> Select[Any]:
    waits = EnrolmentRow.state == Standing.WAITING.value
    of = EnrolmentRow.session_id == session_id
    return select(*_stored).where(of, waits).order_by(EnrolmentRow.place)


def _counted(db: Db, session_id: int, column: Any, of: ColumnElement[bool]) -> Any:
    of_session = EnrolmentRow.session_id == session_id
    return db.execute(select(column, func.count()).where(of_session, of).group_by(column))


def _many(db: Db, query: Select[Any]) -> list[Enrolment]:
    return [_enrolment(*row) for row in db.execute(query)]


def _enrolment(
    session_id: int,
    employee_id: int,
    state: str,
    place: int | None,
    reason: str | None,
    substitute_id: int | None,
    plan: str | None,
    checked_in_at: datetime | None,
    jp: int | None,
    stood: str | None,
    enrolled_on: date | None,
    edition: str | None,
    version: int | None,
    prompt: bool | None,
) -> Enrolment:
    return Enrolment(
        session_id,
        employee_id,
        Standing(state),
        place,
        None if reason is None else Reason(reason),
        substitute_id,
        None if plan is None else Preparation(plan),
        checked_in_at,
        jp,
        None if stood is None else Standing(stood),
        enrolled_on,
        edition,
        version,
        prompt,
    )
