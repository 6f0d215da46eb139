"""How an attempt to deliver ends: for good, or to be tried again."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.delivery import (
    MAX_ATTEMPTS,
    Blocked,
    Class,
    Delivery,
    Outcome,
    Rejected,
    Sent,
    State,
    TryLater,
    Uncertain,
    settle,
)
from tests.factories import MORNING, a_delivery

waits = st.timedeltas(timedelta(0), timedelta(days=2))
outcomes: st.SearchStrategy[Outcome] = st.one_of(
    st.just(Sent()),
    st.just(Blocked()),
    st.just(Rejected("too long")),
    st.just(Uncertain()),
    waits.map(TryLater),
)
classes = st.sampled_from(Class)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(Sent(), State.SENT), (Blocked(), State.BLOCKED), (Rejected("why"), State.REJECTED)],
)
@pytest.mark.parametrize("class_", Class)
def test_an_answer_from_telegram_is_final(outcome: Outcome, state: State, class_: Class) -> None:
    after = settle(a_delivery(class_), outcome, MORNING)

    assert after.state is state
    assert after.attempts == 1
    assert after.reason == ("why" if state is State.REJECTED else None)


@pytest.mark.parametrize("class_", [Class.NUDGE, Class.BROADCAST])
def test_persuasion_that_may_have_arrived_is_not_sent_again(class_: Class) -> None:
    assert settle(a_delivery(class_), Uncertain(), MORNING).state is State.UNCERTAIN


def test_a_duty_that_may_have_arrived_is_sent_again_at_once() -> None:
    later = MORNING + timedelta(hours=1)

    after = settle(a_delivery(Class.DUTY), Uncertain(), later)

    assert after == replace(a_delivery(Class.DUTY, state=State.PENDING, attempts=1), due_at=later)


@pytest.mark.parametrize(
    ("asked", "attempts", "waited"),
    [
        (timedelta(minutes=5), 0, timedelta(minutes=5)),
        (timedelta(seconds=30), 0, timedelta(minutes=1)),
        (timedelta(seconds=30), 3, timedelta(minutes=8)),
    ],
)
def test_a_busy_telegram_is_tried_when_it_said_and_ever_later(
    asked: timedelta, attempts: int, waited: timedelta
) -> None:
    after = settle(a_delivery(attempts=attempts), TryLater(asked), MORNING)

    assert (after.state, after.due_at) == (State.PENDING, MORNING + waited)


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(TryLater(timedelta(0)), State.REJECTED), (Uncertain(), State.UNCERTAIN)],
)
def test_the_last_attempt_ends_it(outcome: Outcome, state: State) -> None:
    before = a_delivery(Class.DUTY, attempts=MAX_ATTEMPTS - 1)

    after = settle(before, outcome, MORNING)

    assert (after.state, after.reason) == (state, "attempts")
    assert settle(replace(before, attempts=MAX_ATTEMPTS - 2), outcome, MORNING).reason is None


def test_what_could_only_be_tried_too_late_expires() -> None:
    wait = timedelta(days=7)

    assert settle(a_delivery(), TryLater(wait), MORNING).state is State.EXPIRED
    before = settle(a_delivery(), TryLater(wait - timedelta(seconds=1)), MORNING)
    assert before.state is State.PENDING


def test_an_outcome_that_nobody_knows_is_refused() -> None:
    with pytest.raises(AssertionError):
        settle(a_delivery(), "sent", MORNING)  # type: ignore[arg-type]  # As mypy does.


def run(delivery: Delivery, given_outcomes: list[Outcome], now: datetime) -> list[Delivery]:
    """Every state on the way, as long as there is something to send."""
    states = [delivery]
    for outcome in given_outcomes:
        if states[-1].state is not State.PENDING:
            break
        states.append(settle(replace(states[-1], state=State.SENDING), outcome, now))
    return states


@given(classes, st.lists(outcomes, min_size=MAX_ATTEMPTS, max_size=MAX_ATTEMPTS + 3))
def test_every_delivery_ends_within_its_attempts(
    class_: Class, given_outcomes: list[Outcome]
) -> None:
    *_, last = run(a_delivery(class_, state=State.PENDING), given_outcomes, MORNING)

    assert last.state not in (State.PENDING, State.SENDING)
    assert 1 <= last.attempts <= MAX_ATTEMPTS


@given(st.sampled_from([Class.NUDGE, Class.BROADCAST]), st.lists(outcomes))
def test_persuasion_arrives_at_most_once(class_: Class, given_outcomes: list[Outcome]) -> None:
    states = run(a_delivery(class_, state=State.PENDING), given_outcomes, MORNING)

    tried = given_outcomes[: len(states) - 1]
    assert sum(isinstance(outcome, Sent | Uncertain) for outcome in tried) <= 1


@given(st.lists(outcomes, min_size=1, max_size=MAX_ATTEMPTS - 1), waits)
def test_a_duty_with_attempts_left_is_never_given_up_as_uncertain(
    given_outcomes: list[Outcome], passed: timedelta
) -> None:
    states = run(a_delivery(Class.DUTY, state=State.PENDING), given_outcomes, MORNING + passed)

    last_try = given_outcomes[len(states) - 2]
    assert states[-1].state is not State.UNCERTAIN
    assert (states[-1].state is State.SENT) is isinstance(last_try, Sent)


@given(classes, outcomes, waits)
def test_nothing_waits_beyond_the_instant_it_expires(
    class_: Class, outcome: Outcome, passed: timedelta
) -> None:
    after = settle(a_delivery(class_, expires_in=timedelta(days=1)), outcome, MORNING + passed)

    assert after.state is not State.PENDING or after.due_at < after.expires_at
