"""Employees as the roster has them; who among the people they are is in `people`."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    Executable,
    MetaData,
    String,
    Table,
    delete,
    exists,
    or_,
    select,
    true,
    update,
)

from bot.db import units
from bot.db.base import Db, Id, insert_for
from bot.db.tables import EmployeeRow, InvitationRow
from bot.domain.employee import Employed, RosterLine
from bot.domain.people import Profile
from bot.domain.privacy import masked_nip

__all__ = [
    "id_of",
    "id_of_person",
    "ids",
    "link",
    "on_roster",
    "profile",
    "replace_roster",
]

# It lasts no longer than the transaction that applies a roster.
_GIVEN = Table(
    "roster_line",
    MetaData(),
    Column("nip", String, primary_key=True),
    Column("name", String),
    Column("unit_id", Id),
    Column("status", String),
    Column("grade", String),
    Column("position", String),
    prefixes=["TEMPORARY"],
)
_LEAVE = (
    update(EmployeeRow)
    .where(
        EmployeeRow.active,
        EmployeeRow.nip.is_not(None),
        ~exists().where(_GIVEN.columns.nip == EmployeeRow.nip),
    )
    .values(active=False)
)


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


def profile(
    db: Db, *, employee_id: int | None = None, person_id: int = 0, former: bool = False
) -> Profile | None:
    """What is stored of an employee, found by id or by the account; None where there is none.

    Of who is on the roster, or only of a `former` one.
    """
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
        ).where(one, EmployeeRow.active.is_(not former))
    ).one_or_none()
    if row is None:
        return None
    name, nip, unit_id, status, grade, position, day = row
    unit = units.place(db, unit_id).title
    return Profile(name, masked_nip(nip or ""), unit, status, grade, position, day)


def id_of_person(db: Db, person_id: int) -> int | None:
    """The employee whose account this is, on the roster or not any more."""
    return db.scalar(select(EmployeeRow.id).where(EmployeeRow.person_id == person_id))


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
    _GIVEN.create(db)
    _hand_over(db, [_row(line) for line in lines])
    db.execute(_put(db.dialect.name))
    db.execute(_LEAVE)
    _GIVEN.drop(db)
    gone = select(EmployeeRow.id).where(~EmployeeRow.active)
    db.execute(delete(InvitationRow).where(InvitationRow.employee_id.in_(gone)))


def _row(line: RosterLine) -> dict[str, object]:
    return {
        "nip": line.nip,
        "name": line.name,
        "unit_id": line.unit_id,
        "status": line.status.value,
        "grade": line.grade or None,
        "position": line.position or None,
    }


def _hand_over(db: Db, rows: list[dict[str, object]]) -> None:
    """Put the lines where statements reach them."""
    if db.dialect.name != "postgresql":
        db.execute(_GIVEN.insert(), rows)
        return
    # While the roster of a province is applied nobody else writes, and nothing is as fast.
    copy = f"COPY {_GIVEN.name} ({', '.join(rows[0])}) FROM STDIN"
    # SQLAlchemy knows only what the cursors of all drivers have.
    cursor: Any = db.connection.cursor()
    with cursor, cursor.copy(copy) as given:
        for row in rows:
            given.write_row(list(row.values()))


@cache
def _put(dialect: str) -> Executable:
    """Adds whoever is new, and touches only those of whom something changed."""
    given = {**_GIVEN.columns, "active": true()}
    # The condition is for SQLite, which would else take what follows for a part of the join.
    found = select(*given.values()).where(true())
    new = insert_for(dialect, EmployeeRow).from_select(list(given), found)
    after = {key: new.excluded[key] for key in given if key != "nip"}
    differs = or_(
        *(getattr(EmployeeRow, key).is_distinct_from(value) for key, value in after.items())
    )
    return new.on_conflict_do_update(index_elements=["nip"], set_=after, where=differs)
