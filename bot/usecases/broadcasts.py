"""A broadcast from its launch on: watched, halted, mended; and the long work behind it."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.db import audiences, broadcasts, jobs
from bot.db.base import Db
from bot.db.jobs import JobKind
from bot.domain import broadcast as rules
from bot.domain.broadcast import Broadcast, Stage
from bot.domain.content import Content
from bot.domain.delivery import Kind, State
from bot.domain.errors import Gone, NobodyThere
from bot.domain.people import Person, require_admin
from bot.usecases.composing import own_draft, subtree
from bot.usecases.office import Office

__all__ = [
    "Progress",
    "approve",
    "cancel",
    "correct",
    "erase",
    "launch",
    "look",
    "pause",
    "react",
    "resume",
    "shown",
    "stop",
    "watched",
    "work",
]

CHUNK = 10_000
"""So many rows are written in one transaction of long work."""

DELETABLE = timedelta(hours=48)
"""Telegram deletes no message that is older."""

WATCHED = (Stage.LAUNCHED, Stage.PAUSED, Stage.STOPPED)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a broadcast has come; `expanded` is False while its deliveries are being made.

    `forgotten` are people of the audience who deleted their data since.
    """

    broadcast: Broadcast
    size: int
    states: Counter[State]
    reactions: Counter[int]
    expanded: bool
    held: bool

    @property
    def ended(self) -> int:
        """How many are in a final state."""
        owed = self.states[State.PENDING] + self.states[State.SENDING]
        return self.states.total() - owed

    @property
    def forgotten(self) -> int:
        return max(0, self.size - self.states.total()) if self.expanded else 0

    @property
    def over(self) -> bool:
        """Whether nothing of it will change any more by itself."""
        return self.expanded and self.ended == self.states.total()


def launch(
    db: Db, office: Office, person: Person, at: datetime | None, now: datetime, *, canary: bool
) -> Broadcast:
    """The draft launched for this time, its audience frozen; or asked of a second admin.

    Raises NobodyThere, with nothing changed, for an audience without people.
    """
    found = own_draft(db, person)
    size = audiences.freeze(db, found.id, found.audience, subtree(db, found.audience))
    if not size:
        raise NobodyThere
    alone = size <= office.approval_above
    after = rules.confirm(replace(found, canary=canary), at, now, alone=alone)
    return _launched(db, after)


def approve(db: Db, person: Person, broadcast_id: int, now: datetime) -> Broadcast:
    """The second admin's tap; raises NotAllowed for the first one's."""
    require_admin(person)
    return _launched(db, rules.approve(_held(db, broadcast_id), person.id, now))


def cancel(db: Db, person: Person, broadcast_id: int, now: datetime) -> Broadcast:
    """Take it back while nothing has left."""
    return _called_off(db, rules.cancel(_changed_by(db, person, broadcast_id), now))


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


def correct(
    db: Db, person: Person, broadcast_id: int, content: Content, now: datetime
) -> Broadcast:
    """Show this in place of a message everywhere it arrived; what has not left leaves so."""
    before = _changed_by(db, person, broadcast_id)
    broadcasts.save(db, replace(before, content=content))
    return _following_up(db, person, before, Kind.CORRECTION, content, now)


def erase(db: Db, person: Person, broadcast_id: int, now: datetime) -> Broadcast:
    """Take a message out of every chat where it arrived; what has not left never will."""
    before = _changed_by(db, person, broadcast_id)
    if before.stage in {Stage.LAUNCHED, Stage.PAUSED}:
        _called_off(db, rules.stop(before))
    return _following_up(db, person, before, Kind.DELETION, before.content, now)


def look(db: Db, broadcast_id: int, now: datetime) -> Progress:
    """How far it has come; it is halted after a bad canary, and done when all of it ended."""
    found = _held(db, broadcast_id)
    size, states = broadcasts.size(db, found.id), broadcasts.states(db, found.id)
    expanded = not jobs.unfinished(db, JobKind.EXPAND, found.id)
    after = found
    if found.stage is Stage.LAUNCHED and found.canary:
        after = rules.judge(found, size, broadcasts.attempted(db, found.id))
    owed = states[State.PENDING] + states[State.SENDING]
    if after.stage is Stage.LAUNCHED and expanded and not owed:
        after = rules.finish(after)
    if after != found:
        broadcasts.save(db, after)
    taps = broadcasts.reactions(db, found.id)
    return Progress(after, size, states, taps, expanded, after.held(now))


def watched(db: Db) -> list[int]:
    """The ids of those whose author is still to be told something. A pure read."""
    return [found.id for found in broadcasts.at_stages(db, WATCHED)]


def shown(db: Db, broadcast_id: int, message_id: int | None) -> None:
    """Note which message shows how it goes; None when there is nothing more to show."""
    found = broadcasts.hold(db, broadcast_id)
    if found is not None:
        broadcasts.save(db, replace(found, card_id=message_id))


def react(db: Db, office: Office, person: Person, broadcast_id: int, button: int) -> Broadcast:
    """A tap under a message; the last one of a person counts."""
    found = broadcasts.find(db, broadcast_id)
    if found is None or button >= len(found.content.links):
        raise Gone
    mark = office.keys.mark("reaction", str(broadcast_id), str(person.id))
    broadcasts.react(db, broadcast_id, mark, button)
    return found


def work(db: Db, now: datetime) -> bool:
    """One piece of the long work that is promised; whether there may be more."""
    job = jobs.take(db)
    if job is None:
        return False
    found = broadcasts.find(db, job.subject_id)
    if job.kind is JobKind.CANCEL or found is None:
        left = broadcasts.cancel_some(db, job.subject_id, CHUNK, now)
        if not left:
            jobs.end(db, job)
        return True
    last = broadcasts.expand(db, found, job.cursor, CHUNK, now)
    if last is None:
        jobs.end(db, job)
    else:
        jobs.advance(db, job, last)
    return True


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


def _following_up(
    db: Db, person: Person, before: Broadcast, kind: Kind, content: Content, now: datetime
) -> Broadcast:
    after = rules.follow_up(before, kind, person.id, content, now)
    after = replace(after, id=broadcasts.add(db, after))
    if not audiences.freeze_reached(db, after.id, before.id, now - DELETABLE):
        raise NobodyThere
    return _launched(db, after)
