"""Why a form is refused: data about cells and expressions, never sentences for people.

Exception
├── FormRefused      the form cannot run; raised before anything is published
├── ExpressionRefused  one expression cannot be compiled; becomes a Problem of its form
└── EvaluationStopped  an expression ran out of its budget while an interview was running
"""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["EvaluationStopped", "ExpressionRefused", "Fault", "FormRefused", "Problem"]


class Fault(StrEnum):
    """What is wrong, as a code that the views put into words."""

    FILE_TOO_BIG = "file_too_big"
    UNREADABLE = "unreadable"
    TOO_SLOW = "too_slow"
    NO_QUESTIONS = "no_questions"
    NOT_CONVERTIBLE = "not_convertible"
    TOO_DEEP = "too_deep"
    TOO_LONG = "too_long"
    TOO_MUCH_WORK = "too_much_work"
    SYNTAX = "syntax"
    UNKNOWN_FUNCTION = "unknown_function"
    WRONG_ARITY = "wrong_arity"
    BAD_REGEX = "bad_regex"
    NOT_REPEATABLE = "not_repeatable"
    WRONG_TYPE = "wrong_type"
    CYCLE = "cycle"
    UNSUPPORTED = "unsupported"
    UNKNOWN_NAME = "unknown_name"
    UNKNOWN_TEXT = "unknown_text"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault and where it is, as far as that is known.

    `row` counts from 1 as a spreadsheet does, `column` is the header's words; without a sheet
    the place is the form's own path, and stands in `path`. `position` counts characters of an
    expression from 1.
    """

    fault: Fault
    detail: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    path: str | None = None
    position: int | None = None


class FormRefused(Exception):
    """The form cannot run here; every problem that was found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


class ExpressionRefused(Exception):
    """An expression cannot be compiled; `position` counts its characters from 1."""

    def __init__(self, fault: Fault, detail: str, position: int) -> None:
        super().__init__(fault, detail, position)
        self.fault = fault
        self.detail = detail
        self.position = position


class EvaluationStopped(Exception):
    """An expression did more than it may, or met a value that it cannot work with."""

    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(fault, detail)
        self.fault = fault
        self.detail = detail
