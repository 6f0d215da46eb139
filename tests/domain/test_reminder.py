"""When to remind of a session."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.reminder import (
    AT_ONCE,
    DAY,
    DEFAULT_OFFSETS,
    Reminder,
    instant_for,
    instant_of,
    plan,
    seen_from,
    slot,
)

JAYAPURA, BERLIN = ZoneInfo("Asia/Jayapura"), ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)
STARTS = datetime(2026, 12, 1, 0, 0, tzinfo=UTC)
"""Tuesday 1 December 2026, 09.00 in Sofifi."""

zones = st.sampled_from([JAYAPURA, BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Asia/Jakarta")])
starts = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(  # noqa: DTZ001
    lambda at: at.replace(tzinfo=UTC, microsecond=0)
)
offsets = st.lists(
    st.sampled_from([timedelta(minutes=n) for n in (15, 120, 300, 720, 1440, 2160, 4320, 10080)]),
    max_size=5,
).map(tuple)
agos = st.timedeltas(timedelta(days=-12), timedelta(days=2))


def test_three_days_and_one_at_nine_and_two_hours_before() -> None:
    found = plan(STARTS, JAYAPURA, DEFAULT_OFFSETS, STARTS - 7 * DAY, catch_up=False)

    assert found.skipped == ()
    assert found.reminders == (
        Reminder("T-3d", datetime(2026, 11, 28, 0, 0, tzinfo=UTC)),
        Reminder("T-1d", datetime(2026, 11, 30, 0, 0, tzinfo=UTC)),
        Reminder("T-120m", datetime(2026, 11, 30, 22, 0, tzinfo=UTC)),
    )


def test_the_day_before_at_nine_holds_when_clocks_change_in_between() -> None:
    """On 29 March 2026 clocks go forward in Berlin, so 23 hours lie between."""
    starts_at = datetime(2026, 3, 29, 9, 0, tzinfo=BERLIN).astimezone(UTC)

    assert instant_of(DAY, starts_at, BERLIN) == datetime(2026, 3, 28, 8, 0, tzinfo=UTC)
    assert starts_at - instant_of(DAY, starts_at, BERLIN) == 23 * HOUR


@pytest.mark.parametrize(
    ("ago", "catch_up", "slots", "skipped"),
    [
        (2 * DAY, False, ["T-1d", "T-120m"], ["T-3d"]),
        (2 * DAY, True, ["T-3d", "T-1d", "T-120m"], []),
        (10 * HOUR, True, ["T-1d", "T-120m"], ["T-3d"]),
        (HOUR, False, [], ["T-3d", "T-1d", "T-120m"]),
        (HOUR, True, ["T-120m"], ["T-3d", "T-1d"]),
        (AT_ONCE, True, [], ["T-3d", "T-1d", "T-120m"]),
        (-HOUR, True, [], ["T-3d", "T-1d", "T-120m"]),
    ],
)
def test_what_is_past_comes_at_once_or_is_skipped(
    ago: timedelta, catch_up: bool, slots: list[str], skipped: list[str]
) -> None:
    now = STARTS - ago

    found = plan(STARTS, JAYAPURA, DEFAULT_OFFSETS, now, catch_up=catch_up)

    assert [one.slot for one in found.reminders] == slots
    assert list(found.skipped) == skipped
    if slots and catch_up:
        assert found.reminders[0].at == now + AT_ONCE


@pytest.mark.parametrize(
    ("offset", "name"),
    [(DAY, "T-1d"), (14 * DAY, "T-14d"), (2 * HOUR, "T-120m"), (36 * HOUR, "T-2160m")],
)
def test_a_slot_is_named_by_how_long_before(offset: timedelta, name: str) -> None:
    assert slot(offset) == name


@given(starts, zones, offsets, agos, st.booleans())
def test_reminders_lie_between_now_and_the_start_sorted_and_none_is_lost(
    starts_at: datetime,
    zone: ZoneInfo,
    given_offsets: tuple[timedelta, ...],
    ago: timedelta,
    catch_up: bool,
) -> None:
    now = starts_at + ago

    found = plan(starts_at, zone, given_offsets, now, catch_up=catch_up)

    instants = [one.at for one in found.reminders]
    assert all(now < at < starts_at for at in instants)
    assert instants == sorted(instants)
    named = [one.slot for one in found.reminders] + list(found.skipped)
    assert sorted(named) == sorted({slot(one) for one in given_offsets})


@given(starts, zones, offsets, agos)
def test_planned_again_later_it_is_what_is_still_to_come(
    starts_at: datetime, zone: ZoneInfo, given_offsets: tuple[timedelta, ...], ago: timedelta
) -> None:
    now = starts_at + ago
    first = plan(starts_at, zone, given_offsets, now, catch_up=False)

    again = plan(starts_at, zone, given_offsets, now, catch_up=False)
    later = plan(starts_at, zone, given_offsets, now + 12 * HOUR, catch_up=False)

    assert again == first
    assert later.reminders == tuple(one for one in first.reminders if one.at > now + 12 * HOUR)


@pytest.mark.parametrize(
    ("offset", "at"),
    [
        (timedelta(minutes=90), datetime(2026, 11, 30, 22, 30, tzinfo=UTC)),
        (2 * HOUR, datetime(2026, 11, 30, 22, 0, tzinfo=UTC)),
        (3 * HOUR, datetime(2026, 11, 30, 10, 0, tzinfo=UTC)),
        (5 * HOUR, datetime(2026, 11, 30, 10, 0, tzinfo=UTC)),
        (12 * HOUR, datetime(2026, 11, 30, 10, 0, tzinfo=UTC)),
        (15 * HOUR, datetime(2026, 11, 30, 9, 0, tzinfo=UTC)),
        (36 * HOUR, datetime(2026, 11, 29, 10, 0, tzinfo=UTC)),
    ],
)
def test_only_shortly_before_the_start_a_reminder_comes_at_night(
    offset: timedelta, at: datetime
) -> None:
    """What would come after eight in the evening or before eight in the morning comes at seven in
    the evening."""
    assert instant_of(offset, STARTS, JAYAPURA) == at


def test_reminders_that_fall_on_the_same_evening_are_one() -> None:
    found = plan(STARTS, JAYAPURA, (5 * HOUR, 12 * HOUR, HOUR), STARTS - 7 * DAY, catch_up=False)

    assert [one.slot for one in found.reminders] == ["T-720m", "T-60m"]
    assert found.skipped == ("T-300m",)


@given(starts, zones, st.timedeltas(timedelta(hours=2, minutes=1), timedelta(days=3)))
def test_a_reminder_never_comes_later_than_it_was_asked_for(
    starts_at: datetime, zone: ZoneInfo, offset: timedelta
) -> None:
    at = instant_of(offset, starts_at, zone)

    assert at <= starts_at - offset or at.astimezone(zone).time() == time(9)
    assert 8 <= at.astimezone(zone).hour < 20


@given(starts, zones, zones, st.timedeltas(timedelta(hours=2, minutes=1), timedelta(days=3)))
def test_it_is_seen_in_time_whether_it_may_leave_wherever_its_reader_is(
    starts_at: datetime, zone: ZoneInfo, elsewhere: ZoneInfo, offset: timedelta
) -> None:
    offset -= offset % timedelta(minutes=1)
    one = Reminder(slot(offset), instant_of(offset, starts_at, zone))

    seen = seen_from(one, starts_at, starts_at - 9 * DAY)

    at = instant_for(one.slot, starts_at, elsewhere)
    if at is None:
        assert seen == one.at
    else:
        assert seen <= min(at, one.at)
        assert 8 <= at.astimezone(elsewhere).hour < 20
        assert seen_from(one, starts_at, one.at) == one.at


@pytest.mark.parametrize("offset", [DAY, 3 * DAY, 2 * HOUR, timedelta(minutes=15)])
def test_days_before_and_shortly_before_are_the_same_for_all(offset: timedelta) -> None:
    one = Reminder(slot(offset), instant_of(offset, STARTS, JAYAPURA))

    assert instant_for(one.slot, STARTS, BERLIN) is None
    assert seen_from(one, STARTS, STARTS - 9 * DAY) == one.at


@given(starts, zones, st.integers(1, 30))
def test_so_many_days_before_is_at_nine_on_the_wall_of_that_day(
    starts_at: datetime, zone: ZoneInfo, days: int
) -> None:
    at = instant_of(days * DAY, starts_at, zone).astimezone(zone)

    assert at.time() == time(9)
    assert (starts_at.astimezone(zone).date() - at.date()).days == days
