"""Employees as the roster has them; who among the people they are is in `people`."""

import json
from collections.abc import Collection, Iterable
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    Executable,
    String,
    bindparam,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.sql.elements import ColumnElement

from bot.db import units
from bot.db.base import Db, Id, insert_for
from bot.db.tables import EmployeeRow, InvitationRow
from bot.domain.employee import Employed, RosterLine
from bot.domain.people import Profile
from bot.domain.privacy import masked_nip

__all__ = ["id_of", "ids", "link", "on_roster", "profile", "replace_roster"]

TEXTS = ("nip", "name", "status", "grade", "position")


def on_roster(db: Db) -> dict[str, Employed]:
    """Everybody who has a number, by it; who left too."""
    rows = db.execute(
        select(
            EmployeeRow.nip,
            EmployeeRow.name,
            EmployeeRow.unit_id,
            EmployeeRow.status,
            EmployeeRow.grade,
            EmployeeRow.position,
            EmployeeRow.active,
        ).where(EmployeeRow.nip.is_not(None))
    )
    return {
        nip: Employed(name, unit_id, status, grade, position, active)
        for nip, name, unit_id, status, grade, position, active in rows
        if nip is not None
    }


def profile(db: Db, *, employee_id: int | None = None, person_id: int = 0) -> Profile | None:
    """What is stored of an employee, found by id or by the account; None where there is none."""
    one = (
        EmployeeRow.person_id == person_id
        if employee_id is None
        else EmployeeRow.id == employee_id
    )
    row = db.execute(
        select(
            EmployeeRow.name,
            EmployeeRow.nip,
            EmployeeRow.unit_id,
            EmployeeRow.status,
            EmployeeRow.grade,
            EmployeeRow.position,
            EmployeeRow.consented_on,
        ).where(one, EmployeeRow.active)
    ).one_or_none()
    if row is None:
        return None
    name, nip, unit_id, status, grade, position, day = row
    unit = units.place(db, unit_id).title
    return Profile(name, masked_nip(nip or ""), unit, status, grade, position, day)


def id_of(db: Db, nip: str) -> int:
    """The employee with this number."""
    return db.execute(select(EmployeeRow.id).where(EmployeeRow.nip == nip)).scalar_one()


def ids(db: Db, nips: Collection[str]) -> dict[str, int]:
    """Those of these numbers who are on the roster now, by number."""
    there = select(EmployeeRow.nip, EmployeeRow.id).where(
        EmployeeRow.active, EmployeeRow.nip.in_(nips)
    )
    return {nip: id_ for nip, id_ in db.execute(there) if nip is not None}


def link(db: Db, employee_id: int, person_id: int, text: str, day: date) -> None:
    """From now on this account is this employee, who consented to this text."""
    db.execute(
        update(EmployeeRow)
        .where(EmployeeRow.id == employee_id)
        .values(person_id=person_id, consent_text=text, consented_on=day)
    )


def replace_roster(db: Db, lines: Iterable[RosterLine]) -> None:
    """Everybody as these lines say; who is not among them leaves, and loses the invitation."""
    rows = [
        {
            "nip": line.nip,
            "name": line.name,
            "unit": line.unit_id,
            "status": line.status.value,
            "grade": line.grade or None,
            "position": line.position or None,
        }
        for line in lines
    ]
    given = {"rows": json.dumps(rows)}
    db.execute(_put(db.dialect.name), given)
    db.execute(_leave(db.dialect.name), given)
    gone = select(EmployeeRow.id).where(~EmployeeRow.active)
    db.execute(delete(InvitationRow).where(InvitationRow.employee_id.in_(gone)))


@cache
def _put(dialect: str) -> Executable:
    """Adds whoever is new, and touches only those of whom something changed."""
    rows = _rows(dialect)
    given: dict[str, ColumnElement[Any]] = {key: _value(rows, key) for key in TEXTS}
    given["unit_id"] = cast(_value(rows, "unit"), Id)
    given["active"] = true()
    # The condition is for SQLite, which would else take what follows for a part of the join.
    found = select(*given.values()).select_from(rows).where(true())
    new = insert_for(dialect, EmployeeRow).from_select(list(given), found)
    after = {key: new.excluded[key] for key in given if key != "nip"}
    differs = or_(
        *(getattr(EmployeeRow, key).is_distinct_from(value) for key, value in after.items())
    )
    return new.on_conflict_do_update(index_elements=["nip"], set_=after, where=differs)


@cache
def _leave(dialect: str) -> Executable:
    """Whoever has a number that is not among the lines is not active any more."""
    rows = _rows(dialect)
    listed = select(_value(rows, "nip")).select_from(rows)
    return (
        update(EmployeeRow)
        .where(EmployeeRow.active, EmployeeRow.nip.is_not(None), EmployeeRow.nip.not_in(listed))
        .values(active=False)
    )


@cache
def _rows(dialect: str) -> Any:
    """The lines that came as one JSON value, a row each."""
    if dialect == "postgresql":
        given = cast(bindparam("rows", type_=String), JSONB)
        return func.jsonb_array_elements(given).table_valued("value")
    return func.json_each(bindparam("rows", type_=String)).table_valued("value")


def _value(rows: Any, key: str) -> ColumnElement[Any]:
    value: ColumnElement[Any] = rows.c.value.op("->>")(literal(key))
    return value
