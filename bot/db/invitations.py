"""Invitation codes, kept as marks only; one that was used or revoked is not there any more."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, func, select

from bot.db.base import Db, insert
from bot.db.tables import EmployeeRow, InvitationRow, ServiceUnitRow
from bot.domain.invitation import Holder, Invitable, Linked
from bot.domain.privacy import masked_nip

__all__ = [
    "forget_before",
    "holders",
    "invitable",
    "linked",
    "meant",
    "put",
    "revoke",
    "revoke_one",
    "standing",
    "use",
]

Units = Collection[int]


def invitable(db: Db, units: Units, most: int) -> list[tuple[int, str, str, str]]:
    """Id, name, number and unit of those who have not linked an account; at most so many."""
    rows = db.execute(
        select(EmployeeRow.id, EmployeeRow.name, EmployeeRow.nip, ServiceUnitRow.name)
        .join(ServiceUnitRow, ServiceUnitRow.id == EmployeeRow.unit_id)
        .where(EmployeeRow.active, EmployeeRow.person_id.is_(None), EmployeeRow.unit_id.in_(units))
        .order_by(ServiceUnitRow.place, EmployeeRow.name, EmployeeRow.id)
        .limit(most)
    )
    return [(id_, name, nip or "", unit) for id_, name, nip, unit in rows]


def put(db: Db, marks: Mapping[int, bytes], expires_at: datetime) -> None:
    """Invite these employees; the codes they had before are worth nothing any more."""
    if not marks:
        return
    new = insert(db, InvitationRow)
    rows = [
        {"employee_id": one, "mark": mark, "expires_at": expires_at} for one, mark in marks.items()
    ]
    db.execute(
        new.on_conflict_do_update(
            index_elements=["employee_id"],
            set_={"mark": new.excluded.mark, "expires_at": new.excluded.expires_at},
        ),
        rows,
    )


def meant(db: Db, mark: bytes, now: datetime) -> int | None:
    """The employee whom a code is for; None for one that is worth nothing."""
    found: int | None = db.scalar(
        select(InvitationRow.employee_id)
        .join(EmployeeRow, EmployeeRow.id == InvitationRow.employee_id)
        .where(InvitationRow.mark == mark, InvitationRow.expires_at > now, EmployeeRow.active)
    )
    return found


def use(db: Db, mark: bytes) -> bool:
    """Take a code out; whether this was the first to do so."""
    gone = delete(InvitationRow).where(InvitationRow.mark == mark)
    return db.scalar(gone.returning(InvitationRow.employee_id)) is not None


def revoke(db: Db, units: Units) -> int:
    """The codes of these units are worth nothing any more; how many there were."""
    there = select(EmployeeRow.id).where(EmployeeRow.unit_id.in_(units))
    gone = delete(InvitationRow).where(InvitationRow.employee_id.in_(there))
    return len(db.scalars(gone.returning(InvitationRow.employee_id)).all())


def holders(db: Db, units: Units, now: datetime) -> list[Holder]:
    """Those of these units whose codes are valid, by name."""
    rows = db.execute(
        select(EmployeeRow.id, EmployeeRow.name, EmployeeRow.nip)
        .join(InvitationRow, InvitationRow.employee_id == EmployeeRow.id)
        .where(InvitationRow.expires_at > now, EmployeeRow.active, EmployeeRow.unit_id.in_(units))
        .order_by(EmployeeRow.name, EmployeeRow.id)
    )
    return [Holder(id_, name, masked_nip(nip or "")) for id_, name, nip in rows]


def linked(db: Db, units: Units) -> list[Linked]:
    """Those of these units who have linked an account, by name."""
    rows = db.execute(
        select(EmployeeRow.id, EmployeeRow.name, EmployeeRow.nip, EmployeeRow.person_id)
        .where(
            EmployeeRow.person_id.is_not(None), EmployeeRow.active, EmployeeRow.unit_id.in_(units)
        )
        .order_by(EmployeeRow.name, EmployeeRow.id)
    )
    return [
        Linked(id_, name, masked_nip(nip or ""), person_id or 0)
        for id_, name, nip, person_id in rows
    ]


def revoke_one(db: Db, employee_id: int) -> bool:
    """The code of this employee is worth nothing any more; whether there was one."""
    gone = delete(InvitationRow).where(InvitationRow.employee_id == employee_id)
    return db.scalar(gone.returning(InvitationRow.employee_id)) is not None


def standing(db: Db, unit_id: int, title: str, units: Units, now: datetime) -> Invitable:
    """How many there are, have linked an account, or may do so with a code."""
    valid = (InvitationRow.employee_id == EmployeeRow.id) & (InvitationRow.expires_at > now)
    counts = db.execute(
        select(
            func.count(),
            func.count(EmployeeRow.person_id),
            func.count(InvitationRow.employee_id),
        )
        .select_from(EmployeeRow)
        .outerjoin(InvitationRow, valid)
        .where(EmployeeRow.active, EmployeeRow.unit_id.in_(units))
    ).one()
    return Invitable(unit_id, title, *counts)


def forget_before(db: Db, instant: datetime) -> None:
    """Drop what is expired."""
    db.execute(delete(InvitationRow).where(InvitationRow.expires_at <= instant))
