"""What stands on the poster of a unit."""

from datetime import datetime

from bot.db import units
from bot.db.base import Db
from bot.domain.errors import Gone
from bot.domain.people import Person, require_admin
from bot.domain.poster import Poster
from bot.usecases import publications
from bot.usecases.office import Office

__all__ = ["asked_for", "poster"]


def asked_for(db: Db, office: Office, person: Person, unit_id: int, now: datetime) -> Poster:
    """As `poster`, for an admin."""
    require_admin(person)
    return poster(db, office, unit_id, now)


def poster(db: Db, office: Office, unit_id: int, now: datetime) -> Poster:
    """The unit with what is published of it last; raises Gone for one that is not in the list. A
    pure read."""
    if unit_id not in units.tree(db).by_id:
        raise Gone
    place, latest = units.place(db, unit_id), publications.latest(db, unit_id)
    index = None if latest is None else publications.shown(db, office, latest, now).index
    if latest is None or index is None:
        return Poster(place.code, place.name, place.parent, None)
    published = (latest.period, index, latest.reference)
    return Poster(place.code, place.name, place.parent, published)
