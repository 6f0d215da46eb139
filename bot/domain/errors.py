"""What the rules refuse. Errors carry data; the views put them into words.

DomainError
├── AlreadyDone      this update was served before
├── BadScore         an answer that no index may be computed from
├── Changed          a draft that is not the one that was rehearsed
├── CodePaused       too many wrong receipt codes
├── DatabaseAway     the database cannot be used now
├── ElementsMissing  a questionnaire that does not rate each of the nine elements once
├── Gone             what a tap or a link asks for is not there any more
├── NobodyReached    no message that could still be corrected or deleted
├── NobodyReachable  an audience of which nobody would get anything
├── NobodyThere      an audience without people
├── NoSecondAdmin    a broadcast too large for one admin, and there is only one
├── NotAllowed       this person may not do that
├── NotNow           a broadcast is too far, or not far enough, for that
├── OrderMissing     columns U1 to U9, and nobody said which of the two orders they follow
├── Passed           a time to send at that is over
├── ScoresRefused    a file of scores that no index may be computed from
└── UnitsRefused     a units spreadsheet that cannot be taken
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

__all__ = [
    "AlreadyDone",
    "BadScore",
    "Changed",
    "CodePaused",
    "DatabaseAway",
    "DomainError",
    "ElementsMissing",
    "Gone",
    "NoSecondAdmin",
    "NobodyReachable",
    "NobodyReached",
    "NobodyThere",
    "NotAllowed",
    "NotNow",
    "OrderMissing",
    "Passed",
    "ScoreFault",
    "ScoreProblem",
    "ScoresRefused",
    "UnitFault",
    "UnitProblem",
    "UnitsRefused",
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


class NobodyThere(DomainError):
    """An audience without people."""


class NobodyReachable(DomainError):
    """An audience of which everybody blocked the bot or had enough."""


class NobodyReached(DomainError):
    """A broadcast of which nobody has a message that could still be changed."""


class Changed(DomainError):
    """The draft is not the one that was rehearsed, or has something wrong with it."""


class Passed(DomainError):
    """The time at which something was to be sent is over."""


class NoSecondAdmin(DomainError):
    """A broadcast too large for one admin, where there is only one."""


class NotNow(DomainError):
    """A broadcast that has come this far cannot be changed so."""

    def __init__(self, stage: str) -> None:
        super().__init__(stage)
        self.stage = stage


@dataclass(eq=False)
class BadScore(DomainError):
    """A score that is missing or out of range; rows count from 1, None where there are no rows."""

    row: int | None
    element: str

    def __str__(self) -> str:
        return f"row {self.row}, element {self.element}"


class CodePaused(DomainError):
    """Too many wrong receipt codes; the next try counts from `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class ElementsMissing(DomainError):
    """A questionnaire that does not rate each of the nine elements once, but these."""

    def __init__(self, rated: Sequence[str]) -> None:
        super().__init__(rated)
        self.rated = tuple(rated)


class UnitFault(StrEnum):
    """What is wrong with a cell of the units spreadsheet."""

    BAD_CODE = "bad_code"
    BAD_NAME = "bad_name"
    TWICE = "twice"
    NO_PARENT = "no_parent"
    CIRCLE = "circle"
    RATED_PARENT = "rated_parent"
    NO_COLUMN = "no_column"
    NOT_A_TABLE = "not_a_table"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class UnitProblem:
    """One problem, with the row and column it stands in and the value found there."""

    row: int
    column: str
    fault: UnitFault
    value: str


class UnitsRefused(DomainError):
    """Every problem of a units spreadsheet; nothing was changed."""

    def __init__(self, problems: Sequence[UnitProblem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)


class OrderMissing(DomainError):
    """Columns U1 to U9 in a file; U8 and U9 are swapped in the wild, so the order must be said."""


class ScoreFault(StrEnum):
    """What is wrong with a cell of a file of scores."""

    NO_SCORE = "no_score"
    NOT_A_SCORE = "not_a_score"
    NO_COLUMN = "no_column"
    TWICE = "twice"
    TOO_WIDE = "too_wide"
    NOT_A_TABLE = "not_a_table"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class ScoreProblem:
    """One problem, with the row and the element's column it stands in, and what was found."""

    row: int
    column: str
    fault: ScoreFault
    value: str


class ScoresRefused(DomainError):
    """Every problem of a file of scores; no number may be told."""

    def __init__(self, problems: Sequence[ScoreProblem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)
