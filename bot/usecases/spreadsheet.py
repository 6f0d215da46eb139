"""The rows of a CSV or XLSX file, as text, whatever program wrote it."""

import csv
import io
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zipfile import is_zipfile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

__all__ = ["NotATable", "Row", "Table", "harmless", "letter", "table", "written"]

Row = tuple[int, list[str]]
"""The number that a spreadsheet program shows beside a row, and its cells, stripped."""

DELIMITERS = ";,\t"
BLANK = DELIMITERS + " \r\n"
"""What an empty row is made of."""


class NotATable(Exception):
    """The file is neither a CSV in UTF-8 or UTF-16 nor an XLSX."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that are not empty, and the sheets that were passed over.

    Only in a CSV can a row be wider than the first one: something there moved its cells.
    """

    rows: list[Row]
    sheets: tuple[str, ...]


def harmless(cell: str) -> str:
    """The text as no spreadsheet program takes it for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def written(rows: Iterable[Iterable[str]]) -> bytes:
    """A CSV that a spreadsheet program opens as it is, and runs nothing of."""
    text = io.StringIO()
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def table(content: bytes) -> Table:
    """What the file holds; of a workbook the first sheet that is not hidden."""
    return _of_workbook(content) if is_zipfile(io.BytesIO(content)) else _of_csv(content)


def letter(place: int) -> str:
    """What a spreadsheet program calls a column; `place` counts from 0."""
    return get_column_letter(place + 1)


def _of_workbook(content: bytes) -> Table:
    try:
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
            # What the file says of its own size is wrong where some programs wrote it.
            sheet.reset_dimensions()
            rows = _filled(map(_text, row) for row in sheet.iter_rows(values_only=True))
            others = tuple(other.title for other in book.worksheets if other is not sheet)
    except Exception as error:
        # Whatever a broken file makes the library stumble over.
        raise NotATable from error
    if rows:
        header = rows[0][1]
        header.extend([""] * (max(len(cells) for _, cells in rows) - len(header)))
    return Table(rows, others)


def _filled(rows: Iterable[Iterable[str]]) -> list[Row]:
    """The rows that are not empty."""
    numbered = ((number, list(cells)) for number, cells in enumerate(rows, 1))
    return [(number, cells) for number, cells in numbered if any(cells)]


def _text(value: object) -> str:
    """What the cell shows; a whole number is one also where the file says 4.0."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _of_csv(content: bytes) -> Table:
    text = _decoded(content)
    if not text.strip(BLANK):
        return Table([], ())
    try:
        # Strict, it refuses a quote never closed.
        reader = _reader(text, _delimiter(text), strict=True)
        return Table(_filled(map(str.strip, cells) for cells in reader), ())
    except csv.Error as error:
        raise NotATable from error


def _decoded(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotATable from error
    if "\0" in text:
        raise NotATable
    return text


def _delimiter(text: str) -> str:
    """The one that cuts the first row that is not empty into most cells."""

    def cells(delimiter: str) -> int:
        rows = _reader(text, delimiter)
        return len(next((row for row in rows if any(cell.strip(BLANK) for cell in row)), []))

    return max(DELIMITERS, key=cells)


def _reader(text: str, delimiter: str, *, strict: bool = False) -> Iterator[list[str]]:
    """The reader itself knows every way to end a line."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
