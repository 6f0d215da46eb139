"""The roster: who works where, read from a spreadsheet and applied whole or not at all."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.db import employees, units
from bot.db.base import Db
from bot.domain import employee as rules
from bot.domain.employee import RosterLine, fault_of, read_grade, read_nip, read_status, status_of
from bot.domain.errors import SheetRefused
from bot.domain.sheet import CellFault, CellProblem, Changes, Record, Records, legible
from bot.domain.unit import UnitNames
from bot.usecases import turnover

__all__ = ["apply_roster", "compare_roster", "roster_lines"]


def roster_lines(db: Db, found: Records) -> list[RosterLine]:
    """What each row says; raises SheetRefused with every problem. A pure read."""
    known, stored = UnitNames(units.tree(db)), employees.on_roster(db)
    problems: list[CellProblem] = []
    lines: list[RosterLine] = []
    seen: dict[str, int] = {}
    for record in found.rows:
        said = {key: legible(value) for key, value in record.cells.items()}
        nip = read_nip(said["nip"])
        cells = rules.kept(said, found.headers, stored.get(nip))
        wrong = [*rules.check(record.row, cells), *_of_unit(record, known)]
        if nip in seen:
            twice = CellProblem(record.row, "nip", CellFault.TWICE, nip, earlier=seen[nip])
            wrong.append(twice)
        elif fault_of(nip) is None:
            # Two numbers whose digits were cut off may look the same and be two people's.
            seen[nip] = record.row
        problems += wrong
        if not wrong:
            lines.append(_line(record.row, nip, cells, known))
    if not found.rows:
        problems.append(CellProblem(1, "", CellFault.EMPTY, ""))
    if problems:
        raise SheetRefused(problems)
    return lines


def compare_roster(db: Db, lines: Sequence[RosterLine]) -> Changes:
    """What these lines would change. A pure read."""
    return rules.compare(employees.on_roster(db), lines)


def apply_roster(db: Db, lines: Iterable[RosterLine], now: datetime) -> None:
    """Make the roster what these lines say; who is not among them is deactivated.

    A few statements for all of them, whatever was changed since they were compared. Whom that
    brings to sessions ahead or takes from them is long work.
    """
    turnover.applied(db, now)
    employees.replace_roster(db, lines)


def _line(row: int, nip: str, cells: dict[str, str], known: UnitNames) -> RosterLine:
    status = read_status(cells["status"]) or status_of(nip)
    unit_id, _fault = known.of(cells["unit"])
    grade = read_grade(cells["grade"], status) or ""
    return RosterLine(row, nip, cells["name"], unit_id or 0, status, grade, cells["position"])


def _of_unit(record: Record, known: UnitNames) -> Iterable[CellProblem]:
    _unit_id, fault = known.of(legible(record["unit"]))
    if fault is not None:
        yield CellProblem(record.row, "unit", fault, record["unit"])
