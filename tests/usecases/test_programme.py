"""Trainings from a workbook: read cell by cell, compared, applied, and those concerned told."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from sqlalchemy import update

from bot.db import learning, trainings
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import EmployeeRow
from bot.domain.audience import Short
from bot.domain.errors import SheetRefused
from bot.domain.learning import DEFAULT_RULES, Per, Record, Rule, Targets
from bot.domain.sheet import CellFault, Changes
from bot.usecases import certifying, enrolling, programme
from bot.usecases.imports import At
from tests.factories import MORNING
from tests.programme import QUESTION, SESSION, TRAINING, imported, workbook
from tests.usecases.training_room import employ, owed, planned, seats, somebody, standings

JAYAPURA = ZoneInfo("Asia/Jayapura")
AT = At(MORNING, JAYAPURA)
START = datetime(2026, 12, 1, 0, 0, tzinfo=UTC)
KEY = ("waktu", "1")
NOTHING = Changes((), (), (), 2)

PLACE, CAPACITY, CANCELLED = 5, 6, 8


def with_cell(row: Sequence[object], place: int, cell: object) -> tuple[object, ...]:
    return (*row[:place], cell, *row[place + 1 :])


def later(**cells: object) -> bytes:
    """The same workbook with other cells in its session."""
    places = {"start": 2, "place": PLACE, "capacity": CAPACITY, "deadline": 7, "cancelled": 8}
    row: tuple[object, ...] = SESSION
    for key, cell in cells.items():
        row = with_cell(row, places[key], cell)
    return workbook(sessions=(row,))


def begin(database: Database) -> int:
    """Three employees, of whom the first confirms and the second declines; the session's id."""
    database.now(employ, 3)
    imported(database, workbook(), AT)
    planned(database)
    session_id = database.now(trainings.stored).sessions[KEY].id
    database.now(enrolling.confirm, somebody(1), session_id, MORNING)
    database.now(enrolling.decline, somebody(2), session_id, MORNING)
    return session_id


def told(database: Database, n: int) -> list[str]:
    return [what for _person, what, _class, _state in database.now(owed, [2000 + n])]


def test_a_new_session_is_stored_as_the_workbook_says_and_those_it_is_for_are_invited(
    database: Database,
) -> None:
    database.now(employ, 2)

    found = imported(database, workbook(), AT)
    planned(database)

    course = database.now(trainings.upcoming, MORNING)[0]
    session, training = course.session, course.training
    assert found.new[:2] == (
        "waktu: Manajemen Waktu Pelayanan",
        "waktu/1: Manajemen Waktu Pelayanan",
    )
    assert (training.elements, training.jp, training.mandatory) == (
        ("waktu", "prosedur"),
        6,
        False,
    )
    assert (session.starts_at, session.ends_at) == (START, START + timedelta(hours=6))
    # The whole of the last day, by the clock of the session.
    assert session.deadline == datetime(2026, 11, 30, 15, tzinfo=UTC)
    assert (session.place, session.capacity, session.zone) == ("Aula BKPSDM", 2, JAYAPURA)
    assert told(database, 1) == ["invitation", "T-3d"]


@pytest.mark.parametrize(
    ("cell", "elements"),
    [
        ("Sistem, Mekanisme, dan Prosedur", ("prosedur",)),
        ("Penanganan Pengaduan, Saran dan Masukan; Waktu Penyelesaian", ("pengaduan", "waktu")),
        ("biaya, Sistem, Mekanisme dan Prosedur, sarana", ("biaya", "prosedur", "sarana")),
    ],
)
def test_an_element_is_also_told_by_an_official_name_that_has_commas(
    database: Database, cell: str, elements: tuple[str, ...]
) -> None:
    imported(database, workbook([with_cell(TRAINING, 5, cell)]), AT)

    assert database.now(trainings.stored).trainings["waktu"].elements == elements


def test_times_are_those_of_the_session(database: Database) -> None:
    row = with_cell(SESSION, 4, "WIB")

    imported(database, workbook(sessions=(row,)), AT)

    session = database.now(trainings.stored).sessions[KEY]
    assert session.starts_at == datetime(2026, 12, 1, 2, tzinfo=UTC)
    assert session.zone.key == "Asia/Jakarta"


def test_days_that_a_spreadsheet_program_keeps_as_such_are_read(database: Database) -> None:
    day = datetime(2026, 12, 1)  # noqa: DTZ001 - As a workbook has it.
    row: tuple[object, ...] = ("waktu", 1, day.replace(hour=9), time(15), None, "Aula", None, day)

    imported(database, workbook(sessions=(row,)), AT)

    session = database.now(trainings.stored).sessions[KEY]
    assert (session.starts_at, session.ends_at) == (START, START + timedelta(hours=6))
    assert session.deadline == START


def test_rehearsed_it_changes_nothing_and_the_same_file_again_neither(
    database: Database,
) -> None:
    imported(database, workbook(), AT, dry_run=True)
    assert database.now(trainings.stored).trainings == {}
    imported(database, workbook(), AT)
    before = database.now(trainings.stored)

    assert imported(database, workbook(), AT) == NOTHING
    assert database.now(trainings.stored) == before


def test_after_it_has_begun_the_same_file_still_changes_nothing(database: Database) -> None:
    imported(database, workbook(), AT)

    assert imported(database, workbook(), At(START, JAYAPURA)) == NOTHING
    gone = imported(
        database,
        workbook([with_cell(TRAINING, 0, "lain")], []),
        At(START, JAYAPURA),
    )

    assert gone.gone == ()
    assert not database.now(trainings.stored).sessions[KEY].cancelled
    assert database.now(trainings.stored).trainings["waktu"].active


@pytest.mark.parametrize(
    "cells", [{"place": "Hotel Batik"}, {"start": "1/12/2026 10.00"}], ids=["place", "time"]
)
def test_a_session_that_moves_is_told_once_to_those_concerned(
    database: Database, cells: dict[str, Any]
) -> None:
    session_id = begin(database)

    found = imported(database, later(**cells), AT)
    planned(database)
    imported(database, later(**cells), AT)
    planned(database)

    confirmed = "place" in cells
    assert found.moved == ("waktu/1: Manajemen Waktu Pelayanan",)
    assert told(database, 1) == ["change", "T-3d", "T-1d", *(["T-120m"] if confirmed else [])]
    assert "change" not in told(database, 2) + told(database, 3)
    assert database.now(standings, session_id)[1] == ("confirmed" if confirmed else "enrolled")


def test_more_seats_go_to_those_who_wait_and_nobody_else_is_told(database: Database) -> None:
    session_id = begin(database)
    database.now(enrolling.enrol, somebody(3), session_id, MORNING)
    database.now(enrolling.enrol, somebody(2), session_id, MORNING)
    assert database.now(standings, session_id)[2] == "waiting"

    found = imported(database, later(capacity=3), AT)
    planned(database)

    assert (found.changed, found.moved) == (("waktu/1: Manajemen Waktu Pelayanan",), ())
    assert database.now(standings, session_id)[2] == "enrolled"
    assert "seat" in told(database, 2)
    assert "change" not in told(database, 1) + told(database, 2) + told(database, 3)


@pytest.mark.parametrize("content", [later(cancelled="ya"), workbook(sessions=())])
def test_what_is_cancelled_or_missing_is_told_and_named_as_gone(
    database: Database, content: bytes
) -> None:
    begin(database)

    found = imported(database, content, AT)
    planned(database)

    assert found.gone == ("waktu/1: Manajemen Waktu Pelayanan",)
    assert told(database, 1) == ["cancellation"]
    assert imported(database, content, AT).none
    with pytest.raises(SheetRefused) as error:
        imported(database, workbook(), AT)
    assert [one.fault for one in error.value.problems] == [CellFault.WAS_CANCELLED]


def test_a_training_that_is_missing_is_offered_no_more_until_it_is_back(
    database: Database,
) -> None:
    imported(database, workbook(), AT)
    other = workbook([with_cell(TRAINING, 0, "lain")], [])

    assert imported(database, other, AT).gone == (
        "waktu: Manajemen Waktu Pelayanan",
        "waktu/1: Manajemen Waktu Pelayanan",
    )
    assert not database.now(trainings.stored).trainings["waktu"].active
    assert imported(database, workbook(sessions=()), AT).changed == (
        "waktu: Manajemen Waktu Pelayanan",
    )
    assert database.now(trainings.stored).trainings["waktu"].active


def test_a_training_for_others_invites_them_instead(database: Database) -> None:
    database.now(employ, 1)
    database.now(employ, 1, 3, 2)
    database.now(employ, 1, 2, 3)
    imported(database, workbook([with_cell(TRAINING, 6, "dukcapil-ktp")]), AT)
    planned(database)
    session_id = database.now(trainings.stored).sessions[KEY].id
    assert database.now(standings, session_id) == {1: "invited", 3: "invited"}
    database.now(enrolling.confirm, somebody(3), session_id, MORNING)

    imported(database, workbook([with_cell(TRAINING, 6, "Kartu Keluarga")]), AT)
    planned(database)

    assert database.now(standings, session_id) == {2: "invited", 3: "confirmed"}
    assert told(database, 2) == ["invitation", "T-3d"]
    assert told(database, 3) == ["T-3d", "T-1d", "T-120m"]


def test_other_reminders_take_the_place_of_those_that_wait(database: Database) -> None:
    begin(database)

    imported(database, workbook([with_cell(TRAINING, 8, "2 hari, 90 menit")]), AT)
    planned(database)

    assert told(database, 1) == ["T-2d", "T-90m"]


def test_an_office_begins_with_the_usual_table_and_changes_it(database: Database) -> None:
    imported(database, workbook(), AT)
    usual = database.now(trainings.stored).rules

    table = (("Seminar", 3, "Hari", None), ("Rapat kerja", 1, "Kegiatan", 4))
    found = imported(database, workbook(table=table), AT)

    assert usual["seminar"] == Rule("seminar", Per.DAY, 4)
    assert (found.new, found.changed) == (("JP Rapat kerja",), ("JP seminar",))
    assert database.now(trainings.stored).rules == {
        **usual,
        "seminar": Rule("seminar", Per.DAY, 3),
        "Rapat kerja": Rule("Rapat kerja", Per.SESSION, 1, 4),
    }


WHOM = ("Status sasaran", "Golongan sasaran", "Belum cukup JP", "NIP sasaran")


def test_before_the_first_workbook_certificates_count_by_the_usual_table(
    database: Database,
) -> None:
    database.now(employ, 1)
    database.now(programme.begin)
    assert [rule.kind for rule in database.now(certifying.kinds, somebody(1))] == [
        rule.kind for rule in DEFAULT_RULES
    ]

    own = Rule("training", Per.HOUR, 3)
    database.now(trainings.put_rule, own)
    database.now(programme.begin)

    assert database.now(trainings.rules)["training"] == own


def for_whom(*cells: object) -> bytes:
    return workbook([(*TRAINING, *cells)], more=WHOM)


def staff(db: Db) -> None:
    """1: PNS III/c; 2: PNS IV/a with enough JP; 3: PPPK IX; 4: no status, no rank."""
    employ(db, 4)
    for n, status, grade in ((1, "PNS", "III/c"), (2, "PNS", "IV/a"), (3, "PPPK", "IX")):
        one = update(EmployeeRow).where(EmployeeRow.id == n)
        db.execute(one.values(status=status, grade=grade, nip=f"19860926201505{n:04}"))
    db.execute(update(EmployeeRow).where(EmployeeRow.id == 4).values(status=None))
    learning.credit(db, 2, Record(MORNING.date(), "Kursus", "training", 20))


@pytest.mark.parametrize(
    ("cells", "invited"),
    [
        (("", "", "", ""), {1, 2, 3, 4}),
        (("-", "-", "-", "-"), {1, 2, 3, 4}),
        (("PNS", "", "", ""), {1, 2}),
        (("P3K", "", "tidak", ""), {3}),
        (("", "III", "", ""), {1}),
        (("pns", "Golongan iv", "", ""), {2}),
        (("PPPK", "PPPK IX–XII", "", ""), {3}),
        (("", "", "ya", ""), {1, 3, 4}),
        (("PNS", "", "ya", ""), {1}),
        (("", "", "", "19860926 201505 0001;\n198609262015050003"), {1, 3}),
        (("PNS", "", "", "198609262015050001, 198609262015050003"), {1}),
        (("", "PPPK XIII-XVII", "", ""), set()),
    ],
)
def test_those_are_invited_whom_the_cells_mean(
    database: Database, cells: tuple[str, ...], invited: set[int]
) -> None:
    database.now(staff)

    imported(database, for_whom(*cells), AT)

    session_id = database.now(trainings.stored).sessions[KEY].id
    assert set(database.now(standings, session_id)) == invited
    assert imported(database, for_whom(*cells), AT) == NOTHING


def test_too_few_jp_are_those_that_the_office_wants_in_the_year_of_the_place(
    database: Database,
) -> None:
    targets = Targets(21, 12)

    imported(database, for_whom("", "", "ya", ""), At(MORNING, JAYAPURA, targets))

    audience = database.now(trainings.stored).trainings["waktu"].audience
    assert audience.short == Short(2026, targets)


TWO = (SESSION, with_cell(SESSION, 1, "2"))


def without(headers: dict[str, str], content: bytes | None = None) -> bytes:
    """A workbook without these cells."""
    book = load_workbook(io.BytesIO(content or workbook()))
    for title, cell in headers.items():
        book[title][cell] = None
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def linked(link: str) -> bytes:
    """A workbook whose session has this link."""
    book = load_workbook(io.BytesIO(workbook()))
    book["Sesi"]["J1"], book["Sesi"]["J2"] = "Tautan", link
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


WRONG: dict[str, tuple[bytes, list[tuple[str, int, str, CellFault]]]] = {
    **{
        f"training: {cell}": (
            workbook([with_cell(TRAINING, place, cell)]), [("Pelatihan", 2, column, fault)],
        )
        for place, column, cell, fault in (
            (1, "Judul", None, CellFault.MISSING),
            (1, "Judul", "A" * 121, CellFault.TOO_LONG),
            (1, "Judul", "A\u200bB", CellFault.BAD_SIGNS),
            (1, "Judul", "+Waktu", CellFault.BAD_START),
            (2, "Jenis", "Rapat", CellFault.BAD_KIND),
            (3, "Penyelenggara", "Yayasan", CellFault.BAD_PROVIDER),
            (4, "Nama penyelenggara", None, CellFault.MISSING),
            (5, "Unsur", "waktu; U8", CellFault.BAD_ELEMENT),
            (6, "Sasaran", "Dinas Perikanan", CellFault.NO_UNIT),
            (7, "Wajib", "mungkin", CellFault.BAD_FLAG),
            (8, "Pengingat", "tiga hari", CellFault.BAD_SPAN),
            (8, "Pengingat", "61 hari", CellFault.BAD_SPAN),
            (9, "JP", "enam", CellFault.BAD_NUMBER),
        )
    },
    **{
        f"session: {column} {cell}": (
            workbook(sessions=[with_cell(SESSION, place, cell)]), [("Sesi", 2, column, fault)],
        )
        for place, column, cell, fault in (
            (0, "Pelatihan", "lain", CellFault.NO_TRAINING),
            (1, "Sesi", "Angkatan I", CellFault.BAD_CODE),
            (2, "Mulai", "31/11/2026 09.00", CellFault.BAD_MOMENT),
            (2, "Mulai", "1/12/2026", CellFault.BAD_MOMENT),
            (2, "Mulai", "1/12/9999 09.00", CellFault.FAR_DAY),
            (2, "Mulai", "1/1/0001 09.00", CellFault.FAR_DAY),
            (3, "Selesai", "1/12/2062 15.00", CellFault.FAR_DAY),
            (7, "Batas daftar", "31/12/9999", CellFault.FAR_DAY),
            (2, "Mulai", "1/12/2026 25.00", CellFault.BAD_MOMENT),
            (2, "Mulai", None, CellFault.MISSING),
            (3, "Selesai", "08.00", CellFault.ENDS_FIRST),
            (3, "Selesai", "09.00", CellFault.ENDS_FIRST),
            (3, "Selesai", "sore", CellFault.BAD_MOMENT),
            (4, "Zona", "WITT", CellFault.BAD_ZONE),
            (5, "Tempat", None, CellFault.NO_PLACE),
            (6, "Kapasitas", "0", CellFault.BAD_NUMBER),
            (6, "Kapasitas", "2,5", CellFault.BAD_NUMBER),
            (7, "Batas daftar", "2/12/2026", CellFault.LATE_DEADLINE),
            (7, "Batas daftar", "1/12/2026 09.01", CellFault.LATE_DEADLINE),
            (7, "Batas daftar", "besok", CellFault.BAD_MOMENT),
            (8, "Batal", "entah", CellFault.BAD_FLAG),
            (8, "Batal", "?", CellFault.BAD_FLAG),
        )
    },
    **{
        f"for whom: {cells}": (for_whom(*cells), [("Pelatihan", 2, *one) for one in faults])
        for cells, faults in (
            (("Honorer", "", "", ""), [("Status sasaran", CellFault.BAD_STATUS)]),
            (("", "III/c", "", ""), [("Golongan sasaran", CellFault.BAD_RANK)]),
            (("", "V", "", ""), [("Golongan sasaran", CellFault.BAD_RANK)]),
            (("PPPK", "III", "", ""), [("Golongan sasaran", CellFault.BAD_RANK)]),
            (("PNS", "PPPK I-IV", "", ""), [("Golongan sasaran", CellFault.BAD_RANK)]),
            (("", "", "mungkin", ""), [("Belum cukup JP", CellFault.BAD_FLAG)]),
            (("", "", "", "12"), [("NIP sasaran", CellFault.BAD_NIP)]),
            (("", "", "", "1.98609E+17"), [("NIP sasaran", CellFault.LOST_DIGITS)]),
            (
                ("", "", "", "198609262015050009,12"),
                [("NIP sasaran", CellFault.NO_EMPLOYEE), ("NIP sasaran", CellFault.BAD_NIP)],
            ),
        )
    },
    **{
        f"link: {link}": (linked(link), [("Sesi", 2, "Tautan", CellFault.BAD_LINK)])
        for link in ("meet.google.com/abc def", "meet.google.com/abc", "https://meet")
    },
    "in the past": (
        workbook(sessions=[("waktu", "1", "24/11/2026 09.00", "15.00", "", "Aula")]),
        [("Sesi", 2, "Mulai", CellFault.IS_OVER)],
    ),
    "a code twice": (
        workbook([TRAINING, TRAINING], [SESSION, *TWO]),
        [("Pelatihan", 3, "Kode", CellFault.TWICE), ("Sesi", 3, "Sesi", CellFault.TWICE)],
    ),
    "the table": (
        workbook(table=[("Seminar", "x", "Minggu", 0), ("Sosialisasi", 1, "Hari", None)]),
        [
            ("JP", 2, "JP", CellFault.BAD_NUMBER),
            ("JP", 2, "Per", CellFault.BAD_PER),
            ("JP", 2, "Paling banyak", CellFault.BAD_NUMBER),
            ("JP", 3, "Jenis", CellFault.TWICE),
        ],
    ),
    "no code twice": (
        workbook([("", *TRAINING[1:])] * 2, []),
        [("Pelatihan", 2, "Kode", CellFault.MISSING), ("Pelatihan", 3, "Kode", CellFault.MISSING)],
    ),
    "columns missing in two sheets": (
        without({"Pelatihan": "B1", "Sesi": "C1"}),
        [
            ("Pelatihan", 1, "Judul", CellFault.NO_COLUMN),
            ("Sesi", 1, "Mulai", CellFault.NO_COLUMN),
        ],
    ),
    "a column missing in one sheet, bad cells in the others": (
        without(
            {"Pelatihan": "A1"},
            workbook(
                sessions=[with_cell(SESSION, 2, "besok")], checks=[with_cell(QUESTION, 5, "Z")]
            ),
        ),
        [
            ("Pelatihan", 1, "Kode", CellFault.NO_COLUMN),
            ("Sesi", 2, "Mulai", CellFault.BAD_MOMENT),
            ("Cek pengetahuan", 2, "Jawaban benar", CellFault.BAD_RIGHT),
        ],
    ),
    "a kind of a table that cannot be read": (
        without(
            {"JP": "B1"},
            workbook([with_cell(TRAINING, 2, "Magang luar")], None, [("Magang luar", 20, "Hari")]),
        ),
        [("", 1, "", CellFault.NO_SHEET), ("JP", 1, "JP", CellFault.NO_COLUMN)],
    ),
    "no sessions": (workbook(sessions=None), [("", 1, "", CellFault.NO_SHEET)]),
    "nothing": (workbook([], []), [("Pelatihan", 1, "", CellFault.EMPTY)]),
}  # fmt: skip


@pytest.mark.parametrize(("content", "problems"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_taken_is_named_by_sheet_and_cell(
    database: Database, content: bytes, problems: list[tuple[str, int, str, CellFault]]
) -> None:
    with pytest.raises(SheetRefused) as error:
        imported(database, content, AT)

    found = [(one.sheet, one.row, one.column, one.fault) for one in error.value.problems]
    assert found == problems
    assert database.now(trainings.stored).trainings == {}


def by_boat(jp: object = "", kind: str = "Pelatihan", end: str = "2/12/2026 12.00") -> bytes:
    """A workbook of a session from Tuesday 13.00 to another day."""
    training = with_cell(with_cell(TRAINING, 9, jp), 2, kind)
    row = with_cell(with_cell(SESSION, 2, "1/12/2026 13.00"), 3, end)
    return workbook([training], [row])


def test_a_session_of_one_noon_to_the_next_is_refused_where_it_counts_by_the_hour(
    database: Database,
) -> None:
    with pytest.raises(SheetRefused) as error:
        imported(database, by_boat(), AT)

    found = [(one.sheet, one.row, one.column, one.fault) for one in error.value.problems]
    assert found == [("Sesi", 2, "Selesai", CellFault.NO_HOURS)]


@pytest.mark.parametrize(
    ("content", "jp"),
    [
        (by_boat(12), 12),
        (by_boat(0), 0),
        (by_boat(kind="Seminar"), 8),
        (by_boat(kind="Magang"), 20),
        (by_boat(end="2/12/2026 16.00"), 8),
        (by_boat(end="2/12/2026 00.00"), 14),
        (by_boat(end="2/12/2026 01.00"), 16),
    ],
)
def test_it_is_taken_where_the_jp_are_given_or_the_hours_do_not_matter_or_are_known(
    database: Database, content: bytes, jp: int
) -> None:
    imported(database, content, AT)

    course = database.now(trainings.course, database.now(trainings.stored).sessions[KEY].id)
    assert course is not None
    assert course.jp == jp


def test_a_session_that_has_begun_or_is_cancelled_needs_no_hours(database: Database) -> None:
    imported(database, by_boat(12), AT)
    begun = At(START + timedelta(hours=5), JAYAPURA)

    assert imported(database, by_boat(), begun).gone == ()
    cancelled = [with_cell(one, 8, "ya") for one in [SESSION]]
    late = with_cell(with_cell(cancelled[0], 2, "8/12/2026 13.00"), 3, "9/12/2026 12.00")
    row = with_cell(with_cell(late, 1, "2"), 7, "")
    stays = with_cell(with_cell(SESSION, 2, "1/12/2026 13.00"), 3, "2/12/2026 12.00")
    imported(database, workbook([with_cell(TRAINING, 9, "")], [stays, row]), begun)


def test_what_is_taken_or_begun_stands(database: Database) -> None:
    session_id = begin(database)
    database.now(enrolling.enrol, somebody(3), session_id, MORNING)
    assert database.now(seats, session_id).taken == 2

    def refused(content: bytes, now: datetime) -> list[CellFault]:
        with pytest.raises(SheetRefused) as error:
            imported(database, content, At(now, JAYAPURA))
        return [one.fault for one in error.value.problems]

    assert refused(later(capacity=1), MORNING) == [CellFault.FEW_SEATS]
    assert refused(later(start="24/11/2026 08.00", deadline=""), MORNING) == [CellFault.IS_OVER]
    assert refused(later(place="Lain"), START) == [CellFault.HAS_BEGUN]
    assert refused(later(cancelled="ya"), START) == [CellFault.HAS_BEGUN]
