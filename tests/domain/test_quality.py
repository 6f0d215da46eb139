"""Days on which far more answers came in than usual."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.quality import LEAST, TIMES, Burst, bursts

DAYS = [date(2026, 11, day) for day in range(1, 6)]


def of(unit: int, *counts: int) -> list[tuple[int, date, int]]:
    return [(unit, day, n) for day, n in zip(DAYS, counts, strict=False)]


def test_a_day_far_above_the_units_own_median_is_a_burst() -> None:
    found = bursts([*of(1, 4, 5, 4, 40), *of(2, 40, 42, 41)])

    assert found == [Burst(1, DAYS[3], 40, 4.5)]


def test_few_answers_are_none_and_three_times_as_many_are_not_yet() -> None:
    assert bursts(of(1, 1, 1, 9)) == []
    assert bursts(of(1, 4, 4, 12)) == []
    assert [one.n for one in bursts(of(1, 4, 4, 13))] == [13]


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from(DAYS), st.integers(1, 99))))
def test_every_burst_was_given_and_the_most_come_first(days: list[tuple[int, date, int]]) -> None:
    found = bursts(days)

    assert {(one.unit_id, one.day, one.n) for one in found} <= set(days)
    assert [one.n for one in found] == sorted((one.n for one in found), reverse=True)
    assert all(one.n >= LEAST and one.n > TIMES * one.usual for one in found)
