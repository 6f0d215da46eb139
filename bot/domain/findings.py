"""What a campaign has brought: its arms, how they differ, and what people answered, as far as it
may be told.

By intention to treat: whoever was dealt to an arm counts in it to the end, whatever reached them,
also who has left the roster since. Registrations, attendance and JP stand in the office's own
lists, by name; of them an arm of five is told. What was answered is nobody's but who answered it:
of that no count of fewer than five is told or follows, and nothing by unit; and nothing at all
while it runs, as whoever looks before and after a tap would know what was tapped.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import fmean
from typing import NamedTuple

from bot.domain.campaign import STAGES, Ask, Item, Reaction, Stage, Standing, Step, Stored
from bot.domain.experiment import Arm, Assignment, Estimate, Outcome, Verdict, of_answers
from bot.domain.response import RELEASE_SIZE
from bot.domain.stance import Said, Score, Stance, agreement, pulse
from bot.domain.suppression import may_be_told, tellable

__all__ = [
    "ANSWERED",
    "FEWEST",
    "Answers",
    "Attitudes",
    "Basis",
    "Contrast",
    "Exposure",
    "Findings",
    "Group",
    "ItemFound",
    "Measure",
    "StepFound",
    "enough",
    "is_over",
    "is_running",
    "items",
    "key_cell",
    "last_day",
    "objections",
    "place",
    "places",
    "pulse_of",
    "rows_of_items",
    "sent",
    "steps",
    "until",
]

FEWEST = RELEASE_SIZE
"""So many people an arm has of which anything is told."""

ANSWERED = "answered"
"""What was said to a step otherwise than by a reaction: an objection alone, or an item."""


Reply = tuple[str, str]
"""The code of a step, and what was said to it."""

REST: Reply = ("", "")
"""Who said nothing."""


class Measure(NamedTuple):
    """The outcome of an arm with its 95 % interval.

    `yes` of `of` people; or (then `yes` is None) a mean of so many, of units where these were
    dealt.
    """

    of: int
    yes: int | None
    value: float
    low: float
    high: float


class Contrast(NamedTuple):
    """An arm against another; without an estimate there is none that may be told, and without what
    is detectable they are too few to show any."""

    arm: str
    against: str
    estimate: Estimate | None
    detectable: float | None
    verdict: Verdict


class Group(NamedTuple):
    """An arm: how many people and units were dealt to it, and how many people a step reached."""

    arm: Arm
    people: int
    units: int
    reached: int


class Exposure(NamedTuple):
    """To how many a slot's step was owed, and how many it was sent to."""

    owed: int
    sent: int


NOT_SENT = Exposure(0, 0)


class StepFound(NamedTuple):
    """A step, what was owed and sent in its slot, and how many said what, where it may be told: of
    nobody while it runs."""

    code: str
    slot: str
    exposure: Exposure
    said: Mapping[str, int]


class ItemFound(NamedTuple):
    """An item of the pulse: how many answered it, and the mean agreement of their last answers.

    `again` has how many answered more than once, with the means of their first and last answers.
    """

    item: Item
    people: int
    mean: float
    again: tuple[int, float, float] | None


@dataclass(frozen=True, slots=True)
class Attitudes:
    """What people answered, as far as it may be told: nothing while it runs.

    `stages` says by arm how many stand where, None for who has said nothing; `alpha` is
    Cronbach's, with how many answered every item.
    """

    stages: Mapping[str, Mapping[Stage | None, int]] = field(default_factory=dict)
    steps: tuple[StepFound, ...] = ()
    objections: Mapping[str, int] = field(default_factory=dict)
    items: tuple[ItemFound, ...] = ()
    alpha: tuple[int, float] | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What is told of the answers, once and for all: also the outcome, where it is of them."""

    attitudes: Attitudes
    groups: tuple[Group, ...]
    measures: Mapping[str, Measure] = field(default_factory=dict)
    contrasts: tuple[Contrast, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """All that is known of a campaign but what is sealed.

    `done` is the outcome by employee, where it stands in the office's own lists; `steps` are
    those that anybody was on, `kept` is what is told of the answers since it has ended.
    """

    found: Stored
    today: date
    assigned: Sequence[Assignment]
    done: Mapping[int, int]
    reached: Mapping[str, int]
    steps: Sequence[Step]
    exposures: Mapping[str, Exposure]
    kept: Answers | None


@dataclass(frozen=True, slots=True)
class Findings:
    """All that is told of a campaign on a day.

    Each of its contrasts has an interval of this `level`, so that all of them together hold with
    95 %; `until` is the last day that counts, `over` says that it has passed.
    """

    found: Stored
    until: date
    over: bool
    groups: tuple[Group, ...]
    measures: Mapping[str, Measure]
    contrasts: tuple[Contrast, ...]
    level: float
    attitudes: Attitudes

    @property
    def cut_short(self) -> bool:
        """Whether it was ended before its last day: who stops at a good moment finds too much."""
        return last_day(self.found) < (self.found.ends_on or self.found.campaign.last_day)


def last_day(one: Stored) -> date:
    """On which it told something, or will."""
    ends_on = one.ends_on or one.campaign.last_day
    return ends_on if one.ended_on is None else min(ends_on, one.ended_on)


def until(one: Stored) -> date:
    """The last day on which its outcome counts: after the end nobody is asked anything more."""
    if of_answers(one.campaign.outcome):
        return last_day(one)
    return last_day(one) + one.campaign.measured


def is_over(one: Stored, today: date) -> bool:
    """Whether its window has passed; one that rests goes on some day. Of answers, whether it has
    ended, whatever day it is: none comes any more."""
    if of_answers(one.campaign.outcome):
        return not is_running(one)
    return one.standing is not Standing.PAUSED and today > until(one)


def is_running(one: Stored) -> bool:
    """Whether answers are noted still."""
    return one.standing is not Standing.ENDED


def key_cell(outcome: Outcome) -> Stage | None:
    """Of the places where people stand, that of those who do not have this outcome."""
    return Stage.AWARENESS if outcome is Outcome.STAGE else None


def place(outcome: Outcome, stance: Stance | None) -> Stage | None:
    """Where somebody is counted, None for who has said nothing.

    Where the outcome is whether somebody's stage moved, these count among those whose did not.
    """
    return key_cell(outcome) if stance is None else stance.stage


def places(
    outcome: Outcome, arms: Mapping[str, tuple[int, Sequence[Stance]]]
) -> dict[str, dict[Stage | None, int]]:
    """How many of each arm, given with its size and what was answered in it, stand where.

    What tells the outcome is hidden last. A place is told of every arm or of none: else the others
    and the figures of all would tell it.
    """
    found = {arm: _places(outcome, people, stances) for arm, (people, stances) in arms.items()}
    common = [one for one in (None, *STAGES) if all(one in cells for cells in found.values())]
    return {arm: {one: cells[one] for one in common} for arm, cells in found.items()}


def sent(known: Iterable[Step], exposures: Mapping[str, Exposure]) -> tuple[StepFound, ...]:
    """What was sent of each step, which is nobody's answer, and nothing of what was said to it."""
    return tuple(
        StepFound(one.code, one.slot, exposures.get(one.slot, NOT_SENT), {}) for one in known
    )


def steps(
    known: Iterable[Step], exposures: Mapping[str, Exposure], stances: Sequence[Stance]
) -> tuple[StepFound, ...]:
    """What was said to each step.

    Those of a slot share the people it was sent to. Of these, and of all who have answered
    anything, the rest said nothing to it, which must not tell of anybody either.
    """
    counts = Counter((code, _how(said)) for one in stances for code, said in one.said.items())
    slots: dict[str, list[Step]] = {}
    for step in known:
        slots.setdefault(step.slot, []).append(step)
    found: list[StepFound] = []
    for slot, some in slots.items():
        exposure = exposures.get(slot, NOT_SENT)
        cells = {(one.code, how): counts[one.code, how] for one in some for how in _asked(one)}
        told = _beside(cells, (exposure.sent, len(stances)))
        found += [
            StepFound(
                one.code,
                slot,
                exposure,
                {how: n for (of, how), n in told.items() if of == one.code},
            )
            for one in some
        ]
    return tuple(found)


def objections(stances: Sequence[Stance]) -> dict[str, int]:
    """How many of those who answered raised which objection, by its code, the most frequent
    first."""
    raised = [{code for said in one.said.values() for code in said.objections} for one in stances]
    counts = Counter(code for one in raised for code in one)
    return {code: n for code, n in counts.most_common() if may_be_told(n, len(stances))}


def items(people: int, stances: Sequence[Stance]) -> tuple[ItemFound, ...]:
    """The pulse of so many people who were addressed."""
    by_item: dict[Item, list[list[int]]] = {item: [] for item in Item}
    for one in stances:
        for item, answers in _answers(one).items():
            by_item[item].append(answers)
    return tuple(
        ItemFound(item, len(found), fmean(one[-1] for one in found), _again(found))
        for item, found in by_item.items()
        if enough(len(found), people) and enough(len(found), len(stances))
    )


def enough(some: int, of: int) -> bool:
    """Whether a mean of so many of so many may be told: that nobody is left tells nothing."""
    return some >= RELEASE_SIZE and (some == of or may_be_told(some, of))


def pulse_of(one: Stance) -> float | None:
    """Its mean over the items; None for who answered none."""
    return pulse(_scores(one))


def rows_of_items(stances: Iterable[Stance]) -> list[list[int]]:
    """The last answers of each who answered all items that anybody did."""
    rows = [_answers(one) for one in stances]
    asked = [item for item in Item if any(item in row for row in rows)]
    return [[row[item][-1] for item in asked] for row in rows if len(row) == len(asked) > 1]


def _places(outcome: Outcome, people: int, stances: Sequence[Stance]) -> dict[Stage | None, int]:
    key = key_cell(outcome)
    counts: Counter[Stage | None] = Counter(one.stage for one in stances)
    counts[key] += people - len(stances)
    cells = {one: counts[one] for one in dict.fromkeys((key, *STAGES))}
    if people < FEWEST:
        return {}
    if outcome in {Outcome.ANSWERED, Outcome.STAGE}:
        return tellable(cells, keep=[key])
    return tellable(cells, spare=[key])


def _answers(one: Stance) -> dict[Item, list[int]]:
    """How far each answer to each item speaks for the change, in order."""
    found: dict[Item, list[int]] = {}
    for score in _scores(one):
        found.setdefault(score.item, []).append(agreement(score))
    return found


def _scores(one: Stance) -> Iterable[Score]:
    return (said.score for said in one.said.values() if said.score is not None)


def _again(found: Sequence[Sequence[int]]) -> tuple[int, float, float] | None:
    """None also where the others are so few that theirs would follow."""
    twice = [one for one in found if len(one) > 1]
    if not enough(len(twice), len(found)):
        return None
    return len(twice), fmean(one[0] for one in twice), fmean(one[-1] for one in twice)


def _beside(cells: Mapping[Reply, int], wholes: Iterable[int]) -> dict[Reply, int]:
    """Those that may be told beside each of these sums, of which the cells are a part.

    That nobody of it is left tells of nobody.
    """
    said, told = sum(cells.values()), dict(cells)
    for whole in wholes:
        rest = {REST: whole - said} if whole > said else {}
        safe = tellable({**cells, **rest}, spare=[REST])
        told = {reply: n for reply, n in told.items() if reply in safe}
    return told


def _asked(step: Step) -> tuple[str, ...]:
    """What can be said to a step."""
    if step.ask is Ask.REACTION:
        return tuple(Reaction)
    return () if step.ask is None else (ANSWERED,)


def _how(said: Said) -> str:
    return ANSWERED if said.reaction is None else said.reaction.value
