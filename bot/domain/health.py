"""How well the channels work: what is measured, what is to be reached, and what is alarming.

All of it follows from counts for a unit and a day, or of all messages: nothing is of a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import inf

from bot.domain.period import Period

__all__ = [
    "BOUNDS",
    "Channel",
    "Health",
    "Measure",
    "Standing",
    "blocks",
    "completion",
    "left",
    "median_seconds",
    "standing",
]

LEFT, SECONDS = "left:", "seconds:"
"""How the names of these counters begin."""


class Measure(StrEnum):
    """What is measured: of those who answered the first question, the share that sent their
    answers; within how many seconds half of them did; blocks per 1,000 messages delivered."""

    COMPLETION = "completion"
    SECONDS = "seconds"
    BLOCKS = "blocks"


class Standing(StrEnum):
    """Whether a target is reached."""

    REACHED = "reached"
    MISSED = "missed"
    ALARM = "alarm"


BOUNDS: Mapping[Measure, tuple[float, float]] = {
    Measure.COMPLETION: (0.80, 0.70),
    Measure.SECONDS: (120, 180),
    Measure.BLOCKS: (5, 10),
}
"""What is to be reached, and beyond what it is alarming."""


@dataclass(frozen=True, slots=True)
class Health:
    """One period; without a measure of which there is nothing to measure.

    `left` are the questions at which interviews were left, the most first, and how many.
    """

    period: Period
    submitted: int
    measures: Mapping[Measure, float]
    left: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Channel:
    """How it went at a unit and all below it, the oldest period first.

    Messages are those of the whole bot, as most belong to no unit, and are told of the last period
    alone.
    """

    unit_id: int
    title: str
    found: tuple[Health, ...]


def standing(measure: Measure, value: float) -> Standing:
    """Where a value stands; some are to be high, others to be low."""
    target, alarm = BOUNDS[measure]
    sign = 1 if target > alarm else -1
    if sign * value >= sign * target:
        return Standing.REACHED
    return Standing.MISSED if sign * value >= sign * alarm else Standing.ALARM


def completion(counts: Mapping[str, int], first: str) -> float | None:
    """Of interviews that ended, and not at the question that is asked first, how many were sent.

    What still runs has not ended; None where nothing has.
    """
    sent = counts.get("submitted", 0)
    given_up = sum(n for question, n in left(counts) if question != first)
    return float(Fraction(sent, sent + given_up)) if sent + given_up else None


def left(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """At which questions interviews were left, the most first."""
    found = [(name.removeprefix(LEFT), n) for name, n in counts.items() if name.startswith(LEFT)]
    return sorted((one for one in found if one[1] > 0), key=lambda one: (-one[1], one[0]))


def median_seconds(counts: Mapping[str, int]) -> float | None:
    """Within how many seconds half of the interviews were sent, as far as it was counted: the
    upper end of a step, infinite beyond the last; None of none."""
    steps = sorted(
        (_bound(name.removeprefix(SECONDS)), n)
        for name, n in counts.items()
        if name.startswith(SECONDS) and n > 0
    )
    half, so_far = Fraction(sum(n for _bound, n in steps), 2), 0
    for bound, n in steps:
        so_far += n
        if so_far >= half:
            return bound
    return None


def blocks(sent: int, blocked: int) -> float | None:
    """Blocks per 1,000 messages that were delivered; None where none was."""
    return 1000 * blocked / sent if sent else None


def _bound(name: str) -> float:
    return float(name) if name.isdecimal() else inf
