"""What was changed is published by an admin, and told to those who asked for news of the unit."""

from datetime import datetime, timedelta

from bot.db import follow_ups, owing, people, units
from bot.db.base import Db
from bot.domain import follow_up as rules
from bot.domain.delivery import Class, Delivery, Kind
from bot.domain.errors import Gone
from bot.domain.follow_up import Detail, Improved, State
from bot.domain.people import Addressee, Person, require_admin
from bot.domain.time import local_day
from bot.usecases import following_up
from bot.usecases.office import Office

__all__ = ["expect_wording", "improved", "publish", "withdraw"]

LIFETIME = timedelta(days=30)
"""A citizen hears of one thing a week; later than this it is no news any more."""


def expect_wording(db: Db, office: Office, person: Person, plan_id: int, now: datetime) -> Detail:
    """The next typed line is what everybody is to read."""
    require_admin(person)
    return following_up.expect_changed(db, office, person, plan_id, now)


def publish(
    db: Db, office: Office, person: Person, plan_id: int, edition: str, now: datetime
) -> Detail:
    """For everybody, as this edition was shown; once told to each who follows the unit, one above
    or one below."""
    require_admin(person)
    one = follow_ups.hold(db, plan_id)
    if one is None:
        raise Gone
    follow_ups.save(db, rules.published(one, edition, local_day(now, office.zone)))
    news = owing.Owing(Kind.IMPROVED, Class.NUDGE, str(plan_id), now, now + LIFETIME)
    owing.to_followers(db, news, _concerned(db, one.unit_id))
    return following_up.detail(db, person, plan_id)


def withdraw(db: Db, person: Person, plan_id: int) -> Detail:
    """Nobody reads it any more, but whom it was told; it may be reworded and published again."""
    require_admin(person)
    one = follow_ups.hold(db, plan_id)
    if one is None:
        raise Gone
    follow_ups.save(db, rules.withdrawn(one))
    return following_up.detail(db, person, plan_id)


def improved(
    db: Db, _office: Office, delivery: Delivery, _to: Addressee, _now: datetime
) -> Improved | None:
    """None for who follows no unit any more that it concerns."""
    one = follow_ups.find(db, int(delivery.slot or 0))
    if one is None or one.state is not State.PUBLISHED:
        return None
    followed = set(people.followed(db, delivery.person_id))
    unit = next((unit for unit in _concerned(db, one.unit_id) if unit in followed), None)
    return None if unit is None else Improved(one, units.place(db, one.unit_id).title, unit)


def _concerned(db: Db, unit_id: int) -> list[int]:
    """A unit, those above it, and those below it: what an office changes, its counters do."""
    below = (unit.id for _depth, unit in units.tree(db).walk(unit_id))
    return [*units.above(db, unit_id), *below]
