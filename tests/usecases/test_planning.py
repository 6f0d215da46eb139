"""What is owed because of a session: when it is announced, moved, cancelled, and a day before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select

from bot.db import enrolments, learning, trainings
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import DeliveryRow
from bot.domain.errors import TooLate
from bot.domain.training import Course, Standing
from bot.usecases import attending, enrolling, planning
from tests.factories import MORNING, a_person, a_session, a_training
from tests.usecases.training_room import (
    announced,
    employ,
    name_contact,
    owed,
    planned,
    seats,
    session,
    somebody,
    standings,
)

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
START = MORNING + 7 * DAY
DOORS = START - HOUR / 2
DAY_BEFORE = datetime(2026, 11, 30, 0, 0, tzinfo=UTC)


def instants(db: Db) -> list[tuple[str, datetime]]:
    """What is pending, and when it is due."""
    rows = db.execute(
        select(DeliveryRow.slot, DeliveryRow.kind, DeliveryRow.due_at)
        .where(DeliveryRow.state == "pending")
        .order_by(DeliveryRow.due_at, DeliveryRow.id)
    )
    return [(slot or kind, due_at) for slot, kind, due_at in rows]


def course(database: Database, session_id: int) -> Course:
    found = database.now(trainings.course, session_id)
    assert found is not None
    return found


def moved(database: Database, session_id: int, by: timedelta, now: datetime = MORNING) -> None:
    before = course(database, session_id).session
    after = replace(
        before,
        starts_at=before.starts_at + by,
        ends_at=before.ends_at + by,
        deadline=before.deadline + by,
    )
    database.now(planning.move, after, now)


@pytest.mark.parametrize(
    ("mandatory", "expected"),
    [
        (False, [("invitation", "nudge"), ("T-3d", "nudge")]),
        (True, [("invitation", "duty"), ("T-3d", "duty"), ("T-1d", "duty")]),
    ],
)
def test_an_announcement_invites_and_reminds_those_who_must_come(
    database: Database, mandatory: bool, expected: list[tuple[str, str]]
) -> None:
    database.now(employ, 2)
    database.now(announced, a_training(mandatory=mandatory))
    planned(database)

    assert database.now(owed) == [
        (person, what, class_, "pending") for person in (2001, 2002) for what, class_ in expected
    ]


def test_planned_again_it_is_as_it_was(database: Database) -> None:
    database.now(employ, 2)
    found = database.now(announced)
    planned(database)
    before = database.now(owed)

    assert database.now(planning.announce, found, MORNING) == 0
    planned(database)

    assert database.now(owed) == before


def test_who_is_not_linked_is_invited_without_a_message(database: Database) -> None:
    def unlink(db: Db) -> None:
        db.exec_driver_sql("UPDATE employee SET person_id = NULL WHERE id = 1")

    database.now(employ, 2)
    database.now(unlink)
    found = database.now(announced)
    planned(database)

    assert database.now(standings, found) == {1: "invited", 2: "invited"}
    assert {person for person, *_ in database.now(owed)} == {2002}


def test_who_confirms_is_reminded_two_hours_before_and_who_declines_not_at_all(
    database: Database,
) -> None:
    database.now(employ, 2)
    found = database.now(announced)
    planned(database)

    database.now(enrolling.confirm, somebody(1), found, MORNING)
    database.now(enrolling.decline, somebody(2), found, MORNING)

    assert [one[1:] for one in database.now(owed, [2001])] == [
        ("T-3d", "duty", "pending"),
        ("T-1d", "duty", "pending"),
        ("T-120m", "duty", "pending"),
    ]
    assert database.now(owed, [2002]) == []


def test_a_session_that_is_moved_twice_before_anybody_was_told_is_told_once(
    database: Database,
) -> None:
    database.now(employ, 1)
    found = database.now(announced)
    database.now(enrolling.confirm, somebody(1), found, MORNING)
    planned(database)

    moved(database, found, DAY)
    planned(database)
    moved(database, found, DAY)
    planned(database)

    assert database.now(standings, found) == {1: "enrolled"}
    assert database.now(instants) == [
        ("change", MORNING),
        ("T-3d", START - DAY),
        ("T-1d", START + DAY),
    ]


def test_moved_there_and_back_it_is_reminded_of_at_its_time(database: Database) -> None:
    database.now(employ, 1)
    found = database.now(announced)
    database.now(enrolling.confirm, somebody(1), found, MORNING)

    moved(database, found, DAY)
    moved(database, found, -DAY)
    planned(database)

    assert database.now(instants) == [
        ("change", MORNING),
        ("T-3d", START - 3 * DAY),
        ("T-1d", DAY_BEFORE),
        ("T-120m", START - 2 * HOUR),
    ]


@pytest.mark.parametrize("n", [1, 2, 3])
def test_who_checked_in_before_it_was_moved_has_a_seat_and_no_jp(
    database: Database, n: int
) -> None:
    """Confirmed before, or not registered, or declined: they were at the door."""
    found = _with_somebody_at_the_door(database, n)

    moved(database, found, DAY, DOORS)
    planned(database, DOORS)

    assert database.now(standings, found)[n] == "enrolled"
    assert database.now(learning.jp_in, 2026, [n]) == {n: 0}
    assert [what for _, what, *_ in database.now(owed, [2000 + n])][-2:] == ["change", "T-1d"]


@pytest.mark.parametrize("n", [1, 2, 3])
def test_who_checked_in_before_it_was_cancelled_has_no_jp_and_is_told(
    database: Database, n: int
) -> None:
    found = _with_somebody_at_the_door(database, n)

    database.now(planning.cancel, found, DOORS)
    planned(database, DOORS)

    one = database.now(enrolments.find, found, n)
    assert one is not None
    assert (one.standing, one.jp, one.checked_in_at) == (Standing.CONFIRMED, None, None)
    assert database.now(learning.jp_in, 2026, [n]) == {n: 0}
    assert [what for _, what, *_ in database.now(owed, [2000 + n])] == ["cancellation"]


def test_who_checked_in_before_the_room_changed_is_still_there(database: Database) -> None:
    found = _with_somebody_at_the_door(database, 1)
    elsewhere = replace(course(database, found).session, place="Kantor Wali Kota Ternate")

    database.now(planning.move, elsewhere, DOORS)

    assert database.now(standings, found)[1] == "attended"
    assert database.now(learning.jp_in, 2026, [1]) == {1: 6}


def _with_somebody_at_the_door(database: Database, n: int) -> int:
    database.now(employ, 3)
    found = database.now(announced)
    database.now(enrolling.confirm, somebody(1), found, MORNING)
    database.now(enrolling.decline, somebody(3), found, MORNING)
    database.now(attending.correct, a_person(9001, admin=True), found, n, DOORS)
    assert database.now(learning.jp_in, 2026, [n]) == {n: 6}
    # Who was not there has no part in it.
    database.now(lambda db: db.execute(delete(DeliveryRow)))
    return found


def test_another_place_leaves_what_was_confirmed(database: Database) -> None:
    database.now(employ, 1)
    found = database.now(announced)
    database.now(enrolling.confirm, somebody(1), found, MORNING)
    elsewhere = replace(course(database, found).session, place="Kantor Wali Kota Ternate")

    database.now(planning.move, elsewhere, MORNING)
    planned(database)

    assert database.now(standings, found) == {1: "confirmed"}
    assert [what for what, _ in database.now(instants)] == ["change", "T-3d", "T-1d", "T-120m"]


def test_of_a_cancelled_session_only_that_is_told(database: Database) -> None:
    database.now(employ, 3)
    found = database.now(announced, None, a_session(capacity=1))
    for n in (1, 2):
        database.now(enrolling.enrol, somebody(n), found, MORNING)
    planned(database)

    database.now(planning.cancel, found, MORNING)
    planned(database)

    # Whoever was not invited yet will not be: that is found when the invitation would leave.
    assert database.now(owed) == [
        (2001, "cancellation", "duty", "pending"),
        (2002, "cancellation", "duty", "pending"),
        (2003, "invitation", "nudge", "pending"),
    ]
    with pytest.raises(TooLate):
        database.now(planning.cancel, found, MORNING)


def test_more_seats_are_given_to_those_who_wait(database: Database) -> None:
    database.now(employ, 3)
    found = database.now(announced, None, a_session(capacity=1))
    for n in (1, 2, 3):
        database.now(enrolling.enrol, somebody(n), found, MORNING)

    database.now(planning.move, replace(course(database, found).session, capacity=2), MORNING)

    assert database.now(seats, found).taken == 2
    assert database.now(standings, found)[2] == "enrolled"


def test_what_has_begun_is_not_moved_nor_announced(database: Database) -> None:
    database.now(employ, 1)
    found = database.now(session)

    for late in (
        lambda: database.now(planning.announce, found, START),
        lambda: database.now(planning.cancel, found, START),
        lambda: moved(database, found, -8 * DAY),
    ):
        with pytest.raises(TooLate):
            late()


def test_the_contact_of_the_unit_is_told_once_who_has_not_answered(database: Database) -> None:
    database.now(employ, 3)
    database.now(employ, 1, 1, 9)
    database.now(name_contact, "dukcapil", 9)
    found = database.now(announced, a_training(mandatory=True))
    database.now(enrolling.confirm, somebody(1), found, MORNING)
    planned(database)
    before = DAY_BEFORE - timedelta(seconds=1)
    planned(database, before)
    assert "unanswered" not in {what for _, what, *_ in database.now(owed)}

    for _twice in range(2):
        planned(database, DAY_BEFORE)

    told = [one for one in database.now(owed) if one[1] == "unanswered"]
    assert told == [(2009, "unanswered", "duty", "pending")]


def test_a_seat_kept_for_who_did_not_answer_is_free_a_day_before(database: Database) -> None:
    database.now(employ, 3)
    found = database.now(announced, None, a_session(capacity=1))
    database.now(enrolling.enrol, somebody(1), found, MORNING)
    database.now(enrolling.decline, somebody(1), found, MORNING)
    database.now(enrolling.ask, somebody(1), found, 2, MORNING)
    database.now(enrolling.enrol, somebody(3), found, MORNING)

    planned(database, DAY_BEFORE)

    assert database.now(standings, found) == {1: "declined", 2: "invited", 3: "enrolled"}


def test_when_nobody_is_named_nobody_is_told(database: Database) -> None:
    database.now(employ, 2)
    database.now(announced, a_training(mandatory=True))
    planned(database, DAY_BEFORE)

    assert "unanswered" not in {what for _, what, *_ in database.now(owed)}


def test_an_office_with_more_employees_than_one_step_is_planned_in_several(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "CHUNK", 2)
    database.now(employ, 5)
    found = database.now(announced, a_training(mandatory=True))
    planned(database)
    assert len(database.now(owed)) == 15

    moved(database, found, DAY)
    planned(database)

    assert len(database.now(owed)) == 15
    assert {what for _, what, *_ in database.now(owed)} == {"invitation", "T-3d", "T-1d"}


def test_who_was_invited_already_is_told_of_a_change_and_who_was_not_is_invited_anew(
    database: Database,
) -> None:
    def arrived(db: Db) -> None:
        db.exec_driver_sql(
            "UPDATE delivery SET state = 'sent' WHERE kind = 'invitation' AND person_id = 2001"
        )

    database.now(employ, 2)
    found = database.now(announced, a_training(mandatory=True))
    planned(database)
    database.now(arrived)

    moved(database, found, DAY)
    planned(database)

    assert [what for _, what, *_ in database.now(owed, [2001])][:2] == ["invitation", "change"]
    assert [what for _, what, *_ in database.now(owed, [2002])] == ["invitation", "T-3d", "T-1d"]
