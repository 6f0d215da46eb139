"""The rows of a CSV or XLSX file, as text, whatever program wrote it."""

import csv
import io
import warnings
from zipfile import is_zipfile

from openpyxl import load_workbook

__all__ = ["NotATable", "Row", "rows"]

Row = tuple[int, list[str]]
"""The number that a spreadsheet program shows beside a row, and its cells, stripped."""

DELIMITERS = ";,\t"


class NotATable(Exception):
    """The file is neither a CSV in UTF-8 or UTF-16 nor an XLSX."""


def rows(content: bytes) -> list[Row]:
    """The rows that are not empty; of a workbook those of its first sheet."""
    found = _of_workbook(content) if is_zipfile(io.BytesIO(content)) else _of_csv(content)
    return [(number, cells) for number, cells in found if any(cells)]


def _of_workbook(content: bytes) -> list[Row]:
    try:
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            # What the file says of its own size is wrong where some programs wrote it.
            sheet.reset_dimensions()
            values = list(sheet.iter_rows(values_only=True))
    except Exception as error:
        # Whatever a broken file makes the library stumble over.
        raise NotATable from error
    width = max(map(len, values), default=0)
    padded = ([*row, *[None] * (width - len(row))] for row in values)
    return [(number, [_text(cell) for cell in row]) for number, row in enumerate(padded, 1)]


def _text(value: object) -> str:
    """What the cell shows; a whole number is one also where the file says 4.0."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _of_csv(content: bytes) -> list[Row]:
    text = _decoded(content)
    # The reader itself knows every way to end a line; strict, it refuses a quote never closed.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        return [(row, [cell.strip() for cell in cells]) for row, cells in enumerate(reader, 1)]
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
    """The one that the first line has most of."""
    header = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=header.count)
