"""What a launch would do, counted in people: who gets it when, and who never."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.domain.broadcast import LIFETIME, Broadcast
from bot.domain.calendar import Calendar, closing, opening
from bot.domain.delivery import BUDGET, Class, Kind, affordable

__all__ = ["Group", "Later", "Pace", "Rehearsal", "rehearsed"]


@dataclass(frozen=True, slots=True)
class Group:
    """So many people of an audience who have all of this in common.

    A zone of None is the office's; `last` is when a broadcast last left for them, or will.
    """

    language: str
    blocked: bool
    employed: bool
    zone: str | None
    last: datetime | None
    people: int


@dataclass(frozen=True, slots=True)
class Pace:
    """At most so many messages leave in a second (0: no limit), in the hours of a calendar."""

    per_second: int
    zone: ZoneInfo
    calendar: Calendar


@dataclass(frozen=True, slots=True)
class Later:
    """So many people who get it later, the first of them at `first`."""

    people: int = 0
    first: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a launch at `starts_at` would do; nobody is counted twice.

    `never` had enough broadcasts for as long as this one lasts, `rationed` get it when they may
    hear of one again, `quiet` after the quiet hours, all others at once. `readers` counts the
    whole audience by language.
    """

    broadcast: Broadcast
    starts_at: datetime
    done_at: datetime
    size: int
    blocked: int
    never: int
    rationed: Later
    quiet: Later
    readers: Mapping[str, int]
    needs_approval: bool

    @property
    def reachable(self) -> int:
        """How many would get it, sooner or later."""
        return self.size - self.blocked - self.never

    @property
    def in_time(self) -> bool:
        """Whether all of them get it before it is not sent any more."""
        return self.done_at < self.starts_at + LIFETIME


@dataclass(frozen=True, slots=True)
class _Load:
    """People who may be written to from one instant on."""

    at: datetime
    zone: ZoneInfo
    rationed: bool
    people: int


def rehearsed(
    broadcast: Broadcast,
    groups: Iterable[Group],
    starts_at: datetime,
    pace: Pace,
    approval_above: int,
) -> Rehearsal:
    """What a launch for these people at this instant would do."""
    known = list(groups)
    size = sum(group.people for group in known)
    there = [group for group in known if not group.blocked]
    loads = [_load(broadcast, group, starts_at, pace) for group in there]
    coming = [load for load in loads if load.at < starts_at + LIFETIME]
    readers: Counter[str] = Counter()
    for group in known:
        readers[group.language] += group.people
    return Rehearsal(
        broadcast,
        starts_at,
        _done(broadcast, coming, starts_at, pace),
        size,
        blocked=size - sum(group.people for group in there),
        never=sum(load.people for load in loads) - sum(load.people for load in coming),
        rationed=_later(load for load in coming if load.rationed),
        quiet=_later(load for load in coming if load.at > starts_at and not load.rationed),
        readers=readers,
        needs_approval=size > approval_above,
    )


def _load(broadcast: Broadcast, group: Group, at: datetime, pace: Pace) -> _Load:
    """When these people may get it; what mends a message that is there waits for nothing."""
    zone = pace.zone if group.zone is None else ZoneInfo(group.zone)
    if broadcast.kind is not Kind.MESSAGE:
        return _Load(at, zone, False, group.people)
    budget = BUDGET[Class.BROADCAST, group.employed]
    free = at if group.last is None else affordable(budget, [group.last], at)
    opens = opening(Class.BROADCAST, free, zone, pace.calendar)
    return _Load(opens, zone, free > at, group.people)


def _later(loads: Iterable[_Load]) -> Later:
    known = list(loads)
    first = min((load.at for load in known), default=None)
    return Later(sum(load.people for load in known), first)


def _done(
    broadcast: Broadcast, coming: Iterable[_Load], starts_at: datetime, pace: Pace
) -> datetime:
    """When the last of them has it, at this pace and in these hours."""
    at = starts_at
    in_order = sorted(coming, key=lambda load: load.at)
    for _key, loads in groupby(in_order, key=lambda load: (load.at, load.zone)):
        known = list(loads)
        people = sum(load.people for load in known)
        lasts = timedelta(seconds=people / pace.per_second if pace.per_second else 0)
        at = max(at, known[0].at)
        if broadcast.kind is Kind.MESSAGE:
            at = _after(at, lasts, known[0].zone, pace.calendar)
        else:
            at += lasts
    return at


def _after(at: datetime, lasts: timedelta, zone: ZoneInfo, calendar: Calendar) -> datetime:
    """When something is over that lasts so long and rests in quiet hours."""
    opens = opening(Class.BROADCAST, at, zone, calendar)
    closes = closing(Class.BROADCAST, at, zone, calendar)
    if opens + lasts <= closes:
        return opens + lasts
    return _after(closes, lasts - (closes - opens), zone, calendar)
