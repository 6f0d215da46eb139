"""The roster, from the files that offices really have."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook
from sqlalchemy import insert, select

from bot.db import employees
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import EmployeeRow, InvitationRow
from bot.domain.employee import Employed
from bot.domain.errors import SheetRefused
from bot.domain.sheet import CellFault, CellProblem, Changes
from bot.reports.templates import template
from bot.usecases import imports, spreadsheet
from bot.usecases.imports import At, Imported
from tests.factories import MORNING
from tests.rows import rows_of

AHMAD, FATIMAH = "198609262015051001", "199204172023212014"
KTP, KK = 2, 3
AT = At(MORNING, ZoneInfo("Asia/Jayapura"))
HEADER = "NIP;Nama;Unit;Status;Golongan;Jabatan"
LINES = (
    f"{AHMAD};Ahmad Hidayat, S.STP.;dukcapil-ktp;PNS;III/c;Pelaksana",
    f"{FATIMAH};Fatimah Marwah;Kartu Keluarga;PPPK;VII;",
)
SOUND = "\n".join((HEADER, *LINES))
BOTH = {
    AHMAD: Employed("Ahmad Hidayat, S.STP.", KTP, "PNS", "III/c", "Pelaksana", active=True),
    FATIMAH: Employed("Fatimah Marwah", KK, "PPPK", "VII", None, active=True),
}


def changes(database: Database, content: bytes, *, dry_run: bool = False) -> Changes:
    """What importing the file changes; it is recognised as a roster by its columns."""
    sheets = spreadsheet.open_sheets(content)
    kind = imports.kind_of(sheets)
    assert kind is Imported.ROSTER
    lines, found = database.now(imports.compare, kind, imports.read(sheets, kind), AT)
    if not dry_run:
        database.now(imports.apply, kind, lines, AT)
    return found


def refused(database: Database, content: bytes) -> list[tuple[str, int, str, CellFault]]:
    """Every problem of the file by sheet, row and column; nothing was changed."""
    before = database.now(employees.on_roster)
    with pytest.raises(SheetRefused) as error:
        changes(database, content)
    assert database.now(employees.on_roster) == before
    return [(one.sheet, one.row, one.column, one.fault) for one in error.value.problems]


def workbook(fill: Callable[[Workbook], object]) -> bytes:
    book = Workbook()
    book.worksheets[0].title = "Pegawai"
    fill(book)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def rows(book: Workbook, *above: list[str]) -> None:
    for row in (*above, *(line.split(";") for line in SOUND.splitlines())):
        book.worksheets[0].append(row)


def below_another_sheet(book: Workbook) -> None:
    rows(book)
    book.create_sheet("Catatan", 0).append(["Nama", "Isi"])


def with_merged_cells(book: Workbook) -> None:
    """A title over all columns, a header of two rows, and one unit for two people."""
    sheet = book.worksheets[0]
    sheet.append(["DAFTAR PEGAWAI"])
    sheet.append([])
    sheet.append(["No", "NIP / NI PPPK", "Nama", "Unit Kerja", "Kepegawaian"])
    sheet.append([None, None, None, None, "Status", "Gol.", "Jabatan"])
    sheet.append(["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"])
    sheet.append(
        [1, AHMAD, "Ahmad Hidayat, S.STP.", "KTP elektronik", "PNS", "III/c", "Pelaksana"]
    )
    sheet.append([2, FATIMAH, "Fatimah Marwah", None, "PPPK", "VII"])
    for area in ("A1:G1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:G3", "D6:D9"):
        sheet.merge_cells(area)


SAVED = {
    "semicolons": SOUND.encode(),
    "byte order mark": b"\xef\xbb\xbf" + SOUND.encode(),
    "UTF-16": SOUND.replace(";", "\t").encode("utf-16"),
    "UTF-16 big end first, no mark": SOUND.encode("utf-16-be"),
    "UTF-16 little end first, no mark": SOUND.encode("utf-16-le"),
    "Windows line ends and blank tail": (SOUND + "\n;;;;;\n \n\n").replace("\n", "\r\n").encode(),
    "titles above": f"PEMERINTAH PROVINSI\n\nDAFTAR ASN, per 1 November\n{SOUND}".encode(),
    "titles with separators": f"DAFTAR ASN;;;;;\n;;;;;\n{SOUND}".encode(),
    "numbered columns": SOUND.replace("\n", "\n1;2;3;4;5;6\n", 1).encode(),
    "commas and quotes": "\n".join(
        ",".join(f'"{cell}"' for cell in line.split(";")) for line in SOUND.splitlines()
    ).encode(),
    "English headers, another order, one more column": (
        f"Job title;Full name;No;Employee number;Work unit;Rank;Employment status\n"
        f"Pelaksana;Ahmad Hidayat, S.STP.;1;{AHMAD};DUKCAPIL-KTP;III/c;pns\n"
        f";Fatimah Marwah;2;{FATIMAH};disdukcapil kartu keluarga;VII;p3k"
    ).encode(),
    "shouting headers with points": SOUND.replace(
        HEADER, "N.I.P ;NAMA LENGKAP;UNIT KERJA;STATUS;GOL/RUANG;JABATAN"
    ).encode(),
    "code and name of the unit": (
        f"Kode Unit;Unit;NIP;Nama;Status;Gol;Jabatan\n"
        f"x;KTP elektronik;{AHMAD};Ahmad Hidayat, S.STP.;PNS;III/c;Pelaksana\n"
        f"y;Disdukcapil · Kartu Keluarga;{FATIMAH};Fatimah Marwah;PPPK;VII;"
    ).encode(),
    "blanks in numbers and names": SOUND.replace(AHMAD, "19860926 201505 1 001")
    .replace("Fatimah Marwah", "Fatimah\u00a0 Marwah")
    .encode(),
    "dots and dashes in numbers": SOUND.replace(AHMAD, "19860926.201505.1.001")
    .replace(FATIMAH, "19920417-202321-2-014")
    .encode(),
    "Windows, not UTF-8": f"DAFTAR ASN – per 1 November\n{SOUND}".encode("cp1252"),
    "running numbers below the last": SOUND.replace(HEADER, f"Employee ID;{HEADER[4:]};No")
    .replace("Pelaksana", "Pelaksana;1")
    .encode()
    + b"\n;;;;;;3\n;;;;;;4",
    "dashes for nothing": SOUND.replace("VII;", "VII;--").encode(),
    "a workbook": workbook(rows),
    "a workbook with titles": workbook(lambda book: rows(book, ["DAFTAR PEGAWAI"], [], ["Per"])),
    "a second sheet": workbook(below_another_sheet),
}


@pytest.mark.parametrize("content", SAVED.values(), ids=SAVED)
def test_a_roster_is_read_however_it_was_saved(database: Database, content: bytes) -> None:
    found = changes(database, content)

    assert len(found.new) == 2
    assert database.now(employees.on_roster) == BOTH


def prefixed(content: bytes) -> bytes:
    """As programs built on Microsoft's Open XML SDK write it: with names of a namespace."""
    kept = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(kept, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part.startswith("xl/worksheets/"):
                text = re.sub(rb"<(/?)(?=\w)", rb"<\1x:", text).replace(b"xmlns=", b"xmlns:x=")
            new.writestr(part, text)
    return kept.getvalue()


def quoted(content: bytes) -> bytes:
    """As programs write it that put what is in an element in single quotes."""
    kept = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(kept, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, re.sub(rb'ref="([A-Z0-9:]+)"', rb"ref='\1'", text))
    return kept.getvalue()


@pytest.mark.parametrize("saved", [lambda content: content, prefixed, quoted])
def test_a_merged_cell_is_meant_for_each_of_its_rows(
    database: Database, saved: Callable[[bytes], bytes]
) -> None:
    changes(database, saved(workbook(with_merged_cells)))

    units = {nip: one.unit_id for nip, one in database.now(employees.on_roster).items()}
    assert units == {AHMAD: KTP, FATIMAH: KTP}


def with_header_over_two_rows(book: Workbook, *below: str) -> None:
    """As offices print it: columns that belong together have a name of their own above."""
    sheet = book.worksheets[0]
    sheet.append(["No", "NIP", "Nama", "Jabatan", None, "Unit Kerja"])
    sheet.append([None, None, None, *below, None])
    sheet.append(["1", "2", "3", "4", "5", "6"])
    sheet.append([1, AHMAD, "Ahmad", "Pelaksana", "2020", "dukcapil-ktp"])
    for area in ("A1:A2", "B1:B2", "C1:C2", "F1:F2", "D1:E1"):
        sheet.merge_cells(area)


@pytest.mark.parametrize("below", [("Nama Jabatan", "TMT"), ("Eselon", "TMT")])
def test_the_second_row_of_a_merged_header_is_nobody(
    database: Database, below: tuple[str, str]
) -> None:
    changes(database, workbook(lambda book: with_header_over_two_rows(book, *below)))

    found = database.now(employees.on_roster)
    assert [(one.name, one.unit_id, one.position) for one in found.values()] == [
        ("Ahmad", KTP, "Pelaksana")
    ]


def with_groups(book: Workbook) -> None:
    sheet = book.worksheets[0]
    for row in (["NIP", "Nama", "Unit"], ["Dinas Kependudukan"], [AHMAD, "Ahmad", "dukcapil-ktp"]):
        sheet.append(row)
    sheet.merge_cells("A2:C2")


def test_a_row_that_is_one_cell_across_is_a_title(database: Database) -> None:
    changes(database, workbook(with_groups))

    assert list(database.now(employees.on_roster)) == [AHMAD]


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\ufeff"])
def test_signs_that_nobody_sees_are_no_part_of_a_name(database: Database, sign: str) -> None:
    name = f"{sign}Ahmad Hid{sign}ayat"
    row = f"{AHMAD[:8]}{sign}{AHMAD[8:]};{name};Kartu{sign} Keluarga"

    changes(database, f"NIP;Nama;Unit\n{row}".encode())

    found = database.now(employees.on_roster)[AHMAD]
    assert (found.name, found.unit_id) == ("Ahmad Hidayat", KK)


def test_a_column_that_the_file_has_not_keeps_what_is_stored(database: Database) -> None:
    changes(database, SOUND.encode())
    narrow = "\n".join(";".join(line.split(";")[:3]) for line in SOUND.splitlines())

    found = changes(database, narrow.encode())

    assert found.none
    assert database.now(employees.on_roster) == BOTH


def test_a_rank_is_not_kept_with_another_status(database: Database) -> None:
    changes(database, SOUND.encode())
    row = f"{AHMAD};Ahmad Hidayat, S.STP.;dukcapil-ktp;PPPK"

    changes(database, f"NIP;Nama;Unit;Status\n{row}".encode())

    found = database.now(employees.on_roster)[AHMAD]
    assert (found.status, found.grade, found.position) == ("PPPK", None, "Pelaksana")


@pytest.mark.parametrize("failed", ["#N/A", "#REF!", "#DIV/0!", "#NAME?", "#n/a"])
def test_what_a_formula_failed_at_is_refused_by_its_cell(database: Database, failed: str) -> None:
    content = "\n".join(("NIP;Nama;Unit;Jabatan;Lain", f"{AHMAD};{failed};KTP;{failed};{failed}"))

    assert refused(database, content.encode()) == [
        ("", 2, "Nama", CellFault.FAILED),
        ("", 2, "Jabatan", CellFault.FAILED),
    ]


def test_a_name_that_would_be_run_as_a_formula_is_refused(database: Database) -> None:
    content = "\n".join(("NIP;Nama;Unit", f"{AHMAD};=1+1;puskesmas"))

    assert refused(database, content.encode()) == [("", 2, "Nama", CellFault.BAD_START)]


def one(cells: str) -> bytes:
    return f"{HEADER}\n{cells}".encode()


def as_number(value: float) -> bytes:
    def fill(book: Workbook) -> None:
        book.worksheets[0].append(["NIP", "Nama", "Unit"])
        book.worksheets[0].append([value, "Ahmad", "puskesmas"])

    return workbook(fill)


REFUSED = {
    "digits lost in a text": (
        one("1.98609E+17;A;puskesmas;;;"), [("", 2, "NIP", CellFault.LOST_DIGITS)],
    ),
    "digits lost twice": (
        one("1.98609E+17;A;puskesmas;;;\n1.98609E+17;B;puskesmas;;;"),
        [("", 2, "NIP", CellFault.LOST_DIGITS), ("", 3, "NIP", CellFault.LOST_DIGITS)],
    ),
    "digits lost with a comma": (
        one("1,98609E+17;A;puskesmas;;;"), [("", 2, "NIP", CellFault.LOST_DIGITS)],
    ),
    "a number that Excel rounded": (
        as_number(1.98609262015051e17), [("Pegawai", 2, "NIP", CellFault.LOST_DIGITS)],
    ),
    "a number that is not text": (
        as_number(int(AHMAD)), [("Pegawai", 2, "NIP", CellFault.LOST_DIGITS)],
    ),
    "a name where a number belongs": (
        one("Ahmad;A;puskesmas;;;"), [("", 2, "NIP", CellFault.BAD_NIP)],
    ),
    "nothing where something belongs": (
        one(";;;PNS;;"),
        [("", 2, "NIP", CellFault.MISSING), ("", 2, "Nama", CellFault.MISSING),
         ("", 2, "Unit", CellFault.MISSING)],
    ),
    "the same number twice": (
        f"{SOUND}\n19860926 2015051001;Budi;puskesmas;;;".encode(),
        [("", 4, "NIP", CellFault.TWICE)],
    ),
    "a unit that is not there": (
        one(f"{AHMAD};A;Dinas Perikanan;;;"), [("", 2, "Unit", CellFault.NO_UNIT)],
    ),
    "no status and no rank": (
        f"{SOUND}\n198001012005012003;B;puskesmas;Honorer;;"
        "\n197503102000031002;C;puskesmas;PNS;IX;".encode(),
        [("", 4, "Status", CellFault.BAD_STATUS), ("", 5, "Golongan", CellFault.BAD_GRADE)],
    ),
    "a name with a sign that nobody sees": (
        one(f"{AHMAD};A\x07B;puskesmas;;;"), [("", 2, "Nama", CellFault.BAD_SIGNS)],
    ),
    "names without end": (
        one(f"{AHMAD};{'A' * 101};puskesmas;;;{'B' * 201}"),
        [("", 2, "Nama", CellFault.TOO_LONG), ("", 2, "Jabatan", CellFault.TOO_LONG)],
    ),
    "a comma that moves cells": (
        f"NIP,Nama,Unit\n{AHMAD},Ahmad Hidayat, S.STP.,puskesmas".encode(),
        [("", 2, "", CellFault.TOO_WIDE)],
    ),
    "a column twice": (
        f"NIP;NIP;Nama;Unit\n{AHMAD};;A;puskesmas".encode(),
        [("", 1, "NIP", CellFault.COLUMN_TWICE)],
    ),
    "a header alone": (HEADER.encode(), [("", 1, "", CellFault.EMPTY)]),
}  # fmt: skip


@pytest.mark.parametrize(("content", "problems"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_taken_is_named_by_its_cell(
    database: Database, content: bytes, problems: list[tuple[str, int, str, CellFault]]
) -> None:
    assert refused(database, content) == problems


def test_a_name_of_two_units_is_not_guessed(database: Database) -> None:
    sheets = spreadsheet.open_sheets(b"kode;nama;induk\na;Loket;\nb;Loket;\nc;Induk;")
    lines, _ = database.now(
        imports.compare, Imported.UNITS, imports.read(sheets, Imported.UNITS), AT
    )
    database.now(imports.apply, Imported.UNITS, lines, AT)

    assert refused(database, one(f"{AHMAD};A;Loket;;;")) == [("", 2, "Unit", CellFault.MANY_UNITS)]


@pytest.mark.parametrize(
    "content",
    [b"", b"halo", b"kode;warna\nktp;biru", workbook(lambda book: book), b"\x00\x01\x02"],
)
def test_a_file_without_a_known_header_is_of_no_kind(content: bytes) -> None:
    with pytest.raises(SheetRefused) as error:
        imports.kind_of(spreadsheet.open_sheets(content))

    (problem,) = error.value.problems
    assert problem.fault in {CellFault.UNKNOWN_KIND, CellFault.NOT_A_TABLE}


def test_a_workbook_that_would_fill_the_memory_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "LARGEST", 1000)

    with pytest.raises(SheetRefused) as error:
        spreadsheet.open_sheets(workbook(rows))

    assert error.value.problems == (CellProblem(1, "", CellFault.TOO_LARGE, ""),)


def test_the_same_file_again_changes_nothing(database: Database) -> None:
    changes(database, SOUND.encode())

    assert changes(database, SOUND.encode()) == Changes((), (), (), 2)
    assert database.now(employees.on_roster) == BOTH


def test_new_changed_moved_and_gone_are_told_before_and_done_after(database: Database) -> None:
    changes(database, SOUND.encode())
    after = "\n".join(
        (
            HEADER,
            f"{AHMAD};Ahmad Hidayat, S.STP.;puskesmas;PNS;III/c;Pelaksana",
            "198001012005012003;Nur Alting;puskesmas;;;",
        )
    )
    expected = Changes(
        new=("Nur Alting (1980**********2003)",),
        changed=(),
        moved=("Ahmad Hidayat, S.STP. (1986**********1001)",),
        gone=("Fatimah Marwah (1992**********2014)",),
        same=0,
    )

    assert changes(database, after.encode(), dry_run=True) == expected
    assert database.now(employees.on_roster) == BOTH
    assert changes(database, after.encode()) == expected

    known = database.now(employees.on_roster)
    assert {nip for nip, one in known.items() if one.active} == {AHMAD, "198001012005012003"}
    assert known[FATIMAH].name == "Fatimah Marwah"
    assert changes(database, SOUND.encode()).changed == ("Fatimah Marwah (1992**********2014)",)
    assert database.now(employees.on_roster)[FATIMAH] == BOTH[FATIMAH]


def test_who_is_gone_loses_the_invitation_and_who_has_no_number_stays(
    database: Database,
) -> None:
    changes(database, SOUND.encode())

    def fill(db: Db) -> None:
        db.execute(insert(EmployeeRow).values(name="Tamu", unit_id=KTP))
        invited = [{"employee_id": id_, "mark": bytes([id_])} for id_ in
                   db.scalars(select(EmployeeRow.id))]  # fmt: skip
        db.execute(insert(InvitationRow).values(expires_at=MORNING + timedelta(days=1)), invited)

    database.now(fill)
    changes(database, "\n".join((HEADER, LINES[0])).encode())

    def active(db: Db) -> set[str]:
        return set(db.scalars(select(EmployeeRow.name).where(EmployeeRow.active)))

    assert database.now(active) == {"Ahmad Hidayat, S.STP.", "Tamu"}
    assert database.now(rows_of, "invitation") == 2


def test_odd_numbers_are_told_and_taken(database: Database) -> None:
    found = changes(database, one("198613262015051001;A;puskesmas;;;"))

    assert [(odd.row, odd.column, odd.fault) for odd in found.warnings] == [
        (2, "NIP", CellFault.ODD_DATE)
    ]
    assert len(found.new) == 1


@pytest.mark.parametrize("kind", Imported)
def test_the_template_is_recognised_and_holds_nothing_yet(
    database: Database, kind: Imported
) -> None:
    sheets = spreadsheet.open_sheets(template(kind, ["dukcapil-ktp"]))

    assert imports.kind_of(sheets) is kind
    with pytest.raises(SheetRefused) as error:
        database.now(imports.compare, kind, imports.read(sheets, kind), AT)
    assert {one.fault for one in error.value.problems} == {CellFault.EMPTY}
