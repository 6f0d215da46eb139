"""Service units: one tree; its leaves are the counters that citizens rate."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.employee import fault_of
from bot.domain.sheet import CellFault, CellProblem

__all__ = ["CODE", "ServiceUnit", "Tree", "UnitLine", "UnitNames", "check", "titled"]

CODE = re.compile(r"[a-z0-9-]{1,40}")
MAX_NAME = 80


@dataclass(frozen=True, slots=True)
class ServiceUnit:
    """A node of the tree; `code` stands in the links on the counters."""

    id: int
    code: str
    name: str
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A row of the units spreadsheet; `row` is its number there, for messages.

    Until roles exist, `head_nip` and `contact_nip` say who leads the unit and whom to ask there;
    None where the spreadsheet does not tell, so that it stays as it is.
    """

    row: int
    code: str
    name: str
    parent: str
    head_nip: str | None = None
    contact_nip: str | None = None


class Tree:
    """The active units, with the questions one asks of a tree."""

    def __init__(self, units: Iterable[ServiceUnit]) -> None:
        self.by_id: Mapping[int, ServiceUnit] = {unit.id: unit for unit in units}
        self.by_code: Mapping[str, ServiceUnit] = {u.code: u for u in self.by_id.values()}
        children: dict[int | None, list[ServiceUnit]] = {}
        for unit in self.by_id.values():
            parent = unit.parent_id if unit.parent_id in self.by_id else None
            children.setdefault(parent, []).append(unit)
        self._children = children

    def children(self, unit_id: int | None) -> list[ServiceUnit]:
        """The units right below one, in the order they were imported; None is above all."""
        return self._children.get(unit_id, [])

    def leaves(self, unit_id: int | None = None) -> list[ServiceUnit]:
        """The leaves at or below a unit (None: all), depth first."""
        below = self.children(unit_id)
        if not below:
            return [self.by_id[unit_id]] if unit_id in self.by_id and unit_id is not None else []
        return [leaf for child in below for leaf in self.leaves(child.id)]

    def walk(self, unit_id: int | None = None, depth: int = 0) -> list[tuple[int, ServiceUnit]]:
        """Every unit below one (None: all), depth first, with its depth."""
        found: list[tuple[int, ServiceUnit]] = []
        for child in self.children(unit_id):
            found.append((depth, child))
            found += self.walk(child.id, depth + 1)
        return found

    @property
    def top(self) -> int | None:
        """Right below which units are compared: not where there is only one, above all others."""
        top: int | None = None
        while len(below := self.children(top)) == 1 and not self.is_leaf(below[0].id):
            top = below[0].id
        return top

    def is_leaf(self, unit_id: int) -> bool:
        """Whether citizens rate this unit itself."""
        return unit_id in self.by_id and not self.children(unit_id)

    def title(self, unit: ServiceUnit) -> str:
        """The name with its parent's before it: "Disdukcapil · KTP elektronik"."""
        parent = self.by_id.get(unit.parent_id) if unit.parent_id is not None else None
        return titled(unit.name, parent.name if parent else None)

    def search(self, text: str, among: Iterable[ServiceUnit]) -> list[ServiceUnit]:
        """Those whose title or code holds every word of the text."""
        words = text.casefold().split()
        return [
            unit
            for unit in among
            if all(word in f"{self.title(unit)} {unit.code}".casefold() for word in words)
        ]


class UnitNames:
    """The units by what a spreadsheet may call them: code, name, or name with that of the unit
    above; a code goes before a name, and a name before one with the unit above."""

    def __init__(self, tree: Tree) -> None:
        # None stands for what several are called.
        self._by_word: dict[str, int | None] = {}
        for word_of in (lambda unit: unit.code, lambda unit: unit.name, tree.title):
            found: dict[str, int | None] = {}
            for unit in tree.by_id.values():
                word = _plain(word_of(unit))
                found[word] = None if word in found else unit.id
            self._by_word = found | self._by_word

    def of(self, cell: str) -> tuple[int | None, CellFault | None]:
        """The id of the unit that a cell names, or what is wrong with the cell."""
        word = _plain(cell)
        if not word:
            return None, CellFault.MISSING
        if word not in self._by_word:
            return None, CellFault.NO_UNIT
        found = self._by_word[word]
        return found, CellFault.MANY_UNITS if found is None else None


def titled(name: str, parent: str | None) -> str:
    """A unit's name with its parent's before it."""
    return f"{parent} · {name}" if parent else name


def check(lines: Iterable[UnitLine]) -> list[CellProblem]:
    """Everything wrong with a units spreadsheet, each problem with its row; empty when sound."""
    rows = list(lines)
    parents = {line.code: line.parent for line in rows}
    seen: dict[str, int] = {}
    problems: list[CellProblem] = []
    for line in rows:
        if line.code in seen:
            row, code = line.row, line.code
            problems.append(CellProblem(row, "code", CellFault.TWICE, code, earlier=seen[code]))
        elif CODE.fullmatch(line.code):
            seen[line.code] = line.row
        problems += [CellProblem(line.row, *fault) for fault in _faults(line, parents)]
    return problems


def _faults(line: UnitLine, parents: Mapping[str, str]) -> list[tuple[str, CellFault, str]]:
    faults: list[tuple[str, CellFault, str]] = []
    if not CODE.fullmatch(line.code):
        faults.append(("code", CellFault.BAD_CODE, line.code))
    if not 0 < len(line.name) <= MAX_NAME:
        faults.append(("name", CellFault.BAD_NAME, line.name))
    elif not line.name.isprintable():
        faults.append(("name", CellFault.BAD_SIGNS, line.name))
    if line.parent and line.parent not in parents:
        faults.append(("parent", CellFault.NO_PARENT, line.parent))
    elif _circles(line.code, parents):
        faults.append(("parent", CellFault.CIRCLE, line.parent))
    return [*faults, *_faults_of_people(line)]


def _faults_of_people(line: UnitLine) -> list[tuple[str, CellFault, str]]:
    named = (("head_nip", line.head_nip), ("contact_nip", line.contact_nip))
    return [(key, fault, nip) for key, nip in named if nip and (fault := fault_of(nip))]


def _circles(code: str, parents: Mapping[str, str]) -> bool:
    met: set[str] = set()
    while code:
        if code in met:
            return True
        met.add(code)
        code = parents.get(code, "")
    return False


def _plain(words: str) -> str:
    """What two ways to write a unit have in common."""
    return " ".join(words.replace("·", " ").casefold().split())
