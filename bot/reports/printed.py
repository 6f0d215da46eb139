"""What sheets that are printed or filed have in common."""

from collections.abc import Sequence
from math import ceil

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.texts import _

__all__ = ["AS_IT_STANDS", "height", "on_paper", "put"]

AS_IT_STANDS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""What a name begins with is no formula, and a NIP is no number."""

A4 = 9
LINE = 13.5
"""So high is a line of ten points."""


def on_paper(sheet: Worksheet, header: int, last_row: int, last_column: int) -> None:
    """A4, as wide as the page, the header on each of them, with their numbers."""
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(header)
    sheet.print_area(0, 0, last_row, last_column)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C" + _("Page {n} of {all}").format(n="&P", all="&N"))


def put(sheet: Worksheet, row: int, place: int, words: str, shape: Format) -> None:
    """Words as they stand; without any the cell is empty."""
    if words:
        sheet.write_string(row, place, words, shape)
    else:
        sheet.write_blank(row, place, None, shape)


def height(cells: Sequence[str], widths: Sequence[int]) -> float:
    """How high a row is whose cells are wrapped: no program makes it so by itself."""
    lines = (ceil(len(cell) / width) for cell, width in zip(cells, widths, strict=True))
    return LINE * max(1, *lines)
