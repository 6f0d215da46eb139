"""The units spreadsheet: checked cell by cell, then applied whole or not at all."""

from collections.abc import Sequence
from datetime import datetime

from bot.db import units
from bot.db.base import Db
from bot.domain.employee import read_nip
from bot.domain.errors import SheetRefused
from bot.domain.layout import UNITS
from bot.domain.sheet import CellFault, CellProblem, Changes, Record, Records, legible
from bot.domain.unit import UnitLine, check
from bot.usecases import spreadsheet, turnover

__all__ = ["apply_units", "compare_units", "import_units", "read_units", "unit_lines"]


def read_units(content: bytes) -> list[UnitLine]:
    """The rows of a CSV or XLSX with the columns code, name, parent; raises SheetRefused.

    Tolerates a byte order mark, semicolons, blank lines, titles above and any order of columns.
    """
    _columns, chosen = spreadsheet.find(spreadsheet.open_sheets(content), UNITS)
    return unit_lines(spreadsheet.records(chosen, UNITS))


def unit_lines(found: Records) -> list[UnitLine]:
    """What each row says."""
    return [_line(record, found) for record in found.rows]


def import_units(
    db: Db, lines: Sequence[UnitLine], now: datetime, *, dry_run: bool = False
) -> Changes:
    """Make the tree what the lines say, or (dry run) only find out what would change.

    A unit that is not in the lines is deactivated; its answers stay. Raises SheetRefused with
    every problem.
    """
    changes = compare_units(db, lines)
    if not dry_run:
        apply_units(db, lines, now)
    return changes


def compare_units(db: Db, lines: Sequence[UnitLine]) -> Changes:
    """What the lines would change; raises SheetRefused with every problem. A pure read."""
    problems = check(lines) + _rated_parents(db, lines)
    if problems:
        raise SheetRefused(problems)
    if not lines:
        raise SheetRefused([CellProblem(1, "", CellFault.EMPTY, "")])
    known = units.stored(db)
    listed = {line.code for line in lines}
    new = [line.code for line in lines if line.code not in known]
    gone = [code for code, before in known.items() if before.active and code not in listed]
    changed = [
        line.code for line in lines if line.code in known and known[line.code].differs(line)
    ]
    same = len(lines) - len(new) - len(changed)
    was = [(code, known[code]) for code in changed]
    return Changes(tuple(new), tuple(changed), tuple(gone), same, was=was)


def apply_units(db: Db, lines: Sequence[UnitLine], now: datetime) -> None:
    """Make the tree what these lines say, which are without a problem.

    Whom a session ahead is for now, below its unit, is long work.
    """
    turnover.applied(db, now)
    known = units.stored(db)
    for place, line in enumerate(lines):
        units.put(db, line, place)
    # Parents second: a unit may stand above its parent in the spreadsheet.
    ids = units.ids(db)
    for line in lines:
        units.set_parent(db, ids[line.code], ids.get(line.parent))
    for code in known.keys() - {line.code for line in lines}:
        units.deactivate(db, ids[code])


def _rated_parents(db: Db, lines: Sequence[UnitLine]) -> list[CellProblem]:
    """Units that citizens rated, or are rating, and that would no longer be leaves."""
    rated = units.rated_codes(db)
    return [
        CellProblem(line.row, "parent", CellFault.RATED_PARENT, line.parent)
        for line in lines
        if line.parent in rated
    ]


def _line(record: Record, found: Records) -> UnitLine:
    def person(key: str) -> str | None:
        return read_nip(record[key]) if key in found.headers else None

    code, name, parent = record["code"], legible(record["name"]), record["parent"]
    return UnitLine(record.row, code, name, parent, person("head_nip"), person("contact_nip"))
