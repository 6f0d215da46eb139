"""Who may read the dashboard: an admin with a link that opens it once, then a session.

Both are long random words of which only marks are kept, so that whoever reads the database gets
in nowhere. Whether somebody still is an admin is asked each time.
"""

import secrets
from datetime import datetime, timedelta

from bot.db import passes
from bot.db.base import Db
from bot.db.passes import PassKind
from bot.domain.people import Person, require_admin
from bot.usecases import accounts
from bot.usecases.office import Office

__all__ = ["LINK_HOLDS", "SESSION_HOLDS", "admitted", "enter", "leave", "link"]

LINK_HOLDS = timedelta(minutes=10)
SESSION_HOLDS = timedelta(hours=8)

BYTES = 32


def link(db: Db, office: Office, person: Person, now: datetime) -> str:
    """The secret of a new link for an admin; those before it open nothing any more."""
    require_admin(person)
    passes.end_expired(db, now)
    passes.forget(db, person.id, PassKind.LINK)
    return _new(db, office, person.id, PassKind.LINK, now + LINK_HOLDS)


def enter(db: Db, office: Office, secret: str, now: datetime) -> str | None:
    """The secret of the session that a link opens, once; None for one that opens nothing."""
    person_id = passes.take(db, _mark(office, PassKind.LINK, secret), PassKind.LINK, now)
    if person_id is None or person_id not in office.admins:
        return None
    return _new(db, office, person_id, PassKind.SESSION, now + SESSION_HOLDS)


def admitted(db: Db, office: Office, secret: str, now: datetime) -> Person | None:
    """The admin whose session this is; None where it is over, or nobody's. A pure read."""
    mark = _mark(office, PassKind.SESSION, secret)
    person_id = passes.holder(db, mark, PassKind.SESSION, now)
    if person_id is None:
        return None
    person = accounts.recognise(db, person_id, None, office.admins)
    return person if person.admin else None


def leave(db: Db, office: Office, secret: str) -> None:
    """The session is over."""
    passes.end(db, _mark(office, PassKind.SESSION, secret))


def _new(db: Db, office: Office, person_id: int, kind: PassKind, until: datetime) -> str:
    secret = secrets.token_urlsafe(BYTES)
    passes.add(db, _mark(office, kind, secret), person_id, kind, until)
    return secret


def _mark(office: Office, kind: PassKind, secret: str) -> bytes:
    return office.keys.mark(f"dashboard {kind.value}", secret)
