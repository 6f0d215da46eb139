"""Intervals, power and agreement: against published values, and by many experiments."""

from itertools import combinations
from math import ceil, inf
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.experiment import (
    Arm,
    Design,
    Share,
    Verdict,
    assign,
    verdict,
)
from bot.statistics import (
    cronbach,
    detectable,
    detectable_mean,
    mean,
    newcombe,
    permuted,
    sample_size,
    welch,
    wilson,
)

EXPERIMENTS = 1_000


def points(part: float) -> float:
    return round(100 * part, 1)


@pytest.mark.parametrize(
    ("treated", "control", "expected"),
    [
        (Share(130, 200), Share(116, 200), (7.0, -2.5, 16.3)),
        (Share(56, 70), Share(48, 80), (20.0, 5.2, 33.4)),
        # Newcombe 1998, table II, method 10.
        (Share(6, 7), Share(2, 7), (57.1, 5.8, 80.6)),
        (Share(5, 56), Share(0, 29), (8.9, -3.8, 19.3)),
        (Share(10, 10), Share(0, 10), (100.0, 60.8, 100.0)),
    ],
)
def test_differences_of_shares(
    treated: Share, control: Share, expected: tuple[float, float, float]
) -> None:
    assert tuple(map(points, newcombe(treated, control))) == expected


def test_the_other_way_round_it_is_the_opposite() -> None:
    there, back = newcombe(Share(56, 70), Share(48, 80)), newcombe(Share(48, 80), Share(56, 70))

    assert back == pytest.approx((-there.difference, -there.high, -there.low))


def test_a_share_of_none_or_all_has_an_interval() -> None:
    """Newcombe 1998, Statistics in Medicine 17, 857-872, table I: 0 of 20."""
    assert tuple(map(points, wilson(Share(0, 20)))) == (0.0, 16.1)
    assert tuple(map(points, wilson(Share(20, 20)))) == (83.9, 100.0)


@pytest.mark.parametrize(
    ("each", "rise"), [(50, 26.7), (100, 19.4), (200, 13.9), (400, 9.9), (1_000, 6.3)]
)
def test_what_so_many_can_show(each: int, rise: float) -> None:
    """Rounded up: a little less would be missed more often."""
    assert ceil(1_000 * detectable(each, each, 0.5)) / 10 == rise


def test_too_few_can_show_nothing() -> None:
    assert detectable(0, 40, 0.5) == 1
    assert detectable(40, 0, 0.5) == 1
    assert detectable(2, 2, 0.9) == 1
    assert detectable(300, 40, 0.5) == pytest.approx(detectable(40, 300, 0.5), rel=0.1)


@pytest.mark.parametrize(("each", "least"), [(5, 0.76), (50, 0.14), (200, 0.03)])
def test_few_of_whom_nobody_has_the_outcome_do_not_show_any_rise(each: int, least: float) -> None:
    """Nothing differs from nothing: that is no root."""
    assert least < detectable(each, each, 0.0) < least + 0.01


@pytest.mark.parametrize("base", [0.6, 0.9, 0.95, 1.0])
def test_where_most_have_the_outcome_a_fall_can_be_shown_though_no_rise_can(base: float) -> None:
    """No rise of ten points is left above 95 %; and what fewer show is no less."""
    found = detectable(100, 100, base)

    assert found <= detectable(100, 100, 1 - base)
    assert 0 < found < detectable(50, 50, base) < 1


@pytest.mark.parametrize("base", [0.1, 0.5, 0.7])
def test_so_many_are_needed_to_show_what_so_many_can_show(base: float) -> None:
    each = sample_size(base, 0.1)

    assert detectable(each, each, base) <= 0.1 < detectable(each - 1, each - 1, base)


def test_differences_of_means() -> None:
    """By hand: means 3 and 2, variances 8/3 and 2/3, so a standard error of 0.9129 with 4.41
    degrees of freedom, whose 97.5th percentile is 2.677."""
    found = welch([1.0, 3.0, 5.0, 3.0], [2.0, 1.0, 3.0, 2.0])

    assert found == pytest.approx((1.0, -1.4439, 3.4439), abs=0.001)
    assert welch([1.0], [2.0, 3.0]) is None
    assert welch([2.0, 2.0], [2.0, 2.0]) is None


def test_means_that_differ_by_what_a_computer_cannot_write_are_the_same() -> None:
    """Else units of which each has a tenth would seem to be sure of it."""
    tenths, halves = [0.1 + 0.2, 0.3, 0.3], [0.5, 0.5]

    assert welch(tenths, halves) is None
    assert detectable_mean(tenths, halves) is None
    assert mean(tenths) == pytest.approx((0.3, 0.3, 0.3))


def test_a_mean_has_an_interval() -> None:
    """By hand: variance 8/3 of four, so 3 ± 3.182 · 0.8165."""
    assert mean([1, 3, 5, 3]) == pytest.approx((3, 0.4018, 5.5982), abs=0.001)
    assert mean([3]) == (3, 3, 3)


def test_items_that_agree() -> None:
    """Three items of five people; by hand: variances 1.3, 1.3 and 0.7, of the sums 9.2."""
    answers = [[1, 2, 1], [2, 3, 2], [3, 3, 2], [4, 5, 3], [3, 4, 3]]

    found = cronbach(answers)
    assert found == pytest.approx(3 / 2 * (1 - 3.3 / 9.2))
    assert cronbach([[1, 1], [2, 2], [5, 5]]) == pytest.approx(1)
    assert cronbach([[1, 2, 3]]) is None
    assert cronbach([[1], [2]]) is None
    assert cronbach([[1, 3], [2, 2], [3, 1]]) is None
    assert cronbach([]) is None


def verdicts(each: int, base: float, rise: float) -> list[Verdict]:
    """What a thousand experiments said of arms that differ so much, dealt as people are."""
    units = {one: one % 16 for one in range(2 * each)}
    random = Random(1)  # noqa: S311 - The same chances in each run.
    said: list[Verdict] = []
    for number in range(EXPERIMENTS):
        design = Design(f"experiment {number}", (Arm("a"), Arm("b")))
        yes, of = {"a": 0, "b": 0}, {"a": 0, "b": 0}
        for one in assign(design, units):
            of[one.arm] += 1
            yes[one.arm] += random.random() < base + (rise if one.arm == "a" else 0.0)
        treated, control = (Share(yes[arm], of[arm]) for arm in "ab")
        can_show = detectable(of["a"], of["b"], base)
        said.append(verdict(newcombe(treated, control), can_show, over=True))
    return said


def test_where_nothing_differs_one_in_twenty_seems_to() -> None:
    found = verdicts(100, 0.5, 0.0).count(Verdict.EFFECT) / EXPERIMENTS

    assert abs(found - 0.05) <= 0.02


def test_ten_points_are_found_four_times_of_five_with_as_many_as_the_formula_says() -> None:
    found = verdicts(sample_size(0.5, 0.1), 0.5, 0.1).count(Verdict.EFFECT) / EXPERIMENTS

    assert abs(found - 0.80) <= 0.04


def _p_of_a_shift(treated: list[float], control: list[float], shift: float) -> float:
    """How often a relabelling differs as much upwards, every one of them looked at."""
    values = [one - shift for one in treated] + control
    whole, m, n = sum(values), len(treated), len(control)

    def difference(some: tuple[int, ...]) -> float:
        mine = sum(values[place] for place in some)
        return mine / m - (whole - mine) / n

    true = difference(tuple(range(m)))
    every = [difference(some) for some in combinations(range(m + n), m)]
    return sum(one >= true - 1e-12 for one in every) / len(every)


def test_the_ends_of_a_permutation_interval_are_where_the_test_begins_to_refuse() -> None:
    """Against every relabelling of five and five, of which 9,999 are drawn."""
    treated, control = [6.1, 3.9, 8.2, 5.0, 7.7], [1.2, -0.4, 2.9, 0.1, 3.3]

    difference, low, high = permuted(treated, control)

    assert difference == pytest.approx(4.76)
    assert _p_of_a_shift(treated, control, low - 0.15) < 0.025 < 0.035
    assert _p_of_a_shift(treated, control, low + 0.15) > 0.02
    mirrored = permuted([-one for one in treated], [-one for one in control])
    assert (mirrored.low, mirrored.high) == pytest.approx((-high, -low))


@given(
    st.lists(st.floats(-50, 50), min_size=6, max_size=10),
    st.lists(st.floats(-50, 50), min_size=6, max_size=10),
    st.floats(-30, 30),
)
@settings(max_examples=30, deadline=None)
def test_a_permutation_interval_holds_the_difference_and_goes_with_a_shift(
    treated: list[float], control: list[float], shift: float
) -> None:
    one = permuted(treated, control)
    other = permuted([value + shift for value in treated], control)

    assert one.low <= one.difference + 1e-6
    assert one.difference <= one.high + 1e-6
    assert other == pytest.approx(tuple(value + shift for value in one), abs=1e-6)
    assert permuted(treated, control) == one


@pytest.mark.parametrize(("effect", "lowest", "highest"), [(0.0, 0.015, 0.085), (8.0, 0.85, 1.0)])
def test_where_nothing_happened_an_effect_is_seen_one_time_in_twenty_and_where_much_did_often(
    effect: float, lowest: float, highest: float
) -> None:
    """Eight units and eight, whose changes spread by five points; 300 offices by one seed."""
    chance = np.random.default_rng(7)
    seen = held = 0
    for _ in range(300):
        treated, control = chance.normal(effect, 5.0, 8), chance.normal(0.0, 5.0, 8)
        found = permuted([*map(float, treated)], [*map(float, control)])
        seen += not found.low <= 0 <= found.high
        held += found.low <= effect <= found.high

    assert lowest <= seen / 300 <= highest
    assert 0.915 <= held / 300 <= 0.985


def test_too_few_for_a_level_have_no_bounds() -> None:
    found = permuted([1.0, 2.0], [0.0, 0.5], 1 - 1e-5)

    assert (found.low, found.high) == (-inf, inf)
