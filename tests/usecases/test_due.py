"""What time brings: reminders claimed and settled, interviews that end, things forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.db import interviews, tries, updates
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.delivery import MAX_ATTEMPTS, Blocked, Outcome, Sent, State, TryLater, Uncertain
from bot.domain.situation import Paused
from bot.domain.survey import Position
from bot.usecases import due, surveys
from bot.usecases.due import Owed
from bot.usecases.leaving import forget_person
from bot.usecases.office import Office
from tests.factories import MORNING
from tests.rows import counted, let_leases_run_out, rows_of
from tests.usecases.citizens import Citizen, rate, steps

NEXT_MORNING = MORNING + timedelta(days=1)
A_WEEK = timedelta(days=7)


@pytest.fixture
def unfinished(database: Database, office: Office, unit_id: int) -> Citizen:
    """Somebody who stopped at the second question of the profile."""
    walk = steps(database, office, Citizen(), unit_id, between=timedelta(0))
    next(walk)
    next(walk)
    return Citizen()


def claim(database: Database, office: Office, now: datetime = NEXT_MORNING) -> Owed:
    (owed,) = database.now(due.claim, office, "run", now, 1)
    return owed


def states(db: Db) -> list[str]:
    return list(db.scalars(text("SELECT state FROM delivery")))


@pytest.mark.usefixtures("unfinished")
def test_an_unfinished_interview_is_remembered_the_next_morning_with_its_place(
    database: Database, office: Office
) -> None:
    assert database.now(due.next_due, MORNING) == NEXT_MORNING
    a_moment_before = NEXT_MORNING - timedelta(seconds=1)
    assert database.now(due.claim, office, "run", a_moment_before, 1) == []

    owed = claim(database, office)

    assert owed.language == "id"
    assert isinstance(owed.content, Paused)
    assert owed.content.about.title == "Disdukcapil · KTP elektronik"
    assert owed.content.position == Position("Profil", 2, 4)
    assert database.now(due.claim, office, "run", NEXT_MORNING, 1) == []


@pytest.mark.parametrize(
    ("outcome", "state"), [(Sent(), "sent"), (Blocked(), "blocked"), (Uncertain(), "uncertain")]
)
@pytest.mark.usefixtures("unfinished")
def test_a_settled_reminder_never_comes_again(
    database: Database, office: Office, outcome: Outcome, state: str
) -> None:
    owed = claim(database, office)

    database.now(due.settled, [(owed.delivery, outcome)], NEXT_MORNING)

    assert database.now(states) == [state]
    assert database.now(due.claim, office, "run", NEXT_MORNING + timedelta(days=2), 1) == []


@pytest.mark.usefixtures("unfinished")
def test_a_busy_telegram_is_tried_again_but_not_for_ever(
    database: Database, office: Office
) -> None:
    now = NEXT_MORNING
    for _ in range(MAX_ATTEMPTS):
        owed = claim(database, office, now)
        database.now(due.settled, [(owed.delivery, TryLater(timedelta(seconds=30)))], now)
        assert database.now(due.claim, office, "run", now, 1) == []
        now += timedelta(minutes=33)

    assert database.now(states) == [State.REJECTED]
    assert database.now(due.claim, office, "run", now + timedelta(hours=1), 1) == []


@pytest.mark.usefixtures("unfinished")
def test_what_an_earlier_run_held_ends_as_uncertain(database: Database, office: Office) -> None:
    claim(database, office)
    assert database.now(due.recover, "run", NEXT_MORNING) == 0

    database.now(let_leases_run_out)
    assert database.now(due.recover, "another run", NEXT_MORNING) == 1

    assert database.now(states) == [State.UNCERTAIN]
    assert database.now(due.claim, office, "another run", NEXT_MORNING, 1) == []


@pytest.mark.usefixtures("unfinished")
def test_a_duty_that_an_earlier_run_held_is_sent_again(database: Database, office: Office) -> None:
    database.now(lambda db: db.execute(text("UPDATE delivery SET class = 'duty'")))
    claim(database, office)

    database.now(let_leases_run_out)
    assert database.now(due.recover, "another run", NEXT_MORNING) == 1

    assert claim(database, office).delivery.attempts == 1


@pytest.mark.usefixtures("unfinished")
def test_what_came_too_late_expires(database: Database, office: Office) -> None:
    assert database.now(due.claim, office, "run", MORNING + A_WEEK, 1) == []

    assert database.now(states) == [State.EXPIRED]


def test_a_reminder_of_nothing_is_cancelled(
    database: Database, office: Office, unfinished: Citizen
) -> None:
    database.now(interviews.remove, unfinished.id)

    assert database.now(due.claim, office, "run", NEXT_MORNING, 1) == []
    assert database.now(states) == [State.CANCELLED]


@pytest.mark.usefixtures("unfinished", "file")
def test_a_message_to_somebody_unknown_is_cancelled(database: Database, office: Office) -> None:
    """The constraint forbids it, so it is only there until the transaction ends."""

    def orphan(db: Db) -> object:
        db.execute(text("PRAGMA defer_foreign_keys=ON"))
        db.execute(text("UPDATE delivery SET person_id = 77"))
        found = due.claim(db, office, "run", NEXT_MORNING, 1)
        db.execute(text("DELETE FROM delivery WHERE state = 'cancelled'"))
        return found

    assert database.now(orphan) == []
    assert database.now(states) == []


def test_an_answer_on_another_day_puts_the_reminder_off(
    database: Database, office: Office, unfinished: Citizen
) -> None:
    card = database.now(interviews.find, unfinished.id)
    assert card is not None

    later = NEXT_MORNING + timedelta(hours=5)
    database.now(surveys.pick, office, unfinished.person, card.card, 3, 0, later)
    moved = database.now(interviews.find, unfinished.id)
    assert moved is not None
    database.now(surveys.back, office, unfinished.person, moved.card, later)

    assert database.now(due.next_due, MORNING) == NEXT_MORNING + timedelta(days=1)


@pytest.mark.usefixtures("unfinished")
def test_an_interview_ends_a_week_after_its_last_answer(
    database: Database, office: Office
) -> None:
    owed = claim(database, office)
    database.now(due.settled, [(owed.delivery, Sent())], NEXT_MORNING)
    assert database.now(due.next_due, MORNING) == MORNING + A_WEEK

    database.now(due.tidy, office, MORNING + A_WEEK - timedelta(seconds=1))
    assert database.now(rows_of, "interview") == 1
    database.now(due.tidy, office, MORNING + A_WEEK)

    for table in ("interview", "delivery", "expectation"):
        assert database.now(rows_of, table) == 0
    assert database.now(counted) == {
        "begun": 1,
        "left:/data/profil/jenis_kelamin": 1,
        "nudged": 1,
    }
    assert database.now(due.next_due, MORNING) is None


def test_nothing_is_owed_for_what_was_sent_or_forgotten(
    database: Database, office: Office, unit_id: int
) -> None:
    rate(database, office, Citizen(1), unit_id)
    next(steps(database, office, Citizen(2), unit_id))

    database.now(forget_person, 2)

    assert database.now(due.next_due, MORNING) is None


def test_what_is_not_to_be_kept_is_forgotten_at_its_instant(
    database: Database, office: Office
) -> None:
    database.now(tries.put, b"mark", 5, MORNING)
    for day in (22, 23):
        database.now(updates.record, day, datetime(2026, 11, day, tzinfo=UTC).date())

    database.now(due.tidy, office, MORNING)

    assert database.now(rows_of, "wrong_try") == 0
    assert database.now(rows_of, "handled_update") == 1
