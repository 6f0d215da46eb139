"""A broadcast's audience narrowed to those that a list of numbers names."""

from collections.abc import Iterable
from dataclasses import replace

from bot.db import employees, people
from bot.db.base import Db
from bot.domain.audience import MOST_NAMED, Named, Who
from bot.domain.employee import fault_of, read_nip
from bot.domain.errors import SheetRefused, TooMany
from bot.domain.layout import ROSTER
from bot.domain.people import Person
from bot.domain.privacy import masked_nip
from bot.domain.sheet import CellFault, CellProblem, Layout
from bot.usecases import spreadsheet
from bot.usecases.composing import address, own_draft

__all__ = ["name", "numbers_of_file"]

NUMBERS = Layout(ROSTER.title, tuple(one for one in ROSTER.columns if one.key == "nip"))


def name(db: Db, person: Person, numbers: Iterable[str]) -> Named:
    """The draft is for those of these numbers who are on the roster; as before where none is.

    Raises TooMany, with nothing changed.
    """
    before = own_draft(db, person)
    wanted = dict.fromkeys(numbers)
    if len(wanted) > MOST_NAMED:
        raise TooMany
    known = employees.ids(db, wanted)
    if known:
        named = frozenset(known.values())
        address(db, person, replace(before.audience, who=Who.EMPLOYEES, named=named))
        people.expect_nothing(db, person.id)
    return Named(len(known), tuple(masked_nip(one) for one in wanted if one not in known))


def numbers_of_file(content: bytes) -> list[str]:
    """Those in the column that a roster has for them; raises SheetRefused with every problem."""
    _columns, sheet = spreadsheet.find(spreadsheet.open_sheets(content), NUMBERS)
    found = spreadsheet.records(sheet, NUMBERS)
    cells = [(one.row, one["nip"]) for one in found.rows if read_nip(one["nip"])]
    problems = [
        CellProblem(row, "nip", fault, cell)
        for row, cell in cells
        if (fault := fault_of(read_nip(cell)))
    ]
    if problems or not cells:
        empty = [CellProblem(1, "", CellFault.EMPTY, "")]
        raise SheetRefused(found.named(problems or empty))
    return [read_nip(cell) for _row, cell in cells]
