"""What the office prints or files: who takes part in a session, who learned how much in a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.domain.standing import TAKING_PART, Standing
from bot.domain.training import Course, Training

__all__ = ["Earner", "Participant", "Recap", "Register", "expected"]


class Participant(NamedTuple):
    """Who signs at the door; what the roster does not tell is empty."""

    name: str
    nip: str
    grade: str
    position: str
    unit: str


@dataclass(frozen=True, slots=True)
class Register:
    """Those who are expected at a session, by name."""

    course: Course
    participants: Sequence[Participant]


class Earner(NamedTuple):
    """An employee with the JP that count in a year, by kind, and how many there are to be."""

    nip: str
    name: str
    unit_id: int
    status: str
    target: int
    jp: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.jp.values())

    @property
    def short(self) -> int:
        return max(0, self.target - self.total)


@dataclass(frozen=True, slots=True)
class Recap:
    """The employees of these units in a year, unit by unit; the kinds are those that occur.

    Units are codes and titles by id, in the order of the tree.
    """

    scope: str
    year: int
    kinds: Sequence[str]
    units: Mapping[int, tuple[str, str]]
    earners: Sequence[Earner]


def expected(training: Training) -> frozenset[Standing]:
    """How those stand who are expected: of a mandatory training also who has not answered."""
    return TAKING_PART | {Standing.INVITED} if training.mandatory else TAKING_PART
