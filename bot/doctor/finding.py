"""What a check found, and how it is shown."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

from bot.config import ConfigError
from bot.domain.errors import DatabaseAway
from bot.texts import _

__all__ = [
    "Finding",
    "Obstacle",
    "Seconds",
    "State",
    "as_json",
    "as_text",
    "fine",
    "found_or_obstacle",
]

T = TypeVar("T")

Seconds = Callable[[], float]
"""Unix seconds by the clock of this machine, which is examined too."""


class State(StrEnum):
    """How something stands; in doubt is what needs care soon, or could not be found out."""

    FINE = "fine"
    DOUBT = "doubt"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it stands, and a sentence: what was found, and what to do."""

    check: str
    state: State
    text: str


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why something could not be found out."""

    reason: str


def found_or_obstacle(look: Callable[[], T]) -> T | Obstacle:
    """So that one thing out of order keeps nobody from looking at the next."""
    try:
        return look()
    except DBAPIError as error:
        return Obstacle(str(error.orig))
    except (ConfigError, DatabaseAway, OSError, ValueError) as error:
        return Obstacle(str(error))


def as_text(findings: Sequence[Finding]) -> str:
    """A line for each."""
    signs = {State.FINE: "✓", State.DOUBT: "!", State.WRONG: "✗"}
    names = _names()
    width = max(len(names[found.check]) for found in findings)
    return "\n".join(
        f"{signs[found.state]} {names[found.check]:<{width}}  {found.text}" for found in findings
    )


def as_json(findings: Sequence[Finding]) -> str:
    """The same for machines."""
    checks = [{"check": f.check, "state": f.state, "text": f.text} for f in findings]
    return json.dumps({"fine": fine(findings), "checks": checks}, ensure_ascii=False)


def fine(findings: Sequence[Finding]) -> bool:
    """Whether there is nothing to be done."""
    return all(found.state is State.FINE for found in findings)


def _names() -> dict[str, str]:
    return {
        "settings": _("Settings"),
        "token": _("Token"),
        "clock": _("Clock"),
        "zone": _("Time zone"),
        "database": _("Database"),
        "migrations": _("Tables"),
        "key": _("Key"),
        "counts": _("Counts"),
        "disk": _("Disk"),
        "catalogues": _("Catalogue"),
    }
