"""Workbooks as other programs write them, and broken ones."""

import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from bot.usecases.spreadsheet import NotATable, letter, table

SHEET = "xl/worksheets/sheet1.xml"


def workbook() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["a", "b"], [1, None], [2.5, "x"]):
        sheet.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
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

    assert table(content).rows == [(1, ["a", "b"]), (2, ["1"]), (3, ["2.5", "x"])]


@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"]
)
def test_a_workbook_cut_short_is_no_table(part: str) -> None:
    content = altered(part, lambda whole: whole[: len(whole) // 2])

    with pytest.raises(NotATable):
        table(content)


def test_another_kind_of_document_is_no_table() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as file:
        file.writestr("word/document.xml", "<w:document/>")

    with pytest.raises(NotATable):
        table(kept.getvalue())


def test_the_first_sheet_that_is_seen_is_read_and_the_others_are_named() -> None:
    book = Workbook()
    book.worksheets[0].append(["old"])
    book.worksheets[0].sheet_state = "hidden"
    book.create_sheet("2026").append(["new"])
    book.create_sheet("2025").append(["x"])

    found = table(saved(book))

    assert found.rows == [(1, ["new"])]
    assert found.sheets == ("Sheet", "2025")


def test_a_cell_far_out_makes_no_other_row_wide() -> None:
    book = Workbook()
    for row in (["a", "b"], [1], [2]):
        book.worksheets[0].append(row)
    book.worksheets[0]["XFD3"] = "x"

    (_, header), *others = table(saved(book)).rows

    assert header == ["a", "b", *[""] * 16382]
    assert [(number, len(cells)) for number, cells in others] == [(2, 1), (3, 16384)]
    assert [letter(place) for place in (0, 25, 26, 16383)] == ["A", "Z", "AA", "XFD"]


@pytest.mark.parametrize("title", ["Nama; alamat; umur", "No\n;;;;urut", "a\tb\tc\td"])
def test_separators_inside_a_quoted_header_separate_nothing(title: str) -> None:
    content = f'\n"{title}",a,b\n1,2,3\n'.encode()

    assert table(content).rows[-2:] == [(2, [title, "a", "b"]), (3, ["1", "2", "3"])]
