"""Who gets which arm, and what a difference lets one say."""

from collections import Counter
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.experiment import (
    POINTS_THAT_MATTER,
    Arm,
    Assignment,
    Design,
    Estimate,
    Share,
    Spread,
    Verdict,
    assign,
    verdict,
)

ARMS = (Arm("adil", 9), Arm("manfaat", 9), Arm("tanpa", 2, holdout=True))

designs = st.builds(
    Design,
    st.sampled_from(["kinerja:1", "jp:1", "jp:2"]),
    # Small, so that many draws fill a block and begin another.
    st.lists(st.integers(1, 3), min_size=1, max_size=3).map(
        lambda weights: tuple(Arm(f"arm{at}", weight) for at, weight in enumerate(weights))
    ),
    st.sampled_from(Spread),
)
# Some units of many, and many of one.
people = st.dictionaries(
    st.integers(1, 10_000), st.integers(1, 4) | st.integers(5, 40), max_size=40
)


def arms(found: list[Assignment]) -> dict[int, str]:
    return {one.employee_id: one.arm for one in found}


@given(designs, people, st.randoms())
def test_it_does_not_depend_on_the_order_in_which_people_come(
    design: Design, units: dict[int, int], random: object
) -> None:
    shuffled = list(units.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert arms(assign(design, dict(shuffled))) == arms(assign(design, units))


@given(designs, people, people)
def test_what_was_dealt_stays_and_nobody_is_dealt_to_twice(
    design: Design, first: dict[int, int], later: dict[int, int]
) -> None:
    before = assign(design, first)
    after = assign(design, first | later, before)

    assert {one.employee_id for one in after} == later.keys() - first.keys()
    assert not assign(design, first | later, before + after)


@given(designs, people)
def test_within_a_unit_the_arms_keep_to_their_weights(
    design: Design, units: dict[int, int]
) -> None:
    """In any whole blocks exactly; so no two arms are ever further apart than a block."""
    found = assign(design, units)
    whole = sum(arm.weight for arm in design.arms)

    groups: dict[int, list[str]] = {}
    for one in found:
        groups.setdefault(one.unit_id, []).append(one.arm)
    if design.spread is Spread.CLUSTERED:
        groups = {0: [arm for (arm, *_others) in groups.values()]}
    for got in groups.values():
        for arm in design.arms:
            blocks = len(got) / whole
            assert int(blocks) * arm.weight <= Counter(got)[arm.code]
            assert Counter(got)[arm.code] <= (int(blocks) + 1) * arm.weight


@given(designs, people, people, st.randoms())
def test_it_matters_neither_when_nor_in_which_order_people_come_later(
    design: Design, first: dict[int, int], later: dict[int, int], random: object
) -> None:
    before = assign(design, first or {1_000: 1})
    new = {one: unit for one, unit in later.items() if one not in first}
    at_once = arms(assign(design, new, before))

    known, order = list(before), list(new.items())
    random.shuffle(order)  # type: ignore[attr-defined]
    for one, unit in order:
        known += assign(design, {one: unit}, known)
    assert at_once.items() <= arms(known).items()


@given(designs, people, people)
def test_dealt_by_units_a_unit_has_one_arm(
    design: Design, first: dict[int, int], later: dict[int, int]
) -> None:
    clustered = Design(design.salt, design.arms, Spread.CLUSTERED)
    before = assign(clustered, first)
    # Who was dealt to with one unit stays so, also after a move to another.
    new = {one: unit for one, unit in later.items() if one not in first}
    found = before + assign(clustered, new, before)

    pairs = {(one.unit_id, one.arm) for one in found}
    assert len(pairs) == len({unit for unit, _arm in pairs})


@pytest.mark.parametrize("spread", Spread)
@pytest.mark.parametrize("salt", ["kinerja:1", "jp:1"])
def test_ten_thousand_are_dealt_as_the_weights_say(salt: str, spread: Spread) -> None:
    """Within four standard deviations of a draw for each; each is a unit of its own, so that
    nothing but the draw balances the arms."""
    design = Design(salt, ARMS, spread)
    # Half of them come later.
    found = assign(design, {one: one for one in range(5_000)})
    found += assign(design, {one: one for one in range(10_000)}, found)

    got = Counter(one.arm for one in found)
    for arm in ARMS:
        part = arm.weight / 20
        assert abs(got[arm.code] - 10_000 * part) <= 4 * sqrt(10_000 * part * (1 - part))


def test_another_salt_deals_anew() -> None:
    units = dict.fromkeys(range(1_000), 1)
    first, other = (arms(assign(Design(salt, ARMS), units)) for salt in ("jp:1", "jp:2"))

    same = sum(first[one] == other[one] for one in units)
    # By chance 0.45² + 0.45² + 0.1² = 41.5 % of them.
    assert abs(same - 415) <= 4 * sqrt(1_000 * 0.415 * 0.585)


@pytest.mark.parametrize(
    ("estimate", "detectable", "over", "said"),
    [
        (Estimate(0.20, 0.05, 0.33), 0.25, True, Verdict.EFFECT),
        (Estimate(-0.20, -0.33, -0.05), 0.25, True, Verdict.EFFECT),
        (Estimate(0.20, 0.05, 0.33), 0.05, False, Verdict.NOT_YET),
        (Estimate(0.07, -0.03, 0.16), 0.139, True, Verdict.NOT_YET),
        (Estimate(0.01, -0.05, 0.07), POINTS_THAT_MATTER, True, Verdict.NO_SIGN),
        (Estimate(0.07, 0.0, 0.14), 0.09, True, Verdict.NO_SIGN),
        (Estimate(-0.07, -0.14, 0.0), 0.11, True, Verdict.NOT_YET),
    ],
)
def test_what_may_be_said(
    estimate: Estimate, detectable: float, over: bool, said: Verdict
) -> None:
    assert verdict(estimate, detectable, over=over) is said


def test_a_share_of_nobody_is_nothing() -> None:
    assert Share(0, 0).part == 0
    assert Share(1, 4).part == 0.25
