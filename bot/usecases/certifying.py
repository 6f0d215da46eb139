"""Certificates of learning elsewhere: told step by step, looked at by an admin, decided, told."""

from datetime import datetime, timedelta

from bot.db import certificates, deliveries, learning, people, staff, trainings
from bot.db.base import Db
from bot.domain import certificate as rules
from bot.domain.certificate import Certificate, Draft, Fault, Paper, Step
from bot.domain.delivery import Class, Kind
from bot.domain.errors import Gone
from bot.domain.learning import DEFAULT_RULES, Credit, Record, Rule
from bot.domain.people import CONSENT_TEXT, Person, require_admin
from bot.domain.privacy import mask
from bot.domain.time import local_day
from bot.usecases.enrolling import learner
from bot.usecases.office import Office

__all__ = [
    "TO_CERTIFY",
    "TO_REFUSE",
    "answer",
    "approve",
    "begin",
    "drafted",
    "hand_in",
    "judge",
    "kinds",
    "look",
    "pending",
    "refuse",
    "refuse_in_words",
    "tap",
    "withdraw",
    "word_refusal",
]

TO_CERTIFY = "certificate"
"""The expectation while a draft is being filled in; the draft is written after it."""

TO_REFUSE = "refusing"
"""The expectation while an admin is to write why; the certificate's number comes after it."""

TOLD_WITHIN = timedelta(days=30)


def kinds(db: Db, person: Person) -> list[Rule]:
    """The table as the office has it, what is usual first. A pure read."""
    learner(db, person)
    usual = [rule.kind for rule in DEFAULT_RULES]
    found = sorted(trainings.rules(db).values(), key=lambda rule: rule.kind)
    return sorted(found, key=lambda rule: [*usual, rule.kind].index(rule.kind))


def begin(db: Db, person: Person, kind: str) -> Draft:
    """The next lines and taps say the rest."""
    learner(db, person)
    return _expected(db, person, rules.begun(_rule(db, kind)))


def drafted(person: Person) -> Draft | None:
    """What was being filled in when this tap or line came."""
    kind, _colon, line = (person.expecting or "").partition(":")
    return rules.read(line) if kind == TO_CERTIFY else None


def answer(
    db: Db, office: Office, person: Person, text: str | None, now: datetime
) -> Draft | Fault:
    """A typed line; None stands for what is no text."""
    draft = drafted(person)
    if draft is None:
        raise Gone
    after = rules.answered(draft, text, local_day(now, office.zone))
    if isinstance(after, Draft):
        _expected(db, person, after)
    return after


def tap(
    db: Db, office: Office, person: Person, step: Step, text: str, now: datetime
) -> Draft | None:
    """A tapped answer; an old one changes nothing, and without a draft there is None."""
    draft = drafted(person)
    if draft is None:
        return None
    after = rules.answered(draft, text, local_day(now, office.zone))
    fits = draft.step is step and isinstance(after, Draft)
    return _expected(db, person, after if fits and isinstance(after, Draft) else draft)


def hand_in(db: Db, person: Person, paper: Paper | None) -> Certificate | Fault:
    """The paper itself, which ends the draft; it waits for an admin now."""
    draft, who = drafted(person), learner(db, person)
    if draft is None or draft.day is None or draft.title is None:
        raise Gone
    fault = rules.handed_in(paper)
    if fault is not None or paper is None:
        return fault or Fault.NO_FILE
    days, minutes = draft.days or 1, draft.minutes or 0
    jp = rules.by_table(_rule(db, draft.kind), days, minutes)
    record = Record(draft.day, draft.title, draft.kind, jp, Credit.PENDING)
    people.expect_nothing(db, person.id)
    return certificates.add(db, who.id, record, days, minutes, paper.media)


def look(db: Db, person: Person, certificate_id: int) -> tuple[Certificate, str]:
    """One certificate and whose it is. A pure read; only its owner and admins find it."""
    one = certificates.find(db, certificate_id)
    owner = None if one is None else staff.find(db, one.employee_id)
    if one is None or not (person.admin or (owner and owner.person_id == person.id)):
        raise Gone
    return one, owner.name if owner else ""


def judge(db: Db, person: Person, certificate_id: int) -> tuple[Certificate, str]:
    """As `look`, for an admin who is to decide. A pure read."""
    require_admin(person)
    return look(db, person, certificate_id)


def withdraw(db: Db, person: Person, certificate_id: int) -> None:
    """By its owner, while it waits; raises NotNow for one that was decided."""
    one = certificates.hold(db, certificate_id)
    if one is None or one.employee_id != learner(db, person).id:
        raise Gone
    rules.require_pending(one)
    certificates.remove(db, one.id)


def pending(db: Db, person: Person) -> list[tuple[Certificate, str]]:
    """Those that wait and whose they are, the oldest first. A pure read."""
    require_admin(person)
    return certificates.pending(db)


def approve(db: Db, person: Person, certificate_id: int, now: datetime) -> Certificate:
    """It counts, as far as the table lets it."""
    before = _held(db, person, certificate_id)
    record = before.record
    times = learning.times(db, before.employee_id, record.kind, record.day)
    after = rules.approved(before, trainings.rules(db).get(record.kind), times)
    return _decided(db, after, now)


def refuse(db: Db, person: Person, certificate_id: int, reason: str, now: datetime) -> Certificate:
    """It does not count, for a Refusal or for what the admin wrote."""
    return _decided(db, rules.refused(_held(db, person, certificate_id), reason), now)


def word_refusal(
    db: Db, office: Office, person: Person, certificate_id: int, now: datetime
) -> tuple[Certificate, str]:
    """The next typed line is why."""
    found = judge(db, person, certificate_id)
    # What the next line is for needs the person.
    people.admit(db, person.id, person.language, CONSENT_TEXT, local_day(now, office.zone))
    people.expect(db, person.id, f"{TO_REFUSE}:{certificate_id}")
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


def _expected(db: Db, person: Person, draft: Draft) -> Draft:
    people.expect(db, person.id, f"{TO_CERTIFY}:{rules.written(draft)}")
    return draft


def _rule(db: Db, kind: str) -> Rule:
    found = trainings.rules(db).get(kind)
    if found is None:
        raise Gone
    return found


def _held(db: Db, person: Person, certificate_id: int) -> Certificate:
    require_admin(person)
    one = certificates.hold(db, certificate_id)
    if one is None:
        raise Gone
    return one


def _decided(db: Db, after: Certificate, now: datetime) -> Certificate:
    """Saved, and owed to its owner."""
    certificates.save(db, after)
    owner = staff.find(db, after.employee_id)
    if owner is not None and owner.person_id is not None:
        key, ends = f"{Kind.DECISION.value}:{after.id}", now + TOLD_WITHIN
        told = str(after.id)
        deliveries.plan(db, owner.person_id, Kind.DECISION, Class.DUTY, now, ends, key, told)
    return after
