"""Kiosks: which account rates a unit for one after the other, and how often today."""

from datetime import date, datetime

from sqlalchemy import case, select, update

from bot.db.base import Db, insert
from bot.db.tables import InterviewRow, KioskRow
from bot.domain.kiosk import Kiosk

__all__ = ["bind", "count", "find", "leave", "of_person", "put", "remove", "silent"]

_REVOKED = {"mark": None, "person_id": None}

_stored = (KioskRow.unit_id, KioskRow.person_id, KioskRow.day, KioskRow.sent)


def find(db: Db, unit_id: int) -> Kiosk | None:
    """That of a unit; None where it has none."""
    there = KioskRow.unit_id == unit_id, KioskRow.mark.is_not(None)
    row = db.execute(select(*_stored).where(*there)).one_or_none()
    return None if row is None else Kiosk(*row)


def of_person(db: Db, person_id: int) -> Kiosk | None:
    """The one that an account is; None for any other account."""
    row = db.execute(select(*_stored).where(KioskRow.person_id == person_id)).one_or_none()
    return None if row is None else Kiosk(*row)


def put(db: Db, unit_id: int, mark: bytes) -> None:
    """A kiosk that is not opened yet, in place of the one that the unit had; what was sent today
    counts on."""
    new = insert(db, KioskRow).values(unit_id=unit_id, mark=mark, sent=0)
    values = {"mark": mark, "person_id": None}
    db.execute(new.on_conflict_do_update(index_elements=["unit_id"], set_=values))


def bind(db: Db, mark: bytes, person_id: int) -> Kiosk | None:
    """The kiosk that this account is from now on, and no other; None for a mark that there is not,
    or that another account has opened."""
    free = KioskRow.person_id.is_(None) | (KioskRow.person_id == person_id)
    found = db.scalar(select(KioskRow.unit_id).where(KioskRow.mark == mark, free))
    if found is None:
        return None
    others = KioskRow.person_id == person_id, KioskRow.unit_id != found
    db.execute(update(KioskRow).where(*others).values(_REVOKED))
    db.execute(update(KioskRow).where(KioskRow.unit_id == found).values(person_id=person_id))
    return find(db, found)


def leave(db: Db, person_id: int) -> None:
    """An account is no kiosk any more, and no other one becomes it by the same link."""
    db.execute(update(KioskRow).where(KioskRow.person_id == person_id).values(_REVOKED))


def remove(db: Db, unit_id: int) -> None:
    """The unit has none any more; what was sent today counts on."""
    db.execute(update(KioskRow).where(KioskRow.unit_id == unit_id).values(_REVOKED))


def count(db: Db, unit_id: int, today: date) -> None:
    """One more rating was sent there."""
    sent = case((KioskRow.day == today, KioskRow.sent + 1), else_=1)
    db.execute(update(KioskRow).where(KioskRow.unit_id == unit_id).values(day=today, sent=sent))


def silent(db: Db, since: datetime) -> list[int]:
    """The accounts of kiosks whose interview had its last answer at or before this instant."""
    return list(
        db.scalars(
            select(KioskRow.person_id)
            .join(InterviewRow, InterviewRow.person_id == KioskRow.person_id)
            .where(InterviewRow.touched_at <= since)
            .order_by(KioskRow.unit_id)
        )
    )
