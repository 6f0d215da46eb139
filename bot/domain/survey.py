"""What is asked, what was replied, and what the bot says next: the words of an interview."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "TYPED",
    "Ask",
    "Choice",
    "Finish",
    "Kind",
    "Picked",
    "Position",
    "Question",
    "Reason",
    "Reject",
    "Reply",
    "ReviewLine",
    "Skipped",
    "Turn",
    "Typed",
]


class Kind(StrEnum):
    """How a question is answered."""

    SELECT_ONE = "select_one"
    TEXT = "text"
    INTEGER = "integer"
    NOTE = "note"


TYPED = frozenset({Kind.TEXT, Kind.INTEGER})
"""The kinds that are answered by typing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer on offer: the value that is stored and the words on its button."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Position:
    """Where a question stands in its top-level group; `at` counts from 1."""

    group: str
    at: int
    of: int


@dataclass(frozen=True, slots=True)
class Question:
    """A control of a form, in one language, as it is offered now.

    `number` is its place in the form's document order, the same in every interview on that
    version, so that a button can name its question in a few bytes. `path` is the form's own
    name for it. `choices` holds what the filter offers now; `position` is None outside groups.
    `element` is the key of the element of service quality that the answer rates, if it does.
    """

    number: int
    path: str
    kind: Kind
    label: str
    hint: str | None
    choices: tuple[Choice, ...]
    required: bool
    position: Position | None
    element: str | None = None


@dataclass(frozen=True, slots=True)
class Picked:
    """A tap on the choice with this stored value."""

    value: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A line of text."""

    text: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A tap on Lewati, or on Lanjut under a note."""


Reply = Picked | Typed | Skipped


class Reason(StrEnum):
    """Why a reply was not taken."""

    REQUIRED = "required"
    NOT_A_CHOICE = "not_a_choice"
    NOT_A_NUMBER = "not_a_number"
    TOO_LONG = "too_long"
    CONSTRAINT = "constraint"


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask this; `answer` is what was answered here before, when one comes back to it.

    `first` is true where there is nothing to go back to; `changing` where everything was passed
    before and only this one is asked again.
    """

    question: Question
    answer: str | None
    first: bool
    changing: bool = False


@dataclass(frozen=True, slots=True)
class Reject:
    """The reply was not taken and nothing changed; `message` is the form's own, if it has one."""

    question: Question
    reason: Reason
    message: str | None


@dataclass(frozen=True, slots=True)
class Finish:
    """Nothing is left to ask.

    With `discarded` the form itself ended the interview (`torang_discard`): `note` says why and
    nothing may be stored.
    """

    discarded: bool
    note: str | None


Turn = Ask | Reject | Finish


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One relevant question with its answer in words (None: skipped), for the review card."""

    question: Question
    answer: str | None
