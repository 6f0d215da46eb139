"""When employees are asked about a session, and what of their answers may be told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import inquiry as rules
from bot.domain.errors import NotNow, TooLate
from bot.domain.inquiry import CHECKS, Figures, Inquiry, Score, Window
from bot.domain.response import RELEASE_SIZE
from bot.domain.time import local_day
from bot.domain.training import TAKING_PART, Course, Enrolment, Standing, TrainingSession
from tests.factories import MORNING, a_course, a_session

COURSE = a_course()
SESSION = COURSE.session
"""Tuesday 1 December 2026, 09.00 to 15.00 in Sofifi."""

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

instants = st.integers(0, 4 * 365 * 24 * 60).map(lambda n: MORNING + timedelta(minutes=n))
zones = st.sampled_from(["Asia/Jayapura", "Asia/Jakarta", "Europe/Berlin", "America/New_York"])
sessions = st.builds(a_session, starts_at=instants, zone=zones)


def test_feedback_opens_an_hour_after_the_end_and_closes_when_more_is_asked() -> None:
    later = datetime(2027, 1, 15, 0, 0, tzinfo=UTC)

    assert rules.window(Inquiry.FEEDBACK, SESSION) == Window(SESSION.ends_at + HOUR, later)
    assert rules.window(Inquiry.AFTER, SESSION) == Window(SESSION.ends_at + HOUR, later)
    assert rules.window(Inquiry.FOLLOW_UP, SESSION) == Window(later, later + 30 * DAY)
    assert rules.window(Inquiry.BEFORE, SESSION) == Window(None, SESSION.starts_at)


@given(sessions)
def test_each_inquiry_closes_before_the_next_opens(session: TrainingSession) -> None:
    before, feedback, after, follow_up = (rules.window(one, session) for one in Inquiry)

    assert feedback == after
    assert feedback.opens_at is not None
    assert before.closes_at < feedback.opens_at < feedback.closes_at
    assert feedback.closes_at == follow_up.opens_at
    assert follow_up.opens_at is not None
    assert follow_up.opens_at < follow_up.closes_at


@given(sessions)
def test_the_follow_up_is_asked_at_nine_45_days_later_wherever_clocks_change(
    session: TrainingSession,
) -> None:
    at = rules.window(Inquiry.FOLLOW_UP, session).opens_at
    assert at is not None
    there = at.astimezone(session.zone)

    assert (there.hour, there.minute) == (9, 0)
    assert there.date() - local_day(session.ends_at, session.zone) == 45 * DAY


@given(sessions, instants, st.sampled_from(Inquiry))
def test_nobody_is_written_to_before_it_opens_or_after_it_closes(
    session: TrainingSession, now: datetime, inquiry: Inquiry
) -> None:
    found = rules.due(inquiry, session, now)
    whole = rules.window(inquiry, session)

    if now >= whole.closes_at:
        assert found is None
        return
    assert found is not None
    assert found.opens_at == max(now, whole.opens_at or now)
    assert found.closes_at == whole.closes_at


def asked(inquiry: Inquiry, standing: Standing, now: datetime, course: Course = COURSE) -> bool:
    try:
        rules.require_open(inquiry, Enrolment(1, 1, standing), course, now)
    except NotNow:
        return False
    return True


def test_who_takes_part_is_checked_before_and_who_was_there_is_asked_after() -> None:
    before = {one for one in Standing if asked(Inquiry.BEFORE, one, SESSION.starts_at - HOUR)}
    after = {one for one in Standing if asked(Inquiry.FEEDBACK, one, SESSION.ends_at + HOUR)}

    assert before == TAKING_PART
    assert after == {Standing.ATTENDED}


def test_a_window_holds_from_its_first_instant_to_before_its_last() -> None:
    moment = timedelta(seconds=1)
    opens = SESSION.ends_at + HOUR
    closes = rules.window(Inquiry.FEEDBACK, SESSION).closes_at

    there = [asked(Inquiry.FEEDBACK, Standing.ATTENDED, at) for at in
             (opens - moment, opens, closes - moment, closes)]  # fmt: skip

    assert there == [False, True, True, False]
    assert asked(Inquiry.BEFORE, Standing.ENROLLED, SESSION.starts_at - moment)
    assert not asked(Inquiry.BEFORE, Standing.ENROLLED, SESSION.starts_at)


@pytest.mark.parametrize("inquiry", Inquiry)
def test_nobody_is_asked_about_what_did_not_take_place(inquiry: Inquiry) -> None:
    cancelled = replace(COURSE, session=replace(SESSION, cancelled=True))

    with pytest.raises(TooLate):
        rules.require_open(inquiry, Enrolment(1, 1, Standing.ATTENDED), cancelled, SESSION.ends_at)


rows = st.lists(
    st.dictionaries(st.sampled_from(["materi", "pengajar"]), st.integers(1, 5)), max_size=12
)


@given(rows)
def test_no_mean_is_of_fewer_than_five_people(found: list[dict[str, int]]) -> None:
    figures = rules.figures(found)

    for name in ("materi", "pengajar"):
        values = [row[name] for row in found if name in row]
        enough = len(values) >= RELEASE_SIZE
        assert (name in figures.means) == enough
        if enough:
            assert min(values) <= figures.means[name] <= max(values)
            assert figures.means[name] * len(values) == sum(values)
    assert figures.n == len(found)


def test_four_answers_are_counted_and_five_are_told() -> None:
    four = [{"materi": 4}] * 4

    assert rules.figures(four) == Figures(4)
    assert rules.figures([*four, {"materi": 5}]) == Figures(5, {"materi": Fraction(21, 5)})


def test_a_check_is_told_as_what_share_was_right() -> None:
    counts = [{"benar": right, "soal": 4} for right in (0, 1, 2, 3, 4)]

    assert rules.share(rules.figures(counts)) == Fraction(1, 2)
    assert rules.share(rules.figures(counts[:4])) is None
    assert rules.share(rules.figures([{"materi": 4}] * 5)) is None


def test_what_a_check_counted_is_read_from_its_answers() -> None:
    counted = rules.counted({"benar": "2", "soal": "3", "p1": "0"})

    assert rules.score(counted) == Score(2, 3)
    assert rules.counted({"saran": "2"}) == {}
    assert rules.score(None) is None
    assert {Inquiry.BEFORE, Inquiry.AFTER} == CHECKS
