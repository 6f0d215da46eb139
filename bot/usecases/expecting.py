"""What the next typed line of an office's person is for."""

from datetime import datetime

from bot.db import people
from bot.db.base import Db
from bot.domain.people import CONSENT_TEXT, Person
from bot.domain.time import local_day
from bot.usecases.office import Office

__all__ = ["expect"]


def expect(db: Db, office: Office, person: Person, kind: str, now: datetime) -> None:
    """The next line is for this. Whoever works here may never have rated anything, and what is
    expected needs the person."""
    today = local_day(now, office.zone)
    people.admit(db, person.id, person.language, CONSENT_TEXT, today)
    people.expect(db, person.id, kind)
