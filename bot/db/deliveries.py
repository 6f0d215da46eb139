"""What is owed to people: planned, claimed for sending, settled."""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    DateTime,
    Integer,
    String,
    any_,
    bindparam,
    case,
    delete,
    func,
    null,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from bot.db.base import Db, UtcDateTime, insert, plain, rows_given, written
from bot.db.tables import DeliveryRow
from bot.domain.delivery import Class, Delivery, Kind, State

__all__ = [
    "belong",
    "cancel",
    "claim",
    "claim_of",
    "drop",
    "forget",
    "in_flight",
    "next_due",
    "plan",
    "save",
    "take_stock",
    "tally",
]

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
    DeliveryRow.broadcast_id,
    DeliveryRow.message_id,
    DeliveryRow.session_id,
    DeliveryRow.slot,
    DeliveryRow.campaign_id,
]


@cache
def _claiming(dialect: str, way: str) -> Any:
    """The next due ones of a class, or of a broadcast, SENDING; made once."""
    of = DeliveryRow.class_ if way == "class" else DeliveryRow.broadcast_id
    due = (
        select(DeliveryRow.id)
        .where(
            of == bindparam("of"),
            DeliveryRow.state == State.PENDING.value,
            DeliveryRow.due_at <= bindparam("by"),
        )
        .order_by(DeliveryRow.due_at, DeliveryRow.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
        # Found once: a subquery may be asked again, and then locks more than its limit.
        .cte("due")
    )
    return (
        update(DeliveryRow)
        .where(DeliveryRow.id.in_(select(due.c.id)), DeliveryRow.state == State.PENDING.value)
        .values(
            state=State.SENDING.value,
            claimed_by=bindparam("run"),
            claimed_until=_end_of_lease(dialect),
        )
        .returning(*_stored)
    )


@cache
def _settling(dialect: str) -> Any:
    """Only a row still in flight, in the same hands for this attempt, is touched; made once."""
    ended = rows_given(
        dialect,
        "ended",
        {
            "id": BigInteger,
            "run": String,
            "before": Integer,
            "state": String,
            "due_at": DateTime,
            "attempts": Integer,
            "reason": String,
            "message_id": BigInteger,
        },
    )
    pending = ended.c.state == State.PENDING.value
    settling = (
        update(DeliveryRow)
        .where(
            DeliveryRow.id == ended.c.id,
            plain(DeliveryRow.state) == State.SENDING.value,
            DeliveryRow.claimed_by == ended.c.run,
            DeliveryRow.attempts == ended.c.before,
        )
        .values(
            state=ended.c.state,
            due_at=ended.c.due_at,
            attempts=ended.c.attempts,
            reason=ended.c.reason,
            message_id=ended.c.message_id,
            claimed_by=None,
            claimed_until=None,
            settled_at=case((pending, None), else_=bindparam("now", type_=UtcDateTime)),
        )
    )
    if dialect != "postgresql":
        return settling
    # It takes JSON for a hundred rows, and would rather read through a table than look up these.
    ids = func.array(select(ended.c.id).scalar_subquery(), type_=ARRAY(BigInteger))
    return settling.where(DeliveryRow.id == any_(ids))


def plan(
    db: Db,
    person_id: int,
    kind: Kind,
    class_: Class,
    due_at: datetime,
    expires_at: datetime,
    dedupe_key: str,
    slot: str | None = None,
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
        slot=slot,
    )
    db.execute(
        new.on_conflict_do_update(
            index_elements=["dedupe_key"],
            set_={"due_at": due_at, "expires_at": expires_at},
            where=DeliveryRow.state == State.PENDING.value,
        )
    )


def claim(db: Db, claimed_by: str, class_: Class, now: datetime, most: int) -> list[Delivery]:
    """At most so many due deliveries of this class, the oldest first, now SENDING for this run.

    What another process claims in this moment is passed over, so it is sent once.
    """
    return _claim(db, "class", class_.value, claimed_by, now, most)


def claim_of(
    db: Db, claimed_by: str, broadcast_id: int, now: datetime, most: int
) -> list[Delivery]:
    """As `claim`, of those that belong to a broadcast."""
    return _claim(db, "broadcast", broadcast_id, claimed_by, now, most)


def in_flight(db: Db, but_for: str) -> list[Delivery]:
    """What other runs of the bot had in their hands when they ended."""
    until = DeliveryRow.claimed_until
    rows = db.execute(
        select(*_stored).where(
            DeliveryRow.class_.in_([class_.value for class_ in Class]),
            DeliveryRow.state == State.SENDING.value,
            DeliveryRow.claimed_by != but_for,
            or_(until.is_(None), until < func.now()),
        )
    )
    return [_delivery(*row) for row in rows]


def save(db: Db, ends: Iterable[tuple[Delivery, Delivery]], now: datetime) -> None:
    """How attempts ended: each delivery as it was claimed, and as it is now.

    Only rows still in flight, in the same hands and for the same attempt are touched: a run that
    stood still past its lease may hold a row for the second time.
    """
    rows = [
        (
            one.id,
            claimed.claimed_by,
            claimed.attempts,
            one.state.value,
            written(one.due_at),
            one.attempts,
            one.reason,
            one.message_id,
        )
        for claimed, one in ends
    ]
    if rows:
        db.execute(_settling(db.dialect.name), {"ended": json.dumps(rows), "now": now})


def forget(db: Db, person_id: int, kind: Kind | None = None) -> bool:
    """Drop what is owed to a person (None: of every kind), sent or not; whether any was sent."""
    owed = delete(DeliveryRow).where(DeliveryRow.person_id == person_id)
    such = owed if kind is None else owed.where(DeliveryRow.kind == kind.value)
    return State.SENT.value in db.scalars(such.returning(DeliveryRow.state)).all()


def drop(db: Db, person_id: int, kind: Kind, slot: str) -> None:
    """What is owed of this kind about this, and has not left, is owed no more."""
    db.execute(
        delete(DeliveryRow).where(
            DeliveryRow.person_id == person_id,
            DeliveryRow.kind == kind.value,
            DeliveryRow.slot == slot,
            DeliveryRow.state == State.PENDING.value,
        )
    )


def cancel(db: Db, person_id: int) -> None:
    """Send nothing of what is pending for a person and no duty; planned again, it stays so."""
    db.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.person_id == person_id,
            DeliveryRow.state == State.PENDING.value,
            DeliveryRow.class_ != Class.DUTY.value,
        )
        .values(state=State.CANCELLED.value)
    )


def belong(db: Db, delivery_id: int, campaign_id: int) -> None:
    """It is a message of this campaign."""
    of = DeliveryRow.id == delivery_id
    db.execute(update(DeliveryRow).where(of).values(campaign_id=campaign_id))


def next_due(db: Db, broadcasts: Iterable[int]) -> datetime | None:
    """When the next message is due, of these broadcasts or of none; None when none is owed."""
    first = select(func.min(DeliveryRow.due_at)).where(DeliveryRow.state == State.PENDING.value)
    ways = [
        *(DeliveryRow.class_ == class_.value for class_ in (Class.DUTY, Class.NUDGE)),
        *(DeliveryRow.broadcast_id == broadcast_id for broadcast_id in broadcasts),
    ]
    instants = [db.scalar(first.where(way)) for way in ways]
    return min((instant for instant in instants if instant is not None), default=None)


def tally(db: Db) -> dict[Kind, Counter[State]]:
    """How many of each kind stand how."""
    found: dict[Kind, Counter[State]] = {}
    rows = db.execute(
        select(DeliveryRow.kind, DeliveryRow.state, func.count()).group_by(
            DeliveryRow.kind, DeliveryRow.state
        )
    )
    for kind, state, n in rows:
        found.setdefault(Kind(kind), Counter())[State(state)] = n
    return found


def take_stock(db: Db) -> None:
    """Let the database count its rows, when many begin to come.

    PostgreSQL does so by itself a minute later, and until then reads through a table that it
    takes for empty; how large it has grown since it sees. SQLite goes by indices in any case.
    """
    if db.dialect.name == "postgresql":
        db.execute(text(f"ANALYZE {DeliveryRow.__tablename__}"))


def _claim(
    db: Db, way: str, of: str | int, claimed_by: str, now: datetime, most: int
) -> list[Delivery]:
    rows = db.execute(
        _claiming(db.dialect.name, way), {"of": of, "run": claimed_by, "by": now, "most": most}
    )
    # An UPDATE tells its rows in any order.
    return sorted((_delivery(*row) for row in rows), key=lambda one: (one.due_at, one.id))


def _end_of_lease(dialect: str) -> ColumnElement[Any]:
    """By the database's own clock; SQLite serves one process, so no other run can be alive."""
    return null() if dialect == "sqlite" else func.now() + LEASE


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
    broadcast_id: int | None,
    message_id: int | None,
    session_id: int | None,
    slot: str | None,
    campaign_id: int | None,
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
        broadcast_id,
        message_id,
        session_id,
        slot,
        campaign_id,
    )
