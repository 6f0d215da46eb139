"""A campaign as a workbook: checked cell by cell, kept as versions."""

from collections.abc import Callable, Mapping
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from bot.campaigns import SHIPPED
from bot.db import campaigns
from bot.db.database import Database
from bot.domain.campaign import STAGES, Ask, Campaign, Item, Standing, slots, step_for
from bot.domain.campaign_workbook import LONGEST_TEXT
from bot.domain.errors import SheetRefused
from bot.domain.sheet import CellFault, Changes
from bot.reports.templates import template
from bot.usecases import conducting, imports, spreadsheet
from bot.usecases.imports import At, Imported
from bot.usecases.office import Office
from tests.factories import MORNING, a_person, a_training
from tests.usecases.test_programme import JAYAPURA
from tests.usecases.training_room import announced, employ

AT = At(MORNING, JAYAPURA)
ADMIN = a_person(9001, admin=True)
ROW = {"Hari pertama": "1/12/2026", "Hari terakhir": "15/2/2027"}


def place(book: Workbook, sheet: str, header: str, row: int) -> tuple[int, int]:
    (column,) = (cell.column for cell in book[sheet][1] if cell.value == header)
    return row, column


def workbook(name: str = "kinerja", days: Mapping[str, str] = ROW) -> Workbook:
    """One that ships, with the days of the office."""
    book = load_workbook(BytesIO(template(f"campaign-{name}", ["dukcapil"])))
    for header, day in days.items():
        book["Kampanye"].cell(*place(book, "Kampanye", header, 2)).value = day
    return book


def put(book: Workbook, sheet: str, header: str, row: int, value: str | None) -> None:
    book[sheet].cell(*place(book, sheet, header, row)).value = value


def imported(database: Database, book: Workbook) -> Changes:
    kept = BytesIO()
    book.save(kept)
    sheets = spreadsheet.open_sheets(kept.getvalue())
    assert imports.kind_of(sheets) is Imported.CAMPAIGN
    found = imports.read(sheets, Imported.CAMPAIGN)
    lines, changes = database.now(imports.compare, Imported.CAMPAIGN, found, AT)
    database.now(imports.apply, Imported.CAMPAIGN, lines, AT)
    return changes


def stored(database: Database) -> Campaign:
    (found,) = database.now(campaigns.stored)
    return found.campaign


@pytest.mark.parametrize("name", SHIPPED)
def test_a_campaign_that_ships_reaches_everybody_at_every_instant(
    database: Database, name: str
) -> None:
    assert imported(database, workbook(name)).new

    (found,) = database.now(campaigns.stored)
    one = found.campaign
    assert (found.standing, found.number, one.code) == (Standing.DRAFT, 1, name)
    assert any(arm.holdout for arm in one.arms) is (name == "jp")
    for slot in slots(one):
        for arm in (arm.code for arm in one.arms if not arm.holdout):
            assert all(step_for(one.steps, slot, stage, arm) for stage in STAGES), (slot, arm)


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_is_short_in_both_languages_and_answers_what_it_asks_about(
    database: Database, name: str
) -> None:
    imported(database, workbook(name))
    one = stored(database)

    said = [*(step.texts for step in one.steps), *(each.answers for each in one.objections)]
    assert all(text.keys() == {"id", "en"} for text in said)
    assert all(len(words) < LONGEST_TEXT for text in said for words in text.values())
    assert 2 <= len(one.objections) <= 5
    assert any(step.ask is Ask.REACTION for step in one.steps)


def test_the_pulse_of_the_programme_asks_each_item(database: Database) -> None:
    imported(database, workbook("kinerja"))

    assert {step.item for step in stored(database).steps if step.item} == set(Item)


def test_a_paragraph_stays_a_paragraph(database: Database) -> None:
    book = workbook()
    put(book, "Langkah", "Teks", 2, " Satu   kata. \n\n Dua. \n")
    imported(database, book)

    assert stored(database).steps[0].texts["id"] == "Satu kata.\n\nDua."


def test_the_same_workbook_again_changes_nothing(database: Database) -> None:
    imported(database, workbook())
    again = imported(database, workbook())

    assert again.none
    assert [one.number for one in database.now(campaigns.stored)] == [1]


def test_another_workbook_of_the_same_code_is_a_new_version(database: Database) -> None:
    imported(database, workbook())
    book = workbook()
    put(book, "Langkah", "Teks (en)", 2, "Only this is new.")
    put(book, "Langkah", "Kode", 3, "baru")
    before = stored(database)
    changes = imported(database, book)

    assert changes.changed == (f"Langkah {before.steps[0].code}",)
    assert changes.new == ("Langkah baru",)
    assert changes.gone == (f"Langkah {before.steps[1].code}",)
    assert [one.number for one in database.now(campaigns.stored)] == [2]
    assert stored(database).steps[0].texts["en"] == "Only this is new."


Mend = Callable[[Workbook], None]


def cell(sheet: str, header: str, value: str | None, row: int = 2) -> Mend:
    return lambda book: put(book, sheet, header, row, value)


def second_campaign(book: Workbook) -> None:
    book["Kampanye"].append(["lain", "Tujuan lain"])


def twin(book: Workbook) -> None:
    """The first step once more, under another code."""
    book["Langkah"].append(["kembar", *(one.value for one in book["Langkah"][2][1:])])


def sixth(book: Workbook) -> None:
    book["Keberatan"].append(["keenam", "Satu lagi", "", "Begini.", ""])


def none_listed(book: Workbook) -> None:
    book["Keberatan"].delete_rows(2, 9)


def one_stage(book: Workbook) -> None:
    """At its time nobody at another stage gets anything."""
    put(book, "Langkah", "Setelah", 2, "1 hari")
    put(book, "Langkah", "Tahap", 2, "keinginan")


def before(span: str) -> Mend:
    def mended(book: Workbook) -> None:
        put(book, "Langkah", "Setelah", 2, None)
        put(book, "Langkah", "Sebelum", 2, span)

    return mended


def nobody_told(book: Workbook) -> None:
    for row in range(2, book["Kelompok"].max_row + 1):
        if book["Kelompok"].cell(row, 1).value:
            put(book, "Kelompok", "Tanpa pesan", row, "ya")
    for row in range(2, book["Langkah"].max_row + 1):
        put(book, "Langkah", "Kelompok", row, None)


@pytest.mark.parametrize(
    ("mend", "sheet", "column", "fault"),
    [
        (cell("Kampanye", "Kode", "Kinerja Baru"), "Kampanye", "Kode", CellFault.BAD_CODE),
        (cell("Kampanye", "Tujuan", None), "Kampanye", "Tujuan", CellFault.MISSING),
        (cell("Kampanye", "Sasaran", "tiada"), "Kampanye", "Sasaran", CellFault.NO_UNIT),
        (cell("Kampanye", "Hari pertama", None), "Kampanye", "Hari pertama", CellFault.MISSING),
        (
            cell("Kampanye", "Hari pertama", "1/12/2026 09.00"),
            "Kampanye", "Hari pertama", CellFault.BAD_DAY,
        ),
        (
            cell("Kampanye", "Hari terakhir", "31/12/9999"),
            "Kampanye", "Hari terakhir", CellFault.FAR_DAY,
        ),
        (
            cell("Kampanye", "Hari terakhir", "1/11/2026"),
            "Kampanye", "Hari terakhir", CellFault.ENDS_FIRST,
        ),
        (
            cell("Kampanye", "Ukuran hasil", "bahagia"),
            "Kampanye", "Ukuran hasil", CellFault.BAD_OUTCOME,
        ),
        (cell("Kampanye", "Dibagi per", "x"), "Kampanye", "Dibagi per", CellFault.BAD_SPREAD),
        (
            cell("Kampanye", "Diukur sampai", "181"),
            "Kampanye", "Diukur sampai", CellFault.BAD_NUMBER,
        ),
        (second_campaign, "Kampanye", "Kode", CellFault.MANY_CAMPAIGNS),
        (cell("Langkah", "Setelah", "besok"), "Langkah", "Setelah", CellFault.BAD_AFTER),
        (cell("Langkah", "Setelah", "2 jam"), "Langkah", "Setelah", CellFault.BAD_AFTER),
        (cell("Langkah", "Setelah", None), "Langkah", "Setelah", CellFault.BAD_WHEN),
        (cell("Langkah", "Tanggal", "3/12/2026"), "Langkah", "Setelah", CellFault.BAD_WHEN),
        (cell("Langkah", "Setelah", "300 hari"), "Langkah", "Setelah", CellFault.OUTSIDE),
        (cell("Langkah", "Tahap", "marah"), "Langkah", "Tahap", CellFault.BAD_STAGE),
        (cell("Langkah", "Tanya", "umur"), "Langkah", "Tanya", CellFault.BAD_ASK),
        (cell("Langkah", "Butir pulsa", "perlu"), "Langkah", "Butir pulsa", CellFault.BAD_ITEM),
        (cell("Langkah", "Tanya", "pulsa"), "Langkah", "Butir pulsa", CellFault.MISSING),
        (cell("Langkah", "Teks", "x" * 501), "Langkah", "Teks", CellFault.TOO_LONG),
        (cell("Langkah", "Teks", None), "Langkah", "Teks", CellFault.MISSING),
        (cell("Langkah", "Teks", "Halo {nip}"), "Langkah", "Teks", CellFault.BAD_PLACEHOLDER),
        (cell("Langkah", "Tautan", "ftp://x"), "Langkah", "Tautan", CellFault.BAD_LINK),
        (cell("Langkah", "Tautan", "https://bkn.go.id"), "Langkah", "Tombol", CellFault.MISSING),
        (cell("Langkah", "Tombol", "Baca"), "Langkah", "Tombol", CellFault.NO_LINK),
        (cell("Langkah", "Gambar", "gambar.png"), "Langkah", "Gambar", CellFault.BAD_LINK),
        (cell("Langkah", "Kelompok", "lain"), "Langkah", "Kelompok", CellFault.NO_ARM),
        (twin, "Langkah", "Tahap", CellFault.SAME_STEP),
        (cell("Langkah", "Kode", "sama", 3), "Langkah", "Kode", CellFault.TWICE),
        (sixth, "Keberatan", "Kode", CellFault.MANY_OBJECTIONS),
        (none_listed, "Langkah", "Tanya", CellFault.NO_OBJECTIONS),
        (cell("Kelompok", "Bobot", "0"), "Kelompok", "Bobot", CellFault.BAD_NUMBER),
        (nobody_told, "Kelompok", "Tanpa pesan", CellFault.ALL_HELD_OUT),
        (
            cell("Kelompok", "Tanpa pesan", "ya"),
            "Kampanye", "Ukuran hasil", CellFault.NOT_OF_HOLDOUT,
        ),
        (
            cell("Kampanye", "Diukur sampai", "30"),
            "Kampanye", "Diukur sampai", CellFault.NOT_AFTERWARDS,
        ),
        (one_stage, "Langkah", "Tahap", CellFault.LEAVES_OUT),
        (cell("Kampanye", "Pelatihan", "tiada"), "Kampanye", "Pelatihan", CellFault.NO_TRAINING),
        (before("kemarin"), "Langkah", "Sebelum", CellFault.BAD_BEFORE),
        (before("0 hari"), "Langkah", "Sebelum", CellFault.BAD_BEFORE),
        (before("3 hari"), "Langkah", "Sebelum", CellFault.BAD_WHEN),
        (before("3 hari"), "Langkah", "Tanya", CellFault.ONLY_WORDS),
    ],
)  # fmt: skip
def test_every_bad_cell_is_named_and_nothing_is_kept(
    database: Database, mend: Mend, sheet: str, column: str, fault: CellFault
) -> None:
    book = workbook()
    put(book, "Langkah", "Kode", 2, "sama")
    mend(book)

    with pytest.raises(SheetRefused) as refused:
        imported(database, book)

    assert (sheet, column, fault) in {
        (one.sheet, one.column, one.fault) for one in refused.value.problems
    }
    assert database.now(campaigns.stored) == []


def test_a_workbook_without_arms_tells_all_alike(database: Database) -> None:
    book = workbook()
    del book["Kelompok"]
    for row in range(2, book["Langkah"].max_row + 1):
        put(book, "Langkah", "Kelompok", row, None)
        put(book, "Langkah", "Tahap", row, None)
        put(book, "Langkah", "Setelah", row, f"{row - 2} hari" if row < 60 else None)
    imported(database, book)

    assert [(arm.code, arm.holdout) for arm in stored(database).arms] == [("semua", False)]


def conducted(database: Database, office: Office, deed: str) -> None:
    (found,) = database.now(campaigns.stored)
    if deed == "launch":
        database.now(conducting.launch, office, ADMIN, found.id, found.number, MORNING)
    else:
        database.now(conducting.end, office, ADMIN, found.id, MORNING)


def refused(database: Database, book: Workbook) -> set[tuple[str | None, str, CellFault]]:
    with pytest.raises(SheetRefused) as found:
        imported(database, book)
    return {(one.sheet, one.column, one.fault) for one in found.value.problems}


@pytest.mark.parametrize(
    ("sheet", "header", "value", "row"),
    [
        ("Kampanye", "Ukuran hasil", "hadir", 2),
        ("Kampanye", "Hari terakhir", "16/2/2027", 2),
        ("Kampanye", "Diukur sampai", "31", 2),
        ("Kampanye", "Dibagi per", "unit", 2),
        ("Kelompok", "Bobot", "2", 2),
    ],
)
def test_what_was_declared_at_the_launch_stays(
    database: Database, office: Office, sheet: str, header: str, value: str, row: int
) -> None:
    database.now(employ, 6)
    imported(database, of_jp())
    other = of_jp()
    put(other, sheet, header, row, value)
    # While it is a draft all may be changed.
    imported(database, other)
    imported(database, of_jp())
    conducted(database, office, "launch")

    column = "Kelompok" if sheet == "Kelompok" else header
    assert (sheet, column, CellFault.DECLARED) in refused(database, other)
    put(book := of_jp(), "Langkah", "Teks", 2, "Yang lain, {nama}.")
    assert imported(database, book).changed


def of_jp() -> Workbook:
    """Of which deeds after the last day count."""
    book = workbook()
    put(book, "Kampanye", "Ukuran hasil", 2, "jp")
    put(book, "Kampanye", "Diukur sampai", 2, "30")
    return book


def test_a_campaign_that_is_over_takes_no_other_version(
    database: Database, office: Office
) -> None:
    database.now(employ, 6)
    imported(database, workbook())
    conducted(database, office, "launch")
    conducted(database, office, "end")
    put(book := workbook(), "Langkah", "Teks", 2, "Yang lain, {nama}.")

    assert ("Kampanye", "Kode", CellFault.HAS_ENDED) in refused(database, book)


def of_words(span: str = "3 hari") -> Workbook:
    """The words of a reminder, in two arms."""
    book = workbook()
    put(book, "Kampanye", "Pelatihan", 2, "waktu")
    put(book, "Kampanye", "Ukuran hasil", 2, "hadir")
    book["Langkah"].delete_rows(2, 99)
    values = {"Kode": "kapal", "Sebelum": span, "Teks": "{nama}, kapal menunggu.",
              "Kelompok": "adil"}  # fmt: skip
    for header, value in values.items():
        put(book, "Langkah", header, 2, value)
    return book


def test_words_of_a_reminder_are_kept_for_a_reminder_that_there_is(database: Database) -> None:
    database.now(announced, a_training(code="waktu"))

    assert ("Langkah", "Sebelum", CellFault.NO_REMINDER) in refused(database, of_words("4 hari"))
    assert imported(database, of_words()).new
    (step,) = stored(database).steps
    assert step.slot == "T-3d"
