"""Those of a session whom a message may be for."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.standing import TAKING_PART, Standing, Turnout, standings, turnouts

counts = st.dictionaries(st.sampled_from(Standing), st.integers(0, 9))


@given(counts, st.booleans())
def test_everybody_of_a_session_can_be_meant_and_nobody_twice(
    found: dict[Standing, int], begun: bool
) -> None:
    offered = turnouts(found, begun=begun)

    assert sum(offered.values()) == sum(found.values())
    assert {one for one, n in found.items() if n} <= standings(offered)
    assert 0 not in offered.values()


@pytest.mark.parametrize(
    ("begun", "offered"),
    [
        (False, {Turnout.REGISTERED: 3, Turnout.CONFIRMED: 2, Turnout.PRESENT: 1}),
        (True, {Turnout.PRESENT: 1, Turnout.ABSENT: 5}),
    ],
)
def test_who_is_registered_is_absent_once_it_has_begun(
    begun: bool, offered: dict[Turnout, int]
) -> None:
    found = Counter({Standing.ENROLLED: 3, Standing.CONFIRMED: 2, Standing.ATTENDED: 1})

    assert turnouts(found, begun=begun) == offered


def test_all_who_take_part_are_those_there_and_those_absent() -> None:
    assert standings([Turnout.PRESENT, Turnout.ABSENT]) == TAKING_PART
    assert standings([Turnout.UNANSWERED]) == {Standing.INVITED, Standing.ASKED}
    assert standings([Turnout.WAITING]) == {Standing.WAITING}
    assert standings([Turnout.DECLINED]) == {Standing.DECLINED}
