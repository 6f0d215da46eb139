"""Dates as forms write them: ISO strings, and numbers of days since 1970 began at Greenwich."""

import re
from datetime import UTC, datetime, timedelta, tzinfo

__all__ = ["days", "formatted", "from_days", "iso_date", "iso_instant", "moment"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.(?P<part>\d{1,6})\d*)?)?"
    r"(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905 - reads better.
_WEEKDAYS = "Mon Tue Wed Thu Fri Sat Sun".split()  # noqa: SIM905 - The same.


def moment(text: str, zone: tzinfo) -> datetime | None:
    """The instant that an ISO date or date and time names, told in this zone; None if none."""
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    names = ("year", "month", "day", "hour", "minute", "second")
    numbers = [int(found[name] or 0) for name in names]
    part = int((found["part"] or "0").ljust(6, "0"))
    try:
        own = datetime(*numbers, part, tzinfo=_zone(found["zone"], zone))  # type: ignore[misc, arg-type]  # six parts, then the zone.
        return own.astimezone(zone)
    except (ValueError, OverflowError):
        return None


def _zone(text: str | None, otherwise: tzinfo) -> tzinfo:
    if text is None:
        return otherwise
    return datetime.fromisoformat(f"1970-01-01T00:00:00{text}").tzinfo or otherwise


def days(instant: datetime) -> float:
    """Days since the epoch, with the time of day as the fraction."""
    return (instant - _EPOCH) / _DAY


def from_days(count: float, zone: tzinfo) -> datetime | None:
    """The instant so many days after the epoch, None where the calendar does not reach."""
    try:
        return (_EPOCH + timedelta(days=count)).astimezone(zone)
    except (OverflowError, ValueError):
        return None


def iso_date(instant: datetime) -> str:
    """The day, YYYY-MM-DD."""
    return instant.date().isoformat()


def iso_instant(instant: datetime) -> str:
    """The instant to the millisecond, with its zone."""
    return instant.isoformat(timespec="milliseconds")


def formatted(instant: datetime, pattern: str) -> str:
    """The instant in the words of an ODK pattern; an unknown `%x` stays as it is."""
    parts = {
        "%": "%",
        "Y": f"{instant.year:04}",
        "y": f"{instant.year % 100:02}",
        "m": f"{instant.month:02}",
        "n": str(instant.month),
        "b": _MONTHS[instant.month - 1],
        "d": f"{instant.day:02}",
        "e": str(instant.day),
        "H": f"{instant.hour:02}",
        "h": str(instant.hour),
        "M": f"{instant.minute:02}",
        "S": f"{instant.second:02}",
        "3": f"{instant.microsecond // 1000:03}",
        "a": _WEEKDAYS[instant.weekday()],
    }
    return re.sub("%(.)", lambda found: parts.get(found[1], found[0]), pattern)
