"""What the rules refuse. Errors carry data; the views put them into words.

DomainError
├── AlreadyDone     this update was served before
├── BadScore        an answer that no index may be computed from
├── DatabaseAway    the database cannot be used now
├── Gone            what a tap or a link asks for is not there any more
└── NotAllowed      this person may not do that
"""

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "AlreadyDone",
    "BadScore",
    "DatabaseAway",
    "DomainError",
    "Gone",
    "NotAllowed",
    "UnitFault",
    "UnitProblem",
]


class DomainError(Exception):
    """An expected refusal."""


class AlreadyDone(DomainError):
    """The update was served before; nothing was changed now."""


class DatabaseAway(DomainError):
    """The database cannot be used now; what was asked may be asked again."""


class Gone(DomainError):
    """What was asked for is not there any more."""


class NotAllowed(DomainError):
    """Only an admin may do that."""


@dataclass(eq=False)
class BadScore(DomainError):
    """A score that is missing or out of range; rows count from 1, None where there are no rows."""

    row: int | None
    element: str

    def __str__(self) -> str:
        return f"row {self.row}, element {self.element}"


class UnitFault(StrEnum):
    """What is wrong with a cell of the units spreadsheet."""

    BAD_CODE = "bad_code"
    BAD_NAME = "bad_name"
    CIRCLE = "circle"
    NO_PARENT = "no_parent"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class UnitProblem:
    """A cell of the units spreadsheet that cannot be taken as it is."""

    row: int
    column: str
    fault: UnitFault
    value: str
