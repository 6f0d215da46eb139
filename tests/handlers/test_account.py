"""One's own matters: language, privacy, what is stored, ending messages, leaving."""

import pytest

from bot.db import deliveries
from bot.db.database import Database
from tests.chat import Chat
from tests.conftest import ADMIN, VirtualClock
from tests.handlers.survey import rate, to_the_question
from tests.rows import rows_of

OPT_OUT = "Ini menghentikan semua pesan yang tidak Anda minta."


@pytest.mark.parametrize("command", ["/bantuan", "/help"])
async def test_help_says_what_one_can_do(chat: Chat, command: str) -> None:
    text = await chat.says(command)

    assert "untuk Pemerintah Provinsi" in text
    assert "SP4N-LAPOR!" in text
    assert "Sofifi" in text
    assert "/laporan" not in text


async def test_help_tells_admins_of_their_commands(admin: Chat) -> None:
    assert "/laporan" in await admin.says("/bantuan")


@pytest.mark.parametrize("command", ["/privasi", "/privacy"])
async def test_privacy_names_rights_and_law(chat: Chat, command: str) -> None:
    text = await chat.says(command)

    assert "27/2022" in text
    assert "/hapus" in text
    assert "pendaftaran pelatihan dengan alasan dan rencana yang Anda pilih" in text


async def test_an_admin_learns_the_own_id(admin: Chat) -> None:
    assert await admin.says("/id") == f"ID Telegram Anda {ADMIN}."


async def test_settings_lead_to_every_matter(chat: Chat) -> None:
    assert (await chat.says("/settings")).startswith("Pengaturan\nBahasa: Bahasa Indonesia")
    assert len(chat.labels) == 4
    for label, shown in zip(
        chat.labels,
        ("Bahasa apa", "Tidak ada yang tersimpan", "Apa yang terjadi", "Anda tidak"),
        strict=True,
    ):
        await chat.says("/settings")
        assert (await chat.taps(label)).startswith(shown)


async def test_the_language_is_kept_for_who_consented(chat: Chat) -> None:
    await rate(chat)
    await chat.says("/bahasa")
    assert chat.labels == ["✓ Bahasa Indonesia", "English"]

    await chat.taps("English")

    assert chat.labels == ["Bahasa Indonesia", "✓ English"]
    assert await chat.says("/id") == "Your Telegram id is 1001."


async def test_before_consent_the_language_leads_to_the_units(
    chat: Chat, database: Database
) -> None:
    await chat.says("/bahasa")

    assert await chat.taps("English") == "Which unit served you?"
    assert database.now(rows_of, "person") == 0


async def test_what_is_stored_is_told_in_words(chat: Chat) -> None:
    assert await chat.says("/dataku") == "Tidak ada yang tersimpan tentang Anda."
    await rate(chat)
    await chat.taps("Kabari saya bila ada perbaikan")
    await to_the_question(chat, 1, "dukcapil-kk")

    text = await chat.says("/dataku")

    assert "Selasa, 24 November 2026" in text
    assert "Penilaian yang belum selesai untuk Disdukcapil · Kartu Keluarga" in text
    assert "Kabar yang diminta: Disdukcapil · KTP elektronik" in text
    assert (
        "Ditandai sudah dinilai sampai Selasa, 1 Desember 2026, tanpa jawaban Anda: "
        "Disdukcapil · KTP elektronik"
    ) in text


async def test_deleting_takes_two_taps_and_says_what_stays(chat: Chat, database: Database) -> None:
    await rate(chat)
    await chat.taps("Kabari saya bila ada perbaikan")
    await to_the_question(chat, 1, "dukcapil-kk")

    text = await chat.says("/hapus")
    assert "Penilaian yang sudah dikirim tetap" in text
    assert database.now(rows_of, "person") == 1
    assert (await chat.taps("Hapus data saya")).startswith("Data Anda sudah dihapus.")

    for table in ("person", "interview", "expectation", "delivery", "subscription"):
        assert database.now(rows_of, table) == 0, table
    assert database.now(rows_of, "ballot") == database.now(rows_of, "participation") == 1
    left = await chat.says("/dataku")
    assert "Ditandai sudah dinilai sampai Selasa, 1 Desember 2026, tanpa jawaban Anda" in left
    assert "ID Telegram" not in left
    assert chat.buttons == []


async def test_one_may_keep_one_s_data(chat: Chat, database: Database) -> None:
    await rate(chat)
    await chat.says("/hapus")

    assert await chat.taps("Jangan hapus") == "Tidak ada yang dihapus."
    assert database.now(rows_of, "person") == 1


@pytest.mark.parametrize("word", ["/stop", "stop", "Berhenti", "Stop.", " BATAL "])
async def test_a_word_opens_the_opt_out_card_while_a_button_is_expected(
    chat: Chat, word: str
) -> None:
    await to_the_question(chat, 1)

    assert (await chat.says(word)).startswith(OPT_OUT)


async def test_stop_ends_what_was_not_asked_for(chat: Chat, database: Database) -> None:
    await rate(chat)
    await chat.taps("Kabari saya bila ada perbaikan")
    await to_the_question(chat, 1, "dukcapil-kk")
    await chat.says("stop")

    assert await chat.taps("Hentikan pesan") == (
        "Selesai: tidak ada lagi pesan yang tidak Anda minta."
    )
    assert database.now(rows_of, "subscription") == 0
    assert database.now(deliveries.next_due, []) is None
    assert database.now(rows_of, "interview") == 1


async def test_after_stop_an_answer_on_a_later_day_brings_no_reminder_back(
    chat: Chat, clock: VirtualClock, database: Database
) -> None:
    await to_the_question(chat, 1)
    await chat.says("/stop")
    await chat.taps("Hentikan pesan")
    clock.forward(days=1)

    await chat.starts()
    await chat.taps("Lanjutkan")
    await chat.taps("Perempuan")

    assert database.now(deliveries.next_due, []) is None


async def test_stop_typed_as_the_suggestion_is_the_suggestion(chat: Chat) -> None:
    await to_the_question(chat, 13)

    assert "“stop”" in await chat.says("stop")


async def test_stop_within_a_sentence_is_no_command(chat: Chat) -> None:
    assert (await chat.says("stop antre")).startswith("Tidak ada unit bernama")


async def test_stop_for_a_stranger_says_that_nothing_comes(chat: Chat) -> None:
    assert await chat.says("stop") == "Anda tidak menerima pesan yang tidak Anda minta."
