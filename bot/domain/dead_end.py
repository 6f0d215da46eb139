"""Where a campaign leads nowhere: what is never told, and where somebody is told nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import takewhile
from typing import NamedTuple

from bot.domain.calendar import Calendar
from bot.domain.campaign import (
    STAGES,
    Ask,
    Campaign,
    Due,
    Reaction,
    Stage,
    Step,
    due_on,
    slots,
    step_for,
)
from bot.domain.stance import HIGHEST, LOWEST, Stance, reacted, scored

__all__ = ["DeadEnd", "Gap", "Why", "dead_ends", "timetable"]

DAY = timedelta(days=1)


class Why(StrEnum):
    """What is wrong: nobody is told anything at a stage then, and on; the days that are left for a
    step are all off; the messages of a week are used up; nobody stands at its stage; all have
    their own."""

    SILENT = "silent"
    STUCK = "stuck"
    OFF = "off"
    CROWDED = "crowded"
    UNMET = "unmet"
    SPARE = "spare"


@dataclass(frozen=True, slots=True)
class DeadEnd:
    """One of them: a step (all of an instant that has no day), or an instant, an arm and a
    stage; `people` met it in the rehearsal."""

    why: Why
    slot: str
    step: str = ""
    arm: str = ""
    stage: Stage | None = None
    people: int = 0


class Gap(NamedTuple):
    """Somebody for whom there was nothing to say."""

    number: int
    slot: str
    arm: str
    stage: Stage


def timetable(campaign: Campaign, begins_on: date, ends_on: date, calendar: Calendar) -> list[Due]:
    """All that is told to who joined then, in order; nobody joins on a day off."""
    begins_on = calendar.first_working_day(begins_on)
    days = range((ends_on - begins_on).days + 1)
    found = (due_on(campaign, begins_on, ends_on, begins_on + n * DAY, calendar) for n in days)
    return list(dict.fromkeys(due for some in found for due in some))


def dead_ends(
    campaign: Campaign,
    calendar: Calendar,
    told: Iterable[str],
    gaps: Sequence[Gap],
    over_budget: Iterable[str],
) -> list[DeadEnd]:
    """All of them; `told` are the steps that somebody was told, `gaps` where there was nothing
    to say, `over_budget` the slots that came too soon after others, once for each person."""
    plan = timetable(campaign, campaign.first_day, campaign.last_day, calendar)
    closed = set(slots(campaign)) - {due.slot for due in plan}
    return [
        *_silent(campaign, plan, gaps),
        *_stuck([due.slot for due in plan], gaps),
        *_untold(campaign, closed, set(told), set(over_budget)),
    ]


def _silent(campaign: Campaign, plan: Sequence[Due], gaps: Sequence[Gap]) -> Iterator[DeadEnd]:
    """Where nobody who may stand there, or did, is told anything."""
    met = Counter((gap.slot, gap.arm, gap.stage) for gap in gaps)
    for arm in (arm.code for arm in campaign.arms if not arm.holdout):
        reached = {Stage.AWARENESS}
        for slot in (due.slot for due in plan):
            steps = {stage: step_for(campaign.steps, slot, stage, arm) for stage in STAGES}
            for stage, step in steps.items():
                people = met[slot, arm, stage]
                if step is None and (people or stage in reached):
                    yield DeadEnd(Why.SILENT, slot, "", arm, stage, people)
            reached |= {
                after
                for stage in reached
                if (step := steps[stage]) is not None
                for after in _after(step, stage)
            }


def _after(step: Step, stage: Stage) -> set[Stage]:
    """Where an answer to the step may place somebody who stands there."""
    before = Stance(stage)
    match step.ask:
        case Ask.REACTION:
            return {reacted(before, step, each).stage for each in Reaction}
        case Ask.PULSE:
            return {scored(before, step, n).stage for n in range(LOWEST, HIGHEST + 1)}
        case _:
            return set()


def _stuck(plan: Sequence[str], gaps: Sequence[Gap]) -> Iterator[DeadEnd]:
    """From when on people are told nothing more, though there was more to come than one step."""
    of: dict[int, dict[str, Gap]] = {}
    for gap in gaps:
        of.setdefault(gap.number, {})[gap.slot] = gap
    ends = (list(takewhile(mine.__contains__, reversed(plan))) for mine in of.values())
    lasting = [mine[end[-1]] for mine, end in zip(of.values(), ends, strict=True) if len(end) > 1]
    for (slot, arm, stage), people in sorted(
        Counter((gap.slot, gap.arm, gap.stage) for gap in lasting).items(),
        key=lambda one: (plan.index(one[0][0]), one[0]),
    ):
        yield DeadEnd(Why.STUCK, slot, "", arm, stage, people)


def _untold(
    campaign: Campaign, closed: set[str], told: set[str], over_budget: set[str]
) -> Iterator[DeadEnd]:
    """Steps that nobody got, with why that is."""
    for slot in (slot for slot in slots(campaign) if slot in closed):
        codes = ", ".join(step.code for step in campaign.steps if step.slot == slot)
        yield DeadEnd(Why.OFF, slot, codes)
    for step in campaign.steps:
        if step.code in told or step.slot in closed:
            continue
        if not _ever(campaign, step):
            why = Why.SPARE
        elif step.slot in over_budget:
            why = Why.CROWDED
        elif step.stage is not None:
            why = Why.UNMET
        else:
            # It stands by for whoever has none of their own: nothing is to be mended.
            continue
        yield DeadEnd(why, step.slot, step.code, ", ".join(step.arms), step.stage)


def _ever(campaign: Campaign, step: Step) -> bool:
    """Whether there is an arm and a stage for which it is the one."""
    arms = [arm.code for arm in campaign.arms if not arm.holdout]
    return any(
        step_for(campaign.steps, step.slot, stage, arm) is step for stage in STAGES for arm in arms
    )
