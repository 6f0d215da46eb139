"""A campaign is launched, rests, goes on and ends; each day its people are dealt in and owed.

A job for each campaign comes back every night, so that only what is told on a day stands in the
queue, and what changes meanwhile needs nothing taken back. Jobs are locked before their campaign.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bot.db import campaigns, jobs, participants, units
from bot.db.base import Db
from bot.db.jobs import Job, JobKind
from bot.db.participants import Cohort, Owing
from bot.domain import campaign as rules
from bot.domain.campaign import Campaign, Standing, Stored
from bot.domain.errors import Gone, NobodyThere, NotNow
from bot.domain.experiment import Assignment, Design, assign
from bot.domain.people import Person, require_admin
from bot.domain.time import instant, local_day
from bot.usecases.office import Office

__all__ = [
    "dealt",
    "end",
    "keep_going",
    "launch",
    "newcomers",
    "pause",
    "renewed",
    "resume",
    "work",
]

CHUNK = 2_500
"""So many participants are owed their step in one transaction of long work."""

DAY = timedelta(days=1)

LONGEST_REST = 90 * DAY
"""Whoever has let a campaign rest for so long has forgotten it, and what people said in it."""

AT = time(8)
"""When a day's steps are due, by the office's clock; each leaves when its reader is at work."""


def dealt(db: Db, office: Office, one: Stored) -> list[Assignment]:
    """The arms of those who would join now; nobody foresees them without the key. A pure read."""
    campaign = one.campaign
    salt = office.keys.mark("arms", campaign.code).hex()
    design = Design(salt, campaign.arms, campaign.spread)
    return assign(design, newcomers(db, one), participants.assigned(db, one.id))


def newcomers(db: Db, one: Stored) -> dict[int, int]:
    """Those who would join now, with their units. A pure read."""
    campaign = one.campaign
    within = units.subtree(db, campaign.audience.unit_id)
    return participants.newcomers(db, one.id, campaign.audience, within, campaign.training)


def launch(
    db: Db, office: Office, person: Person, campaign_id: int, number: int, now: datetime
) -> Stored:
    """Run the version that was shown, from its first day on; raises NotNow where there is a newer
    one, and NobodyThere."""
    require_admin(person)
    one = _held(db, campaign_id, now)
    if one.number != number:
        raise NotNow(one.standing)
    after = rules.launched(one, local_day(now, office.zone))
    if not dealt(db, office, one):
        raise NobodyThere
    campaigns.save(db, after)
    return after


def pause(db: Db, office: Office, person: Person, campaign_id: int, now: datetime) -> Stored:
    """Tell nobody anything until it goes on."""
    require_admin(person)
    after = rules.paused(_held(db, campaign_id, now), local_day(now, office.zone))
    campaigns.save(db, after)
    participants.drop(db, campaign_id)
    return after


def resume(db: Db, office: Office, person: Person, campaign_id: int, now: datetime) -> Stored:
    """Go on where it stopped; what counts from joining, and the end, come so much later."""
    require_admin(person)
    after, rest = rules.resumed(_held(db, campaign_id, now), local_day(now, office.zone))
    campaigns.save(db, after)
    if rest:
        participants.put_off(db, campaign_id, rest)
    return after


def end(db: Db, office: Office, person: Person, campaign_id: int, now: datetime) -> Stored:
    """Tell nobody anything more."""
    require_admin(person)
    after = rules.ended(_held(db, campaign_id, now), local_day(now, office.zone))
    campaigns.save(db, after)
    participants.drop(db, campaign_id)
    return after


def renewed(db: Db, campaign_id: int, number: int, now: datetime) -> None:
    """There is another version: whom nothing was told yet goes to it."""
    one = _held(db, campaign_id, now)
    if one.standing in {Standing.RUNNING, Standing.PAUSED}:
        participants.take_up(db, campaign_id, number)
        # What stays is owed anew.
        participants.drop(db, campaign_id)


def keep_going(db: Db, office: Office, now: datetime) -> None:
    """A running campaign whose work failed and was put aside is tried again the next day; one that
    rests for too long ends."""
    today = local_day(now, office.zone)
    for resting in campaigns.resting_since(db, today - LONGEST_REST):
        campaigns.save(db, rules.ended(resting, today))
    tomorrow = instant(today + DAY, time(0), office.zone)
    for campaign_id in campaigns.running(db):
        if not jobs.unfinished(db, JobKind.CAMPAIGN, campaign_id):
            jobs.promise_again(db, JobKind.CAMPAIGN, campaign_id, tomorrow)


def work(db: Db, office: Office, now: datetime) -> bool:
    """One piece of the day's work of a campaign; whether there may be more."""
    return jobs.do_next(db, [JobKind.CAMPAIGN], now, lambda job: _piece(db, office, job, now))


def _piece(db: Db, office: Office, job: Job, now: datetime) -> None:
    one, today = campaigns.hold(db, job.subject_id), local_day(now, office.zone)
    if one is None or one.standing is not Standing.RUNNING or one.ends_on is None:
        jobs.end(db, job)
        return
    if today < one.campaign.first_day:
        first = instant(one.campaign.first_day, time(0), office.zone)
        jobs.promise_again(db, JobKind.CAMPAIGN, one.id, first)
        return
    if today > one.ends_on:
        # What is left of it has expired by now.
        campaigns.save(db, rules.ended(one, today))
        jobs.end(db, job)
        return
    if job.cursor == 0 and office.calendar.works(today):
        # Not on a day off: before the next working day what comes first would have made way.
        participants.join(db, one.id, one.number, today, dealt(db, office, one))
    last = participants.last_of(db, one.id, job.cursor, CHUNK)
    if last is None:
        tomorrow = instant(today + DAY, time(0), office.zone)
        jobs.promise_again(db, JobKind.CAMPAIGN, one.id, tomorrow)
        return
    for owing in _owing(db, office, one, one.ends_on, now):
        participants.owe(db, owing, job.cursor, last)
    jobs.advance(db, job, last)


def _owing(db: Db, office: Office, one: Stored, ends_on: date, now: datetime) -> Iterator[Owing]:
    """What each cohort is to be told today, by the version that it keeps."""
    for cohort in participants.cohorts(db, one.id):
        found = campaigns.version(db, one.id, cohort.number)
        if found is not None:
            yield from _of_cohort(office, one.id, found[1], cohort, ends_on, now)


def _of_cohort(
    office: Office,
    campaign_id: int,
    campaign: Campaign,
    cohort: Cohort,
    ends_on: date,
    now: datetime,
) -> Iterator[Owing]:
    today, zone = local_day(now, office.zone), office.zone
    told = [arm.code for arm in campaign.arms if not arm.holdout]
    for due in rules.due_on(campaign, cohort.begins_on, ends_on, today, office.calendar):
        due_at = max(now, instant(due.day, AT, zone))
        until = instant(due.until, time(0), zone)
        yield Owing(campaign_id, cohort, due.slot, due_at, until, told)


def _held(db: Db, campaign_id: int, now: datetime) -> Stored:
    """In our hands, its job first: work that is promised finds out by itself what is to do."""
    jobs.promise_again(db, JobKind.CAMPAIGN, campaign_id, now)
    one = campaigns.hold(db, campaign_id)
    if one is None:
        raise Gone
    return one
