"""A campaign: steps that answer what people object to, chosen by where each person stands.

Stages are those of ADKAR (J. M. Hiatt, 2006): who is aware that a change is needed comes to want
it, to know how, to be able, and to be confirmed in it. A person is placed by what they answered
about the steps, and the next step is the one for that stage.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.audience import Audience
from bot.domain.experiment import Arm, Outcome, Spread

__all__ = [
    "ITEMS",
    "STAGES",
    "Ask",
    "Campaign",
    "Item",
    "Link",
    "Objection",
    "Reaction",
    "Stage",
    "Standing",
    "Step",
    "Stored",
    "after_item",
    "after_reaction",
    "slots",
    "step_for",
]


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
    """What the pulse asks to agree with, from 1 to 5."""

    NEEDED = "needed"
    USEFUL = "useful"
    SUPPORTED = "supported"
    ABLE = "able"
    WILLING = "willing"
    BURDEN = "burden"


ITEMS = {
    Item.NEEDED: Stage.AWARENESS,
    Item.BURDEN: Stage.AWARENESS,
    Item.USEFUL: Stage.DESIRE,
    Item.WILLING: Stage.DESIRE,
    Item.ABLE: Stage.ABILITY,
    Item.SUPPORTED: Stage.REINFORCEMENT,
}
"""The stage that each item tells of."""

REVERSED = {Item.BURDEN}
"""Who agrees with these speaks against the change."""

LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True, slots=True)
class Link:
    """A button that leads elsewhere, with its words by language."""

    labels: Mapping[str, str]
    url: str


@dataclass(frozen=True, slots=True)
class Step:
    """One message of a campaign: so long after joining, or on a day.

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
        """The instant it belongs to, as in "D+7" or "2026-12-01"."""
        if isinstance(self.when, timedelta):
            return f"D+{self.when.days}"
        return self.when.isoformat()


@dataclass(frozen=True, slots=True)
class Objection:
    """What people hold against the change, and what is to be said to it; both by language."""

    code: str
    labels: Mapping[str, str]
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Campaign:
    """A version of a campaign, which never changes; `measured` is how long after its last day its
    outcome still counts."""

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


@dataclass(frozen=True, slots=True)
class Stored:
    """A campaign as it is kept: how far it has come, and its newest version by its number."""

    id: int
    standing: Standing
    number: int
    campaign: Campaign


def slots(campaign: Campaign) -> list[str]:
    """Its instants, each once, in the order of its steps."""
    return list(dict.fromkeys(step.slot for step in campaign.steps))


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


def after_reaction(stage: Stage, reaction: Reaction, step: Step) -> Stage:
    """Who agrees with a step has passed its stage; who does not stays, and is told more of it."""
    if reaction is not Reaction.AGREES:
        return stage
    return max(stage, _beyond(step.stage or stage), key=STAGES.index)


def after_item(stage: Stage, item: Item, value: int) -> Stage:
    """Agreeing with an item has passed its stage, disagreeing leads back to it, 3 says neither."""
    agreed = LOWEST + HIGHEST - value if item in REVERSED else value
    middle = (LOWEST + HIGHEST) / 2
    if agreed > middle:
        return max(stage, _beyond(ITEMS[item]), key=STAGES.index)
    return min(stage, ITEMS[item], key=STAGES.index) if agreed < middle else stage


def _beyond(stage: Stage) -> Stage:
    return STAGES[min(STAGES.index(stage) + 1, len(STAGES) - 1)]
