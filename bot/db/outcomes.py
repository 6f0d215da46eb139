"""What the participants of a campaign did while it lasted, and what was owed and sent to them."""

from collections import Counter
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, exists, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from bot.db.base import Db
from bot.db.tables import (
    DeliveryRow,
    EmployeeRow,
    EnrolmentRow,
    LearningRow,
    ParticipantRow,
    TrainingRow,
    TrainingSessionRow,
)
from bot.domain.delivery import State
from bot.domain.findings import Exposure
from bot.domain.learning import Credit
from bot.domain.standing import Standing
from bot.domain.time import local_day

__all__ = ["attended", "exposures", "jp", "reached", "registered"]

TOLD = (State.SENT.value, State.UNCERTAIN.value)
"""What Telegram took, or may have taken."""


def registered(db: Db, campaign_id: int, until: date, training: str | None = None) -> set[int]:
    """Who has registered for a session (of this training) since they joined, until that day,
    whatever came of it; also who was at one."""
    rows = db.scalars(
        select(ParticipantRow.employee_id)
        .join(EnrolmentRow, EnrolmentRow.employee_id == ParticipantRow.employee_id)
        .where(
            ParticipantRow.campaign_id == campaign_id,
            EnrolmentRow.enrolled_on >= ParticipantRow.joined_on,
            EnrolmentRow.enrolled_on <= until,
            _of(training, EnrolmentRow.session_id),
        )
        .distinct()
    )
    return set(rows) | attended(db, campaign_id, until, training)


def attended(db: Db, campaign_id: int, until: date, training: str | None = None) -> set[int]:
    """Who was at a session (of this training) that began since they joined, until that day."""
    rows = db.execute(
        select(
            ParticipantRow.employee_id,
            ParticipantRow.joined_on,
            TrainingSessionRow.starts_at,
            TrainingSessionRow.zone,
        )
        .join(EnrolmentRow, EnrolmentRow.employee_id == ParticipantRow.employee_id)
        .join(TrainingSessionRow, TrainingSessionRow.id == EnrolmentRow.session_id)
        .where(
            ParticipantRow.campaign_id == campaign_id,
            EnrolmentRow.state == Standing.ATTENDED.value,
            _of(training, EnrolmentRow.session_id),
        )
    )
    day = cache(lambda starts_at, zone: local_day(starts_at, ZoneInfo(zone)))
    return {
        employee_id
        for employee_id, joined_on, starts_at, zone in rows
        if joined_on <= day(starts_at, zone) <= until
    }


def jp(db: Db, campaign_id: int, until: date) -> dict[int, int]:
    """The JP that count of who learned something since they joined, until that day."""
    rows = db.execute(
        select(ParticipantRow.employee_id, func.sum(LearningRow.jp))
        .join(LearningRow, LearningRow.employee_id == ParticipantRow.employee_id)
        .where(
            ParticipantRow.campaign_id == campaign_id,
            LearningRow.state == Credit.APPROVED.value,
            LearningRow.day >= ParticipantRow.joined_on,
            LearningRow.day <= until,
        )
        .group_by(ParticipantRow.employee_id)
    )
    return {employee_id: int(total) for employee_id, total in rows}


def reached(db: Db, campaign_id: int) -> Counter[str]:
    """How many people of each arm a message of it was sent to, whose account it still is."""
    told = exists().where(
        DeliveryRow.campaign_id == campaign_id,
        DeliveryRow.person_id == EmployeeRow.person_id,
        DeliveryRow.state.in_(TOLD),
    )
    rows = db.execute(
        select(ParticipantRow.arm, func.count())
        .join(EmployeeRow, EmployeeRow.id == ParticipantRow.employee_id)
        .where(ParticipantRow.campaign_id == campaign_id, told)
        .group_by(ParticipantRow.arm)
    )
    return Counter({arm: n for arm, n in rows})  # noqa: C416 - Rows are unpacked.


def exposures(db: Db, campaign_id: int) -> dict[str, Exposure]:
    """What was owed and sent, by slot, whatever the version."""
    sent = func.sum(case((DeliveryRow.state.in_(TOLD), 1), else_=0))
    found_with = (
        select(DeliveryRow.slot, func.count(), sent)
        .where(DeliveryRow.campaign_id == campaign_id)
        .group_by(DeliveryRow.slot)
    )
    found: dict[str, Exposure] = {}
    for numbered, owed, told in db.execute(found_with):
        slot = (numbered or "").rpartition(":")[2]
        before = found.get(slot, Exposure(0, 0))
        found[slot] = Exposure(before.owed + owed, before.sent + int(told))
    return found


def _of(
    training: str | None,
    session_id: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
) -> ColumnElement[bool]:
    """Whether a session is of this training; None: of any."""
    if training is None:
        return true()
    sessions = (
        select(TrainingSessionRow.id)
        .join(TrainingRow, TrainingRow.id == TrainingSessionRow.training_id)
        .where(TrainingRow.code == training)
    )
    return session_id.in_(sessions)
