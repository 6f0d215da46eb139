"""/kode: what became of the answer that a receipt code stands for."""

from datetime import datetime

from bot.db import ballots, people, units
from bot.db.base import Db
from bot.domain import privacy
from bot.domain.people import Person
from bot.domain.response import Receipt
from bot.usecases.guesses import note_wrong, require_patience
from bot.usecases.office import Office

__all__ = ["TO_READ_CODE", "check", "expect_code"]

TO_READ_CODE = "code"
"""The expectation while a receipt code is to be typed."""

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


def _find(db: Db, office: Office, code: str) -> Receipt | None:
    mark = office.keys.mark("receipt", code)
    counted = ballots.counted_on(db, mark)
    if counted is not None:
        unit_id, day = counted
        return Receipt(units.place(db, unit_id).title, day)
    # A waiting code stands only inside its seal; there are never many ballots waiting.
    for unit_id, sealed in ballots.waiting_seals(db):
        if office.keys.unseal(sealed)["receipt"] == mark.hex():
            return Receipt(units.place(db, unit_id).title, None)
    return None
