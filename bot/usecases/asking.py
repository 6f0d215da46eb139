"""Questions any time, as employees have them: asked, answered in their chat, kept under a mark.

The way back to whoever asked is inside the seal, and so is the token of the message with the
answer: the database alone leads from neither to the other.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.db import employees, faq, people, questions, staff
from bot.db.base import Db
from bot.db.questions import Kept
from bot.domain import question as rules
from bot.domain.delivery import Delivery
from bot.domain.errors import Gone
from bot.domain.people import Addressee, Person
from bot.domain.question import LIFETIME, MOST_WAITING, Answer, Desk, Entry, Fault, Question
from bot.domain.time import local_day
from bot.usecases.enrolling import learner
from bot.usecases.office import Office

__all__ = [
    "TO_ASK",
    "answer",
    "ask",
    "carry_over",
    "count",
    "desk",
    "entry",
    "expect",
    "forget",
    "forget_old",
    "look",
    "opened",
    "own",
    "sealed",
]

TO_ASK = "question"
"""The expectation while a question is to be typed. In which campaign, if in one, is sealed behind
it: whoever writes there has doubts, which no row may show."""

EXPECTED_BLOCK = 64
"""Bytes: it holds the code of a campaign."""

ASKED_BLOCK = 3_584
ANSWERED_BLOCK = 12_800
"""Bytes: every seal of a question has one of these lengths, whatever it says.

Telegram's 1,000 are at most 3,000 bytes; of an answered question there are four such texts.
"""

TOKEN_BYTES = 16

LONGEST_WAIT = timedelta(days=180)
"""Whoever has waited so long for an answer waits no more."""


def desk(db: Db, office: Office, person: Person) -> Desk:
    """What is published, first what is in the person's language. A pure read."""
    who = learner(db, person)
    found = sorted(faq.entries(db), key=lambda one: one.language != person.language)
    return Desk(tuple(found), count(db, office, who.id))


def entry(db: Db, person: Person, entry_id: int) -> Entry:
    """One published question. A pure read."""
    learner(db, person)
    found = faq.find(db, entry_id)
    if found is None:
        raise Gone
    return found


def expect(db: Db, office: Office, person: Person, campaign: str | None = None) -> Fault | None:
    """The next typed line is a question, perhaps in a campaign; a Fault where enough wait."""
    if _enough(db, office, learner(db, person).id):
        return Fault.ENOUGH
    where = office.keys.seal({"campaign": campaign}, EXPECTED_BLOCK)
    people.expect(db, person.id, f"{TO_ASK}:{urlsafe_b64encode(where).decode()}")
    return None


def ask(
    db: Db,
    office: Office,
    person: Person,
    text: str | None,
    now: datetime,
    where: str = "",
) -> Fault | None:
    """A typed question; None stands for what is no text. None once it is in.

    `where` is what stands behind the expectation.

    Of one that is too long Telegram may send the rest as a line of its own, so no line is
    expected any more.
    """
    who = learner(db, person)
    cleaned = rules.asked(text)
    if cleaned is not Fault.NO_TEXT:
        people.expect_nothing(db, person.id)
    if isinstance(cleaned, Fault):
        return cleaned
    if _enough(db, office, who.id):
        return Fault.ENOUGH
    mark, today = _mark(office, who.id), local_day(now, office.zone)
    token = secrets.token_hex(TOKEN_BYTES)
    campaign = office.keys.unseal(urlsafe_b64decode(where))["campaign"] if where else None
    new = Question(0, mark, today, cleaned, person.language, who.id, token, campaign)
    questions.add(db, mark, sealed(office, new), today)
    return None


def own(db: Db, office: Office, person: Person) -> list[Question]:
    """The person's own that are kept, the newest day first. A pure read."""
    found = questions.of_mark(db, _mark(office, learner(db, person).id))
    return [opened(office, kept) for kept in reversed(found)]


def look(db: Db, office: Office, person: Person, key: int) -> Question:
    """One of the person's own. A pure read."""
    found = next((one for one in own(db, office, person) if one.key == key), None)
    if found is None:
        raise Gone
    return found


def answer(db: Db, office: Office, delivery: Delivery, to: Addressee) -> Answer | None:
    """What a message says; None for who is no employee any more, or has had it deleted.

    Where they come back it stands under their own questions.
    """
    who = staff.by_person(db, delivery.person_id)
    found = [] if who is None else questions.of_mark(db, _mark(office, who.id))
    for one in (opened(office, kept) for kept in found):
        if one.token == delivery.slot and one.answer is not None:
            return Answer(one.text, one.answer, to)
    return None


def count(db: Db, office: Office, employee_id: int) -> int:
    """How many questions of an employee are kept. A pure read."""
    return questions.count(db, _mark(office, employee_id))


def forget(db: Db, office: Office, person_id: int) -> None:
    """Delete the questions of whoever this is; what was published leads to nobody and stays."""
    who = employees.id_of_person(db, person_id)
    if who is not None:
        questions.forget(db, _mark(office, who))


def carry_over(db: Db, office: Office, before: int, after: int) -> None:
    """Somebody has another row of the roster: what they asked is theirs, and so is the answer."""
    for kept in questions.of_mark(db, _mark(office, before)):
        one = replace(opened(office, kept), employee_id=after)
        questions.re_mark(db, kept.key, _mark(office, after), sealed(office, one))


def forget_old(db: Db, office: Office, now: datetime) -> None:
    """Delete what was answered long enough ago, the day of which is sealed, too; and what nobody
    has answered for long."""
    today = local_day(now, office.zone)
    questions.forget_waiting(db, today - LONGEST_WAIT)
    for kept in questions.answered_before(db, today - LIFETIME):
        if rules.is_over(opened(office, kept), today):
            questions.remove(db, kept.key)


def opened(office: Office, kept: Kept) -> Question:
    """A question as the running bot can read it, which holds the key."""
    said = office.keys.unseal(kept.sealed)
    day = said.pop("answered_on")
    found = Question(kept.key, kept.mark, kept.asked_on, **said)
    return replace(found, answered_on=day and date.fromisoformat(day))


def sealed(office: Office, one: Question) -> bytes:
    """Every word of it, and whose it is."""
    said = {
        "text": one.text,
        "language": one.language,
        "employee_id": one.employee_id,
        "token": one.token,
        "campaign": one.campaign,
        "answer": one.answer,
        "answered_on": one.answered_on and one.answered_on.isoformat(),
        "worded_question": one.worded_question,
        "worded_answer": one.worded_answer,
        "published": one.published,
    }
    return office.keys.seal(said, ASKED_BLOCK if one.answer is None else ANSWERED_BLOCK)


def _enough(db: Db, office: Office, employee_id: int) -> bool:
    return questions.count(db, _mark(office, employee_id), answered=False) >= MOST_WAITING


def _mark(office: Office, employee_id: int) -> bytes:
    return office.keys.mark("question", employee_id)
