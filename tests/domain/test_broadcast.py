"""One send-out, from its draft to its end."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import broadcast as rules
from bot.domain.audience import Audience, Who
from bot.domain.broadcast import HOLD, LIFETIME, Broadcast, Halt, Stage
from bot.domain.content import Content, Text
from bot.domain.delivery import Kind, State
from bot.domain.errors import NotAllowed, NotNow, Passed
from tests.factories import MORNING

AUTHOR, OTHER = 9001, 9002
A_MOMENT = timedelta(seconds=1)


def a_broadcast(stage: Stage = Stage.DRAFT, *, canary: bool = False) -> Broadcast:
    starts_at = None if stage is Stage.DRAFT else MORNING
    content, audience = Content({"id": Text("Halo")}), Audience(Who.EMPLOYEES)
    return Broadcast(1, Kind.MESSAGE, AUTHOR, stage, content, audience, canary, starts_at)


def test_a_confirmed_broadcast_is_held_for_a_minute() -> None:
    launched = rules.confirm(a_broadcast(), None, MORNING, alone=True)

    assert launched.starts_at == MORNING + HOLD
    assert launched.held(MORNING + HOLD - A_MOMENT)
    assert not launched.held(MORNING + HOLD)
    assert launched.expires_at == MORNING + HOLD + LIFETIME


def test_a_later_time_is_kept_and_an_earlier_one_is_not() -> None:
    tomorrow = MORNING + timedelta(days=1)

    assert rules.confirm(a_broadcast(), tomorrow, MORNING, alone=True).starts_at == tomorrow
    assert rules.confirm(a_broadcast(), MORNING, MORNING, alone=True).starts_at == MORNING + HOLD


def test_a_large_one_waits_for_somebody_else() -> None:
    asked = rules.confirm(a_broadcast(), None, MORNING, alone=False)
    assert asked.stage is Stage.ASKED
    with pytest.raises(NotAllowed):
        rules.approve(asked, AUTHOR, MORNING)

    later = MORNING + timedelta(hours=1)
    launched = rules.approve(asked, OTHER, later)

    assert (launched.stage, launched.starts_at) == (Stage.LAUNCHED, later + HOLD)


def test_a_draft_has_no_end_yet() -> None:
    with pytest.raises(ValueError, match="no time yet"):
        _ = a_broadcast().expires_at


def test_it_is_taken_back_until_it_begins_and_stopped_afterwards() -> None:
    launched = rules.confirm(a_broadcast(), None, MORNING, alone=True)
    for early in (replace(launched, stage=Stage.ASKED), launched):
        assert rules.cancel(early, MORNING).stage is Stage.CANCELLED

    with pytest.raises(NotNow):
        rules.cancel(launched, MORNING + HOLD)
    assert rules.stop(launched).stage is Stage.STOPPED
    assert rules.stop(rules.pause(launched)).stage is Stage.STOPPED


@pytest.mark.parametrize("stage", [Stage.STOPPED, Stage.CANCELLED, Stage.DONE])
def test_what_has_ended_is_not_changed_any_more(stage: Stage) -> None:
    ended = a_broadcast(stage)

    for deed in (rules.pause, rules.resume, rules.stop, rules.finish):
        with pytest.raises(NotNow) as refused:
            deed(ended)
        assert refused.value.stage == stage
    with pytest.raises(NotNow):
        rules.confirm(ended, None, MORNING, alone=True)
    with pytest.raises(NotNow):
        rules.approve(ended, OTHER, MORNING)
    with pytest.raises(NotNow):
        rules.cancel(ended, MORNING - HOLD)


def test_a_deletion_is_launched_at_once_and_about_the_first() -> None:
    after = rules.deletion(a_broadcast(Stage.DONE), OTHER, MORNING)

    assert (after.of_id, after.kind, after.author_id) == (1, Kind.DELETION, OTHER)
    assert (after.stage, after.starts_at, after.id) == (Stage.LAUNCHED, MORNING, 0)
    with pytest.raises(NotNow):
        rules.deletion(a_broadcast(), OTHER, MORNING)
    with pytest.raises(NotNow):
        rules.deletion(after, OTHER, MORNING)


def test_a_correction_is_a_draft_that_says_what_was_sent() -> None:
    before = a_broadcast(Stage.DONE, canary=True)

    draft = rules.correction(before, OTHER)

    assert (draft.stage, draft.kind, draft.starts_at) == (Stage.DRAFT, Kind.CORRECTION, None)
    assert (draft.of_id, draft.author_id, draft.id) == (1, OTHER, 0)
    assert (draft.content, draft.canary) == (before.content, False)
    with pytest.raises(NotNow):
        rules.correction(replace(before, kind=Kind.CORRECTION), OTHER)


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.ASKED, Stage.LAUNCHED, Stage.CANCELLED])
def test_nothing_is_corrected_that_still_leaves(stage: Stage) -> None:
    with pytest.raises(NotNow):
        rules.mendable(a_broadcast(stage))


def test_what_was_taken_back_is_a_draft_again() -> None:
    launched = rules.confirm(a_broadcast(canary=True), None, MORNING, alone=True)

    assert rules.again(launched) == replace(a_broadcast(canary=True), id=0)


def test_another_edition_is_another_message_audience_or_canary() -> None:
    draft = a_broadcast()
    others = [
        replace(draft, content=Content({"id": Text("Hai")})),
        replace(draft, content=Content({"id": Text("Halo", ("Ya",))}, None, (None,))),
        replace(draft, audience=Audience(Who.CITIZENS)),
        replace(draft, audience=Audience(Who.EMPLOYEES, unit_id=1)),
        replace(draft, canary=True),
    ]

    assert len({rules.edition(one) for one in (draft, *others)}) == 6
    assert rules.edition(replace(draft, id=2, stage=Stage.DONE)) == rules.edition(draft)


def test_a_time_that_is_over_is_refused() -> None:
    with pytest.raises(Passed):
        rules.confirm(a_broadcast(), MORNING - A_MOMENT, MORNING, alone=True)


def test_a_canary_goes_first_and_then_the_rest() -> None:
    canary = a_broadcast(Stage.LAUNCHED, canary=True)
    assert rules.allowance(canary, 10_000, {}) == 100
    assert rules.allowance(canary, 300, {}) == 20
    assert rules.allowance(canary, 5, {}) == 5
    under_way = {State.SENT: 60, State.SENDING: 32, State.PENDING: 9_908}
    assert rules.allowance(canary, 10_000, under_way) == 8
    assert rules.judge(canary, 10_000, under_way) == canary

    passed = rules.judge(canary, 10_000, {State.SENT: 99, State.BLOCKED: 1})

    assert (passed.stage, passed.canary) == (Stage.LAUNCHED, False)
    assert rules.allowance(passed, 10_000, {}) is None


@pytest.mark.parametrize(
    ("states", "halt"),
    [
        ({State.SENT: 98, State.BLOCKED: 2}, Halt.BLOCKED),
        ({State.SENT: 94, State.REJECTED: 6}, Halt.REJECTED),
        ({State.SENT: 95, State.REJECTED: 5}, None),
    ],
)
def test_a_bad_canary_halts_the_rest_until_somebody_has_looked(
    states: dict[State, int], halt: Halt | None
) -> None:
    judged = rules.judge(a_broadcast(Stage.LAUNCHED, canary=True), 10_000, states)

    assert judged.halted is halt
    assert (judged.stage is Stage.PAUSED) == (halt is not None)
    if halt is not None:
        assert (rules.resume(judged).canary, rules.resume(judged).halted) == (False, None)


def test_a_pause_does_not_spare_the_canary() -> None:
    paused = rules.pause(a_broadcast(Stage.LAUNCHED, canary=True))

    assert rules.resume(paused).canary


@given(
    size=st.integers(1, 5_000),
    states=st.dictionaries(st.sampled_from(State), st.integers(0, 300)).map(Counter),
)
def test_no_more_than_the_canary_is_ever_tried_before_it_is_judged(
    size: int, states: Counter[State]
) -> None:
    broadcast = a_broadcast(Stage.LAUNCHED, canary=True)

    allowed = rules.allowance(broadcast, size, states)

    assert allowed is not None
    begun = sum(states[s] for s in State if s in rules.TRIED or s is State.SENDING)
    assert 0 <= allowed <= max(20, size // 100 + 1)
    assert allowed + begun <= max(begun, 20, size // 100 + 1)
