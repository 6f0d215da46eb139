"""Whom an audience includes, counted and frozen: `domain.audience.matches` as SQL."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, exists, false, func, literal, or_, select
from sqlalchemy.sql.elements import ColumnElement

from bot.db import learning
from bot.db.base import Db, insert
from bot.db.tables import (
    DeliveryRow,
    EmployeeRow,
    MemberRow,
    MuteRow,
    PersonRow,
    SubscriptionRow,
)
from bot.domain.audience import Audience, Short, Topic, Who
from bot.domain.delivery import Class, Kind, State
from bot.domain.employee import RankGroup, Status, grades
from bot.domain.learning import Targets

__all__ = [
    "Group",
    "freeze",
    "freeze_reached",
    "groups",
    "includes",
    "learners",
    "over_budget",
    "read",
    "somebody",
    "written",
]

Units = Collection[int] | None
"""The ids of the units that count; None for all of them."""


class Group(NamedTuple):
    """So many people of an audience who have all of this in common; a zone of None is the
    office's."""

    language: str
    blocked: bool
    zone: str | None
    people: int


def written(audience: Audience) -> str:
    """The rule as it is kept."""
    short, named = audience.short, audience.named
    return json.dumps(
        [
            audience.who.value,
            audience.unit_id,
            audience.language,
            audience.status,
            audience.rank,
            short and [short.year, short.targets.pns, short.targets.pppk],
            None if named is None else sorted(named),
        ]
    )


def read(kept: str) -> Audience:
    """The rule that was kept so, also when there was less to say."""
    who, unit_id, language, *more = json.loads(kept)
    status, rank, short, named = more or (None, None, None, None)
    return Audience(
        Who(who),
        unit_id,
        language,
        status and Status(status),
        rank and RankGroup(rank),
        short and Short(short[0], Targets(*short[1:])),
        None if named is None else frozenset(named),
    )


def groups(db: Db, audience: Audience, units: Units) -> list[Group]:
    """The people of an audience, by what a rehearsal tells of them."""
    kinds = (PersonRow.language, PersonRow.blocked, EmployeeRow.zone)
    rows = db.execute(_people(audience, units, *kinds, func.count()).group_by(*kinds))
    return [Group(*row) for row in rows]


def somebody(db: Db, audience: Audience, units: Units) -> int | None:
    """The id of one of an audience; None where nobody belongs to it."""
    found: int | None = db.scalar(_people(audience, units, PersonRow.id).limit(1))
    return found


def over_budget(db: Db, audience: Audience, units: Units, since: datetime, kind: Who) -> int:
    """How many employees, or citizens, of an audience got a broadcast since then."""
    got = exists().where(
        DeliveryRow.person_id == PersonRow.id,
        DeliveryRow.class_ == Class.BROADCAST.value,
        DeliveryRow.kind == Kind.MESSAGE.value,
        DeliveryRow.state == State.SENT.value,
        DeliveryRow.settled_at > since,
    )
    own = EmployeeRow.id.is_not(None) if kind is Who.EMPLOYEES else EmployeeRow.id.is_(None)
    return db.scalar(_people(audience, units, func.count()).where(got, own)) or 0


def freeze(db: Db, broadcast_id: int, audience: Audience, units: Units) -> int:
    """Note who belongs to the audience now; how many there are."""
    found = _people(audience, units, literal(broadcast_id), PersonRow.id)
    return _keep(db, broadcast_id, found)


def freeze_reached(db: Db, broadcast_id: int, of_id: int, since: datetime) -> int:
    """Note who has a message of another broadcast that arrived since then; how many there are."""
    return _keep(
        db,
        broadcast_id,
        select(literal(broadcast_id), DeliveryRow.person_id).where(
            DeliveryRow.broadcast_id == of_id,
            DeliveryRow.state == State.SENT.value,
            DeliveryRow.message_id.is_not(None),
            DeliveryRow.settled_at > since,
        ),
    )


def learners(audience: Audience, units: Units) -> ColumnElement[bool]:
    """Whether an employee belongs to the audience: `domain.audience.includes` as SQL."""
    if audience.who is Who.CITIZENS:
        return false()
    return and_(EmployeeRow.active, *_suits(audience, units))


def includes(db: Db, audience: Audience, units: Units, employee_id: int) -> bool:
    """Whether this employee belongs to the audience."""
    found = select(exists().where(EmployeeRow.id == employee_id, learners(audience, units)))
    return bool(db.scalar(found))


def _keep(db: Db, broadcast_id: int, found: Select[int, int]) -> int:
    db.execute(insert(db, MemberRow).from_select(["broadcast_id", "person_id"], found))
    # PostgreSQL does not tell how many rows came of a SELECT.
    kept = select(func.count()).where(MemberRow.broadcast_id == broadcast_id)
    return db.scalar(kept) or 0


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
    return asked
