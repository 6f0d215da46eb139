"""After a publication: what citizens said of a unit, for those who work there."""

from dataclasses import dataclass

from bot.domain.figures import Publication
from bot.domain.people import Addressee
from bot.domain.score import Index
from bot.domain.training import Course

__all__ = ["Digest"]


@dataclass(frozen=True, slots=True)
class Digest:
    """The published index of the unit by its title.

    The `courses` improve a weak element and are open to the reader; for the `missing` weak
    elements there is none.
    """

    publication: Publication
    title: str
    index: Index
    courses: tuple[Course, ...]
    missing: tuple[str, ...]
    to: Addressee
