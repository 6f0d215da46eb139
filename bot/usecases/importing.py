"""The units spreadsheet: checked cell by cell, then applied whole or not at all."""

from collections.abc import Sequence

from bot.db import units
from bot.db.base import Db
from bot.domain.errors import UnitFault, UnitProblem, UnitsRefused
from bot.domain.unit import Changes, UnitLine, check
from bot.usecases.spreadsheet import NotATable, table

__all__ = ["import_units", "read_units"]

COLUMNS = ("code", "name", "parent")
"""Headers, each also known by its Indonesian name."""

ALIASES = {"kode": "code", "nama": "name", "induk": "parent"}


def read_units(content: bytes) -> list[UnitLine]:
    """The rows of a CSV or XLSX with the columns code, name, parent; raises UnitsRefused.

    Tolerates a byte order mark, semicolons, blank lines and any order of columns.
    """
    try:
        found = table(content).rows
    except NotATable:
        raise _refused(1, "", UnitFault.NOT_A_TABLE, "") from None
    if not found:
        raise _refused(1, "", UnitFault.EMPTY, "")
    columns = _columns(*found[0])
    return [_line(number, cells, columns) for number, cells in found[1:]]


def import_units(db: Db, lines: Sequence[UnitLine], *, dry_run: bool = False) -> Changes:
    """Make the tree what the lines say, or (dry run) only find out what would change.

    A unit that is not in the lines is deactivated; its answers stay. Raises UnitsRefused with
    every problem.
    """
    problems = check(lines) + _rated_parents(db, lines)
    if problems:
        raise UnitsRefused(problems)
    if not lines:
        raise _refused(1, "", UnitFault.EMPTY, "")
    known = units.stored(db)
    listed = {line.code for line in lines}
    new = [line.code for line in lines if line.code not in known]
    gone = [code for code, (_, _, active) in known.items() if active and code not in listed]
    changed = [
        line.code
        for line in lines
        if line.code in known and known[line.code] != (line.name, line.parent, True)
    ]
    if not dry_run:
        _apply(db, lines, gone)
    return Changes(tuple(new), tuple(changed), tuple(gone), len(lines) - len(new) - len(changed))


def _apply(db: Db, lines: Sequence[UnitLine], gone: Sequence[str]) -> None:
    for place, line in enumerate(lines):
        units.put(db, line, place)
    # Parents second: a unit may stand above its parent in the spreadsheet.
    ids = units.ids(db)
    for line in lines:
        units.set_parent(db, ids[line.code], ids.get(line.parent))
    for code in gone:
        units.deactivate(db, ids[code])


def _rated_parents(db: Db, lines: Sequence[UnitLine]) -> list[UnitProblem]:
    """Units that citizens rated, or are rating, and that would no longer be leaves."""
    rated = units.rated_codes(db)
    return [
        UnitProblem(line.row, "parent", UnitFault.RATED_PARENT, line.parent)
        for line in lines
        if line.parent in rated
    ]


def _columns(row: int, header: Sequence[str]) -> dict[str, int]:
    names = [ALIASES.get(cell.casefold(), cell.casefold()) for cell in header]
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        raise UnitsRefused(
            [UnitProblem(row, column, UnitFault.NO_COLUMN, "") for column in missing]
        )
    return {column: names.index(column) for column in COLUMNS}


def _line(row: int, cells: Sequence[str], columns: dict[str, int]) -> UnitLine:
    def cell(column: str) -> str:
        return cells[columns[column]] if columns[column] < len(cells) else ""

    return UnitLine(row, cell("code"), cell("name"), cell("parent"))


def _refused(row: int, column: str, fault: UnitFault, value: str) -> UnitsRefused:
    return UnitsRefused([UnitProblem(row, column, fault, value)])
