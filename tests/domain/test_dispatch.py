"""Whether what is due leaves now, waits, or is not wanted any more."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.audience import Topic
from bot.domain.calendar import Calendar, opening
from bot.domain.delivery import BUDGET, Budget, Class, Delivery, Kind, State, affordable
from bot.domain.dispatch import AT_ANY_HOUR, MUTED, NEVER_TOO_LATE, SETTING_OUT, dispatched
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


def invited(days: int, left: tuple[datetime, ...], ahead: tuple[datetime, ...]) -> Delivery:
    one = a_message(Kind.INVITATION, Class.NUDGE, days=days)
    return dispatched(one, EMPLOYEE, left, MORNING, JAYAPURA, Calendar(), ahead)


def test_an_invitation_makes_way_for_what_comes_within_the_week_as_long_as_it_can_wait() -> None:
    """Thursday's and Friday's; a week after Thursday there is room again."""
    both = (MORNING + 2 * DAY, MORNING + 3 * DAY)

    assert invited(30, (), both[:1]).state is State.SENDING
    after = invited(30, (), both)
    assert (after.state, after.due_at) == (State.PENDING, MORNING + 9 * DAY)
    assert invited(30, (MORNING - DAY,), both[:1]).due_at == MORNING + 6 * DAY
    assert invited(9, (), both).state is State.SENDING
    assert invited(10, (), both).state is State.PENDING


def test_an_invitation_that_cannot_wait_makes_way_for_what_is_due_at_this_moment() -> None:
    now = (MORNING, MORNING - HOUR)

    assert invited(5, (), now).state is State.OVER_BUDGET
    assert invited(5, (), now[:1]).state is State.SENDING


def test_a_duty_has_no_budget() -> None:
    often = tuple(MORNING - n * HOUR for n in range(20))

    assert sent(a_message(Kind.UNFINISHED, Class.DUTY), CITIZEN, often).state is State.SENDING


@pytest.mark.parametrize("kind", [Kind.CORRECTION, Kind.DELETION])
def test_what_mends_a_message_leaves_at_any_time(kind: Kind) -> None:
    assert sent(a_message(kind), CITIZEN, (MORNING,), MORNING + 12 * HOUR).state is State.SENDING


MUTES_ALL = replace(EMPLOYEE, muted=frozenset(topic.value for topic in Topic))
TOPICS = {
    Kind.INVITATION: Topic.LEARNING,
    Kind.REMINDER: Topic.LEARNING,
    Kind.PROGRESS: Topic.PROGRESS,
    Kind.FOLLOW_UP: Topic.QUESTIONS,
    Kind.DIGEST: Topic.RESULTS,
}
OF_LEARNING = [*TOPICS]
NIGHT = MORNING + 12 * HOUR
"""Nine in the evening; it opens eleven hours later."""


@pytest.mark.parametrize("kind", OF_LEARNING)
def test_who_muted_a_kind_is_persuaded_no_more_and_hears_the_others(kind: Kind) -> None:
    muted = replace(EMPLOYEE, muted=frozenset({TOPICS[kind].value}))
    others = replace(EMPLOYEE, muted=frozenset(Topic) - {TOPICS[kind]})
    nudge = a_message(kind, Class.NUDGE)

    assert sent(nudge, muted) == replace(nudge, state=State.CANCELLED, reason=MUTED)
    assert sent(nudge, others).state is State.SENDING


@pytest.mark.parametrize("topic", [Topic.NEWS, Topic.UNFINISHED])
def test_who_muted_something_else_is_still_invited(topic: Topic) -> None:
    muted = replace(EMPLOYEE, muted=frozenset({topic.value}))

    assert sent(a_message(Kind.INVITATION, Class.NUDGE), muted).state is State.SENDING


@pytest.mark.parametrize("kind", [*OF_LEARNING, Kind.CHANGE, Kind.SEAT, Kind.DECISION])
def test_what_is_a_duty_is_told_whatever_was_muted(kind: Kind) -> None:
    assert sent(a_message(kind, Class.DUTY), MUTES_ALL).state is State.SENDING


def test_two_hours_before_the_start_is_any_hour() -> None:
    at_five = MORNING + 20 * HOUR
    starting = replace(a_message(Kind.STARTING, Class.DUTY), expires_at=at_five + 2 * HOUR)
    reminder = replace(starting, kind=Kind.REMINDER)
    often = (at_five - HOUR, at_five - 2 * HOUR)

    assert sent(starting, MUTES_ALL, now=at_five) == starting
    assert sent(replace(starting, class_=Class.NUDGE), EMPLOYEE, often, at_five).state is (
        State.SENDING
    )
    assert sent(reminder, now=at_five).state is State.EXPIRED
    assert sent(starting, now=at_five + 2 * HOUR).state is State.EXPIRED


@pytest.mark.parametrize(
    "kind",
    [Kind.CHANGE, Kind.CANCELLATION, Kind.SEAT, Kind.ASKED, Kind.REPLY, Kind.INVITATION],
)
def test_what_would_come_too_late_in_the_morning_leaves_at_night(kind: Kind) -> None:
    told = a_message(kind, Class.DUTY)
    opens = NIGHT + 11 * HOUR

    for hours in (0, 1, 2):
        soon = replace(told, expires_at=opens + hours * HOUR)
        assert sent(soon, now=NIGHT).state is State.SENDING
    waiting = sent(replace(told, expires_at=opens + 3 * HOUR), now=NIGHT)
    assert (waiting.state, waiting.due_at) == (State.PENDING, opens)
    at_leisure = replace(told, kind=Kind.UNANSWERED, expires_at=opens)
    assert sent(at_leisure, now=NIGHT).state is State.EXPIRED


def test_an_invitation_to_what_one_need_not_attend_is_for_no_night() -> None:
    persuades = a_message(Kind.INVITATION, Class.NUDGE)
    at_eight = replace(persuades, expires_at=NIGHT + 11 * HOUR)

    assert sent(at_eight, EMPLOYEE, now=NIGHT).state is State.EXPIRED


def test_a_change_waits_for_the_end_of_the_friday_prayer() -> None:
    friday_noon = MORNING + 3 * DAY + 3 * HOUR
    told = a_message(Kind.CANCELLATION, Class.DUTY, days=7)

    waiting = sent(told, now=friday_noon)

    assert (waiting.state, waiting.due_at) == (State.PENDING, friday_noon + HOUR)


deliveries = st.builds(
    lambda kind, class_, lasts: replace(a_message(kind, class_), expires_at=MORNING + lasts),
    st.sampled_from(Kind),
    st.sampled_from(Class),
    st.timedeltas(timedelta(minutes=1), timedelta(days=9)),
)
moments = st.timedeltas(timedelta(0), timedelta(days=9)).map(lambda later: MORNING + later)
anybody = st.builds(
    lambda who, muted: replace(who, muted=frozenset(topic.value for topic in muted)),
    st.sampled_from([CITIZEN, EMPLOYEE]),
    st.sets(st.sampled_from(Topic)),
)
leaving = st.lists(st.timedeltas(timedelta(0), timedelta(days=9)), max_size=4)


@given(deliveries, anybody, leaving, moments)
def test_a_duty_waits_at_most_for_the_next_open_hour_and_is_never_muted(
    delivery: Delivery, to: Addressee, ago: list[timedelta], now: datetime
) -> None:
    duty = replace(delivery, class_=Class.DUTY)
    opens = opening(Class.DUTY, now, JAYAPURA, Calendar())
    too_late = duty.kind in NEVER_TOO_LATE and duty.expires_at - opens < SETTING_OUT

    after = sent(duty, to, tuple(now - one for one in ago), now)

    if duty.expires_at <= now:
        assert after.state is State.EXPIRED
    elif duty.kind in AT_ANY_HOUR or opens <= now or too_late:
        assert after == duty
    elif opens < duty.expires_at:
        assert after == replace(duty, state=State.PENDING, due_at=opens)
    else:
        assert after.state is State.EXPIRED


@given(deliveries, anybody, leaving, moments)
def test_what_was_put_off_comes_later_and_in_time_and_leaves_then(
    delivery: Delivery, to: Addressee, ago: list[timedelta], now: datetime
) -> None:
    left = tuple(now - one for one in ago)

    after = sent(delivery, to, left, now)

    if after.state is State.PENDING:
        assert now < after.due_at < after.expires_at
        again = sent(replace(after, state=State.SENDING), to, left, after.due_at)
        assert again.state is State.SENDING


@given(deliveries, anybody, leaving, moments)
def test_what_is_never_too_late_is_never_lost(
    delivery: Delivery, to: Addressee, ago: list[timedelta], now: datetime
) -> None:
    left = tuple(now - one for one in ago)
    for kind in NEVER_TOO_LATE:
        after = sent(replace(delivery, kind=kind, class_=Class.DUTY), to, left, now)

        if now < delivery.expires_at:
            assert after.state in {State.SENDING, State.PENDING}


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
