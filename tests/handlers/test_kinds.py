"""Whatever else people send gets one plain answer and ends nothing."""

from typing import Any

import pytest

from bot.app import Torang
from bot.simulator.core import Telegram
from bot.simulator.params import Upload
from tests.chat import Chat
from tests.handlers.survey import to_the_question

ONLY_TEXT = (
    "Bot ini hanya membaca ketukan dan teks. "
    "/bantuan memperlihatkan apa yang bisa Anda lakukan di sini."
)
KINDS: dict[str, dict[str, Any]] = {
    "location": {"location": {"latitude": 0.7, "longitude": 127.5}},
    "contact": {"contact": {"phone_number": "1", "first_name": "A"}},
    "photo": {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]},
    "voice": {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 1}},
}


@pytest.mark.parametrize("kind", KINDS)
async def test_what_is_no_text_is_answered_in_a_sentence(chat: Chat, kind: str) -> None:
    assert await chat.sends(KINDS[kind]) == ONLY_TEXT


async def test_a_document_is_answered_in_a_sentence(chat: Chat, torang: Torang) -> None:
    chat.telegram.people.send_file(1001, Upload("a.csv", b"a", "text/csv"))
    await torang.inbox.turn()

    assert chat.text == ONLY_TEXT


async def test_an_unknown_command_is_answered_in_a_sentence(chat: Chat) -> None:
    assert await chat.says("/jadwal") == (
        "Perintah itu tidak ada. /bantuan memperlihatkan apa yang bisa Anda lakukan di sini."
    )


async def test_a_picture_in_the_middle_shows_the_question_again(chat: Chat) -> None:
    await to_the_question(chat, 1)

    text = await chat.sends(KINDS["photo"])

    assert text.startswith("Bot ini hanya membaca ketukan dan teks.")
    assert "Profil 3 dari 4" in await chat.taps("Perempuan")


async def test_an_edited_message_is_not_answered(chat: Chat, torang: Torang) -> None:
    await to_the_question(chat, 13)
    private = {"id": 1001, "type": "private", "first_name": "Yusuf"}
    user = {"id": 1001, "is_bot": False, "first_name": "Yusuf"}
    edited = {"message_id": 1, "date": 0, "chat": private, "from": user, "text": "Saran baru"}
    chat.telegram.queue({"edited_message": edited | {"edit_date": 1}})
    before = chat.cards

    await torang.inbox.turn()

    assert chat.cards == before


async def test_who_blocked_the_bot_and_comes_back_goes_on(
    chat: Chat, telegram: Telegram, torang: Torang
) -> None:
    await to_the_question(chat, 2)
    telegram.people.block(1001)
    await torang.inbox.turn()

    assert "Anda berhenti di pertanyaan 3 dari 4 (Profil)." in await chat.starts()
    assert "Profil 3 dari 4" in await chat.taps("Lanjutkan")
