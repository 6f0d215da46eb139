"""A questionnaire on paper, as a row of a spreadsheet: what it answers, as if it was asked."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain import privacy
from bot.domain.errors import OrderMissing
from bot.domain.response import MODE_PAPER, Response, straight_lined
from bot.domain.score import ELEMENTS, Order
from bot.domain.sheet import CellFault, CellProblem, Record, Records, plain
from bot.domain.survey import TYPED, Finish, Picked, Reason, Reply, Typed
from bot.usecases.scoring import element_of
from bot.xlsform import export, interview
from bot.xlsform.definition import Control, FormDef
from bot.xlsform.interview import Interview
from bot.xlsform.values import Context

__all__ = ["WHERE", "Columns", "columns", "transcribed"]

WHERE = ("unit", "month", "number")
"""The columns that say what is rated, when, and which questionnaire it is."""

RECEIPT_BYTES = 32
"""As long as the mark of a receipt code; nobody has the code of a questionnaire on paper."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which question each column answers, what is wrong with them, and which are not used."""

    asked: Mapping[str, Control]
    problems: tuple[CellProblem, ...]
    unused: tuple[CellProblem, ...]


def columns(found: Records, form: FormDef, order: Order | None) -> Columns:
    """Those of a sheet: by the name of an element or question, or in the words that it asks."""
    asked: dict[str, Control] = {}
    problems, unused = [], []
    rating = {element: form.by_key[key] for key, element in form.elements.items()}
    telling = {plain(words): one for words, one in export.called(form).items()}
    for key, header in found.headers.items():
        try:
            element = element_of(key, order)
        except OrderMissing:
            problems.append(CellProblem(1, key, CellFault.NO_ORDER, ""))
            continue
        control = telling.get(plain(key), telling.get(plain(header)))
        if element is not None:
            control = rating.get(element)
        if control in asked.values():
            problems.append(CellProblem(1, key, CellFault.COLUMN_TWICE, ""))
        elif control is not None:
            asked[key] = control
        elif key not in WHERE:
            unused.append(CellProblem(1, key, CellFault.NOT_USED, ""))
    if not problems:
        rated = {form.elements.get(one.key) for one in asked.values()}
        missing = [one.key for one in ELEMENTS if one.key not in rated]
        problems += [CellProblem(1, key, CellFault.NO_COLUMN, "") for key in missing]
    return Columns(asked, tuple(problems), tuple(unused))


def transcribed(
    record: Record, found: Columns, blank: Interview, at: Context
) -> Response | list[CellProblem]:
    """What a row answers on a blank interview, or why it cannot be counted."""
    elements = blank.form.elements
    replies = {
        one.key: _reply(one, record[key]) for key, one in found.asked.items() if record[key]
    }
    after, refused = interview.entered(blank, replies, at)
    problems = [
        CellProblem(record.row, key, fault, record[key])
        for key, one in found.asked.items()
        for fault in _faults(one, refused, rates=one.key in elements, empty=not record[key])
    ]
    turn = interview.turn(after)
    if isinstance(turn, Finish) and turn.discarded:
        problems.append(CellProblem(record.row, "", CellFault.ENDS_ITSELF, ""))
    if problems:
        return problems
    scores = export.scores(after)
    return Response(
        export.submission(after),
        scores,
        # Which version was printed is not known.
        None,
        MODE_PAPER,
        straight_lined(scores),
        too_fast=False,
        receipt=secrets.token_bytes(RECEIPT_BYTES),
    )


def _reply(control: Control, cell: str) -> Reply:
    """A choice by its value, or in its words in any language."""
    if control.kind in TYPED:
        return Typed(privacy.mask(cell))
    said = {
        plain(words): choice.value
        for choices in (control.fixed or {}).values()
        for choice in choices
        for words in (choice.label, choice.value)
    }
    return Picked(said.get(plain(cell), cell))


def _faults(
    control: Control, refused: Mapping[str, Reason], *, rates: bool, empty: bool
) -> Iterator[CellFault]:
    if rates and empty:
        # It is never counted as zero, nor as anything else.
        yield CellFault.NO_SCORE
    elif control.key in refused:
        if rates:
            yield CellFault.BAD_SCORE
        elif control.kind in TYPED:
            long = refused[control.key] is Reason.TOO_LONG
            yield CellFault.TOO_LONG if long else CellFault.NOT_TAKEN
        else:
            yield CellFault.NO_CHOICE
