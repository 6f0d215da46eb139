"""Broadcasts: drafts, how far each has come, its members and deliveries, the taps under it."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    select,
    true,
    update,
)
from sqlalchemy.orm import aliased

from bot.db import audiences
from bot.db.base import Db, each, insert
from bot.db.tables import BroadcastRow, DeliveryRow, MembersRow, PersonRow
from bot.domain.broadcast import Broadcast, Halt, Stage
from bot.domain.content import Content, Media, MediaKind, Text
from bot.domain.delivery import Class, Kind, State

__all__ = [
    "add",
    "at_stages",
    "cancel_some",
    "draft_of",
    "erased",
    "expand",
    "find",
    "hold",
    "launched",
    "part",
    "save",
    "told",
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
]


_corrections = aliased(BroadcastRow)
_corrected = (
    select(_corrections.content)
    .where(
        _corrections.of_id == BroadcastRow.id,
        _corrections.kind == Kind.CORRECTION.value,
        _corrections.stage.in_(
            stage.value for stage in (Stage.LAUNCHED, Stage.PAUSED, Stage.STOPPED, Stage.DONE)
        ),
    )
    .order_by(_corrections.id.desc())
    .limit(1)
    .scalar_subquery()
)
_TOLD = select(
    *(func.coalesce(_corrected, one) if one is BroadcastRow.content else one for one in _stored)
).order_by(BroadcastRow.id)
_LAUNCHED = _TOLD.where(BroadcastRow.stage == Stage.LAUNCHED.value)


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


def told(db: Db, broadcast_id: int) -> Broadcast | None:
    """As `find`, with what it says since it was last corrected."""
    row = db.execute(_TOLD.where(BroadcastRow.id == broadcast_id)).one_or_none()
    return None if row is None else _broadcast(*row)


def launched(db: Db) -> list[Broadcast]:
    """All that leave, the oldest first, with what they say since they were last corrected."""
    return [_broadcast(*row) for row in db.execute(_LAUNCHED)]


def erased(db: Db, broadcast_id: int) -> bool:
    """Whether somebody had it deleted."""
    about = and_(BroadcastRow.of_id == broadcast_id, BroadcastRow.kind == Kind.DELETION.value)
    return bool(db.scalar(select(exists().where(about))))


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


def expand(db: Db, broadcast: Broadcast, after: int, now: datetime) -> int | None:
    """Owe the message to the next slice beyond that id; the last one's, or None for no more.

    Who blocked the bot is not tried. What was called off meanwhile is not sent either, but is
    counted: the states of all sum to the audience.
    """
    last = part(db, broadcast.id, after)
    if last is not None:
        db.execute(_owing(db, broadcast, last, now))
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


def part(db: Db, broadcast_id: int, after: int, slices: int = 1) -> int | None:
    """The last member of the next slices beyond that id; None for no more."""
    of = (
        select(MembersRow.last_id)
        .where(MembersRow.broadcast_id == broadcast_id, MembersRow.last_id > after)
        .order_by(MembersRow.last_id)
        .limit(slices)
    )
    last: int | None = db.scalar(select(func.max(of.subquery().c.last_id)))
    return last


def _owing(db: Db, broadcast: Broadcast, last: int, now: datetime) -> Any:
    """An INSERT of deliveries for the slice of members that ends with this id."""
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
    one = each(db.dialect.name, MembersRow.ids)
    members = (
        select(*values.values())
        .select_from(MembersRow)
        .join(one, true())
        .join(PersonRow, PersonRow.id == cast(cast(one.c.value, String), BigInteger))
    )
    if of is not None:
        members = members.join(of, of.c.person_id == PersonRow.id)
    found = members.where(MembersRow.broadcast_id == broadcast.id, MembersRow.last_id == last)
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
    )
