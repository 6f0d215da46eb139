"""What is measured of the channels, beside what is to be reached."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.health import (
    BOUNDS,
    Measure,
    Standing,
    blocks,
    completion,
    left,
    median_seconds,
    standing,
)

FIRST = "/data/usia"


@pytest.mark.parametrize(
    ("measure", "reached", "missed", "alarm"),
    [
        (Measure.COMPLETION, 0.80, 0.70, 0.69),
        (Measure.SECONDS, 120, 180, 180.5),
        (Measure.BLOCKS, 5, 10, 10.1),
    ],
)
def test_a_target_is_reached_missed_or_alarmingly_far(
    measure: Measure, reached: float, missed: float, alarm: float
) -> None:
    found = [standing(measure, value) for value in (reached, missed, alarm)]

    assert found == [Standing.REACHED, Standing.MISSED, Standing.ALARM]
    assert set(BOUNDS) == set(Measure)


def test_who_left_at_the_first_question_had_answered_nothing() -> None:
    counts = {"begun": 20, "submitted": 6, f"left:{FIRST}": 9, "left:/data/waktu": 2}

    assert completion(counts, FIRST) == 0.75
    assert completion({"begun": 3, f"left:{FIRST}": 3}, FIRST) is None
    assert left(counts) == [(FIRST, 9), ("/data/waktu", 2)]


def test_half_of_all_were_as_fast_as_the_step_that_holds_the_median() -> None:
    assert median_seconds({"seconds:30": 1, "seconds:120": 2, "seconds:longer": 1}) == 120
    assert median_seconds({"seconds:90": 2, "seconds:600": 2}) == 90
    assert median_seconds({"seconds:90": 1, "seconds:longer": 2}) == inf
    assert median_seconds({"submitted": 4}) is None


def test_blocks_are_told_of_a_thousand_messages() -> None:
    assert blocks(2_000, 9) == 4.5
    assert blocks(0, 1) is None


@given(
    st.dictionaries(
        st.sampled_from(["submitted", f"left:{FIRST}", "left:a", "left:review"]),
        st.integers(0, 99),
    )
)
def test_completion_is_a_share(counts: dict[str, int]) -> None:
    found = completion(counts, FIRST)

    assert found is None or 0 <= found <= 1
    assert (found == 1) == (counts.get("submitted", 0) > 0 and not _others(counts))


def _others(counts: dict[str, int]) -> int:
    return counts.get("left:a", 0) + counts.get("left:review", 0)
