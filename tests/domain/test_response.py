"""What is said of answers without reading them: the same throughout, too fast, shared by all."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.response import common, straight_lined, too_fast

scores = st.dictionaries(st.sampled_from("abcdefghi"), st.integers(1, 4))


@pytest.mark.parametrize(
    ("given_scores", "straight"),
    [
        ({"waktu": 3, "biaya": 3}, True),
        ({"waktu": 3, "biaya": 4}, False),
        ({"waktu": 3}, False),
        ({}, False),
    ],
)
def test_straight_lined_is_one_score_for_several_elements(
    given_scores: dict[str, int], straight: bool
) -> None:
    assert straight_lined(given_scores) is straight


@given(scores)
def test_one_other_score_ends_the_straight_line(given_scores: dict[str, int]) -> None:
    assert not straight_lined(given_scores | {"j": 5})


def test_fifteen_answers_need_more_than_twenty_two_seconds() -> None:
    assert too_fast(timedelta(seconds=22.4), 15)
    assert not too_fast(timedelta(seconds=22.5), 15)
    assert not too_fast(timedelta(0), 0)


def test_common_is_what_all_share() -> None:
    assert common([2, 2, 2]) == 2
    assert common([2, 2, 3]) is None
    assert common([]) is None
    assert common([False, False]) is False
