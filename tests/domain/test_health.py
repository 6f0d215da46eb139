"""What is measured of the channels, beside what is to be reached."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.health import (
    DURATIONS,
    NUDGED,
    OTHERS,
    OUTDATED,
    PRESSES,
    RECOVERED,
    Health,
    Measure,
    Standing,
    Told,
    bounds,
    completion,
    counted,
    duration,
    left,
    presses,
    share,
    standing,
    together,
)
from bot.domain.period import parse
from bot.domain.response import RELEASE_SIZE

FIRST = "/data/usia"
ASKED = 14
NOVEMBER = parse("2026-11")


@pytest.mark.parametrize(
    ("measure", "reached", "missed", "alarm"),
    [
        (Measure.COMPLETION, 0.80, 0.70, 0.69),
        (Measure.SECONDS, 120, 180, 180.5),
        (Measure.TAPS, 16, 22, 23),
        (Measure.RECOVERED, 0.10, 0.03, 0.029),
        (Measure.ANSWERED, 0.60, 0.40, 0.39),
        (Measure.BLOCKS, 5, 10, 15),
        (Measure.OPT_OUTS, 0.03, 0.05, 0.06),
    ],
)
def test_a_target_is_reached_missed_or_alarmingly_far(
    measure: Measure, reached: float, missed: float, alarm: float
) -> None:
    of = bounds(ASKED)[measure]

    found = [standing(of, value) for value in (reached, missed, alarm)]

    assert found == [Standing.REACHED, Standing.MISSED, Standing.ALARM]
    assert set(bounds(ASKED)) == set(Measure)


def test_so_many_blocks_stop_broadcasts() -> None:
    assert standing(bounds(ASKED)[Measure.BLOCKS], 15.1) is Standing.STOP


@given(st.sampled_from(Measure), st.floats(0, 100), st.floats(0, 100), st.integers(0, 60))
def test_what_is_nearer_to_its_target_stands_no_worse(
    measure: Measure, one: float, other: float, asked: int
) -> None:
    of, order = bounds(asked)[measure], list(Standing)
    better, worse = sorted((one, other), reverse=of.target > of.alarm)

    assert order.index(standing(of, better)) <= order.index(standing(of, worse))


def test_who_left_at_the_first_question_had_answered_nothing() -> None:
    counts = {"begun": 20, "submitted": 6, f"left:{FIRST}": 9, "left:/data/waktu": 2}

    assert completion(counts, FIRST) == 0.75
    assert completion({"begun": 3, f"left:{FIRST}": 3}, FIRST) is None
    assert completion({"submitted": 4}, FIRST) is None
    assert left(counts) == [(FIRST, 9), ("/data/waktu", 2)]


def measured(counts: dict[str, int], invited: Told | None = None) -> Health:
    return counted(NOVEMBER, counts, FIRST, ASKED, invited or Told())


def test_half_of_all_were_as_fast_as_the_step_that_holds_the_median() -> None:
    def median(counts: dict[str, int]) -> float | None:
        return measured(counts).measures.get(Measure.SECONDS)

    assert median({"submitted": 8, "seconds:30": 2, "seconds:120": 4, "seconds:longer": 2}) == 120
    assert median({"submitted": 8, "seconds:90": 4, "seconds:600": 4}) == 90
    assert median({"submitted": 5, "seconds:90": 1, "seconds:longer": 4}) == inf
    assert median({"submitted": 5}) is None
    assert median({"submitted": 4, "seconds:90": 4}) is None


def test_presses_are_told_of_five_people_beside_one_for_each_question() -> None:
    straight = {presses(ASKED + 2, ASKED): 3}

    assert measured({**straight, presses(40, ASKED): 1}).measures == {}
    assert measured({**straight, presses(40, ASKED): 2}).measures == {Measure.TAPS: ASKED + 2}
    assert measured({presses(99, ASKED): 5}).measures == {Measure.TAPS: inf}


def test_what_somebody_is_asked_beside_the_others_stands_in_a_step_of_its_own() -> None:
    assert presses(ASKED + 3, ASKED) == "taps:3"
    assert presses(ASKED + 9, ASKED) == presses(ASKED + 10, ASKED) == "taps:10"


def test_shares_are_told_of_five_people() -> None:
    assert share(Told(4, 4)) is None
    assert measured({NUDGED: 5, RECOVERED: 1}).measures == {Measure.RECOVERED: 0.2}
    assert measured({NUDGED: 4, RECOVERED: 1}).measures == {}
    assert measured({}, Told(8, 5)).measures == {Measure.ANSWERED: 0.625}


def test_units_together_are_as_one_with_all_of_their_counts() -> None:
    one = {"submitted": 2, "seconds:30": 2, f"left:{FIRST}": 4, OUTDATED: 3}
    other = {"submitted": 9, "seconds:30": 3, "seconds:600": 6, f"left:{FIRST}": 1}

    found = measured(dict(together([one, other])))

    assert found.submitted == 11
    assert list(found.seconds) == [(30, 5), (600, 6)]
    assert list(found.left) == [(FIRST, 5)]
    assert found.outdated == 3


@given(
    st.dictionaries(st.sampled_from([f"seconds:{end}" for end in DURATIONS]), st.integers(0, 12)),
    st.dictionaries(st.sampled_from(["left:/a", "left:/b", "left:/c"]), st.integers(0, 12)),
)
def test_no_step_of_time_is_of_fewer_than_five_and_no_question_but_all_others(
    took: dict[str, int], gone: dict[str, int]
) -> None:
    found = measured({**took, **gone})

    total = sum(took.values())
    assert sum(n for _end, n in found.seconds) == (total if total >= RELEASE_SIZE else 0)
    assert all(n >= RELEASE_SIZE for _end, n in found.seconds)
    assert sum(n for _question, n in found.left) == sum(gone.values())
    assert all(n >= RELEASE_SIZE for question, n in found.left if question != OTHERS)


@given(st.floats(0, 10**6), st.integers(0, 10**4))
def test_whatever_happened_is_counted_in_a_step_that_holds_it(seconds: float, more: int) -> None:
    for name, value, ends in (
        (duration(seconds), seconds, DURATIONS),
        (presses(ASKED + more, ASKED), more, PRESSES),
    ):
        end = name.partition(":")[2]
        below = [one for one in ends if end == "longer" or one < int(end)]
        assert all(value > one for one in below)
        assert end == "longer" or value <= int(end)


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
