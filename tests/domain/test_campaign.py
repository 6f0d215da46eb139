"""Where a person stands in a campaign, and what they are told next."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.campaign import (
    ITEMS,
    STAGES,
    Ask,
    Item,
    Reaction,
    Stage,
    Step,
    after_item,
    after_reaction,
    step_for,
)

DAY = timedelta(days=1)

stages = st.sampled_from(Stage)
items = st.sampled_from(Item)
steps = st.builds(
    Step,
    st.just("step"),
    st.sampled_from([0 * DAY, 7 * DAY, date(2026, 12, 1)]),
    st.just({"id": "Halo"}),
    st.none() | stages,
    st.none() | st.sampled_from(Ask),
    arms=st.sampled_from([(), ("a",), ("b",), ("a", "b")]),
)


def place(stage: Stage) -> int:
    return STAGES.index(stage)


def step(code: str, stage: Stage | None = None, *arms: str) -> Step:
    return Step(code, 7 * DAY, {"id": code}, stage, Ask.REACTION, arms=arms)


@pytest.mark.parametrize(
    ("stage", "reaction", "of", "then"),
    [
        (Stage.AWARENESS, Reaction.AGREES, Stage.AWARENESS, Stage.DESIRE),
        (Stage.AWARENESS, Reaction.AGREES, None, Stage.DESIRE),
        (Stage.AWARENESS, Reaction.DOUBTS, Stage.AWARENESS, Stage.AWARENESS),
        (Stage.DESIRE, Reaction.OBJECTS, Stage.DESIRE, Stage.DESIRE),
        # An old message, answered late, takes nobody back.
        (Stage.ABILITY, Reaction.AGREES, Stage.AWARENESS, Stage.ABILITY),
        (Stage.REINFORCEMENT, Reaction.AGREES, Stage.REINFORCEMENT, Stage.REINFORCEMENT),
    ],
)
def test_who_agrees_goes_on_and_who_does_not_stays(
    stage: Stage, reaction: Reaction, of: Stage | None, then: Stage
) -> None:
    assert after_reaction(stage, reaction, step("s", of)) is then


@pytest.mark.parametrize(
    ("stage", "item", "value", "then"),
    [
        (Stage.AWARENESS, Item.NEEDED, 4, Stage.DESIRE),
        (Stage.AWARENESS, Item.NEEDED, 3, Stage.AWARENESS),
        (Stage.ABILITY, Item.WILLING, 2, Stage.DESIRE),
        (Stage.AWARENESS, Item.ABLE, 5, Stage.REINFORCEMENT),
        (Stage.DESIRE, Item.BURDEN, 5, Stage.AWARENESS),
        (Stage.AWARENESS, Item.BURDEN, 1, Stage.DESIRE),
    ],
)
def test_an_item_moves_a_person(stage: Stage, item: Item, value: int, then: Stage) -> None:
    assert after_item(stage, item, value) is then


@given(stages, items, st.integers(1, 5), st.integers(1, 5))
def test_more_agreement_never_leads_further_back(
    stage: Stage, item: Item, one: int, other: int
) -> None:
    less, more = sorted((one, other), reverse=item is Item.BURDEN)

    assert place(after_item(stage, item, less)) <= place(after_item(stage, item, more))


@given(stages, items, st.integers(1, 5))
def test_an_item_tells_of_its_own_stage_alone(stage: Stage, item: Item, value: int) -> None:
    after = after_item(stage, item, value)

    assert after in {stage, ITEMS[item], STAGES[min(place(ITEMS[item]) + 1, 4)]}
    assert after_item(after, item, value) is after


@given(stages, st.sampled_from(Reaction), steps)
def test_a_reaction_takes_nobody_back_and_nobody_more_than_a_stage_beyond_the_step(
    stage: Stage, reaction: Reaction, one: Step
) -> None:
    after = after_reaction(stage, reaction, one)

    assert place(stage) <= place(after) <= max(place(stage), place(one.stage or stage) + 1)


def test_a_step_for_the_stage_goes_before_one_for_everybody() -> None:
    known = [step("all"), step("doubt", Stage.DESIRE), step("b", Stage.ABILITY, "b")]

    assert step_for(known, "D+7", Stage.DESIRE, "a") == known[1]
    assert step_for(known, "D+7", Stage.ABILITY, "a") == known[0]
    assert step_for(known, "D+7", Stage.ABILITY, "b") == known[2]
    assert step_for(known[1:], "D+7", Stage.AWARENESS, "a") is None
    assert step_for(known, "D+8", Stage.DESIRE, "a") is None


@given(st.lists(steps, max_size=8), steps, stages, st.sampled_from("ab"))
def test_whoever_is_told_something_is_told_what_is_meant_for_them(
    known: list[Step], other: Step, stage: Stage, arm: str
) -> None:
    found = step_for([*known, other], other.slot, stage, arm)

    fits = [one for one in [*known, other] if one.slot == other.slot]
    fits = [
        one for one in fits if one.stage in {None, stage} and (not one.arms or arm in one.arms)
    ]
    if found is None:
        assert not fits
    else:
        assert found in fits
        assert found.stage is stage or all(one.stage is None for one in fits)


def test_a_day_and_so_long_after_joining_name_their_instant() -> None:
    assert step("s").slot == "D+7"
    assert Step("s", date(2026, 12, 1), {"id": "s"}).slot == "2026-12-01"
