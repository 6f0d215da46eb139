"""What is owed: planned once, claimed in order, settled only while in flight."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.db import deliveries, people
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import DeliveryRow
from bot.domain.delivery import Class, Delivery, Kind, State
from tests.factories import MORNING
from tests.rows import let_leases_run_out, rows_of

HOUR = timedelta(hours=1)


def plan(db: Db, person_id: int = 1, due_at: datetime = MORNING, key: str | None = None) -> None:
    people.consent(db, person_id, "id", "skm-1", MORNING.date())
    expires_at = due_at + timedelta(days=7)
    deliveries.plan(
        db, person_id, Kind.UNFINISHED, Class.NUDGE, due_at, expires_at, key or f"u:{person_id}"
    )


def claim(database: Database, now: datetime = MORNING) -> Delivery:
    (claimed,) = database.now(deliveries.claim, "run", Class.NUDGE, now, 1)
    return claimed


def test_what_was_planned_is_what_is_claimed(database: Database) -> None:
    database.now(plan)

    assert claim(database) == Delivery(
        id=1,
        person_id=1,
        kind=Kind.UNFINISHED,
        class_=Class.NUDGE,
        due_at=MORNING,
        expires_at=MORNING + timedelta(days=7),
        state=State.SENDING,
        attempts=0,
        claimed_by="run",
    )


def test_planning_twice_is_harmless_and_moves_what_is_pending(database: Database) -> None:
    database.now(plan)

    database.now(plan, due_at=MORNING + HOUR)

    assert database.now(rows_of, "delivery") == 1
    assert database.now(deliveries.claim, "run", Class.NUDGE, MORNING, 1) == []
    assert claim(database, MORNING + HOUR).expires_at == MORNING + HOUR + timedelta(days=7)


@pytest.mark.parametrize("state", [state for state in State if state is not State.PENDING])
def test_planning_again_leaves_what_is_in_flight_or_settled(
    database: Database, state: State
) -> None:
    database.now(plan)
    claimed = claim(database)
    database.now(deliveries.save, [(claimed, replace(claimed, state=state))], MORNING)

    database.now(plan, due_at=MORNING + HOUR)

    def stored(db: Db) -> list[tuple[str, datetime]]:
        rows = db.execute(select(DeliveryRow.state, DeliveryRow.due_at))
        return [(state, due_at) for state, due_at in rows]

    assert database.now(stored) == [(state, MORNING)]


def test_nothing_is_claimed_before_it_is_due_nor_twice(database: Database) -> None:
    database.now(plan)

    assert (
        database.now(deliveries.claim, "run", Class.NUDGE, MORNING - timedelta(seconds=1), 1) == []
    )
    claim(database)
    assert database.now(deliveries.claim, "run", Class.NUDGE, MORNING, 1) == []


def test_the_earliest_is_claimed_first(database: Database) -> None:
    database.now(plan, 1, MORNING + HOUR)
    database.now(plan, 2, MORNING)

    assert [claim(database, MORNING + HOUR).person_id for _ in range(2)] == [2, 1]


def test_only_what_is_in_flight_is_settled(database: Database) -> None:
    database.now(plan)
    claimed = claim(database)
    database.now(deliveries.save, [(claimed, replace(claimed, state=State.SENT))], MORNING)

    database.now(deliveries.save, [(claimed, replace(claimed, state=State.PENDING))], MORNING)

    assert database.now(deliveries.claim, "run", Class.NUDGE, MORNING, 1) == []
    assert database.now(deliveries.in_flight, "another run") == []


def test_what_another_run_held_is_known(database: Database) -> None:
    database.now(plan)
    claimed = claim(database)

    database.now(let_leases_run_out)

    assert database.now(deliveries.in_flight, "run") == []
    assert database.now(deliveries.in_flight, "another run") == [claimed]


def test_the_next_instant_is_that_of_what_is_pending(database: Database) -> None:
    assert database.now(deliveries.next_due, []) is None
    database.now(plan, 1, MORNING + HOUR)
    database.now(plan, 2, MORNING)
    assert database.now(deliveries.next_due, []) == MORNING

    claim(database)

    assert database.now(deliveries.next_due, []) == MORNING + HOUR


def test_forgetting_is_by_person_and_kind(database: Database) -> None:
    for person_id in (1, 2, 3):
        database.now(plan, person_id)

    database.now(deliveries.forget, 1)
    database.now(deliveries.forget, 2, Kind.UNFINISHED)

    assert claim(database).person_id == 3
    assert database.now(rows_of, "delivery") == 1


def test_nothing_is_owed_to_nobody(database: Database) -> None:
    def to_nobody(db: Db) -> None:
        deliveries.plan(db, 99, Kind.UNFINISHED, Class.NUDGE, MORNING, MORNING, "u:99")

    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        database.now(to_nobody)
