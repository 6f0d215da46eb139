"""What a template says can be filled in is what an import takes."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import update

from bot.db import trainings
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import EmployeeRow
from bot.domain.layout import TRAININGS
from bot.reports.templates import EXAMPLE_CHECKS, EXAMPLE_SESSIONS, EXAMPLE_TRAININGS, template
from bot.usecases import imports, spreadsheet
from bot.usecases.imports import At, Imported
from tests.factories import MORNING
from tests.usecases.test_programme import JAYAPURA
from tests.usecases.training_room import employ

AT = At(MORNING, JAYAPURA)


def choices(book: Workbook, header: str) -> list[object]:
    """What the drop-down below this header of the trainings offers."""
    sheet = book["Pelatihan"]
    place = next(cell.column_letter for cell in sheet[1] if cell.value == header)
    (found,) = (one for one in sheet.data_validations.dataValidation if f"{place}2" in one.sqref)
    title, _mark, cells = str(found.formula1).lstrip("=").rpartition("!")
    return [cell.value for (cell,) in book[title.strip("'")][cells.replace("$", "")]]


@pytest.mark.parametrize(
    ("header", "offered"),
    [
        ("Sasaran", ["dukcapil", "dukcapil-ktp"]),
        ("Status sasaran", ["PNS", "PPPK"]),
        (
            "Golongan sasaran",
            ["I", "II", "III", "IV", "PPPK I-IV", "PPPK V-VIII", "PPPK IX-XII", "PPPK XIII-XVII"],
        ),
        ("Belum cukup JP", ["ya", "tidak"]),
    ],
)
def test_a_drop_down_offers_whom_a_training_may_be_for(header: str, offered: list[str]) -> None:
    book = load_workbook(BytesIO(template("trainings", ["dukcapil", "dukcapil-ktp"])))

    assert choices(book, header) == offered


def number_as_in_the_examples(db: Db) -> None:
    for n, nip in enumerate(("198609262015051001", "199204172023212014"), 1):
        employ(db, 1, first=n)
        db.execute(update(EmployeeRow).where(EmployeeRow.id == n).values(nip=nip))


@pytest.mark.parametrize("empty", ["", "-", "–", "—"])
def test_the_examples_can_be_imported_as_they_are_shown(database: Database, empty: str) -> None:
    database.now(number_as_in_the_examples)
    book = load_workbook(BytesIO(template("trainings", ["dukcapil"])))
    shown = {
        "Pelatihan": EXAMPLE_TRAININGS,
        "Sesi": EXAMPLE_SESSIONS,
        "Cek pengetahuan": EXAMPLE_CHECKS,
    }
    for title, rows in shown.items():
        for row in rows:
            book[title].append([cell or empty for cell in row])
    kept = BytesIO()
    book.save(kept)
    sheets = spreadsheet.open_sheets(kept.getvalue())
    found = imports.read(sheets, Imported.TRAININGS)
    lines, _changes = database.now(imports.compare, Imported.TRAININGS, found, AT)
    database.now(imports.apply, Imported.TRAININGS, lines, AT)

    stored = database.now(trainings.stored)
    assert set(stored.trainings) == {"waktu", "analis", "mentor"}
    assert stored.trainings["mentor"].audience.named == frozenset({1, 2})
    assert {len(row) for row in EXAMPLE_TRAININGS} == {len(TRAININGS.columns)}
