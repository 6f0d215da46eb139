"""What a unit has changed since citizens said what they think of it."""

from dataclasses import dataclass
from datetime import date

__all__ = ["Improvement"]


@dataclass(frozen=True, slots=True)
class Improvement:
    """An action that is done and published; `element` is what it was to make better."""

    element: str
    action: str
    done_on: date
