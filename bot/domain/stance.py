"""What a person has answered in a campaign, and the stage that it places them at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from statistics import fmean
from typing import NamedTuple

from bot.domain.campaign import STAGES, Ask, Item, Objection, Reaction, Stage, Step
from bot.domain.people import Addressee
from bot.domain.survey import Question

__all__ = [
    "HIGHEST",
    "ITEMS",
    "LOWEST",
    "OTHER",
    "Said",
    "Score",
    "Spot",
    "Stance",
    "Told",
    "agreement",
    "objected",
    "pulse",
    "reacted",
    "scored",
]

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

OTHER = ""
"""The code of what somebody objects in their own words."""


class Score(NamedTuple):
    """How far somebody agrees with an item, from LOWEST to HIGHEST."""

    item: Item
    value: int


@dataclass(frozen=True, slots=True)
class Said:
    """What was answered to one step, each at most once; `objections` are codes."""

    reaction: Reaction | None = None
    objections: tuple[str, ...] = ()
    score: Score | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """Where a person stands, and what they said to each step by its code, in order."""

    stage: Stage = Stage.AWARENESS
    said: Mapping[str, Said] = field(default_factory=dict)

    def to(self, step: Step) -> Said:
        """What was said to this step."""
        return self.said.get(step.code, Said())


class Spot(NamedTuple):
    """A step by its place in a version of a campaign."""

    campaign_id: int
    number: int
    place: int


@dataclass(frozen=True, slots=True)
class Told:
    """A step as one person has it, with what they said to it.

    `item` is the question of the pulse that it asks, if any; of an `over` campaign nothing is
    noted any more.
    """

    spot: Spot
    step: Step
    objections: tuple[Objection, ...]
    to: Addressee
    said: Said = field(default_factory=Said)
    item: Question | None = None
    over: bool = False


def reacted(stance: Stance, step: Step, reaction: Reaction) -> Stance:
    """Who agrees with a step has passed its stage; who does not stays, and is told more of it.

    The first answer counts.
    """
    before = stance.to(step)
    if step.ask is not Ask.REACTION or before.reaction is not None:
        return stance
    after = _with(stance, step, replace(before, reaction=reaction))
    if reaction is not Reaction.AGREES:
        return after
    return replace(after, stage=_later(stance.stage, _beyond(step.stage or stance.stage)))


def objected(stance: Stance, step: Step, code: str) -> Stance:
    """An objection is noted once for each step; it moves nobody."""
    before = stance.to(step)
    if step.ask not in {Ask.REACTION, Ask.OBJECTION} or code in before.objections:
        return stance
    return _with(stance, step, replace(before, objections=(*before.objections, code)))


def scored(stance: Stance, step: Step, value: int) -> Stance:
    """Who agrees with an item of the stage where they stand has passed it; disagreeing leads back
    to the item's stage, and the middle says neither.

    One stands at the first stage that is not passed, whatever one thinks of later ones. The first
    answer to a step counts.
    """
    before = stance.to(step)
    if step.item is None or before.score is not None or not LOWEST <= value <= HIGHEST:
        return stance
    score = Score(step.item, value)
    after = _with(stance, step, replace(before, score=score))
    of, agreed = ITEMS[step.item], agreement(score)
    middle = (LOWEST + HIGHEST) / 2
    if agreed > middle and of is stance.stage:
        return replace(after, stage=_beyond(of))
    if agreed < middle:
        return replace(after, stage=min(stance.stage, of, key=STAGES.index))
    return after


def agreement(score: Score) -> int:
    """How far it speaks for the change, from LOWEST to HIGHEST."""
    return LOWEST + HIGHEST - score.value if score.item in REVERSED else score.value


def pulse(scores: Iterable[Score]) -> float | None:
    """The mean agreement over the items, each as it was answered last; None for no answer."""
    latest = {one.item: agreement(one) for one in scores}
    return fmean(latest.values()) if latest else None


def _with(stance: Stance, step: Step, said: Said) -> Stance:
    return replace(stance, said={**stance.said, step.code: said})


def _later(one: Stage, other: Stage) -> Stage:
    return max(one, other, key=STAGES.index)


def _beyond(stage: Stage) -> Stage:
    return STAGES[min(STAGES.index(stage) + 1, len(STAGES) - 1)]
