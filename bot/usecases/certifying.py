"""Certificates of learning elsewhere, as their owners have them: told step by step, handed in."""

from datetime import datetime

from bot.db import certificates, people, staff, trainings
from bot.db.base import Db
from bot.domain import certificate as rules
from bot.domain.certificate import Certificate, Draft, Fault, Paper, Step
from bot.domain.errors import Gone
from bot.domain.learning import DEFAULT_RULES, Credit, Record, Rule
from bot.domain.people import Person
from bot.domain.time import local_day
from bot.usecases.enrolling import learner
from bot.usecases.office import Office

__all__ = [
    "TO_CERTIFY",
    "answer",
    "begin",
    "drafted",
    "hand_in",
    "kinds",
    "look",
    "tap",
    "withdraw",
]

TO_CERTIFY = "certificate"
"""The expectation while a draft is being filled in; the draft is written after it."""


def kinds(db: Db, person: Person) -> list[Rule]:
    """The table as the office has it, what is usual first. A pure read."""
    learner(db, person)
    usual = [rule.kind for rule in DEFAULT_RULES]
    found = sorted(trainings.rules(db).values(), key=lambda rule: rule.kind)
    return sorted(found, key=lambda rule: [*usual, rule.kind].index(rule.kind))


def begin(db: Db, person: Person, mark: str) -> Draft:
    """Of a kind by its mark; the next lines and taps say the rest."""
    found = next((rule for rule in kinds(db, person) if rule.mark == mark), None)
    if found is None:
        raise Gone
    return _expected(db, person, rules.begun(found))


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


def withdraw(db: Db, person: Person, certificate_id: int) -> None:
    """By its owner, while it waits; raises NotNow for one that was decided."""
    one = certificates.hold(db, certificate_id)
    if one is None or one.employee_id != learner(db, person).id:
        raise Gone
    rules.require_pending(one)
    certificates.remove(db, one.id)


def _expected(db: Db, person: Person, draft: Draft) -> Draft:
    people.expect(db, person.id, f"{TO_CERTIFY}:{rules.written(draft)}")
    return draft


def _rule(db: Db, kind: str) -> Rule:
    found = trainings.rules(db).get(kind)
    if found is None:
        raise Gone
    return found
