"""A broadcast from its launch on: halted, mended; and the long work behind it."""

from dataclasses import replace
from datetime import datetime

from bot.db import audiences, broadcasts, deliveries, jobs, tallies
from bot.db.base import Db
from bot.db.jobs import Job, JobKind
from bot.domain import broadcast as rules
from bot.domain.broadcast import Broadcast, Stage
from bot.domain.delivery import State
from bot.domain.errors import (
    Gone,
    NobodyReachable,
    NobodyReached,
    NobodyThere,
    NoSecondAdmin,
    NotNow,
)
from bot.domain.people import Person, require_admin
from bot.usecases.office import Office
from bot.usecases.rehearsing import rehearse, scope, unaltered

__all__ = [
    "approve",
    "cancel",
    "erase",
    "launch",
    "pause",
    "react",
    "resume",
    "stop",
    "work",
]

CHUNK = 10_000
"""So many deliveries are called off in one transaction."""

A_FEW = 1_000


def launch(
    db: Db,
    office: Office,
    person: Person,
    broadcast_id: int,
    edition: str,
    at: datetime | None,
    now: datetime,
) -> Broadcast:
    """The draft launched for this time, its audience frozen; or asked of a second admin.

    Raises Changed, with nothing changed now, unless it is still what was rehearsed; NobodyThere
    and NobodyReachable for an audience in vain.
    """
    found = unaltered(db, person, broadcast_id, edition)
    _see_to_the_one_before(db, found)
    size = audiences.freeze(db, found.id, scope(db, found, now))
    if not size:
        raise NobodyThere if found.of_id is None else NobodyReached
    _require_reachable(db, office, found, at, now)
    alone = size <= office.approval_above
    if not alone and len(office.admins) < 2:
        raise NoSecondAdmin
    return _launched(db, rules.confirm(found, at, now, alone=alone))


def approve(db: Db, person: Person, broadcast_id: int, now: datetime) -> Broadcast:
    """The second admin's tap; raises NotAllowed for the first one's."""
    require_admin(person)
    return _launched(db, rules.approve(_held(db, broadcast_id), person.id, now))


def cancel(db: Db, person: Person, broadcast_id: int, now: datetime) -> Broadcast:
    """Take it back while nothing has left; its author has a draft that says the same."""
    before = _changed_by(db, person, broadcast_id)
    broadcasts.add(db, rules.again(before))
    return _called_off(db, rules.cancel(before, now))


def pause(db: Db, person: Person, broadcast_id: int) -> Broadcast:
    after = rules.pause(_changed_by(db, person, broadcast_id))
    broadcasts.save(db, after)
    return after


def resume(db: Db, person: Person, broadcast_id: int) -> Broadcast:
    after = rules.resume(_changed_by(db, person, broadcast_id))
    broadcasts.save(db, after)
    return after


def stop(db: Db, person: Person, broadcast_id: int) -> Broadcast:
    """What has not left never will; what left stays."""
    return _called_off(db, rules.stop(_changed_by(db, person, broadcast_id)))


def erase(db: Db, person: Person, broadcast_id: int, now: datetime) -> Broadcast:
    """Take a message out of every chat where it arrived; what has not left never will."""
    before = _changed_by(db, person, broadcast_id)
    if before.stage in {Stage.LAUNCHED, Stage.PAUSED}:
        _called_off(db, rules.stop(before))
    new = rules.deletion(before, person.id, now)
    new = replace(new, id=broadcasts.add(db, new))
    if not audiences.freeze(db, new.id, scope(db, new, now)):
        raise NobodyReached
    return _launched(db, new)


def react(db: Db, office: Office, person: Person, broadcast_id: int, button: int) -> Broadcast:
    """A tap under a message; the last one of a person counts."""
    found = broadcasts.find(db, broadcast_id)
    if found is None or button >= len(found.content.links):
        raise Gone
    mark = office.keys.mark("reaction", str(broadcast_id), str(person.id))
    tallies.react(db, broadcast_id, mark, button)
    return found


def work(db: Db, now: datetime) -> bool:
    """One piece of the long work that is promised; whether there may be more."""
    kinds = (JobKind.EXPAND, JobKind.CANCEL)
    return jobs.do_next(db, kinds, now, lambda job: _piece(db, job, now))


def _piece(db: Db, job: Job, now: datetime) -> None:
    found = broadcasts.find(db, job.subject_id)
    if job.kind is JobKind.CANCEL or found is None:
        left = broadcasts.cancel_some(db, job.subject_id, CHUNK, now)
        if not left:
            jobs.end(db, job)
        return
    last = broadcasts.expand(db, found, job.cursor, now)
    if last is None:
        jobs.end(db, job)
        return
    if not job.cursor:
        # Of the first slice the database learns what kind of rows are coming.
        deliveries.take_stock(db)
    jobs.advance(db, job, last)


def _held(db: Db, broadcast_id: int) -> Broadcast:
    found = broadcasts.hold(db, broadcast_id)
    if found is None:
        raise Gone
    return found


def _changed_by(db: Db, person: Person, broadcast_id: int) -> Broadcast:
    """Any admin may stop what another one began."""
    require_admin(person)
    return _held(db, broadcast_id)


def _launched(db: Db, after: Broadcast) -> Broadcast:
    broadcasts.save(db, after)
    if after.stage is Stage.LAUNCHED:
        jobs.promise(db, JobKind.EXPAND, after.id)
    return after


def _called_off(db: Db, after: Broadcast) -> Broadcast:
    broadcasts.save(db, after)
    jobs.promise(db, JobKind.CANCEL, after.id)
    return after


def _see_to_the_one_before(db: Db, found: Broadcast) -> None:
    """Of a correction: raise NotNow while messages that it might miss are on their way."""
    if found.of_id is None:
        return
    before = _held(db, found.of_id)
    rules.mendable(before)
    if tallies.states(db, before.id)[State.SENDING] or broadcasts.erased(db, before.id):
        raise NotNow(before.stage)


def _require_reachable(
    db: Db, office: Office, found: Broadcast, at: datetime | None, now: datetime
) -> None:
    """Raise NobodyReachable where nobody would get it; mostly a few tell that somebody would."""
    for most in (A_FEW, None):
        if rehearse(db, office, found, at, now, most).reachable:
            return
    raise NobodyReachable
