"""What a campaign has brought, and until when it counts."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.campaign import Item, Reaction, Stage, Standing, Stored
from bot.domain.experiment import Outcome
from bot.domain.findings import (
    Exposure,
    enough,
    is_over,
    items,
    rows_of_items,
    steps,
    until,
)
from bot.domain.stance import Said, Score, Stance
from tests.usecases.campaign_room import DAY, LAST, STEPS, a_campaign, agreed, objected, scored

ENDED = Stored(1, Standing.ENDED, 1, a_campaign(measured=10), LAST, None, LAST + DAY)


def twice(first: int, last: int) -> Stance:
    said = {
        "one": Said(score=Score(Item.USEFUL, first)),
        "burden": Said(score=Score(Item.BURDEN, 2)),
        "two": Said(score=Score(Item.USEFUL, last)),
    }
    return Stance(Stage.DESIRE, said)


@pytest.mark.parametrize(
    ("one", "day"),
    [
        (ENDED, LAST + 10 * DAY),
        (replace(ENDED, ended_on=LAST - 5 * DAY), LAST + 5 * DAY),
        # What was answered counts until nothing is asked any more.
        (replace(ENDED, campaign=a_campaign(Outcome.PULSE, measured=10)), LAST),
    ],
)
def test_it_counts_until(one: Stored, day: date) -> None:
    assert until(one) == day
    assert is_over(one, day + DAY)


def test_deeds_of_the_last_day_count_still_and_answers_only_until_it_has_ended() -> None:
    """Else a conclusion stood in the file beside "too early"."""
    answers = replace(ENDED, campaign=a_campaign(Outcome.PULSE), ended_on=LAST - DAY)

    assert not is_over(ENDED, until(ENDED))
    assert is_over(answers, LAST - DAY)
    assert not is_over(replace(answers, standing=Standing.RUNNING, ended_on=None), LAST + DAY)


def test_what_rests_is_not_over_whatever_day_it_is() -> None:
    assert not is_over(replace(ENDED, standing=Standing.PAUSED), LAST + 99 * DAY)


@pytest.mark.parametrize(
    ("sent", "others", "told"),
    [
        (15, 0, {"agrees": 5, "doubts": 5, "objects": 5}),
        (20, 5, {"agrees": 5, "doubts": 5, "objects": 5}),
        # One of those it was sent to said nothing.
        (16, 0, {"doubts": 5, "objects": 5}),
        # One who answers other steps said nothing to this one.
        (30, 1, {"doubts": 5, "objects": 5}),
        # Messages are forgotten with accounts.
        (3, 0, {"agrees": 5, "doubts": 5, "objects": 5}),
    ],
)
def test_nothing_said_tells_of_nobody_either(sent: int, others: int, told: dict[str, int]) -> None:
    doubtful = Stance(Stage.AWARENESS, {"why": Said(Reaction.DOUBTS)})
    elsewhere = Stance(Stage.AWARENESS, {"pulse": Said(score=Score(Item.USEFUL, 3))})
    every = [agreed()] * 5 + [objected()] * 5 + [doubtful] * 5 + [elsewhere] * others

    found = steps(STEPS, {"D+0": Exposure(sent, sent)}, every)

    assert found[0].said == told


def test_a_mean_is_of_five_and_leaves_out_five_or_nobody() -> None:
    assert [n for n in range(13) if enough(n, 12)] == [5, 6, 7, 12]
    assert not enough(4, 4)


def test_an_item_is_told_by_its_last_answers_turned_round_where_it_speaks_against() -> None:
    every = [twice(1, 4)] * 3 + [twice(2, 5)] * 3 + [scored(3)] * 5

    useful, burden = items(30, every)

    assert (useful.item, useful.people, useful.again) == (Item.USEFUL, 11, (6, 1.5, 4.5))
    assert useful.mean == pytest.approx((3 * 4 + 3 * 5 + 5 * 3) / 11)
    assert (burden.item, burden.people, burden.mean) == (Item.BURDEN, 6, 4)


def test_of_four_who_answered_once_the_first_mean_would_tell() -> None:
    (useful,) = items(30, [twice(1, 4)] * 6 + [scored(3)] * 4)[:1]

    assert (useful.people, useful.again) == (10, None)


def test_an_item_that_all_but_a_few_answered_is_not_told() -> None:
    assert items(30, [scored(3)] * 10 + [agreed()] * 2) == ()
    assert items(12, [scored(3)] * 10) == ()
    assert len(items(10, [scored(3)] * 10)) == 1


def test_items_agree_over_those_who_answered_all_of_them() -> None:
    assert rows_of_items([twice(1, 4), twice(2, 5), scored(3)]) == [[4, 4], [5, 4]]
    assert rows_of_items([scored(3), agreed()]) == []
