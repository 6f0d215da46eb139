"""/siaran while it is composed: words, buttons, pictures, whom it is for."""

from typing import Any

import pytest

from bot import config
from bot.db.database import Database
from bot.domain.unit import UnitLine
from bot.usecases import importing
from tests.chat import Chat
from tests.factories import MORNING
from tests.handlers.broadcasting import SETTINGS, compose

PHOTO = [{"file_id": "p", "file_unique_id": "u", "width": 9, "height": 9, "file_size": 9}]
FILE = {"file_id": "f", "file_unique_id": "u", "file_name": "a.mp4"}

pytestmark = pytest.mark.usefixtures("staff")


@pytest.fixture
def settings() -> config.Config:
    return SETTINGS


async def test_a_unit_on_the_second_page_can_be_chosen(admin: Chat, database: Database) -> None:
    units = [UnitLine(n, f"unit-{n}", f"Unit {n}", "") for n in range(1, 20)]
    database.now(importing.import_units, units, MORNING)
    await compose(admin)
    await admin.taps("Kepada siapa")
    await admin.taps("Semua unit")
    await admin.taps("Berikutnya ›")
    await admin.taps("Berikutnya ›")

    assert "Unit 19" in await admin.taps("Unit 19")
    assert admin.toasts == []


async def test_a_unit_with_a_long_title_keeps_its_own_name(
    admin: Chat, database: Database
) -> None:
    above = UnitLine(1, "a", "Dinas Kependudukan dan Pencatatan Sipil", "")
    database.now(importing.import_units, [above, UnitLine(2, "b", "KTP elektronik", "a")], MORNING)
    await compose(admin)
    await admin.taps("Kepada siapa")
    await admin.taps("Semua unit")

    assert "Dinas Kepend… · KTP elektronik" in admin.labels


async def test_a_second_language_comes_after_the_buttons_and_is_not_rehearsed_without_words(
    admin: Chat,
) -> None:
    await compose(admin, "Besok ada pelatihan")
    await admin.taps("Tombol: Bahasa Indonesia")
    await admin.says("Saya ikut\nDaftar - https://torang.example/daftar")
    await admin.taps("English")

    card = await admin.says("There is a training tomorrow")
    assert "Pesan: Bahasa Indonesia, English" in card
    assert "⏳ Tombol belum punya kata-kata dalam English." in card
    assert "Gladi" not in admin.labels

    await admin.taps("Tombol: English")
    await admin.says("I come\nRegister")
    assert "Gladi" in admin.labels


async def test_words_of_another_language_are_asked_anew_when_the_buttons_change_their_order(
    admin: Chat,
) -> None:
    await compose(admin, "Besok")
    await admin.taps("English")
    await admin.says("Tomorrow")
    await admin.taps("Tombol: Bahasa Indonesia")
    await admin.says("A - https://a.example\nB - https://b.example")
    await admin.taps("Tombol: English")
    await admin.says("To A\nTo B")
    await admin.taps("Tombol: Bahasa Indonesia")

    card = await admin.says("B - https://b.example\nA - https://a.example")

    assert "⏳ Tombol belum punya kata-kata dalam English." in card


async def test_a_link_without_a_dash_is_refused_with_the_form_shown(admin: Chat) -> None:
    await compose(admin, "Besok")
    await admin.taps("Tombol: Bahasa Indonesia")

    card = await admin.says("Lokasi https://torang.example/peta")

    assert "setelah tanda hubung berspasi: Daftar - https://contoh.go.id" in card
    assert "Tombol: 1" in await admin.says("Jam 8 - 10")


@pytest.mark.parametrize("found", ["{nama lengkap}", "{ unit }", "{nama"])
async def test_a_misspelt_placeholder_does_not_pass(admin: Chat, found: str) -> None:
    await admin.says("/siaran")

    card = await admin.says(f"Halo {found}")

    assert f"{found} tidak dikenal; hanya {{nama}} dan {{unit}} yang diisi." in card


async def test_a_text_that_a_later_picture_makes_too_long_is_told_at_once(
    admin: Chat,
) -> None:
    await compose(admin, "x" * 2_000)
    await admin.taps("English")

    card = await admin.sends({"photo": PHOTO, "caption": "Hello"})

    assert card.startswith("Bahasa Indonesia: Dengan nama terpanjang")


@pytest.mark.parametrize(
    "content",
    [
        {"video": FILE | {"width": 9, "height": 9, "duration": 1}, "caption": "Halo"},
        {"voice": FILE | {"duration": 1}, "caption": "Halo"},
        {"animation": FILE | {"width": 9, "height": 9, "duration": 1}, "document": FILE},
    ],
    ids=lambda content: next(iter(content)),
)
async def test_what_cannot_be_sent_on_is_refused_and_not_cut_down(
    admin: Chat, content: dict[str, Any]
) -> None:
    await admin.says("/siaran")

    assert (await admin.sends(content)).startswith("Hanya teks, satu foto, atau satu berkas")
    assert "Pesan: –" in await admin.taps("‹ Kembali")


async def test_of_an_album_one_picture_is_taken_and_that_is_said(admin: Chat) -> None:
    await admin.says("/siaran")
    together = {"media_group_id": "1", "photo": PHOTO}
    assert "“Halo”" in await admin.sends(together | {"caption": "Halo"})

    assert (await admin.sends(together)).startswith("Hanya gambar pertama yang ikut")
    assert "“Halo”" in await admin.taps("Buka draf")


async def test_a_picture_can_be_taken_off_again(admin: Chat) -> None:
    await admin.says("/siaran")
    await admin.sends({"photo": PHOTO, "caption": "Halo"})
    assert "Tanpa gambar atau berkas" in admin.labels

    await admin.taps("Tanpa gambar atau berkas")

    assert "Tanpa gambar atau berkas" not in admin.labels


async def test_a_picture_without_a_text_cannot_be_taken_off(admin: Chat) -> None:
    await admin.says("/siaran")
    await admin.sends({"photo": PHOTO})

    assert "Tidak ada yang berubah" in await admin.taps("Tanpa gambar atau berkas")
    await admin.taps("‹ Kembali")
    assert "Tanpa gambar atau berkas" in admin.labels


async def test_a_sticker_in_place_of_buttons_takes_none_away(admin: Chat) -> None:
    await compose(admin, "Besok")
    await admin.taps("Tombol: Bahasa Indonesia")
    await admin.says("Saya ikut")
    await admin.taps("Tombol: Bahasa Indonesia")

    assert (await admin.sends({"photo": PHOTO})).startswith("Tombol ditulis sebagai baris teks.")
    assert "Tombol: 1" in await admin.taps("‹ Kembali")
