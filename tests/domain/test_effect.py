"""Which quarters and units are compared around trainings, and what may be said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import effect as rules
from bot.domain.effect import MATTERS, Change, Effect
from bot.domain.experiment import Estimate, Verdict
from bot.domain.period import parse

SPRING = parse("2026-Q2")

days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def test_units_trained_first_in_the_same_quarter_are_a_cohort() -> None:
    first = [date(2026, 9, 1), date(2026, 4, 1), date(2026, 6, 30), date(2026, 3, 31)]

    assert [one.code for one in rules.cohorts(first)] == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert rules.cohorts([]) == []


def test_the_quarters_that_are_compared_lie_right_before_and_right_after() -> None:
    found = Effect("waktu", SPRING, (), None, over=False)

    assert (found.before.code, found.after.code) == ("2026-Q1", "2026-Q3")


@given(st.dictionaries(st.integers(1, 30), days))
def test_every_trained_unit_counts_as_trained_in_one_cohort_and_nowhere_later_as_untrained(
    first: dict[int, date],
) -> None:
    found = [(one, rules.sides(one, first, first)) for one in rules.cohorts(first.values())]

    for unit, day in first.items():
        assert sum(sides.get(unit, False) for _one, sides in found) == 1
        untrained = [one for one, sides in found if sides.get(unit) is False]
        assert all(one.after().last_day < day for one in untrained)


def test_a_training_every_month_leaves_cohorts_apart() -> None:
    """Each unit is trained again and again, and counts where that was first."""
    first = {n: date(2026, n, 5) for n in range(1, 13)}

    assert [one.code for one in rules.cohorts(first.values())][1] == "2026-Q2"
    assert rules.sides(SPRING, first, [*range(1, 14)]) == {
        **dict.fromkeys((4, 5, 6), True),
        **dict.fromkeys((10, 11, 12, 13), False),
    }


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


def test_the_mean_change_of_a_side_is_that_of_its_units_alone() -> None:
    changes = (
        Change("a", True, 50.0, 60.0),
        Change("b", True, 50.0, 54.0),
        Change("c", False, 50.0, 49.0),
    )
    found = Effect("waktu", SPRING, changes, None, over=True)

    assert (found.mean(trained=True), found.mean(trained=False)) == (7.0, -1.0)
    assert Effect("waktu", SPRING, changes[:2], None, over=True).mean(trained=False) is None
