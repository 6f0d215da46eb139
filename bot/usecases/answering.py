"""Questions any time, as admins have them: read under a code, answered, published, discarded."""

from datetime import datetime

from bot.db import deliveries, faq, people, questions, staff
from bot.db.base import Db
from bot.domain import question as rules
from bot.domain.delivery import Class, Kind
from bot.domain.errors import Gone
from bot.domain.people import Person, require_admin
from bot.domain.question import LIFETIME, Entry, Fault, Part, Question, Stage
from bot.domain.time import local_day
from bot.usecases.asking import opened, sealed
from bot.usecases.expecting import expect
from bot.usecases.office import Office

__all__ = [
    "TO_ANSWER",
    "TO_WORD",
    "answer",
    "discard",
    "draft",
    "entries",
    "entry",
    "expect_answer",
    "expect_wording",
    "inbox",
    "look",
    "publish",
    "withdraw",
    "word",
]

TO_ANSWER = "answering"
"""The expectation while an admin is to write the answer; the question's key comes after it."""

TO_WORD = "wording"
"""The expectation while an admin words a part otherwise for everybody; key and part follow."""


def inbox(db: Db, office: Office, person: Person, *, answered: bool) -> list[Question]:
    """Those that wait, or those that were answered, the oldest day first. A pure read."""
    require_admin(person)
    return [opened(office, kept) for kept in questions.at(db, answered=answered)]


def look(db: Db, office: Office, person: Person, key: int) -> Question:
    """One of them. A pure read."""
    require_admin(person)
    kept = questions.find(db, key)
    if kept is None:
        raise Gone
    return opened(office, kept)


def expect_answer(db: Db, office: Office, person: Person, key: int, now: datetime) -> Question:
    """The next typed line is the answer; raises NotNow where there is one."""
    one = look(db, office, person, key)
    rules.require_waiting(one)
    expect(db, office, person, f"{TO_ANSWER}:{key}", now)
    return one


def answer(
    db: Db, office: Office, person: Person, key: int, text: str | None, now: datetime
) -> tuple[Question, Fault | None]:
    """A typed answer, which is owed to whoever asked; or why it is not taken.

    Another admin may have answered meanwhile: then nothing is said a second time.
    """
    one, cleaned = _held(db, office, person, key), _read(db, person, text)
    if one.stage is not Stage.WAITING:
        people.expect_nothing(db, person.id)
        return one, Fault.ANSWERED
    if isinstance(cleaned, Fault):
        return one, cleaned
    after = _saved(db, office, rules.answered(one, cleaned, local_day(now, office.zone)))
    who = staff.find(db, after.employee_id)
    if who is not None and who.person_id is not None:
        told, ends = after.token, now + LIFETIME
        once = f"{Kind.ANSWER.value}:{told}"
        deliveries.plan(db, who.person_id, Kind.ANSWER, Class.DUTY, now, ends, once, told)
    return after, None


def draft(db: Db, office: Office, person: Person, key: int) -> Question:
    """One that may be published; raises NotNow otherwise. A pure read."""
    one = look(db, office, person, key)
    rules.require_publishable(one)
    return one


def expect_wording(
    db: Db, office: Office, person: Person, key: int, part: Part, now: datetime
) -> Question:
    """The next typed line is how everybody is to read this part."""
    one = draft(db, office, person, key)
    expect(db, office, person, f"{TO_WORD}:{key}:{part.value}", now)
    return one


def word(
    db: Db, office: Office, person: Person, about: str, text: str | None
) -> tuple[Question, Fault | None]:
    """A typed line for `expect_wording`, or why it is not taken."""
    key, _colon, part = about.partition(":")
    one, cleaned = _held(db, office, person, int(key)), _read(db, person, text)
    if isinstance(cleaned, Fault):
        return one, cleaned
    return _saved(db, office, rules.reworded(one, Part(part), cleaned)), None


def publish(
    db: Db, office: Office, person: Person, key: int, edition: str, now: datetime
) -> Question:
    """For every employee to read, as this edition was shown; it leads to nobody."""
    after = rules.published(_held(db, office, person, key), edition)
    faq.add(db, *after.public, after.language, local_day(now, office.zone))
    return _saved(db, office, after)


def discard(db: Db, person: Person, key: int) -> None:
    """Delete it, answered or not; raises Gone where it was deleted before."""
    require_admin(person)
    if not questions.remove(db, key):
        raise Gone


def entries(db: Db, person: Person) -> list[Entry]:
    """What is published, the newest first. A pure read."""
    require_admin(person)
    return faq.entries(db)


def entry(db: Db, person: Person, entry_id: int) -> Entry:
    """One of them. A pure read."""
    require_admin(person)
    found = faq.find(db, entry_id)
    if found is None:
        raise Gone
    return found


def withdraw(db: Db, person: Person, entry_id: int) -> None:
    """Nobody reads it any more: it is deleted; raises Gone where it was before."""
    require_admin(person)
    if not faq.remove(db, entry_id):
        raise Gone


def _read(db: Db, person: Person, text: str | None) -> str | Fault:
    """The rest of what is too long may come as a line of its own, so none is expected then."""
    cleaned = rules.typed(text)
    if cleaned is not Fault.NO_TEXT:
        people.expect_nothing(db, person.id)
    return cleaned


def _held(db: Db, office: Office, person: Person, key: int) -> Question:
    require_admin(person)
    kept = questions.hold(db, key)
    if kept is None:
        raise Gone
    return opened(office, kept)


def _saved(db: Db, office: Office, one: Question) -> Question:
    questions.save(db, one.key, sealed(office, one), answered=one.answer is not None)
    return one
