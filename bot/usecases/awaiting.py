"""Of mornings: whoever answers citizens for units is told that some wait for an answer.

Once a day at most, of all their units together, and never on the day on which a line was written;
weekly where nothing new came. Admins are told of units that have nobody who can be written to,
and of citizens who have waited long.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.db import deliveries, people, staff, units
from bot.db.base import Db
from bot.domain import thread as rules
from bot.domain.delivery import Class, Delivery, Kind
from bot.domain.people import Addressee
from bot.domain.thread import Thread, Waiting
from bot.domain.time import instant, local_day
from bot.usecases import threads
from bot.usecases.office import Office

__all__ = ["tell", "waiting"]

AT = time(9)

FRESH = timedelta(hours=8)
"""After that it is of no use on this day."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who answers for each unit, and the admins who can be written to."""

    answering: dict[int, int]
    admins: frozenset[int]

    def readers(self, one: Thread, today: date) -> frozenset[int]:
        """Who is told of it."""
        who = self.answering.get(one.unit_id)
        own = frozenset() if who is None else frozenset({who})
        return own | self.admins if who is None or rules.waits_long(one, today) else own


def tell(db: Db, office: Office, now: datetime) -> None:
    """Owe this morning's message to those who are to read one, if it is time for it."""
    today = local_day(now, office.zone)
    if now < instant(today, AT, office.zone) or not office.calendar.works(today):
        return
    found, desk = threads.held(db, office), _desk(db, office)
    of_each: dict[int | None, list[Thread]] = {}
    for one in found:
        of_each.setdefault(desk.answering.get(one.unit_id), []).append(one)
    new = {
        one.mark: desk.readers(one, today)
        for some in of_each.values()
        if rules.to_tell(some, today)
        for one in some
        if rules.listens(one, today)
    }
    readers = frozenset().union(*new.values())
    if not readers:
        return
    for person_id in readers:
        once = f"{Kind.CITIZENS.value}:{person_id}:{today.isoformat()}"
        deliveries.plan(db, person_id, Kind.CITIZENS, Class.DUTY, now, now + FRESH, once)
    after = [rules.told(one, today) if new.get(one.mark) else one for one in found]
    threads.save(db, office, after)


def waiting(
    db: Db, office: Office, delivery: Delivery, to: Addressee, now: datetime
) -> Waiting | None:
    """None where nobody waits for this person any more."""
    today, desk, reader = local_day(now, office.zone), _desk(db, office), delivery.person_id
    found = [
        one
        for one in threads.all_(db, office)
        if rules.listens(one, today) and reader in desk.readers(one, today)
    ]
    own = [one for one in found if desk.answering.get(one.unit_id) == reader]
    others = [one for one in found if one not in own]
    return Waiting(_counted(db, own), _counted(db, others), to) if found else None


def _desk(db: Db, office: Office) -> _Desk:
    known = people.known(db, office.admins)
    admins = frozenset(person_id for person_id, one in known.items() if not one.blocked)
    return _Desk(staff.answering(db), admins)


def _counted(db: Db, found: Iterable[Thread]) -> tuple[tuple[str, int], ...]:
    """So many at each unit by its title, the most first."""
    counts = Counter(one.unit_id for one in found)
    return tuple((units.place(db, unit_id).title, n) for unit_id, n in counts.most_common())
