"""Lists that an admin taps for: they come as files."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import update

from bot.app import Torang
from bot.db import learning, units
from bot.db.database import Database
from bot.db.tables import EmployeeRow
from bot.domain.learning import Credit, Record
from bot.simulator.params import Upload
from bot.usecases import enrolling
from tests.chat import Chat, CoreSession
from tests.factories import MORNING, a_training
from tests.usecases.training_room import announced, employ, somebody

TITLE = "1/12 Manajemen Waktu Pelayan…"
TODAY = MORNING.date()


@pytest.fixture
def files(wire: CoreSession) -> Callable[[], list[tuple[str, Workbook]]]:
    """The workbooks that were sent, once what was asked for is done."""

    def sent() -> list[tuple[str, Workbook]]:
        values = [value for params in wire.params for value in params.values()]
        return [
            (one.file_name, load_workbook(BytesIO(one.content), data_only=True))
            for one in values
            if isinstance(one, Upload) and one.file_name.endswith("xlsx")
        ]

    return sent


Files = Callable[[], list[tuple[str, Workbook]]]


def names(book: Workbook, column: int, first: int) -> list[object]:
    sheet = book.worksheets[-1]
    found = (sheet.cell(row, column).value for row in range(first, sheet.max_row + 1))
    return [name for name in found if isinstance(name, str) and name.startswith("Pegawai")]


async def test_the_attendance_list_of_a_session_has_those_who_are_registered(
    admin: Chat, database: Database, torang: Torang, files: Files
) -> None:
    database.now(employ, 4)
    session = database.now(announced)
    database.now(enrolling.confirm, somebody(3), session, MORNING)
    database.now(enrolling.enrol, somebody(1), session, MORNING)
    database.now(enrolling.decline, somebody(2), session, MORNING)
    await admin.says("/pelatihan")
    await admin.taps(TITLE)

    assert await admin.taps("Daftar hadir (cetak)") == (
        "⏳ Daftarnya sedang disusun; nanti datang sebagai berkas."
    )
    await torang.ticks.paperwork.work()

    ((name, book),) = files()
    assert name == "daftar-hadir-waktu-1.xlsx"
    assert names(book, 2, 11) == ["Pegawai 1", "Pegawai 3"]
    assert [admin.cards[0]["text"], "document" in admin.cards[1]] == [
        "Manajemen Waktu Pelayanan · 6 JP\n"
        "✓ Daftar hadir dengan 2 nama ada di berkas di bawah, siap dicetak di A4.",
        True,
    ]
    await admin.taps("‹ Kembali")
    assert "Terdaftar: 1" in admin.cards[0]["text"]


async def test_of_a_mandatory_one_it_has_those_who_have_not_answered_too(
    admin: Chat, database: Database, torang: Torang, files: Files
) -> None:
    database.now(employ, 3)
    session = database.now(announced, a_training(mandatory=True))
    database.now(enrolling.decline, somebody(2), session, MORNING)
    await admin.says("/pelatihan")
    await admin.taps(TITLE)
    await admin.taps("Daftar hadir (cetak)")
    await torang.ticks.paperwork.work()

    assert names(files()[0][1], 2, 11) == ["Pegawai 1", "Pegawai 3"]


async def test_without_anybody_there_is_no_list(
    admin: Chat, database: Database, torang: Torang, files: Files
) -> None:
    database.now(announced)
    await admin.says("/pelatihan")
    await admin.taps(TITLE)
    await admin.taps("Daftar hadir (cetak)")
    await torang.ticks.paperwork.work()
    assert admin.text.endswith("Belum ada yang terdaftar, jadi daftarnya belum ada.")

    await admin.says("/pelatihan")
    await admin.taps("Rekap JP")
    await admin.taps("Puskesmas Sofifi")
    await torang.ticks.paperwork.work()
    assert admin.text == "Belum ada pegawai di unit ini, jadi daftarnya belum ada."
    assert files() == []


async def test_jp_of_a_unit_and_all_below_it_in_a_year(
    admin: Chat, database: Database, torang: Torang, files: Files
) -> None:
    database.now(employ, 2)
    database.now(employ, 1, 4, 3)
    database.now(lambda db: db.execute(
        update(EmployeeRow).where(EmployeeRow.id == 2).values(status="PPPK")
    ))  # fmt: skip
    for n, jp, kind, day, credit in (
        (1, 8, "training", TODAY, Credit.APPROVED),
        (1, 4, "seminar", TODAY, Credit.APPROVED),
        (1, 9, "study", TODAY, Credit.PENDING),
        (1, 30, "study", TODAY.replace(year=2025), Credit.APPROVED),
        (3, 5, "training", TODAY, Credit.APPROVED),
    ):
        database.now(learning.credit, n, Record(day, "Kursus", kind, jp, credit))
    await admin.says("/pelatihan")
    assert (await admin.taps("Rekap JP")).startswith("Rekap JP 2026\nUnit yang mana?")
    await admin.taps("Disdukcapil")
    await torang.ticks.paperwork.work()

    ((name, book),) = files()
    assert name == "rekap-jp-2026.xlsx"
    people = [[cell.value for cell in row][1:] for row in book["Per pegawai"]["A4:K6"]]
    assert people == [
        ["NIP", "Nama", "Kode unit", "Unit", "Status", "Pelatihan", "Seminar", "Jumlah JP",
         "Target", "Kurang"],
        ["1986" + "1".zfill(14), "Pegawai 1", "dukcapil-ktp", "Disdukcapil · KTP elektronik",
         "PNS", 8, 4, 12, 20, 8],
        ["1986" + "2".zfill(14), "Pegawai 2", "dukcapil-ktp", "Disdukcapil · KTP elektronik",
         "PPPK", 0, 0, 0, 24, 24],
    ]  # fmt: skip
    assert [row[0].value for row in book["Per unit"]["A5:A7"]] == [
        "dukcapil", "dukcapil-ktp", "dukcapil-kk",
    ]  # fmt: skip
    assert admin.cards[0]["text"] == "✓ JP 2 pegawai ada di berkas di bawah: 2026, Disdukcapil."


async def test_jp_of_everybody_and_of_the_year_before(
    admin: Chat, database: Database, torang: Torang, files: Files
) -> None:
    database.now(employ, 1)
    database.now(employ, 1, 4, 3)
    database.now(learning.credit, 1, Record(TODAY.replace(year=2025), "Kursus", "study", 7))
    await admin.says("/pelatihan")
    await admin.taps("Rekap JP")
    await admin.taps("Tahun 2025")
    assert "Tahun 2026" in admin.labels
    await admin.taps("Semua unit")
    await torang.ticks.paperwork.work()

    ((name, book),) = files()
    assert name == "rekap-jp-2025.xlsx"
    assert names(book, 3, 5) == ["Pegawai 1", "Pegawai 3"]
    assert book["Per pegawai"]["H5"].value == 7
    assert admin.cards[0]["text"] == "✓ JP 2 pegawai ada di berkas di bawah: 2025, semua unit."


async def test_who_works_at_a_unit_that_was_taken_out_is_counted_still(
    admin: Chat, database: Database, torang: Torang, files: Files
) -> None:
    database.now(employ, 1)
    database.now(lambda db: units.deactivate(db, 2))
    await admin.says("/pelatihan")
    await admin.taps("Rekap JP")
    await admin.taps("Semua unit")
    await torang.ticks.paperwork.work()

    assert names(files()[0][1], 3, 5) == ["Pegawai 1"]


async def test_only_admins_get_lists(
    someone: Callable[..., Chat], database: Database, torang: Torang, files: Files
) -> None:
    database.now(employ, 1)
    session = database.now(announced)
    chat = someone(2001)
    await chat.starts()
    message = chat.cards[-1]["message_id"]
    for data in (f"tz:{session}:list:", "tr:recap:0", "tj:2026:0:0", "tj:2026::0"):
        await chat.presses(message, data)
    await torang.ticks.paperwork.work()

    assert len(chat.toasts) == 4
    assert all(toast.startswith("Hanya admin") for toast in chat.toasts)
    assert files() == []


async def test_of_what_is_not_there_any_more_there_is_no_list(
    admin: Chat, torang: Torang, files: Files
) -> None:
    await admin.says("/pelatihan")
    message = admin.cards[-1]["message_id"]
    for data in ("tz:999:list:", "tj:2026:999:0"):
        await admin.presses(message, data)
        await torang.ticks.paperwork.work()
        assert "sudah tidak ada" in admin.text

    assert files() == []
