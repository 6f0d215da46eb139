"""The index from a file: one row for each respondent, one column for each element."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.domain.errors import (
    OrderMissing,
    PassedOver,
    ScoreFault,
    ScoreProblem,
    ScoresRefused,
)
from bot.domain.score import ELEMENTS, SCALE, Order
from bot.usecases.spreadsheet import NotATable, Row, Table, letter, table

__all__ = ["Scores", "element_of", "read_scores"]

Column = tuple[str, int]
"""An element's key, and where it stands in a row."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of every respondent, and what was passed over."""

    rows: tuple[dict[str, int], ...]
    passed_over: PassedOver = field(default_factory=PassedOver)


def read_scores(content: bytes, order: Order | None) -> Scores:
    """Every row of the file; a bad cell anywhere refuses it all.

    Columns go by the elements' keys, or by U1 to U9 in the order that is given. Raises
    OrderMissing for columns U1 to U9 without an order, and ScoresRefused with every problem.
    """
    try:
        found = table(content)
    except NotATable:
        raise _refused(ScoreFault.NOT_A_TABLE) from None
    if not found.rows:
        raise _refused(ScoreFault.EMPTY)
    (number, header), *answers = found.rows
    keys = [element_of(cell, order) for cell in header]
    columns = [(key, place) for place, key in enumerate(keys) if key is not None]
    problems = [*_of_header(number, [key for key, _ in columns])]
    problems += [problem for row in answers for problem in _of_row(row, columns, len(header))]
    passed_over = _passed_over(found, [place for place, key in enumerate(keys) if key is None])
    if problems:
        raise ScoresRefused(problems, passed_over)
    if not answers:
        raise _refused(ScoreFault.EMPTY)
    return Scores(tuple(_scores(cells, columns) for _, cells in answers), passed_over)


def _passed_over(found: Table, others: list[int]) -> PassedOver:
    (first, header), *answers = found.rows
    filled = {number for number, _cells in answers}
    return PassedOver(
        columns=tuple(header[place] for place in others if header[place]),
        unnamed=tuple(
            letter(place)
            for place in others
            if not header[place] and any(_cell(cells, place) for _, cells in answers)
        ),
        sheets=found.sheets,
        rows=tuple(row for row in range(first + 1, max(filled, default=0)) if row not in filled),
    )


def _of_header(number: int, named: list[str]) -> Iterator[ScoreProblem]:
    for element in ELEMENTS:
        if element.key not in named:
            yield ScoreProblem(number, element.key, ScoreFault.NO_COLUMN, "")
    for key in dict.fromkeys(named):
        if named.count(key) > 1:
            yield ScoreProblem(number, key, ScoreFault.TWICE, "")


def _of_row(row: Row, columns: list[Column], width: int) -> Iterator[ScoreProblem]:
    number, cells = row
    if len(cells) > width:
        yield ScoreProblem(number, "", ScoreFault.TOO_WIDE, "")
    for key, place in columns:
        value = _cell(cells, place)
        if not value:
            yield ScoreProblem(number, key, ScoreFault.NO_SCORE, "")
        elif _score(value) is None:
            yield ScoreProblem(number, key, ScoreFault.NOT_A_SCORE, value)


def element_of(header: str, order: Order | None) -> str | None:
    """The element that a column is about, by its key or as U1 to U9; None for any other column.

    Raises OrderMissing where it depends on an order that is not given: U8 and U9.
    """
    name = header.strip().casefold()
    if name in {element.key for element in ELEMENTS}:
        return name
    found = {_coded(name, one) for one in ((order,) if order else Order)}
    if len(found) > 1:
        raise OrderMissing
    return found.pop()


def _coded(name: str, order: Order) -> str | None:
    for element in ELEMENTS:
        code = element.code if order is Order.LIST else f"U{element.position}"
        if code.casefold() == name:
            return element.key
    return None


def _scores(cells: list[str], columns: list[Column]) -> dict[str, int]:
    found = {key: _score(_cell(cells, place)) for key, place in columns}
    return {key: score for key, score in found.items() if score is not None}


def _cell(cells: list[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _score(value: str) -> int | None:
    return next((score for score in SCALE if value == str(score)), None)


def _refused(fault: ScoreFault) -> ScoresRefused:
    return ScoresRefused([ScoreProblem(1, "", fault, "")])
