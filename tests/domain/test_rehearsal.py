"""What a launch would do, counted in people."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.audience import Audience, Who
from bot.domain.broadcast import LIFETIME, Broadcast, Stage
from bot.domain.calendar import Calendar, opening
from bot.domain.content import Content, Text
from bot.domain.delivery import Class, Kind
from bot.domain.rehearsal import Group, Later, Pace, rehearsed
from tests.factories import MORNING

JAYAPURA = ZoneInfo("Asia/Jayapura")
PACE = Pace(25, JAYAPURA, Calendar())
DRAFT = Broadcast(
    1, Kind.MESSAGE, 9001, Stage.DRAFT, Content({"id": Text("Halo")}), Audience(Who.EVERYBODY)
)
EVENING = MORNING + timedelta(hours=12)
EIGHT = MORNING + timedelta(hours=23)
HOUR = timedelta(hours=1)


def a_group(people: int = 10, **facts: object) -> Group:
    known: Group = replace(Group("id", False, True, None, None, people), **facts)  # type: ignore[arg-type]  # As given.
    return known


def test_everybody_is_counted_once_by_what_keeps_the_message_from_them() -> None:
    groups = [
        a_group(1, blocked=True, last=MORNING - HOUR),
        a_group(2, last=MORNING),
        a_group(4, last=MORNING - HOUR),
        a_group(8, employed=False, last=MORNING - timedelta(days=2)),
        a_group(16, zone="Europe/Berlin"),
        a_group(32, language="en"),
    ]

    told = rehearsed(DRAFT, groups, MORNING, PACE, 62)

    assert (told.size, told.blocked, told.never, told.reachable) == (63, 1, 10, 52)
    assert told.rationed == Later(4, EIGHT)
    assert told.quiet == Later(16, MORNING + timedelta(hours=7))
    assert told.readers == {"id": 31, "en": 32}
    assert told.needs_approval
    assert not rehearsed(DRAFT, groups, MORNING, PACE, 63).needs_approval


def test_it_is_over_when_the_last_of_those_who_come_later_has_it() -> None:
    now, later = a_group(250), a_group(50, last=MORNING - timedelta(hours=20))

    assert rehearsed(DRAFT, [now], MORNING, PACE, 999).done_at == MORNING + timedelta(seconds=10)
    assert rehearsed(DRAFT, [now, later], MORNING, PACE, 999).done_at == (
        MORNING + timedelta(hours=4, seconds=2)
    )
    unlimited = replace(PACE, per_second=0)
    assert rehearsed(DRAFT, [now], MORNING, unlimited, 999).done_at == MORNING


def test_a_large_one_rests_at_night() -> None:
    closing = MORNING + timedelta(hours=11)
    people = 25 * 3600 * 11 + 25 * 60

    told = rehearsed(DRAFT, [a_group(people)], MORNING, PACE, 10**9)

    assert told.done_at == EIGHT + timedelta(minutes=1)
    assert told.in_time
    assert rehearsed(DRAFT, [a_group(1)], closing, PACE, 9).quiet == Later(1, EIGHT)
    assert not rehearsed(DRAFT, [a_group(people * 2)], MORNING, PACE, 10**9).in_time


def test_what_mends_a_message_waits_for_nothing_but_the_pace() -> None:
    correction = replace(DRAFT, kind=Kind.CORRECTION, of_id=7)

    told = rehearsed(correction, [a_group(50, last=EVENING - HOUR)], EVENING, PACE, 9)

    assert (told.reachable, told.rationed, told.quiet) == (50, Later(), Later())
    assert told.done_at == EVENING + timedelta(seconds=2)


instants = st.datetimes(datetime(2026, 11, 17), datetime(2026, 11, 30)).map(  # noqa: DTZ001 - UTC follows.
    lambda wall: wall.replace(tzinfo=UTC)
)
groups = st.builds(
    Group,
    language=st.sampled_from(["id", "en"]),
    blocked=st.booleans(),
    employed=st.booleans(),
    zone=st.sampled_from([None, "Asia/Jakarta", "Europe/Berlin"]),
    last=st.none() | instants,
    people=st.integers(1, 99),
)


@given(known=st.lists(groups, max_size=8), at=instants)
def test_the_parts_are_disjoint_and_make_up_the_audience(known: list[Group], at: datetime) -> None:
    told = rehearsed(DRAFT, known, at, PACE, 0)

    parts = told.blocked + told.never + told.rationed.people + told.quiet.people
    at_once = sum(
        one.people
        for one in known
        if not one.blocked
        and (one.last is None or one.last + _within(one) <= at)
        and opening(Class.BROADCAST, at, ZoneInfo(one.zone or "Asia/Jayapura"), Calendar()) == at
    )
    assert parts + at_once == told.size == sum(one.people for one in known)
    assert told.done_at >= at
    for later in (told.rationed, told.quiet):
        assert (later.first is None) == (later.people == 0)
        assert later.first is None or at < later.first < at + LIFETIME


def _within(group: Group) -> timedelta:
    return timedelta(days=1) if group.employed else timedelta(weeks=1)
