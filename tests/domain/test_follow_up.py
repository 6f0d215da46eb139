"""What is done about a weak element: by when, how often it is reminded of, and in which order."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import follow_up as rules
from bot.domain import score
from bot.domain.calendar import Calendar
from bot.domain.errors import NotNow, Outdated
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


def reminders(due_on: date, until: date, calendar: Calendar) -> list[date]:
    """The working days on which somebody is reminded who does nothing."""
    found: list[date] = []
    day = TODAY
    while day < until:
        last = found[-1] if found else None
        if calendar.works(day) and rules.called(due_on, last, day, calendar):
            found.append(day)
        day += DAY
    return found


def test_it_is_reminded_of_before_its_day_on_it_and_then_once_a_week() -> None:
    found = reminders(date(2026, 12, 15), date(2027, 1, 6), Calendar())

    assert [day.day for day in found] == [11, 15, 22, 29, 5]


def test_what_is_due_in_a_long_holiday_is_reminded_of_before_it_and_once_after_it() -> None:
    """Nothing came before or on the day, and two of the same on the first working day."""
    off = frozenset(date(2026, 12, 17) + n * DAY for n in range(12))
    found = reminders(date(2026, 12, 20), date(2027, 1, 6), Calendar(off))

    assert found == [date(2026, 12, 16), date(2026, 12, 29), date(2027, 1, 5)]


@given(days, st.frozensets(days, max_size=40))
def test_reminders_begin_before_the_day_come_on_it_or_after_it_and_are_days_apart(
    due_on: date, off: frozenset[date]
) -> None:
    calendar = Calendar(off)
    first = due_on - 40 * DAY
    found: list[date] = []
    for day in (first + n * DAY for n in range(80)):
        last = found[-1] if found else None
        if calendar.works(day) and rules.called(due_on, last, day, calendar):
            found.append(day)

    assert found[0] == rules.first_reminder(due_on, calendar) < due_on
    assert found[1] == calendar.first_working_day(due_on)
    assert all(other - one >= timedelta(weeks=1) for one, other in pairwise(found[1:]))


def test_a_head_is_asked_of_what_is_new_and_then_once_a_week() -> None:
    asked = (7, TODAY)

    assert rules.asks(1, None, TODAY)
    assert rules.asks(8, asked, TODAY + DAY)
    assert not rules.asks(7, asked, TODAY + 6 * DAY)
    assert rules.asks(7, asked, TODAY + 7 * DAY)


def test_plans_are_asked_for_as_long_as_one_is_a_draft_and_its_results_are_news() -> None:
    last = TODAY + 90 * DAY

    assert rules.is_open([PROMISED, DRAFT], TODAY, last)
    assert not rules.is_open([PROMISED, DRAFT], TODAY, last + DAY)
    assert not rules.is_open([PROMISED, DONE], TODAY, TODAY)
    assert not rules.is_open([], TODAY, TODAY)


def test_admins_hear_of_what_is_done_the_next_day_and_of_all_once_a_week() -> None:
    heard = (TODAY, {1})

    assert rules.reports({}, None, TODAY)
    assert rules.reports({1: TODAY, 2: TODAY}, heard, TODAY + DAY)
    assert not rules.reports({1: TODAY}, heard, TODAY + DAY)
    assert not rules.reports({2: TODAY - DAY}, heard, TODAY + 6 * DAY)
    assert rules.reports({2: TODAY - DAY}, heard, TODAY + 7 * DAY)


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
    due_on = date(2026, 12, 15)
    assert rules.postponed(PROMISED, due_on, TODAY).due_on == date(2026, 12, 29)
    assert rules.postponed(PROMISED, due_on, date(2027, 1, 3)).due_on == date(2027, 1, 17)


def test_it_is_postponed_once_under_the_day_that_was_shown() -> None:
    """A double tap put it off by four weeks."""
    due_on = date(2026, 12, 15)
    with pytest.raises(Outdated):
        rules.postponed(rules.postponed(PROMISED, due_on, TODAY), due_on, TODAY)


def test_nobody_promises_what_is_not_said_yet() -> None:
    """A forged button promised a drawn element, which everybody then read as “”."""
    drawn = replace(DRAFT, action="")
    with pytest.raises(NotNow):
        rules.promised(drawn, By.MONTH, TODAY)
    with pytest.raises(NotNow):
        rules.given(drawn, None, State.DRAFT)


def test_a_promise_may_be_changed_and_what_was_said_too_early_taken_back() -> None:
    out = rules.published(rules.reworded(DONE, "Dibuka."), rules.reworded(DONE, "Dibuka.").edition,
                          TODAY)  # fmt: skip

    later = rules.promised(PROMISED, By.MONTH, TODAY, State.PROMISED)
    assert (later.state, later.due_on) == (State.PROMISED, date(2027, 1, 1))
    assert rules.restated(PROMISED, "Tiga loket").action == "Tiga loket"
    assert rules.reopened(rules.reworded(DONE, "Dibuka.")) == PROMISED
    assert rules.withdrawn(out) == rules.reworded(DONE, "Dibuka.")
    for one in (DRAFT, PROMISED, out):
        with pytest.raises(NotNow):
            rules.reopened(one)
    for one in (DRAFT, DONE, out):
        with pytest.raises(NotNow):
            rules.restated(one, "x")
    with pytest.raises(NotNow):
        rules.withdrawn(DONE)
    with pytest.raises(NotNow):
        rules.promised(DRAFT, By.MONTH, TODAY, State.PROMISED)


def test_it_goes_on_step_by_step_and_what_is_published_is_what_was_shown() -> None:
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
        rules.postponed(DONE, date(2026, 12, 15), TODAY)
    for one in (DRAFT, DONE, out):
        with pytest.raises(NotNow):
            rules.finished(one, TODAY)
    with pytest.raises(NotNow):
        rules.reworded(out, "x")
    for one in (out, PROMISED):
        with pytest.raises(NotNow):
            rules.published(one, one.edition, TODAY)
