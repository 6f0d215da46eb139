"""Periods: named, compared, put one after another."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import NoPeriod
from bot.domain.period import HALF_YEAR, MONTH, QUARTER, YEAR, Period, month_of, parse, spanning

STARTS = st.dates(date(2000, 1, 1), date(2090, 12, 31)).map(lambda day: day.replace(day=1))
PERIODS = st.builds(Period, STARTS, st.integers(1, 60))


@pytest.mark.parametrize(
    ("code", "first", "last_day"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-t1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-S2", date(2026, 7, 1), date(2026, 12, 31)),
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2025-12..2026-02", date(2025, 12, 1), date(2026, 2, 28)),
    ],
)
def test_a_period_is_found_by_its_name(code: str, first: date, last_day: date) -> None:
    found = parse(code)

    assert (found.first, found.last_day) == (first, last_day)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "2026-13",
        "2026-0",
        "2026-Q5",
        "2026-S0",
        "2026-02..2026-01",
        "1999",
        "2026-01..2031-01",
        "2026-00",
        "٢٠٢٦",
    ],
)
def test_no_other_name_is_taken_for_a_period(code: str) -> None:
    with pytest.raises(NoPeriod):
        parse(code)


@given(PERIODS)
def test_every_period_is_found_by_its_own_name(period: Period) -> None:
    assert parse(period.code) == period


@given(PERIODS, st.integers(1, 5))
def test_what_comes_before_ends_where_this_begins(period: Period, count: int) -> None:
    before = period.before(count)

    assert before.months == period.months
    for _ in range(count):
        before = before.after()
    assert before == period


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.sampled_from([1, 3, 6, 12]))
def test_a_day_lies_in_one_usual_period_of_each_length(day: date, months: int) -> None:
    found = month_of(day, months)

    assert found.is_usual
    assert found.first <= day <= found.last_day
    assert found.holds(month_of(day))
    assert spanning(found.first, found.last) == found


def test_a_period_is_closed_on_the_day_after_its_last() -> None:
    november = Period(date(2026, 11, 1), MONTH)

    assert not november.closed(date(2026, 11, 30))
    assert november.closed(date(2026, 12, 1))


def test_lengths_are_those_of_the_calendar() -> None:
    assert [len([*month_of(date(2026, 5, 9), months)]) for months in (MONTH, QUARTER)] == [1, 3]
    assert [month_of(date(2026, 5, 9), months).code for months in (HALF_YEAR, YEAR)] == [
        "2026-S1",
        "2026",
    ]
