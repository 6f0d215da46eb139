"""How well the channels work: what is measured, what is to be reached, and what is alarming.

All of it follows from counts for a unit, or of all messages: nothing is of a person.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from math import inf

from bot.domain.period import Period
from bot.domain.response import RELEASE_SIZE

__all__ = [
    "DURATIONS",
    "FAST",
    "NUDGED",
    "OTHERS",
    "OUTDATED",
    "RECOVERED",
    "SOON",
    "Bounds",
    "Channel",
    "Channels",
    "Health",
    "Measure",
    "Standing",
    "Told",
    "bounds",
    "completion",
    "counted",
    "duration",
    "left",
    "presses",
    "share",
    "standing",
    "steps",
    "together",
]

LEFT, SECONDS, TAPS = "left:", "seconds:", "taps:"
"""How the names of these counters begin."""

NUDGED, RECOVERED, OUTDATED, FAST = "nudged", "recovered", "outdated", "fast"
"""The names of these counters: interviews that ended after they were called to mind, those of
them that were sent, presses on a card that was not the live one any more, and interviews that were
sent faster than one can read."""

DURATIONS = (30, 60, 90, 120, 180, 300, 600)
"""Seconds: the upper bounds of the counters of how long interviews took."""

PRESSES = (2, 3, 4, 5, 6, 7, 8, 10, 15, 25)
"""The upper bounds of the counters of how many more presses there were than one for each question
that everybody is asked."""

OTHERS = ""
"""In place of the questions at which fewer than five left."""

LONGER = "longer"
"""What is beyond the last bound."""

SOON = timedelta(hours=24)
"""Who answers an invitation within this time does so soon."""

AROUND = 2
"""[Mulai] and [Kirim], which stand around the questions."""

MOST_PRESSES = 22


class Measure(StrEnum):
    """What is measured.

    Of those who answered the first question, the share that sent their answers; within how many
    seconds, and with how many presses, half of them did; of unfinished interviews that were
    called to mind, the share that was sent; of invitations to trainings, the share answered
    within a day; blocks per 1,000 messages delivered; in a quarter, how often people asked for
    fewer messages or blocked the bot, for each person reached.
    """

    COMPLETION = "completion"
    SECONDS = "seconds"
    TAPS = "taps"
    RECOVERED = "recovered"
    ANSWERED = "answered"
    BLOCKS = "blocks"
    OPT_OUTS = "opt_outs"


class Standing(StrEnum):
    """Whether a target is reached; STOP says that no broadcast should go on."""

    REACHED = "reached"
    MISSED = "missed"
    ALARM = "alarm"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is to be reached, beyond what it is alarming, and beyond what one has to stop."""

    target: float
    alarm: float
    stop: float = inf


@dataclass(frozen=True, slots=True)
class Told:
    """So many were told of something, and so many of them did it."""

    told: int = 0
    did: int = 0

    def __add__(self, other: "Told") -> "Told":
        return Told(self.told + other.told, self.did + other.did)


@dataclass(frozen=True, slots=True)
class Health:
    """One period; without a measure of which there is nothing to measure.

    `left` are the questions at which interviews were left, the most first, and how many (of fewer
    than five together, as OTHERS);
    `seconds` the upper ends of steps of time, and how many were sent within each; `outdated` how
    many presses were refused because their card was not the live one; `fast` how many were sent
    faster than one can read.
    """

    period: Period
    submitted: int = 0
    measures: Mapping[Measure, float] = field(default_factory=dict)
    left: tuple[tuple[str, int], ...] = ()
    seconds: tuple[tuple[float, int], ...] = ()
    outdated: int = 0
    fast: int = 0


@dataclass(frozen=True, slots=True)
class Channel:
    """How it went at a unit and all below it, the oldest period first.

    Messages are those of the whole bot, as most belong to no unit; opt-outs are told of the last
    period alone.
    """

    unit_id: int
    title: str
    found: tuple[Health, ...]
    bounds: Mapping[Measure, Bounds]


@dataclass(frozen=True, slots=True)
class Channels:
    """How it goes in a period at every unit, each with its depth in the tree and its number, and
    with the whole bot; None, and no other period to choose, before anything was counted."""

    period: Period | None
    periods: tuple[Period, ...]
    units: tuple[tuple[int, int, str, Health], ...]
    whole: Health | None
    bounds: Mapping[Measure, Bounds]


def bounds(asked: int) -> Mapping[Measure, Bounds]:
    """By measure, where everybody is asked so many questions."""
    ideal = asked + AROUND
    return {
        Measure.COMPLETION: Bounds(0.80, 0.70),
        Measure.SECONDS: Bounds(120, 180),
        Measure.TAPS: Bounds(ideal, max(ideal, MOST_PRESSES)),
        Measure.RECOVERED: Bounds(0.10, 0.03),
        Measure.ANSWERED: Bounds(0.60, 0.40),
        Measure.BLOCKS: Bounds(5, 10, 15),
        Measure.OPT_OUTS: Bounds(0.03, 0.05),
    }


def standing(of: Bounds, value: float) -> Standing:
    """Where a value stands; some are to be high, others to be low."""
    sign = 1 if of.target > of.alarm else -1
    if sign * value >= sign * of.target:
        return Standing.REACHED
    if sign * value >= sign * of.alarm:
        return Standing.MISSED
    return Standing.STOP if value > of.stop else Standing.ALARM


def counted(
    period: Period, counts: Mapping[str, int], first: str, asked: int, invited: Told
) -> Health:
    """What follows from the counters of a unit and how invitations to its people were answered.

    `first` is the question that is asked first, `asked` how many everybody is asked. What fewer
    than five people did is no share, and their presses might tell what they were asked.
    """
    submitted = counts.get("submitted", 0)
    nudged = Told(counts.get(NUDGED, 0), counts.get(RECOVERED, 0))
    found = {
        Measure.COMPLETION: completion(counts, first),
        Measure.SECONDS: _median(steps(counts, SECONDS)) if submitted >= RELEASE_SIZE else None,
        Measure.TAPS: _more(counts, asked),
        Measure.RECOVERED: share(nudged),
        Measure.ANSWERED: share(invited),
    }
    return Health(
        period,
        submitted,
        {measure: value for measure, value in found.items() if value is not None},
        tuple(_most(left(counts))),
        tuple(_wide(steps(counts, SECONDS))),
        counts.get(OUTDATED, 0),
        counts.get(FAST, 0),
    )


def together(some: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    """The counters of several units as those of one."""
    return sum((Counter(one) for one in some), Counter[str]())


def completion(counts: Mapping[str, int], first: str) -> float | None:
    """Of interviews that ended, and not at the question that is asked first, how many were sent.

    What still runs has not ended; None where fewer than five have.
    """
    sent = counts.get("submitted", 0)
    given_up = sum(n for question, n in left(counts) if question != first)
    return share(Told(sent + given_up, sent))


def left(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """At which questions interviews were left, the most first."""
    found = [(name.removeprefix(LEFT), n) for name, n in counts.items() if name.startswith(LEFT)]
    return sorted((one for one in found if one[1] > 0), key=lambda one: (-one[1], one[0]))


def _most(found: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Of questions at which fewer than five left only all together: OTHERS."""
    found = list(found)
    others = sum(n for _question, n in found if n < RELEASE_SIZE)
    told = [one for one in found if one[1] >= RELEASE_SIZE]
    return [*told, (OTHERS, others)] if others else told


def _wide(found: Iterable[tuple[float, int]]) -> list[tuple[float, int]]:
    """The same in steps so wide that each holds five; none where there are not so many."""
    told: list[tuple[float, int]] = []
    so_far = 0
    for bound, n in found:
        so_far += n
        if so_far >= RELEASE_SIZE:
            told.append((bound, so_far))
            so_far = 0
    if so_far and told:
        told[-1] = (bound, told[-1][1] + so_far)
    return told


def steps(counts: Mapping[str, int], prefix: str) -> list[tuple[float, int]]:
    """The upper ends of steps, infinite beyond the last, and how many lie in each."""
    return sorted(
        (_bound(name.removeprefix(prefix)), n)
        for name, n in counts.items()
        if name.startswith(prefix) and n > 0
    )


def share(of: Told) -> float | None:
    """How many of those who were told did it; None of fewer than five."""
    return of.did / of.told if of.told >= RELEASE_SIZE else None


def duration(seconds: float) -> str:
    """The counter of an interview that took so long."""
    return _step(SECONDS, DURATIONS, seconds)


def presses(count: int, asked: int) -> str:
    """The counter of an interview with so many presses, where everybody is asked so many
    questions: what else somebody was asked counts as more, so that nothing tells of it."""
    return _step(TAPS, PRESSES, count - asked)


def _more(counts: Mapping[str, int], asked: int) -> float | None:
    found = steps(counts, TAPS)
    if sum(n for _bound, n in found) < RELEASE_SIZE:
        return None
    more = _median(found)
    return None if more is None else asked + more


def _median(found: Iterable[tuple[float, int]]) -> float | None:
    """Within what half of them lie, as far as it was counted: the upper end of a step, infinite
    beyond the last; None of none."""
    known = list(found)
    half, so_far = Fraction(sum(n for _bound, n in known), 2), 0
    for bound, n in known:
        so_far += n
        if so_far >= half:
            return bound
    return None


def _step(prefix: str, ends: Iterable[int], value: float) -> str:
    return prefix + next((str(end) for end in ends if value <= end), LONGER)


def _bound(name: str) -> float:
    return float(name) if name.isdecimal() else inf
