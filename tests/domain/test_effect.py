"""Which quarters and units are compared around a wave of trainings, and what may be said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import effect as rules
from bot.domain.effect import MATTERS, Wave
from bot.domain.experiment import Estimate, Verdict
from bot.domain.period import parse

MARCH = Wave(parse("2026-03..2026-04"))

days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def test_the_quarters_lie_right_before_and_right_after() -> None:
    assert (MARCH.before.code, MARCH.after.code) == ("2025-12..2026-02", "2026-05..2026-07")
    january = Wave(parse("2026-01"))
    assert (january.before.code, january.after.code) == ("2025-Q4", "2026-02..2026-04")


def test_a_pause_of_a_quarter_ends_a_wave() -> None:
    found = rules.waves([date(2026, 9, 1), date(2026, 3, 31), date(2026, 4, 1), date(2026, 5, 9)])

    assert [one.months.code for one in found] == ["2026-03..2026-05", "2026-09"]
    assert len(rules.waves([date(2026, 3, 31), date(2026, 6, 30)])) == 1
    assert len(rules.waves([date(2026, 3, 31), date(2026, 7, 1)])) == 2
    assert rules.waves([]) == []


@given(st.lists(days))
def test_every_session_is_in_one_wave_and_in_no_quarter_after_its_own(some: list[date]) -> None:
    found = rules.waves(some)

    for day in some:
        month = day.replace(day=1)
        assert sum(month in set(one.months) for one in found) == 1
        assert not any(month in set(one.after) for one in found)


def test_who_was_trained_before_is_on_neither_side_and_who_comes_later_counts_as_untrained() -> (
    None
):
    first = {1: date(2026, 2, 28), 2: date(2026, 3, 1), 3: date(2026, 4, 30),
             4: date(2026, 8, 1)}  # fmt: skip

    assert rules.sides(MARCH, first, [1, 2, 3, 4, 5]) == {2: True, 3: True, 4: False, 5: False}
    assert rules.sides(MARCH, {6: date(2026, 7, 31)}, [6]) == {6: True}


@pytest.mark.parametrize(
    ("estimate", "over", "said"),
    [
        (None, True, Verdict.NOT_YET),
        (Estimate(6.0, 2.0, 10.0), True, Verdict.EFFECT),
        (Estimate(-6.0, -10.0, -2.0), True, Verdict.EFFECT),
        (Estimate(6.0, 2.0, 10.0), False, Verdict.NOT_YET),
        (Estimate(0.5, -MATTERS + 0.5, MATTERS + 0.5), True, Verdict.NO_SIGN),
        (Estimate(0.5, -MATTERS, MATTERS + 0.5), True, Verdict.NOT_YET),
        (Estimate(0.5, float("-inf"), float("inf")), True, Verdict.NOT_YET),
    ],
)
def test_a_verdict_needs_an_end_and_an_interval_that_is_narrow_or_without_zero(
    estimate: Estimate | None, over: bool, said: Verdict
) -> None:
    assert rules.verdict(estimate, over=over) is said
