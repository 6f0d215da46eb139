"""JP of a year as a workbook: a row for each employee, and a sheet that sums up each unit.

Totals are formulas, so that they follow what is corrected by hand; their results stand beside
them for programs that do not compute.
"""

from collections.abc import Callable, Sequence
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from bot.domain.register import Earner, Recap
from bot.reports.printed import AS_IT_STANDS, height, on_paper, put
from bot.reports.templates import KINDS
from bot.texts import DEFAULT, _, speaking

__all__ = ["recapitulation"]

HEADER = 3
"""The row of the columns' names, below title, scope and a blank."""

FIXED = 6
"""So many columns stand before those of the kinds."""

NUMBER, NIP, NAME, CODE, UNIT, _STATUS = range(FIXED)

WIDTHS = (5, 21, 34, 16, 34, 9)


def recapitulation(office: str, found: Recap) -> bytes:
    """The workbook, of one employee at least; in Indonesian, as all that an office files."""
    kept = BytesIO()
    with speaking(DEFAULT), Workbook(kept, {"in_memory": True, **AS_IT_STANDS}) as book:
        units = book.add_worksheet(_("By unit"))
        people = book.add_worksheet(_("By employee"))
        shapes = _Shapes(book)
        _by_employee(people, office, found, shapes)
        _by_unit(units, office, found, shapes)
    return kept.getvalue()


class _Shapes:
    def __init__(self, book: Workbook) -> None:
        edge = {"border": 1, "font_size": 10, "valign": "vcenter"}
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.header = book.add_format(
            {**edge, "bold": True, "bg_color": "#DDE7F0", "text_wrap": True}
        )
        self.cell = book.add_format({**edge, "num_format": "@", "text_wrap": True})
        self.number = book.add_format({**edge, "num_format": "0"})
        self.average = book.add_format({**edge, "num_format": "0.0"})
        self.total = book.add_format({**edge, "num_format": "0", "bold": True})


def _by_employee(sheet: Worksheet, office: str, found: Recap, shapes: _Shapes) -> None:
    names = [KINDS.get(kind, kind) for kind in found.kinds]
    header = (
        *(_("No."), _("NIP"), _("Name"), _("Unit code"), _("Unit"), _("Status")),
        *(*names, _("Total JP"), _("Target"), _("Short")),
    )
    widths = (*WIDTHS, *(13 for _name in names), 9, 9, 9)
    _begin(sheet, office, found, header, widths, shapes)
    last = HEADER + len(found.earners)
    for row, one in enumerate(found.earners, HEADER + 1):
        _employee(sheet, row, one, found, shapes)
    total = FIXED + len(found.kinds)
    sheet.write_string(last + 1, NAME, _("All"), shapes.total)
    for place in range(FIXED, len(header)):
        column = [_values(one, found)[place - FIXED] for one in found.earners]
        summed = f"=SUM({xl_range(HEADER + 1, place, last, place)})"
        sheet.write_formula(last + 1, place, summed, shapes.total, sum(column))
    sheet.autofilter(HEADER, 0, last, total + 2)
    on_paper(sheet, HEADER, last + 1, len(header) - 1)


def _employee(sheet: Worksheet, row: int, one: Earner, found: Recap, shapes: _Shapes) -> None:
    code, unit = found.units[one.unit_id]
    total = FIXED + len(found.kinds)
    sheet.set_row(row, height((one.name, unit), (WIDTHS[NAME], WIDTHS[UNIT])))
    sheet.write_number(row, NUMBER, row - HEADER, shapes.number)
    for place, words in enumerate((one.nip, one.name, code, unit, one.status), NIP):
        put(sheet, row, place, words, shapes.cell)
    for place, kind in enumerate(found.kinds, FIXED):
        sheet.write_number(row, place, one.jp.get(kind, 0), shapes.number)
    summed = f"=SUM({xl_range(row, FIXED, row, total - 1)})" if found.kinds else "=0"
    sheet.write_formula(row, total, summed, shapes.number, one.total)
    sheet.write_number(row, total + 1, one.target, shapes.number)
    has, target = (xl_rowcol_to_cell(row, total + n) for n in (0, 1))
    sheet.write_formula(row, total + 2, f"=MAX(0,{target}-{has})", shapes.number, one.short)


def _values(one: Earner, found: Recap) -> list[int]:
    """What stands in the columns that are summed up."""
    return [*(one.jp.get(kind, 0) for kind in found.kinds), one.total, one.target, one.short]


def _by_unit(sheet: Worksheet, office: str, found: Recap, shapes: _Shapes) -> None:
    """Each unit's own employees, by the rows of the other sheet."""
    header = (
        *(_("Unit code"), _("Unit"), _("Employees"), _("Total JP"), _("JP for each")),
        *(_("Target reached"), _("Short of it")),
    )
    _begin(sheet, office, found, header, (18, 44, 12, 12, 12, 14, 14), shapes)
    column = _columns(found)
    total = FIXED + len(found.kinds)
    codes, jp, short = column(CODE), column(total), column(total + 2)
    for row, (unit_id, (code, title)) in enumerate(found.units.items(), HEADER + 1):
        own = [one for one in found.earners if one.unit_id == unit_id]
        there, has, reached = (xl_rowcol_to_cell(row, n) for n in (2, 3, 5))
        of = xl_rowcol_to_cell(row, 0)
        formulas: Sequence[str] = (
            f"=COUNTIF({codes},{of})",
            f"=SUMIF({codes},{of},{jp})",
            f"=IF({there}=0,0,{has}/{there})",
            f"=COUNTIFS({codes},{of},{short},0)",
            f"={there}-{reached}",
        )
        sheet.write_string(row, 0, code, shapes.cell)
        sheet.write_string(row, 1, title, shapes.cell)
        _computed(sheet, row, formulas, own, shapes)
    last = HEADER + len(found.units)
    sheet.write_string(last + 1, 1, _("All"), shapes.total)
    there, has = (xl_rowcol_to_cell(last + 1, n) for n in (2, 3))
    below = [f"=SUM({xl_range(HEADER + 1, n, last, n)})" for n in range(2, 7)]
    below[2] = f"=IF({there}=0,0,{has}/{there})"
    _computed(sheet, last + 1, below, found.earners, shapes)
    on_paper(sheet, HEADER, last + 1, len(header) - 1)


def _computed(
    sheet: Worksheet, row: int, formulas: Sequence[str], own: Sequence[Earner], shapes: _Shapes
) -> None:
    jp, reached = sum(one.total for one in own), sum(not one.short for one in own)
    each = jp / len(own) if own else 0
    results = (len(own), jp, each, reached, len(own) - reached)
    for place, (formula, result) in enumerate(zip(formulas, results, strict=True), 2):
        shape = shapes.average if place == 4 else shapes.number
        sheet.write_formula(row, place, formula, shape, result)


def _columns(found: Recap) -> Callable[[int], str]:
    """How the other sheet's columns are named in a formula."""
    last = HEADER + len(found.earners)
    return lambda place: f"'{_('By employee')}'!{xl_range_abs(HEADER + 1, place, last, place)}"


def _begin(
    sheet: Worksheet,
    office: str,
    found: Recap,
    header: Sequence[str],
    widths: Sequence[int],
    shapes: _Shapes,
) -> None:
    sheet.write_string(0, 0, office, shapes.title)
    text = _("JP recapitulation {year}, {scope}")
    scope = found.scope or _("all units")
    sheet.write_string(1, 0, text.format(year=found.year, scope=scope), shapes.title)
    for place, (name, width) in enumerate(zip(header, widths, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(HEADER, place, name, shapes.header)
    sheet.set_row(HEADER, 30)
    sheet.freeze_panes(HEADER + 1, 0)
