"""The spreadsheets to fill in: a header, drop-downs, and a sheet that explains, in Indonesian."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.domain.employee import RankGroup, Status, grades
from bot.domain.layout import ROSTER, UNITS
from bot.domain.sheet import Column, Layout
from bot.texts import DEFAULT, _, speaking

__all__ = ["NAMES", "template"]

ROWS = 5_000
"""So many rows are prepared for what is to be filled in."""

WIDTH = 18
WIDE = {"name": 34, "unit": 34, "position": 40}

# A spreadsheet program would else take digits off them.
AS_TEXT = {"nip", "head_nip", "contact_nip"}

EXAMPLE_UNITS = (
    ("dukcapil", "Dinas Dukcapil", "", "197503102000031002", "198609262015051001"),
    ("dukcapil-ktp", "KTP elektronik", "dukcapil", "", ""),
)
EXAMPLE_ROSTER = (
    ("198609262015051001", "Ahmad Hidayat, S.STP.", "dukcapil-ktp", "PNS", "III/c", "Pelaksana"),
    ("199204172023212014", "Fatimah Marwah, A.Md.", "dukcapil-ktp", "PPPK", "VII", "Operator"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Template:
    """What is said of each column, what may be chosen there, and rows as examples."""

    layout: Layout
    notes: Mapping[str, str]
    examples: Sequence[Sequence[str]]
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)


def template(name: str, codes: Sequence[str] = ()) -> bytes:
    """The workbook of this kind; the codes of the units there are may be chosen in it."""
    with speaking(DEFAULT):
        return _written(_TEMPLATES[name](codes))


def _units(_codes: Sequence[str]) -> _Template:
    notes = {
        "code": _("1 to 40 small letters, digits or dashes. It stands in links: keep it."),
        "name": _("As people know the unit, at most 80 characters."),
        "parent": _("The code of the unit above; empty for a unit at the top."),
        "head_nip": _("The NIP of the head of the unit. The column may be left out."),
        "contact_nip": _("The NIP of whom to ask there. The column may be left out."),
    }
    return _Template(UNITS, notes, EXAMPLE_UNITS)


def _roster(codes: Sequence[str]) -> _Template:
    notes = {
        "nip": _("NIP or NI PPPK, 18 digits. The column is formatted as text: keep it so."),
        "name": _("With titles, at most 100 characters."),
        "unit": _("The code of the unit, or its name where only one has it."),
        "status": _("PNS or PPPK; empty: as the number suggests."),
        "grade": _("I/a to IV/e for PNS, I to XVII for PPPK; may be empty."),
        "position": _("May be empty."),
    }
    ranks = [grade for group in RankGroup for grade in grades(group)]
    choices = {"status": [status.value for status in Status], "grade": ranks, "unit": codes}
    return _Template(ROSTER, notes, EXAMPLE_ROSTER, choices)


_TEMPLATES: Mapping[str, Callable[[Sequence[str]], _Template]] = {
    "units": _units,
    "roster": _roster,
}
NAMES = tuple(_TEMPLATES)


def _written(found: _Template) -> bytes:
    kept = BytesIO()
    with Workbook(kept, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#DDE7F0", "border": 1})
        text = book.add_format({"num_format": "@"})
        _fill_in(book.add_worksheet(found.layout.title), found, bold, text)
        _explain(book.add_worksheet(_("Instructions")), found, bold, text)
        _list(book.add_worksheet(_("Choices")), found)
    return kept.getvalue()


def _fill_in(sheet: Worksheet, found: _Template, bold: Format, text: Format) -> None:
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(found.layout.columns):
        shown = text if column.key in AS_TEXT else None
        sheet.set_column(place, place, WIDE.get(column.key, WIDTH), shown)
        sheet.write_string(0, place, column.header, bold)
        if found.choices.get(column.key):
            sheet.data_validation(1, place, ROWS, place, _choice(found, column))


def _choice(found: _Template, column: Column) -> dict[str, object]:
    """Chosen from a list on a sheet of its own: a cell holds no long list.

    A unit may also be written by its name, so that another word there is only pointed out.
    """
    letter = chr(ord("A") + list(found.choices).index(column.key))
    length = len(found.choices[column.key])
    kind = "information" if column.key == "unit" else "stop"
    sheet = _("Choices")
    return {
        "validate": "list",
        "source": f"='{sheet}'!${letter}$1:${letter}${length}",
        "error_type": kind,
        "ignore_blank": True,
    }


def _explain(sheet: Worksheet, found: _Template, bold: Format, text: Format) -> None:
    sheet.set_column(0, 0, WIDTH, text)
    sheet.set_column(1, 1, 90)
    for row, column in enumerate(found.layout.columns):
        sheet.write_string(row, 0, column.header, bold)
        sheet.write_string(row, 1, found.notes[column.key])
    row = len(found.layout.columns) + 1
    sheet.write_string(row, 0, _("Examples"), bold)
    for line in found.examples:
        row += 1
        sheet.write_string(row, 0, line[0], text)
        sheet.write_string(row, 1, " | ".join(cell or "-" for cell in line[1:]))


def _list(sheet: Worksheet, found: _Template) -> None:
    sheet.hide()
    for place, words in enumerate(found.choices.values()):
        sheet.write_column(0, place, list(words))
