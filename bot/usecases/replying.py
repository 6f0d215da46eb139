"""/tanggapan: units answer what citizens wrote to them, of whom they know a code alone."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime

from bot.db import people, staff, units
from bot.db.base import Db
from bot.domain import thread as rules
from bot.domain.errors import Gone, NotAnswering
from bot.domain.people import Person
from bot.domain.question import Fault
from bot.domain.thread import Letter, Thread
from bot.domain.time import local_day
from bot.usecases import expecting, threads
from bot.usecases.office import Office

__all__ = ["TO_REPLY", "answer", "expect", "listed", "look"]

TO_REPLY = "replying"
"""The expectation while an answer is to be typed. To which thread is sealed behind it: its unit
would be known by whoever answers."""

EXPECTED_BLOCK = 64
"""Bytes: it holds the mark of a thread."""


def listed(db: Db, office: Office, person: Person) -> list[Letter]:
    """Those of the units that this person answers for, first those that wait, of these the oldest
    day first; an admin's are all. Raises NotAnswering for who answers for none. A pure read."""
    found = sorted(
        _mine(db, person, threads.all_(db, office)),
        key=lambda one: (not one.waiting, one.lines[-1].day, one.mark),
    )
    return [_letter(db, one) for one in found]


def look(db: Db, office: Office, person: Person, mark: str) -> Letter:
    """One of them; raises Gone where it is over. A pure read."""
    return _letter(db, _one(db, person, threads.all_(db, office), mark))


def expect(db: Db, office: Office, person: Person, mark: str, now: datetime) -> Letter:
    """As `look`; where it waits, the next typed line is the answer."""
    found = look(db, office, person, mark)
    if found.thread.waiting:
        behind = office.keys.seal({"thread": mark}, EXPECTED_BLOCK)
        kind = f"{TO_REPLY}:{urlsafe_b64encode(behind).decode()}"
        expecting.expect(db, office, person, kind, now)
    return found


def answer(
    db: Db, office: Office, person: Person, about: str, text: str | None, now: datetime
) -> tuple[Letter, Fault | None]:
    """A typed answer, which the citizen fetches; or why it is not taken. `about` is what stands
    behind the expectation."""
    mark = office.keys.unseal(urlsafe_b64decode(about))["thread"]
    kept = threads.held(db, office)
    one, line = _one(db, person, kept, mark), rules.replied(text)
    if line is not Fault.NO_TEXT:
        people.expect_nothing(db, person.id)
    if isinstance(line, Fault):
        return _letter(db, one), line
    if not one.waiting:
        return _letter(db, one), Fault.ANSWERED
    after = rules.added(one, line, local_day(now, office.zone))
    threads.keep(db, office, kept, mark, after)
    return _letter(db, after), None


def _one(db: Db, person: Person, found: Iterable[Thread], mark: str) -> Thread:
    one = threads.of_mark(_mine(db, person, found), mark)
    if one is None:
        raise Gone
    return one


def _mine(db: Db, person: Person, found: Iterable[Thread]) -> list[Thread]:
    found = [one for one in found if not one.unanswered]
    if person.admin:
        return found
    answers = {
        unit_id
        for named in (staff.heads(db), staff.contacts(db))
        for unit_id, who in named.items()
        if who == person.id
    }
    if not answers:
        raise NotAnswering
    return [one for one in found if one.unit_id in answers]


def _letter(db: Db, one: Thread) -> Letter:
    return Letter(one, units.place(db, one.unit_id).title)
