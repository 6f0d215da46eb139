"""One message owed to one person: when it is due, and how an attempt to deliver it ends.

          due                 posted
PENDING ──────▶ SENDING ──────────────▶ SENT | BLOCKED | REJECTED | UNCERTAIN
   ▲                │ try later
   └────────────────┘              expires_at passed: EXPIRED · not needed any more: CANCELLED
                                   had enough of its class already: OVER_BUDGET
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

__all__ = [
    "AGAIN",
    "BUDGET",
    "LONGEST_BUDGET",
    "MAX_ATTEMPTS",
    "MUST",
    "UNSENT",
    "Blocked",
    "Budget",
    "Class",
    "Coming",
    "Delivery",
    "Kind",
    "Outcome",
    "Rejected",
    "Sent",
    "State",
    "TryLater",
    "Uncertain",
    "affordable",
    "postpone",
    "settle",
]

MAX_ATTEMPTS = 6

FIRST_WAIT = timedelta(minutes=1)
"""At least this long until the second attempt, twice as long until each one after."""


class Kind(StrEnum):
    """What the message is; a view finds its words by it."""

    UNFINISHED = "unfinished"
    MESSAGE = "message"
    CORRECTION = "correction"
    DELETION = "deletion"
    INVITATION = "invitation"
    REMINDER = "reminder"
    STARTING = "starting"
    CHANGE = "change"
    CANCELLATION = "cancellation"
    SEAT = "seat"
    RELEASED = "released"
    ASKED = "asked"
    WITHDRAWN = "withdrawn"
    REPLY = "reply"
    ANSWER = "answer"
    UNANSWERED = "unanswered"
    PROGRESS = "progress"
    DECISION = "decision"
    FEEDBACK = "feedback"
    FOLLOW_UP = "follow_up"
    STEP = "step"
    PLAN = "plan"
    PLAN_DUE = "plan_due"
    PLAN_WHO = "plan_who"
    PLAN_NEWS = "plan_news"
    DIGEST = "digest"
    IMPROVED = "improved"
    CITIZENS = "citizens"


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
    OVER_BUDGET = "over_budget"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    UNCERTAIN = "uncertain"


UNSENT = (State.BLOCKED, State.EXPIRED, State.OVER_BUDGET, State.REJECTED, State.CANCELLED)
"""How a message ended that nobody has read."""


@dataclass(frozen=True, slots=True)
class Budget:
    """So many messages within so much time."""

    most: int
    within: timedelta


AGAIN = "again"
"""The slot of an invitation to another day than was told; it mends what we said."""

MUST = "must"
"""The slot of what tells that a training to which one was invited must be attended now."""

WEEK = timedelta(weeks=1)

BUDGET: dict[tuple[Class, bool], Budget] = {
    (Class.NUDGE, False): Budget(1, WEEK),
    (Class.NUDGE, True): Budget(2, WEEK),
    (Class.BROADCAST, False): Budget(1, WEEK),
    (Class.BROADCAST, True): Budget(1, timedelta(days=1)),
}
"""By class, and whether it is for an employee; a duty has none."""

LONGEST_BUDGET = max(budget.within for budget in BUDGET.values())


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message owed to one person; `class_` decides what a crash in mid-send means for it.

    `claimed_by` names the run of the bot that has it in hand, `message_id` the message it became;
    for what mends a message that is there it is the message that this is about. `slot` says which
    of the messages about a session it is, where there are several of a kind, which certificate
    a decision is about, which version of a campaign a step is of and when, which publication (the
    newest of several) or which follow-up plan it tells of.
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
    broadcast_id: int | None = None
    message_id: int | None = None
    session_id: int | None = None
    slot: str | None = None
    campaign_id: int | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """Another message that is owed to the same person."""

    kind: Kind
    due_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """It arrived, as this message; None where it is the message that was there before."""

    message_id: int | None = None


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
        case Sent(message_id=message_id):
            return replace(tried, state=State.SENT, message_id=message_id or tried.message_id)
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


def postpone(delivery: Delivery, until: datetime, otherwise: State) -> Delivery:
    """The delivery put off, without an attempt; it ends otherwise when that is too late."""
    if until >= delivery.expires_at:
        return replace(delivery, state=otherwise)
    return replace(delivery, state=State.PENDING, due_at=until)


def affordable(
    budget: Budget, sent: Sequence[datetime], now: datetime, ahead: Sequence[datetime] = ()
) -> datetime:
    """The first instant from `now` on at which one more message keeps within the budget.

    `sent` are the instants at which those of the same class left, `ahead` those at which others
    are to leave, in any order.
    """
    free = (at + budget.within for at in (*sent, *ahead))
    return next(
        at
        for at in sorted({now, *(at for at in free if at > now)})
        if sum(other > at - budget.within for other in sent)
        + sum(abs(other - at) < budget.within for other in ahead)
        < budget.most
    )


def _again(tried: Delivery, now: datetime, wait: timedelta, last: State) -> Delivery:
    """Pending once more, unless the attempts are used up or the time is over."""
    if tried.attempts >= MAX_ATTEMPTS:
        return replace(tried, state=last, reason="attempts")
    if now + wait >= tried.expires_at:
        return replace(tried, state=State.EXPIRED)
    return replace(tried, state=State.PENDING, due_at=now + wait)
