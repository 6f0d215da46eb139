"""Questionnaires on paper: the month that a cell means, and groups that hide everybody."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.paper import Batch, Questionnaire, check, entered, read_month
from bot.domain.period import Period, month_of
from bot.domain.response import MODE_PAPER, RELEASE_SIZE, Response
from bot.domain.sheet import CellFault

TODAY = date(2026, 11, 24)
NOVEMBER = month_of(TODAY)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def a_response(score: int = 3, receipt: bytes = b"") -> Response:
    answers, scores = {"waktu": str(score)}, {"waktu": score}
    return Response(answers, scores, None, MODE_PAPER, False, False, receipt)


def a_batch(*scores: int, month: Period = NOVEMBER) -> Batch:
    filled = [Questionnaire(row, "", a_response(score)) for row, score in enumerate(scores, 2)]
    return Batch(1, "KTP elektronik", month, tuple(filled))


@pytest.mark.parametrize(
    "cell",
    ["2026-11", "11/2026", "November 2026", "nov 2026", "24/11/2026", "2026-11-01 00:00:00"],
)
def test_a_month_is_read_however_it_is_written(cell: str) -> None:
    assert read_month(cell) == NOVEMBER


@pytest.mark.parametrize("cell", ["", "2026", "2026-Q4", "2026-11..2026-12", "13/2026", "kemarin"])
def test_what_is_no_single_month_is_none(cell: str) -> None:
    assert read_month(cell) is None


@given(st.integers(1, 9), days)
def test_only_a_group_as_large_as_one_from_a_box_and_of_a_month_that_began_is_sound(
    size: int, day: date
) -> None:
    found = {one.fault for one in check([a_batch(*[3] * size, month=month_of(day))], TODAY)}

    assert (CellFault.TOO_FEW in found) == (size < RELEASE_SIZE)
    assert (CellFault.NOT_BEGUN in found) == (month_of(day).first > TODAY)
    assert (CellFault.OLD_MONTH in found) == (month_of(day).first < date(2024, 11, 1))


@given(days, days)
def test_the_day_of_release_lies_in_the_month_and_is_not_ahead(day: date, today: date) -> None:
    month = month_of(day)
    released = a_batch(3, month=month).day(today)

    assert released <= today
    assert month.first > today or month_of(released) == month


def test_a_past_month_is_released_on_its_last_day_and_this_one_today() -> None:
    assert a_batch(3, month=month_of(date(2026, 2, 3))).day(TODAY) == date(2026, 2, 28)
    assert a_batch(3).day(TODAY) == TODAY


def test_the_same_answers_in_another_order_are_the_same_batch() -> None:
    assert a_batch(1, 2, 3).digest == a_batch(3, 1, 2).digest
    assert a_batch(1, 2, 3).digest != a_batch(1, 2, 2).digest
    assert a_batch(1, 2).digest != a_batch(1, 2, month=NOVEMBER.before()).digest


scores = st.lists(st.integers(1, 4), min_size=1, max_size=9)


@given(scores, scores, st.randoms(use_true_random=False))
def test_a_file_that_grows_is_recognised_by_what_was_entered(
    old: Sequence[int], new: Sequence[int], chance: Random
) -> None:
    """However it is sorted meanwhile, as many rows as were entered are named, and no other."""
    every = [*old, *new]
    chance.shuffle(every)
    batch = a_batch(*every)

    found = entered(batch, [a_batch(*old).names])

    assert len(found) == len({*found}) == len(old)
    assert sorted(every[row - 2] for row in found) == sorted(old)


@given(scores, scores)
def test_without_numbers_most_must_stand_there_again_or_all(
    old: Sequence[int], new: Sequence[int]
) -> None:
    same = (Counter(old) & Counter(new)).total()
    again = same == len(old) or (same >= RELEASE_SIZE and 2 * same > len(old))

    found = entered(a_batch(*new), [a_batch(*old).names])

    assert len(found) == (same if again else 0)


def test_one_that_was_corrected_is_recognised_by_its_number() -> None:
    first, corrected = (
        replace(batch, filled=tuple(replace(one, number=str(one.row)) for one in batch.filled))
        for batch in (a_batch(3, 3, 2), a_batch(3, 4, 2, 1))
    )

    assert entered(corrected, [first.names]) == [2, 3, 4]


def test_of_six_of_which_one_was_corrected_five_are_recognised() -> None:
    assert entered(a_batch(1, 2, 3, 4, 1, 3), [a_batch(1, 2, 3, 4, 1, 2).names]) == [2, 3, 4, 5, 6]


def test_what_was_entered_in_several_files_is_recognised_in_one() -> None:
    before = [a_batch(1, 2).names, a_batch(1, 3).names, a_batch(4, 4).names]

    assert entered(a_batch(1, 1, 2, 3, 4), before) == [2, 3, 4, 5]


def test_who_answers_the_same_under_another_number_is_another() -> None:
    first, second = (
        replace(batch, filled=tuple(replace(one, number=f"{n}{one.row}") for one in batch.filled))
        for n, batch in enumerate([a_batch(3, 3), a_batch(3, 3)])
    )

    assert entered(second, [first.names]) == []
    assert entered(second, [second.names]) == [2, 3]
