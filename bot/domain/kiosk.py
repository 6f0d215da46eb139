"""A device in a unit on which one after the other rates it: a kiosk."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.privacy import ALPHABET

__all__ = ["CODE_LENGTH", "MOST", "PREFIX", "SILENCE", "Kiosk", "payload", "read"]

MOST = 60
"""So many ratings a day are taken at one kiosk: more come from nobody who was served."""

SILENCE = timedelta(minutes=5)
"""Whoever answers nothing for so long has gone, and the next person must not see the answers."""

PREFIX = "kios_"
"""What the payload of a link to /start begins with."""

CODE_LENGTH = 16

_PAYLOAD = re.compile(rf"{PREFIX}([{ALPHABET}]{{{CODE_LENGTH}}})")


@dataclass(frozen=True, slots=True)
class Kiosk:
    """The kiosk of a unit: the account that opened its link, if one did, and how many ratings
    were sent on its last day of use."""

    unit_id: int
    person_id: int | None
    day: date | None
    sent: int

    def left(self, today: date) -> int:
        """How many more are taken today."""
        return MOST if self.day != today else max(0, MOST - self.sent)


def payload(code: str) -> str:
    """What a link to /start carries."""
    return f"{PREFIX}{code}"


def read(text: str) -> str | None:
    """The code in such a payload; None where it is none."""
    found = _PAYLOAD.fullmatch(text.strip())
    return found[1] if found else None
