"""/siaran from the rehearsal to the launch: what is sent is what was rehearsed."""

from datetime import datetime

import pytest

from bot import config
from bot.app import Torang
from bot.db import people
from bot.db.database import Database
from bot.simulator.core import Telegram
from tests.chat import Chat
from tests.conftest import VirtualClock
from tests.handlers.broadcasting import SETTINGS, compose, launch, send

CHANGED = "Siaran ini berubah sejak gladi terakhir. Gladi sekali lagi."


@pytest.fixture
def settings() -> config.Config:
    return SETTINGS


def received(staff: dict[int, Chat]) -> list[int]:
    """How many broadcasts each of them got."""
    return [len(chat.cards) - 1 for chat in staff.values()]


async def test_a_text_changed_after_the_confirmation_is_not_sent_by_the_old_button(
    admin: Chat, staff: dict[int, Chat], torang: Torang, clock: VirtualClock
) -> None:
    await compose(admin, "Besok")
    await admin.taps("Gladi")
    await admin.taps("Besok 08.00")
    old = admin.data("Ya, kirim")
    await admin.taps("‹ Kembali")
    await admin.taps("Ubah")
    await admin.taps("Bahasa Indonesia")
    await admin.says("Lusa, belum digladi")

    card = await admin.presses(*old)

    assert admin.toasts == [CHANGED]
    assert card.startswith("Siaran, belum terkirim")
    await send(torang, clock, 60 * 24)
    assert received(staff) == [0, 0, 0]


async def test_an_empty_draft_is_not_sent_by_an_old_button(
    admin: Chat, staff: dict[int, Chat], torang: Torang, clock: VirtualClock
) -> None:
    await compose(admin, "Besok")
    await admin.taps("Gladi")
    await admin.taps("Kirim sekarang")
    old = admin.data("Ya, kirim")
    await admin.says("/siaran")
    await admin.taps("Mulai baru")
    await admin.taps("Ya, buang")

    await admin.presses(*old)

    assert admin.toasts == [CHANGED]
    await send(torang, clock, 5)
    assert received(staff) == [0, 0, 0]


@pytest.mark.usefixtures("staff")
async def test_an_audience_changed_since_the_rehearsal_is_rehearsed_first(admin: Chat) -> None:
    await compose(admin)
    await admin.taps("Gladi")
    old = [admin.data(label) for label in ("Kirim sekarang", "Pilih waktu", "Besok 08.00")]
    await admin.taps("Ubah")
    await admin.taps("Kepada siapa")
    await admin.taps("Keduanya")

    for button in old:
        assert (await admin.presses(*button)).startswith("Siaran, belum terkirim")

    assert admin.toasts == [CHANGED] * 3


async def test_whom_the_budget_puts_off_is_told_with_the_time_at_which_it_goes_on(
    admin: Chat, staff: dict[int, Chat], torang: Torang, clock: VirtualClock
) -> None:
    await launch(admin, "Pertama")
    await send(torang, clock)
    clock.forward(hours=2)
    await compose(admin, "Kedua")

    card = await admin.taps("Gladi")

    assert card.splitlines()[1] == (
        "3 orang · 3 menunggu jatah siaran (mulai Rabu, 25 November 2026, 09.02 WIT)"
    )
    assert "Selesai sekitar Rabu, 25 November 2026, 09.02 WIT." in card
    await admin.taps("Kirim sekarang")
    await admin.taps("Ya, kirim")
    await send(torang, clock)
    assert received(staff) == [1, 1, 1]
    clock.at = datetime.fromisoformat("2026-11-25T09:02+09:00")
    await torang.ticks.all()
    assert received(staff) == [2, 2, 2]


async def test_an_audience_of_which_all_blocked_the_bot_or_had_enough_cannot_be_sent_to(
    admin: Chat, staff: dict[int, Chat], torang: Torang, clock: VirtualClock, telegram: Telegram
) -> None:
    await launch(admin, "Pertama")
    await send(torang, clock)
    telegram.people.block(2001)
    await admin.serve()
    await compose(admin, "Kedua")

    card = await admin.taps("Gladi")

    assert "3 orang · 1 memblokir bot · 2 sudah cukup menerima siaran" in card
    assert "Tidak ada yang akan menerimanya." in card
    assert "Kirim sekarang" not in admin.labels
    assert len(staff) == 3


async def test_who_cannot_be_reached_any_more_at_the_last_tap_is_an_error(
    admin: Chat, staff: dict[int, Chat], telegram: Telegram
) -> None:
    await compose(admin)
    await admin.taps("Gladi")
    await admin.taps("Kirim sekarang")
    for person_id in staff:
        telegram.people.block(person_id)
    await admin.serve()

    await admin.taps("Ya, kirim")

    assert admin.toasts[0].startswith("Tidak ada yang akan menerimanya: semuanya memblokir bot")


async def test_every_render_that_somebody_gets_is_shown(
    admin: Chat, staff: dict[int, Chat], database: Database
) -> None:
    database.now(people.set_language, 2003, "en")
    await compose(admin, "Halo {nama}")

    card = await admin.taps("Gladi")

    samples = [message["text"] for message in admin.cards[-3:-1]]
    assert samples == ["Halo Ahmad\n\nPemerintah Provinsi", "Halo Citra\n\nPemerintah Provinsi"]
    rows = admin.cards[-2]["keyboard"]
    assert [button["text"] for row in rows for button in row] == ["No more such news"]
    assert (
        "1 orang membaca English, yang belum punya teks: mereka menerima teks Bahasa Indonesia."
        in card
    )
    assert len(staff) == 3


async def test_a_tap_on_a_sample_does_nothing(
    admin: Chat, staff: dict[int, Chat], torang: Torang, clock: VirtualClock
) -> None:
    await compose(admin, "Besok")
    await admin.taps("Tombol: Bahasa Indonesia")
    await admin.says("Saya ikut")
    await admin.taps("Gladi")
    await admin.taps("Saya ikut")
    await admin.taps("Berhenti menerima kabar")
    assert admin.toasts == ["Ini hanya contoh."] * 2
    await admin.taps("Kirim sekarang")
    await admin.taps("Ya, kirim")
    await send(torang, clock)

    assert "Saya ikut: 0" in admin.text
    assert received(staff) == [1, 1, 1]


@pytest.mark.usefixtures("staff")
async def test_an_hour_that_is_over_is_neither_offered_nor_taken(
    admin: Chat, clock: VirtualClock
) -> None:
    await compose(admin)
    await admin.taps("Gladi")
    await admin.taps("Pilih waktu")
    await admin.taps("Selasa, 24 November 2026")
    assert admin.labels[0] == "10.00"
    await admin.taps("10.00")
    asked = admin.data("Ya, kirim")
    clock.forward(hours=1, seconds=1)

    await admin.presses(*asked)

    assert admin.toasts == ["Waktu itu sudah lewat. Pilih waktu lain."]
    assert (await admin.says("/siaran")).startswith("Siaran, belum terkirim")


@pytest.mark.usefixtures("staff")
async def test_no_hour_of_today_is_left_in_the_evening(admin: Chat, clock: VirtualClock) -> None:
    clock.forward(hours=10, minutes=30)
    await compose(admin)
    await admin.taps("Gladi")

    await admin.taps("Pilih waktu")

    assert admin.labels[0] == "Rabu, 25 November 2026"


@pytest.mark.usefixtures("staff")
async def test_tomorrow_is_the_day_after_the_rehearsal_also_past_midnight(
    admin: Chat, clock: VirtualClock
) -> None:
    clock.forward(hours=14, minutes=59)
    await compose(admin)
    await admin.taps("Gladi")
    clock.forward(minutes=5)

    assert "Rabu, 25 November 2026, 08.00 WIT" in await admin.taps("Besok 08.00")


@pytest.mark.usefixtures("staff")
async def test_the_confirmation_counts_for_its_own_time(admin: Chat, clock: VirtualClock) -> None:
    clock.forward(hours=12)
    await compose(admin)
    assert "3 di luar jam kirim" in await admin.taps("Gladi")

    card = await admin.taps("Besok 08.00")

    assert card.splitlines() == [
        "Kirim ini kepada 3 orang pada Rabu, 25 November 2026, 08.00 WIT? "
        "Sampai saat itu satu ketukan menariknya kembali.",
        "3 orang",
        "Selesai sekitar 1 detik setelah mulai.",
    ]


@pytest.mark.usefixtures("staff")
async def test_going_back_from_the_confirmation_sends_no_sample_again(admin: Chat) -> None:
    await compose(admin)
    await admin.taps("Gladi")
    before = len(admin.cards)
    await admin.taps("Kirim sekarang")

    assert (await admin.taps("‹ Kembali")).startswith("Gladi\n")
    assert len(admin.cards) == before


@pytest.mark.usefixtures("staff")
async def test_a_draft_is_thrown_away_by_a_second_tap_only(admin: Chat) -> None:
    await compose(admin, "Sudah lama ditulis")
    for label in ("Buang draf", "Mulai baru"):
        assert "“Sudah lama ditulis”" in await admin.taps(label)
        await admin.taps("‹ Kembali")
    await admin.taps("Buang draf")
    asked = admin.data("Ya, buang")
    assert await admin.taps("Ya, buang") == "Draf dibuang; tidak ada yang terkirim."

    await compose(admin, "Yang berikutnya")
    await admin.presses(*asked)

    assert "Yang berikutnya" in await admin.says("/siaran")


@pytest.mark.usefixtures("staff")
async def test_what_was_taken_back_is_a_draft_again(admin: Chat) -> None:
    await launch(admin, "Besok")
    await admin.taps("Tarik kembali")

    assert "“Besok”" in await admin.taps("Buka draf")
    assert "3 orang" in await admin.taps("Gladi")


@pytest.mark.usefixtures("staff")
async def test_a_text_that_nobody_reads_is_shown_too(admin: Chat) -> None:
    await compose(admin, "Besok")
    await admin.taps("English")
    await admin.says("Tomorrow")
    await admin.taps("Gladi")

    samples = [message["text"].splitlines()[0] for message in admin.cards[-3:-1]]
    assert samples == ["Besok", "Tomorrow"]
