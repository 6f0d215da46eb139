"""Whom a broadcast is for, counted and frozen: `domain.audience.matches` as SQL."""

import json
from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    Integer,
    ScalarSelect,
    Select,
    String,
    and_,
    cast,
    exists,
    false,
    func,
    insert,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased
from sqlalchemy.sql.elements import ColumnElement

from bot.db import learning, tallies
from bot.db.base import Db, listed
from bot.db.tables import (
    DeliveryRow,
    EmployeeRow,
    EnrolmentRow,
    MembersRow,
    MuteRow,
    PersonRow,
    SubscriptionRow,
)
from bot.domain.audience import Attending, Audience, Short, Topic, Who
from bot.domain.delivery import LONGEST_BUDGET, Class, Kind, State
from bot.domain.employee import RankGroup, Status, grades
from bot.domain.learning import Targets
from bot.domain.rehearsal import Group
from bot.domain.standing import Turnout, standings

__all__ = [
    "Scope",
    "freeze",
    "groups",
    "includes",
    "learners",
    "read",
    "somebody",
    "written",
]

COUNTED = (State.SENT, State.UNCERTAIN, State.SENDING, State.PENDING)
"""What uses up a budget, or will: also a message that was deleted for all, which was heard."""

SLICE = 10_000
"""So many members stand in a row."""

Units = Collection[int] | None
"""The ids of the units that count; None for all of them."""


class Scope(NamedTuple):
    """Whom a broadcast is for: an audience, with the units that count; or, with `of_id`, those
    who have a message of that broadcast which arrived since then."""

    audience: Audience
    units: Units
    of_id: int | None = None
    since: datetime | None = None


def written(audience: Audience) -> str:
    """The rule as it is kept."""
    short, named, attending = audience.short, audience.named, audience.attending
    return json.dumps(
        [
            audience.who.value,
            audience.unit_id,
            audience.language,
            audience.status,
            audience.rank,
            short and [short.year, short.targets.pns, short.targets.pppk],
            None if named is None else sorted(named),
            attending and [attending.session_id, "".join(attending.turnouts), attending.title],
        ]
    )


def read(kept: str) -> Audience:
    """The rule that was kept so, also when there was less to say."""
    who, unit_id, language, *more = json.loads(kept)
    status, rank, short, named, attending = [*more, *[None] * 5][:5]
    return Audience(
        Who(who),
        unit_id,
        language,
        status and Status(status),
        rank and RankGroup(rank),
        short and Short(short[0], Targets(*short[1:])),
        None if named is None else frozenset(named),
        attending and Attending(attending[0], tuple(map(Turnout, attending[1])), attending[2]),
    )


def groups(db: Db, scope: Scope, at: datetime, most: int | None = None) -> list[Group]:
    """These people, or so many of them, by what a rehearsal for that instant tells of them."""
    # To the minute: there are too many instants to tell them apart.
    minute = func.substr(cast(_last(at), String), 1, len("2026-11-24 00:00")).label("minute")
    employed = EmployeeRow.id.is_not(None)
    person = _of(scope, PersonRow.language, PersonRow.blocked, employed, EmployeeRow.zone, minute)
    kinds: list[Any] = [*person.limit(most).subquery().c]
    found: Select[Any] = select(*kinds, func.count()).group_by(*kinds)
    rows: Iterable[Any] = db.execute(found)
    return [
        Group(language, blocked, employed, zone, _end_of(last), people)
        for language, blocked, employed, zone, last, people in rows
    ]


def somebody(db: Db, scope: Scope, language: str | None = None) -> int | None:
    """The id of one of them, who reads this language (None: any); None where there is nobody."""
    found = _of(scope, PersonRow.id).limit(1)
    if language is not None:
        found = found.where(PersonRow.language == language)
    found_id: int | None = db.scalar(found)
    return found_id


def learners(audience: Audience, units: Units) -> ColumnElement[bool]:
    """Whether an employee belongs to the audience: `domain.audience.includes` as SQL."""
    if audience.who is Who.CITIZENS:
        return false()
    return and_(EmployeeRow.active, *_suits(audience, units))


def includes(db: Db, audience: Audience, units: Units, employee_id: int) -> bool:
    """Whether this employee belongs to the audience."""
    found = select(exists().where(EmployeeRow.id == employee_id, learners(audience, units)))
    return bool(db.scalar(found))


def freeze(db: Db, broadcast_id: int, scope: Scope) -> int:
    """Note who they are now, so many in a row; how many there are."""
    place = func.row_number(type_=Integer).over(order_by=PersonRow.id)
    member = _of(scope, PersonRow.id, ((place - 1) // SLICE).label("slice")).subquery()
    values = {
        "broadcast_id": literal(broadcast_id),
        "last_id": func.max(member.c.id),
        "size": func.count(),
        "ids": listed(db.dialect.name, member.c.id),
    }
    found = select(*values.values()).group_by(member.c.slice)
    db.execute(insert(MembersRow).from_select(list(values), found))
    return tallies.size(db, broadcast_id)


def _of(scope: Scope, *columns: Any) -> Select[Any]:
    if scope.of_id is None:
        return _people(scope.audience, scope.units, *columns)
    return (
        select(*columns)
        .select_from(DeliveryRow)
        .join(PersonRow, PersonRow.id == DeliveryRow.person_id)
        .outerjoin(EmployeeRow, EmployeeRow.person_id == PersonRow.id)
        .where(
            DeliveryRow.broadcast_id == scope.of_id,
            DeliveryRow.state == State.SENT.value,
            DeliveryRow.message_id.is_not(None),
            DeliveryRow.settled_at > scope.since,
        )
    )


def _last(at: datetime) -> ScalarSelect[Any]:
    """When a broadcast last left for a person, or will before that instant."""
    left = aliased(DeliveryRow)
    last = select(func.max(func.coalesce(left.settled_at, left.due_at)))
    counted = last.where(_counted(left, at), left.person_id == PersonRow.id)
    return counted.correlate(PersonRow).scalar_subquery()


def _counted(left: type[DeliveryRow], at: datetime) -> ColumnElement[bool]:
    since = at - LONGEST_BUDGET
    return and_(
        left.class_ == Class.BROADCAST.value,
        left.kind == Kind.MESSAGE.value,
        left.state.in_([state.value for state in COUNTED]),
        left.due_at <= at,
        func.coalesce(left.settled_at, left.due_at) > since,
    )


def _end_of(minute: str | None) -> datetime | None:
    if minute is None:
        return None
    return datetime.fromisoformat(minute).replace(tzinfo=UTC) + timedelta(minutes=1)


def _people(audience: Audience, units: Units, *columns: Any) -> Select[Any]:
    muted = exists().where(MuteRow.person_id == PersonRow.id, MuteRow.topic == Topic.NEWS.value)
    found = (
        select(*columns)
        .select_from(PersonRow)
        .outerjoin(EmployeeRow, and_(EmployeeRow.person_id == PersonRow.id, EmployeeRow.active))
        .where(~muted, _included(audience, units))
    )
    if audience.language is None:
        return found
    return found.where(PersonRow.language == audience.language)


def _included(audience: Audience, units: Units) -> ColumnElement[bool]:
    employee = and_(EmployeeRow.id.is_not(None), *_suits(audience, units))
    if audience.of_employees:
        return false() if audience.who is Who.CITIZENS else employee
    follows = exists().where(SubscriptionRow.person_id == PersonRow.id)
    asked: ColumnElement[bool] = or_(PersonRow.news, follows)
    if units is not None:
        asked = follows.where(SubscriptionRow.unit_id.in_(units))
    citizen = and_(EmployeeRow.id.is_(None), asked)
    return citizen if audience.who is Who.CITIZENS else or_(employee, citizen)


def _suits(audience: Audience, units: Units) -> list[ColumnElement[bool]]:
    """What is asked of an employee."""
    asked: list[ColumnElement[bool]] = []
    if units is not None:
        asked.append(EmployeeRow.unit_id.in_(units))
    if audience.status is not None:
        asked.append(EmployeeRow.status == audience.status.value)
    if audience.rank is not None:
        asked.append(EmployeeRow.grade.in_(grades(audience.rank)))
    if audience.short is not None:
        jp = learning.jp_of(audience.short.year)
        asked.append(jp < learning.target(audience.short.targets))
    if audience.named is not None:
        asked.append(EmployeeRow.id.in_(audience.named))
    if audience.attending is not None:
        asked.append(_attends(audience.attending))
    return asked


def _attends(meant: Attending) -> ColumnElement[bool]:
    return exists().where(
        EnrolmentRow.session_id == meant.session_id,
        EnrolmentRow.employee_id == EmployeeRow.id,
        EnrolmentRow.state.in_([one.value for one in standings(meant.turnouts)]),
    )
