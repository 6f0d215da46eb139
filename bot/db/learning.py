"""JP that employees have, by year."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import delete, func, select

from bot.db.base import Db, insert
from bot.db.tables import LearningRow
from bot.domain.learning import Credit, Record

__all__ = ["credit", "jp_in", "records", "times", "withdraw"]


def credit(db: Db, employee_id: int, record: Record, session_id: int | None = None) -> None:
    """Note what was learned; of one session once."""
    values = {
        "year": record.day.year,
        "day": record.day,
        "title": record.title,
        "kind": record.kind,
        "jp": record.jp,
        "state": record.credit.value,
    }
    new = insert(db, LearningRow).values(employee_id=employee_id, session_id=session_id, **values)
    db.execute(
        new.on_conflict_do_update(index_elements=["session_id", "employee_id"], set_=values)
    )


def withdraw(db: Db, employee_id: int, session_id: int) -> None:
    """Take back what was credited of a session."""
    db.execute(
        delete(LearningRow).where(
            LearningRow.employee_id == employee_id, LearningRow.session_id == session_id
        )
    )


def jp_in(db: Db, year: int, employees: Collection[int]) -> dict[int, int]:
    """The JP that count in a year, by employee; 0 for those who have none."""
    rows = db.execute(
        select(LearningRow.employee_id, func.sum(LearningRow.jp))
        .where(
            LearningRow.employee_id.in_(employees),
            LearningRow.year == year,
            LearningRow.state == Credit.APPROVED.value,
        )
        .group_by(LearningRow.employee_id)
    )
    return dict.fromkeys(employees, 0) | {employee_id: int(jp) for employee_id, jp in rows}


def records(db: Db, employee_id: int, most: int) -> list[Record]:
    """What an employee has learned, the newest first; at most so much."""
    rows = db.execute(
        select(
            LearningRow.day,
            LearningRow.title,
            LearningRow.kind,
            LearningRow.jp,
            LearningRow.state,
        )
        .where(LearningRow.employee_id == employee_id)
        .order_by(LearningRow.day.desc(), LearningRow.id.desc())
        .limit(most)
    )
    return [Record(day, title, kind, jp, Credit(state)) for day, title, kind, jp, state in rows]


def times(db: Db, employee_id: int, kind: str, month: date, but_for: int) -> int:
    """How often this kind counted in the month of that day, besides one session."""
    first = month.replace(day=1)
    rows = db.execute(
        select(LearningRow.day, LearningRow.session_id).where(
            LearningRow.employee_id == employee_id,
            LearningRow.kind == kind,
            LearningRow.day >= first,
            LearningRow.jp > 0,
        )
    )
    return sum(day.replace(day=1) == first and session != but_for for day, session in rows)
