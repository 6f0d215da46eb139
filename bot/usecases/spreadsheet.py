"""The rows of a CSV or XLSX file, as text, whatever program wrote it."""

import csv
import io
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import islice
from statistics import median_low
from typing import Any
from zipfile import ZipFile, is_zipfile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from bot.domain.errors import SheetRefused
from bot.domain.sheet import CellFault, CellProblem, Column, Layout, Record, Records, is_formula

__all__ = [
    "NotATable",
    "Row",
    "Sheet",
    "Table",
    "find",
    "harmless",
    "letter",
    "open_sheets",
    "records",
    "table",
    "written",
]

Row = tuple[int, list[str]]
"""The number that a spreadsheet program shows beside a row, and its cells, stripped."""

Area = tuple[int, int, int]
"""A merged cell: its first and last column, from 0, and the number of its last row."""

DELIMITERS = ";,\t"
BLANK = DELIMITERS + " \r\n"
"""What an empty row is made of."""

LARGEST = 200 * 2**20
"""A workbook is packed; unpacked it is not more bytes than this."""

MOST_ROWS = 200_000
LOOKED_AT = 30
"""Above the header stand no more rows, such as a title and an empty one."""

PRECISE = 10**15
"""A spreadsheet program does not keep every digit of a number so large."""

CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
"""What stands in no text; Windows' own letters would read any other byte as one."""

FAILED = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)", re.IGNORECASE)
"""What a spreadsheet program shows in place of what a formula should have brought."""

MERGED = re.compile(rb'<(?:[\w.-]+:)?mergeCell\s[^>]*?ref=["\']([A-Z]+[0-9]+:[A-Z]+[0-9]+)["\']')
"""An area, however a program quotes it and calls the namespace of a spreadsheet's own elements."""


UNCOMPUTED = re.compile(
    rb"<(?:[\w.-]+:)?c\s([^>]*)>\s*"
    rb"<(?:[\w.-]+:)?f(?:\s[^>]*)?(?:/>|>([^<]*)</(?:[\w.-]+:)?f>)\s*"
    rb"(?:<(?:[\w.-]+:)?v\s*(?:/>|></(?:[\w.-]+:)?v>)\s*)?</(?:[\w.-]+:)?c>"
)
"""A cell with a formula and nothing beside it: what it is, and the formula."""

PLACE = re.compile(rb"""\br=["']([A-Z]+[0-9]+)["']""")
EMPTY_TEXT = re.compile(rb"""\bt=["']str["']""")
"""What is nothing beside a formula may be its value."""


class NotATable(Exception):
    """The file is neither a CSV in a usual encoding nor an XLSX."""


class TooLarge(NotATable):
    """There is more in it than any office has."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that are not empty, and the sheets that were passed over.

    Only in a CSV can a row be wider than the first one: something there moved its cells.
    """

    rows: list[Row]
    sheets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet that are not empty; a CSV is one without a name."""

    name: str
    rows: list[Row]


def harmless(cell: str) -> str:
    """The text as no spreadsheet program takes it for a formula."""
    return f"'{cell}" if is_formula(cell) else cell


def written(rows: Iterable[Iterable[str]]) -> bytes:
    """A CSV that a spreadsheet program opens as it is, and runs nothing of."""
    text = io.StringIO()
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def table(content: bytes) -> Table:
    """What the file holds; of a workbook the first sheet that is not hidden."""
    if not is_zipfile(io.BytesIO(content)):
        return Table(_of_csv(content), ())
    shown, others = _of_workbook(content, all_of_them=False)
    rows = shown[0].rows
    if rows:
        header = rows[0][1]
        header.extend([""] * (max(len(cells) for _, cells in rows) - len(header)))
    return Table(rows, others)


def open_sheets(content: bytes) -> list[Sheet]:
    """Every sheet of a file that is not hidden; raises SheetRefused where it is no table."""
    try:
        if is_zipfile(io.BytesIO(content)):
            return _of_workbook(content, all_of_them=True)[0]
        return [Sheet("", _of_csv(content))]
    except TooLarge:
        raise _refused(CellFault.TOO_LARGE) from None
    except NotATable:
        raise _refused(CellFault.NOT_A_TABLE) from None


def find(sheets: Sequence[Sheet], layout: Layout) -> tuple[int, Sheet]:
    """The first sheet with most of the columns that this layout needs, and how many it has."""
    found = [(_header(sheet, layout)[0], sheet) for sheet in sheets]
    return max(found, key=lambda one: one[0])


def records(sheet: Sheet, layout: Layout) -> Records:
    """What stands below the header, wherever that is; raises SheetRefused with every problem.

    The header may be in any order and have other columns; what stands above it is passed over.
    """
    _found, place, header = _header(sheet, layout)
    if not header:
        raise _refused(CellFault.EMPTY, sheet.name)
    number = sheet.rows[place][0]
    named = [(column, column.places(header)) for column in layout.columns]
    problems = [
        CellProblem(number, column.header, CellFault.COLUMN_TWICE, "", sheet.name)
        if places
        else CellProblem(number, column.header, CellFault.NO_COLUMN, "", sheet.name)
        for column, places in named
        if len(places) > 1 or (column.needed and not places)
    ]
    if problems:
        raise SheetRefused(problems)
    columns = {column: places[0] for column, places in named if places}
    needed = {columns[column]: header[columns[column]] for column in columns if column.needed}
    rows = _below([row for row in sheet.rows[place + 1 :] if not _is_header(row, needed)])
    if not sheet.name:
        _check_width(rows, len(header))
    others = _others(header, columns.values()) if layout.open else {}
    _check_formulas(sheet.name, rows, {n: header[n] for n in (columns | others).values()})
    blank = dict.fromkeys((column.key for column in layout.columns), "")
    said = ((number, _cells(cells, columns), _cells(cells, others)) for number, cells in rows)
    return Records(
        sheet.name,
        {column.key: header[n] for column, n in (columns | others).items()},
        # A form printed for more people than there are has rows with nothing but their number.
        tuple(
            Record(number, blank | rest | found)
            for number, found, rest in said
            if any(found.values())
        ),
    )


def _others(header: Sequence[str], known: Iterable[int]) -> dict[Column, int]:
    """The columns that a layout does not name; of those with one name the first."""
    named = {header[place] for place in known}
    return {
        Column(cell, cell): header.index(cell) for cell in header if cell and cell not in named
    }


def _header(sheet: Sheet, layout: Layout) -> tuple[int, int, list[str]]:
    """How many needed columns the header names, its place and its cells: the best of the first
    rows, by all columns."""
    best: tuple[int, int, int, list[str]] = (0, 0, 0, [])
    for place, (_number, cells) in enumerate(sheet.rows[:LOOKED_AT]):
        headed = [one for one in layout.columns if one.places(cells)]
        if len(headed) > best[0] or not best[3]:
            best = (len(headed), sum(one.needed for one in headed), place, cells)
    return best[1:]


def _is_header(row: Row, needed: Mapping[int, str]) -> bool:
    """Whether most of what is needed is called in it as in the header, by their places: the rest
    of one that is merged downwards, or that of another page."""
    _number, cells = row
    again = [place for place, name in needed.items() if cells[place : place + 1] == [name]]
    return 2 * len(again) > len(needed)


def _below(rows: list[Row]) -> list[Row]:
    """Without the row that numbers the columns, as offices print it below a header."""
    if rows:
        numbers = [cell.strip("()") for cell in rows[0][1] if cell]
        if len(numbers) > 1 and numbers == [str(n + 1) for n in range(len(numbers))]:
            return rows[1:]
    return rows


def _check_width(rows: Iterable[Row], width: int) -> None:
    """Where a row of a CSV is wider than the header, something moved its cells."""
    problems = [
        CellProblem(number, "", CellFault.TOO_WIDE, "")
        for number, cells in rows
        if any(cells[width:])
    ]
    if problems:
        raise SheetRefused(problems)


def _check_formulas(sheet: str, rows: Iterable[Row], headers: Mapping[int, str]) -> None:
    """What a formula failed at is nobody's name and no word, nor is a formula itself."""
    problems = [
        CellProblem(number, name, fault, cells[place], sheet)
        for number, cells in rows
        for place, name in headers.items()
        if place < len(cells) and (fault := _formula_fault(sheet, cells[place]))
    ]
    if problems:
        raise SheetRefused(problems)


def _formula_fault(sheet: str, cell: str) -> CellFault | None:
    if FAILED.fullmatch(cell):
        return CellFault.FAILED
    # Only what a formula of a workbook shows begins so there; a CSV has no formulas.
    return CellFault.UNCOMPUTED if sheet and cell.startswith("=") else None


def _cells(cells: list[str], columns: dict[Column, int]) -> dict[str, str]:
    return {
        column.key: column.read(cells[place])
        for column, place in columns.items()
        if place < len(cells)
    }


def _refused(fault: CellFault, sheet: str = "") -> SheetRefused:
    return SheetRefused([CellProblem(1, "", fault, "", sheet)])


def letter(place: int) -> str:
    """What a spreadsheet program calls a column; `place` counts from 0."""
    return get_column_letter(place + 1)


def _of_workbook(content: bytes, *, all_of_them: bool) -> tuple[list[Sheet], tuple[str, ...]]:
    """The first sheet that is not hidden, or all such, and the names of those left out."""
    try:
        archive = ZipFile(io.BytesIO(content))
        if sum(part.file_size for part in archive.infolist()) > LARGEST:
            raise TooLarge
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            shown = shown if all_of_them else [next(iter(shown))]
            found = [Sheet(sheet.title, _rows(sheet, archive)) for sheet in shown]
    except TooLarge:
        raise
    except Exception as error:
        # Whatever a broken file makes the library stumble over.
        raise NotATable from error
    return found, tuple(other.title for other in book.worksheets if other not in shown)


def _rows(sheet: Any, archive: ZipFile) -> list[Row]:
    # What the file says of its own size is wrong where some programs wrote it.
    sheet.reset_dimensions()
    content = archive.read(sheet._worksheet_path)
    rows = (list(map(_text, row)) for row in sheet.iter_rows(values_only=True))
    return list(_filled(_shown(rows, _uncomputed(content)), _merged(content)))


def _uncomputed(sheet: bytes) -> dict[int, dict[int, str]]:
    """The formulas by row and column, from 0, whose value is not in the file: programs that do
    not compute write them so."""
    found: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for cell, formula in UNCOMPUTED.findall(sheet):
        place = PLACE.search(cell)
        if place and not EMPTY_TEXT.search(cell):
            row, column = coordinate_to_tuple(place[1].decode())
            found[row][column - 1] = "=" + unescape(formula.decode(errors="replace"))
    return found


def _shown(
    rows: Iterable[list[str]], uncomputed: Mapping[int, Mapping[int, str]]
) -> Iterator[list[str]]:
    """The rows with a formula itself where there is no value of it."""
    for number, cells in enumerate(rows, 1):
        for column, formula in uncomputed.get(number, {}).items():
            if column < len(cells):
                cells[column] = cells[column] or formula
        yield cells


def _merged(sheet: bytes) -> dict[int, list[Area]]:
    """The areas by the row that they begin in."""
    found: dict[int, list[Area]] = {}
    for area in MERGED.findall(sheet):
        left, top, right, bottom = range_boundaries(area.decode())
        if left and top and right and bottom:
            found.setdefault(top, []).append((left - 1, right - 1, bottom))
    return found


def _filled(rows: Iterable[Iterable[str]], merged: Mapping[int, list[Area]]) -> Iterator[Row]:
    """The rows that are not empty; what stands in a merged cell stands in each of its rows.

    A row that is one cell across is a title, and no row.
    """
    over: dict[int, tuple[int, str]] = {}
    kept = 0
    for number, row in enumerate(rows, 1):
        cells = list(row)
        areas = merged.get(number, ())
        empty = not any(cells) or _is_title(cells, areas)
        if not empty:
            _fill(cells, over, number)
        for column, _right, last in areas:
            over[column] = (last, cells[column] if column < len(cells) else "")
        if not empty:
            kept += 1
            if kept > MOST_ROWS:
                raise TooLarge
            yield number, cells


def _fill(cells: list[str], over: dict[int, tuple[int, str]], number: int) -> None:
    """Put into a row what stands in it from the rows above; what has ended goes."""
    for column, (last, value) in list(over.items()):
        if number > last:
            del over[column]
        else:
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = value


def _is_title(cells: Sequence[str], areas: Iterable[Area]) -> bool:
    """Whether nothing stands in a row but what is merged over several columns."""
    said = [column for column, cell in enumerate(cells) if cell]
    return len(said) == 1 and any(said[0] == left < right for left, right, _last in areas)


def _text(value: object) -> str:
    """What the cell shows; a whole number is one also where the file says 4.0.

    A number too large to be kept precisely is shown as spreadsheet programs show it.
    """
    if value is None:
        return ""
    if isinstance(value, float | int) and not -PRECISE < value < PRECISE:
        return f"{value:.5E}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _of_csv(content: bytes) -> list[Row]:
    text = _decoded(content)
    if not text.strip(BLANK):
        return []
    try:
        # Strict, it refuses a quote never closed.
        reader = _reader(text, _delimiter(text), strict=True)
        return list(_filled((map(str.strip, cells) for cells in reader), {}))
    except csv.Error as error:
        raise NotATable from error


def _decoded(content: bytes) -> str:
    try:
        text = _text_of(content)
    except UnicodeDecodeError as error:
        raise NotATable from error
    if "\0" in text:
        raise NotATable
    return text


def _text_of(content: bytes) -> str:
    encoding = _encoding(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8-sig":
            raise
        if CONTROL.search(content):
            raise
        # So older spreadsheet programs on Windows save a CSV.
        return content.decode("cp1252")


def _encoding(content: bytes) -> str:
    """UTF-16 where the file says so, or where every other byte of its beginning is nothing."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    start = content[:LOOKED_AT]
    if len(start) > 1 and not any(start[1::2]):
        return "utf-16-le"
    if len(start) > 1 and not any(start[::2]):
        return "utf-16-be"
    return "utf-8-sig"


def _delimiter(text: str) -> str:
    """The one that cuts most of the first rows into most cells: titles above have one each."""

    def cells(delimiter: str) -> tuple[int, int]:
        rows = (row for row in _reader(text, delimiter) if any(cell.strip(BLANK) for cell in row))
        counts = [len(row) for row in islice(rows, LOOKED_AT)]
        return (median_low(counts), max(counts)) if counts else (0, 0)

    return max(DELIMITERS, key=cells)


def _reader(text: str, delimiter: str, *, strict: bool = False) -> Iterator[list[str]]:
    """The reader itself knows every way to end a line."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
