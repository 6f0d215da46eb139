"""When a message may leave: official days, working hours and quiet hours, by the clock of a zone.

Sources: working hours of Perpres 21/2023; official days by the yearly joint decree, which the
office corrects; the days of Ramadan come from the office, as sightings may differ by a day.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.domain.delivery import Class
from bot.domain.time import instant, local_day

__all__ = ["Calendar", "closing", "latest", "opening"]

FRIDAY, SATURDAY = 4, 5
DAY, HOUR = timedelta(days=1), timedelta(hours=1)

Hours = tuple[tuple[time, time], ...]

# Nobody is written to at night, nor during the Friday prayer.
AWAKE = ((time(8), time(20)),)
AWAKE_ON_FRIDAY = ((time(8), time(11, 30)), (time(13), time(20)))

# Persuasion comes at work, and not in the break.
AT_WORK = ((time(8), time(12)), (time(13), time(16)))
AT_WORK_ON_FRIDAY = ((time(8), time(11, 30)), (time(13), time(16)))

# Fasting shortens the day; there is no meal for which to break it.
AT_WORK_IN_RAMADAN = ((time(8), time(15)),)
AT_WORK_ON_FRIDAY_IN_RAMADAN = ((time(8), time(11, 30)), (time(13), time(15)))

LONGEST_CLOSED = 60
"""No run of days without an open hour is longer; then the calendar itself is wrong."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Official days off, collective leave among them, and the days of Ramadan."""

    days_off: frozenset[date] = frozenset()
    ramadan: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Whether offices work on this day."""
        return day.weekday() < SATURDAY and day not in self.days_off

    def first_working_day(self, day: date) -> date:
        """The first day from this one on at which offices work."""
        return self._working_day(day, DAY)

    def last_working_day(self, day: date) -> date:
        """The last day up to this one at which offices work."""
        return self._working_day(day, -DAY)

    def _working_day(self, day: date, step: timedelta) -> date:
        for n in range(LONGEST_CLOSED):
            if self.works(day + n * step):
                return day + n * step
        raise ValueError(f"no working day within {LONGEST_CLOSED} days of {day}")


def opening(class_: Class, at: datetime, zone: ZoneInfo, calendar: Calendar) -> datetime:
    """The first instant from `at` on at which a message of this class may leave.

    Duty and broadcasts leave by day, nudges in working hours; none during the Friday prayer.
    """
    return _open(class_, at, zone, calendar)[0]


def closing(class_: Class, at: datetime, zone: ZoneInfo, calendar: Calendar) -> datetime:
    """When the hours end that are open at `at`, or else open next."""
    return _open(class_, at, zone, calendar)[1]


def latest(class_: Class, at: datetime, zone: ZoneInfo, calendar: Calendar) -> datetime:
    """`at` where a message of this class may leave then; else an hour before the hours ended that
    were open last, so that also the last of many leaves within them."""
    day = local_day(at, zone)
    for earlier in range(LONGEST_CLOSED):
        for begin, end in reversed(_hours(class_, day - earlier * DAY, calendar)):
            begins, ends = (instant(day - earlier * DAY, each, zone) for each in (begin, end))
            if begins <= at:
                return at if at < ends else ends - HOUR
    raise ValueError(f"no working day within {LONGEST_CLOSED} days of {day}")


# The same for thousands of people who are written to at the same instant.
@lru_cache(maxsize=64)
def _open(
    class_: Class, at: datetime, zone: ZoneInfo, calendar: Calendar
) -> tuple[datetime, datetime]:
    day = local_day(at, zone)
    for later in range(LONGEST_CLOSED):
        for begin, end in _hours(class_, day + later * DAY, calendar):
            ends = instant(day + later * DAY, end, zone)
            if at < ends:
                return max(at, instant(day + later * DAY, begin, zone)), ends
    raise ValueError(f"no working day within {LONGEST_CLOSED} days of {day}")


def _hours(class_: Class, day: date, calendar: Calendar) -> Hours:
    friday = day.weekday() == FRIDAY
    if class_ is not Class.NUDGE:
        return AWAKE_ON_FRIDAY if friday else AWAKE
    if not calendar.works(day):
        return ()
    if day in calendar.ramadan:
        return AT_WORK_ON_FRIDAY_IN_RAMADAN if friday else AT_WORK_IN_RAMADAN
    return AT_WORK_ON_FRIDAY if friday else AT_WORK
