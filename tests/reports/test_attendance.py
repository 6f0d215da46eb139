"""The attendance list is what offices print: numbered, signed in turns, A4."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from bot.domain.register import Participant, Register
from bot.domain.training import Course
from bot.reports.attendance import MOST_DAYS, attendance_list
from tests.factories import a_course

AHMAD = Participant("Ahmad Hidayat", "198609262015051001", "III/c", "Pelaksana", "KTP elektronik")
EVIL = Participant("=1+1", "@SUM(1)", "", "http://contoh.go.id", "+62")
DAY = timedelta(days=1)


def opened(course: Course, participants: Sequence[Participant]) -> Workbook:
    content = attendance_list("Pemerintah Provinsi", Register(course, participants))
    return load_workbook(BytesIO(content))


def lasting(days: float) -> Course:
    course = a_course()
    ends_at = course.session.starts_at + timedelta(days=days)
    return replace(course, session=replace(course.session, ends_at=ends_at))


def rows(book: Workbook, place: int = 0) -> list[list[object]]:
    found = book.worksheets[place].iter_rows(values_only=True)
    return [[cell for cell in row if cell is not None] for row in found]


def test_it_says_what_when_and_where_and_who() -> None:
    listed = rows(opened(a_course(), [AHMAD] * 3))

    assert listed[:8] == [
        ["PEMERINTAH PROVINSI"],
        ["DAFTAR HADIR"],
        ["Manajemen Waktu Pelayanan"],
        [],
        ["Hari, tanggal", ": Selasa, 1 Desember 2026"],
        ["Waktu", ": 09.00–15.00 WIT"],
        ["Tempat", ": Aula BKPSDM, Sofifi"],
        ["Penyelenggara", ": BKPSDM"],
    ]
    assert listed[9] == [
        "No.", "Nama", "NIP", "Golongan", "Jabatan", "Unit", "Tanda tangan",
    ]  # fmt: skip
    assert listed[10] == [1, *AHMAD, "1."]
    assert [row[0] for row in listed[10:13]] == [1, 2, 3]


def test_odd_numbers_sign_on_the_left_and_even_ones_on_the_right() -> None:
    sheet = opened(a_course(), [AHMAD] * 4).worksheets[0]

    signed = [(sheet.cell(row, 7).value, sheet.cell(row, 8).value) for row in range(11, 15)]
    assert signed == [("1.", None), (None, "2."), ("3.", None), (None, "4.")]


def test_what_a_name_begins_with_is_no_formula() -> None:
    sheet = opened(a_course(), [EVIL]).worksheets[0]

    cells = [sheet.cell(11, place) for place in range(2, 7)]
    assert [cell.data_type for cell in cells if cell.value is not None] == ["s"] * 4
    assert all(cell.hyperlink is None for cell in cells)


def test_it_fits_the_width_of_a4_with_its_header_on_each_page() -> None:
    sheet = opened(a_course(), [AHMAD] * 60).worksheets[0]

    page = sheet.page_setup
    assert (page.paperSize, page.orientation) == (9, "landscape")
    fitted = sheet.sheet_properties.pageSetUpPr
    assert fitted is not None
    assert fitted.fitToPage
    # One page wide is what is meant where no width is said; as many high as it takes.
    assert (page.fitToWidth or 1, page.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$10:$10"
    assert sheet.print_area == f"'Daftar hadir'!$A$1:$H${sheet.max_row}"


def test_every_row_has_room_for_what_stands_in_it_and_for_a_signature() -> None:
    long = AHMAD._replace(name="A" * 100, position="B" * 200)
    sheet = opened(a_course(), [AHMAD, long]).worksheets[0]

    usual, high = (sheet.row_dimensions[row].height for row in (11, 12))
    assert usual == 30
    assert high >= 12 * (200 / 30)


@pytest.mark.parametrize(
    ("days", "names"),
    [
        (0.25, ["Daftar hadir"]),
        # It begins at nine: until midnight, and a second longer.
        (15 / 24, ["Daftar hadir"]),
        (15 / 24 + 1 / 86_400, ["Hari 1", "Hari 2"]),
        (2.25, ["Hari 1", "Hari 2", "Hari 3"]),
    ],
)
def test_each_day_has_its_own_sheet(days: float, names: list[str]) -> None:
    assert opened(lasting(days), [AHMAD]).sheetnames == names


def test_one_sitting_through_the_night_has_one_sheet() -> None:
    """19.00 to 05.00."""
    course = a_course()
    starts = course.session.starts_at + timedelta(hours=10)
    night = replace(course.session, starts_at=starts, ends_at=starts + timedelta(hours=10))
    book = opened(replace(course, session=night), [AHMAD])

    assert book.sheetnames == ["Daftar hadir"]
    assert rows(book, 0)[4][1] == ": Selasa, 1 Desember 2026"


def test_each_sheet_names_its_own_day() -> None:
    book = opened(lasting(1.25), [AHMAD])

    assert rows(book, 0)[4][1] == ": Selasa, 1 Desember 2026 (hari ke-1)"
    assert rows(book, 1)[4][1] == ": Rabu, 2 Desember 2026 (hari ke-2)"


def test_of_a_very_long_one_there_are_as_many_sheets_as_fit() -> None:
    assert len(opened(lasting(99), [AHMAD]).sheetnames) == MOST_DAYS


def test_an_online_session_names_its_link_as_the_place() -> None:
    course = a_course()
    online = replace(course, session=replace(course.session, place="", link="https://zoom.id/1"))

    assert rows(opened(online, [AHMAD]))[6] == ["Tempat", ": https://zoom.id/1"]
