"""After a publication: what citizens said of a unit, for those who work there, or above."""

from dataclasses import dataclass

from bot.domain.offer import Part
from bot.domain.people import Addressee
from bot.domain.period import Period
from bot.domain.score import Index
from bot.domain.training import Course

__all__ = ["Digest", "Said"]


@dataclass(frozen=True, slots=True)
class Said:
    """The published index of a unit by its title, and the reference of that."""

    title: str
    index: Index
    reference: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What was `said` of the reader's unit, by its title; or of units right below, where there is
    nothing of itself.

    The `courses` improve a weak element and are open to the reader, who takes part in the `taken`
    already; for the `missing` weak elements there is neither.
    """

    title: str
    period: Period
    said: tuple[Said, ...]
    below: bool
    taken: tuple[Part, ...]
    courses: tuple[Course, ...]
    missing: tuple[str, ...]
    to: Addressee
