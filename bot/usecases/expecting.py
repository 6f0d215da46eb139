"""What the next typed line of an office's person is for."""

from datetime import datetime

from bot.db import people
from bot.db.base import Db
from bot.domain.people import CONSENT_TEXT, Person
from bot.domain.time import local_day
from bot.usecases.office import Office

__all__ = ["admit", "expect"]


def expect(db: Db, office: Office, person: Person, kind: str, now: datetime) -> None:
    """The next line is for this; what is expected needs the person."""
    admit(db, office, person, now)
    people.expect(db, person.id, kind)


def admit(db: Db, office: Office, person: Person, now: datetime) -> None:
    """Know whoever works here, who may never have rated anything."""
    people.admit(db, person.id, person.language, CONSENT_TEXT, local_day(now, office.zone))
