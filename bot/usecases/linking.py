"""Employees and their accounts: invited with a code, linked with it once, let go again."""

from datetime import datetime, time, timedelta
from secrets import choice

from bot.db import deliveries, employees, invitations, jobs, notices, people, staff, units
from bot.db.base import Db
from bot.db.jobs import JobKind
from bot.domain.errors import AlreadyLinked, Gone, TooMany
from bot.domain.invitation import (
    CODE_LENGTH,
    LIFETIME,
    MOST,
    Holder,
    Invitable,
    Invited,
    Linked,
    is_no_word,
)
from bot.domain.people import EMPLOYEE_CONSENT, Person, Profile, require_admin
from bot.domain.privacy import ALPHABET, masked_nip
from bot.domain.time import instant, local_day
from bot.usecases import asking, kiosks, steps
from bot.usecases.guesses import note_wrong, require_patience
from bot.usecases.leaving import end_inquiry, forget_account, free_seats
from bot.usecases.office import Office

__all__ = [
    "holders",
    "invite",
    "leave",
    "link",
    "linked",
    "look",
    "profile",
    "revoke",
    "revoke_one",
    "standing",
    "unlink",
]

TRIES = "invitation tries"


def standing(db: Db, person: Person, unit_id: int, now: datetime) -> Invitable:
    """How far the employees of a unit, and of all below it, are linked. A pure read."""
    require_admin(person)
    title = units.place(db, unit_id).title
    return invitations.standing(db, unit_id, title, _below(db, unit_id), now)


def invite(db: Db, office: Office, person: Person, unit_id: int, now: datetime) -> list[Invited]:
    """New codes for all of a unit, and of those below, who have not linked an account.

    Codes they had before are worth nothing any more. A code is known only now: the database keeps
    its mark. Raises TooMany, with nothing changed, where it is not to be done in one go.
    """
    require_admin(person)
    found = invitations.invitable(db, _below(db, unit_id), MOST + 1)
    if len(found) > MOST:
        raise TooMany
    until = local_day(now + LIFETIME, office.zone)
    codes = {employee_id: _code() for employee_id, *_rest in found}
    marks = {employee_id: _mark(office, code) for employee_id, code in codes.items()}
    # Through the end of the day that stands on it.
    invitations.put(db, marks, instant(until + timedelta(days=1), time(0), office.zone))
    return [
        Invited(name, masked_nip(nip), unit, codes[employee_id], until)
        for employee_id, name, nip, unit in found
    ]


def revoke(db: Db, person: Person, unit_id: int) -> int:
    """No code of a unit, and of those below, is worth anything; how many that were."""
    require_admin(person)
    return invitations.revoke(db, _below(db, unit_id))


def holders(db: Db, person: Person, unit_id: int, now: datetime) -> list[Holder]:
    """Whose invitations are valid in a unit, and in those below. A pure read."""
    require_admin(person)
    return invitations.holders(db, _below(db, unit_id), now)


def revoke_one(db: Db, person: Person, employee_id: int) -> None:
    """The code of one employee is worth nothing; raises Gone where none was left."""
    require_admin(person)
    if not invitations.revoke_one(db, employee_id):
        raise Gone


def linked(db: Db, person: Person, unit_id: int) -> list[Linked]:
    """Who has linked an account in a unit, and in those below. A pure read."""
    require_admin(person)
    return invitations.linked(db, _below(db, unit_id))


def unlink(db: Db, office: Office, person: Person, employee_id: int, account: int) -> None:
    """An admin's word that this account is lost, or somebody else's: as if it had left.

    Raises Gone where it is not linked with this employee any more.
    """
    require_admin(person)
    who = staff.find(db, employee_id)
    if who is None or who.person_id != account:
        raise Gone
    _let_go(db, office, account)


def look(
    db: Db, office: Office, person: Person, code: str | None, now: datetime
) -> Profile | None:
    """Whom an invitation is for; None for one that is worth nothing.

    Five such pause the account for an hour. Raises CodePaused, or AlreadyLinked.
    """
    if people.is_employee(db, person.id):
        raise AlreadyLinked
    require_patience(db, office, TRIES, person, now)
    meant = None if code is None else invitations.meant(db, _mark(office, code), now)
    if meant is None:
        note_wrong(db, office, TRIES, person, now)
        return None
    return employees.profile(db, employee_id=meant)


def link(db: Db, office: Office, person: Person, code: str, now: datetime) -> Profile | None:
    """[Ya, ini saya]: this account is that employee; the tap is the consent.

    A code works once: None where it was used, revoked or replaced meanwhile. Of sessions that
    were announced before they hear by long work.
    """
    kiosks.require_own(db, person)
    if people.is_employee(db, person.id):
        raise AlreadyLinked
    require_patience(db, office, TRIES, person, now)
    mark = _mark(office, code)
    meant = invitations.meant(db, mark, now)
    if meant is None or not invitations.use(db, mark):
        note_wrong(db, office, TRIES, person, now)
        return None
    # First, as that work locks its job before it looks at the employee.
    jobs.promise_again(db, JobKind.ACCOUNT, meant)
    today = local_day(now, office.zone)
    people.admit(db, person.id, person.language, EMPLOYEE_CONSENT, today)
    # Somebody may be on the roster no more, and come back as another row of it.
    former = employees.id_of_person(db, person.id)
    if former is not None and former != meant:
        asking.carry_over(db, office, former, meant)
        steps.carry_over(db, office, former, meant)
    people.leave_employment(db, person.id)
    employees.link(db, meant, person.id, EMPLOYEE_CONSENT, today)
    return employees.profile(db, person_id=person.id)


def profile(db: Db, person: Person) -> Profile | None:
    """What the roster says of this person; None for somebody who is not linked. A pure read."""
    return employees.profile(db, person_id=person.id)


def leave(db: Db, office: Office, person: Person) -> None:
    """/keluar: the account is an employee's no more; the row of the roster stays, without seats,
    and so do its certificates and answers, which are the employee's and not the account's. What
    was asked, or answered in campaigns, leads back through the account alone, and goes with it.

    Of somebody who consented to nothing else, nothing else of the account stays either.
    """
    kiosks.require_own(db, person)
    _let_go(db, office, person.id)


def _let_go(db: Db, office: Office, person_id: int) -> None:
    asking.forget(db, office, person_id)
    steps.forget(db, office, person_id)
    record = people.record(db, person_id)
    if record is not None and record.consent_text == EMPLOYEE_CONSENT:
        forget_account(db, person_id)
        return
    free_seats(db, person_id)
    end_inquiry(db, person_id)
    # Whoever links again is to hear of it again.
    notices.drop_all(db, person_id)
    deliveries.cancel(db, person_id)
    people.leave_employment(db, person_id)


def _below(db: Db, unit_id: int) -> list[int]:
    """A unit and all below it; raises Gone where there is none."""
    tree = units.tree(db)
    if unit_id not in tree.by_id:
        raise Gone
    return [unit_id, *(unit.id for _depth, unit in tree.walk(unit_id))]


def _mark(office: Office, code: str) -> bytes:
    return office.keys.mark("invitation", code)


def _code() -> str:
    code = "".join(choice(ALPHABET) for _ in range(CODE_LENGTH))
    return code if is_no_word(code) else _code()
