"""What is asked for that takes long: begun by a message or a tap, done by the paperwork."""

from datetime import datetime

from bot.db import errands, people
from bot.db.base import Db
from bot.domain.errand import Errand, ErrandKind
from bot.domain.errors import Gone, NotAllowed
from bot.domain.people import CONSENT_TEXT, Person, require_admin
from bot.domain.time import local_day
from bot.usecases import imports
from bot.usecases.imports import At, Imported
from bot.usecases.office import Office

__all__ = ["apply", "ask", "confirm", "drop", "keep", "receive", "show"]


def receive(db: Db, office: Office, person: Person, file_id: str, now: datetime) -> int:
    """A spreadsheet to be read, in place of one sent before; the errand's id."""
    require_admin(person)
    errands.forget(db, person.id, (ErrandKind.READ, ErrandKind.APPLY))
    return ask(db, office, person, ErrandKind.READ, file_id, now)


def ask(
    db: Db, office: Office, person: Person, kind: ErrandKind, about: str, now: datetime
) -> int:
    """Something to be done for this admin; the errand's id."""
    require_admin(person)
    # The errand names its admin anyway, and so needs the person.
    people.consent(db, person.id, person.language, CONSENT_TEXT, local_day(now, office.zone))
    return errands.add(db, person.id, kind, about, now)


def show(db: Db, person: Person, about: str, now: datetime) -> int:
    """The chart of published results, one at a time, for anybody who has consented to be known
    here: the errand's id. Raises NotAllowed for others."""
    if not person.consented:
        raise NotAllowed
    errands.forget(db, person.id, (ErrandKind.PUBLISHED,))
    return errands.add(db, person.id, ErrandKind.PUBLISHED, about, now)


def confirm(db: Db, person: Person, errand_id: int, stamp: int, edition: str) -> Errand:
    """[Terapkan]: what was read is to be applied, as it was shown."""
    found = _own(db, person, errand_id, stamp, edition)
    errands.want(db, found.id)
    return found


def drop(db: Db, person: Person, errand_id: int, stamp: int, edition: str) -> None:
    """[Batal]: what was read is thrown away."""
    errands.remove(db, _own(db, person, errand_id, stamp, edition).id)


def keep(db: Db, errand: Errand, content: bytes, edition: str) -> bool:
    """What was read waits for the tap; False where it was thrown away meanwhile."""
    if errands.find(db, errand.id) is None:
        return False
    errands.wait(db, errand.id, content, edition)
    return True


def apply(db: Db, errand: Errand, kind: Imported, lines: object, at: At) -> bool:
    """Make it so, once; False where that was done or thrown away before."""
    if errands.find(db, errand.id) is None:
        return False
    imports.apply(db, kind, lines, at)
    errands.remove(db, errand.id)
    return True


def _own(db: Db, person: Person, errand_id: int, stamp: int, edition: str) -> Errand:
    """What waits for this admin's tap; raises Gone where it does not."""
    require_admin(person)
    found = errands.find(db, errand_id)
    mine = found is not None and found.person_id == person.id and found.stamp == stamp
    if found is None or not mine or (found.kind, found.about) != (ErrandKind.APPLY, edition):
        raise Gone
    return found
