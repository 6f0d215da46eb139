"""JP that employees have, by year."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, delete, exists, func, literal, select, update

from bot.db.base import Db, insert
from bot.db.tables import DeliveryRow, EmployeeRow, LearningRow, TrainingSessionRow
from bot.domain.delivery import Class, Kind, State
from bot.domain.learning import MONTHS, Credit, Record, Targets

__all__ = [
    "Counted",
    "Pace",
    "anybody",
    "behind",
    "count",
    "counted",
    "credit",
    "dates",
    "hold",
    "jp_by_year",
    "jp_in",
    "jp_of",
    "owe",
    "records",
    "target",
    "times",
    "uncounted",
    "withdraw",
]


class Pace(NamedTuple):
    """So many months of a year are over, with these targets for the whole of it."""

    year: int
    months: int
    targets: Targets


class Counted(NamedTuple):
    """What was credited of a kind: of a session, or of a certificate, with how long it took."""

    id: int
    session_id: int | None
    day: date
    jp: int
    days: int | None
    minutes: int | None


_LINKED = and_(EmployeeRow.active, EmployeeRow.person_id.is_not(None))


def credit(
    db: Db,
    employee_id: int,
    record: Record,
    session_id: int | None = None,
    at: datetime | None = None,
) -> None:
    """Note what was learned; of one session once."""
    values = {
        "year": record.day.year,
        "day": record.day,
        "title": record.title,
        "kind": record.kind,
        "jp": record.jp,
        "state": record.credit.value,
        "credited_at": at,
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


def dates(
    db: Db, employee_id: int, training_id: int, year: int, but_for: int
) -> list[tuple[int, int]]:
    """Of a training in a year, besides one session: the sessions that were credited, the first
    first, and the JP that each of them brought."""
    rows = db.execute(
        select(LearningRow.session_id, LearningRow.jp)
        .join(TrainingSessionRow, TrainingSessionRow.id == LearningRow.session_id)
        .where(
            LearningRow.employee_id == employee_id,
            LearningRow.year == year,
            TrainingSessionRow.training_id == training_id,
            TrainingSessionRow.id != but_for,
        )
        .order_by(LearningRow.credited_at.nulls_first(), LearningRow.id)
    )
    return [(session_id, jp) for session_id, jp in rows if session_id is not None]


def hold(db: Db, employee_id: int) -> None:
    """Nobody else counts what this employee has learned until this transaction ends; so that two
    at once do not both find room under a limit."""
    one = select(EmployeeRow.id).where(EmployeeRow.id == employee_id)
    db.execute(one.with_for_update(key_share=True)).all()


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


def jp_by_year(db: Db, employee_id: int) -> list[tuple[int, int]]:
    """Each year in which JP of an employee count, the latest first, and how many."""
    rows = db.execute(
        select(LearningRow.year, func.sum(LearningRow.jp))
        .where(LearningRow.employee_id == employee_id, LearningRow.state == Credit.APPROVED.value)
        .group_by(LearningRow.year)
        .order_by(LearningRow.year.desc())
    )
    return [(year, int(jp)) for year, jp in rows]


def jp_of(year: int) -> ColumnElement[int]:
    """The JP of an employee that count in a year, inside another statement."""
    counted = select(func.coalesce(func.sum(LearningRow.jp), 0)).where(
        LearningRow.employee_id == EmployeeRow.id,
        LearningRow.year == year,
        LearningRow.state == Credit.APPROVED.value,
    )
    return counted.scalar_subquery()


def target(targets: Targets) -> ColumnElement[int]:
    """`Targets.of` inside another statement."""
    return case((EmployeeRow.status == "PPPK", targets.pppk), else_=targets.pns)


def records(db: Db, employee_id: int) -> list[tuple[int, Record]]:
    """All that an employee has learned, by its id, the newest first."""
    rows = db.execute(
        select(
            LearningRow.id,
            LearningRow.day,
            LearningRow.title,
            LearningRow.kind,
            LearningRow.jp,
            LearningRow.state,
        )
        .where(LearningRow.employee_id == employee_id)
        .order_by(LearningRow.day.desc(), LearningRow.id.desc())
    )
    return [
        (id, Record(day, title, kind, jp, Credit(state)))
        for id, day, title, kind, jp, state in rows
    ]


def times(db: Db, employee_id: int, kind: str, month: date, but_for: int | None = None) -> int:
    """How often this kind counted in the month of that day, besides one session."""
    first = month.replace(day=1)
    rows = db.execute(
        select(LearningRow.day, LearningRow.session_id).where(
            LearningRow.employee_id == employee_id,
            LearningRow.kind == kind,
            LearningRow.day >= first,
            LearningRow.jp > 0,
            LearningRow.state == Credit.APPROVED.value,
        )
    )
    others = (day for day, session in rows if session is None or session != but_for)
    return sum(day.replace(day=1) == first for day in others)


def uncounted(db: Db, employee_id: int, kind: str, month: date) -> list[tuple[int, int | None]]:
    """What of this kind in the month of that day was credited and brought nothing, the first
    first: its id, and that of its session."""
    first = month.replace(day=1)
    rows: Iterable[Any] = db.execute(
        select(LearningRow.day, LearningRow.id, LearningRow.session_id)
        .where(
            LearningRow.employee_id == employee_id,
            LearningRow.kind == kind,
            LearningRow.day >= first,
            LearningRow.jp == 0,
            LearningRow.state == Credit.APPROVED.value,
        )
        .order_by(LearningRow.credited_at.nulls_first(), LearningRow.id)
    )
    return [(id, session_id) for day, id, session_id in rows if day.replace(day=1) == first]


def counted(db: Db, employee_id: int, kind: str, but_for: int | None = None) -> list[Counted]:
    """All of a kind that was credited, besides one session, the first first."""
    found = select(
        LearningRow.id,
        LearningRow.session_id,
        LearningRow.day,
        LearningRow.jp,
        LearningRow.days,
        LearningRow.minutes,
    ).where(
        LearningRow.employee_id == employee_id,
        LearningRow.kind == kind,
        LearningRow.state == Credit.APPROVED.value,
    )
    ordered = found.order_by(LearningRow.credited_at.nulls_first(), LearningRow.id)
    rows = [Counted(*row) for row in db.execute(ordered)]
    return [one for one in rows if one.session_id is None or one.session_id != but_for]


def count(db: Db, id: int, jp: int) -> None:
    """What brought nothing, or less, brings so many JP."""
    db.execute(update(LearningRow).where(LearningRow.id == id).values(jp=jp))


def anybody(db: Db) -> bool:
    """Whether any employee can be written to."""
    return bool(db.scalar(select(exists().where(_LINKED))))


def behind(db: Db, pace: Pace, people: Collection[int]) -> list[int]:
    """Those of these people who are behind it. `domain.learning.behind` as SQL."""
    linked = select(EmployeeRow.person_id).where(_LINKED, EmployeeRow.person_id.in_(people))
    return [one for one in db.scalars(linked.where(_behind(pace))) if one is not None]


def owe(
    db: Db, pace: Pace, after: int, most: int, now: datetime, expires_at: datetime, key: str
) -> int | None:
    """Owe those behind this pace a message, of the next employees beyond that id.

    The last one's id, or None for no more. `domain.learning.behind` as SQL.
    """
    ids = select(EmployeeRow.id).where(_LINKED, EmployeeRow.id > after)
    some = ids.order_by(EmployeeRow.id).limit(most).subquery()
    last: int | None = db.scalar(select(func.max(some.c.id)))
    if last is not None:
        instants = DeliveryRow.due_at.type
        values: dict[str, Any] = {
            "person_id": EmployeeRow.person_id,
            "kind": literal(Kind.PROGRESS.value),
            "class": literal(Class.NUDGE.value),
            "due_at": literal(now, instants),
            "expires_at": literal(expires_at, instants),
            "dedupe_key": literal(f"{key}:").concat(EmployeeRow.person_id),
            "state": literal(State.PENDING.value),
            "attempts": literal(0),
        }
        found = select(*values.values()).where(
            _LINKED, EmployeeRow.id > after, EmployeeRow.id <= last, _behind(pace)
        )
        new = insert(db, DeliveryRow).from_select(list(values), found)
        db.execute(new.on_conflict_do_nothing())
    return last


def _behind(pace: Pace) -> ColumnElement[bool]:
    return jp_of(pace.year) * MONTHS < target(pace.targets) * pace.months
