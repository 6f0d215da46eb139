"""Certificates of learning elsewhere, as admins have them: looked at, decided, decided anew.

Nobody decides about their own. Whoever it is about is told what was decided.
"""

from datetime import datetime

from bot.db import certificates, deliveries, learning, people, staff, trainings
from bot.db.base import Db
from bot.domain import certificate as rules
from bot.domain.certificate import LENGTH, Certificate, Draft, Fault
from bot.domain.delivery import Kind
from bot.domain.errors import Gone, OwnCertificate
from bot.domain.learning import Credit, Rule
from bot.domain.people import Person, require_admin
from bot.domain.privacy import mask
from bot.domain.time import local_day
from bot.usecases import crediting
from bot.usecases.certifying import look
from bot.usecases.expecting import expect
from bot.usecases.office import Office

__all__ = [
    "TO_FIND",
    "TO_MEND",
    "TO_REFUSE",
    "approve",
    "ask_name",
    "find",
    "judge",
    "measure",
    "mend",
    "pending",
    "refuse",
    "refuse_in_words",
    "reopen",
    "word_refusal",
]

TO_REFUSE = "refusing"
"""The expectation while an admin is to write why; the certificate's number comes after it."""

TO_FIND = "finding"
"""The expectation while an admin is to write whose certificate it is."""

TO_MEND = "mending"
"""The expectation while an admin is to write how long it took: its number, and what was said."""

MOST_FOUND = 8


def judge(db: Db, person: Person, certificate_id: int) -> tuple[Certificate, str]:
    """One certificate and whose it is. A pure read."""
    require_admin(person)
    return look(db, person, certificate_id)


def pending(db: Db, person: Person) -> list[tuple[Certificate, str]]:
    """Those that wait and whose they are, the oldest first. A pure read."""
    require_admin(person)
    return certificates.pending(db)


def ask_name(db: Db, office: Office, person: Person, now: datetime) -> None:
    """The next typed line is whose certificate is looked for."""
    require_admin(person)
    expect(db, office, person, TO_FIND, now)


def find(db: Db, person: Person, text: str | None) -> list[tuple[Certificate, str]]:
    """Those of whoever is called so, decided or not, the newest first; a few. A pure read."""
    require_admin(person)
    words = (text or "").split()
    return certificates.by_name(db, words, MOST_FOUND) if words else []


def approve(db: Db, person: Person, certificate_id: int, now: datetime) -> Certificate:
    """It counts, as far as the table lets it."""
    before = _held(db, person, certificate_id)
    record = before.record
    rule = trainings.rules(db).get(record.kind)
    times = learning.times(db, before.employee_id, record.kind, record.day)
    earlier = [] if rule is None else crediting.earlier(db, before.employee_id, rule)
    after = rules.approved(before, rule, times, earlier)
    return _decided(db, after, now)


def refuse(db: Db, person: Person, certificate_id: int, reason: str, now: datetime) -> Certificate:
    """It does not count, for a Refusal or for what the admin wrote."""
    return _decided(db, rules.refused(_held(db, person, certificate_id), reason), now)


def reopen(db: Db, person: Person, certificate_id: int, now: datetime) -> Certificate:
    """What was decided waits again, and does not count meanwhile: it leaves room for others."""
    before = _held(db, person, certificate_id)
    record = before.record
    after = rules.reopened(before, trainings.rules(db).get(record.kind))
    certificates.save(db, after)
    days = rules.lasted(record.day, before.days)
    crediting.recount(db, after.employee_id, record.kind, days, now)
    owner = staff.find(db, after.employee_id)
    if owner is not None and owner.person_id is not None:
        deliveries.drop(db, owner.person_id, Kind.DECISION, str(after.id))
    return after


def mend(
    db: Db, office: Office, person: Person, certificate_id: int, now: datetime
) -> tuple[Certificate, Draft]:
    """The next typed lines are how long it took, where its kind counts by that."""
    one = _held(db, person, certificate_id)
    rules.require_pending(one)
    draft = rules.begun(_rule(db, one))
    if draft.step in LENGTH:
        expect(db, office, person, f"{TO_MEND}:{one.id}:{rules.written(draft)}", now)
    return one, draft


def measure(
    db: Db, office: Office, person: Person, about: str, text: str | None, now: datetime
) -> tuple[Certificate, Draft, Fault | None]:
    """A typed line for `mend`; the last one changes what the certificate is worth."""
    number, _colon, line = about.partition(":")
    one, draft = _held(db, person, int(number)), rules.read(line)
    after = rules.answered(draft, text, local_day(now, office.zone))
    if isinstance(after, Fault):
        return one, draft, after
    if after.step in LENGTH:
        expect(db, office, person, f"{TO_MEND}:{one.id}:{rules.written(after)}", now)
        return one, after, None
    people.expect_nothing(db, person.id)
    mended = rules.mended(one, after, _rule(db, one))
    certificates.save(db, mended)
    return mended, after, None


def word_refusal(
    db: Db, office: Office, person: Person, certificate_id: int, now: datetime
) -> tuple[Certificate, str]:
    """The next typed line is why."""
    found = judge(db, person, certificate_id)
    expect(db, office, person, f"{TO_REFUSE}:{certificate_id}", now)
    return found


def refuse_in_words(
    db: Db, person: Person, certificate_id: int, text: str | None, now: datetime
) -> Certificate | Fault:
    """As `refuse`, for what was typed; None stands for what is no text."""
    reason = mask(" ".join((text or "").split()))
    if not 0 < len(reason) <= rules.LONGEST_REASON:
        return Fault.REASON
    people.expect_nothing(db, person.id)
    return refuse(db, person, certificate_id, reason, now)


def _rule(db: Db, one: Certificate) -> Rule:
    found = trainings.rules(db).get(one.record.kind)
    if found is None:
        raise Gone
    return found


def _held(db: Db, person: Person, certificate_id: int) -> Certificate:
    """Its owner is held first, as where somebody's learning is counted anew."""
    require_admin(person)
    found = certificates.find(db, certificate_id)
    if found is not None:
        learning.hold(db, found.employee_id)
    one = certificates.hold(db, certificate_id)
    if one is None:
        raise Gone
    owner = staff.find(db, one.employee_id)
    if owner is not None and owner.person_id == person.id:
        raise OwnCertificate
    return one


def _decided(db: Db, after: Certificate, now: datetime) -> Certificate:
    """Saved, and owed to its owner; decided anew it is owed again."""
    approved = after.record.credit is Credit.APPROVED
    certificates.save(db, after, now if approved else None)
    crediting.tell(db, after.employee_id, after.id, now)
    return after
