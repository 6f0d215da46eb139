"""What a rehearsal of a campaign showed: what is told to whom, until when, and what is dead."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import quantiles
from typing import NamedTuple

from bot.domain.campaign import STAGES, Campaign, Stage
from bot.domain.dead_end import DeadEnd
from bot.domain.delivery import BUDGET, Class, State
from bot.domain.dispatch import MUTED

__all__ = ["Ending", "Power", "Range", "RunThrough", "Said", "cast", "counted"]

NUDGES = BUDGET[Class.NUDGE, True]


class Said(NamedTuple):
    """A step that was told to somebody, by their number."""

    number: int
    at: datetime
    day: date
    step: str


class Ending(NamedTuple):
    """How something ended that was owed to somebody, and when it was to be told at first."""

    number: int
    slot: str
    due_at: datetime
    state: State
    reason: str | None = None


class Range(NamedTuple):
    """Messages for a person: the fewest, half of them, nine of ten, the most."""

    least: int
    median: float
    ninth: float
    most: int


class Power(NamedTuple):
    """What the arms allow one to find: the smallest difference of shares, from 0 to 1, that they
    show; None where the outcome is a mean, of which that is known only with the result."""

    arm: str
    beside: str
    people: int
    people_beside: int
    detectable: float | None


@dataclass(frozen=True, slots=True)
class RunThrough:
    """The figures of a rehearsal, and what they were counted from: all that was `said`, and the
    `endings` of all that was owed; `owed` counts these by how they ended.

    `over_budget` and `postponed` count people for whom the budget of a week was used up, so that
    they were told something later, or missed it; `needed` is how many each arm needs to show the
    difference that matters, None where that is of means. Nobody finished where `finished_on` is
    None.
    """

    campaign: Campaign
    seed: int
    arms: Mapping[str, int]
    days: Sequence[tuple[date, int]]
    each: Range
    owed: Mapping[State, int]
    over_budget: int
    postponed: int
    muted: int
    blocked: int
    answers: int
    stages: Mapping[Stage, int]
    finished_on: date | None
    power: Sequence[Power]
    needed: int | None
    dead_ends: Sequence[DeadEnd]
    said: Sequence[Said]
    endings: Sequence[Ending]

    @property
    def people(self) -> int:
        """How many were acted."""
        return sum(self.arms.values())

    @property
    def messages(self) -> int:
        """How many left in all."""
        return sum(count for _day, count in self.days)


def cast(people: int, sizes: Sequence[int]) -> list[int]:
    """For each of so many people the place of their unit: as many in proportion as it has."""
    whole, found, filled, place = sum(sizes), [], sizes[0], 0
    for number in range(people):
        # The middle of their share of the whole.
        while filled * 2 * people <= (2 * number + 1) * whole:
            place += 1
            filled += sizes[place]
        found.append(place)
    return found


def counted(
    campaign: Campaign,
    seed: int,
    arms: Mapping[int, str],
    said: Sequence[Said],
    endings: Sequence[Ending],
    stages: Iterable[Stage],
    answers: int,
    power: Sequence[Power],
    needed: int | None,
    dead_ends: Sequence[DeadEnd],
) -> RunThrough:
    """The figures; `arms` are those of all who take part, by their number."""
    shares, days = Counter(arms.values()), Counter(one.day for one in said)
    placed, owed = Counter(stages), Counter(one.state for one in endings)
    late = _used_up(said, endings)
    over = {one.number for one in late if one.state is State.OVER_BUDGET}
    return RunThrough(
        campaign,
        seed,
        {arm.code: shares[arm.code] for arm in campaign.arms},
        sorted(days.items()),
        _range(campaign, arms, said),
        {state: owed[state] for state in State if owed[state]},
        len(over),
        len({one.number for one in late if one.state is State.SENT}),
        len({one.number for one in endings if one.reason == MUTED}),
        len({one.number for one in endings if one.state is State.BLOCKED}),
        answers,
        {stage: placed[stage] for stage in STAGES},
        max(days, default=None),
        power,
        needed,
        dead_ends,
        said,
        endings,
    )


def _used_up(said: Sequence[Said], endings: Sequence[Ending]) -> list[Ending]:
    """What could not leave when it was due because the budget of its reader was used up."""
    left: dict[int, list[datetime]] = {}
    for one in said:
        left.setdefault(one.number, []).append(one.at)
    return [
        one
        for one in endings
        if sum(one.due_at - NUDGES.within < at < one.due_at for at in left.get(one.number, []))
        >= NUDGES.most
    ]


def _range(campaign: Campaign, arms: Mapping[int, str], said: Sequence[Said]) -> Range:
    """Of those whose arm is told something."""
    told = {arm.code for arm in campaign.arms if not arm.holdout}
    heard = Counter(one.number for one in said)
    each = sorted(heard[number] for number, arm in arms.items() if arm in told)
    if len(each) < 2:
        only = each[0] if each else 0
        return Range(only, only, only, only)
    tenths = quantiles(each, n=10, method="inclusive")
    return Range(each[0], tenths[4], tenths[8], each[-1])
