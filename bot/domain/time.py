"""Wall-clock time: the only place where instants meet the days and hours of a zone.

Instants are aware and in UTC everywhere else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

__all__ = ["Clock", "Window", "instant", "local_day", "next_morning", "window"]

Clock = Callable[[], datetime]
"""Tells the instant it is now; only the wiring has a real one."""


@dataclass(frozen=True, slots=True)
class Window:
    """A period within which a unit is rated once; it ends before `next_first_day`."""

    first_day: date
    next_first_day: date


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """The day it is in this zone; an instant without a zone of its own is refused."""
    if at.tzinfo is None:
        raise ValueError("instants are aware")
    return at.astimezone(zone).date()


def instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The instant, in UTC, at which a clock on the wall shows this.

    Of a time shown twice, when clocks go back, it is the first. A time never shown, when they
    go forward, counts on from before the gap: half past two is half past three.
    """
    return datetime.combine(day, wall.replace(fold=0), zone).astimezone(UTC)


def next_morning(at: datetime, zone: ZoneInfo, wall: time = time(9)) -> datetime:
    """The next day's instant at which the clock shows this time."""
    return instant(local_day(at, zone) + timedelta(days=1), wall, zone)


def window(at: datetime, zone: ZoneInfo) -> Window:
    """The calendar month an instant falls in, by the clock of the zone."""
    first_day = local_day(at, zone).replace(day=1)
    # 31 days after the first of a month lie in the next one.
    return Window(first_day, (first_day + timedelta(days=31)).replace(day=1))
