"""A campaign: steps that answer what people object to, chosen by where each person stands.

Stages are those of ADKAR (J. M. Hiatt, 2006): who is aware that a change is needed comes to want
it, to know how, to be able, and to be confirmed in it. A person is placed by what they answered
about the steps, and the next step is the one for that stage.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from bot.domain import reminder
from bot.domain.audience import Audience
from bot.domain.calendar import Calendar
from bot.domain.delivery import BUDGET, Class
from bot.domain.errors import NotNow
from bot.domain.experiment import Arm, Outcome, Spread

__all__ = [
    "STAGES",
    "Ask",
    "Campaign",
    "Due",
    "Item",
    "Link",
    "Objection",
    "Participant",
    "Reaction",
    "Stage",
    "Standing",
    "Step",
    "Stored",
    "days",
    "declared",
    "due_on",
    "ended",
    "launched",
    "left_out",
    "paused",
    "resumed",
    "slots",
    "step_for",
]


DAY = timedelta(days=1)

A_WEEK = BUDGET[Class.NUDGE, True]
"""So many steps an employee may get within so much time."""

LIFETIME = 7 * DAY
"""So long a step may be told after its day: longer, and it would come out of its order."""


class Stage(StrEnum):
    """Where a person stands towards a change."""

    AWARENESS = "awareness"
    DESIRE = "desire"
    KNOWLEDGE = "knowledge"
    ABILITY = "ability"
    REINFORCEMENT = "reinforcement"


STAGES = tuple(Stage)
"""In the order in which they are passed; everybody begins with the first."""


class Standing(StrEnum):
    """How far a campaign has come."""

    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class Ask(StrEnum):
    """The one question that a step may carry."""

    REACTION = "reaction"
    OBJECTION = "objection"
    PULSE = "pulse"


class Reaction(StrEnum):
    """What somebody thinks of a step."""

    AGREES = "agrees"
    DOUBTS = "doubts"
    OBJECTS = "objects"


class Item(StrEnum):
    """What the pulse asks to agree with, from 1 to 5, by the names in `instruments/pulse.md`."""

    NEEDED = "perlu"
    USEFUL = "manfaat"
    SUPPORTED = "dukungan"
    ABLE = "mampu"
    WILLING = "mau"
    BURDEN = "beban"


@dataclass(frozen=True, slots=True)
class Link:
    """A button that leads elsewhere, with its words by language."""

    labels: Mapping[str, str]
    url: str


@dataclass(frozen=True, slots=True)
class Step:
    """One message of a campaign: so long after joining, or on a day; or, where it is less than
    nothing, the words of a reminder so long before a session.

    For who stands at its stage (None: for everybody who has no step of their own there), in these
    arms (none named: in all that are addressed); `texts` are plain, by language.
    """

    code: str
    when: timedelta | date
    texts: Mapping[str, str]
    stage: Stage | None = None
    ask: Ask | None = None
    item: Item | None = None
    picture: str | None = None
    link: Link | None = None
    arms: tuple[str, ...] = ()

    @property
    def slot(self) -> str:
        """The instant it belongs to, as in "D+7" or "2026-12-01", or the slot of a reminder."""
        if not isinstance(self.when, timedelta):
            return self.when.isoformat()
        before = self.when < timedelta(0)
        return reminder.slot(-self.when) if before else f"D+{self.when.days}"


@dataclass(frozen=True, slots=True)
class Objection:
    """What people hold against the change, and what is to be said to it; both by language."""

    code: str
    labels: Mapping[str, str]
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Campaign:
    """A version of a campaign, which never changes; `measured` is how long after its last day its
    outcome still counts.

    One about a `training`, by its code, sends nothing of its own: its steps are the words with
    which the reminders of that training begin.
    """

    code: str
    goal: str
    audience: Audience
    first_day: date
    last_day: date
    steps: tuple[Step, ...]
    objections: tuple[Objection, ...]
    outcome: Outcome
    measured: timedelta
    arms: tuple[Arm, ...]
    spread: Spread = Spread.STRATIFIED
    training: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A campaign as it is kept: how far it has come, and its newest version by its number.

    Once launched it ends after `ends_on`, which a pause puts off; `paused_on` is the day since
    when it rests, `ended_on` the day on which it ended.
    """

    id: int
    standing: Standing
    number: int
    campaign: Campaign
    ends_on: date | None = None
    paused_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Participant:
    """An employee in a campaign, with the arm and the version that they keep to its end.

    `unit_id` is that by which the arm was dealt, `begins_on` the day from which steps count, which
    a pause puts off; None for who has left, to whom nothing is told any more.
    """

    employee_id: int
    unit_id: int
    arm: str
    number: int
    begins_on: date | None


class Due(NamedTuple):
    """What is to be told on a day, and the day on which it is told no more."""

    slot: str
    day: date
    until: date


def slots(campaign: Campaign) -> list[str]:
    """Its instants, each once, in the order of its steps."""
    return list(dict.fromkeys(step.slot for step in campaign.steps))


def due_on(
    campaign: Campaign, begins_on: date, ends_on: date, today: date, calendar: Calendar
) -> list[Due]:
    """What a person who began then is to be told now: that of the last day that had something.

    It may be told until the next one, at most for a week; so nobody gets two at once, and what a
    machine that stood still has missed comes late or not at all. What would fall on a day off
    comes on the next working day, and what would be one too many in a week later, each after the
    other. What lies before the beginning or after the end is nobody's.
    """
    of = days(campaign, begins_on, ends_on, calendar)
    last = max((day for day in of.values() if day <= today), default=None)
    if last is None:
        return []
    until = min((day for day in of.values() if day > last), default=ends_on + DAY)
    until = min(until, last + LIFETIME)
    return [Due(slot, last, until) for slot, day in of.items() if day == last and today < until]


def days(
    campaign: Campaign, begins_on: date, ends_on: date, calendar: Calendar
) -> dict[str, date]:
    """The working day of each instant for who began then; no more in a week than one may get."""
    meant = {step.slot: _day(step, begins_on) for step in campaign.steps}
    found: dict[str, date] = {}
    taken: list[date] = []
    for wanted in sorted({day for day in meant.values() if day >= begins_on}):
        free = [wanted, *(day + DAY for day in taken[-1:])]
        if len(taken) >= A_WEEK.most:
            free.append(taken[-A_WEEK.most] + A_WEEK.within)
        day = calendar.first_working_day(max(free))
        taken.append(day)
        if day <= ends_on:
            found |= {slot: day for slot, each in meant.items() if each == wanted}
    return found


def left_out(campaign: Campaign) -> list[Step]:
    """The first step of every instant that has nothing for some stage.

    Who is told nothing then would show by that where they stand.
    """
    arms = [arm.code for arm in campaign.arms if not arm.holdout]
    first = {step.slot: step for step in reversed(campaign.steps)}
    return [
        step
        for slot, step in first.items()
        if not all(step_for(campaign.steps, slot, stage, arm) for stage in STAGES for arm in arms)
    ]


def declared(before: Campaign, after: Campaign) -> list[str]:
    """What differs that is declared at the launch and stays, by its key in the workbook."""
    parts = {
        "first": (before.first_day, after.first_day),
        "last": (before.last_day, after.last_day),
        "outcome": (before.outcome, after.outcome),
        "measured": (before.measured, after.measured),
        "spread": (before.spread, after.spread),
        "training": (before.training, after.training),
        "arms": (before.arms, after.arms),
    }
    return [key for key, (old, new) in parts.items() if old != new]


def step_for(steps: Iterable[Step], slot: str, stage: Stage, arm: str) -> Step | None:
    """What a person at this stage is told then; None for nothing.

    A step for the stage goes before one for everybody.
    """
    fitting = [
        step
        for step in steps
        if step.slot == slot and step.stage in {None, stage} and arm in (step.arms or (arm,))
    ]
    return next((step for step in fitting if step.stage is stage), fitting[0] if fitting else None)


def launched(one: Stored, today: date) -> Stored:
    """Running from its first day on, or from now; raises NotNow where it is no draft or over."""
    if one.standing is not Standing.DRAFT or today > one.campaign.last_day:
        raise NotNow(one.standing)
    return replace(one, standing=Standing.RUNNING, ends_on=one.campaign.last_day)


def paused(one: Stored, today: date) -> Stored:
    """Nothing is told until it goes on; raises NotNow where it does not run."""
    if one.standing is not Standing.RUNNING:
        raise NotNow(one.standing)
    return replace(one, standing=Standing.PAUSED, paused_on=today)


def resumed(one: Stored, today: date) -> tuple[Stored, timedelta]:
    """Running again, and by how long the rest of it is put off; raises NotNow where it did not
    rest."""
    if one.standing is not Standing.PAUSED or one.paused_on is None or one.ends_on is None:
        raise NotNow(one.standing)
    rest = today - max(one.paused_on, min(one.campaign.first_day, today))
    again = replace(one, standing=Standing.RUNNING, paused_on=None, ends_on=one.ends_on + rest)
    return again, rest


def ended(one: Stored, today: date) -> Stored:
    """Over, whatever is left; raises NotNow where it never ran, or is over."""
    if one.standing not in {Standing.RUNNING, Standing.PAUSED}:
        raise NotNow(one.standing)
    return replace(one, standing=Standing.ENDED, paused_on=None, ended_on=today)


def _day(step: Step, begins_on: date) -> date:
    return begins_on + step.when if isinstance(step.when, timedelta) else step.when
