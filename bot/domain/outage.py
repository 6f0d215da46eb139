"""What the owner is told: that something is away, once, and that it is back, once.

       fails            for ten minutes         works
FINE ────────▶ FAILING ────────────────▶ AWAY ────────▶ BACK ──▶ FINE
  ▲     works     │                   told once      told once
  └───────────────┘

That sending is away can only be told when it is back: then both are told in one sentence. A nearly
full disk does not wait for ten minutes.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

__all__ = [
    "NEARLY_FULL",
    "Away",
    "Back",
    "Moment",
    "News",
    "Saw",
    "Sense",
    "Thing",
    "Watch",
    "is_low",
    "news",
    "seen",
    "told",
]

NEARLY_FULL, ENOUGH = 500 * 10**6, 600 * 10**6
"""Bytes that are left. Between the two a disk stays what it was, so that nothing flutters."""

PATIENCE_SECONDS = 600


class Thing(StrEnum):
    """What is watched."""

    SENDING = "sending"
    DATABASE = "database"
    DISK = "disk"


class Sense(StrEnum):
    """What tells that a thing fails or works; each is heard for itself."""

    LISTENING = "listening"
    SPEAKING = "speaking"
    SERVING = "serving"
    TICKING = "ticking"
    TIDYING = "tidying"
    READING = "reading"
    ROOM = "room"

    @property
    def thing(self) -> Thing:
        match self:
            case Sense.LISTENING | Sense.SPEAKING:
                return Thing.SENDING
            case Sense.SERVING | Sense.TICKING | Sense.TIDYING | Sense.READING:
                return Thing.DATABASE
            case Sense.ROOM:
                return Thing.DISK


Saw = Callable[[Sense, bool], None]
"""Told by a sense whether all is well."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Monotonic seconds to measure by, and the instant to tell people."""

    seconds: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Watch:
    """One thing: which senses say that it fails, and what is known of its outage.

    `since` and `until` are when it was first and last seen failing, or `until` when it was back.
    """

    thing: Thing
    failing: frozenset[Sense] = frozenset()
    since: Moment | None = None
    until: Moment | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Away:
    """It fails, since then."""

    thing: Thing
    since: datetime


@dataclass(frozen=True, slots=True)
class Back:
    """It works again, after an outage from then to then."""

    thing: Thing
    since: datetime
    until: datetime


News = Away | Back


def seen(watch: Watch, sense: Sense, now: Moment, *, well: bool) -> Watch:
    """The watch after this sign; an outage is over when no sense says any more that it fails."""
    if not well:
        return replace(watch, failing=watch.failing | {sense}, since=watch.since or now, until=now)
    if sense not in watch.failing:
        return watch
    left = watch.failing - {sense}
    if left:
        return replace(watch, failing=left)
    return replace(watch, failing=left, until=now) if _outage(watch) else Watch(watch.thing)


def news(watch: Watch) -> News | None:
    """What is to be told now; None for nothing."""
    outage = _outage(watch)
    if outage is None:
        return None
    since, until = outage
    if not watch.failing:
        return Back(watch.thing, since.at, until.at)
    return None if watch.told or watch.thing is Thing.SENDING else Away(watch.thing, since.at)


def told(watch: Watch, news: News) -> Watch:
    """The watch after the owner was told; what failed anew in between is an outage of its own."""
    if isinstance(news, Away):
        return replace(watch, told=True)
    if watch.failing:
        return Watch(watch.thing, watch.failing, watch.until, watch.until)
    return Watch(watch.thing)


def is_low(free: int, *, was_low: bool) -> bool:
    """Whether a disk with so many bytes left is nearly full."""
    return free < (ENOUGH if was_low else NEARLY_FULL)


def _outage(watch: Watch) -> tuple[Moment, Moment] | None:
    """From when to when, if that is longer than one waits before one calls the owner."""
    if watch.since is None or watch.until is None:
        return None
    patience = 0 if watch.thing is Thing.DISK else PATIENCE_SECONDS
    lasting = watch.told or watch.until.seconds - watch.since.seconds >= patience
    return (watch.since, watch.until) if lasting else None
