"""When to remind of a session: so many days before at nine on the wall, or so long before.

A day before is a day of the calendar where the session is, also where clocks change in between.
So long before, where that is at night, is the evening before: whoever asks for hours to prepare
must not be told too late for that. Shortly before the start people are on the way at any hour.
What night is, is a matter of where the reader is: it is seen when the message is about to leave.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import Calendar, latest
from bot.domain.delivery import Class
from bot.domain.time import instant, local_day

__all__ = [
    "AT_ONCE",
    "DAY",
    "DEFAULT_OFFSETS",
    "Plan",
    "Reminder",
    "instant_for",
    "instant_of",
    "plan",
    "seen_from",
    "slot",
]

DAY = timedelta(days=1)
MORNING = time(9)

DEFAULT_OFFSETS = (3 * DAY, DAY, timedelta(hours=2))

ON_THE_WAY = timedelta(hours=2)
"""So shortly before the start a reminder comes at any hour."""

NIGHT = timedelta(hours=13)
"""By no more than this a reminder comes before it was asked for."""

AT_ONCE = timedelta(minutes=1)
"""So soon a reminder comes whose own time is over."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One instant to remind at; `slot` names it, as in "T-3d" or "T-120m"."""

    slot: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """The reminders to come, the earliest first, and the slots for which it is too late."""

    reminders: tuple[Reminder, ...]
    skipped: tuple[str, ...]


def slot(offset: timedelta) -> str:
    """The name of so long before."""
    days, rest = divmod(offset, DAY)
    return f"T-{offset // timedelta(minutes=1)}m" if rest or not days else f"T-{days}d"


def instant_of(offset: timedelta, starts_at: datetime, zone: ZoneInfo) -> datetime:
    """When it is so long before the start: whole days count to nine in the morning.

    What would come in the quiet hours, but for `ON_THE_WAY`, comes before them.
    """
    days, rest = divmod(offset, DAY)
    if offset <= ON_THE_WAY:
        return starts_at - offset
    if rest or not days:
        # Official days do not matter to a duty.
        return latest(Class.DUTY, starts_at - offset, zone, Calendar())
    return instant(local_day(starts_at, zone) - days * DAY, MORNING, zone)


def instant_for(of: str, starts_at: datetime, zone: ZoneInfo) -> datetime | None:
    """When the reminder of this slot comes to a reader in this zone; None where that is when it
    comes to everybody."""
    offset = _hours_before(of)
    return None if offset is None else instant_of(offset, starts_at, zone)


def seen_from(one: Reminder, starts_at: datetime, now: datetime) -> datetime:
    """From when on it is seen whether this may leave: elsewhere night may begin earlier."""
    offset = _hours_before(one.slot)
    return one.at if offset is None else min(one.at, max(now, starts_at - offset - NIGHT))


def _hours_before(of: str) -> timedelta | None:
    """None where it is days before, or so shortly that it comes at any hour."""
    minutes = timedelta(minutes=int(of[2:-1])) if of.endswith("m") else ON_THE_WAY
    return minutes if minutes > ON_THE_WAY else None


def plan(
    starts_at: datetime,
    zone: ZoneInfo,
    offsets: Iterable[timedelta],
    now: datetime,
    *,
    catch_up: bool,
) -> Plan:
    """What is to come from `now` on; every offset is among the reminders or the skipped.

    With `catch_up` the last one whose time is over comes at once, if there is still time.
    """
    wanted = sorted(offsets)
    # Of those that come at the same instant the longest is enough: it is for most people.
    kept = {instant_of(one, starts_at, zone): slot(one) for one in wanted}
    joined = sorted({slot(one) for one in wanted} - set(kept.values()))
    named = [Reminder(kept[at], at) for at in sorted(kept)]
    ahead = [one for one in named if now < one.at < starts_at]
    missed = [one for one in named if one not in ahead]
    soon = now + AT_ONCE
    late = [one for one in missed if one.at <= now]
    if catch_up and late and soon < starts_at and all(soon < one.at for one in ahead):
        ahead.insert(0, Reminder(late[-1].slot, soon))
        missed.remove(late[-1])
    return Plan(tuple(ahead), (*(one.slot for one in missed), *joined))
