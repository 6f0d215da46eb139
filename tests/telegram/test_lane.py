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


def test_a_reply_waits_for_nobody_and_the_others_wait_for_it() -> None:
    lane = Lane(25)
    for _ in range(10):
        lane.yield_to_reply(0)

    assert lane.wait(0) == pytest.approx(8 * 0.04)


def test_replies_hold_up_the_others_for_a_second_at_most() -> None:
    lane = Lane(25)
    for _ in range(1_000):
        lane.yield_to_reply(0)

    assert lane.wait(0) == pytest.approx(1 - 2 * 0.04)


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
