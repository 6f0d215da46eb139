"""Invitations: one code makes one account one employee, once, through the thirtieth day after."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.privacy import ALPHABET

__all__ = [
    "CODE_LENGTH",
    "LIFETIME",
    "MOST",
    "PREFIX",
    "Holder",
    "Invitable",
    "Invited",
    "Linked",
    "is_no_word",
    "payload",
    "read",
    "read_spelt",
    "spell",
]

LIFETIME = timedelta(days=30)
CODE_LENGTH = 10
PREFIX = "inv_"
"""What the payload of a link to /start begins with."""

MOST = 1_000
"""So many are made in one go: a unit larger than this is invited by its parts."""

_HALF = rf"[{ALPHABET}]{{{CODE_LENGTH // 2}}}"
_PAYLOAD = re.compile(rf"{PREFIX}({_HALF}{_HALF})")
_DIGIT = re.compile(r"\d")
_SPELT = re.compile(rf"({_HALF})(\s*[-‐–—]?\s*)({_HALF})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation, the only time that its code is known."""

    name: str
    nip: str
    unit: str
    code: str
    until: date


@dataclass(frozen=True, slots=True)
class Invitable:
    """A unit with all below it: its employees, those who linked an account, those invited."""

    unit_id: int
    unit: str
    employees: int
    linked: int
    invited: int


@dataclass(frozen=True, slots=True)
class Holder:
    """An employee whose invitation is valid."""

    id: int
    name: str
    nip: str


@dataclass(frozen=True, slots=True)
class Linked:
    """An employee who has linked an account: that of `person_id`."""

    id: int
    name: str
    nip: str
    person_id: int


def payload(code: str) -> str:
    """What a link to /start carries."""
    return f"{PREFIX}{code}"


def read(text: str) -> str | None:
    """The code in such a payload; None where it is none."""
    found = _PAYLOAD.fullmatch(text.strip())
    return found[1] if found else None


def spell(code: str) -> str:
    """As it is printed: "ABCDE-FGHJK"."""
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


def read_spelt(line: str) -> str | None:
    """The code in a line that is typed as it is printed; None for any other line.

    The dash may be a space or missing where a digit shows that it is no word, as every code has
    one.
    """
    found = _SPELT.fullmatch(line.strip())
    if found is None or not (found[2].strip() or is_no_word(found[1] + found[3])):
        return None
    return (found[1] + found[3]).upper()


def is_no_word(code: str) -> bool:
    """Whether a code may be given: one that nobody types who means something else."""
    return _DIGIT.search(code) is not None
