"""What time brings: messages that are due, interviews that ran out, what is to be forgotten."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.db import ballots, deliveries, interviews, people, tries, updates
from bot.db.base import Db
from bot.domain.delivery import Delivery, Outcome, State, Uncertain, settle
from bot.domain.people import Person
from bot.domain.situation import Paused
from bot.domain.time import window
from bot.texts import DEFAULT
from bot.usecases import walks
from bot.usecases.office import Office

__all__ = ["Owed", "claim", "next_due", "recover", "settled", "tidy"]


@dataclass(frozen=True, slots=True)
class Owed:
    """A claimed delivery with all that putting it into words needs."""

    delivery: Delivery
    language: str
    content: Paused


def claim(db: Db, office: Office, run: str, now: datetime) -> Owed | None:
    """The next due message, SENDING in the name of this run; None when nothing is due.

    What came too late or is not needed any more is settled on the way.
    """
    while (delivery := deliveries.claim(db, run, now)) is not None:
        if delivery.expires_at <= now:
            deliveries.save(db, replace(delivery, state=State.EXPIRED), now)
        elif (owed := _owed(db, office, delivery)) is None:
            deliveries.save(db, replace(delivery, state=State.CANCELLED), now)
        else:
            return owed
    return None


def settled(db: Db, delivery: Delivery, outcome: Outcome, now: datetime) -> Delivery:
    """The delivery after this attempt, saved."""
    after = settle(delivery, outcome, now)
    deliveries.save(db, after, now)
    return after


def recover(db: Db, run: str, now: datetime) -> int:
    """Settle as uncertain what runs that are over had in their hands; how many there were."""
    lost = deliveries.in_flight(db, run)
    for delivery in lost:
        settled(db, delivery, Uncertain(), now)
    return len(lost)


def tidy(db: Db, office: Office, now: datetime) -> None:
    """End interviews that ran out, and forget what is not to be kept any longer."""
    last = now - walks.LIFETIME
    for person_id in interviews.untouched_since(db, last):
        interviews.hold(db, person_id)
        walk = walks.load(db, office, _somebody(person_id, DEFAULT))
        if walk is not None and walk.row.touched_at <= last:
            walks.give_up(db, office, walk, now)
    ballots.destroy_participation_before(db, window(now, office.zone).first_day)
    tries.forget_before(db, now)
    updates.forget_before(db, (now.astimezone(UTC) - timedelta(days=1)).date())


def next_due(db: Db) -> datetime | None:
    """The instant at which time next brings something; None when nothing is to come."""
    owed, touched = deliveries.next_due(db), interviews.oldest_touch(db)
    instants = [owed, touched + walks.LIFETIME if touched else None]
    return min((instant for instant in instants if instant), default=None)


def _owed(db: Db, office: Office, delivery: Delivery) -> Owed | None:
    record = people.record(db, delivery.person_id)
    if record is None:
        return None
    walk = walks.load(db, office, _somebody(delivery.person_id, record.language))
    return None if walk is None else Owed(delivery, record.language, walks.paused(walk))


def _somebody(person_id: int, language: str) -> Person:
    return Person(person_id, language, consented=True, admin=False)
