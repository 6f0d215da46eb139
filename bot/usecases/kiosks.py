"""A kiosk: a link makes an account one, and there one person after the other rates its unit."""

import secrets
from datetime import datetime
from typing import NamedTuple

from bot.db import kiosks, people, units
from bot.db.base import Db
from bot.domain import privacy
from bot.domain.errors import Gone, IsKiosk
from bot.domain.kiosk import CODE_LENGTH, SILENCE, Kiosk
from bot.domain.people import CONSENT_TEXT, Person, require_admin
from bot.domain.situation import AtKiosk, Late, Situation
from bot.domain.time import local_day
from bot.texts import DEFAULT
from bot.usecases import walks
from bot.usecases.office import Office

__all__ = [
    "Left",
    "anew",
    "at",
    "become",
    "begin",
    "clear",
    "look",
    "make",
    "require_own",
    "revoke",
]


class Left(NamedTuple):
    """A kiosk that somebody left in the midst: its account, the message that shows the card, if
    known, and what is to stand there."""

    person_id: int
    message_id: int | None
    card: AtKiosk


def look(db: Db, person: Person, unit_id: int) -> Kiosk | None:
    """The kiosk of a unit, for an admin; None where it has none. Raises Gone for a unit that
    nobody rates. A pure read."""
    require_admin(person)
    if not units.tree(db).is_leaf(unit_id):
        raise Gone
    return kiosks.find(db, unit_id)


def make(db: Db, office: Office, person: Person, unit_id: int) -> str:
    """A new link's code, the only time that it is known; the one before is worth nothing."""
    _end(db, look(db, person, unit_id))
    code = "".join(secrets.choice(privacy.ALPHABET) for _ in range(CODE_LENGTH))
    kiosks.put(db, unit_id, office.keys.mark("kiosk", code))
    return code


def revoke(db: Db, person: Person, unit_id: int) -> None:
    """The unit has no kiosk any more."""
    _end(db, look(db, person, unit_id))
    kiosks.remove(db, unit_id)


def become(db: Db, office: Office, person: Person, code: str, now: datetime) -> AtKiosk:
    """The link was opened: this account is the kiosk from now on; raises Gone for a code that is
    worth nothing, or was opened by another account."""
    # The row names the account anyway, and so needs the person.
    people.consent(db, person.id, person.language, CONSENT_TEXT, local_day(now, office.zone))
    found = kiosks.bind(db, office.keys.mark("kiosk", code), person.id)
    if found is None:
        raise Gone
    return _card(db, office, found, now)


def at(db: Db, office: Office, person: Person, now: datetime) -> AtKiosk | None:
    """What stands on the device while nobody answers; None for an account that is no kiosk. A
    pure read."""
    found = kiosks.of_person(db, person.id)
    return None if found is None else _card(db, office, found, now)


def require_own(db: Db, person: Person) -> None:
    """Raise IsKiosk where the account is that of a device, on which anybody taps. A pure read."""
    if kiosks.of_person(db, person.id) is not None:
        raise IsKiosk


def anew(db: Db, office: Office, person: Person, now: datetime) -> tuple[AtKiosk, int | None]:
    """[Mulai penilaian baru], and [Mulai ulang]: what somebody began here is gone. With it the
    message that showed it, if that is known; raises Gone for an account that is no kiosk."""
    found = at(db, office, person, now)
    if found is None:
        raise Gone
    walk = walks.load(db, office, person)
    if walk is not None:
        walks.give_up(db, office, walk, now)
    return found, walk.message_id if walk is not None else None


def begin(db: Db, office: Office, person: Person, mode: str, now: datetime) -> Situation | Late:
    """[Mulai]: the first question for the next person, answered alone or with help."""
    found = at(db, office, person, now)
    if found is None or not units.tree(db).is_leaf(found.unit.id):
        raise Gone
    walk = walks.load(db, office, person)
    if walk is not None:
        return Late(walks.here(walk))
    if not found.left:
        return found
    people.set_language(db, person.id, person.language)
    return walks.here(walks.start(db, office, person, found.unit, now, mode=mode))


def clear(db: Db, office: Office, now: datetime) -> list[Left]:
    """Drop what people left at kiosks, so that the next ones do not see it."""
    cleared = []
    for person_id in kiosks.silent(db, now - SILENCE):
        person = Person(person_id, DEFAULT, consented=True, admin=False)
        walk, card = walks.load(db, office, person), at(db, office, person, now)
        if walk is not None and card is not None and walk.at_kiosk:
            walks.give_up(db, office, walk, now)
            cleared.append(Left(person_id, walk.message_id, card))
    return cleared


def _card(db: Db, office: Office, found: Kiosk, now: datetime) -> AtKiosk:
    left = found.left(local_day(now, office.zone))
    return AtKiosk(units.place(db, found.unit_id), left)


def _end(db: Db, found: Kiosk | None) -> None:
    """Whoever answers there now does so no more."""
    if found is not None and found.person_id is not None:
        walks.abandon(db, found.person_id)
