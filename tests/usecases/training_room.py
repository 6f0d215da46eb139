"""A unit whose employees take trainings: what tests of sessions begin with."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert, select, update

from bot.db import enrolments, people, trainings
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import DeliveryRow, EmployeeRow, EnrolmentRow, ServiceUnitRow
from bot.domain.learning import DEFAULT_RULES
from bot.domain.offer import Door
from bot.domain.people import Person
from bot.domain.training import Seats, Training, TrainingSession
from bot.usecases import doors, planning, substitutes, turnover
from bot.usecases.office import Office
from tests.factories import MORNING, a_person, a_session, a_training

__all__ = [
    "CONTACT",
    "KTP",
    "announced",
    "at_the_door",
    "employ",
    "name_contact",
    "owed",
    "planned",
    "seats",
    "session",
    "somebody",
    "standings",
]

KTP = 2
"""The id of the leaf dukcapil-ktp."""

CONTACT = 2900


def somebody(n: int) -> Person:
    return a_person(2000 + n)


def employ(db: Db, count: int, unit_id: int = KTP, first: int = 1) -> None:
    """So many employees of a unit, numbered from 1, who are 2001, 2002 and so on in Telegram."""
    for n in range(first, first + count):
        people.consent(db, 2000 + n, "id", "skm-1", MORNING.date())
        row = {"id": n, "person_id": 2000 + n, "unit_id": unit_id, "name": f"Pegawai {n}"}
        db.execute(insert(EmployeeRow).values(**row, nip=f"1986{n:014}", status="PNS"))


def name_contact(db: Db, unit_code: str, n: int) -> None:
    """Employee number n is whom one asks about this unit."""
    changed = update(ServiceUnitRow).where(ServiceUnitRow.code == unit_code)
    db.execute(changed.values(contact_nip=f"1986{n:014}"))


def session(db: Db, training: Training | None = None, dated: TrainingSession | None = None) -> int:
    """A training with one session that nobody knows of yet; the session's id."""
    for rule in DEFAULT_RULES:
        trainings.put_rule(db, rule)
    training_id = trainings.put(db, training or a_training())
    found = dated or a_session()
    values = {f: getattr(found, f) for f in found.__slots__} | {"training_id": training_id}
    return trainings.add_session(db, TrainingSession(**values))


def announced(
    db: Db, training: Training | None = None, dated: TrainingSession | None = None
) -> int:
    """The same, announced."""
    found = session(db, training, dated)
    planning.announce(db, found, MORNING)
    return found


def at_the_door(db: Db, office: Office, session_id: int, now: datetime) -> Door:
    """What an admin shows there."""
    found = doors.door(db, office, a_person(9001, admin=True), session_id, now)
    assert isinstance(found, Door)
    return found


def planned(database: Database, now: datetime = MORNING) -> None:
    """All long work done."""
    works = (planning.work, substitutes.work, turnover.work)
    while any(database.now(work, now) for work in works):
        pass


def standings(db: Db, session_id: int) -> dict[int, str]:
    """By employee."""
    rows = db.execute(
        select(EnrolmentRow.employee_id, EnrolmentRow.state)
        .where(EnrolmentRow.session_id == session_id)
        .order_by(EnrolmentRow.employee_id)
    )
    return {employee_id: state for employee_id, state in rows}  # noqa: C416 - Rows are unpacked.


def seats(db: Db, session_id: int) -> Seats:
    course = trainings.course(db, session_id)
    assert course is not None
    return enrolments.seats(db, course.session)


def owed(db: Db, people_ids: Iterable[int] | None = None) -> list[tuple[int, str, str, str]]:
    """Person, kind or slot, class and state of all that is owed, by person and time."""
    rows = db.execute(
        select(
            DeliveryRow.person_id,
            DeliveryRow.slot,
            DeliveryRow.kind,
            DeliveryRow.class_,
            DeliveryRow.state,
        ).order_by(DeliveryRow.person_id, DeliveryRow.due_at, DeliveryRow.id)
    )
    wanted = None if people_ids is None else set(people_ids)
    return [
        (person_id, slot or kind, class_, state)
        for person_id, slot, kind, class_, state in rows
        if wanted is None or person_id in wanted
    ]
