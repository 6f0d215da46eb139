"""Seats in a session: given, freed, handed on, also when many tap in the same moment."""

import asyncio
from datetime import datetime, timedelta

import pytest

from bot.db.database import Database
from bot.domain.audience import Audience, Who
from bot.domain.delivery import Kind, Sent
from bot.domain.errors import Full, Gone, NotEmployed, TooLate
from bot.domain.offer import Part
from bot.domain.training import Reason, Standing
from bot.usecases import due, enrolling, planning
from bot.usecases.due import Owed
from bot.usecases.office import Office
from tests.factories import MORNING, a_person, a_session, a_training
from tests.usecases.training_room import (
    KTP,
    announced,
    employ,
    owed,
    planned,
    seats,
    somebody,
    standings,
)

DAY = timedelta(days=1)


@pytest.fixture
def course(database: Database) -> int:
    """A session with two seats, to which four are invited."""
    database.now(employ, 4)
    found = database.now(announced, None, a_session(capacity=2))
    planned(database)
    return found


def enrol(database: Database, n: int, course: int) -> Part:
    return database.now(enrolling.enrol, somebody(n), course, MORNING)


def test_the_third_waits_and_gets_the_seat_of_who_cannot_come(
    database: Database, course: int
) -> None:
    assert [enrol(database, n, course).enrolment.standing for n in (1, 2, 3, 4)] == [
        Standing.ENROLLED,
        Standing.ENROLLED,
        Standing.WAITING,
        Standing.WAITING,
    ]
    assert database.now(enrolling.look, somebody(4), course).ahead == 1

    database.now(enrolling.decline, somebody(1), course, MORNING)

    assert database.now(standings, course) == {
        1: "declined",
        2: "enrolled",
        3: "enrolled",
        4: "waiting",
    }
    assert database.now(enrolling.look, somebody(4), course).ahead == 0
    told = database.now(owed, [2003])
    assert [(what, class_) for _, what, class_, _ in told] == [
        ("seat", "duty"),
        ("T-3d", "duty"),
        ("T-1d", "duty"),
    ]


def test_a_reason_is_told_after_the_seat_is_free(database: Database, course: int) -> None:
    enrol(database, 1, course)
    database.now(enrolling.decline, somebody(1), course, MORNING)

    after = database.now(enrolling.explain, somebody(1), course, Reason.TRANSPORT, MORNING)

    assert after.enrolment.reason is Reason.TRANSPORT
    assert database.now(seats, course).taken == 0


def test_a_colleague_must_accept_and_then_has_the_seat(database: Database, course: int) -> None:
    for n in (1, 2):
        enrol(database, n, course)
    database.now(enrolling.decline, somebody(1), course, MORNING)
    assert [one.id for one in database.now(enrolling.colleagues, somebody(1), course)] == [3, 4]

    part = database.now(enrolling.ask, somebody(1), course, 3, MORNING)

    assert part.colleague == "Pegawai 3"
    assert database.now(standings, course)[3] == "asked"
    assert enrol(database, 4, course).enrolment.standing is Standing.WAITING
    database.now(enrolling.enrol, somebody(3), course, MORNING)
    assert database.now(standings, course)[3] == "enrolled"
    assert (2001, "yes:3", "duty", "pending") in database.now(owed)
    assert (2003, "asked", "duty", "pending") in database.now(owed)


def test_a_colleague_who_cannot_either_hands_the_seat_on(database: Database, course: int) -> None:
    for n in (1, 2):
        enrol(database, n, course)
    database.now(enrolling.decline, somebody(1), course, MORNING)
    database.now(enrolling.ask, somebody(1), course, 3, MORNING)
    enrol(database, 4, course)

    database.now(enrolling.decline, somebody(3), course, MORNING)

    assert database.now(standings, course) == {
        1: "declined",
        2: "enrolled",
        3: "declined",
        4: "enrolled",
    }
    assert (2001, "no:3", "duty", "pending") in database.now(owed)


def test_who_asks_another_colleague_asks_the_first_no_more(
    database: Database, course: int
) -> None:
    enrol(database, 2, course)
    database.now(enrolling.decline, somebody(1), course, MORNING)
    for colleague in (3, 3, 4):
        database.now(enrolling.ask, somebody(1), course, colleague, MORNING)

    assert database.now(standings, course) == {
        1: "declined",
        2: "enrolled",
        3: "invited",
        4: "asked",
    }
    assert database.now(seats, course).taken == 2
    asked = [whom for whom, what, *_ in database.now(owed) if what == "asked"]
    assert asked == [2004]
    # Who has not read of the request is invited as before.
    assert (2003, "invitation", "nudge", "pending") in database.now(owed)


def test_who_comes_after_all_has_the_seat_that_was_kept_for_a_colleague(
    database: Database, course: int
) -> None:
    enrol(database, 2, course)
    database.now(enrolling.decline, somebody(1), course, MORNING)
    database.now(enrolling.ask, somebody(1), course, 3, MORNING)
    assert enrol(database, 4, course).enrolment.standing is Standing.WAITING

    assert enrol(database, 1, course).enrolment.standing is Standing.ENROLLED

    assert database.now(standings, course) == {
        1: "enrolled",
        2: "enrolled",
        3: "invited",
        4: "waiting",
    }


def leave(database: Database, office: Office, first: int, now: datetime) -> dict[Kind, int | None]:
    """What is due leaves, as messages from this number on: of employee 3, which is which."""
    leaving = database.now(due.claim, office, "a run", now, 32)
    arrive(database, leaving, first, now)
    return {
        one.delivery.kind: one.delivery.message_id or first + leaving.index(one)
        for one in leaving
        if one.delivery.person_id == 2003
    }


def arrive(database: Database, leaving: list[Owed], first: int, now: datetime) -> None:
    ends = [(one.delivery, Sent(first + n)) for n, one in enumerate(leaving)]
    database.now(due.settled, ends, now)


@pytest.mark.parametrize("again", [False, True])
def test_a_request_that_is_leaving_while_it_is_withdrawn_says_so_in_its_place(
    database: Database, office: Office, course: int, again: bool
) -> None:
    database.now(enrolling.decline, somebody(1), course, MORNING)
    database.now(enrolling.ask, somebody(1), course, 3, MORNING)
    leaving = database.now(due.claim, office, "a run", MORNING, 32)
    request = next(n for n, one in enumerate(leaving, 100) if one.delivery.kind is Kind.ASKED)
    enrol(database, 1, course)
    if again:
        database.now(enrolling.decline, somebody(1), course, MORNING)
        database.now(enrolling.ask, somebody(1), course, 3, MORNING + timedelta(seconds=1))
    arrive(database, leaving, 100, MORNING)

    left = leave(database, office, 200, MORNING + timedelta(seconds=2))
    assert (Kind.ASKED in left, Kind.WITHDRAWN in left) == (again, False)
    later = leave(database, office, 300, MORNING + timedelta(minutes=5))

    assert later == {Kind.WITHDRAWN: request}


def test_a_request_that_is_made_again_before_its_withdrawal_has_left_stands_in_one_message(
    database: Database, office: Office, course: int
) -> None:
    database.now(enrolling.decline, somebody(1), course, MORNING)
    database.now(enrolling.ask, somebody(1), course, 3, MORNING)
    first = leave(database, office, 100, MORNING)[Kind.ASKED]
    enrol(database, 1, course)
    database.now(enrolling.decline, somebody(1), course, MORNING)
    database.now(enrolling.ask, somebody(1), course, 3, MORNING + timedelta(seconds=1))

    left = leave(database, office, 200, MORNING + timedelta(seconds=2))

    assert left[Kind.WITHDRAWN] == first
    assert left[Kind.ASKED] != first


def test_another_colleague_is_not_asked_where_somebody_waits_meanwhile(
    database: Database, course: int
) -> None:
    enrol(database, 2, course)
    database.now(enrolling.decline, somebody(1), course, MORNING)
    database.now(enrolling.ask, somebody(1), course, 3, MORNING)
    database.now(employ, 1, KTP, 5)
    enrol(database, 5, course)

    with pytest.raises(Full):
        database.now(enrolling.ask, somebody(1), course, 4, MORNING)

    assert database.now(standings, course)[3] == "asked"


def test_a_seat_that_went_to_who_waited_cannot_be_handed_on(
    database: Database, course: int
) -> None:
    for n in (1, 2, 3):
        enrol(database, n, course)
    database.now(enrolling.decline, somebody(1), course, MORNING)

    with pytest.raises(Full):
        database.now(enrolling.ask, somebody(1), course, 4, MORNING)

    assert database.now(standings, course)[4] == "invited"


def test_only_a_colleague_of_the_same_unit_is_asked(database: Database, course: int) -> None:
    database.now(employ, 1, KTP + 1, 9)
    database.now(enrolling.decline, somebody(1), course, MORNING)

    with pytest.raises(Gone):
        database.now(enrolling.ask, somebody(1), course, 9, MORNING)


def test_who_is_no_employee_takes_no_training(database: Database, course: int) -> None:
    with pytest.raises(NotEmployed):
        database.now(enrolling.enrol, a_person(1001), course, MORNING)


def test_only_those_a_training_is_for_have_a_part_in_it(database: Database) -> None:
    database.now(employ, 1)
    database.now(employ, 1, KTP + 1, 2)
    audience = Audience(Who.EMPLOYEES, KTP)
    course = database.now(announced, a_training(audience=audience), None)

    assert enrol(database, 1, course).enrolment.standing is Standing.ENROLLED
    with pytest.raises(Gone):
        enrol(database, 2, course)
    with pytest.raises(Gone):
        enrol(database, 1, course + 1)


def test_who_came_later_has_a_part_without_an_invitation(database: Database, course: int) -> None:
    database.now(employ, 1, KTP, 5)

    assert database.now(enrolling.look, somebody(5), course).enrolment.standing is Standing.INVITED
    assert enrol(database, 5, course).enrolment.standing is Standing.ENROLLED


def test_when_the_registration_is_closed_it_is_closed(database: Database, course: int) -> None:
    with pytest.raises(TooLate, match="closed"):
        database.now(enrolling.enrol, somebody(1), course, MORNING + 6 * DAY)


async def test_seats_and_places_are_exact_when_all_tap_at_once(database: Database) -> None:
    database.now(employ, 40)
    course = database.now(announced, None, a_session(capacity=15))

    taps = [
        database.write(enrolling.enrol, somebody(n), course, MORNING)
        for n in range(1, 41)
        for _twice in range(2)
    ]
    await asyncio.gather(*taps)

    found = database.now(seats, course)
    assert (found.taken, found.waiting, found.last_place) == (15, 25, 40)


async def test_seats_are_exact_when_some_come_while_others_go(database: Database) -> None:
    database.now(employ, 30)
    course = database.now(announced, None, a_session(capacity=10))
    for n in range(1, 16):
        enrol(database, n, course)

    await asyncio.gather(
        *(database.write(enrolling.decline, somebody(n), course, MORNING) for n in range(1, 11)),
        *(database.write(enrolling.enrol, somebody(n), course, MORNING) for n in range(16, 31)),
        database.write(planning.work, MORNING),
    )

    found = database.now(seats, course)
    assert (found.taken, found.waiting) == (10, 10)
    stand = database.now(standings, course)
    # Those who waited before anybody else came are in.
    assert {stand[n] for n in range(11, 16)} == {"enrolled"}
