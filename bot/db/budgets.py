"""How much a person had of a class of messages, and what is owed to them beside it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select

from bot.db.base import Db, plain
from bot.db.tables import DeliveryRow
from bot.domain.delivery import Class, Coming, Kind, State

__all__ = ["coming", "left"]

# What mends a message is none of its own, and what is being sent is not settled.
_LEFT = select(DeliveryRow.person_id, DeliveryRow.settled_at).where(
    DeliveryRow.person_id.in_(bindparam("people", expanding=True)),
    plain(DeliveryRow.class_) == bindparam("class_"),
    DeliveryRow.kind.not_in([Kind.CORRECTION.value, Kind.DELETION.value]),
    plain(DeliveryRow.state).in_([State.SENT.value, State.UNCERTAIN.value, State.SENDING.value]),
    or_(DeliveryRow.settled_at.is_(None), DeliveryRow.settled_at > bindparam("since")),
    DeliveryRow.id.not_in(bindparam("in_hand", expanding=True)),
)

_COMING = select(
    DeliveryRow.person_id, DeliveryRow.kind, DeliveryRow.due_at, DeliveryRow.expires_at
).where(
    DeliveryRow.person_id.in_(bindparam("people", expanding=True)),
    plain(DeliveryRow.class_) == bindparam("class_"),
    plain(DeliveryRow.state) == State.PENDING.value,
    DeliveryRow.due_at < bindparam("until"),
)


def left(
    db: Db,
    people: Sequence[int],
    class_: Class,
    since: datetime,
    now: datetime,
    in_hand: Sequence[int],
) -> dict[int, list[datetime]]:
    """When messages of this class left for each of these people since then.

    What others than those in hand are sending leaves now.
    """
    found: dict[int, list[datetime]] = {person_id: [] for person_id in people}
    asked = {"people": people, "class_": class_.value, "since": since, "in_hand": in_hand}
    rows: Iterable[Any] = db.execute(_LEFT, asked)
    for person_id, settled_at in rows:
        found[person_id].append(settled_at or now)
    return found


def coming(
    db: Db, people: Sequence[int], class_: Class, until: datetime
) -> dict[int, list[Coming]]:
    """What is owed of this class to each of these people and due before then."""
    found: dict[int, list[Coming]] = {person_id: [] for person_id in people}
    asked = {"people": people, "class_": class_.value, "until": until}
    rows: Iterable[Any] = db.execute(_COMING, asked)
    for person_id, kind, due_at, expires_at in rows:
        found[person_id].append(Coming(Kind(kind), due_at, expires_at))
    return found
