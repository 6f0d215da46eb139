"""Once a working day: heads are asked for follow-up plans and reminded of them, and admins read
what waits for them.

Who is written to is found on that day from how things stand, and what is said when it leaves. The
day is a row, like everything to come.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from bot.db import deliveries, follow_ups, jobs, people, publications, staff, surveys, units
from bot.db.base import Db
from bot.db.jobs import Job, JobKind
from bot.domain import follow_up as rules
from bot.domain.delivery import Class, Delivery, Kind
from bot.domain.figures import Figures, Publication
from bot.domain.follow_up import Asked, Assigned, Due, FollowUp, State, Summary, Unreachable
from bot.domain.people import Addressee
from bot.domain.time import instant, local_day
from bot.usecases import following_up
from bot.usecases.office import Office
from bot.usecases.walks import SKM

__all__ = ["asked", "assigned", "begin", "due", "keep_going", "summary", "work"]

DAY = timedelta(days=1)

FRESH = timedelta(days=6)
"""Then the next one is near."""

NAMED = 8
"""So many are named in one message; /rtl lists all."""


def begin(db: Db, office: Office, new: Mapping[int, Figures], now: datetime) -> None:
    """Draw the lowest elements of each new publication, and have the heads asked at once, or when
    the office opens."""
    for figures in new.values():
        drawn = rules.drawn(figures.index)
        follow_ups.draw(db, figures.unit_id, figures.basis.period, drawn)
    if new:
        jobs.promise_again(db, JobKind.FOLLOW_UP, 0, following_up.opening(office, now))


def keep_going(db: Db, office: Office, now: datetime) -> None:
    """See to the next day's work as long as anything is unfinished, also where it failed."""
    if follow_ups.any_unfinished(db) and not jobs.unfinished(db, JobKind.FOLLOW_UP, 0):
        jobs.promise_again(db, JobKind.FOLLOW_UP, 0, _tomorrow(office, now))


def work(db: Db, office: Office, now: datetime) -> bool:
    """The work of a day; whether there was any."""
    return jobs.do_next(db, [JobKind.FOLLOW_UP], now, lambda job: _day(db, office, job, now))


def asked(
    db: Db, office: Office, delivery: Delivery, to: Addressee, now: datetime
) -> Asked | None:
    """None for who leads no unit any more, or where everything is promised."""
    led = following_up.concerned(db) & _led(db, delivery.person_id)
    found = _open(db, follow_ups.unfinished(db, led), local_day(now, office.zone))
    weak = tuple(following_up.weak(db, one) for one in found[:NAMED])
    return Asked(weak, len(found), to) if found else None


def due(db: Db, office: Office, delivery: Delivery, to: Addressee, now: datetime) -> Due | None:
    """None for who leads no such unit any more, and once all is done."""
    today = local_day(now, office.zone)
    led = _led(db, delivery.person_id) & units.tree(db).by_id.keys()
    days = {one: day for one, day in _promised(follow_ups.unfinished(db, led))
            if rules.first_reminder(day, office.calendar) <= today}  # fmt: skip
    near = sorted(days, key=lambda one: days[one])
    told = tuple(following_up.told(db, one) for one in near[:NAMED])
    return Due(told, len(near), today, to) if near else None


def assigned(
    db: Db, _office: Office, delivery: Delivery, to: Addressee, _now: datetime
) -> Assigned | None:
    """None for who does not do it any more, and once it is done."""
    one = follow_ups.find(db, int(delivery.slot or 0))
    who = staff.by_person(db, delivery.person_id)
    if one is None or who is None or one.who_id != who.id or one.state is not State.PROMISED:
        return None
    return Assigned(following_up.told(db, one), to)


def summary(
    db: Db, office: Office, delivery: Delivery, _to: Addressee, now: datetime
) -> Summary | None:
    """None for who is no admin any more, and where nothing waits."""
    if delivery.person_id not in office.admins:
        return None
    tree, done = units.tree(db), follow_ups.done(db)
    stuck = _stuck(db, follow_ups.unfinished(db, tree.by_id), local_day(now, office.zone))
    if not done and not stuck:
        return None
    titles = [(tree.title(tree.by_id[unit]), why) for unit, why in stuck.items()]
    told = tuple(following_up.told(db, one) for one in done[:NAMED])
    return Summary(told, len(done), tuple(titles[:NAMED]), len(titles))


def _day(db: Db, office: Office, job: Job, now: datetime) -> None:
    opens = following_up.opening(office, now)
    if opens > now:
        jobs.promise_again(db, JobKind.FOLLOW_UP, 0, opens)
        return
    some = follow_ups.unfinished(db, units.tree(db).by_id)
    heads = staff.heads(db)
    _ask(db, office, some, heads, now)
    _remind(db, office, some, heads, now)
    _report(db, office, some, now)
    if follow_ups.any_unfinished(db):
        jobs.promise_again(db, JobKind.FOLLOW_UP, 0, _tomorrow(office, now))
    else:
        jobs.end(db, job)


def _ask(
    db: Db, office: Office, some: Iterable[FollowUp], heads: Mapping[int, int], now: datetime
) -> None:
    today, concerned = local_day(now, office.zone), following_up.concerned(db)
    newest: defaultdict[int, int] = defaultdict(int)
    for one in _open(db, [one for one in some if one.unit_id in concerned], today):
        if one.unit_id in heads:
            newest[heads[one.unit_id]] = max(newest[heads[one.unit_id]], one.id)
    last = deliveries.latest(db, Kind.PLAN, newest.keys())
    for head, id in newest.items():
        at, slot = last.get(head, (None, None))
        before = None if at is None else (int(slot or 0), local_day(at, office.zone))
        if rules.asks(id, before, today):
            _owe(db, office, head, Kind.PLAN, now, str(id))


def _remind(
    db: Db, office: Office, some: Iterable[FollowUp], heads: Mapping[int, int], now: datetime
) -> None:
    today = local_day(now, office.zone)
    days: defaultdict[int, list[date]] = defaultdict(list)
    for one, day in _promised(some):
        if one.unit_id in heads:
            days[heads[one.unit_id]].append(day)
    last = _days(db, office, Kind.PLAN_DUE, days.keys())
    for head, own in days.items():
        if any(rules.called(day, last.get(head), today, office.calendar) for day in own):
            _owe(db, office, head, Kind.PLAN_DUE, now)


def _report(db: Db, office: Office, some: Iterable[FollowUp], now: datetime) -> None:
    """To those admins whom the bot knows."""
    today = local_day(now, office.zone)
    done = {one.id: one.done_on for one in follow_ups.done(db) if one.done_on is not None}
    if not done and not _stuck(db, some, today):
        return
    known = people.addressees(db, office.admins)
    last = {
        admin: (local_day(at, office.zone), {int(id) for id in (slot or "").split()})
        for admin, (at, slot) in deliveries.latest(db, Kind.PLAN_NEWS, known.keys()).items()
    }
    # What is done later on the same day is told on the next.
    heard = " ".join(str(id) for id, day in done.items() if day == today)
    for admin in known:
        if rules.reports(done, last.get(admin), today):
            _owe(db, office, admin, Kind.PLAN_NEWS, now, heard)


def _stuck(db: Db, some: Iterable[FollowUp], today: date) -> dict[int, Unreachable]:
    """The units whose plans nobody can be asked for, or reminded of, and why."""
    concerned = following_up.concerned(db)
    waiting = {one.unit_id for one in _open(db, some, today)} & concerned
    waiting |= {one.unit_id for one, _day in _promised(some)}
    return {unit: why for unit, why in staff.unreachable(db).items() if unit in waiting}


def _open(db: Db, some: Iterable[FollowUp], today: date) -> list[Publication]:
    """Those of which plans are still asked for, by unit, the newest period first."""
    drafts: defaultdict[int, defaultdict[str, list[FollowUp]]]
    drafts = defaultdict(lambda: defaultdict(list))
    for one in some:
        if one.state is State.DRAFT:
            drafts[one.unit_id][one.period.code].append(one)
    survey_id = surveys.survey_id(db, SKM)
    return [
        one
        for unit, own in drafts.items()
        for one in publications.of(db, survey_id, unit)
        if rules.is_open(own[one.period.code], one.published_on, today)
    ]


def _promised(some: Iterable[FollowUp]) -> list[tuple[FollowUp, date]]:
    return [
        (one, one.due_on) for one in some if one.state is State.PROMISED and one.due_on is not None
    ]


def _led(db: Db, person_id: int) -> set[int]:
    return {unit for unit, head in staff.heads(db).items() if head == person_id}


def _days(db: Db, office: Office, kind: Kind, to: Collection[int]) -> dict[int, date]:
    """The last day on which each was owed such a message."""
    last = deliveries.latest(db, kind, to)
    return {person: local_day(at, office.zone) for person, (at, _slot) in last.items()}


def _owe(
    db: Db, office: Office, to: int, kind: Kind, now: datetime, slot: str | None = None
) -> None:
    """One a day, however often it is looked what is to be said."""
    once = f"{kind.value}:{to}:{local_day(now, office.zone).isoformat()}"
    deliveries.plan(db, to, kind, Class.DUTY, now, now + FRESH, once, slot)


def _tomorrow(office: Office, now: datetime) -> datetime:
    day = office.calendar.first_working_day(local_day(now, office.zone) + DAY)
    return instant(day, following_up.AT, office.zone)
