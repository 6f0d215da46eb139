"""The index from a file: one row for each respondent, one column for each element."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.errors import OrderMissing, ScoreFault, ScoreProblem, ScoresRefused
from bot.domain.score import ELEMENTS, SCALE, Order
from bot.usecases.spreadsheet import NotATable, Row, rows

__all__ = ["Scores", "read_scores"]


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of every respondent, and the headers of columns that were passed over."""

    rows: tuple[dict[str, int], ...]
    ignored: tuple[str, ...]


def read_scores(content: bytes, order: Order | None) -> Scores:
    """Every row of the file; a bad cell anywhere refuses it all.

    Columns go by the elements' keys, or by U1 to U9 in the order that is given. Raises
    OrderMissing for columns U1 to U9 without an order, and ScoresRefused with every problem.
    """
    try:
        found = rows(content)
    except NotATable:
        raise _refused(ScoreFault.NOT_A_TABLE) from None
    if not found:
        raise _refused(ScoreFault.EMPTY)
    columns, ignored = _columns(found[0], order)
    if not found[1:]:
        raise _refused(ScoreFault.EMPTY)
    problems = [problem for row in found[1:] for problem in _problems(row, columns)]
    if problems:
        raise ScoresRefused(problems)
    return Scores(tuple(_scores(cells, columns) for _, cells in found[1:]), ignored)


def _columns(header: Row, order: Order | None) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where each element stands, and the headers that name none; raises what is wrong there."""
    number, cells = header
    keys = [_element(cell, order) for cell in cells]
    named = [key for key in keys if key is not None]
    problems = [
        ScoreProblem(number, element.key, ScoreFault.NO_COLUMN, "")
        for element in ELEMENTS
        if element.key not in named
    ]
    problems += [
        ScoreProblem(number, key, ScoreFault.TWICE, "")
        for key in dict.fromkeys(named)
        if named.count(key) > 1
    ]
    if problems:
        raise ScoresRefused(problems)
    ignored = tuple(cell for cell, key in zip(cells, keys, strict=True) if key is None and cell)
    return {key: place for place, key in enumerate(keys) if key is not None}, ignored


def _element(header: str, order: Order | None) -> str | None:
    name = header.strip().casefold()
    if name in {element.key for element in ELEMENTS}:
        return name
    if name not in {element.code.casefold() for element in ELEMENTS}:
        return None
    if order is None:
        raise OrderMissing
    for element in ELEMENTS:
        code = element.code if order is Order.LIST else f"U{element.position}"
        if code.casefold() == name:
            return element.key
    return None


def _problems(row: Row, columns: dict[str, int]) -> Iterator[ScoreProblem]:
    number, cells = row
    for key, place in columns.items():
        value = _cell(cells, place)
        if not value:
            yield ScoreProblem(number, key, ScoreFault.NO_SCORE, "")
        elif _score(value) is None:
            yield ScoreProblem(number, key, ScoreFault.NOT_A_SCORE, value)


def _scores(cells: Sequence[str], columns: dict[str, int]) -> dict[str, int]:
    found = {key: _score(_cell(cells, place)) for key, place in columns.items()}
    return {key: score for key, score in found.items() if score is not None}


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _score(value: str) -> int | None:
    return next((score for score in SCALE if value == str(score)), None)


def _refused(fault: ScoreFault) -> ScoresRefused:
    return ScoresRefused([ScoreProblem(1, "", fault, "")])
