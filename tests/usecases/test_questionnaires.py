"""Questionnaires on paper: read cell by cell, and counted once."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from random import Random
from threading import Barrier, BrokenBarrierError

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import event

from bot.db import ballots, surveys, units
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.errors import SheetRefused
from bot.domain.people import Person
from bot.domain.period import parse
from bot.domain.response import Response
from bot.domain.rollup import MODE, STRAIGHT, Count
from bot.domain.score import ELEMENTS, Order
from bot.domain.sheet import CellFault, Changes
from bot.reports.templates import EXAMPLE_PAPER, template
from bot.usecases import imports, publications, reckoning, releasing, spreadsheet
from bot.usecases.imports import At, Imported
from bot.usecases.office import Office
from tests.factories import MORNING, a_person
from tests.usecases.answered import answers, put
from tests.usecases.test_programme import JAYAPURA

AT = At(MORNING, JAYAPURA)
NAMES = ("Persyaratan", "Prosedur", "Waktu", "Biaya", "Produk", "Kompetensi", "Perilaku",
         "Sarana", "Pengaduan")  # fmt: skip
CODES = tuple(f"U{number}" for number in range(1, 10))
SCORES = (3, 3, 2, 4, 3, 3, 4, 1, 2)
ADMIN: Person = a_person(9001, admin=True)
DECEMBER = datetime(2026, 12, 1, 0, 0, tzinfo=UTC)


def sheet(header: Sequence[object], *rows: Sequence[object]) -> bytes:
    return "\n".join(";".join(map(str, row)) for row in (header, *rows)).encode()


def questionnaires(
    n: int = 5, unit: str = "dukcapil-ktp", month: str = "2026-11"
) -> list[tuple[object, ...]]:
    return [(unit, month, *SCORES) for _ in range(n)]


def five(**changed: str) -> bytes:
    """Five of which the first has something else in some columns."""
    header = ("Unit", "Bulan", *NAMES, *(key for key in changed if key not in NAMES))
    rows = [[*row, *([""] * (len(header) - len(row)))] for row in questionnaires()]
    for key, value in changed.items():
        rows[0][header.index(key)] = value
    return sheet(header, *rows)


def compared(database: Database, content: bytes, at: At = AT) -> tuple[object, Changes]:
    sheets = spreadsheet.open_sheets(content)
    found = imports.read(sheets, Imported.RESPONSES)
    return database.now(imports.compare, Imported.RESPONSES, found, at)


def imported(database: Database, content: bytes, at: At = AT) -> Changes:
    lines, changes = compared(database, content, at)
    database.now(imports.apply, Imported.RESPONSES, lines, at)
    return changes


def problems(
    database: Database, content: bytes, at: At = AT
) -> list[tuple[int, str, CellFault, str]]:
    with pytest.raises(SheetRefused) as refused:
        compared(database, content, at)
    return [(one.row, one.column, one.fault, one.value) for one in refused.value.problems]


def released(db: Db, unit: str = "dukcapil-ktp") -> list[tuple[date, Response]]:
    survey_id = surveys.survey_id(db, "skm")
    return list(ballots.released(db, survey_id, units.ids(db)[unit], None, None))


def test_a_row_for_each_is_counted_in_its_month_and_as_of_paper(
    database: Database, office: Office, unit_id: int
) -> None:
    october = questionnaires(6, month="2026-10")
    content = sheet(("Unit", "Bulan", *NAMES), *questionnaires(), *october)

    assert imported(database, content).new == (
        "Disdukcapil · KTP elektronik, 2026-11: 5",
        "Disdukcapil · KTP elektronik, 2026-10: 6",
    )

    found = database.now(released)
    assert {day for day, _one in found} == {MORNING.date(), date(2026, 10, 31)}
    assert {(one.mode, one.version_id, one.too_fast) for _day, one in found} == {
        ("kertas", None, False)
    }
    assert len({one.receipt for _day, one in found}) == 11
    assert {(one.scores["sarana"], one.scores["pengaduan"]) for _day, one in found} == {(1, 2)}
    figures = database.now(reckoning.figures, office, unit_id, parse("2026-10"), MORNING)
    assert figures.n == 6
    assert figures.index is not None
    assert figures.index.elements["waktu"].nrr == 2
    survey_id = database.now(surveys.survey_id, "skm")
    assert database.now(releasing.differences, office.forms, survey_id, unit_id) == []


def test_it_is_recognised_among_all_kinds() -> None:
    for header in (("Unit", *NAMES), ("Kode unit", "Periode", *CODES[:7], "Saran")):
        sheets = spreadsheet.open_sheets(sheet(header, ["-"] * len(header)))
        assert imports.kind_of(sheets) is Imported.RESPONSES


def test_without_a_month_it_is_this_one_and_a_unit_may_go_by_its_name(database: Database) -> None:
    content = sheet(("Unit", *NAMES), *[("Puskesmas Sofifi", *SCORES)] * 5)

    assert imported(database, content).new == ("Puskesmas Sofifi, 2026-11: 5",)


@pytest.mark.parametrize(("order", "sarana"), [(Order.LIST, 2), (Order.QUESTIONNAIRE, 1)])
def test_u8_and_u9_are_what_the_order_says(database: Database, order: Order, sarana: int) -> None:
    imported(
        database, sheet(("Unit", "Bulan", *CODES), *questionnaires()), replace(AT, order=order)
    )

    assert {one.scores["sarana"] for _day, one in database.now(released)} == {sarana}


def test_u8_and_u9_are_not_guessed(database: Database) -> None:
    content = sheet(("Unit", "Bulan", *CODES), *questionnaires())

    assert problems(database, content) == [
        (1, "U8", CellFault.NO_ORDER, ""),
        (1, "U9", CellFault.NO_ORDER, ""),
    ]


def test_what_else_is_told_is_stored_as_if_it_had_been_answered(database: Database) -> None:
    given = {
        "usia": "26–35 tahun",
        "Apa jenis kelamin Anda?": "Female",
        "Pendidikan": "sma",
        "pekerjaan": "lainnya",
        "pekerjaan_lain": "Nelayan",
        "Kritik dan saran": "Hubungi 0812 3456 7890",
        "Catatan": "1",
    }
    changes = imported(database, five(**given))

    (told,) = (one.answers for _day, one in database.now(released) if "usia" in one.answers)
    assert {key: told[key] for key in told if key not in {one.key for one in ELEMENTS}} == {
        "usia": "26_35",
        "jenis_kelamin": "P",
        "pendidikan": "sma",
        "pekerjaan": "lainnya",
        "pekerjaan_lain": "Nelayan",
        "saran": "Hubungi **** **** ****",
    }
    assert [(one.column, one.fault) for one in changes.warnings] == [
        ("Catatan", CellFault.NOT_USED)
    ]


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("Waktu", "", CellFault.NO_SCORE),
        ("Waktu", "-", CellFault.NO_SCORE),
        ("Waktu", "0", CellFault.BAD_SCORE),
        ("Waktu", "5", CellFault.BAD_SCORE),
        ("Waktu", "3,5", CellFault.BAD_SCORE),
        ("usia", "muda", CellFault.NO_CHOICE),
        ("saran", "x" * 1001, CellFault.TOO_LONG),
    ],
)
def test_a_bad_cell_is_named_and_never_counted(
    database: Database, column: str, value: str, fault: CellFault
) -> None:
    shown = "" if value == "-" else value

    assert problems(database, five(**{column: value})) == [(2, column, fault, shown)]


@pytest.mark.parametrize("column", ["Waktu", "saran"])
def test_a_formula_without_a_value_is_not_taken_for_an_empty_cell(
    database: Database, column: str
) -> None:
    header = ("Unit", "Bulan", *NAMES, "saran")
    book = Workbook()
    assert book.active is not None
    for row in (header, *((*one, "") for one in questionnaires())):
        book.active.append(list(row))
    book.active.cell(2, 1 + header.index(column), "=2+2")
    kept = BytesIO()
    book.save(kept)

    assert problems(database, kept.getvalue()) == [(2, column, CellFault.UNCOMPUTED, "=2+2")]


@pytest.mark.parametrize("month", ["1999-11", "2001-11", "2024-10"])
def test_a_month_of_another_time_is_refused_for_its_year(database: Database, month: str) -> None:
    content = sheet(("Unit", "Bulan", *NAMES), *questionnaires(month=month))

    assert problems(database, content) == [
        (2, "Bulan", CellFault.OLD_MONTH, f"Disdukcapil · KTP elektronik, {month}")
    ]


def test_who_is_too_young_is_refused_as_in_the_chat(database: Database) -> None:
    assert problems(database, five(usia="Di bawah 17 tahun")) == [
        (2, "", CellFault.ENDS_ITSELF, "")
    ]


def test_every_problem_comes_at_once(database: Database) -> None:
    rows = [
        ("dukcapil", "2026-11", *SCORES),
        ("tidak-ada", "2026-11", *SCORES),
        ("dukcapil-kk", "kemarin", *SCORES),
        ("dukcapil-kk", "2026-12", *SCORES),
        ("dukcapil-kk", "2026-11", "", *SCORES[1:]),
    ]

    assert problems(database, sheet(("Unit", "Bulan", *NAMES), *rows)) == [
        (2, "Unit", CellFault.NOT_A_LEAF, "dukcapil"),
        (3, "Unit", CellFault.NO_UNIT, "tidak-ada"),
        (4, "Bulan", CellFault.BAD_MONTH, "kemarin"),
        (5, "Bulan", CellFault.NOT_BEGUN, "Disdukcapil · Kartu Keluarga, 2026-12"),
        (5, "Unit", CellFault.TOO_FEW, "Disdukcapil · Kartu Keluarga, 2026-12"),
        (6, "Persyaratan", CellFault.NO_SCORE, ""),
        (6, "Unit", CellFault.TOO_FEW, "Disdukcapil · Kartu Keluarga, 2026-11"),
    ]


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (("Unit", "Bulan", *NAMES[:8]), ("pengaduan", CellFault.NO_COLUMN)),
        (("Unit", "Bulan", *NAMES, "U1"), ("U1", CellFault.COLUMN_TWICE)),
        (("Unit", "Bulan", *NAMES, "usia", "Berapa usia Anda?"),
         ("Berapa usia Anda?", CellFault.COLUMN_TWICE)),
    ],
)  # fmt: skip
def test_a_column_that_is_missing_or_there_twice_is_named(
    database: Database, header: tuple[str, ...], found: tuple[str, CellFault]
) -> None:
    rows = [row[: len(header)] for row in questionnaires()]

    assert [one[1:3] for one in problems(database, sheet(header, *rows))] == [found]


def test_an_empty_table_is_refused(database: Database) -> None:
    assert problems(database, sheet(("Unit", *NAMES))) == [(1, "", CellFault.EMPTY, "")]


def test_the_same_questionnaires_do_not_count_twice(database: Database) -> None:
    content = sheet(("Unit", "Bulan", *NAMES), *questionnaires())
    imported(database, content)

    name = "Disdukcapil · KTP elektronik, 2026-11"
    again = [(row, "Unit", CellFault.ENTERED, name) for row in range(2, 7)]
    assert problems(database, content) == again
    # A file that grows is sent whole, most likely.
    grown = [*questionnaires(), *[("dukcapil-ktp", "2026-11", *SCORES[:8], 4)] * 5]
    assert problems(database, sheet(("Unit", "Bulan", *NAMES), *grown)) == again
    assert len(database.now(released)) == 5
    imported(database, sheet(("Unit", "Bulan", *NAMES), *grown[5:]))
    assert len(database.now(released)) == 10


def test_other_questionnaires_with_the_same_answers_are_told_by_their_numbers(
    database: Database,
) -> None:
    for first in (1, 6):
        numbered = [(n, *row) for n, row in enumerate(questionnaires(), first)]
        imported(database, sheet(("Nomor", "Unit", "Bulan", *NAMES), *numbered))

    assert len(database.now(released)) == 10


@pytest.mark.usefixtures("server")
async def test_the_same_questionnaires_entered_twice_at_once_count_once(
    database: Database,
) -> None:
    """Two writers; neither writes before the other has looked, if it may."""
    lines, _changes = compared(database, sheet(("Unit", "Bulan", *NAMES), *questionnaires()))
    both_looked = Barrier(2)

    def pause(_db: Db, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("INSERT INTO paper"):
            with suppress(BrokenBarrierError):
                both_looked.wait(0.5)

    def enter(db: Db) -> None:
        event.listen(db, "before_cursor_execute", pause)
        imports.apply(db, Imported.RESPONSES, lines, AT)

    found = await asyncio.gather(
        database.write(enter), database.write(enter), return_exceptions=True
    )

    assert {*map(type, found)} == {SheetRefused, type(None)}
    assert len(database.now(released)) == 5


def test_applied_twice_by_two_admins_they_count_once(database: Database) -> None:
    lines, _changes = compared(database, sheet(("Unit", "Bulan", *NAMES), *questionnaires()))
    database.now(imports.apply, Imported.RESPONSES, lines, AT)

    with pytest.raises(SheetRefused):
        database.now(imports.apply, Imported.RESPONSES, lines, AT)

    assert len(database.now(released)) == 5


@pytest.mark.parametrize("published", ["dukcapil-ktp", "dukcapil"])
def test_a_month_that_is_published_takes_no_more(
    database: Database, office: Office, published: str
) -> None:
    chance = Random(1)  # noqa: S311 - The same chances in each run.
    database.now(put, office, "dukcapil-ktp", date(2026, 11, 3), answers(chance, 9))
    at, unit = replace(AT, now=DECEMBER), database.now(units.ids)[published]
    lines, _changes = compared(database, sheet(("Unit", "Bulan", *NAMES), *questionnaires()), at)
    november = parse("2026-11")
    database.now(publications.publish, office, ADMIN, unit, november, DECEMBER)

    with pytest.raises(SheetRefused) as refused:
        database.now(imports.apply, Imported.RESPONSES, lines, at)

    assert [one.fault for one in refused.value.problems] == [CellFault.PUBLISHED]
    content = sheet(("Unit", "Bulan", *NAMES), *questionnaires(month="2026-12"))
    assert imported(database, content, at).new == ("Disdukcapil · KTP elektronik, 2026-12: 5",)


def test_the_examples_of_the_template_can_be_imported(database: Database) -> None:
    book = load_workbook(BytesIO(template("responses", ["dukcapil-ktp"])))
    for _n in range(3):
        for row in EXAMPLE_PAPER:
            book["Kuesioner"].append(list(row))
    kept = BytesIO()
    book.save(kept)

    assert imported(database, kept.getvalue()).new == ("Disdukcapil · KTP elektronik, 2026-11: 6",)


def profiles(n: int, men: int) -> bytes:
    """So many of October, of whom some are men."""
    rows = [(*row, "L" if number < men else "P") for number, row in enumerate(
        questionnaires(n, month="2026-10"))]  # fmt: skip
    return sheet(("Unit", "Bulan", *NAMES, "jenis_kelamin"), *rows)


def test_what_comes_after_its_month_is_rated_and_no_difference_tells_of_whom(
    database: Database, office: Office, unit_id: int
) -> None:
    """Of five questionnaires one is a woman's; how October is made up was told before."""
    in_october = At(datetime(2026, 10, 30, 3, 0, tzinfo=UTC), JAYAPURA)
    imported(database, profiles(12, men=6), in_october)
    october = parse("2026-10")
    before = database.now(reckoning.figures, office, unit_id, october, MORNING)
    imported(database, profiles(5, men=4))

    after = database.now(reckoning.figures, office, unit_id, october, MORNING)

    told = before.mix["jenis_kelamin"].told
    assert {key: one.n for key, one in told.items()} == {"L": 6, "P": 6}
    assert after.mix["jenis_kelamin"].told == told
    assert (before.n, after.n, after.mix["jenis_kelamin"].untold) == (12, 17, 5)
    assert after.mix[MODE].told == {"kertas": Count(17, 17 * sum(SCORES))}
    assert after.mix[STRAIGHT].n - before.mix[STRAIGHT].n == after.mix[STRAIGHT].untold == 5
    survey_id = database.now(surveys.survey_id, "skm")
    assert database.now(releasing.differences, office.forms, survey_id, unit_id) == []


def test_a_reference_from_before_they_came_is_still_proved(
    database: Database, office: Office, unit_id: int
) -> None:
    november = datetime(2026, 11, 5, 3, 0, tzinfo=UTC)
    imported(database, profiles(12, men=6), At(november, JAYAPURA))
    before = database.now(reckoning.figures, office, unit_id, parse("2026-10"), november)
    imported(database, profiles(5, men=4))

    rebuilt = database.now(reckoning.rebuilt, office, before.basis.reference)

    assert (rebuilt.basis, rebuilt.n) == (before.basis, 12)
