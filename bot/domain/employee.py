"""Employees (ASN): their numbers, ranks and the roster that says who works where.

A number (NIP, or NI PPPK) identifies and never authenticates: most of its digits can be guessed.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.privacy import masked_nip
from bot.domain.sheet import CellFault, CellProblem, Changes, is_formula, legible

__all__ = [
    "MAX_NAME",
    "Employed",
    "RankGroup",
    "RosterLine",
    "Status",
    "check",
    "compare",
    "doubts",
    "fault_of",
    "grades",
    "kept",
    "label",
    "read_grade",
    "read_nip",
    "read_status",
    "status_in",
    "status_of",
]

MAX_NAME, MAX_POSITION = 100, 200

MANY = 10
"""Where fewer are let go nobody is warned, whatever part of the office they are."""

_NIP = re.compile(r"[0-9]{18}")
_SCIENTIFIC = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+")
# What may stand in a printed number without being part of it, the sign for "this is text" too.
_NOT_COUNTED = re.compile(r"[\s'`’]")
_BETWEEN = re.compile(r"(?<=[0-9])[.‐-―-](?=[0-9])")
_LOST_TAIL = "000"

_ROMANS = (
    *("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"),
    *("XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII"),
)
_LETTERS = {"I": "abcd", "II": "abcd", "III": "abcd", "IV": "abcde"}
_GRADE_PNS = re.compile(r"\b(IV|III|II|I)\s*[/.\s]?\s*([a-e])\b", re.IGNORECASE)
_GRADE_PPPK = re.compile(r"(?:gol(?:ongan)?\.?\s*)?([ivx]+)", re.IGNORECASE)


class Status(StrEnum):
    """What kind of civil servant somebody is."""

    PNS = "PNS"
    PPPK = "PPPK"


class RankGroup(StrEnum):
    """Ranks that belong together: four of PNS by their golongan, four of PPPK."""

    I = "I"  # noqa: E741 - As people write it.
    II = "II"
    III = "III"
    IV = "IV"
    PPPK_I = "P1"
    PPPK_V = "P5"
    PPPK_IX = "P9"
    PPPK_XIII = "P13"


_OF_PPPK = {
    RankGroup.PPPK_I: _ROMANS[:4],
    RankGroup.PPPK_V: _ROMANS[4:8],
    RankGroup.PPPK_IX: _ROMANS[8:12],
    RankGroup.PPPK_XIII: _ROMANS[12:],
}

_STATUSES = {
    **dict.fromkeys(("pns", "cpns", "pegawainegerisipil"), Status.PNS),
    **dict.fromkeys(("pppk", "p3k", "pppkparuhwaktu", "pppkpenuhwaktu"), Status.PPPK),
}


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A row of the roster; what is not told there is empty, or None where it was not understood.

    `unit_id` is the unit that the row's own words mean.
    """

    row: int
    nip: str
    name: str
    unit_id: int
    status: Status
    grade: str = ""
    position: str = ""


@dataclass(frozen=True, slots=True)
class Employed:
    """What is stored of an employee who has a number."""

    name: str
    unit_id: int
    status: str | None
    grade: str | None
    position: str | None
    active: bool


def read_nip(cell: str) -> str:
    """The number in a cell, without the blanks, dots and dashes it is often printed with."""
    found = _NOT_COUNTED.sub("", legible(cell))
    joined = _BETWEEN.sub("", found)
    # What is no such number stays as it is: the dot of 1.98609E+17 says what happened to it.
    return joined if _NIP.fullmatch(joined) else found


def fault_of(nip: str) -> CellFault | None:
    """What is wrong with a number; None when nothing is.

    A spreadsheet program keeps fifteen digits of a number that is not formatted as text.
    """
    if _SCIENTIFIC.fullmatch(nip):
        return CellFault.LOST_DIGITS
    if not _NIP.fullmatch(nip):
        return CellFault.BAD_NIP
    return CellFault.LOST_DIGITS if nip.endswith(_LOST_TAIL) else None


def status_of(nip: str) -> Status:
    """What a number suggests: of PPPK it has a contract's code where that of PNS has a month."""
    return Status.PNS if nip[12:14] <= "12" else Status.PPPK


def read_status(cell: str) -> Status | None:
    """What a roster says; None where it is not understood."""
    return _STATUSES.get("".join(sign for sign in cell.casefold() if sign.isalnum()))


def read_grade(cell: str, status: Status) -> str | None:
    """A rank as it is stored, such as "III/c" or "IX"; None where it is none of this status."""
    if status is Status.PPPK:
        found = _GRADE_PPPK.fullmatch(cell.strip())
        roman = found[1].upper() if found else ""
        return roman if roman in _ROMANS else None
    found = _GRADE_PNS.search(cell)
    if found is None or found[2].lower() not in _LETTERS[found[1].upper()]:
        return None
    return f"{found[1].upper()}/{found[2].lower()}"


def grades(group: RankGroup) -> tuple[str, ...]:
    """The ranks of a group."""
    if group in _OF_PPPK:
        return _OF_PPPK[group]
    return tuple(f"{group}/{letter}" for letter in _LETTERS[group])


def status_in(group: RankGroup) -> Status:
    """Of whom its ranks are."""
    return Status.PPPK if group in _OF_PPPK else Status.PNS


def label(name: str, nip: str) -> str:
    """How somebody is named in messages."""
    return f"{name} ({masked_nip(nip)})"


def kept(
    cells: Mapping[str, str], headers: Container[str], before: Employed | None
) -> dict[str, str]:
    """The cells of a row; what has no column in the file stays as it was, a rank only with the
    status that it is of."""
    found = dict(cells)
    if before is None:
        return found
    if "status" not in headers:
        found["status"] = before.status or ""
    if "grade" not in headers and read_status(found["status"]) == before.status:
        found["grade"] = before.grade or ""
    if "position" not in headers:
        found["position"] = before.position or ""
    return found


def check(row: int, cells: Mapping[str, str]) -> Iterator[CellProblem]:
    """What is wrong with a row by itself; cells are as they were read."""
    nip, name = read_nip(cells["nip"]), cells["name"]
    if not nip:
        yield CellProblem(row, "nip", CellFault.MISSING, "")
    elif fault := fault_of(nip):
        yield CellProblem(row, "nip", fault, cells["nip"])
    if not name:
        yield CellProblem(row, "name", CellFault.MISSING, "")
    elif is_formula(name):
        yield CellProblem(row, "name", CellFault.BAD_START, name)
    elif not name.isprintable():
        yield CellProblem(row, "name", CellFault.BAD_SIGNS, name)
    for key, most in (("name", MAX_NAME), ("position", MAX_POSITION)):
        if len(cells[key]) > most:
            yield CellProblem(row, key, CellFault.TOO_LONG, cells[key])
    yield from _check_rank(row, cells["status"], cells["grade"], nip)


def _check_rank(row: int, status: str, grade: str, nip: str) -> Iterator[CellProblem]:
    known = read_status(status) if status else status_of(nip)
    if known is None:
        yield CellProblem(row, "status", CellFault.BAD_STATUS, status)
    elif grade and read_grade(grade, known) is None:
        yield CellProblem(row, "grade", CellFault.BAD_GRADE, grade)


def doubts(line: RosterLine) -> Iterator[CellProblem]:
    """What looks odd in a number; the roster's own word counts, so that is only warned of."""
    if not _has_dates(line.nip, line.status):
        yield CellProblem(line.row, "nip", CellFault.ODD_DATE, masked_nip(line.nip))
    if status_of(line.nip) is not line.status:
        yield CellProblem(line.row, "status", CellFault.ODD_STATUS, line.status)


def _has_dates(nip: str, status: Status) -> bool:
    try:
        born = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        return False
    month = nip[12:14] if status is Status.PNS else "01"
    return 1900 < born.year < int(nip[8:12]) and "01" <= month <= "12" and nip[14] in "12"


def compare(known: Mapping[str, Employed], lines: Sequence[RosterLine]) -> Changes:
    """What these rows would change, by the number of each employee."""
    new, changed, moved, was = [], [], [], []
    for line in lines:
        before = known.get(line.nip)
        if before is None:
            new.append(label(line.name, line.nip))
        elif before.active and before.unit_id != line.unit_id:
            moved.append(label(line.name, line.nip))
            was.append((line.nip, before))
        elif before != _after(line):
            changed.append(label(line.name, line.nip))
            was.append((line.nip, before))
    listed = {line.nip for line in lines}
    gone = [label(one.name, nip) for nip, one in known.items() if one.active and nip not in listed]
    same = len(lines) - len(new) - len(changed) - len(moved)
    active = sum(one.active for one in known.values())
    return Changes(
        tuple(new),
        tuple(changed),
        tuple(gone),
        same,
        tuple(moved),
        tuple(_all_doubts(lines)),
        sweeping=len(gone) >= MANY and 2 * len(gone) > active,
        was=was,
    )


def _all_doubts(lines: Iterable[RosterLine]) -> Iterator[CellProblem]:
    for line in lines:
        yield from doubts(line)


def _after(line: RosterLine) -> Employed:
    grade, position = line.grade or None, line.position or None
    return Employed(line.name, line.unit_id, line.status.value, grade, position, active=True)
