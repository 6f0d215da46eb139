"""An admin's word about who was there, and that word taken back."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot.db import enrolments, learning, trainings
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import LearningRow
from bot.domain.training import Enrolment, Reason, Standing
from bot.usecases import attending, enrolling
from tests.factories import MORNING, a_person, a_session, a_training
from tests.usecases.training_room import announced, employ, seats, somebody, standings

ADMIN = a_person(9001, admin=True)
DAY = timedelta(days=1)
WEEK_LATER = MORNING + 7 * DAY


def find(db: Db, course: int, n: int) -> Enrolment | None:
    return enrolments.find(db, course, n)


def correct(database: Database, course: int, n: int, *, there: bool) -> Enrolment:
    return database.now(attending.correct, ADMIN, course, n, WEEK_LATER, there=there)


def jp(db: Db) -> list[int]:
    """Of each session that was noted, the first first."""
    return list(db.scalars(select(LearningRow.jp).order_by(LearningRow.day)))


def test_a_correction_brings_back_seat_queue_and_refusal(database: Database) -> None:
    database.now(employ, 4)
    course = database.now(announced, None, a_session(capacity=1))
    for n in (1, 2):
        database.now(enrolling.enrol, somebody(n), course, MORNING)
    database.now(enrolling.decline, somebody(3), course, MORNING)
    database.now(enrolling.explain, somebody(3), course, Reason.DUTY, MORNING)
    before = [database.now(find, course, n) for n in (1, 2, 3)]
    assert [one and one.standing for one in before] == [
        Standing.ENROLLED,
        Standing.WAITING,
        Standing.DECLINED,
    ]

    for n in (1, 2, 3, 4):
        assert correct(database, course, n, there=True).standing is Standing.ATTENDED
    assert database.now(enrolments.reasons, course) == {}
    for n in (1, 2, 3, 4):
        correct(database, course, n, there=False)

    assert [database.now(find, course, n) for n in (1, 2, 3)] == before
    assert database.now(find, course, 4) == Enrolment(course, 4)
    found = database.now(seats, course)
    assert (found.taken, found.waiting) == (1, 1)


def test_a_seat_that_a_correction_frees_is_given_to_who_waits(database: Database) -> None:
    """Noted by mistake, the second was not waiting when the first gave up the only seat."""
    database.now(employ, 2)
    course = database.now(announced, None, a_session(capacity=1))
    for n in (1, 2):
        database.now(enrolling.enrol, somebody(n), course, MORNING)
    session = database.now(lambda db: trainings.course(db, course))
    assert session is not None
    doors = session.session.starts_at - timedelta(minutes=30)
    database.now(attending.correct, ADMIN, course, 2, doors)
    database.now(enrolling.decline, somebody(1), course, doors)

    database.now(attending.correct, ADMIN, course, 2, doors, there=False)

    one = database.now(find, course, 2)
    assert one is not None
    assert one.standing is Standing.ENROLLED


def test_what_the_limit_of_a_month_left_out_counts_where_another_was_taken_back(
    database: Database,
) -> None:
    """Two mentorings a month count."""
    database.now(employ, 1)
    begin = MORNING + timedelta(hours=1)
    courses = [
        database.now(
            announced,
            replace(a_training(code=f"m{n}", jp=None), kind="mentoring"),
            a_session(starts_at=begin + n * DAY),
        )
        for n in range(3)
    ]
    worth = [correct(database, course, 1, there=True).jp or 0 for course in courses]
    assert worth == [worth[0], worth[0], 0]
    assert database.now(jp) == worth

    correct(database, courses[0], 1, there=False)

    assert database.now(jp) == [worth[0], worth[0]]
    last = database.now(find, courses[2], 1)
    assert last is not None
    assert last.jp == worth[0] > 0
    correct(database, courses[0], 1, there=True)
    assert database.now(jp) == [0, worth[0], worth[0]]


def test_who_is_at_the_door_early_and_taps_an_old_refusal_is_still_there(
    database: Database,
) -> None:
    """Else the JP stay with somebody who has declined, and nobody can take them back."""
    database.now(employ, 1)
    found = database.now(announced)
    early = MORNING + timedelta(days=7, minutes=-45)
    database.now(enrolling.confirm, somebody(1), found, MORNING)
    database.now(attending.correct, ADMIN, found, 1, early)

    part = database.now(enrolling.decline, somebody(1), found, early)

    assert part.enrolment.standing is Standing.ATTENDED
    assert database.now(learning.jp_in, 2026, [1]) == {1: 6}
    database.now(attending.correct, ADMIN, found, 1, early, there=False)
    assert database.now(standings, found) == {1: "confirmed"}
    assert database.now(learning.jp_in, 2026, [1]) == {1: 0}


def test_the_same_training_on_two_dates_counts_once_a_year(database: Database) -> None:
    """The other one counts where the first was taken back."""
    database.now(employ, 1)
    first = database.now(announced)
    training_id = database.now(trainings.stored).trainings["waktu"].id
    dated = a_session(training_id=training_id, code="2", starts_at=WEEK_LATER + DAY)
    second = database.now(trainings.add_session, dated)

    correct(database, first, 1, there=True)
    after = WEEK_LATER + 2 * DAY
    assert database.now(attending.correct, ADMIN, second, 1, after).jp == 0
    assert database.now(jp) == [6, 0]

    correct(database, first, 1, there=False)

    assert database.now(jp) == [6]
    one = database.now(find, second, 1)
    assert one is not None
    assert one.jp == 6
