"""Employees of a session by name, for whoever notes who was there."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, func, select

from bot.db.base import Db
from bot.db.tables import EmployeeRow, EnrolmentRow
from bot.domain.standing import Standing

__all__ = ["count", "named", "some"]

Names = list[tuple[int, str]]
"""Employees by id, with their names, in the order of these."""

_named: list[Any] = [EmployeeRow.id, EmployeeRow.name]


def count(db: Db, session_id: int, standings: Collection[Standing]) -> int:
    """How many of the roster stand so."""
    return db.scalar(_standing(session_id, standings, func.count())) or 0


def some(db: Db, session_id: int, standings: Collection[Standing], after: int, most: int) -> Names:
    """The next of them, after so many."""
    found = _standing(session_id, standings, *_named)
    return _read(db, found.offset(after).limit(most))


def named(db: Db, text: str, most: int) -> Names:
    """Those of the roster whose names hold this."""
    matches = func.lower(EmployeeRow.name).contains(text.lower(), autoescape=True)
    return _read(db, select(*_named).where(EmployeeRow.active, matches).limit(most))


def _standing(session_id: int, standings: Collection[Standing], *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(EmployeeRow)
        .join(EnrolmentRow, EnrolmentRow.employee_id == EmployeeRow.id)
        .where(
            EnrolmentRow.session_id == session_id,
            EnrolmentRow.state.in_([one.value for one in standings]),
            EmployeeRow.active,
        )
    )


def _read(db: Db, query: Select[Any]) -> Names:
    rows = db.execute(query.order_by(EmployeeRow.name, EmployeeRow.id))
    return [(employee_id, name) for employee_id, name in rows]
