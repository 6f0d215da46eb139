"""Who watches misses no change, however few are remembered."""

from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.changes import Changes
from tests.simulator.bot import law


def test_what_changed_after_a_number_is_told() -> None:
    changes = Changes()
    changes.touch([1, 2])
    seen = changes.seq
    changes.touch([2])
    changes.touch([])

    assert changes.since(seen) == [2]
    assert changes.since(changes.seq) == []


def test_before_the_first_and_after_a_restart_anything_may_have_changed() -> None:
    changes = Changes()
    changes.touch([1])

    assert changes.since(0) is None
    assert changes.since(99) is None


def test_after_all_changed_anything_may_have() -> None:
    changes = Changes()
    seen = changes.seq
    changes.touch_all()

    assert changes.since(seen) is None
    assert changes.since(changes.seq) == []


@law
@given(st.lists(st.lists(st.integers(1, 30), max_size=4), max_size=60), st.integers(1, 5))
def test_no_change_is_missed(steps: list[list[int]], kept: int) -> None:
    changes = Changes(kept)
    log = [(changes.seq, set[int]())]
    for touched in steps:
        changes.touch(touched)
        log.append((changes.seq, set(touched)))
    for seq, _ in log:
        told = changes.since(seq)
        happened = set().union(*(chats for at, chats in log if at > seq))
        assert told is None or set(told) == happened
