"""Codes that may be guessed: five wrong ones pause an account for an hour."""

from datetime import datetime, timedelta

from bot.db import tries
from bot.db.base import Db
from bot.domain.errors import CodePaused
from bot.domain.people import Person
from bot.usecases.office import Office

__all__ = ["note_wrong", "require_patience"]

MAX_WRONG = 5
PAUSE = timedelta(hours=1)


def require_patience(db: Db, office: Office, purpose: str, person: Person, now: datetime) -> None:
    """Raise CodePaused while too many codes of this purpose were wrong, also for a right one."""
    wrong, until = tries.count(db, office.keys.mark(purpose, person.id), now)
    if wrong >= MAX_WRONG:
        raise CodePaused(until)


def note_wrong(db: Db, office: Office, purpose: str, person: Person, now: datetime) -> None:
    """One more wrong code of this account, counted under a mark that names nobody."""
    mark = office.keys.mark(purpose, person.id)
    wrong, _until = tries.count(db, mark, now)
    tries.put(db, mark, wrong + 1, now + PAUSE)
