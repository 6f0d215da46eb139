"""Employees as lists for the office have them: those of a session, and their JP of a year."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select

from bot.db.base import Db
from bot.db.tables import EmployeeRow, EnrolmentRow, LearningRow, ServiceUnitRow
from bot.domain.learning import Credit, Targets
from bot.domain.register import Earner, Participant
from bot.domain.standing import Standing

__all__ = ["earners", "participants"]


def participants(
    db: Db, session_id: int, standings: Collection[Standing]
) -> tuple[Participant, ...]:
    """Those who stand so to a session, by name; whoever has left is missing."""
    rows = db.execute(
        select(
            EmployeeRow.name,
            EmployeeRow.nip,
            EmployeeRow.grade,
            EmployeeRow.position,
            ServiceUnitRow.name,
        )
        .join(EnrolmentRow, EnrolmentRow.employee_id == EmployeeRow.id)
        .join(ServiceUnitRow, ServiceUnitRow.id == EmployeeRow.unit_id)
        .where(
            EnrolmentRow.session_id == session_id,
            EnrolmentRow.state.in_([one.value for one in standings]),
            EmployeeRow.active,
        )
        .order_by(EmployeeRow.name, EmployeeRow.id)
    )
    return tuple(Participant(*(cell or "" for cell in row)) for row in rows)


def earners(db: Db, year: int, units: Collection[int] | None, targets: Targets) -> list[Earner]:
    """The employees of these units (None: of all), by name, with what counts in that year."""
    meant: list[Any] = [EmployeeRow.active]
    if units is not None:
        meant.append(EmployeeRow.unit_id.in_(units))
    learned: dict[int, dict[str, int]] = {}
    sums = db.execute(
        select(LearningRow.employee_id, LearningRow.kind, func.sum(LearningRow.jp))
        .join(EmployeeRow, EmployeeRow.id == LearningRow.employee_id)
        .where(LearningRow.year == year, LearningRow.state == Credit.APPROVED.value, *meant)
        .group_by(LearningRow.employee_id, LearningRow.kind)
    )
    for employee_id, kind, jp in sums:
        learned.setdefault(employee_id, {})[kind] = int(jp)
    rows = db.execute(
        select(
            EmployeeRow.id,
            EmployeeRow.nip,
            EmployeeRow.name,
            EmployeeRow.unit_id,
            EmployeeRow.status,
        )
        .where(*meant)
        .order_by(EmployeeRow.name, EmployeeRow.id)
    )
    return [
        Earner(nip or "", name, unit_id, status or "", targets.of(status), learned.get(one, {}))
        for one, nip, name, unit_id, status in rows
    ]
