"""Whether a message that is due leaves now, waits, or is not wanted any more."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.audience import Topic
from bot.domain.calendar import Calendar, opening
from bot.domain.delivery import (
    AGAIN,
    BUDGET,
    Class,
    Coming,
    Delivery,
    Kind,
    State,
    affordable,
    postpone,
)
from bot.domain.people import Addressee
from bot.domain.reminder import instant_for

__all__ = [
    "AT_ANY_HOUR",
    "MUTED",
    "NEVER_TOO_LATE",
    "SETTING_OUT",
    "ahead",
    "dispatched",
    "invites",
]

MUTED = "muted"

SETTING_OUT = timedelta(hours=3)
"""So long before the start whoever comes by boat sets out."""

# What mends or removes a message that is there makes no sound and asks for nothing.
SILENT = {Kind.CORRECTION, Kind.DELETION, Kind.WITHDRAWN}

# Who confirmed sets out at any hour, and it is of no use later.
AT_ANY_HOUR = SILENT | {Kind.STARTING}

# Better at night than not at all, where it is a duty: somebody would set out in vain, or not set
# out for a seat that is theirs, that is kept for them, or that they must take.
NEVER_TOO_LATE = {
    Kind.CHANGE,
    Kind.CANCELLATION,
    Kind.SEAT,
    Kind.RELEASED,
    Kind.ASKED,
    Kind.INVITATION,
    Kind.REPLY,
}

REMINDERS = {Kind.REMINDER, Kind.STARTING}

_TOPICS = {
    Kind.UNFINISHED: Topic.UNFINISHED,
    Kind.MESSAGE: Topic.NEWS,
    Kind.INVITATION: Topic.LEARNING,
    Kind.REMINDER: Topic.LEARNING,
    Kind.PROGRESS: Topic.PROGRESS,
    Kind.FOLLOW_UP: Topic.QUESTIONS,
    Kind.STEP: Topic.CAMPAIGNS,
    Kind.DIGEST: Topic.RESULTS,
}


def invites(one: Delivery) -> bool:
    """Whether it invites to what one need not attend; such a message may have to make way."""
    return one.kind is Kind.INVITATION and one.class_ is Class.NUDGE


def ahead(of: Delivery, coming: Iterable[Coming], now: datetime) -> list[datetime]:
    """When what goes before this one is due: before an invitation all that is no invitation, and
    those that wait beside it for something earlier."""
    if not invites(of):
        return []
    return [
        one.due_at
        for one in coming
        if one.kind is not Kind.INVITATION
        or (one.due_at <= now and one.expires_at < of.expires_at)
    ]


def dispatched(
    delivery: Delivery,
    to: Addressee | None,
    left: Sequence[datetime],
    now: datetime,
    zone: ZoneInfo,
    calendar: Calendar,
    first: Sequence[datetime] = (),
    was: datetime | None = None,
) -> Delivery:
    """The delivery as it is where it may leave now; else put off, or ended.

    `left` are the instants at which messages of its class left for the same person, `first` those
    at which others are due that go before it as long as it can wait; `zone` is the office's.
    News of a change is of a session that `was` to begin at that instant as far as anybody knew.
    Nobody is there any more where `to` is None.
    """
    if to is None:
        return replace(delivery, state=State.CANCELLED)
    if delivery.expires_at <= now:
        return replace(delivery, state=State.EXPIRED)
    if to.blocked:
        return replace(delivery, state=State.BLOCKED)
    if _persuades(delivery) and _TOPICS.get(delivery.kind) in to.muted:
        return replace(delivery, state=State.CANCELLED, reason=MUTED)
    at = max(now, _reminds_at(delivery, to.zone or zone) or now)
    if at > now or delivery.kind in AT_ANY_HOUR:
        return postpone(delivery, at, State.EXPIRED) if at > now else delivery
    return _in_time(delivery, to, left, now, to.zone or zone, calendar, first, was)


def _in_time(
    delivery: Delivery,
    to: Addressee,
    left: Sequence[datetime],
    now: datetime,
    zone: ZoneInfo,
    calendar: Calendar,
    first: Sequence[datetime],
    was: datetime | None,
) -> Delivery:
    paid = now
    if (budget := BUDGET.get((delivery.class_, to.employed))) is not None:
        soon = [max(at, now) for at in first]
        paid = affordable(budget, left, now, soon)
        if opening(delivery.class_, paid, zone, calendar) >= delivery.expires_at:
            # It cannot wait, so it makes way only for what is due at this moment.
            paid = affordable(budget, left, now, [at for at in soon if at <= now])
    opens = opening(delivery.class_, paid, zone, calendar)
    if opens <= now:
        return delivery
    if _cannot_wait(delivery, opens, was):
        return delivery
    return postpone(delivery, opens, State.OVER_BUDGET if paid > now else State.EXPIRED)


def _reminds_at(one: Delivery, zone: ZoneInfo) -> datetime | None:
    """When a reminder of hours before is to come, where its reader is; None for all else."""
    if one.kind not in REMINDERS:
        return None
    # It lasts until the start that it is about.
    return instant_for(one.slot or "", one.expires_at, zone)


def _persuades(one: Delivery) -> bool:
    """Whether one can do without it, as without another day of what one need not attend."""
    return one.class_ is not Class.DUTY or one.slot == AGAIN


def _cannot_wait(one: Delivery, until: datetime, was: datetime | None) -> bool:
    """What only persuades may be lost; news comes before anybody sets out for the old start."""
    news = one.kind in NEVER_TOO_LATE and not _persuades(one)
    starts_at = min(one.expires_at, was or one.expires_at)
    return news and starts_at - until < SETTING_OUT
