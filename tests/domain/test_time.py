"""Days and hours of a zone, across awkward dates."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.time import Window, instant, local_day, next_morning, window

WIT = ZoneInfo("Asia/Jayapura")
BERLIN = ZoneInfo("Europe/Berlin")

# From 1970 to 2060.
instants = st.integers(0, 2_840_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
zones = st.sampled_from(
    [
        WIT,
        BERLIN,
        ZoneInfo("America/St_Johns"),
        ZoneInfo("Pacific/Apia"),
        ZoneInfo("Australia/Lord_Howe"),
    ]
)
mornings = st.times().map(lambda wall: wall.replace(second=0, microsecond=0))


def utc(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def test_a_day_begins_when_the_clock_of_the_zone_says_so() -> None:
    assert local_day(utc(24, 14, 59), WIT) == date(2026, 11, 24)
    assert local_day(utc(24, 15, 0), WIT) == date(2026, 11, 25)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        local_day(datetime(2026, 11, 24), WIT)  # noqa: DTZ001 - That is what is refused.


def test_a_wall_time_becomes_an_instant_in_utc() -> None:
    found = instant(date(2026, 11, 24), time(8, 5), WIT)

    assert found == utc(23, 23, 5)
    assert found.tzinfo is UTC


@pytest.mark.parametrize("fold", [0, 1])
def test_a_time_shown_twice_is_the_first(fold: int) -> None:
    assert instant(date(2026, 10, 25), time(2, 30, fold=fold), BERLIN) == utc(25, 0, 30, month=10)


@pytest.mark.parametrize("fold", [0, 1])
def test_a_time_never_shown_counts_on_from_before_the_gap(fold: int) -> None:
    found = instant(date(2026, 3, 29), time(2, 30, fold=fold), BERLIN)

    assert found.astimezone(BERLIN).time() == time(3, 30)


def test_the_next_morning_is_the_day_after_even_just_past_midnight() -> None:
    just_past_midnight = utc(23, 15, 1)

    assert next_morning(just_past_midnight, WIT) == utc(25, 0)
    assert next_morning(utc(24, 14, 59), WIT) == utc(25, 0)


def test_the_next_morning_comes_at_the_wanted_time() -> None:
    assert next_morning(utc(24, 3), WIT, time(7, 30)) == utc(24, 22, 30)


def test_nine_in_the_morning_stays_nine_when_clocks_change() -> None:
    evening = datetime(2026, 3, 28, 20, tzinfo=UTC)

    assert next_morning(evening, BERLIN) - evening == timedelta(hours=11)
    assert next_morning(evening, BERLIN).astimezone(BERLIN).time() == time(9)


@pytest.mark.parametrize(
    ("at", "first_day", "next_first_day"),
    [
        (utc(30, 14, 59), date(2026, 11, 1), date(2026, 12, 1)),
        (utc(30, 15, 0), date(2026, 12, 1), date(2027, 1, 1)),
        (utc(31, 12, 0, month=1), date(2026, 1, 1), date(2026, 2, 1)),
        (utc(28, 12, 0, month=2), date(2026, 2, 1), date(2026, 3, 1)),
    ],
)
def test_a_window_is_the_calendar_month_of_the_zone(
    at: datetime, first_day: date, next_first_day: date
) -> None:
    assert window(at, WIT) == Window(first_day, next_first_day)


@given(instants, zones)
def test_an_instant_lies_in_its_window_and_the_next_window_follows_at_once(
    at: datetime, zone: ZoneInfo
) -> None:
    found = window(at, zone)

    assert found.first_day <= local_day(at, zone) < found.next_first_day
    assert found.first_day.day == found.next_first_day.day == 1
    assert 28 <= (found.next_first_day - found.first_day).days <= 31


@given(instants, zones)
def test_every_shown_time_leads_back_to_its_instant(at: datetime, zone: ZoneInfo) -> None:
    local = at.astimezone(zone)
    assume(local.fold == 0)

    assert instant(local.date(), local.time(), zone) == at


@given(instants, zones, mornings)
def test_the_next_morning_is_on_a_later_day_and_within_two(
    at: datetime, zone: ZoneInfo, wall: time
) -> None:
    found = next_morning(at, zone, wall)

    # An hour more than two days, because clocks may go back in between.
    assert timedelta(0) < found - at < timedelta(days=2, hours=1)
    assert found.astimezone(zone).date() > local_day(at, zone)
