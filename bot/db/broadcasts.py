"""Broadcasts: drafts, how far each has come, its members and deliveries, the taps under it."""

import json
from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import case, func, literal, or_, select, update

from bot.db import audiences
from bot.db.base import Db, insert
from bot.db.tables import (
    BroadcastRow,
    DeliveryRow,
    EmployeeRow,
    MemberRow,
    PersonRow,
    ReactionRow,
    ServiceUnitRow,
)
from bot.domain.broadcast import Broadcast, Halt, Stage
from bot.domain.content import Content, Media, MediaKind, Text
from bot.domain.delivery import Class, Kind, State

__all__ = [
    "Receiver",
    "add",
    "at_stages",
    "attempted",
    "cancel_some",
    "draft_of",
    "expand",
    "find",
    "hold",
    "on_cards",
    "react",
    "reactions",
    "reasons",
    "receivers",
    "save",
    "size",
    "states",
]

_stored: list[Any] = [
    BroadcastRow.id,
    BroadcastRow.kind,
    BroadcastRow.author_id,
    BroadcastRow.stage,
    BroadcastRow.content,
    BroadcastRow.audience,
    BroadcastRow.canary,
    BroadcastRow.starts_at,
    BroadcastRow.halted,
    BroadcastRow.of_id,
    BroadcastRow.card_id,
]


def add(db: Db, broadcast: Broadcast) -> int:
    """Keep a new one; its id, whatever it had before."""
    new = insert(db, BroadcastRow).values(
        kind=broadcast.kind.value,
        author_id=broadcast.author_id,
        of_id=broadcast.of_id,
        **_changing(broadcast),
    )
    return int(db.scalars(new.returning(BroadcastRow.id)).one())


def save(db: Db, broadcast: Broadcast) -> None:
    """How far it has come; its kind and author never change."""
    changed = update(BroadcastRow).where(BroadcastRow.id == broadcast.id)
    db.execute(changed.values(**_changing(broadcast)))


def find(db: Db, broadcast_id: int) -> Broadcast | None:
    row = db.execute(select(*_stored).where(BroadcastRow.id == broadcast_id)).one_or_none()
    return None if row is None else _broadcast(*row)


def hold(db: Db, broadcast_id: int) -> Broadcast | None:
    """As `find`; nobody else changes it until this transaction ends."""
    row = db.execute(
        select(*_stored).where(BroadcastRow.id == broadcast_id).with_for_update()
    ).one_or_none()
    return None if row is None else _broadcast(*row)


def draft_of(db: Db, author_id: int) -> Broadcast | None:
    """The draft that somebody is at: the newest."""
    row = db.execute(
        select(*_stored)
        .where(BroadcastRow.author_id == author_id, BroadcastRow.stage == Stage.DRAFT.value)
        .order_by(BroadcastRow.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else _broadcast(*row)


def at_stages(db: Db, stages: Collection[Stage]) -> list[Broadcast]:
    """All that stand there, the oldest first."""
    rows = db.execute(
        select(*_stored)
        .where(BroadcastRow.stage.in_([stage.value for stage in stages]))
        .order_by(BroadcastRow.id)
    )
    return [_broadcast(*row) for row in rows]


def size(db: Db, broadcast_id: int) -> int:
    """How many people its frozen audience has."""
    frozen = select(func.count()).where(MemberRow.broadcast_id == broadcast_id)
    return db.scalar(frozen) or 0


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


def expand(db: Db, broadcast: Broadcast, after: int, most: int, now: datetime) -> int | None:
    """Owe the message to the next members beyond that id; the last one's, or None for no more.

    Who blocked the bot is not tried. What was called off meanwhile is not sent either, but is
    counted: the states of all sum to the audience.
    """
    member = (
        select(MemberRow.person_id)
        .where(MemberRow.broadcast_id == broadcast.id, MemberRow.person_id > after)
        .order_by(MemberRow.person_id)
        .limit(most)
    )
    last: int | None = db.scalar(select(func.max(member.subquery().c.person_id)))
    if last is not None:
        db.execute(_owing(db, broadcast, after, last, now))
    return last


def cancel_some(db: Db, broadcast_id: int, most: int, now: datetime) -> int:
    """Call off at most so many that are pending; how many there were."""
    pending = (
        select(DeliveryRow.id)
        .where(
            DeliveryRow.broadcast_id == broadcast_id,
            DeliveryRow.state == State.PENDING.value,
        )
        .limit(most)
    )
    called_off = update(DeliveryRow).where(DeliveryRow.id.in_(pending))
    return db.execute(called_off.values(state=State.CANCELLED.value, settled_at=now)).rowcount


def on_cards(db: Db, stages: Collection[Stage]) -> list[int]:
    """The ids of those at these stages whose card is still to be kept up to date."""
    return list(
        db.scalars(
            select(BroadcastRow.id).where(
                BroadcastRow.card_id.is_not(None),
                BroadcastRow.stage.in_([stage.value for stage in stages]),
            )
        )
    )


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


class Receiver(NamedTuple):
    """Where a broadcast stands with one person; without a name it is a citizen."""

    person_id: int
    name: str | None
    unit: str | None
    state: State
    reason: str | None


def receivers(db: Db, broadcast_id: int, most: int) -> list[Receiver]:
    """At most so many people that a broadcast was for, by their ids."""
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
        .where(DeliveryRow.broadcast_id == broadcast_id)
        .order_by(DeliveryRow.person_id)
        .limit(most)
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


def _owing(db: Db, broadcast: Broadcast, after: int, last: int, now: datetime) -> Any:
    """An INSERT of deliveries for the members after one id, up to another."""
    otherwise = State.PENDING
    if broadcast.stage in {Stage.STOPPED, Stage.CANCELLED}:
        otherwise = State.CANCELLED
    of = _about(broadcast)
    state = case((PersonRow.blocked, State.BLOCKED.value), else_=otherwise.value)
    ended = case((state == State.PENDING.value, None), else_=now)
    values = {
        "person_id": PersonRow.id,
        "kind": literal(broadcast.kind.value),
        "class": literal(Class.BROADCAST.value),
        "due_at": literal(broadcast.starts_at, DeliveryRow.due_at.type),
        "expires_at": literal(broadcast.expires_at, DeliveryRow.due_at.type),
        "dedupe_key": literal(f"broadcast:{broadcast.id}:").concat(PersonRow.id),
        "state": state,
        "attempts": literal(0),
        "broadcast_id": literal(broadcast.id),
        "message_id": literal(None) if of is None else of.c.message_id,
        "settled_at": ended,
    }
    members = select(*values.values()).join(MemberRow, MemberRow.person_id == PersonRow.id)
    if of is not None:
        members = members.join(of, of.c.person_id == PersonRow.id)
    found = members.where(
        MemberRow.broadcast_id == broadcast.id,
        MemberRow.person_id > after,
        MemberRow.person_id <= last,
    )
    return insert(db, DeliveryRow).from_select(list(values), found).on_conflict_do_nothing()


def _about(broadcast: Broadcast) -> Any:
    """The messages that a correction or a deletion is about; None for a message of its own."""
    if broadcast.of_id is None:
        return None
    return (
        select(DeliveryRow.person_id, DeliveryRow.message_id)
        .where(
            DeliveryRow.broadcast_id == broadcast.of_id,
            DeliveryRow.state == State.SENT.value,
        )
        .subquery()
    )


def _changing(broadcast: Broadcast) -> dict[str, Any]:
    return {
        "stage": broadcast.stage.value,
        "content": _written(broadcast.content),
        "audience": audiences.written(broadcast.audience),
        "canary": broadcast.canary,
        "starts_at": broadcast.starts_at,
        "halted": broadcast.halted and broadcast.halted.value,
        "card_id": broadcast.card_id,
    }


def _written(content: Content) -> str:
    media = content.media
    return json.dumps(
        {
            "texts": {code: [text.html, text.labels] for code, text in content.texts.items()},
            "media": media and [media.kind.value, media.file_id],
            "links": content.links,
        },
        ensure_ascii=False,
    )


def _read(written: str) -> Content:
    found = json.loads(written)
    media = found["media"]
    return Content(
        {code: Text(html, tuple(labels)) for code, (html, labels) in found["texts"].items()},
        media and Media(MediaKind(media[0]), media[1]),
        tuple(found["links"]),
    )


def _broadcast(
    id: int,
    kind: str,
    author_id: int,
    stage: str,
    content: str,
    audience: str,
    canary: bool,
    starts_at: datetime | None,
    halted: str | None,
    of_id: int | None,
    card_id: int | None,
) -> Broadcast:
    return Broadcast(
        id,
        Kind(kind),
        author_id,
        Stage(stage),
        _read(content),
        audiences.read(audience),
        canary,
        starts_at,
        None if halted is None else Halt(halted),
        of_id,
        card_id,
    )
