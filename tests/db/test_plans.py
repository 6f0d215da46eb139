"""How the databases look for what is due: by an index, so that a long queue costs no more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, text

from bot.db import budgets, deliveries
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import DeliveryRow, PersonRow
from bot.domain.delivery import Class, Kind, State
from tests.factories import MORNING, a_delivery

MANY = 20_000
BROADCASTS, PEOPLE = 10, 5_000


def owe_to_many(db: Db) -> None:
    """A long queue to many people: some duties among broadcasts, most of them for later."""
    known = {"language": "id", "consent_text": "-", "consented_on": MORNING.date()}
    db.execute(insert(PersonRow), [{"id": person, **known} for person in range(PEOPLE)])
    rows = [
        {
            "person_id": number % PEOPLE,
            "kind": Kind.MESSAGE.value,
            "class": (Class.DUTY if number % 100 == 0 else Class.BROADCAST).value,
            "due_at": MORNING + timedelta(seconds=number),
            "expires_at": MORNING + timedelta(days=9),
            "dedupe_key": str(number),
            "state": (State.SENT if number % 2 else State.PENDING).value,
            "settled_at": MORNING if number % 2 else None,
            "attempts": 0,
            "broadcast_id": number % BROADCASTS,
        }
        for number in range(MANY)
    ]
    db.execute(insert(DeliveryRow), rows)


def plan_of(db: Db, claim: Callable[[Db], object]) -> str:
    """What the database says of how it carries out the claim."""
    found: list[tuple[str, Any]] = []

    def note(_db: Db, _cursor: object, statement: str, parameters: Any, *_more: object) -> None:
        found.append((statement, parameters))

    event.listen(db, "before_cursor_execute", note)
    claim(db)
    event.remove(db, "before_cursor_execute", note)
    ((statement, parameters),) = found
    explain = "EXPLAIN QUERY PLAN" if db.dialect.name == "sqlite" else "EXPLAIN"
    return "\n".join(str(row) for row in db.exec_driver_sql(f"{explain} {statement}", parameters))


def count_rows(db: Db) -> None:
    """As PostgreSQL does by itself in time; SQLite never does."""
    if db.dialect.name == "postgresql":
        db.execute(text("ANALYZE delivery"))


def look_at_budgets(db: Db) -> object:
    """As before every batch of what has a budget."""
    return budgets.left(db, [1, 2, 3], Class.BROADCAST, MORNING, MORNING, [7, 8, 9])


@pytest.mark.parametrize(
    ("claim", "index"),
    [
        (look_at_budgets, "ix_delivery_person"),
        (lambda db: deliveries.claim(db, "run", Class.DUTY, MORNING, 32), "ix_delivery_due"),
        (lambda db: deliveries.claim_of(db, "run", 3, MORNING, 32), "ix_delivery_broadcast"),
    ],
)
def test_a_claim_goes_by_indices_and_reads_no_other_row(
    database: Database, claim: Callable[[Db], object], index: str
) -> None:
    database.now(owe_to_many)
    database.now(count_rows)

    plan = database.now(plan_of, claim)

    assert index in plan
    assert "Seq Scan" not in plan
    assert "SCAN delivery" not in plan
    assert "TEMP B-TREE" not in plan


def settle_a_batch(db: Db) -> None:
    """As after every batch."""
    claimed = [replace(a_delivery(state=State.SENDING), id=number) for number in range(32)]
    deliveries.save(db, [(one, replace(one, state=State.SENT)) for one in claimed], MORNING)


@pytest.mark.parametrize(
    ("look", "other"),
    [
        (look_at_budgets, "ix_delivery_due"),
        (settle_a_batch, "ix_delivery_due"),
        (settle_a_batch, "ix_delivery_person"),
    ],
)
def test_what_names_people_or_messages_does_not_go_by_the_state_of_all(
    database: Database, look: Callable[[Db], object], other: str
) -> None:
    """A database that had not counted its rows yet read all that was ever sent, for each batch."""
    database.now(owe_to_many)

    assert other not in database.now(plan_of, look)
