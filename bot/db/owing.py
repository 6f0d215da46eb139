"""Messages that are owed to many at once: to the employees of a unit, to who follows it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, literal, select

from bot.db.base import Db, Insert, insert
from bot.db.tables import DeliveryRow, EmployeeRow, SubscriptionRow
from bot.domain.delivery import UNSENT, Class, Kind, State

__all__ = ["Owing", "to_employees", "to_followers"]


class Owing(NamedTuple):
    """A message about what the slot says, once for each person."""

    kind: Kind
    class_: Class
    slot: str
    due_at: datetime
    expires_at: datetime


def to_employees(db: Db, owing: Owing, unit_id: int) -> None:
    """Owe it to those of a unit who have linked their account."""
    whom = select(EmployeeRow.person_id).where(
        EmployeeRow.unit_id == unit_id, EmployeeRow.person_id.is_not(None), EmployeeRow.active
    )
    db.execute(_owed(db, owing, whom).on_conflict_do_nothing())


def to_followers(db: Db, owing: Owing, unit_ids: Collection[int]) -> None:
    """Owe it to those who asked for news of any of these units; once more to whom it did not
    reach."""
    whom = select(SubscriptionRow.person_id).where(SubscriptionRow.unit_id.in_(unit_ids))
    new = _owed(db, owing, whom.distinct())
    again = {
        "state": State.PENDING.value,
        "due_at": new.excluded.due_at,
        "expires_at": new.excluded.expires_at,
        "attempts": 0,
        "reason": None,
        "settled_at": None,
    }
    unread = [state.value for state in (State.PENDING, *UNSENT)]
    db.execute(
        new.on_conflict_do_update(
            index_elements=["dedupe_key"], set_=again, where=DeliveryRow.state.in_(unread)
        )
    )


def _owed(db: Db, owing: Owing, whom: Select[Any]) -> Insert:
    """A row for each of them."""
    people, instants = whom.subquery(), DeliveryRow.due_at.type
    person = people.c.person_id
    values: dict[str, Any] = {
        "person_id": person,
        "kind": literal(owing.kind.value),
        "class": literal(owing.class_.value),
        "due_at": literal(owing.due_at, instants),
        "expires_at": literal(owing.expires_at, instants),
        "dedupe_key": literal(f"{owing.kind.value}:{owing.slot}:").concat(person),
        "state": literal(State.PENDING.value),
        "attempts": literal(0),
        "slot": literal(owing.slot),
    }
    # Where there is no condition, SQLite takes ON CONFLICT for one of a join.
    found = select(*values.values()).where(person > 0)
    return insert(db, DeliveryRow).from_select(list(values), found)
