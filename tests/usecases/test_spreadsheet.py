"""Workbooks as other programs write them, and broken ones."""

import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from bot.usecases.spreadsheet import NotATable, rows

SHEET = "xl/worksheets/sheet1.xml"


def workbook() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["a", "b"], [1, None], [2.5, "x"]):
        sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def altered(name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(kept, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)
    return kept.getvalue()


@pytest.mark.parametrize("size", [b"A1", b"A1:B2", b"A1:B3", b"A1:Z900"])
def test_what_a_sheet_says_of_its_size_is_not_believed(size: bytes) -> None:
    content = altered(SHEET, lambda sheet: sheet.replace(b"A1:B3", size))

    assert rows(content) == [(1, ["a", "b"]), (2, ["1", ""]), (3, ["2.5", "x"])]


@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]
)
def test_a_workbook_cut_short_is_no_table(part: str) -> None:
    content = altered(part, lambda whole: whole[: len(whole) // 2])

    with pytest.raises(NotATable):
        rows(content)


def test_another_kind_of_document_is_no_table() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as file:
        file.writestr("word/document.xml", "<w:document/>")

    with pytest.raises(NotATable):
        rows(kept.getvalue())
