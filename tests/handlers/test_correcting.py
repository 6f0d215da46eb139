"""A correction of a broadcast: a draft like any other, for those who have the message."""

import pytest

from bot import config
from bot.app import Torang
from bot.db import people
from bot.db.database import Database
from tests.chat import Chat
from tests.conftest import VirtualClock
from tests.handlers.broadcasting import SETTINGS, compose, send


@pytest.fixture
def settings() -> config.Config:
    return SETTINGS


@pytest.fixture
async def sent(
    admin: Chat, staff: dict[int, Chat], torang: Torang, clock: VirtualClock
) -> dict[int, Chat]:
    """A broadcast with a button, which three people have."""
    await compose(admin, "Besok pukul 08.00")
    await admin.taps("Tombol: Bahasa Indonesia")
    await admin.says("Saya ikut")
    await admin.taps("Gladi")
    await admin.taps("Kirim sekarang")
    await admin.taps("Ya, kirim")
    await send(torang, clock)
    return staff


def shown(chats: dict[int, Chat]) -> set[str]:
    return {card["text"].splitlines()[0] for chat in chats.values() for card in chat.cards[1:]}


async def write(admin: Chat, text: str) -> None:
    await admin.taps("Koreksi untuk semua")
    await admin.taps("Bahasa Indonesia")
    await admin.says(text)


async def go(admin: Chat) -> None:
    await admin.taps("Gladi")
    await admin.taps("Kirim sekarang")
    await admin.taps("Ya, kirim")


async def test_a_correction_is_rehearsed_confirmed_and_held_before_it_leaves(
    admin: Chat, sent: dict[int, Chat], torang: Torang, clock: VirtualClock
) -> None:
    await write(admin, "Besok pukul 09.00")
    await torang.ticks.all()
    assert shown(sent) == {"Besok pukul 08.00"}

    card = await admin.taps("Gladi")
    assert admin.cards[-2]["text"].startswith("Besok pukul 09.00")
    assert card.splitlines()[1] == "3 orang"
    assert "Besok 08.00" not in admin.labels
    await admin.taps("Kirim sekarang")
    await admin.taps("Ya, kirim")
    await torang.ticks.all()
    assert shown(sent) == {"Besok pukul 08.00"}

    await send(torang, clock)

    assert shown(sent) == {"Besok pukul 09.00"}
    assert [len(chat.cards) for chat in sent.values()] == [2, 2, 2]
    assert admin.text == "Koreksi\nSelasa, 24 November 2026, 09.02 WIT\n3 dari 3\nterkirim 3"


async def test_a_correction_taken_back_in_its_hold_changes_nothing(
    admin: Chat, sent: dict[int, Chat], torang: Torang, clock: VirtualClock
) -> None:
    await write(admin, "Besok pukul 09.00")
    await go(admin)
    await admin.taps("Tarik kembali")
    await send(torang, clock)

    assert shown(sent) == {"Besok pukul 08.00"}
    assert "“Besok pukul 09.00”" in await admin.taps("Buka draf")


async def test_a_sticker_corrects_nothing(
    admin: Chat, sent: dict[int, Chat], torang: Torang, clock: VirtualClock
) -> None:
    await admin.taps("Koreksi untuk semua")
    await admin.taps("Bahasa Indonesia")

    await admin.sends({"sticker": STICKER})

    await send(torang, clock)
    assert shown(sent) == {"Besok pukul 08.00"}
    assert (await admin.taps("‹ Kembali")).startswith("Koreksi, belum terkirim")


async def test_the_other_language_keeps_its_own_text(
    admin: Chat, staff: dict[int, Chat], database: Database, torang: Torang, clock: VirtualClock
) -> None:
    database.now(people.set_language, 2003, "en")
    await compose(admin, "Besok pukul 08.00")
    await admin.taps("English")
    await admin.says("Tomorrow at 8")
    await go(admin)
    await send(torang, clock)
    await write(admin, "Besok pukul 09.00")
    await go(admin)
    await send(torang, clock)

    assert shown(staff) == {"Besok pukul 09.00", "Tomorrow at 8"}


async def test_the_report_stays_a_report_and_a_tap_after_a_correction_counts_there(
    admin: Chat, sent: dict[int, Chat], torang: Torang, clock: VirtualClock
) -> None:
    report = admin.cards[-1]["message_id"]
    await write(admin, "Besok pukul 09.00")
    await go(admin)
    await send(torang, clock)
    await sent[2001].taps("Saya ikut")

    await admin.taps("Muat ulang", report)

    text = next(card["text"] for card in admin.cards if card["message_id"] == report)
    assert text.startswith("Laporan siaran\n")
    assert "Saya ikut: 1" in text


async def test_what_nobody_has_any_more_is_not_corrected(
    admin: Chat, sent: dict[int, Chat], clock: VirtualClock
) -> None:
    clock.forward(hours=48)

    await admin.taps("Koreksi untuk semua")

    assert admin.toasts == ["Tidak ada pesan yang masih dapat diubah."]
    assert len(sent) == 3


async def test_what_was_deleted_is_not_offered_for_correction(
    admin: Chat, sent: dict[int, Chat], torang: Torang, clock: VirtualClock
) -> None:
    report = admin.cards[-1]["message_id"]
    await admin.taps("Hapus untuk semua")
    await admin.taps("Hapus untuk semua")
    await send(torang, clock)

    card = next(card for card in admin.cards if card["message_id"] == report)

    assert "Pesan ini sudah dihapus untuk semua." in card["text"]
    assert [len(row) for row in card["keyboard"]] == [2]
    assert len(sent) == 3


STICKER = {
    "file_id": "s", "file_unique_id": "u", "type": "regular", "width": 9, "height": 9,
    "is_animated": False, "is_video": False,
}  # fmt: skip
