"""How a broadcast goes, counted: its members, its deliveries, the taps under it."""

from collections import Counter
from datetime import datetime

from sqlalchemy import func, or_, select

from bot.db.base import Db, insert
from bot.db.tables import DeliveryRow, EmployeeRow, MembersRow, ReactionRow, ServiceUnitRow
from bot.domain.delivery import State
from bot.domain.progress import Receiver, Waiting

__all__ = [
    "attempted",
    "react",
    "reactions",
    "reasons",
    "receivers",
    "size",
    "states",
    "waiting",
]


def size(db: Db, broadcast_id: int, last: int | None = None) -> int:
    """How many people its frozen audience has; up to the last of a slice, if one is given."""
    frozen = select(func.sum(MembersRow.size)).where(MembersRow.broadcast_id == broadcast_id)
    if last is not None:
        frozen = frozen.where(MembersRow.last_id <= last)
    return int(db.scalar(frozen) or 0)


def states(db: Db, broadcast_id: int) -> Counter[State]:
    """How many of its deliveries stand where."""
    rows = db.execute(
        select(DeliveryRow.state, func.count())
        .where(DeliveryRow.broadcast_id == broadcast_id)
        .group_by(DeliveryRow.state)
    )
    return Counter({State(state): count for state, count in rows})


def attempted(db: Db, broadcast_id: int) -> Counter[State]:
    """As `states`, but only of those that were tried: not of people known to have blocked us."""
    rows = db.execute(
        select(DeliveryRow.state, func.count())
        .where(
            DeliveryRow.broadcast_id == broadcast_id,
            DeliveryRow.state != State.PENDING.value,
            or_(DeliveryRow.attempts > 0, DeliveryRow.state == State.SENDING.value),
        )
        .group_by(DeliveryRow.state)
    )
    return Counter({State(state): count for state, count in rows})


def waiting(db: Db, broadcast_id: int, now: datetime) -> Waiting:
    """Its messages that are put off."""
    row = db.execute(
        select(func.count(), func.min(DeliveryRow.due_at)).where(
            DeliveryRow.broadcast_id == broadcast_id,
            DeliveryRow.state == State.PENDING.value,
            DeliveryRow.due_at > now,
        )
    ).one()
    return Waiting(*row)


def reasons(db: Db, broadcast_id: int) -> Counter[str]:
    """Why deliveries were rejected or not wanted, and how many."""
    rows = db.execute(
        select(DeliveryRow.reason, func.count())
        .where(
            DeliveryRow.broadcast_id == broadcast_id,
            DeliveryRow.state.in_([State.REJECTED.value, State.CANCELLED.value]),
            DeliveryRow.reason.is_not(None),
        )
        .group_by(DeliveryRow.reason)
    )
    return Counter({str(reason): count for reason, count in rows})


def receivers(db: Db, broadcast_id: int, after: int, last: int) -> list[Receiver]:
    """The people that a broadcast was for beyond an id, up to another, by their ids."""
    rows = db.execute(
        select(
            DeliveryRow.person_id,
            EmployeeRow.name,
            ServiceUnitRow.name,
            DeliveryRow.state,
            DeliveryRow.reason,
        )
        .outerjoin(EmployeeRow, EmployeeRow.person_id == DeliveryRow.person_id)
        .outerjoin(ServiceUnitRow, ServiceUnitRow.id == EmployeeRow.unit_id)
        .where(
            DeliveryRow.broadcast_id == broadcast_id,
            DeliveryRow.person_id > after,
            DeliveryRow.person_id <= last,
        )
        .order_by(DeliveryRow.person_id)
    )
    return [
        Receiver(person_id, name, unit, State(state), reason)
        for person_id, name, unit, state, reason in rows
    ]


def react(db: Db, broadcast_id: int, mark: bytes, button: int) -> None:
    """Note a tap in place of the one before by the same person."""
    new = insert(db, ReactionRow).values(broadcast_id=broadcast_id, mark=mark, button=button)
    again = {"button": button}
    db.execute(new.on_conflict_do_update(index_elements=["broadcast_id", "mark"], set_=again))


def reactions(db: Db, broadcast_id: int) -> Counter[int]:
    """How many people tapped which button last."""
    rows = db.execute(
        select(ReactionRow.button, func.count())
        .where(ReactionRow.broadcast_id == broadcast_id)
        .group_by(ReactionRow.button)
    )
    return Counter({button: count for button, count in rows})  # noqa: C416 - Rows are unpacked.
