"""Arms compared: against values reckoned by hand and published ones."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import ceil
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.audience import Audience, Who
from bot.domain.campaign import Campaign
from bot.domain.experiment import Arm, Outcome, Spread, Verdict
from bot.usecases.comparing import Seen, compared, level_of, reference

FIRST = date(2026, 11, 24)

ABOUT = Campaign(
    "coba", "Tujuan", Audience(Who.EMPLOYEES), FIRST, FIRST, (), (), Outcome.ATTENDED,
    timedelta(0), (Arm("adil"), Arm("tanpa", holdout=True)),
)  # fmt: skip


def shares(yes: int, of: int) -> list[Seen]:
    return [Seen(1, 1.0)] * yes + [Seen(1, 0.0)] * (of - yes)


def means(*units: Sequence[float]) -> list[Seen]:
    return [Seen(unit, value) for unit, values in enumerate(units) for value in values]


def points(*parts: float) -> list[float]:
    return [round(100 * part, 1) for part in parts]


@pytest.mark.parametrize(
    ("treated", "control", "expected", "said"),
    [
        ((130, 200), (116, 200), [7.0, -2.5, 16.3], Verdict.NOT_YET),
        ((56, 70), (48, 80), [20.0, 5.2, 33.4], Verdict.EFFECT),
        ((505, 1_000), (500, 1_000), [0.5, -3.9, 4.9], Verdict.NO_SIGN),
    ],
)
def test_two_shares(
    treated: tuple[int, int], control: tuple[int, int], expected: list[float], said: Verdict
) -> None:
    seen = {"adil": shares(*treated), "tanpa": shares(*control)}

    measures, (one,) = compared(ABOUT, seen, over=True)

    assert (one.arm, one.against, one.verdict) == ("adil", "tanpa", said)
    assert one.estimate is not None
    assert points(*one.estimate) == expected
    assert (measures["adil"].yes, measures["adil"].of) == treated


@pytest.mark.parametrize(
    ("each", "rise"), [(50, 26.7), (100, 19.4), (200, 13.9), (400, 9.9), (1_000, 6.3)]
)
def test_what_so_many_can_show_from_one_half(each: int, rise: float) -> None:
    seen = {"adil": shares(each // 2, each), "tanpa": shares(each // 2, each)}

    (one,) = compared(ABOUT, seen, over=True)[1]

    assert one.detectable is not None
    assert ceil(1_000 * one.detectable) / 10 == rise


@pytest.mark.parametrize(
    ("treated", "control"),
    [((0, 5), (0, 5)), ((2, 6), (0, 6)), ((5, 5), (5, 5)), ((57, 60), (57, 60))],
)
def test_a_few_of_whom_nobody_or_all_have_the_outcome_are_no_sign_of_anything(
    treated: tuple[int, int], control: tuple[int, int]
) -> None:
    seen = {"adil": shares(*treated), "tanpa": shares(*control)}

    assert compared(ABOUT, seen, over=True)[1][0].verdict is Verdict.NOT_YET


def test_many_of_whom_nobody_has_the_outcome_show_no_sign_of_an_effect() -> None:
    seen = {"adil": shares(1, 300), "tanpa": shares(0, 300)}

    assert compared(ABOUT, seen, over=True)[1][0].verdict is Verdict.NO_SIGN


def test_too_early_nothing_is_concluded_however_large_the_difference() -> None:
    seen = {"adil": shares(190, 200), "tanpa": shares(10, 200)}

    assert compared(ABOUT, seen, over=False)[1][0].verdict is Verdict.NOT_YET
    assert compared(ABOUT, seen, over=True)[1][0].verdict is Verdict.EFFECT


@given(
    st.lists(st.integers(0, 60), min_size=2, max_size=2),
    st.sampled_from([Outcome.ATTENDED, Outcome.JP]),
    st.sampled_from(Spread),
)
def test_whoever_looks_early_finds_no_winner(
    yes: list[int], outcome: Outcome, spread: Spread
) -> None:
    about = replace(ABOUT, outcome=outcome, spread=spread)
    seen = {
        arm: [Seen(n % 7, float(n < some)) for n in range(60)]
        for arm, some in zip(("adil", "tanpa"), yes, strict=True)
    }

    assert [one.verdict for one in compared(about, seen, over=False)[1]] == [Verdict.NOT_YET]


def test_who_hears_nothing_is_what_the_others_are_held_against() -> None:
    assert reference(ABOUT).code == "tanpa"
    # Nobody who is asked nothing answers.
    assert reference(replace(ABOUT, outcome=Outcome.STAGE)).code == "adil"


def test_of_several_arms_each_has_to_differ_by_more() -> None:
    """By Bonferroni: two of them, each with 97.5 %."""
    three = replace(ABOUT, arms=(Arm("adil"), Arm("manfaat"), Arm("tanpa", holdout=True)))
    seen = {"adil": shares(63, 100), "tanpa": shares(49, 100), "manfaat": shares(49, 100)}

    alone = compared(ABOUT, seen, over=True)[1][0]
    first, second = compared(three, seen, over=True)[1]

    assert level_of(three) == pytest.approx(0.975)
    assert alone.verdict is Verdict.EFFECT
    assert [one.verdict for one in (first, second)] == [Verdict.NOT_YET] * 2
    assert [one.against for one in (first, second)] == ["tanpa"] * 2
    assert first.detectable is not None
    assert alone.detectable is not None
    assert first.detectable > alone.detectable


CLUSTERED = replace(ABOUT, outcome=Outcome.JP, spread=Spread.CLUSTERED)


def test_units_that_were_dealt_count_as_one_each_whatever_their_size() -> None:
    """By hand: means of 3, 1, 5, 3, 3 and of 2, 1, 3, 2, 2 differ by 1, with a standard error of
    0.7071 and 5.88 degrees of freedom, of which 2.459 and (80 %) 0.907 are the percentiles."""
    seen = {
        "adil": means([1, 5, 3, 3, 3], [1] * 5, [4, 6, 5, 5, 5], [3] * 9, [3] * 6),
        "tanpa": means([2] * 5, [0, 2, 1, 1, 1], [3] * 7, [2] * 5, [2] * 5),
    }

    measures, (one,) = compared(CLUSTERED, seen, over=True)

    assert one.estimate == pytest.approx((1.0, -0.739, 2.739), abs=0.001)
    assert one.detectable == pytest.approx(0.7071 * (2.459 + 0.907), abs=0.005)
    assert one.verdict is Verdict.NOT_YET
    assert (measures["adil"].of, measures["adil"].value) == (5, 3)


@pytest.mark.parametrize("units", [1, 2, 4])
def test_of_few_units_neither_a_mean_nor_a_difference_is_told(units: int) -> None:
    """Of two the mean and its range tell each exactly."""
    few, enough = means(*[[1, 2, 3, 4, 5]] * units), means(*[[1, 2, 3, 4, 6]] * 5)

    measures, (one,) = compared(CLUSTERED, {"adil": few, "tanpa": enough}, over=True)

    assert measures.keys() == {"tanpa"}
    assert (one.estimate, one.verdict) == (None, Verdict.NOT_YET)


def test_a_unit_of_few_people_counts_together_with_others() -> None:
    """One that has only one person would tell what they did."""
    pairs, five = [[0, 9]] * 5, [[1] * 5, [2] * 6, [3] * 7]

    found = compared(CLUSTERED, {"tanpa": means([8], *pairs, *five)}, over=True)[0]["tanpa"]

    assert found.of == 5
    assert found.value == pytest.approx(fmean([fmean([8, 0, 9, 0, 9]), 27 / 6, 1, 2, 3]))
    assert compared(CLUSTERED, {"tanpa": means(*[[0]] * 26)}, over=True)[0]["tanpa"].of == 5
    assert compared(CLUSTERED, {"tanpa": means([0])}, over=True)[0] == {}


def test_no_range_leaves_the_scale_of_what_is_measured() -> None:
    pulse = replace(ABOUT, outcome=Outcome.PULSE, arms=(Arm("adil"), Arm("tanpa")))
    learned = replace(ABOUT, outcome=Outcome.JP)
    units = replace(ABOUT, spread=Spread.CLUSTERED)
    ends = {"adil": means([1, 1, 1, 1, 5]), "tanpa": means([5, 5, 5, 5, 1])}

    most, (one,) = compared(pulse, ends, over=True)
    assert [(round(each.low, 2), round(each.high, 2)) for each in most.values()] == [
        (1, 4.02), (1.98, 5),
    ]  # fmt: skip
    assert one.estimate is not None
    assert one.estimate.high <= 4
    jp = compared(learned, {"adil": means([0, 0, 0, 0, 20])}, over=True)[0]["adil"]
    assert jp.low == 0
    assert jp.high == pytest.approx(15.1, abs=0.1)
    shares_of_units = means(*[[0] * 5] * 4, [1] * 5)
    share = compared(units, {"adil": shares_of_units}, over=True)[0]["adil"]
    assert (share.low, share.value) == (0, 0.2)


def test_where_not_even_the_whole_scale_would_show_none_is_called_detectable() -> None:
    pulse = replace(ABOUT, outcome=Outcome.PULSE, arms=(Arm("adil"), Arm("tanpa")))
    wide = {"adil": means([1, 1, 1, 5, 5]), "tanpa": means([5, 5, 5, 1, 1])}

    (one,) = compared(pulse, wide, over=True)[1]
    assert (one.estimate is None, one.detectable, one.verdict) == (False, None, Verdict.NOT_YET)
    few = {"adil": shares(3, 5), "tanpa": shares(3, 5)}
    (one,) = compared(ABOUT, few, over=True)[1]
    assert (one.estimate is None, one.detectable, one.verdict) == (False, None, Verdict.NOT_YET)


def test_a_difference_of_jp_matters_from_two_on() -> None:
    """Learning is uneven, so that fewer people show less."""
    learning = replace(ABOUT, outcome=Outcome.JP)
    same = [0.0, 10.0] * 40

    many = {"adil": means(same * 10), "tanpa": means(same * 10)}
    few = {"adil": means(same), "tanpa": means(same)}

    assert compared(learning, many, over=True)[1][0].verdict is Verdict.NO_SIGN
    assert compared(learning, few, over=True)[1][0].verdict is Verdict.NOT_YET


def test_an_arm_of_which_nothing_is_told_is_not_compared() -> None:
    measures, (one,) = compared(ABOUT, {"adil": shares(5, 10)}, over=True)

    assert measures.keys() == {"adil"}
    assert one.estimate is None
