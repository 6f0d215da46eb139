"""/kode: what became of the answer that a receipt code stands for, and writing to its unit."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime

from bot.db import ballots, people, staff, units
from bot.db.base import Db
from bot.domain import privacy
from bot.domain import thread as rules
from bot.domain.people import Person
from bot.domain.question import Fault
from bot.domain.thread import Receipt
from bot.domain.time import local_day
from bot.usecases import threads
from bot.usecases.filing import COMMENT
from bot.usecases.guesses import note_wrong, require_patience
from bot.usecases.office import Office

__all__ = [
    "TO_READ_CODE",
    "TO_WRITE",
    "check",
    "code_behind",
    "end",
    "expect_code",
    "expect_line",
    "write",
]

TO_READ_CODE = "code"
"""The expectation while a receipt code is to be typed."""

TO_WRITE = "thread"
"""The expectation while a line to the unit is to be typed; the code is sealed behind it."""

EXPECTED_BLOCK = 64
"""Bytes: it holds a code."""

TRIES = "receipt tries"


def expect_code(db: Db, person: Person) -> bool:
    """Take the next typed line for a code; False for somebody of whom nothing may be stored."""
    if person.consented:
        people.expect(db, person.id, TO_READ_CODE)
    return person.consented


def check(db: Db, office: Office, person: Person, text: str, now: datetime) -> Receipt | None:
    """What the code leads to; None for a wrong one.

    Five wrong codes pause the account for an hour: raises CodePaused, also for a right one.
    """
    require_patience(db, office, TRIES, person, now)
    code = privacy.read_code(text)
    receipt = None if code is None else _find(db, office, code)
    if receipt is None:
        note_wrong(db, office, TRIES, person, now)
        return None
    people.expect_nothing(db, person.id)
    return receipt


def expect_line(
    db: Db, office: Office, person: Person, code: str, now: datetime
) -> Receipt | None:
    """As `check`; where its owner may write and something may be stored of them, the next typed
    line goes to the unit."""
    found = check(db, office, person, code, now)
    if found is not None and found.open and person.consented:
        behind = office.keys.seal({"code": found.code}, EXPECTED_BLOCK)
        people.expect(db, person.id, f"{TO_WRITE}:{urlsafe_b64encode(behind).decode()}")
    return found


def code_behind(office: Office, about: str) -> str:
    """The code of what stands behind the expectation."""
    code: str = office.keys.unseal(urlsafe_b64decode(about))["code"]
    return code


def write(
    db: Db, office: Office, person: Person, code: str, text: str | None, now: datetime
) -> Receipt | Fault | None:
    """A typed line to the unit under a code; None for a wrong code, or why it is not taken.

    Of one that is too long Telegram may send the rest as a line of its own, so no line is
    expected any more.
    """
    line = rules.written(text)
    if line is Fault.NO_TEXT:
        return line
    kept = threads.held(db, office)
    found = check(db, office, person, code, now)
    if found is None:
        return None
    if isinstance(line, Fault):
        return line
    if not found.open:
        return Fault.ENOUGH if found.reachable else Fault.NOBODY
    after = _with(db, office, found, line, now)
    threads.keep(db, office, kept, after.mark, after)
    return _find(db, office, found.code)


def end(db: Db, office: Office, person: Person, code: str, now: datetime) -> Receipt | None:
    """As `check`, after all that was written under the code was deleted."""
    kept = threads.held(db, office)
    found = check(db, office, person, code, now)
    if found is None or found.thread is None:
        return found
    threads.keep(db, office, kept, found.thread.mark, None)
    return _find(db, office, found.code)


def _with(db: Db, office: Office, found: Receipt, line: str, now: datetime) -> rules.Thread:
    today = local_day(now, office.zone)
    if found.thread is not None and not found.thread.unanswered:
        return rules.added(found.thread, line, today)
    said = ballots.said(db, _mark(office, found.code), COMMENT)
    suggestion = said and privacy.mask(said)
    return rules.begun(threads.mark(office, found.code), found.unit_id, suggestion, line, today)


def _find(db: Db, office: Office, code: str) -> Receipt | None:
    mark = _mark(office, code)
    counted = ballots.counted_on(db, mark)
    if counted is not None:
        unit_id, day = counted
        thread = threads.of_mark(threads.all_(db, office), threads.mark(office, code))
        title, reachable = units.place(db, unit_id).title, unit_id in staff.answering(db)
        return Receipt(code, unit_id, title, day, thread, reachable)
    # A waiting code stands only inside its seal; there are never many ballots waiting.
    for unit_id, sealed in ballots.waiting_seals(db):
        if office.keys.unseal(sealed)["receipt"] == mark.hex():
            return Receipt(code, unit_id, units.place(db, unit_id).title, None)
    return None


def _mark(office: Office, code: str) -> bytes:
    return office.keys.mark("receipt", code)
