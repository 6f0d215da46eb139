"""What somebody answers in a campaign, and the stage that it places them at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.campaign import STAGES, Ask, Item, Reaction, Stage, Step
from bot.domain.stance import ITEMS, Said, Score, Stance, objected, pulse, reacted, scored
from tests.domain.test_campaign import DAY, step, steps

stages = st.sampled_from(Stage)
items = st.sampled_from(Item)
scores = st.builds(Score, items, st.integers(1, 5))


def place(stage: Stage) -> int:
    return STAGES.index(stage)


def asking(item: Item, code: str = "s") -> Step:
    return Step(code, 7 * DAY, {"id": "s"}, None, Ask.PULSE, item)


def after(stage: Stage, item: Item, value: int) -> Stage:
    return scored(Stance(stage), asking(item), value).stage


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
    assert reacted(Stance(stage), step("s", of), reaction).stage is then


@pytest.mark.parametrize(
    ("stage", "item", "value", "then"),
    [
        (Stage.AWARENESS, Item.NEEDED, 4, Stage.DESIRE),
        (Stage.AWARENESS, Item.NEEDED, 3, Stage.AWARENESS),
        (Stage.ABILITY, Item.WILLING, 2, Stage.DESIRE),
        (Stage.AWARENESS, Item.ABLE, 5, Stage.AWARENESS),
        (Stage.ABILITY, Item.ABLE, 5, Stage.REINFORCEMENT),
        (Stage.DESIRE, Item.BURDEN, 5, Stage.AWARENESS),
        (Stage.AWARENESS, Item.BURDEN, 1, Stage.DESIRE),
    ],
)
def test_an_item_moves_a_person(stage: Stage, item: Item, value: int, then: Stage) -> None:
    assert after(stage, item, value) is then


@given(stages, items, st.integers(1, 5), st.integers(1, 5))
def test_more_agreement_never_leads_further_back(
    stage: Stage, item: Item, one: int, other: int
) -> None:
    less, more = sorted((one, other), reverse=item is Item.BURDEN)

    assert place(after(stage, item, less)) <= place(after(stage, item, more))


@given(stages, items, st.integers(1, 5))
def test_an_item_tells_of_its_own_stage_alone(stage: Stage, item: Item, value: int) -> None:
    then = after(stage, item, value)

    assert then in {stage, ITEMS[item], STAGES[min(place(ITEMS[item]) + 1, 4)]}
    assert after(then, item, value) is then


@given(stages, st.sampled_from(Reaction), steps)
def test_a_reaction_takes_nobody_back_and_nobody_more_than_a_stage_beyond_the_step(
    stage: Stage, reaction: Reaction, one: Step
) -> None:
    then = reacted(Stance(stage), one, reaction).stage

    assert place(stage) <= place(then) <= max(place(stage), place(one.stage or stage) + 1)


def test_the_first_answer_to_a_step_counts() -> None:
    one = step("s", Stage.AWARENESS)
    doubts = reacted(Stance(), one, Reaction.DOUBTS)
    assert reacted(doubts, one, Reaction.AGREES) is doubts

    asked = asking(Item.USEFUL)
    low = scored(Stance(), asked, 1)
    assert scored(low, asked, 5) is low


def test_an_objection_is_noted_once_and_moves_nobody() -> None:
    one = step("s", Stage.DESIRE)
    found = objected(objected(Stance(Stage.DESIRE), one, "waktu"), one, "adil")

    assert found.to(one) == Said(objections=("waktu", "adil"))
    assert found.stage is Stage.DESIRE
    assert objected(found, one, "waktu") is found


@pytest.mark.parametrize("value", [0, 6, -1])
def test_what_is_no_agreement_is_not_noted(value: int) -> None:
    assert scored(Stance(), asking(Item.ABLE), value) == Stance()


def test_a_step_without_an_item_takes_no_score() -> None:
    assert scored(Stance(), step("s"), 3) == Stance()


def test_the_pulse_is_the_mean_of_what_was_answered_last_with_the_burden_turned() -> None:
    early, late = Score(Item.NEEDED, 1), Score(Item.NEEDED, 4)

    assert pulse([early, Score(Item.BURDEN, 2), late]) == 4.0
    assert pulse([]) is None


@given(st.lists(scores, min_size=1, max_size=8))
def test_the_pulse_stays_within_its_scale(known: list[Score]) -> None:
    found = pulse(known)

    assert found is not None
    assert 1 <= found <= 5
