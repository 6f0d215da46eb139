"""Whether what is due leaves now, waits, or is not wanted any more."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.audience import Topic
from bot.domain.calendar import Calendar
from bot.domain.delivery import BUDGET, Budget, Class, Delivery, Kind, State, affordable
from bot.domain.dispatch import MUTED, dispatched
from bot.domain.people import Addressee
from tests.factories import MORNING, a_delivery

JAYAPURA = ZoneInfo("Asia/Jayapura")
CITIZEN, EMPLOYEE = Addressee("id"), Addressee("id", name="Ahmad", unit="KTP elektronik")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def a_message(
    kind: Kind = Kind.MESSAGE, class_: Class = Class.BROADCAST, days: int = 1
) -> Delivery:
    return replace(a_delivery(class_, expires_in=timedelta(days=days)), kind=kind)


def sent(
    delivery: Delivery,
    to: Addressee | None = CITIZEN,
    left: tuple[datetime, ...] = (),
    now: datetime = MORNING,
) -> Delivery:
    return dispatched(delivery, to, left, now, JAYAPURA, Calendar())


def test_what_may_leave_is_as_it_was() -> None:
    assert sent(a_message()) == a_message()


@pytest.mark.parametrize(
    ("to", "state", "reason"),
    [
        (None, State.CANCELLED, None),
        (replace(CITIZEN, blocked=True), State.BLOCKED, None),
        (replace(CITIZEN, muted=frozenset({Topic.NEWS.value})), State.CANCELLED, MUTED),
        (replace(CITIZEN, muted=frozenset({Topic.UNFINISHED.value})), State.SENDING, None),
    ],
)
def test_what_nobody_wants_ends(to: Addressee | None, state: State, reason: str | None) -> None:
    after = sent(a_message(), to)

    assert (after.state, after.reason) == (state, reason)


def test_what_came_too_late_has_expired() -> None:
    assert sent(a_message(), now=MORNING + DAY).state is State.EXPIRED


def test_at_night_it_waits_for_the_morning_of_its_reader() -> None:
    evening = MORNING + 12 * HOUR
    nine_hours_behind = replace(CITIZEN, zone=ZoneInfo("UTC"))

    waiting = sent(a_message(), now=evening)

    assert (waiting.state, waiting.due_at) == (State.PENDING, MORNING + 23 * HOUR)
    assert sent(a_message(), nine_hours_behind, now=evening).state is State.SENDING


def test_at_night_what_does_not_last_till_the_morning_has_expired() -> None:
    soon_over = replace(a_message(), expires_at=MORNING + 20 * HOUR)

    assert sent(soon_over, now=MORNING + 12 * HOUR).state is State.EXPIRED


def test_a_citizen_has_one_broadcast_a_week_and_an_employee_one_a_day() -> None:
    yesterday = (MORNING - DAY + HOUR,)

    assert sent(a_message(), CITIZEN, yesterday).state is State.OVER_BUDGET
    postponed = sent(a_message(), EMPLOYEE, yesterday)
    assert (postponed.state, postponed.due_at) == (State.PENDING, MORNING + HOUR)
    assert sent(a_message(), EMPLOYEE, (MORNING - DAY,)).state is State.SENDING
    assert sent(a_message(), CITIZEN, (MORNING - 7 * DAY,)).state is State.SENDING


def test_an_employee_has_two_nudges_a_week() -> None:
    nudge = a_message(Kind.UNFINISHED, Class.NUDGE, days=7)

    assert sent(nudge, EMPLOYEE, (MORNING - DAY,)).state is State.SENDING
    # Free on Sunday morning, when nobody works.
    postponed = sent(nudge, EMPLOYEE, (MORNING - DAY, MORNING - 2 * DAY))
    assert (postponed.state, postponed.due_at) == (State.PENDING, MORNING + 6 * DAY - HOUR)


def test_a_duty_has_no_budget() -> None:
    often = tuple(MORNING - n * HOUR for n in range(20))

    assert sent(a_message(Kind.UNFINISHED, Class.DUTY), CITIZEN, often).state is State.SENDING


@pytest.mark.parametrize("kind", [Kind.CORRECTION, Kind.DELETION])
def test_what_mends_a_message_leaves_at_any_time(kind: Kind) -> None:
    assert sent(a_message(kind), CITIZEN, (MORNING,), MORNING + 12 * HOUR).state is State.SENDING


instants = st.timedeltas(timedelta(0), timedelta(days=30)).map(lambda ago: MORNING - ago)


@given(budget=st.sampled_from(sorted(BUDGET.values(), key=str)), left=st.lists(instants))
def test_the_budget_is_kept_whenever_it_is_said_to_be(
    budget: Budget, left: list[datetime]
) -> None:
    at = affordable(budget, left, MORNING)

    assert at >= MORNING
    assert sum(at - budget.within < one <= at for one in left) < budget.most
    if at > MORNING:
        a_moment_before = at - timedelta(microseconds=1)
        recent = [one for one in left if one > a_moment_before - budget.within]
        assert len(recent) >= budget.most
