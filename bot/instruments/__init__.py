"""The questionnaires that ship, as XLSForm Markdown tables."""

from dataclasses import dataclass
from importlib.resources import files

__all__ = ["Instrument", "read", "shipped"]

_NAMES = ("skm", "training_feedback", "training_followup", "pulse")


@dataclass(frozen=True, slots=True)
class Instrument:
    """A questionnaire by the name of its survey, and its Markdown."""

    name: str
    source: bytes


def shipped() -> tuple[Instrument, ...]:
    """Every questionnaire that ships."""
    return tuple(Instrument(name, read(name)) for name in _NAMES)


def read(name: str) -> bytes:
    """The Markdown of one questionnaire that ships."""
    return files(__name__).joinpath(f"{name}.md").read_bytes()
