"""What may be told of how a few people answered, so that nothing more follows from it."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.response import RELEASE_SIZE
from bot.domain.suppression import may_be_told, tellable

tables = st.dictionaries(
    st.integers(0, 7), st.integers(0, 12) | st.integers(0, 200), min_size=2, max_size=8
)

cells = st.lists(st.integers(0, 7), max_size=2)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"a": 20, "b": 9, "c": 5}, "abc"),
        # One alone would be the sum less the others.
        ({"a": 20, "b": 9, "c": 4}, "a"),
        ({"a": 20, "b": 4, "c": 4}, "a"),
        # Two of them, but only three people.
        ({"a": 20, "b": 9, "c": 2, "d": 1}, "a"),
        # That nobody objects is what all others do.
        ({"a": 20, "b": 0, "c": 0}, ""),
        ({"a": 20, "b": 4}, ""),
        ({}, ""),
    ],
)
def test_what_may_be_told(counts: dict[str, int], told: str) -> None:
    assert tellable(counts) == {cell: counts[cell] for cell in told}


def test_what_matters_most_is_hidden_last() -> None:
    assert tellable({"a": 30, "b": 9, "c": 1}, keep="b") == {"b": 9}
    assert tellable({"a": 30, "b": 3, "c": 9}, keep="b") == {"a": 30}
    assert tellable({"a": 30, "b": 0, "c": 9}, spare="a") == {"c": 9}
    assert tellable({None: 30, "b": 0, "c": 9}, spare=[None]) == {"c": 9}


@given(tables, cells, cells)
def test_nothing_under_five_is_told_or_follows_from_the_sum(
    counts: Mapping[int, int], keep: list[int], spare: list[int]
) -> None:
    """Whoever knows the sum and what is told knows of each hidden cell only that it and another
    have so many together: each could be more or fewer by one."""
    told = tellable(counts, keep, spare)

    hidden = [counts[cell] for cell in counts if cell not in told]
    assert all(told[cell] == counts[cell] >= RELEASE_SIZE for cell in told)
    if told and hidden:
        assert sum(counts.values()) - sum(told.values()) >= RELEASE_SIZE
        assert len(hidden) >= 2


@given(tables, cells, cells)
def test_no_more_is_hidden_than_has_to_be(
    counts: Mapping[int, int], keep: list[int], spare: list[int]
) -> None:
    """All are told where none is small, and beside small ones no more than one is hidden that
    need not be, but where all the rest had to go."""
    small = [n for n in counts.values() if n < RELEASE_SIZE]
    told = tellable(counts, keep, spare)

    if len(small) != 1 and (not small or sum(small) >= RELEASE_SIZE):
        assert len(told) == len(counts) - len(small)
    elif len(counts) - len(small) > 1:
        assert len(told) == len(counts) - len(small) - 1


def test_some_of_a_whole_tell_how_many_the_others_are() -> None:
    told = [n for n in range(13) if may_be_told(n, 12)]

    assert told == [5, 6, 7]
