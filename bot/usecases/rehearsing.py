"""A draft before it is launched: whom it would reach and when, and for whom it is an example."""

from datetime import datetime, timedelta

from bot.db import audiences, broadcasts, people, units
from bot.db.audiences import Scope
from bot.db.base import Db
from bot.domain import broadcast as rules
from bot.domain.broadcast import Broadcast
from bot.domain.content import problems
from bot.domain.errors import Changed, Gone
from bot.domain.people import Addressee, Person, require_admin
from bot.domain.rehearsal import Pace, Rehearsal, rehearsed
from bot.texts import LANGUAGES
from bot.usecases.office import Office

__all__ = ["DELETABLE", "examples", "rehearse", "scope", "unaltered"]

DELETABLE = timedelta(hours=48)
"""Telegram deletes no message that is older."""


def rehearse(
    db: Db,
    office: Office,
    found: Broadcast,
    at: datetime | None,
    now: datetime,
    most: int | None = None,
) -> Rehearsal:
    """What a launch of a draft at this instant (None: now) would do. A pure read.

    With `most` it looks at so many people only.
    """
    starts_at = max(at or now, now + rules.HOLD)
    groups = audiences.groups(db, scope(db, found, now), starts_at, most)
    pace = Pace(office.per_second, office.zone, office.calendar)
    return rehearsed(found, groups, starts_at, pace, office.approval_above)


def examples(db: Db, found: Broadcast, now: datetime) -> dict[str, Addressee]:
    """One of those it is for in each language that any of them reads, or that it is written in.

    Nobody in particular where nobody reads it. A pure read.
    """
    whom = scope(db, found, now)
    of = {code: audiences.somebody(db, whom, code) for code in LANGUAGES}
    known = people.addressees(db, [one for one in of.values() if one is not None])
    return {
        code: Addressee(code) if one is None else known[one]
        for code, one in of.items()
        if one is not None or code in found.content.texts
    }


def unaltered(db: Db, person: Person, broadcast_id: int, edition: str) -> Broadcast:
    """This admin's draft as it was rehearsed; raises Gone without any, Changed for another one."""
    require_admin(person)
    found = broadcasts.draft_of(db, person.id)
    if found is None:
        raise Gone
    if (found.id, rules.edition(found)) != (broadcast_id, edition) or problems(found.content):
        raise Changed
    return found


def scope(db: Db, found: Broadcast, now: datetime) -> Scope:
    """Whom it is for: its audience, or those who have the message that it is about."""
    if found.of_id is not None:
        return Scope(found.audience, None, found.of_id, now - DELETABLE)
    return Scope(found.audience, units.subtree(db, found.audience.unit_id))
