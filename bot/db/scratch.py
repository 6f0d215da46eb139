"""A database of a rehearsal: employees who are acted, and what was owed to them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import insert, select

from bot.db.base import Db
from bot.db.tables import DeliveryRow, EmployeeRow, PersonRow
from bot.domain.delivery import State
from bot.domain.people import CONSENT_TEXT, EMPLOYEE_CONSENT

__all__ = ["Owed", "employ", "owed", "unsaid"]


class Owed(NamedTuple):
    """What was owed to somebody by its slot, how it ended, and when."""

    person_id: int
    slot: str
    state: State
    reason: str | None
    at: datetime | None


def employ(db: Db, languages: Sequence[str], units: Sequence[int], today: date) -> None:
    """An employee for each of these units, numbered from 1, with an account of the same number
    in a language of their own."""
    numbered = list(enumerate(zip(languages, units, strict=True), 1))
    consented = {"consented_on": today}
    people = [
        {"id": n, "language": language, "consent_text": CONSENT_TEXT, **consented}
        for n, (language, _unit) in numbered
    ]
    employees = [
        {"id": n, "person_id": n, "unit_id": unit, "name": f"{n}", "nip": f"{n:018}",
         "consent_text": EMPLOYEE_CONSENT, **consented}
        for n, (_language, unit) in numbered
    ]  # fmt: skip
    db.execute(insert(PersonRow), people)
    db.execute(insert(EmployeeRow), employees)


def owed(db: Db) -> list[Owed]:
    """All that was owed, by person and in the order in which it was."""
    return _found(db)


def unsaid(db: Db, now: datetime) -> list[Owed]:
    """What was found at this instant to have nothing to say."""
    cancelled = DeliveryRow.state == State.CANCELLED.value
    return _found(db, cancelled, DeliveryRow.reason.is_(None), DeliveryRow.settled_at == now)


def _found(db: Db, *which: Any) -> list[Owed]:
    rows: Iterable[Any] = db.execute(
        select(
            DeliveryRow.person_id,
            DeliveryRow.slot,
            DeliveryRow.state,
            DeliveryRow.reason,
            DeliveryRow.settled_at,
        )
        .where(*which)
        .order_by(DeliveryRow.person_id, DeliveryRow.id)
    )
    return [
        Owed(person_id, slot.partition(":")[2], State(state), reason, at)
        for person_id, slot, state, reason, at in rows
    ]
