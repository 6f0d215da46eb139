"""What is owed to people: planned, claimed for sending, settled."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, null, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from bot.db.base import Db, insert
from bot.db.tables import DeliveryRow
from bot.domain.delivery import Class, Delivery, Kind, State

__all__ = ["cancel", "claim", "forget", "in_flight", "next_due", "plan", "save"]

LEASE = timedelta(seconds=60)
"""Longer than any attempt to send; whoever has not settled by then is taken for dead."""

_stored: list[Any] = [
    DeliveryRow.id,
    DeliveryRow.person_id,
    DeliveryRow.kind,
    DeliveryRow.class_,
    DeliveryRow.due_at,
    DeliveryRow.expires_at,
    DeliveryRow.state,
    DeliveryRow.attempts,
    DeliveryRow.reason,
    DeliveryRow.claimed_by,
]


def plan(
    db: Db,
    person_id: int,
    kind: Kind,
    class_: Class,
    due_at: datetime,
    expires_at: datetime,
    dedupe_key: str,
) -> None:
    """Owe this message; planned again, a pending one is moved and any other left as it is."""
    new = insert(db, DeliveryRow).values(
        person_id=person_id,
        kind=kind.value,
        class_=class_.value,
        due_at=due_at,
        expires_at=expires_at,
        dedupe_key=dedupe_key,
        state=State.PENDING.value,
        attempts=0,
    )
    db.execute(
        new.on_conflict_do_update(
            index_elements=["dedupe_key"],
            set_={"due_at": due_at, "expires_at": expires_at},
            where=DeliveryRow.state == State.PENDING.value,
        )
    )


def claim(db: Db, claimed_by: str, now: datetime) -> Delivery | None:
    """The next due delivery, now SENDING for this run; None when nothing is due.

    What another process claims in this moment is passed over, so it is sent once.
    """
    due = (
        select(DeliveryRow.id)
        .where(DeliveryRow.state == State.PENDING.value, DeliveryRow.due_at <= now)
        .order_by(DeliveryRow.due_at, DeliveryRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = db.execute(
        update(DeliveryRow)
        .where(DeliveryRow.id == due.scalar_subquery(), DeliveryRow.state == State.PENDING.value)
        .values(state=State.SENDING.value, claimed_by=claimed_by, claimed_until=_end_of_lease(db))
        .returning(*_stored)
    ).one_or_none()
    return None if row is None else _delivery(*row)


def in_flight(db: Db, but_for: str) -> list[Delivery]:
    """What other runs of the bot had in their hands when they ended."""
    until = DeliveryRow.claimed_until
    rows = db.execute(
        select(*_stored).where(
            DeliveryRow.state == State.SENDING.value,
            DeliveryRow.claimed_by != but_for,
            or_(until.is_(None), until < func.now()),
        )
    )
    return [_delivery(*row) for row in rows]


def save(db: Db, delivery: Delivery, now: datetime) -> None:
    """How an attempt ended; only a row still in flight, and in the same hands, is touched."""
    final = delivery.state is not State.PENDING
    db.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.id == delivery.id,
            DeliveryRow.state == State.SENDING.value,
            DeliveryRow.claimed_by == delivery.claimed_by,
        )
        .values(
            state=delivery.state.value,
            due_at=delivery.due_at,
            attempts=delivery.attempts,
            reason=delivery.reason,
            claimed_by=None,
            claimed_until=None,
            settled_at=now if final else None,
        )
    )


def forget(db: Db, person_id: int, kind: Kind | None = None) -> None:
    """Drop what is owed to a person (None: of every kind), sent or not."""
    owed = delete(DeliveryRow).where(DeliveryRow.person_id == person_id)
    db.execute(owed if kind is None else owed.where(DeliveryRow.kind == kind.value))


def cancel(db: Db, person_id: int) -> None:
    """Send nothing of what is pending for a person; planned again, it stays cancelled."""
    db.execute(
        update(DeliveryRow)
        .where(DeliveryRow.person_id == person_id, DeliveryRow.state == State.PENDING.value)
        .values(state=State.CANCELLED.value)
    )


def next_due(db: Db) -> datetime | None:
    """When the next message is due; None when none is owed."""
    return db.scalar(
        select(func.min(DeliveryRow.due_at)).where(DeliveryRow.state == State.PENDING.value)
    )


def _end_of_lease(db: Db) -> ColumnElement[Any]:
    """By the database's own clock; SQLite serves one process, so no other run can be alive."""
    return null() if db.dialect.name == "sqlite" else func.now() + LEASE


def _delivery(
    id: int,
    person_id: int,
    kind: str,
    class_: str,
    due_at: datetime,
    expires_at: datetime,
    state: str,
    attempts: int,
    reason: str | None,
    claimed_by: str | None,
) -> Delivery:
    return Delivery(
        id,
        person_id,
        Kind(kind),
        Class(class_),
        due_at,
        expires_at,
        State(state),
        attempts,
        reason,
        claimed_by,
    )
