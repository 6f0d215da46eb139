"""One message owed to one person: when it is due, and how an attempt to deliver it ends.

          due                 posted
PENDING ──────▶ SENDING ──────────────▶ SENT | BLOCKED | REJECTED | UNCERTAIN
   ▲                │ try later
   └────────────────┘              expires_at passed: EXPIRED · not needed any more: CANCELLED
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

__all__ = [
    "MAX_ATTEMPTS",
    "Blocked",
    "Class",
    "Delivery",
    "Kind",
    "Outcome",
    "Rejected",
    "Sent",
    "State",
    "TryLater",
    "Uncertain",
    "settle",
]

MAX_ATTEMPTS = 6

FIRST_WAIT = timedelta(minutes=1)
"""At least this long until the second attempt, twice as long until each one after."""


class Kind(StrEnum):
    """What the message is; a view finds its words by it."""

    UNFINISHED = "unfinished"


class Class(StrEnum):
    """How much a message may ask of a person: duty always, nudges and broadcasts by budget."""

    DUTY = "duty"
    NUDGE = "nudge"
    BROADCAST = "broadcast"


class State(StrEnum):
    """Where a delivery stands; all but the first two are final."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    BLOCKED = "blocked"
    EXPIRED = "expired"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message owed to one person; `class_` decides what a crash in mid-send means for it.

    `claimed_by` names the run of the bot that has it in hand.
    """

    id: int
    person_id: int
    kind: Kind
    class_: Class
    due_at: datetime
    expires_at: datetime
    state: State
    attempts: int
    reason: str | None = None
    claimed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """The person blocked the bot or never started it."""


@dataclass(frozen=True, slots=True)
class TryLater:
    """Telegram or the network was busy; not before `wait` has passed."""

    wait: timedelta


@dataclass(frozen=True, slots=True)
class Rejected:
    """Telegram will never take this message."""

    reason: str


@dataclass(frozen=True, slots=True)
class Uncertain:
    """It may have arrived: the answer was lost."""


Outcome = Sent | Blocked | TryLater | Rejected | Uncertain


def settle(delivery: Delivery, outcome: Outcome, now: datetime) -> Delivery:
    """The delivery after this attempt.

    What is uncertain is sent again if it is a duty (at least once) and ends if it is persuasion
    (at most once). Attempts are bounded.
    """
    tried = replace(delivery, attempts=delivery.attempts + 1)
    match outcome:
        case Sent():
            return replace(tried, state=State.SENT)
        case Blocked():
            return replace(tried, state=State.BLOCKED)
        case Rejected(reason=reason):
            return replace(tried, state=State.REJECTED, reason=reason)
        case Uncertain() if delivery.class_ is not Class.DUTY:
            return replace(tried, state=State.UNCERTAIN)
        case Uncertain():
            return _again(tried, now, timedelta(0), State.UNCERTAIN)
        case TryLater(wait=wait):
            backoff = FIRST_WAIT * 2**delivery.attempts
            return _again(tried, now, max(wait, backoff), State.REJECTED)
        case _:
            assert_never(outcome)


def _again(tried: Delivery, now: datetime, wait: timedelta, last: State) -> Delivery:
    """Pending once more, unless the attempts are used up or the time is over."""
    if tried.attempts >= MAX_ATTEMPTS:
        return replace(tried, state=last, reason="attempts")
    if now + wait >= tried.expires_at:
        return replace(tried, state=State.EXPIRED)
    return replace(tried, state=State.PENDING, due_at=now + wait)
