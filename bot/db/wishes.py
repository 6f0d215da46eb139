"""Employees who asked for a training that improves an element, where none is open."""

from datetime import date

from sqlalchemy import delete, func, select

from bot.db.base import Db, insert
from bot.db.tables import EmployeeRow, WishRow

__all__ = ["counts", "forget", "note", "of_employee"]


def note(db: Db, employee_id: int, element: str, day: date) -> None:
    """Asked for again it is asked for on that day."""
    new = insert(db, WishRow).values(employee_id=employee_id, element=element, wished_on=day)
    again = new.on_conflict_do_update(
        index_elements=["employee_id", "element"], set_={"wished_on": day}
    )
    db.execute(again)


def counts(db: Db, since: date) -> dict[str, int]:
    """How many have asked since then, by element, what most ask for first."""
    n = func.count()
    rows = db.execute(
        select(WishRow.element, n)
        .where(WishRow.wished_on >= since)
        .group_by(WishRow.element)
        .order_by(n.desc(), WishRow.element)
    )
    return {element: int(many) for element, many in rows}


def of_employee(db: Db, employee_id: int) -> tuple[str, ...]:
    """The elements for which this employee has asked."""
    mine = select(WishRow.element).where(WishRow.employee_id == employee_id)
    return tuple(db.scalars(mine.order_by(WishRow.element)))


def forget(db: Db, person_id: int) -> None:
    """All of this person's."""
    mine = select(EmployeeRow.id).where(EmployeeRow.person_id == person_id)
    db.execute(delete(WishRow).where(WishRow.employee_id.in_(mine)))
