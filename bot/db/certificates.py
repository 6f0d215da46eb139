"""What employees learned elsewhere and the papers that show it, by Telegram's names for them."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, func, select, update

from bot.db.base import Db, insert
from bot.db.tables import EmployeeRow, LearningRow
from bot.domain.certificate import Certificate
from bot.domain.content import Media, MediaKind
from bot.domain.learning import Credit, Record

__all__ = [
    "add",
    "by_name",
    "find",
    "forget",
    "hold",
    "of_employee",
    "pending",
    "remove",
    "save",
    "waiting",
]

_stored: list[Any] = [
    LearningRow.id,
    LearningRow.employee_id,
    LearningRow.day,
    LearningRow.title,
    LearningRow.kind,
    LearningRow.jp,
    LearningRow.state,
    LearningRow.days,
    LearningRow.minutes,
    LearningRow.media,
    LearningRow.file_id,
    LearningRow.reason,
]

_PENDING = LearningRow.state == Credit.PENDING.value


def add(
    db: Db, employee_id: int, record: Record, days: int, minutes: int, media: Media
) -> Certificate:
    """Keep it until an admin has looked at it."""
    new = insert(db, LearningRow).values(
        employee_id=employee_id,
        year=record.day.year,
        day=record.day,
        title=record.title,
        kind=record.kind,
        jp=record.jp,
        state=record.credit.value,
        days=days,
        minutes=minutes,
        media=media.kind.value,
        file_id=media.file_id,
    )
    id = int(db.scalars(new.returning(LearningRow.id)).one())
    return Certificate(id, employee_id, record, days, minutes, media)


def find(db: Db, certificate_id: int) -> Certificate | None:
    """None for one that was withdrawn, and for what was learned here."""
    found = _many(db, select(*_stored).where(LearningRow.id == certificate_id))
    return found[0] if found else None


def hold(db: Db, certificate_id: int) -> Certificate | None:
    """As `find`; nobody else decides about it until this transaction ends."""
    db.execute(select(LearningRow.id).where(LearningRow.id == certificate_id).with_for_update())
    return find(db, certificate_id)


def pending(db: Db) -> list[tuple[Certificate, str]]:
    """Those that wait for an admin and the names of their owners, the oldest first."""
    rows = db.execute(
        select(EmployeeRow.name, *_stored)
        .join(EmployeeRow, EmployeeRow.id == LearningRow.employee_id)
        .where(_PENDING, LearningRow.file_id.is_not(None))
        .order_by(LearningRow.id)
    )
    return [(_certificate(*rest), name) for name, *rest in rows]


def by_name(db: Db, words: Collection[str], most: int) -> list[tuple[Certificate, str]]:
    """Those of employees whose names hold all these words, the newest first; at most so many."""
    name = func.lower(EmployeeRow.name)
    rows = db.execute(
        select(EmployeeRow.name, *_stored)
        .join(EmployeeRow, EmployeeRow.id == LearningRow.employee_id)
        .where(
            LearningRow.file_id.is_not(None),
            *(name.contains(word.lower(), autoescape=True) for word in words),
        )
        .order_by(LearningRow.id.desc())
        .limit(most)
    )
    return [(_certificate(*rest), name) for name, *rest in rows]


def waiting(db: Db) -> int:
    """How many wait for an admin."""
    query = select(func.count()).where(_PENDING, LearningRow.file_id.is_not(None))
    return db.scalar(query) or 0


def of_employee(db: Db, employee_id: int) -> list[Certificate]:
    """An employee's own, the newest first."""
    mine = select(*_stored).where(LearningRow.employee_id == employee_id)
    return _many(db, mine.order_by(LearningRow.id.desc()))


def save(db: Db, one: Certificate, credited_at: datetime | None = None) -> None:
    """What was decided, since when it counts (None: it does not), and how long it took."""
    changed = update(LearningRow).where(LearningRow.id == one.id)
    record, length = one.record, {"days": one.days, "minutes": one.minutes}
    values = {"jp": record.jp, "state": record.credit.value, "reason": one.reason, **length}
    db.execute(changed.values(**values, credited_at=credited_at))


def remove(db: Db, certificate_id: int) -> None:
    db.execute(delete(LearningRow).where(LearningRow.id == certificate_id))


def forget(db: Db, person_id: int) -> None:
    """What waits is gone with its paper; of what was decided only the hours stay."""
    mine = LearningRow.employee_id.in_(
        select(EmployeeRow.id).where(EmployeeRow.person_id == person_id)
    )
    db.execute(delete(LearningRow).where(mine, _PENDING))
    db.execute(update(LearningRow).where(mine).values(file_id=None, media=None, reason=None))


def _many(db: Db, query: Select[Any]) -> list[Certificate]:
    rows = db.execute(query.where(LearningRow.file_id.is_not(None)))
    return [_certificate(*row) for row in rows]


def _certificate(
    id: int,
    employee_id: int,
    day: date,
    title: str,
    kind: str,
    jp: int,
    state: str,
    days: int | None,
    minutes: int | None,
    media: str,
    file_id: str,
    reason: str | None,
) -> Certificate:
    record = Record(day, title, kind, jp, Credit(state))
    paper = Media(MediaKind(media), file_id)
    return Certificate(id, employee_id, record, days or 1, minutes or 0, paper, reason)
