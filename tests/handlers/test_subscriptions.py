"""/langganan: what comes by itself, and how it ends."""

from collections.abc import Callable

from bot.db import people
from bot.db.database import Database
from bot.domain.audience import Topic
from tests.chat import Chat
from tests.rows import rows_of

CARD = (
    "Pesan yang datang sendiri\n"
    "Satu ketukan menyalakan atau mematikannya; /stop menghentikan semuanya."
)


async def test_news_is_asked_for_after_what_is_stored_was_told(
    chat: Chat, database: Database
) -> None:
    assert await chat.says("/langganan") == CARD
    assert chat.labels == ["○ Kabar dari kantor", "✓ Pengingat penilaian yang belum selesai"]
    assert "kami menyimpan ID Telegram" in await chat.taps("○ Kabar dari kantor")
    assert database.now(rows_of, "person") == 0

    await chat.taps("Setuju")

    assert chat.labels[0] == "✓ Kabar dari kantor"
    assert database.now(people.news, 1001)


async def test_each_kind_is_switched_off_and_on_by_itself(chat: Chat, database: Database) -> None:
    await chat.says("/langganan")
    await chat.taps("○ Kabar dari kantor")
    await chat.taps("Setuju")

    await chat.taps("✓ Pengingat penilaian yang belum selesai")
    assert database.now(people.muted, 1001) == {Topic.UNFINISHED}
    await chat.taps("✓ Kabar dari kantor")

    assert chat.labels == ["○ Kabar dari kantor", "○ Pengingat penilaian yang belum selesai"]
    assert not database.now(people.news, 1001)
    await chat.taps("○ Pengingat penilaian yang belum selesai")
    assert database.now(people.muted, 1001) == {Topic.NEWS}


async def test_stop_ends_all_of_it(chat: Chat, database: Database) -> None:
    await chat.says("/langganan")
    await chat.taps("○ Kabar dari kantor")
    await chat.taps("Setuju")
    await chat.says("/stop")
    await chat.taps("Hentikan pesan")

    assert await chat.says("/langganan") == CARD
    assert chat.labels == ["○ Kabar dari kantor", "○ Pengingat penilaian yang belum selesai"]
    assert database.now(people.muted, 1001) == set(Topic)


async def test_a_unit_that_is_followed_can_be_left(chat: Chat, database: Database) -> None:
    await chat.says("/hasil dukcapil-ktp")
    await chat.taps("Kabari saya bila ada perbaikan")
    await chat.taps("Setuju")
    await chat.says("/langganan")

    await chat.taps("✓ Kabar Disdukcapil · KTP elektronik")

    assert database.now(people.followed, 1001) == []


async def test_deleting_ones_data_forgets_what_was_muted(
    someone: Callable[..., Chat], database: Database
) -> None:
    chat = someone(1001)
    await chat.says("/langganan")
    await chat.taps("○ Kabar dari kantor")
    await chat.taps("Setuju")
    await chat.taps("✓ Kabar dari kantor")
    await chat.says("/hapus")
    await chat.taps("Hapus data saya")

    assert database.now(rows_of, "mute") == 0
    assert database.now(rows_of, "person") == 0
