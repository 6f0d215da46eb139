"""What is done about a weak element: by when, how often it is reminded of, and in which order."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import follow_up as rules
from bot.domain import score
from bot.domain.errors import NotNow
from bot.domain.follow_up import LONGEST, By, FollowUp, State
from bot.domain.period import parse
from bot.domain.score import ELEMENTS

DAY = timedelta(days=1)
TODAY = date(2026, 12, 1)
DRAFT = FollowUp(1, 2, parse("2026-11"), "waktu", State.DRAFT, "Loket kedua dibuka")
PROMISED = rules.promised(DRAFT, By.TWO_WEEKS, TODAY)
DONE = rules.finished(PROMISED, TODAY)

days = st.dates(date(2026, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("by", "today", "due_on"),
    [
        (By.TWO_WEEKS, TODAY, date(2026, 12, 15)),
        (By.MONTH, date(2027, 1, 31), date(2027, 2, 28)),
        (By.QUARTER, date(2026, 11, 30), date(2027, 2, 28)),
        (By.QUARTER, TODAY, date(2027, 3, 1)),
        (By.END_OF_YEAR, date(2026, 12, 17), date(2026, 12, 31)),
        (By.END_OF_YEAR, date(2026, 12, 18), date(2027, 12, 31)),
    ],
)
def test_its_day_is_of_the_calendar(by: By, today: date, due_on: date) -> None:
    assert rules.due_day(by, today) == due_on


@given(st.sampled_from(By), days)
def test_there_are_two_weeks_at_least(by: By, today: date) -> None:
    assert rules.due_day(by, today) >= today + timedelta(weeks=2)


def test_it_is_reminded_of_before_its_day_on_it_and_then_once_a_week() -> None:
    due_on, at, found = date(2026, 12, 15), TODAY, []
    for _ in range(5):
        at = rules.reminder_after(due_on, at)
        found.append(at.day)

    assert found == [12, 15, 22, 29, 5]


@given(days, st.lists(st.integers(-60, 60), min_size=2, max_size=9))
def test_the_next_reminder_is_ahead_and_never_more_than_a_week_late(
    due_on: date, some: list[int]
) -> None:
    found = [(due_on + n * DAY, rules.reminder_after(due_on, due_on + n * DAY)) for n in some]

    assert all(day < reminder for day, reminder in found)
    assert all(reminder <= max(day, due_on) + timedelta(weeks=1) for day, reminder in found)
    ordered = sorted(found)
    assert all(one[1] <= other[1] for one, other in pairwise(ordered))


def test_the_lowest_are_drawn_several_in_a_tie_and_none_where_all_are_the_same() -> None:
    alike = {element.key: 3 for element in ELEMENTS}

    assert rules.drawn(None) == ()
    assert rules.drawn(score.index([alike])) == ()
    low = alike | {"sarana": 2, "waktu": 2}
    assert rules.drawn(score.index([low])) == ("waktu", "sarana")


def test_a_line_is_one_and_not_too_long() -> None:
    assert rules.line("  Loket \n kedua  dibuka ") == "Loket kedua dibuka"
    assert rules.line("a" * LONGEST) == "a" * LONGEST
    for refused in (None, "", " \n ", "a" * (LONGEST + 1), "a" * 5_000):
        assert rules.line(refused) is None


def test_what_is_not_done_has_two_weeks_more_from_the_later_of_its_day_and_today() -> None:
    assert rules.postponed(PROMISED, TODAY).due_on == date(2026, 12, 29)
    assert rules.postponed(PROMISED, date(2027, 1, 3)).due_on == date(2027, 1, 17)


def test_it_goes_one_way_and_what_is_published_is_what_was_shown() -> None:
    shown = DONE.edition
    changed = rules.reworded(DONE, "Loket kedua buka pukul 11.")

    assert (DONE.sentence, changed.sentence) == (DRAFT.action, "Loket kedua buka pukul 11.")
    with pytest.raises(NotNow):
        rules.published(changed, shown, TODAY)
    out = rules.published(changed, changed.edition, TODAY)
    assert (out.state, out.published_on) == (State.PUBLISHED, TODAY)
    with pytest.raises(NotNow):
        rules.promised(PROMISED, By.MONTH, TODAY)
    with pytest.raises(NotNow):
        rules.postponed(DONE, TODAY)
    for one in (DRAFT, DONE, out):
        with pytest.raises(NotNow):
            rules.finished(one, TODAY)
    with pytest.raises(NotNow):
        rules.reworded(out, "x")
    for one in (out, PROMISED):
        with pytest.raises(NotNow):
            rules.published(one, one.edition, TODAY)
