"""Who takes part in a campaign: dealt to an arm, on a version, and owed its steps."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, exists, func, insert, literal, select, update

from bot.db import audiences
from bot.db.base import Db
from bot.db.base import insert as inserting
from bot.db.tables import (
    CampaignRow,
    DeliveryRow,
    EmployeeRow,
    EnrolmentRow,
    ParticipantRow,
    TrainingRow,
    TrainingSessionRow,
)
from bot.domain.audience import Audience
from bot.domain.campaign import Participant
from bot.domain.delivery import Class, Kind, State
from bot.domain.experiment import Assignment

__all__ = [
    "Cohort",
    "Owing",
    "assigned",
    "campaigns_of",
    "carry_over",
    "cohorts",
    "drop",
    "find",
    "join",
    "last_of",
    "newcomers",
    "of_person",
    "owe",
    "put_off",
    "release",
    "take_up",
]

LEFT = (State.SENT, State.UNCERTAIN, State.SENDING, State.BLOCKED, State.REJECTED)
"""How a step stands that was told, or that was tried."""

MANY = 1_000

_PARTICIPANTS = select(
    ParticipantRow.employee_id,
    ParticipantRow.unit_id,
    ParticipantRow.arm,
    ParticipantRow.number,
    ParticipantRow.begins_on,
).where(ParticipantRow.campaign_id == bindparam("campaign"))
_FIND = _PARTICIPANTS.where(ParticipantRow.employee_id == bindparam("employee"))
_OF_PERSON = _PARTICIPANTS.join(EmployeeRow, EmployeeRow.id == ParticipantRow.employee_id).where(
    EmployeeRow.person_id == bindparam("person"), EmployeeRow.active
)


class Cohort(NamedTuple):
    """Those on a version who began on a day."""

    number: int
    begins_on: date


class Owing(NamedTuple):
    """A step for the participants of a cohort who are told something, by its slot.

    It is told to each of them once, whatever the version.
    """

    campaign_id: int
    cohort: Cohort
    slot: str
    due_at: datetime
    expires_at: datetime
    told: Collection[str]


def newcomers(
    db: Db,
    campaign_id: int,
    audience: Audience,
    units: Collection[int] | None,
    training: str | None,
) -> dict[int, int]:
    """Employees of the audience who can be written to and take no part yet, with their units.

    Of a campaign about a training only those who have to do with a session of it.
    """
    takes_part = exists().where(
        ParticipantRow.campaign_id == campaign_id, ParticipantRow.employee_id == EmployeeRow.id
    )
    found = select(EmployeeRow.id, EmployeeRow.unit_id).where(
        audiences.learners(audience, units), EmployeeRow.person_id.is_not(None), ~takes_part
    )
    if training is not None:
        concerned = (
            select(EnrolmentRow.employee_id)
            .join(TrainingSessionRow, TrainingSessionRow.id == EnrolmentRow.session_id)
            .join(TrainingRow, TrainingRow.id == TrainingSessionRow.training_id)
            .where(TrainingRow.code == training)
        )
        found = found.where(EmployeeRow.id.in_(concerned))
    rows = db.execute(found)
    return {employee_id: unit_id for employee_id, unit_id in rows}  # noqa: C416 - Rows are unpacked.


def assigned(db: Db, campaign_id: int) -> list[Assignment]:
    """The arm of everybody who takes part, and the unit by which it was dealt."""
    rows = db.execute(
        select(ParticipantRow.employee_id, ParticipantRow.unit_id, ParticipantRow.arm).where(
            ParticipantRow.campaign_id == campaign_id
        )
    )
    return [Assignment(*row) for row in rows]


def join(db: Db, campaign_id: int, number: int, today: date, found: Iterable[Assignment]) -> None:
    """They take part from today on, on this version."""
    rows = [
        {"campaign_id": campaign_id, "number": number, "joined_on": today, "begins_on": today,
         "employee_id": one.employee_id, "unit_id": one.unit_id, "arm": one.arm}
        for one in found
    ]  # fmt: skip
    for start in range(0, len(rows), MANY):
        db.execute(insert(ParticipantRow), rows[start : start + MANY])


def cohorts(db: Db, campaign_id: int) -> list[Cohort]:
    """On which versions they are, and since when."""
    rows = db.execute(
        select(ParticipantRow.number, ParticipantRow.begins_on)
        .where(ParticipantRow.campaign_id == campaign_id)
        .distinct()
        .order_by(ParticipantRow.number, ParticipantRow.begins_on)
    )
    return [Cohort(number, begins_on) for number, begins_on in rows if begins_on is not None]


def last_of(db: Db, campaign_id: int, after: int, most: int) -> int | None:
    """The last of the next so many participants by their id; None for no more."""
    some = (
        select(ParticipantRow.employee_id)
        .where(ParticipantRow.campaign_id == campaign_id, ParticipantRow.employee_id > after)
        .order_by(ParticipantRow.employee_id)
        .limit(most)
        .subquery()
    )
    found: int | None = db.scalar(select(func.max(some.c.employee_id)))
    return found


def owe(db: Db, owing: Owing, after: int, last: int) -> None:
    """Owe it to those of these participants who can be written to, and were not owed it before."""
    instants = DeliveryRow.due_at.type
    key = f"{Kind.STEP.value}:{owing.campaign_id}:{owing.slot}:"
    values: dict[str, Any] = {
        "person_id": EmployeeRow.person_id,
        "kind": literal(Kind.STEP.value),
        "class": literal(Class.NUDGE.value),
        "due_at": literal(owing.due_at, instants),
        "expires_at": literal(owing.expires_at, instants),
        # Not by the account: whoever links another one has read it.
        "dedupe_key": literal(key).concat(EmployeeRow.id),
        "state": literal(State.PENDING.value),
        "attempts": literal(0),
        "campaign_id": literal(owing.campaign_id),
        "slot": literal(f"{owing.cohort.number}:{owing.slot}"),
    }
    # As another employee than they are now, or on another version.
    told = exists().where(
        DeliveryRow.campaign_id == owing.campaign_id,
        DeliveryRow.person_id == EmployeeRow.person_id,
        DeliveryRow.slot.endswith(f":{owing.slot}"),
    )
    found = (
        select(*values.values())
        .select_from(ParticipantRow)
        .join(EmployeeRow, EmployeeRow.id == ParticipantRow.employee_id)
        .where(
            ParticipantRow.campaign_id == owing.campaign_id,
            ParticipantRow.number == owing.cohort.number,
            ParticipantRow.begins_on == owing.cohort.begins_on,
            ParticipantRow.arm.in_(owing.told),
            ParticipantRow.employee_id > after,
            ParticipantRow.employee_id <= last,
            EmployeeRow.active,
            EmployeeRow.person_id.is_not(None),
            ~told,
        )
    )
    new = inserting(db, DeliveryRow).from_select(list(values), found)
    db.execute(new.on_conflict_do_nothing())


def find(db: Db, campaign_id: int, employee_id: int) -> Participant | None:
    """How an employee takes part, if at all."""
    asked = {"campaign": campaign_id, "employee": employee_id}
    row = db.execute(_FIND, asked).one_or_none()
    return None if row is None else Participant(*row)


def campaigns_of(db: Db, employee_id: int) -> dict[int, str]:
    """The campaigns in which an employee takes part, with their codes."""
    rows = db.execute(
        select(CampaignRow.id, CampaignRow.code)
        .join(ParticipantRow, ParticipantRow.campaign_id == CampaignRow.id)
        .where(ParticipantRow.employee_id == employee_id)
        .order_by(CampaignRow.id)
    )
    return {campaign_id: code for campaign_id, code in rows}  # noqa: C416 - Rows are unpacked.


def of_person(db: Db, campaign_id: int, person_id: int) -> Participant | None:
    """How the employee with this account takes part, if at all."""
    row = db.execute(_OF_PERSON, {"campaign": campaign_id, "person": person_id}).one_or_none()
    return None if row is None else Participant(*row)


def put_off(db: Db, campaign_id: int, by: timedelta) -> None:
    """Whatever is still to come, comes so much later."""
    for cohort in sorted(cohorts(db, campaign_id), key=lambda one: one.begins_on, reverse=True):
        db.execute(
            update(ParticipantRow)
            .where(
                ParticipantRow.campaign_id == campaign_id,
                ParticipantRow.number == cohort.number,
                ParticipantRow.begins_on == cohort.begins_on,
            )
            .values(begins_on=cohort.begins_on + by)
        )


def carry_over(db: Db, before: int, after: int) -> None:
    """Somebody is another employee from now on: what they take part in, they go on with."""
    mine = select(ParticipantRow.campaign_id).where(ParticipantRow.employee_id == after)
    db.execute(
        update(ParticipantRow)
        .where(ParticipantRow.employee_id == before, ParticipantRow.campaign_id.not_in(mine))
        .values(employee_id=after)
    )


def release(db: Db, employee_id: int) -> None:
    """Tell an employee nothing more in any campaign; they stay in their arm."""
    db.execute(
        update(ParticipantRow)
        .where(ParticipantRow.employee_id == employee_id)
        .values(begins_on=None)
    )


def take_up(db: Db, campaign_id: int, number: int) -> int:
    """Whom nothing has been told yet goes to this version; how many that are.

    Who is in the middle keeps theirs.
    """
    begun = (
        select(literal(1))
        .select_from(DeliveryRow)
        .join(EmployeeRow, EmployeeRow.person_id == DeliveryRow.person_id)
        .where(
            DeliveryRow.campaign_id == campaign_id,
            DeliveryRow.state.in_([state.value for state in LEFT]),
            EmployeeRow.id == ParticipantRow.employee_id,
        )
        .exists()
    )
    return db.execute(
        update(ParticipantRow)
        .where(ParticipantRow.campaign_id == campaign_id, ~begun)
        .values(number=number)
    ).rowcount


def drop(db: Db, campaign_id: int) -> None:
    """Owe nobody what is pending of a campaign; it can be owed anew."""
    db.execute(
        delete(DeliveryRow).where(
            DeliveryRow.campaign_id == campaign_id,
            DeliveryRow.kind == Kind.STEP.value,
            DeliveryRow.state == State.PENDING.value,
        )
    )
