"""Spreadsheets of every kind: recognised, read, compared, applied whole or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.db.base import Db
from bot.domain.errors import SheetRefused
from bot.domain.layout import ROSTER, UNITS
from bot.domain.sheet import CellFault, CellProblem, Changes, Layout, Records
from bot.usecases import importing, roster, spreadsheet
from bot.usecases.spreadsheet import Sheet

__all__ = ["KINDS", "Imported", "Kind", "apply", "compare", "kind_of", "read"]


ENOUGH = 2
"""So many of a kind's columns tell it from the others."""


class Imported(StrEnum):
    """What a spreadsheet is about."""

    UNITS = "units"
    ROSTER = "roster"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of spreadsheet is read, compared with what is stored, and applied.

    Reading and comparing raise SheetRefused with every problem; only applying writes.
    """

    layout: Layout
    lines: Callable[[Db, Records], Any]
    compare: Callable[[Db, Any], Changes]
    apply: Callable[[Db, Any], None]


KINDS = {
    Imported.UNITS: Kind(
        UNITS,
        lambda _db, found: importing.unit_lines(found),
        importing.compare_units,
        importing.apply_units,
    ),
    Imported.ROSTER: Kind(ROSTER, roster.roster_lines, roster.compare_roster, roster.apply_roster),
}


def kind_of(sheets: Sequence[Sheet]) -> Imported:
    """What the file is about, by its columns; raises SheetRefused where that cannot be told.

    A column may be missing: which one, reading it tells.
    """
    found = {kind: spreadsheet.find(sheets, way.layout)[0] for kind, way in KINDS.items()}
    kind = max(found, key=lambda one: found[one])
    if found[kind] < ENOUGH:
        raise SheetRefused([CellProblem(1, "", CellFault.UNKNOWN_KIND, "")])
    return kind


def read(sheets: Sequence[Sheet], kind: Imported) -> Records:
    """The rows of the sheet that this is about; raises SheetRefused with every problem."""
    layout = KINDS[kind].layout
    _columns, chosen = spreadsheet.find(sheets, layout)
    return spreadsheet.records(chosen, layout)


def compare(db: Db, kind: Imported, found: Records) -> tuple[Any, Changes]:
    """The lines, and what they would change; raises SheetRefused with every problem, by the
    file's own words. A pure read."""
    way = KINDS[kind]
    try:
        lines = way.lines(db, found)
        changes = way.compare(db, lines)
    except SheetRefused as error:
        raise SheetRefused(found.named(error.problems)) from None
    return lines, _named(found, changes)


def apply(db: Db, kind: Imported, lines: Any) -> None:
    """Make it so, in this transaction."""
    KINDS[kind].apply(db, lines)


def _named(found: Records, changes: Changes) -> Changes:
    return replace(changes, warnings=found.named(changes.warnings))
