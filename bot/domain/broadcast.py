"""One send-out, from its draft to its end.

DRAFT ──▶ (ASKED, for a second admin) ──▶ LAUNCHED ⇄ PAUSED ──▶ DONE
  │              │          held for a minute │          │
  └──────────────┴──────▶ CANCELLED ◀─────────┘          └──▶ STOPPED (also from LAUNCHED)

What is cancelled after it was a draft leaves another draft that says the same. A correction is a
broadcast of its own, to those who have the message; so is a deletion, which is launched at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from math import ceil

from bot.domain.audience import Audience
from bot.domain.content import Content
from bot.domain.delivery import Kind, State
from bot.domain.errors import NotAllowed, NotNow, Passed

__all__ = [
    "HOLD",
    "LIFETIME",
    "TRIED",
    "Broadcast",
    "Halt",
    "Stage",
    "again",
    "allowance",
    "approve",
    "cancel",
    "confirm",
    "correction",
    "deletion",
    "edition",
    "finish",
    "judge",
    "mendable",
    "pause",
    "resume",
    "stop",
]

HOLD = timedelta(seconds=60)
"""So long one tap takes it all back."""

LIFETIME = timedelta(hours=24)
"""What could not be sent within this long of its time is not sent any more."""

CANARY_SHARE = 0.01
CANARY_LEAST = 20

TRIED = (State.SENT, State.BLOCKED, State.REJECTED, State.UNCERTAIN)

# Of those tried; conversations.md: blocks per 1,000 delivered, "stop > 15".
MOST_BLOCKED = 0.015
MOST_REJECTED = 0.05


class Stage(StrEnum):
    """How far a broadcast has come; the last three are final."""

    DRAFT = "draft"
    ASKED = "asked"
    LAUNCHED = "launched"
    PAUSED = "paused"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    DONE = "done"


class Halt(StrEnum):
    """Why a broadcast paused by itself."""

    BLOCKED = "blocked"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One ad-hoc send-out; `of_id` is what a correction or a deletion is about.

    With a `canary` a small part goes first, and the rest only if that went well.
    """

    id: int
    kind: Kind
    author_id: int
    stage: Stage
    content: Content
    audience: Audience
    canary: bool = False
    starts_at: datetime | None = None
    halted: Halt | None = None
    of_id: int | None = None

    @property
    def expires_at(self) -> datetime:
        """When what has not left yet is not sent any more."""
        if self.starts_at is None:
            raise ValueError("a draft has no time yet")
        return self.starts_at + LIFETIME

    def held(self, now: datetime) -> bool:
        """Whether it is launched, and nothing of it has left yet."""
        return self.stage is Stage.LAUNCHED and self.starts_at is not None and now < self.starts_at


def edition(broadcast: Broadcast) -> str:
    """A short mark of all that a rehearsal shows: another one is another message or audience."""
    shown = (broadcast.content, broadcast.audience, broadcast.canary)
    return sha256(repr(shown).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def confirm(broadcast: Broadcast, at: datetime | None, now: datetime, *, alone: bool) -> Broadcast:
    """Launched for this time (None: now), or asked of a second admin where one is not enough.

    Raises Passed for a time that is over.
    """
    _require(broadcast, Stage.DRAFT)
    if at is not None and at < now:
        raise Passed
    starts_at = max(at or now, now + HOLD)
    return replace(broadcast, stage=Stage.LAUNCHED if alone else Stage.ASKED, starts_at=starts_at)


def approve(broadcast: Broadcast, by: int, now: datetime) -> Broadcast:
    """Launched; the hold begins with this tap. Raises NotAllowed where the author approves."""
    _require(broadcast, Stage.ASKED)
    if by == broadcast.author_id:
        raise NotAllowed
    starts_at = max(broadcast.starts_at or now, now + HOLD)
    return replace(broadcast, stage=Stage.LAUNCHED, starts_at=starts_at)


def cancel(broadcast: Broadcast, now: datetime) -> Broadcast:
    """Taken back before anything left."""
    if not broadcast.held(now):
        _require(broadcast, Stage.ASKED)
    return replace(broadcast, stage=Stage.CANCELLED)


def pause(broadcast: Broadcast, halted: Halt | None = None) -> Broadcast:
    """Nothing more leaves for now."""
    _require(broadcast, Stage.LAUNCHED)
    return replace(broadcast, stage=Stage.PAUSED, halted=halted)


def resume(broadcast: Broadcast) -> Broadcast:
    """It goes on; after a halt without a canary, for somebody has looked at it."""
    _require(broadcast, Stage.PAUSED)
    canary = broadcast.canary and broadcast.halted is None
    return replace(broadcast, stage=Stage.LAUNCHED, canary=canary, halted=None)


def stop(broadcast: Broadcast) -> Broadcast:
    """Whatever has not left never will."""
    _require(broadcast, Stage.LAUNCHED, Stage.PAUSED)
    return replace(broadcast, stage=Stage.STOPPED)


def finish(broadcast: Broadcast) -> Broadcast:
    """All of it ended in one way or another."""
    _require(broadcast, Stage.LAUNCHED)
    return replace(broadcast, stage=Stage.DONE)


def again(broadcast: Broadcast) -> Broadcast:
    """A draft as this one was before it was launched; its id is 0."""
    return replace(broadcast, id=0, stage=Stage.DRAFT, starts_at=None, halted=None)


def correction(before: Broadcast, author_id: int) -> Broadcast:
    """A draft of what takes the place of a message where it arrived; its id is 0."""
    mendable(before)
    draft = replace(again(before), kind=Kind.CORRECTION, author_id=author_id)
    return replace(draft, canary=False, of_id=before.id)


def mendable(before: Broadcast) -> None:
    """Raise NotNow where a correction might miss somebody: while messages of it leave."""
    _require(before, Stage.PAUSED, Stage.STOPPED, Stage.DONE)
    if before.kind is not Kind.MESSAGE:
        raise NotNow(before.stage)


def deletion(before: Broadcast, author_id: int, now: datetime) -> Broadcast:
    """What takes a message out of every chat where it arrived, launched at once; its id is 0."""
    _require(before, Stage.LAUNCHED, Stage.PAUSED, Stage.STOPPED, Stage.DONE)
    if before.kind is not Kind.MESSAGE:
        raise NotNow(before.stage)
    gone = replace(again(before), kind=Kind.DELETION, author_id=author_id, of_id=before.id)
    return replace(gone, canary=False, stage=Stage.LAUNCHED, starts_at=now)


def allowance(broadcast: Broadcast, size: int, tried: Mapping[State, int]) -> int | None:
    """How many more may be tried now; None: all. `tried` counts those that were."""
    if not broadcast.canary:
        return None
    return max(0, _canary(size) - _ended(tried) - tried.get(State.SENDING, 0))


def judge(broadcast: Broadcast, size: int, tried: Mapping[State, int]) -> Broadcast:
    """After its canary: halted, or free to go on; before that, as it is."""
    ended = _ended(tried)
    if not broadcast.canary or ended < _canary(size):
        return broadcast
    if tried.get(State.REJECTED, 0) > MOST_REJECTED * ended:
        return pause(broadcast, Halt.REJECTED)
    if tried.get(State.BLOCKED, 0) > MOST_BLOCKED * ended:
        return pause(broadcast, Halt.BLOCKED)
    return replace(broadcast, canary=False)


def _canary(size: int) -> int:
    return min(size, max(CANARY_LEAST, ceil(size * CANARY_SHARE)))


def _ended(tried: Mapping[State, int]) -> int:
    return sum(tried.get(end, 0) for end in TRIED)


def _require(broadcast: Broadcast, *stages: Stage) -> None:
    if broadcast.stage not in stages:
        raise NotNow(broadcast.stage)
