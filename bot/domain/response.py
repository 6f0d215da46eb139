"""What was submitted, and when ballots may leave their box."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from bot.domain.score import Index

Key = TypeVar("Key")
Mark = TypeVar("Mark", bound=Hashable)
Value = TypeVar("Value")

__all__ = [
    "MODE_HELPED",
    "MODE_KIOSK",
    "MODE_PAPER",
    "MODE_SELF",
    "RELEASE_SIZE",
    "Response",
    "Result",
    "common",
    "ripe",
    "straight_lined",
    "too_fast",
]

RELEASE_SIZE = 5
"""Ballots of this many different people leave a box together: nobody is alone in a figure."""

MODE_SELF, MODE_KIOSK, MODE_HELPED, MODE_PAPER = "sendiri", "kios", "dibantu", "kertas"
"""How it was answered: on one's own device, on one that stands in the unit, with an officer's
help, or on paper."""

TOO_FAST_PER_ANSWER = timedelta(seconds=1.5)
"""Faster than this for each answer, the items can hardly have been read."""


@dataclass(frozen=True, slots=True)
class Response:
    """A released answer, as it is stored.

    `version_id` and `too_fast` only when all released with it share them: who knows when people
    began and sent must not find anybody by them.
    """

    answers: Mapping[str, str]
    scores: Mapping[str, int]
    version_id: int | None
    mode: str
    straight_lined: bool
    too_fast: bool
    receipt: bytes


def ripe(ballots: Iterable[tuple[Key, Mark]]) -> list[Key]:
    """The keys that leave the box now: one per person, or none while fewer than five wait.

    Each ballot is a pair of its key and its person mark. Which of one person's ballots goes is
    decided by the order given.
    """
    first: dict[Mark, Key] = {}
    for key, mark in ballots:
        first.setdefault(mark, key)
    return list(first.values()) if len(first) >= RELEASE_SIZE else []


def straight_lined(scores: Mapping[str, int]) -> bool:
    """Whether several elements were all given the very same score."""
    return len(scores) > 1 and len(set(scores.values())) == 1


def too_fast(elapsed: timedelta, answers: int) -> bool:
    """Whether that many answers came faster than one can read the questions."""
    return elapsed < answers * TOO_FAST_PER_ANSWER


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of a unit and all below it, from released responses only.

    `index` is None while nothing is released; then `waiting`, the live count of ballots, is all
    there is to show.
    """

    title: str
    code: str
    unit_id: int
    depth: int
    waiting: int
    index: Index | None

    @property
    def n(self) -> int:
        """How many released responses the figures rest on."""
        return self.index.n if self.index else 0


def common(values: Sequence[Value]) -> Value | None:
    """The one value that all share, or None."""
    return values[0] if values and all(value == values[0] for value in values) else None
