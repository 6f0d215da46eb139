"""/kampanye: an admin looks through a campaign before it is launched."""

from sqlalchemy import func, select

from bot.app import Torang
from bot.db import campaigns
from bot.db.base import Base, Db
from bot.db.database import Database
from tests.chat import Chat
from tests.usecases.test_campaigning import imported, put, workbook
from tests.usecases.training_room import employ

OF_CHATS = {"handled_update", "errand", "person"}
"""Tables in which the admin who taps leaves something."""


def everything(db: Db) -> dict[str, int | None]:
    """How many rows each table has."""
    tables = (one for one in Base.metadata.sorted_tables if one.name not in OF_CHATS)
    return {one.name: db.scalar(select(func.count()).select_from(one)) for one in tables}


async def test_without_a_campaign_it_offers_a_template(admin: Chat) -> None:
    await admin.says("/kampanye")

    assert admin.text == "Belum ada kampanye. Isi templat, lalu kirim ke sini."
    assert admin.labels == ["Templat"]


async def test_every_step_is_shown_as_people_would_read_it(
    admin: Chat, database: Database
) -> None:
    imported(database, workbook())
    await admin.says("/kampanye")
    await admin.taps("kinerja · rancangan")
    assert "Kepada: semua ASN" in admin.text
    assert "\nUkuran hasil: skor pulsa\n" in admin.text
    assert "Kelompok: adil 50 %, manfaat 50 % · dibagi di dalam tiap unit" in admin.text

    await admin.taps("Lihat langkah")
    assert "Langkah 1 dari" in admin.text
    assert "Selasa, 1 Desember 2026" in admin.text
    assert "[Masuk akal]\n[Masih ragu]\n[Keberatan]" in admin.text
    await admin.taps("Berikutnya ›")
    await admin.taps("Berikutnya ›")
    assert "Jumat, 4 Desember 2026" in admin.text
    assert "[Sangat tidak setuju]" in admin.text
    assert "[Sangat setuju]" in admin.text
    await admin.taps("‹ Kembali")
    await admin.taps("‹ Kembali")
    assert admin.text == "Kampanye"


async def test_a_draft_is_rehearsed_on_its_own_card(
    admin: Chat, database: Database, torang: Torang
) -> None:
    database.now(employ, 6)
    imported(database, workbook())
    before = database.now(everything)
    await admin.says("/kampanye")
    await admin.taps("kinerja · rancangan")

    assert await admin.taps("Gladi") == (
        "⏳ Gladi kinerja sedang berjalan. Angkanya muncul di sini, kurang dari semenit lagi."
    )
    await torang.ticks.paperwork.work()
    assert admin.text.startswith("Gladi kinerja: 6 orang, Selasa, 1 Desember 2026 sampai")
    assert "Pesan terakhir terkirim" in admin.text
    assert database.now(everything) == before

    await admin.taps("‹ Kembali")
    assert admin.labels[1:3] == ["Gladi", "Luncurkan"]


async def test_what_runs_is_rehearsed_no_more(admin: Chat, database: Database) -> None:
    database.now(employ, 1)
    imported(database, workbook())
    await admin.says("/kampanye")
    await admin.taps("kinerja · rancangan")
    await admin.taps("Luncurkan")
    await admin.taps("Luncurkan")

    assert "Gladi" not in admin.labels


async def test_only_admins_see_campaigns(chat: Chat, database: Database) -> None:
    imported(database, workbook())
    await chat.says("/kampanye")

    assert "kinerja" not in chat.text


async def test_a_version_that_was_not_shown_is_not_launched_and_that_is_said(
    admin: Chat, database: Database
) -> None:
    database.now(employ, 6)
    imported(database, workbook())
    await admin.says("/kampanye")
    await admin.taps("kinerja · rancangan")
    await admin.taps("Luncurkan")
    put(book := workbook(), "Langkah", "Teks", 2, "Yang lain, {nama}.")
    imported(database, book)

    await admin.taps("Luncurkan")
    assert admin.toasts[-1].startswith("Itu sudah terlambat, atau terlalu awal")
    assert database.now(campaigns.running) == []
