"""Who was there, by the code at the door or by an admin's word."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import presence as rules
from bot.domain.errors import TooLate
from bot.domain.training import SEATED, Enrolment, Preparation, Reason, Standing
from tests.factories import a_course

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
COURSE = a_course()
START, END = COURSE.session.starts_at, COURSE.session.ends_at


def an_enrolment(standing: Standing) -> Enrolment:
    placed = SEATED | {Standing.WAITING}
    there = START if standing is Standing.ATTENDED else None
    return Enrolment(1, 1, standing, 1 if standing in placed else None, checked_in_at=there)


@pytest.mark.parametrize(
    ("now", "may", "later"),
    [
        (START - HOUR - SECOND, False, False),
        (START - HOUR, True, True),
        (END - SECOND, True, True),
        (END, False, True),
    ],
)
def test_the_doors_are_open_from_an_hour_before_to_the_end_and_an_admin_may_note_later(
    now: datetime, may: bool, later: bool
) -> None:
    before = an_enrolment(Standing.CONFIRMED)
    for rule, allowed in ((rules.check_in, may), (rules.note, later)):
        if allowed:
            assert rule(before, COURSE, now).standing is Standing.ATTENDED
        else:
            with pytest.raises(TooLate, match="not_its_time"):
                rule(before, COURSE, now)
    assert rules.doors_open(COURSE.session, now) is may


@pytest.mark.parametrize(
    ("lasts", "after", "late"),
    [
        (6 * HOUR, 5 * SECOND, 5 * SECOND),
        (6 * HOUR, -5 * SECOND, 0 * SECOND),
        (20 * HOUR, 17 * HOUR, 0 * SECOND),
        (54 * HOUR, 48 * HOUR + 5 * SECOND, 5 * SECOND),
        (54 * HOUR, 48 * HOUR - 5 * SECOND, 0 * SECOND),
        (54 * HOUR, 24 * HOUR, 0 * SECOND),
        (54 * HOUR, 3 * HOUR, 3 * HOUR),
        (54 * HOUR, -10 * HOUR, 0 * SECOND),
    ],
)
def test_on_each_of_several_days_one_is_late_from_the_start_of_that_day(
    lasts: timedelta, after: timedelta, late: timedelta
) -> None:
    session = replace(COURSE.session, ends_at=START + lasts)

    assert rules.lateness(session, START + after) == late


def test_on_the_second_morning_nobody_is_late_for_what_began_at_one() -> None:
    """Tuesday 13.00 to Wednesday 12.00, as for who comes by boat."""
    starts = START + 4 * HOUR
    session = replace(COURSE.session, starts_at=starts, ends_at=starts + 23 * HOUR)

    assert rules.lateness(session, starts + 5 * SECOND) == 5 * SECOND
    assert rules.lateness(session, starts + 19 * HOUR) == 0 * SECOND


def test_what_goes_on_through_the_night_begins_once() -> None:
    """19.00 to 05.00."""
    starts = START + 10 * HOUR
    session = replace(COURSE.session, starts_at=starts, ends_at=starts + 10 * HOUR)

    assert rules.lateness(session, starts + 7 * HOUR) == 7 * HOUR


@pytest.mark.parametrize("standing", [one for one in Standing if one is not Standing.ATTENDED])
def test_whoever_stands_at_the_door_is_there(standing: Standing) -> None:
    before = replace(an_enrolment(standing), reason=Reason.DUTY)
    now = START + timedelta(minutes=12)

    after = rules.check_in(before, COURSE, now)

    assert (after.standing, after.checked_in_at, after.jp) == (Standing.ATTENDED, now, 6)
    assert after.stood is standing
    assert rules.check_in(after, COURSE, now + HOUR) == after
    assert rules.note(after, COURSE, now + HOUR) == after


def test_whom_an_admin_notes_was_there_from_the_start() -> None:
    after = rules.note(an_enrolment(Standing.ENROLLED), COURSE, END + HOUR)

    assert (after.checked_in_at, after.jp) == (START, 6)


@pytest.mark.parametrize("standing", [one for one in Standing if one is not Standing.ATTENDED])
def test_who_was_not_there_after_all_stands_as_before(standing: Standing) -> None:
    before = replace(an_enrolment(standing), reason=Reason.DUTY, plan=Preparation.EARLY)

    back = rules.take_back(rules.note(before, COURSE, START))

    assert back == before
    assert rules.take_back(back) == back


@pytest.mark.parametrize(("place", "after"), [(None, Standing.INVITED), (3, Standing.CONFIRMED)])
def test_of_whom_it_is_not_known_how_they_stood_who_had_a_seat_still_has_it(
    place: int | None, after: Standing
) -> None:
    noted = Enrolment(1, 1, Standing.ATTENDED, place, checked_in_at=START, jp=6)

    assert rules.take_back(noted) == Enrolment(1, 1, after, place)


def test_nobody_is_noted_in_a_session_that_is_cancelled() -> None:
    off = replace(COURSE, session=replace(COURSE.session, cancelled=True))

    for rule in (rules.check_in, rules.note):
        with pytest.raises(TooLate, match="cancelled"):
            rule(an_enrolment(Standing.CONFIRMED), off, START)


@given(st.timedeltas(timedelta(0), timedelta(hours=2)))
def test_of_all_codes_that_somebody_may_have_seen_one_or_two_count_and_that_of_now_among_them(
    after: timedelta,
) -> None:
    now = START + after

    lately = rules.shown_lately(now)

    taken = [shown for shown in lately if rules.counts(shown, now)]
    assert lately == sorted(set(lately), reverse=True)
    assert taken == lately[: len(taken)]
    assert taken[0] == rules.shown_at(now) <= now < taken[0] + timedelta(minutes=1)
    assert all(now - shown < timedelta(seconds=90) for shown in taken)
    # Whoever looks at the screen has half a minute to type what it shows.
    later = now + timedelta(seconds=29)
    assert rules.counts(rules.shown_at(now), later)


@pytest.mark.parametrize(
    ("after", "taken"),
    [(-SECOND, False), (0 * SECOND, True), (89 * SECOND, True), (90 * SECOND, False)],
)
def test_a_code_counts_for_ninety_seconds_from_when_it_was_shown(
    after: timedelta, taken: bool
) -> None:
    assert rules.counts(START, START + after) is taken
