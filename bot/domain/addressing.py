"""Whom a training is for, as the cells of a workbook say it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.audience import Audience, Short, Who
from bot.domain.cells import Cells
from bot.domain.employee import (
    RankGroup,
    Status,
    fault_of,
    grades,
    read_nip,
    read_status,
    status_in,
)
from bot.domain.sheet import CellFault, CellProblem, plain
from bot.domain.unit import UnitNames

__all__ = ["RANKS", "Known", "numbers", "read_audience"]


def _word(group: RankGroup) -> str:
    if status_in(group) is Status.PNS:
        return group.value
    first, *_others, last = grades(group)
    return f"PPPK {first}-{last}"


RANKS = {_word(group): group for group in RankGroup}
"""Groups of ranks as a workbook has them: "III", or "PPPK IX-XII"."""

_BY_WORD = {plain(word): group for word, group in RANKS.items()} | {
    plain(f"{before} {word}"): group
    for word, group in RANKS.items()
    for before in ("gol", "golongan")
}


@dataclass(frozen=True, slots=True)
class Known:
    """What cells may name: units, and employees by number; and what is short of JP."""

    units: UnitNames
    employees: Mapping[str, int]
    short: Short


def read_audience(cells: Cells, known: Known) -> Audience:
    """The employees of a unit and of all below it who are what other cells say; empty ones ask
    for nothing."""
    status, rank = _status(cells), _rank(cells)
    if status is not None and rank is not None and status_in(rank) is not status:
        cells.refuse("for_rank", CellFault.BAD_RANK)
    return Audience(
        Who.EMPLOYEES,
        _unit(cells, known.units),
        status=status,
        rank=rank,
        short=known.short if cells.flag("for_short") else None,
        named=_named(cells, known.employees),
    )


def numbers(cell: str) -> list[str]:
    """The numbers in a cell or a message, with commas, semicolons or line breaks between them."""
    return [nip for word in re.split(r"[,;\n]", cell) if (nip := read_nip(word))]


def _unit(cells: Cells, units: UnitNames) -> int | None:
    if not cells["unit"]:
        return None
    unit_id, fault = units.of(cells["unit"])
    if fault is not None:
        cells.refuse("unit", fault)
    return unit_id


def _status(cells: Cells) -> Status | None:
    found = read_status(cells["for_status"])
    if cells["for_status"] and found is None:
        cells.refuse("for_status", CellFault.BAD_STATUS)
    return found


def _rank(cells: Cells) -> RankGroup | None:
    if not cells["for_rank"]:
        return None
    return cells.one_of("for_rank", _BY_WORD, CellFault.BAD_RANK)


def _named(cells: Cells, employees: Mapping[str, int]) -> frozenset[int] | None:
    listed = numbers(cells.record["for_nips"])
    cells.problems += _unknown(cells, listed, employees)
    return frozenset(employees[nip] for nip in listed if nip in employees) if listed else None


def _unknown(
    cells: Cells, listed: Iterable[str], employees: Mapping[str, int]
) -> Iterable[CellProblem]:
    for nip in listed:
        fault = fault_of(nip) or (None if nip in employees else CellFault.NO_EMPLOYEE)
        if fault is not None:
            yield CellProblem(cells.record.row, "for_nips", fault, nip, cells.sheet)
