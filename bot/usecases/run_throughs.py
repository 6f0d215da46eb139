"""A campaign rehearsed before it is launched: 500 acted employees in some seconds."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from bot import instruments
from bot.db import campaigns, migrate, participants, scratch, units
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.actor import Actor
from bot.domain.audience import Audience, Who
from bot.domain.calendar import Calendar
from bot.domain.campaign import Ask, Campaign, Stage, Stored
from bot.domain.dead_end import Why, dead_ends, timetable
from bot.domain.delivery import State
from bot.domain.errors import Gone
from bot.domain.experiment import POINTS_THAT_MATTER
from bot.domain.people import Person, require_admin
from bot.domain.run_through import Ending, Power, RunThrough, cast, counted
from bot.domain.time import instant
from bot.domain.unit import UnitLine
from bot.keys import Keys
from bot.statistics import detectable, sample_size
from bot.texts import LANGUAGES
from bot.usecases import comparing, conducting, importing, publishing, steps
from bot.usecases.acting import Play
from bot.usecases.office import Forms, Office

__all__ = ["PEOPLE", "rehearse", "sizes", "staged"]

PEOPLE = 500
"""So many are acted, unless others are asked for."""

FEW = 100
"""Among fewer people it says nothing that nobody stood at a stage."""

FEW_UNITS = (1,) * 10
"""Where nobody knows better, people work in ten units of one size."""

BASE = 0.5
"""The share without the campaign at which a difference is hardest to tell."""

DAY = timedelta(days=1)

DIRECTOR = Person(0, LANGUAGES[0], consented=False, admin=True)


def staged(db: Db, person: Person, campaign_id: int) -> tuple[Stored, list[int]]:
    """A campaign and the sizes of the units of its audience, for an admin. A pure read."""
    require_admin(person)
    found = campaigns.find(db, campaign_id)
    if found is None:
        raise Gone
    return found, sizes(db, found)


def sizes(db: Db, one: Stored) -> list[int]:
    """How many of its audience work in each unit, the largest first; none for nobody. Of who they
    are only the numbers are told. A pure read."""
    found = [each.unit_id for each in participants.assigned(db, one.id)]
    found += conducting.newcomers(db, one).values()
    return sorted(Counter(found).values(), reverse=True)


def rehearse(
    campaign: Campaign,
    calendar: Calendar,
    zone: ZoneInfo,
    number: int = PEOPLE,
    seed: int = 1,
    within: Sequence[int] = (),
) -> RunThrough:
    """So many people, who work in units of these sizes, if any, from its first day to its last.

    The same seed shows the same everywhere. It takes seconds, and no database but its own.
    """
    office = Office(zone, Keys(sha256(f"rehearsal {seed}".encode()).digest()), Forms(), calendar)
    database = Database("sqlite://")
    try:
        play = _begun(database, office, campaign, seed, cast(number, within or FEW_UNITS))
        play.until(instant(campaign.last_day + DAY, time(0), zone))
        return database.now(_result, play, campaign, seed)
    finally:
        database.close()


def _begun(
    database: Database, office: Office, campaign: Campaign, seed: int, placed: Sequence[int]
) -> Play:
    """Launched on the morning of its first day; all who are acted belong to its audience."""
    now = instant(campaign.first_day, time(0), office.zone)
    actors = {n: Actor(seed, n) for n in range(1, len(placed) + 1)}
    database.now(migrate.upgrade)
    if any(step.ask is Ask.PULSE for step in campaign.steps):
        edition = publishing.edition(steps.PULSE, instruments.read(steps.PULSE))
        database.now(publishing.publish, edition, now)
    database.now(_employ, actors, placed, now)
    meant = replace(campaign, audience=Audience(Who.EMPLOYEES), training=None)
    campaign_id, version = database.now(campaigns.put, meant)
    database.now(conducting.launch, office, DIRECTOR, campaign_id, version, now)
    return Play(database, office, campaign_id, actors, now)


def _employ(db: Db, actors: Mapping[int, Actor], placed: Sequence[int], now: datetime) -> None:
    names = [f"unit-{place}" for place in range(max(placed) + 1)]
    importing.import_units(db, [UnitLine(2, name, name, "") for name in names], now)
    ids = units.ids(db)
    languages = [actor.language(LANGUAGES) for actor in actors.values()]
    scratch.employ(db, languages, [ids[names[place]] for place in placed], now.date())


def _result(db: Db, play: Play, campaign: Campaign, seed: int) -> RunThrough:
    office = play.office
    arms = {one.employee_id: one.arm for one in participants.assigned(db, play.campaign_id)}
    endings = _endings(db, office, campaign)
    over_budget = [one.slot for one in endings if one.state is State.OVER_BUDGET]
    told = {one.step for one in play.said}
    # What words the reminders of a training sends nothing of its own.
    ends = []
    if campaign.training is None:
        ends = dead_ends(campaign, office.calendar, told, play.gaps, over_budget)
    return counted(
        campaign,
        seed,
        arms,
        play.said,
        endings,
        [_stage(db, play, number) for number in arms],
        len(play.answered),
        _power(campaign, Counter(arms.values())),
        _needed(campaign),
        [one for one in ends if len(arms) >= FEW or one.why is not Why.UNMET],
    )


def _endings(db: Db, office: Office, campaign: Campaign) -> list[Ending]:
    """Everybody began on the first day."""
    plan = timetable(campaign, campaign.first_day, campaign.last_day, office.calendar)
    at = {due.slot: instant(due.day, conducting.AT, office.zone) for due in plan}
    return [
        Ending(one.person_id, one.slot, at[one.slot], one.state, one.reason)
        for one in scratch.owed(db)
    ]


def _stage(db: Db, play: Play, number: int) -> Stage:
    return steps.stance_of(db, play.office, play.campaign_id, number).stage


def _power(campaign: Campaign, people: Mapping[str, int]) -> list[Power]:
    """Each arm beside the one that results will hold it against, as surely as they will."""
    beside = comparing.reference(campaign).code
    of = people[beside]
    return [
        Power(arm.code, beside, (n := people[arm.code]), of, _detectable(campaign, of, n))
        for arm in comparing.addressed(campaign)
        if arm.code != beside
    ]


def _detectable(campaign: Campaign, first: int, second: int) -> float | None:
    if not comparing.of_shares(campaign):
        return None
    return detectable(first, second, BASE, comparing.level_of(campaign))


def _needed(campaign: Campaign) -> int | None:
    if not comparing.of_shares(campaign):
        return None
    return sample_size(BASE, POINTS_THAT_MATTER, comparing.level_of(campaign))
