"""/kampanye: an admin looks through a campaign before it is launched."""

from bot.db.database import Database
from tests.chat import Chat
from tests.usecases.test_campaigning import imported, workbook


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
    assert "Ukuran hasil: skor pulsa, sampai 30 hari sesudahnya" in admin.text
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


async def test_only_admins_see_campaigns(chat: Chat, database: Database) -> None:
    imported(database, workbook())
    await chat.says("/kampanye")

    assert "kinerja" not in chat.text
