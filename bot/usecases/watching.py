"""How a broadcast goes, and the cards on which admins watch that."""

from datetime import datetime

from bot.db import broadcasts, jobs, tallies, watches
from bot.db.base import Db
from bot.db.jobs import JobKind
from bot.db.watches import Watch
from bot.domain import broadcast as rules
from bot.domain.broadcast import Broadcast, Stage
from bot.domain.delivery import State
from bot.domain.errors import Gone
from bot.domain.people import Person, require_admin
from bot.domain.progress import Progress, Waiting

__all__ = ["look", "over", "shown", "under_way", "watched"]

MOST_SHOWN = 5


def look(db: Db, broadcast_id: int, now: datetime) -> Progress:
    """How far it has come; it is halted after a bad canary, and done when all of it ended."""
    found = broadcasts.hold(db, broadcast_id)
    if found is None:
        raise Gone
    size, states = tallies.size(db, found.id), tallies.states(db, found.id)
    expanded = not jobs.unfinished(db, JobKind.EXPAND, found.id)
    after = found
    if found.stage is Stage.LAUNCHED and found.canary:
        after = rules.judge(found, size, tallies.attempted(db, found.id))
    owed = states[State.PENDING] + states[State.SENDING]
    if after.stage is Stage.LAUNCHED and expanded and not owed:
        after = rules.finish(after)
    if after != found:
        broadcasts.save(db, after)
    taps = tallies.reactions(db, found.id)
    reasons = tallies.reasons(db, found.id)
    return Progress(
        after,
        size,
        states,
        reasons,
        taps,
        expanded,
        after.held(now),
        broadcasts.erased(db, found.id),
        tallies.waiting(db, found.id, now) if after.stage is Stage.LAUNCHED else Waiting(),
    )


def under_way(db: Db, person: Person) -> list[Broadcast]:
    """What waits for a tap, is held, runs or rests: the newest few. A pure read."""
    require_admin(person)
    return broadcasts.at_stages(db, [Stage.ASKED, Stage.LAUNCHED, Stage.PAUSED])[-MOST_SHOWN:]


def shown(db: Db, broadcast_id: int, person_id: int, message_id: int) -> None:
    """Note which message shows this admin how it goes."""
    watches.keep(db, Watch(broadcast_id, person_id, message_id))


def watched(db: Db) -> list[Watch]:
    """The cards that are still to be kept up to date. A pure read."""
    return watches.all_(db)


def over(db: Db, broadcast_id: int) -> None:
    """There is nothing more to show."""
    watches.end(db, broadcast_id)
