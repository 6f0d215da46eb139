"""The ballot box: who rated is remembered for a month, what was answered by nobody."""

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from bot.db import ballots, surveys
from bot.db.base import Base, Db
from bot.db.database import Database
from bot.domain.response import RELEASE_SIZE, ripe
from bot.domain.situation import AlreadyRated, Asking, Thanked
from bot.domain.time import window
from bot.usecases import arrivals, due, submitting
from bot.usecases.office import Office
from bot.usecases.walks import SKM
from tests.factories import MORNING
from tests.rows import counted, rows_of
from tests.usecases.citizens import Citizen, answer_all, rate, send, steps

DECEMBER = datetime(2026, 12, 8, tzinfo=UTC)

marks = st.integers(0, 7)
boxes = st.lists(marks, max_size=12).map(lambda found: list(enumerate(found)))


@given(boxes)
def test_one_ballot_of_each_person_leaves_or_none(ballots: list[tuple[int, int]]) -> None:
    owners = dict(ballots)

    leaving = Counter(owners[key] for key in ripe(ballots))

    assert set(leaving) in (set(), set(owners.values()))
    assert set(leaving.values()) <= {1}


@given(boxes)
def test_ballots_leave_only_when_five_people_have_one(ballots: list[tuple[int, int]]) -> None:
    people_in_it = len({mark for _, mark in ballots})

    assert bool(ripe(ballots)) is (people_in_it >= 5)


def test_four_people_wait_however_many_ballots_they_have() -> None:
    four = [("a", 1), ("b", 2), ("c", 3), ("d", 4), ("e", 1), ("f", 2)]

    assert ripe(four) == []
    assert ripe([*four, ("g", 5)]) == ["a", "b", "c", "d", "g"]


def waiting(db: Db, unit_id: int) -> int:
    return ballots.waiting_by_unit(db, surveys.survey_id(db, SKM)).get(unit_id, 0)


def test_four_never_move_and_the_fifth_moves_five(
    database: Database, office: Office, unit_id: int
) -> None:
    for number in range(1, RELEASE_SIZE):
        rate(database, office, Citizen(number), unit_id)
        assert database.now(waiting, unit_id) == number
    assert database.now(rows_of, "response") == 0

    rate(database, office, Citizen(RELEASE_SIZE), unit_id)

    assert database.now(waiting, unit_id) == 0
    assert database.now(rows_of, "response") == 5


def test_boxes_of_two_units_do_not_mix(database: Database, office: Office, unit_id: int) -> None:
    for number in range(1, 5):
        rate(database, office, Citizen(number), unit_id)
        rate(database, office, Citizen(number), unit_id + 1)

    assert database.now(rows_of, "response") == 0
    assert database.now(waiting, unit_id) == database.now(waiting, unit_id + 1) == 4


def test_a_second_months_ballot_waits_and_then_moves_one_for_each_person(
    database: Database, office: Office, unit_id: int
) -> None:
    for number in (1, 2, 3, 4):
        rate(database, office, Citizen(number), unit_id)

    rate(database, office, Citizen(1), unit_id, DECEMBER)
    assert database.now(waiting, unit_id) == 5
    assert database.now(rows_of, "response") == 0
    rate(database, office, Citizen(5), unit_id, DECEMBER)
    assert database.now(waiting, unit_id) == 1
    assert database.now(rows_of, "response") == 5
    for number in (6, 7, 8, 9):
        rate(database, office, Citizen(number), unit_id, DECEMBER)

    assert database.now(waiting, unit_id) == 0
    assert database.now(rows_of, "response") == 10


def test_what_moved_is_what_was_answered_under_keys_that_are_new(
    database: Database, office: Office, unit_id: int
) -> None:
    def keys(db: Db, table: str) -> set[bytes]:
        return set(db.scalars(text(f"SELECT key FROM {table}")))  # noqa: S608 - Two constants.

    for number in range(1, 5):
        rate(database, office, Citizen(number, suggestion=f"Saran {number}"), unit_id)
    before = database.now(keys, "ballot")
    rate(database, office, Citizen(5, ratings=(0,) * 9, suggestion="Saran 5"), unit_id)

    def released(db: Db) -> list[tuple[str, int, int]]:
        rows = db.execute(text("SELECT answers, scores FROM response"))
        found = [(json.loads(answers), json.loads(scores)) for answers, scores in rows]
        return sorted((one["saran"], int(one["waktu"]), score["waktu"]) for one, score in found)

    assert database.now(released) == [
        *((f"Saran {number}", 3, 3) for number in range(1, 5)),
        ("Saran 5", 1, 1),
    ]
    after = database.now(keys, "response")
    assert len(after) == 5
    assert after.isdisjoint(before)
    assert {len(key) for key in after} == {16}


def test_a_second_answer_in_a_window_is_not_taken(
    database: Database, office: Office, unit_id: int
) -> None:
    citizen = Citizen()
    answer_all(database, office, citizen, unit_id)
    current = window(MORNING, office.zone)
    mark = arrivals.participation_mark(office, citizen.id, unit_id, current)
    database.now(ballots.participate, mark, current.first_day)

    found = database.now(send, office, citizen)

    assert isinstance(found, AlreadyRated)
    assert found.again_from == date(2026, 12, 1)
    assert database.now(waiting, unit_id) == 0
    assert database.now(rows_of, "interview") == 0


def test_beginning_again_in_the_window_is_told_when_it_may_be(
    database: Database, office: Office, unit_id: int
) -> None:
    rate(database, office, Citizen(), unit_id)

    now = database.now(arrivals.begin, office, Citizen().person, unit_id, MORNING)
    later = database.now(arrivals.begin, office, Citizen().person, unit_id, DECEMBER)

    assert isinstance(now, AlreadyRated)
    assert isinstance(later, Asking)


def test_the_window_is_that_of_the_instant_of_sending(
    database: Database, office: Office, unit_id: int
) -> None:
    """23.50 on the last day of November in Sofifi, and ten minutes later."""
    begun = datetime(2026, 11, 30, 14, 50, tzinfo=UTC)
    answer_all(database, office, Citizen(), unit_id, begun)
    database.now(send, office, Citizen(), begun + timedelta(minutes=10))

    found = database.now(arrivals.begin, office, Citizen().person, unit_id, DECEMBER)

    assert isinstance(found, AlreadyRated)
    assert found.again_from == date(2027, 1, 1)


def test_nothing_of_the_interview_is_left_when_it_is_sent(
    database: Database, office: Office, unit_id: int
) -> None:
    assert isinstance(rate(database, office, Citizen(), unit_id), Thanked)

    left = {name: database.now(rows_of, name) for name in Base.metadata.tables}
    about_units = {"service_unit", "survey", "survey_version", "box", "counter"}
    assert {name for name, count in left.items() if count} - about_units == {
        "person",
        "participation",
        "ballot",
    }


def test_a_form_that_cannot_be_sent_yet_is_asked_on(
    database: Database, office: Office, unit_id: int
) -> None:
    first = next(steps(database, office, Citizen(), unit_id))
    assert isinstance(first, Asking)

    found = database.now(submitting.submit, office, Citizen().person, first.live.card, MORNING)

    assert found == first
    assert database.now(rows_of, "ballot") == 0


@pytest.mark.parametrize(
    ("seconds", "name"), [(30, "30"), (31, "60"), (600, "600"), (601, "longer")]
)
def test_how_long_it_took_is_counted_without_a_person(
    database: Database, office: Office, unit_id: int, seconds: int, name: str
) -> None:
    answer_all(database, office, Citizen(), unit_id)

    database.now(send, office, Citizen(), MORNING + timedelta(seconds=seconds))

    assert database.now(counted) == {
        "begun": 1,
        "submitted": 1,
        f"seconds:{name}": 1,
        "taps:2": 1,
    }


def test_participation_is_destroyed_when_its_window_ends(
    database: Database, office: Office, unit_id: int
) -> None:
    rate(database, office, Citizen(), unit_id)

    database.now(due.tidy, office, datetime(2026, 11, 30, 14, 59, tzinfo=UTC))
    assert database.now(rows_of, "participation") == 1
    database.now(due.tidy, office, datetime(2026, 11, 30, 15, 0, tzinfo=UTC))

    assert database.now(rows_of, "participation") == 0
    assert database.now(waiting, unit_id) == 1
