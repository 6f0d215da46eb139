"""The pace of what nobody waits for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.lane import Lane


def leave(lane: Lane, count: int, now: float = 0.0) -> list[float]:
    """The seconds at which so many leave that are all there at once."""
    left = []
    for _ in range(count):
        now += lane.wait(now)
        lane.take(now)
        left.append(now)
    return left


def test_three_leave_at_once_and_the_others_evenly() -> None:
    assert leave(Lane(25), 5) == pytest.approx([0, 0, 0, 0.04, 0.08])


def test_without_a_limit_nobody_waits() -> None:
    assert leave(Lane(0), 100) == [0.0] * 100
    assert Lane(0).batch(0) == 64


def test_a_batch_leaves_within_a_second() -> None:
    assert [Lane(rate).batch(0) for rate in (1, 25, 1_000)] == [1, 25, 64]


def test_a_few_replies_cost_the_others_nothing_and_many_slow_them_down() -> None:
    """25 of their own in a second, and 30 with the replies."""
    left = {}
    for replies in (0, 1, 5, 10, 20):
        lane, now = Lane(25), 0.0
        each = [number / replies for number in range(60 * replies)] if replies else []
        left[replies] = 0
        while (now := now + lane.wait(now)) < 60:
            while each and each[0] <= now:
                lane.yield_to_reply(each.pop(0))
            if not lane.wait(now):
                lane.take(now)
                left[replies] += 1

    assert {replies: round(count / 60) for replies, count in left.items()} == {
        0: 25,
        1: 25,
        5: 25,
        10: 20,
        20: 10,
    }


def test_replies_hold_up_the_others_for_a_second_at_most() -> None:
    lane = Lane(25)
    for _ in range(1_000):
        lane.yield_to_reply(0)

    assert lane.wait(0) == pytest.approx(1 - 2 / 30)


def test_after_a_rest_the_pace_is_halved_for_a_minute() -> None:
    lane = Lane(25)
    lane.slow_down(10)

    slow, fast = leave(lane, 5, now=10), leave(lane, 5, now=70)

    assert slow == pytest.approx([10, 10, 10, 10.08, 10.16])
    assert fast == pytest.approx([70, 70, 70, 70.04, 70.08])
    assert (lane.batch(10), lane.batch(70)) == (12, 25)


@given(
    rate=st.integers(1, 1_000),
    pauses=st.lists(st.floats(0, 2), min_size=1, max_size=200),
)
def test_never_more_leave_in_a_second_than_the_rate_and_a_burst(
    rate: int, pauses: list[float]
) -> None:
    lane, now, left = Lane(rate), 0.0, []
    for pause in pauses:
        now += pause
        left += leave(lane, 5, now)
        now = max(now, left[-1])

    for at in left:
        assert sum(at <= other < at + 1 - 1e-6 for other in left) <= rate + 3
