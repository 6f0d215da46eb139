"""What the rules refuse. Errors carry data; the views put them into words.

DomainError
├── AlreadyDone      this update was served before
├── AlreadyLinked    this account is an employee's already
├── AlreadyPublished what figures that are published are told with
├── BadScore         an answer that no index may be computed from
├── Changed          a draft that is not the one that was rehearsed
├── CodePaused       too many wrong codes
├── DatabaseAway     the database cannot be used now
├── ElementsMissing  a questionnaire that does not rate each of the nine elements once
├── FewerServed      fewer were served than answered
├── Full             no seat is free in a session
├── Gone             what a tap or a link asks for is not there any more
├── NotClosed        a period that is not over yet
├── NothingReleased  no answer was released in a period
├── NoPeriod         no month, quarter, half-year or year has this name
├── NoReference      figures have no such reference
├── NobodyReached    no message that could still be corrected or deleted
├── NobodyReachable  an audience of which nobody would get anything
├── NobodyThere      an audience without people
├── IsKiosk          an account that is the device of a unit, and not that of a person
├── NoSecondAdmin    a broadcast too large for one admin, and there is only one
├── NotAllowed       this person may not do that: admins may
│   ├── NotLeading       who leads a unit may, too
│   └── NotAnswering     who leads a unit or is its contact may, too
├── NotEmployed      only an employee may do that, and this account is none's
├── NotMeant         a session that is for others, at whose door somebody stands
├── NotNow           a broadcast or an enrolment is too far, or not far enough, for that
├── Outdated         a button that carries what none of ours can
├── OwnCertificate   one's own certificate, which another admin decides
├── OrderMissing     columns U1 to U9, and nobody said which of the two orders they follow
├── Passed           a time to send at that is over
├── ScoresRefused    a file of scores that no index may be computed from
├── SheetRefused     a spreadsheet that cannot be taken
├── TooLate          a session is over, or what is asked of it comes too late
├── TooMany          more people than are invited in one go
└── TooMuch          more answers than a workbook has room for
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.sheet import CellProblem

__all__ = [
    "AlreadyDone",
    "AlreadyLinked",
    "AlreadyPublished",
    "BadScore",
    "Changed",
    "CodePaused",
    "DatabaseAway",
    "DomainError",
    "ElementsMissing",
    "FewerServed",
    "Full",
    "Gone",
    "IsKiosk",
    "NoPeriod",
    "NoReference",
    "NoSecondAdmin",
    "NobodyReachable",
    "NobodyReached",
    "NobodyThere",
    "NotAllowed",
    "NotAnswering",
    "NotClosed",
    "NotEmployed",
    "NotLeading",
    "NotMeant",
    "NotNow",
    "NothingReleased",
    "OrderMissing",
    "Outdated",
    "OwnCertificate",
    "Passed",
    "PassedOver",
    "ScoreFault",
    "ScoreProblem",
    "ScoresRefused",
    "SheetRefused",
    "TooLate",
    "TooMany",
    "TooMuch",
    "Why",
]


class DomainError(Exception):
    """An expected refusal."""


class AlreadyDone(DomainError):
    """The update was served before; nothing was changed now."""


class AlreadyLinked(DomainError):
    """This account is an employee's already; one account is one employee."""


class AlreadyPublished(DomainError):
    """Figures that are published are told with it, so that it stays as it is."""


class FewerServed(DomainError):
    """No fewer people can have been served than answered."""


class DatabaseAway(DomainError):
    """The database cannot be used now; what was asked may be asked again."""


class Gone(DomainError):
    """What was asked for is not there any more."""


class Outdated(DomainError):
    """A button carries what none of ours can: it is of another version, or forged."""


class IsKiosk(DomainError):
    """The account is the kiosk of a unit, on which anybody taps."""


class Full(DomainError):
    """No seat is free: it went to whoever waited for it."""


class NotAllowed(DomainError):
    """Only an admin may do that."""


class NotLeading(NotAllowed):
    """Only who leads the unit, or an admin, may do that."""


class NotAnswering(NotAllowed):
    """Only who leads the unit or is its contact, or an admin, may do that."""


class NotClosed(DomainError):
    """The period is not over: more answers may come."""


class NothingReleased(DomainError):
    """No answer was released in that period, so there is nothing to tell."""


class NotEmployed(DomainError):
    """An account that is not linked to an employee."""


class NotMeant(DomainError):
    """A session is not for this employee."""


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


class NoPeriod(DomainError):
    """No month, quarter, half-year or year has this name."""


class NoReference(DomainError):
    """Figures have no such reference."""


class NoSecondAdmin(DomainError):
    """A broadcast too large for one admin, where there is only one."""


class NotNow(DomainError):
    """A broadcast, or an enrolment, that has come this far cannot be changed so."""

    def __init__(self, stage: str) -> None:
        super().__init__(stage)
        self.stage = stage


class Why(StrEnum):
    """Why nothing can be done with a session any more, or not yet."""

    CLOSED = "closed"
    BEGUN = "begun"
    CANCELLED = "cancelled"
    NOT_ITS_TIME = "not_its_time"


class TooLate(DomainError):
    """A session that cannot be registered for, answered or entered now."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


@dataclass(eq=False)
class BadScore(DomainError):
    """A score that is missing or out of range; rows count from 1, None where there are no rows."""

    row: int | None
    element: str

    def __str__(self) -> str:
        return f"row {self.row}, element {self.element}"


class CodePaused(DomainError):
    """Too many wrong codes; the next try counts from `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class ElementsMissing(DomainError):
    """A questionnaire that does not rate each of the nine elements once, but these."""

    def __init__(self, rated: Sequence[str]) -> None:
        super().__init__(rated)
        self.rated = tuple(rated)


class SheetRefused(DomainError):
    """Every problem of a spreadsheet; nothing was changed."""

    def __init__(self, problems: Sequence[CellProblem]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)


class TooMany(DomainError):
    """More people than are invited in one go; a smaller unit has fewer."""


class TooMuch(DomainError):
    """More answers than a workbook has room for; a shorter period has fewer."""


class OwnCertificate(DomainError):
    """Nobody decides whether their own certificate counts."""


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


@dataclass(frozen=True, slots=True)
class PassedOver:
    """What of a file of scores is not used.

    That is the headers of other columns, the letters of columns that have none, other sheets, and
    the numbers of rows that are empty between others.
    """

    columns: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()


class ScoresRefused(DomainError):
    """Every problem of a file of scores, and what was passed over; no number may be told."""

    def __init__(
        self, problems: Sequence[ScoreProblem], passed_over: PassedOver | None = None
    ) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)
        self.passed_over = passed_over or PassedOver()
