"""What released responses say, counted: every figure is reckoned from these counts.

A cell is a question and an answer to it. Beside what the form asks there are cells of what stands
with each response; the sum of its scores is one of them, so that a mean of all has its variance.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.response import MODE_PAPER, Response

__all__ = [
    "MODE",
    "PAPER",
    "STRAIGHT",
    "SUM",
    "YES",
    "Asked",
    "Cell",
    "Count",
    "Rolled",
    "counted",
    "rates",
]

Cell = tuple[str, str]
"""A question and an answer to it."""

SUM, MODE, PAPER, STRAIGHT = "#sum", "#mode", "#paper", "#straight"
"""What is counted beside the questions: no question of a form can be called so.

Paper is no way of answering among others: it comes by five and more, so that how many there are
can always be told.
"""

YES, NO = "1", "0"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about the respondent, and what may be answered: words by language.

    Under the empty language stand the words for every other one.
    """

    name: str
    label: Mapping[str, str]
    answers: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Count:
    """So many responses, and the sum of all their scores."""

    n: int = 0
    total: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.n + other.n, self.total + other.total)


@dataclass(frozen=True, slots=True)
class Rolled:
    """The count of a cell in the responses that a unit's box released in a month."""

    unit_id: int
    month: date
    question: str
    answer: str
    count: Count


def rates(element: str) -> str:
    """The question that rates an element."""
    return f"@{element}"


def counted(
    responses: Iterable[Response], asked: Mapping[str, Asked], *, late: bool = False
) -> dict[Cell, Count]:
    """The cells of these responses; of what was asked beside ratings only what is `asked`.

    What somebody wrote is no answer to choose from, and is never counted. Of those that come
    `late`, after their month was over, only the ratings are: how that month is made up may have
    been told, and the difference would be them.
    """
    n, totals = Counter[Cell](), Counter[Cell]()
    for response in responses:
        total = sum(response.scores.values())
        cells = _rated(response, total)
        if not late:
            cells += _told(response, asked)
        for cell in cells:
            n[cell] += 1
            totals[cell] += total
    return {cell: Count(n[cell], totals[cell]) for cell in sorted(n)}


def _rated(response: Response, total: int) -> list[Cell]:
    rated = [(rates(element), str(score)) for element, score in response.scores.items()]
    paper = [(PAPER, YES)] if response.mode == MODE_PAPER else []
    return [*rated, (SUM, str(total)), *paper]


def _told(response: Response, asked: Mapping[str, Asked]) -> list[Cell]:
    answers = response.answers
    found = [
        (name, answers[name])
        for name, question in asked.items()
        if answers.get(name) in question.answers
    ]
    found.append((STRAIGHT, YES if response.straight_lined else NO))
    if response.mode != MODE_PAPER:
        found.append((MODE, response.mode))
    return found
