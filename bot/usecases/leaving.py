"""Deleting what is stored of a person, and what ends with being an employee."""

from bot.db import (
    certificates,
    deliveries,
    doors,
    errands,
    feedback,
    interviews,
    jobs,
    kiosks,
    passes,
    people,
    staff,
    watches,
    wishes,
)
from bot.db.base import Db
from bot.db.jobs import JobKind
from bot.domain.delivery import Kind

__all__ = ["end_inquiry", "forget_account", "forget_person", "free_seats"]


def forget_person(db: Db, person_id: int) -> None:
    """Delete all of the account, and the papers and answers about sessions of its employee.

    Submitted ballots cannot be found, nor what was written under a receipt code; a participation
    mark stays till its window ends.
    """
    free_seats(db, person_id)
    certificates.forget(db, person_id)
    feedback.forget(db, person_id)
    wishes.forget(db, person_id)
    _forget(db, person_id)


def forget_account(db: Db, person_id: int) -> None:
    """Delete what hangs on the Telegram account; what the office keeps of its employee stays."""
    free_seats(db, person_id)
    _forget(db, person_id)


def free_seats(db: Db, person_id: int) -> None:
    """Whoever is about to be no employee any more has seats that long work gives to others.

    Promised before anything else is touched, as that work locks its job first.
    """
    who = staff.by_person(db, person_id)
    if who is not None:
        jobs.promise_again(db, JobKind.ACCOUNT, who.id)


def end_inquiry(db: Db, person_id: int) -> None:
    """Whoever is no employee any more goes on with no interview that only employees have."""
    if interviews.remove_of_session(db, person_id):
        deliveries.forget(db, person_id, Kind.UNFINISHED)
        people.expect_nothing(db, person_id)


def _forget(db: Db, person_id: int) -> None:
    """Consent, interview, expectation, errands, passes, what is owed, shown, followed or muted,
    being a kiosk, the person."""
    interviews.remove(db, person_id)
    deliveries.forget(db, person_id)
    watches.forget(db, person_id)
    doors.forget(db, person_id)
    kiosks.leave(db, person_id)
    people.expect_nothing(db, person_id)
    people.unfollow_all(db, person_id)
    people.unmute(db, person_id)
    errands.forget(db, person_id)
    passes.forget(db, person_id)
    people.leave_employment(db, person_id)
    people.delete_person(db, person_id)
