"""A workbook to fill in: sheets with a header and drop-downs, and one that explains."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.domain.layout import CHOICES
from bot.domain.sheet import Column, Layout
from bot.texts import _

__all__ = ["Blank", "workbook"]

ROWS = 5_000
"""So many rows are prepared for what is to be filled in."""

WIDTH = 18
WIDE = {
    "name": 34,
    "unit": 34,
    "position": 40,
    "title": 40,
    "transport": 40,
    "place": 30,
    "question": 50,
    "goal": 50,
    "text_id": 70,
    "text_en": 70,
    "answer_id": 70,
    "answer_en": 70,
    "saran": 70,
}

# A spreadsheet program would else take digits off them, or read days by its own custom.
AS_TEXT = {
    *(
        "nip",
        "head_nip",
        "contact_nip",
        "for_nips",
        "start",
        "end",
        "deadline",
        "code",
        "training",
    ),
    *("question", *CHOICES),
    *("month", "first", "last", "day", "text_id", "text_en", "answer_id", "answer_en"),
}


@dataclass(frozen=True, slots=True)
class Blank:
    """What is said of each column, what may be chosen there, rows as examples, and rows that
    stand in it already."""

    layout: Layout
    notes: Mapping[str, str]
    examples: Sequence[Sequence[str]] = ()
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rows: Sequence[Sequence[str]] = ()


def workbook(found: Sequence[Blank]) -> bytes:
    """The sheets as XLSX, in the language at hand."""
    kept = BytesIO()
    with Workbook(kept, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#DDE7F0", "border": 1})
        text = book.add_format({"num_format": "@"})
        choices = _Choices(found)
        for one in found:
            _fill_in(book.add_worksheet(one.layout.title), one, choices, bold, text)
        _explain(book.add_worksheet(_("Instructions")), found, bold, text)
        choices.write(book.add_worksheet(_("Choices")))
    return kept.getvalue()


class _Choices:
    """The lists that may be chosen from, on a sheet of their own: a cell holds no long list."""

    def __init__(self, found: Sequence[Blank]) -> None:
        self.lists = [
            (one.layout.title, key, words) for one in found for key, words in one.choices.items()
        ]

    def write(self, sheet: Worksheet) -> None:
        sheet.hide()
        for place, (_title, _key, words) in enumerate(self.lists):
            sheet.write_column(0, place, list(words))

    def of(self, title: str, column: Column) -> dict[str, object] | None:
        """How a column is checked; None for one with nothing to choose.

        A unit may also be written by its name, and a kind of learning be the office's own, so
        that another word there is only pointed out.
        """
        for place, (of, key, words) in enumerate(self.lists):
            if (of, key) == (title, column.key) and words:
                letter = chr(ord("A") + place)
                return {
                    "validate": "list",
                    "source": f"='{_('Choices')}'!${letter}$1:${letter}${len(words)}",
                    "error_type": "information" if key in {"unit", "kind"} else "stop",
                    "ignore_blank": True,
                }
        return None


def _fill_in(
    sheet: Worksheet, found: Blank, choices: _Choices, bold: Format, text: Format
) -> None:
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(found.layout.columns):
        shown = text if column.key in AS_TEXT else None
        sheet.set_column(place, place, WIDE.get(column.key, WIDTH), shown)
        sheet.write_string(0, place, column.header, bold)
        choice = choices.of(found.layout.title, column)
        if choice is not None:
            sheet.data_validation(1, place, ROWS, place, choice)
    for row, cells in enumerate(found.rows, 1):
        for place, cell in enumerate(cells):
            sheet.write(row, place, int(cell) if cell.isdecimal() else cell)


def _explain(sheet: Worksheet, found: Sequence[Blank], bold: Format, text: Format) -> None:
    sheet.set_column(0, 0, WIDTH, text)
    sheet.set_column(1, 1, 90)
    row = 0
    for one in found:
        row = _explain_one(sheet, one, bold, text, row) + 2


def _explain_one(sheet: Worksheet, found: Blank, bold: Format, text: Format, row: int) -> int:
    """The last row that it fills."""
    for column in found.layout.columns:
        sheet.write_string(row, 0, column.header, bold)
        sheet.write_string(row, 1, found.notes[column.key])
        row += 1
    if not found.examples:
        return row
    row += 1
    sheet.write_string(row, 0, _("Examples"), bold)
    for line in found.examples:
        row += 1
        sheet.write_string(row, 0, line[0], text)
        sheet.write_string(row, 1, " | ".join(cell or "-" for cell in line[1:]))
    return row
