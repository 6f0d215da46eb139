"""An outage is told once when it has lasted, and once when it is over."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.outage import (
    ENOUGH,
    NEARLY_FULL,
    PATIENCE_SECONDS,
    Away,
    Back,
    Moment,
    News,
    Sense,
    Thing,
    Watch,
    is_low,
    news,
    seen,
    told,
)
from tests.factories import MORNING

SERVING, TICKING = Sense.SERVING, Sense.TICKING

signs = st.lists(
    st.tuples(st.sampled_from(Sense), st.booleans(), st.integers(0, 2 * PATIENCE_SECONDS)),
    max_size=60,
)


def at(seconds: float) -> Moment:
    return Moment(seconds, MORNING + timedelta(seconds=seconds))


def after(*signs: tuple[Sense, bool, float]) -> Watch:
    """The watch after signs at these seconds."""
    watch = Watch(signs[0][0].thing)
    for sense, well, seconds in signs:
        watch = seen(watch, sense, at(seconds), well=well)
    return watch


def test_an_outage_is_news_after_ten_minutes_and_not_before() -> None:
    before = after((TICKING, False, 0), (TICKING, False, 599.9))
    then = after((TICKING, False, 0), (TICKING, False, 600))

    assert news(before) is None
    assert news(then) == Away(Thing.DATABASE, MORNING)


def test_what_works_again_before_was_never_news_and_leaves_nothing() -> None:
    watch = after((TICKING, False, 0), (TICKING, False, 599), (TICKING, True, 700))

    assert watch == Watch(Thing.DATABASE)


def test_what_is_told_is_no_news_until_it_is_over() -> None:
    watch = after((TICKING, False, 0), (TICKING, False, 600))
    watch = told(watch, Away(Thing.DATABASE, MORNING))
    assert news(watch) is None

    watch = seen(watch, TICKING, at(900), well=False)
    assert news(watch) is None

    watch = seen(watch, TICKING, at(1200), well=True)
    over = Back(Thing.DATABASE, MORNING, at(1200).at)
    assert news(watch) == over
    assert told(watch, over) == Watch(Thing.DATABASE)


def test_an_outage_that_nobody_could_be_told_of_is_told_with_its_end() -> None:
    watch = after((TICKING, False, 0), (TICKING, False, 700), (TICKING, True, 800))

    assert news(watch) == Back(Thing.DATABASE, MORNING, at(800).at)


def test_that_sending_is_away_is_told_only_with_its_end() -> None:
    away = after((Sense.LISTENING, False, 0), (Sense.LISTENING, False, 5000))
    back = seen(away, Sense.LISTENING, at(5100), well=True)

    assert news(away) is None
    assert news(back) == Back(Thing.SENDING, MORNING, at(5100).at)


def test_one_sense_cannot_end_what_another_says() -> None:
    watch = after((SERVING, False, 0), (TICKING, True, 300), (SERVING, False, 600))
    both = seen(watch, TICKING, at(601), well=False)
    one = seen(both, TICKING, at(602), well=True)

    assert news(watch) == news(both) == news(one) == Away(Thing.DATABASE, MORNING)
    assert news(seen(one, SERVING, at(603), well=True)) == Back(
        Thing.DATABASE, MORNING, at(603).at
    )


def test_what_fails_anew_before_its_end_was_told_is_the_same_outage() -> None:
    watch = after((TICKING, False, 0), (TICKING, False, 600), (TICKING, True, 610))
    again = seen(watch, TICKING, at(620), well=False)

    assert news(again) == Away(Thing.DATABASE, MORNING)


def test_what_fails_anew_while_its_end_is_being_told_is_an_outage_of_its_own() -> None:
    watch = after((TICKING, False, 0), (TICKING, False, 600), (TICKING, True, 610))
    over = news(watch)
    assert over is not None
    again = told(seen(watch, TICKING, at(620), well=False), over)

    assert news(again) is None
    assert news(seen(again, TICKING, at(1220), well=False)) == Away(Thing.DATABASE, at(620).at)


def test_a_disk_that_is_nearly_full_is_news_at_once() -> None:
    assert news(after((Sense.ROOM, False, 0))) == Away(Thing.DISK, MORNING)


@pytest.mark.parametrize(
    ("free", "was_low", "low"),
    [
        (NEARLY_FULL - 1, False, True),
        (NEARLY_FULL, False, False),
        (NEARLY_FULL, True, True),
        (ENOUGH - 1, True, True),
        (ENOUGH, True, False),
    ],
)
def test_a_disk_flutters_neither_when_it_fills_nor_when_it_is_emptied(
    free: int, was_low: bool, low: bool
) -> None:
    assert is_low(free, was_low=was_low) is low


@given(signs)
def test_every_outage_is_told_at_most_once_and_its_end_once_after_it(
    signs: list[tuple[Sense, bool, int]],
) -> None:
    watches = {thing: Watch(thing) for thing in Thing}
    said: dict[Thing, list[News]] = {thing: [] for thing in Thing}
    now = 0.0
    for sense, well, pause in signs:
        now += pause
        watch = seen(watches[sense.thing], sense, at(now), well=well)
        found = news(watch)
        if found is not None:
            said[sense.thing].append(found)
            watch = told(watch, found)
        assert news(watch) is None
        watches[sense.thing] = watch

    for thing, told_of in said.items():
        for first, second in pairwise(told_of):
            assert (type(first), type(second)) != (Away, Away)
        for before, found in zip([None, *told_of], told_of, strict=False):
            if isinstance(found, Back) and isinstance(before, Away):
                assert found.since == before.since
            if isinstance(found, Back):
                lasted = found.until - found.since
                assert thing is Thing.DISK or lasted.total_seconds() >= PATIENCE_SECONDS
    assert not any(isinstance(found, Away) for found in said[Thing.SENDING])
