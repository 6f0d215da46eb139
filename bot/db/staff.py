"""Employees as learners: who they are, their colleagues, and whom to ask about a unit."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute

from bot.db.base import Db
from bot.db.tables import EmployeeRow, PersonRow, ServiceUnitRow
from bot.domain.follow_up import Unreachable
from bot.domain.learning import Learner
from bot.domain.people import Duties

__all__ = [
    "answering",
    "by_person",
    "colleagues",
    "contacts",
    "duties",
    "find",
    "heads",
    "led",
    "name",
    "names",
    "of_units",
    "unreachable",
]

_learner: list[Any] = [
    EmployeeRow.id,
    EmployeeRow.person_id,
    EmployeeRow.name,
    EmployeeRow.unit_id,
    EmployeeRow.status,
]


def by_person(db: Db, person_id: int) -> Learner | None:
    """None for somebody who is no employee, or none any more."""
    return _one(db, select(*_learner).where(EmployeeRow.person_id == person_id))


def find(db: Db, employee_id: int) -> Learner | None:
    """None for somebody who has left."""
    return _one(db, select(*_learner).where(EmployeeRow.id == employee_id))


def name(db: Db, employee_id: int) -> str | None:
    """What an employee is called, also of somebody who has left."""
    return db.scalar(select(EmployeeRow.name).where(EmployeeRow.id == employee_id))


def names(db: Db, ids: Collection[int]) -> dict[int, str]:
    """As `name`, of several."""
    rows = db.execute(select(EmployeeRow.id, EmployeeRow.name).where(EmployeeRow.id.in_(ids)))
    return {employee_id: name for employee_id, name in rows}  # noqa: C416 - Rows are unpacked.


def of_units(db: Db, unit_ids: Collection[int]) -> list[Learner]:
    """Those who work in these units, by name."""
    found = select(*_learner).where(EmployeeRow.unit_id.in_(unit_ids), EmployeeRow.active)
    return [Learner(*row) for row in db.execute(found.order_by(EmployeeRow.name, EmployeeRow.id))]


def colleagues(db: Db, learner: Learner) -> list[Learner]:
    """The others of the same unit who can be written to, by name."""
    found = select(*_learner).where(
        EmployeeRow.unit_id == learner.unit_id,
        EmployeeRow.id != learner.id,
        EmployeeRow.person_id.is_not(None),
        EmployeeRow.active,
    )
    return [Learner(*row) for row in db.execute(found.order_by(EmployeeRow.name, EmployeeRow.id))]


def contacts(db: Db) -> dict[int, int]:
    """Whom to ask about the people of each unit: that of the unit itself, or of the next above.

    Persons by unit; a unit is missing where nobody is named who can be written to.
    """
    return _nearest_of(db, ServiceUnitRow.contact_nip)


def heads(db: Db) -> dict[int, int]:
    """As `contacts`, who leads each unit."""
    return _nearest_of(db, ServiceUnitRow.head_nip)


def answering(db: Db) -> dict[int, int]:
    """As `contacts`, who answers citizens for each unit: who leads it, or else its contact; not
    those who blocked the bot."""
    gone = set(db.scalars(select(PersonRow.id).where(PersonRow.blocked)))
    return {
        unit_id: who
        for named in (contacts(db), heads(db))
        for unit_id, who in named.items()
        if who not in gone
    }


def led(db: Db) -> set[int]:
    """The units that have somebody of their own who leads them and can be written to."""
    return set(_named(db, ServiceUnitRow.head_nip)[1])


def unreachable(db: Db) -> dict[int, Unreachable]:
    """The units that nobody leads who can be written to, in themselves or above, and why."""
    parents, named = _named(db, ServiceUnitRow.head_nip)
    rows = db.scalars(select(ServiceUnitRow.id).where(ServiceUnitRow.head_nip.is_not(None)))
    meant = dict.fromkeys(rows, 0)
    blocked = set(
        db.scalars(select(PersonRow.id).where(PersonRow.id.in_(named.values()), PersonRow.blocked))
    )
    found: dict[int, Unreachable] = {}
    for unit_id in parents:
        head = _nearest(unit_id, parents, named)
        if head in blocked:
            found[unit_id] = Unreachable.BLOCKED
        elif head is None:
            unlinked = _nearest(unit_id, parents, meant) is not None
            found[unit_id] = Unreachable.UNLINKED if unlinked else Unreachable.NO_HEAD
    return found


def duties(db: Db, person_id: int) -> Duties:
    """What somebody has at units, of their own or of others that name nobody."""
    leads, asked = (
        select(ServiceUnitRow.id)
        .join(EmployeeRow, EmployeeRow.nip == nip)
        .where(EmployeeRow.person_id == person_id, EmployeeRow.active, ServiceUnitRow.active)
        .exists()
        for nip in (ServiceUnitRow.head_nip, ServiceUnitRow.contact_nip)
    )
    is_head, is_contact = db.execute(select(leads, asked)).one()
    return Duties(leads=is_head, answers=is_head or is_contact)


def _nearest_of(db: Db, nip: InstrumentedAttribute[str | None]) -> dict[int, int]:
    parents, named = _named(db, nip)
    found = {unit_id: _nearest(unit_id, parents, named) for unit_id in parents}
    return {unit_id: person for unit_id, person in found.items() if person is not None}


def _named(
    db: Db, nip: InstrumentedAttribute[str | None]
) -> tuple[dict[int, int | None], dict[int, int]]:
    """What is above each unit, and the persons whom units name with this number."""
    parents: dict[int, int | None] = {}
    named: dict[int, int] = {}
    rows = db.execute(
        select(ServiceUnitRow.id, ServiceUnitRow.parent_id, EmployeeRow.person_id).outerjoin(
            EmployeeRow, (EmployeeRow.nip == nip) & EmployeeRow.active
        )
    )
    for unit_id, parent_id, person_id in rows:
        parents[unit_id] = parent_id
        if person_id is not None:
            named[unit_id] = person_id
    return parents, named


def _nearest(
    unit_id: int | None, parents: dict[int, int | None], named: dict[int, int]
) -> int | None:
    while unit_id is not None and unit_id not in named:
        unit_id = parents.get(unit_id)
    return None if unit_id is None else named[unit_id]


def _one(db: Db, query: Select[Any]) -> Learner | None:
    row = db.execute(query.where(EmployeeRow.active)).one_or_none()
    return None if row is None else Learner(*row)
