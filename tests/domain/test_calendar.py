"""When a message may leave: hours and days as an office keeps them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Calendar, closing, latest, opening
from bot.domain.delivery import Class

JAYAPURA = ZoneInfo("Asia/Jayapura")
ZONES = [JAYAPURA, ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jakarta"), ZoneInfo("Europe/Berlin")]

CHRISTMAS, LEAVE = date(2026, 12, 25), date(2026, 12, 24)
FASTING = date(2027, 2, 9)
CALENDAR = Calendar(frozenset({CHRISTMAS, LEAVE}), frozenset({FASTING, date(2027, 2, 12)}))


def at(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    """An instant by the clock in Sofifi; 24 November 2026 is a Tuesday."""
    return datetime(year, month, day, hour, minute, tzinfo=JAYAPURA).astimezone(UTC)


@pytest.mark.parametrize(
    ("class_", "asked", "opens"),
    [
        (Class.NUDGE, at(24, 9), at(24, 9)),
        (Class.NUDGE, at(24, 7, 59), at(24, 8)),
        (Class.NUDGE, at(24, 12), at(24, 13)),
        (Class.NUDGE, at(24, 15, 59), at(24, 15, 59)),
        (Class.NUDGE, at(24, 16), at(25, 8)),
        (Class.NUDGE, at(27, 11, 30), at(27, 13)),
        (Class.NUDGE, at(27, 16), at(30, 8)),
        (Class.NUDGE, at(28, 10), at(30, 8)),
        (Class.NUDGE, at(23, 17, month=12), at(28, 8, month=12)),
        (Class.BROADCAST, at(24, 12, 30), at(24, 12, 30)),
        (Class.BROADCAST, at(24, 20), at(25, 8)),
        (Class.BROADCAST, at(27, 11, 30), at(27, 13)),
        (Class.BROADCAST, at(28, 10), at(28, 10)),
        # Christmas of 2026 is a Friday: no day of work, but the prayer is quiet then too.
        (Class.BROADCAST, at(25, 9, month=12), at(25, 9, month=12)),
        (Class.BROADCAST, at(25, 12, month=12), at(25, 13, month=12)),
        (Class.DUTY, at(24, 23), at(25, 8)),
        (Class.DUTY, at(27, 12), at(27, 13)),
        (Class.NUDGE, at(9, 12, 15, 2, 2027), at(9, 12, 15, 2, 2027)),
        (Class.NUDGE, at(9, 15, 0, 2, 2027), at(10, 8, 0, 2, 2027)),
        (Class.NUDGE, at(12, 12, 0, 2, 2027), at(12, 13, 0, 2, 2027)),
        (Class.NUDGE, at(12, 15, 0, 2, 2027), at(15, 8, 0, 2, 2027)),
    ],
)
def test_a_message_leaves_at_the_next_open_hour(
    class_: Class, asked: datetime, opens: datetime
) -> None:
    assert opening(class_, asked, JAYAPURA, CALENDAR) == opens


@pytest.mark.parametrize(
    ("asked", "closes"),
    [
        (at(24, 9), at(24, 20)),
        (at(24, 20), at(25, 20)),
        (at(27, 11, 29), at(27, 11, 30)),
        (at(27, 12), at(27, 20)),
    ],
)
def test_open_hours_end(asked: datetime, closes: datetime) -> None:
    assert closing(Class.BROADCAST, asked, JAYAPURA, CALENDAR) == closes


def test_the_hours_are_those_of_the_zone() -> None:
    evening_in_jayapura = at(24, 20, 30)

    opens = opening(Class.BROADCAST, evening_in_jayapura, ZoneInfo("Asia/Jakarta"), Calendar())

    assert opens == evening_in_jayapura


def test_a_calendar_without_working_days_is_an_error() -> None:
    never = Calendar(frozenset(date(2026, 11, 24) + timedelta(days=n) for n in range(90)))

    with pytest.raises(ValueError, match="no working day within 60 days of 2026-11-24"):
        opening(Class.NUDGE, at(24, 9), JAYAPURA, never)


instants = st.datetimes(
    datetime(2026, 11, 1),  # noqa: DTZ001 - Made aware by `timezones`.
    datetime(2027, 3, 31),  # noqa: DTZ001 - The same.
    timezones=st.just(UTC),
)
classes = st.sampled_from(Class)
zones = st.sampled_from(ZONES)


@given(class_=classes, asked=instants, zone=zones)
def test_what_is_open_is_open(class_: Class, asked: datetime, zone: ZoneInfo) -> None:
    opens = opening(class_, asked, zone, CALENDAR)

    assert opens >= asked
    assert opening(class_, opens, zone, CALENDAR) == opens


@given(
    class_=classes,
    asked=instants,
    later=st.timedeltas(timedelta(0), timedelta(days=4)),
    zone=zones,
)
def test_who_asks_later_is_not_served_earlier_and_no_open_hour_is_passed_over(
    class_: Class, asked: datetime, later: timedelta, zone: ZoneInfo
) -> None:
    first = opening(class_, asked, zone, CALENDAR)
    second = opening(class_, asked + later, zone, CALENDAR)

    assert first <= second
    assert second == first or asked + later >= first


@given(asked=instants, zone=zones)
def test_a_nudge_never_leaves_when_a_duty_would_not(asked: datetime, zone: ZoneInfo) -> None:
    opens = opening(Class.NUDGE, asked, zone, CALENDAR)

    assert opening(Class.DUTY, opens, zone, CALENDAR) == opens
    assert CALENDAR.works(opens.astimezone(zone).date())


@pytest.mark.parametrize(
    ("asked", "leaves"),
    [
        (at(24, 8), at(24, 8)),
        (at(24, 19, 59), at(24, 19, 59)),
        (at(24, 20), at(24, 19)),
        (at(25, 4), at(24, 19)),
        (at(25, 7, 59), at(24, 19)),
        (at(27, 12), at(27, 10, 30)),
    ],
)
def test_what_cannot_wait_for_the_morning_leaves_in_the_evening(
    asked: datetime, leaves: datetime
) -> None:
    assert latest(Class.DUTY, asked, JAYAPURA, CALENDAR) == leaves


@given(st.integers(0, 60 * 24 * 700), st.sampled_from(ZONES))
def test_the_latest_instant_is_open_and_none_is_later_than_asked(
    minutes: int, zone: ZoneInfo
) -> None:
    asked = at(1, 0, month=1) + timedelta(minutes=minutes)
    found = latest(Class.DUTY, asked, zone, CALENDAR)

    assert found <= asked
    assert opening(Class.DUTY, found, zone, CALENDAR) == found
    assert (found == asked) is (opening(Class.DUTY, asked, zone, CALENDAR) == asked)
