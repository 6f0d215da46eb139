"""Who gets which arm of an experiment, decided before anything is sent; and what it then shows.

Those who are there at the beginning are dealt by permuted blocks: within a block each arm stands
as often as its weight says, in an order that a salted hash draws. Stratified, every unit has
blocks of its own, so that the arms are alike in each; clustered, the units themselves are dealt,
for colleagues who talk to each other. For who comes later a salted hash draws the arm, whatever
others do, so that it matters neither when they come nor in which order.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import accumulate
from math import gcd, inf
from typing import NamedTuple

__all__ = [
    "MATTERS",
    "MEANS",
    "POINTS_THAT_MATTER",
    "SCALE",
    "Arm",
    "Assignment",
    "Design",
    "Estimate",
    "Outcome",
    "Share",
    "Spread",
    "Verdict",
    "assign",
    "of_answers",
    "verdict",
]

POINTS_THAT_MATTER = 0.10
"""A difference of so many parts of a whole is worth finding; where a sample would have shown it
and did not, there is no sign of an effect. Reminders bring 1 to 7 points, a programme more."""


DRAW_BITS = 256


class Outcome(StrEnum):
    """What a campaign is to change, declared when it is launched."""

    REGISTERED = "registered"
    ATTENDED = "attended"
    JP = "jp"
    ANSWERED = "answered"
    STAGE = "stage"
    PULSE = "pulse"


class Spread(StrEnum):
    """Whether people are dealt to the arms within each unit, or whole units are."""

    STRATIFIED = "stratified"
    CLUSTERED = "clustered"


class Verdict(StrEnum):
    """What may be said of a difference."""

    EFFECT = "effect"
    NO_SIGN = "no_sign"
    NOT_YET = "not_yet"


MEANS = frozenset({Outcome.JP, Outcome.PULSE})
"""What is told as a mean; the others are shares of people."""

MATTERS = dict.fromkeys(Outcome, POINTS_THAT_MATTER) | {Outcome.JP: 2.0, Outcome.PULSE: 0.4}
"""How large a difference is worth finding, in the unit of each outcome: of JP too a tenth, of the
20 that a year asks for, and of the four steps of the pulse."""

SCALE = dict.fromkeys(Outcome, (0.0, 1.0)) | {
    Outcome.JP: (0.0, inf),
    Outcome.PULSE: (1.0, 5.0),
}
"""Between what an outcome lies, in its unit: also the ends of any range do."""


@dataclass(frozen=True, slots=True)
class Arm:
    """One way of addressing people; the holdout hears nothing but duty notices."""

    code: str
    weight: int = 1
    holdout: bool = False


@dataclass(frozen=True, slots=True)
class Design:
    """The arms of an experiment and how people are dealt to them; the salt makes it its own."""

    salt: str
    arms: tuple[Arm, ...]
    spread: Spread = Spread.STRATIFIED


class Assignment(NamedTuple):
    """An employee's arm, and the unit by which it was dealt."""

    employee_id: int
    unit_id: int
    arm: str


class Share(NamedTuple):
    """So many of so many."""

    yes: int
    of: int

    @property
    def part(self) -> float:
        """From 0 to 1; 0 of nobody."""
        return self.yes / self.of if self.of else 0.0


class Estimate(NamedTuple):
    """A difference with the ends of its 95 % interval, all in the unit of what was measured."""

    difference: float
    low: float
    high: float


def of_answers(outcome: Outcome) -> bool:
    """Whether only who is asked something can have it, so that a holdout has none."""
    return outcome in {Outcome.ANSWERED, Outcome.STAGE, Outcome.PULSE}


def assign(
    design: Design, units: Mapping[int, int], before: Iterable[Assignment] = ()
) -> list[Assignment]:
    """The arms of these employees (each with the unit), without those who have one already.

    It does not depend on the order in which they are given, and what was dealt before stays.
    """
    known = list(before)
    has = {one.employee_id for one in known}
    new = {one: unit for one, unit in units.items() if one not in has}
    if design.spread is Spread.CLUSTERED:
        return _by_units(design, new, known)
    if known:
        return [Assignment(one, unit, _drawn(design, f"one|{one}")) for one, unit in new.items()]
    found: list[Assignment] = []
    for unit, some in _by_unit(new).items():
        arms = _dealt(design, str(unit), _shuffled(design, some))
        found += [Assignment(one, unit, arm) for one, arm in arms.items()]
    return found


def verdict(
    estimate: Estimate, detectable: float, *, over: bool, matters: float = POINTS_THAT_MATTER
) -> Verdict:
    """What a difference says; `detectable` is what its sample shows four times of five.

    While its window lasts nothing is concluded: who looks often enough finds something always.
    """
    if not over:
        return Verdict.NOT_YET
    if estimate.low > 0 or estimate.high < 0:
        return Verdict.EFFECT
    return Verdict.NO_SIGN if detectable <= matters else Verdict.NOT_YET


def _by_units(
    design: Design, new: Mapping[int, int], known: Sequence[Assignment]
) -> list[Assignment]:
    """Whole units; one that has an arm gives it to who comes to it later."""
    arms = {one.unit_id: one.arm for one in known}
    fresh = {unit for unit in new.values() if unit not in arms}
    if known:
        arms |= {unit: _drawn(design, f"unit|{unit}") for unit in fresh}
    else:
        arms |= _dealt(design, "units", _shuffled(design, fresh))
    return [Assignment(one, unit, arms[unit]) for one, unit in new.items()]


def _by_unit(new: Mapping[int, int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for one, unit in new.items():
        found.setdefault(unit, []).append(one)
    return found


def _drawn(design: Design, what: str) -> str:
    """An arm by its weight."""
    whole = sum(arm.weight for arm in design.arms)
    at = int.from_bytes(_draw(design, f"arm|{what}")) * whole >> DRAW_BITS
    ends = accumulate(arm.weight for arm in design.arms)
    return next(arm.code for arm, end in zip(design.arms, ends, strict=True) if at < end)


def _dealt(design: Design, stratum: str, some: Iterable[int]) -> dict[int, str]:
    """An arm for each in turn."""
    block = _block(design.arms)
    found: dict[int, str] = {}
    order: list[str] = []
    for at, one in enumerate(some):
        number, within = divmod(at, len(block))
        if not order or within == 0:
            order = _permuted(design, stratum, number, block)
        found[one] = order[within]
    return found


def _block(arms: Sequence[Arm]) -> list[str]:
    """Each arm as often as its weight says, in the smallest whole numbers."""
    step = gcd(*(arm.weight for arm in arms))
    return [arm.code for arm in arms for _ in range(arm.weight // step)]


def _permuted(design: Design, stratum: str, number: int, block: Sequence[str]) -> list[str]:
    places = range(len(block))
    drawn = sorted(places, key=lambda place: _draw(design, f"{stratum}|{number}|{place}"))
    return [block[place] for place in drawn]


def _shuffled(design: Design, some: Iterable[int]) -> list[int]:
    return sorted(some, key=lambda one: _draw(design, f"one|{one}"))


def _draw(design: Design, what: str) -> bytes:
    return sha256(f"{design.salt}|{what}".encode()).digest()
