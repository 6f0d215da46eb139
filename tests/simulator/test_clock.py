"""The clock: real time plus an offset, from a fixed morning on, never back."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.clock import FRESH_START, Clock
from bot.simulator.store import Store
from tests.simulator.bot import law
from tests.simulator.conftest import Watch

YEARS_AGO = FRESH_START - timedelta(days=1000, seconds=0.25)


def test_a_fresh_state_begins_on_the_fixed_morning(watch: Watch) -> None:
    watch.at = YEARS_AGO
    clock = Clock(Store(), watch)

    assert FRESH_START <= clock() < FRESH_START + timedelta(seconds=1)
    watch.forward(minutes=5)
    assert clock() >= FRESH_START + timedelta(minutes=5)


def test_real_time_is_kept_where_asked_for(watch: Watch) -> None:
    watch.at = YEARS_AGO
    clock = Clock(Store(), watch, start=None)

    assert (clock(), clock.offset) == (YEARS_AGO, 0)


def test_the_offset_survives_a_restart(watch: Watch, tmp_path: Path) -> None:
    with closing(Store(tmp_path)) as store:
        Clock(store, watch).put_forward(3600)
    watch.forward(minutes=1)

    with closing(Store(tmp_path)) as store:
        again = Clock(store, watch)
        assert again.offset == 3600
        assert again() == FRESH_START + timedelta(hours=1, minutes=1)


def test_the_offset_only_grows(watch: Watch) -> None:
    clock = Clock(Store(), watch)
    clock.put_forward(60)
    clock.put_forward(-10)

    assert clock.offset == 60


def test_time_does_not_go_back_with_the_machine(watch: Watch, tmp_path: Path) -> None:
    with closing(Store(tmp_path)) as store:
        latest = Clock(store, watch)()
    watch.forward(hours=-3)

    with closing(Store(tmp_path)) as store:
        assert Clock(store, watch)() == latest


@law
@given(st.lists(st.tuples(st.integers(-5000, 5000), st.integers(-5000, 5000))))
def test_no_reading_is_earlier_than_the_one_before(moves: list[tuple[int, int]]) -> None:
    watch = Watch()
    clock = Clock(Store(), watch)
    readings = [clock()]
    for forward, real in moves:
        clock.put_forward(forward)
        watch.forward(seconds=real)
        readings.append(clock())

    assert readings == sorted(readings)
