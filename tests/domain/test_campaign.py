"""Where a person stands in a campaign, and what they are told next."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.audience import Audience, Who
from bot.domain.calendar import Calendar
from bot.domain.campaign import (
    Ask,
    Campaign,
    Stage,
    Standing,
    Step,
    Stored,
    due_on,
    ended,
    launched,
    paused,
    resumed,
    step_for,
)
from bot.domain.errors import NotNow
from bot.domain.experiment import Arm, Outcome

DAY = timedelta(days=1)

stages = st.sampled_from(Stage)
steps = st.builds(
    Step,
    st.just("step"),
    st.sampled_from([0 * DAY, 7 * DAY, date(2026, 12, 1)]),
    st.just({"id": "Halo"}),
    st.none() | stages,
    st.none() | st.sampled_from(Ask),
    arms=st.sampled_from([(), ("a",), ("b",), ("a", "b")]),
)


def step(code: str, stage: Stage | None = None, *arms: str) -> Step:
    return Step(code, 7 * DAY, {"id": code}, stage, Ask.REACTION, arms=arms)


def test_a_step_for_the_stage_goes_before_one_for_everybody() -> None:
    known = [step("all"), step("doubt", Stage.DESIRE), step("b", Stage.ABILITY, "b")]

    assert step_for(known, "D+7", Stage.DESIRE, "a") == known[1]
    assert step_for(known, "D+7", Stage.ABILITY, "a") == known[0]
    assert step_for(known, "D+7", Stage.ABILITY, "b") == known[2]
    assert step_for(known[1:], "D+7", Stage.AWARENESS, "a") is None
    assert step_for(known, "D+8", Stage.DESIRE, "a") is None


@given(st.lists(steps, max_size=8), steps, stages, st.sampled_from("ab"))
def test_whoever_is_told_something_is_told_what_is_meant_for_them(
    known: list[Step], other: Step, stage: Stage, arm: str
) -> None:
    found = step_for([*known, other], other.slot, stage, arm)

    fits = [one for one in [*known, other] if one.slot == other.slot]
    fits = [
        one for one in fits if one.stage in {None, stage} and (not one.arms or arm in one.arms)
    ]
    if found is None:
        assert not fits
    else:
        assert found in fits
        assert found.stage is stage or all(one.stage is None for one in fits)


def test_a_day_and_so_long_after_joining_name_their_instant() -> None:
    assert step("s").slot == "D+7"
    assert Step("s", date(2026, 12, 1), {"id": "s"}).slot == "2026-12-01"


FIRST = date(2026, 12, 1)


class EveryDay(Calendar):
    """An office that never rests."""

    def works(self, day: date) -> bool:  # noqa: ARG002 - As the calendar has it.
        return True


EVERY_DAY = EveryDay()


def campaign(*when: timedelta | date, days: int = 60) -> Campaign:
    known = tuple(Step(f"s{place}", one, {"id": "s"}) for place, one in enumerate(when))
    audience = Audience(Who.EMPLOYEES)
    last, arms = FIRST + days * DAY, (Arm("all"),)
    return Campaign("c", "g", audience, FIRST, last, known, (), Outcome.JP, 0 * DAY, arms)


def told(one: Campaign, begins: date, today: date) -> list[str]:
    return [due.slot for due in due_on(one, begins, one.last_day, today, EVERY_DAY)]


def test_a_step_is_told_from_its_day_until_the_next_one_or_for_a_week() -> None:
    one = campaign(0 * DAY, 3 * DAY, 20 * DAY)

    assert told(one, FIRST, FIRST) == ["D+0"]
    assert told(one, FIRST, FIRST + 2 * DAY) == ["D+0"]
    assert told(one, FIRST, FIRST + 3 * DAY) == ["D+3"]
    assert told(one, FIRST, FIRST + 9 * DAY) == ["D+3"]
    assert told(one, FIRST, FIRST + 10 * DAY) == []
    assert due_on(one, FIRST, one.last_day, FIRST, EVERY_DAY)[0].until == FIRST + 3 * DAY


def test_who_joins_late_begins_at_the_beginning_and_ends_with_all() -> None:
    one = campaign(0 * DAY, 3 * DAY, date(2026, 12, 5), days=10)

    late = FIRST + 8 * DAY
    assert told(one, late, late) == ["D+0"]
    # The day before was for those who were there.
    assert "2026-12-05" not in told(one, late, late)
    assert told(one, late, late + 3 * DAY) == []
    assert due_on(one, late, one.last_day, late, EVERY_DAY)[0].until == one.last_day + DAY


def days(one: Campaign, calendar: Calendar) -> dict[str, date]:
    """The day of each instant for who joins on the first one."""
    found = {}
    for at in range((one.last_day - FIRST).days + 1):
        for due in due_on(one, FIRST, one.last_day, FIRST + at * DAY, calendar):
            found[due.slot] = due.day
    return found


def test_what_falls_on_days_off_comes_on_working_days_one_after_the_other() -> None:
    """FIRST is a Tuesday; the days before and after Christmas are off."""
    one = campaign(0 * DAY, 4 * DAY, 5 * DAY, 24 * DAY, 25 * DAY, 28 * DAY)
    off = Calendar(frozenset(date(2026, 12, day) for day in (24, 25)))

    assert days(one, off) == {
        "D+0": date(2026, 12, 1),
        # Saturday and Sunday.
        "D+4": date(2026, 12, 7),
        "D+5": date(2026, 12, 8),
        # From Christmas Day on.
        "D+24": date(2026, 12, 28),
        "D+25": date(2026, 12, 29),
        # Two a week are enough.
        "D+28": date(2027, 1, 4),
    }


offsets = st.lists(st.integers(0, 40).map(lambda n: n * DAY), min_size=1, max_size=6)


@given(offsets, st.integers(0, 30), st.integers(0, 70))
def test_nobody_is_told_two_instants_at_once_or_outside_the_campaign(
    when: list[timedelta], joined: int, at: int
) -> None:
    one = campaign(*when, days=40)
    begins, today = FIRST + joined * DAY, FIRST + at * DAY
    found = due_on(one, begins, one.last_day, today, EVERY_DAY)

    assert len({due.day for due in found}) <= 1
    assert len({due.slot for due in found}) == len(found)
    assert all(begins <= due.day <= today < due.until <= one.last_day + DAY for due in found)


@given(offsets, st.integers(0, 30))
def test_day_by_day_each_instant_of_the_time_left_is_told(
    when: list[timedelta], joined: int
) -> None:
    one = campaign(*when, days=40)
    begins = FIRST + joined * DAY
    met = [slot for at in range(80) for slot in told(one, begins, begins + at * DAY)]

    mine = {step.slot for step in one.steps if begins + step.when <= one.last_day}  # type: ignore[operator]
    assert set(met) == mine


@given(offsets, st.sets(st.integers(0, 40), max_size=12))
def test_nothing_is_told_on_a_day_off_nor_out_of_its_order_nor_lost_before_the_end(
    when: list[timedelta], off: set[int]
) -> None:
    one = campaign(*when, days=60)
    calendar = Calendar(frozenset(FIRST + n * DAY for n in off))
    found = days(one, calendar)

    assert all(map(calendar.works, found.values()))
    assert found.keys() == {step.slot for step in one.steps}
    in_order = sorted({step.when: step.slot for step in one.steps}.items())
    told = [found[slot] for _when, slot in in_order]
    assert told == sorted(set(told))


def stored(standing: Standing, **more: date) -> Stored:
    return Stored(1, standing, 1, campaign(0 * DAY), **more)


def test_a_rest_puts_off_what_is_left() -> None:
    one = launched(stored(Standing.DRAFT), FIRST)
    assert one.ends_on == FIRST + 60 * DAY
    resting = paused(one, FIRST + 5 * DAY)
    again, rest = resumed(resting, FIRST + 9 * DAY)

    assert rest == 4 * DAY
    assert again.ends_on == FIRST + 64 * DAY
    assert (again.standing, again.paused_on) == (Standing.RUNNING, None)


def test_a_rest_before_the_first_day_costs_nothing() -> None:
    one = launched(stored(Standing.DRAFT), FIRST - 9 * DAY)

    assert resumed(paused(one, FIRST - 8 * DAY), FIRST - 2 * DAY)[1] == 0 * DAY
    assert resumed(paused(one, FIRST - 8 * DAY), FIRST + 2 * DAY)[1] == 2 * DAY


@pytest.mark.parametrize("standing", Standing)
def test_what_can_be_done_depends_on_how_far_it_has_come(standing: Standing) -> None:
    one = stored(standing, ends_on=FIRST + 60 * DAY, paused_on=FIRST)
    possible = {
        launched: {Standing.DRAFT},
        paused: {Standing.RUNNING},
        resumed: {Standing.PAUSED},
        ended: {Standing.RUNNING, Standing.PAUSED},
    }
    for deed, from_here in possible.items():
        if standing in from_here:
            deed(one, FIRST + DAY)
        else:
            with pytest.raises(NotNow):
                deed(one, FIRST + DAY)


def test_a_campaign_whose_last_day_is_over_is_not_launched() -> None:
    with pytest.raises(NotNow):
        launched(stored(Standing.DRAFT), FIRST + 61 * DAY)
