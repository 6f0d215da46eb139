"""/kode: what became of an answer."""

import re
from collections.abc import Callable

from tests.chat import Chat
from tests.conftest import VirtualClock
from tests.handlers.survey import answer_all, rate, receipt, to_the_question

WRONG = "Tidak ada jawaban dengan kode ini. Mohon periksa dan kirim sekali lagi."
WAITS = (
    "Jawaban Anda untuk Disdukcapil · KTP elektronik ada di kotak suara, "
    "dan dihitung begitu jawaban lima orang terkumpul.\n\n"
    "Keluhan yang harus diselesaikan sebaiknya lewat SP4N-LAPOR!, kanal pengaduan nasional."
)


async def sent(chat: Chat) -> str:
    """Rate, and the receipt code of it."""
    code = receipt(await answer_all(chat))
    await chat.taps("Kirim")
    return code


async def test_a_waiting_answer_is_found_by_its_code_however_it_is_typed(chat: Chat) -> None:
    code = await sent(chat)

    assert await chat.says(f"/kode {code}") == WAITS
    assert await chat.says("/kode") == "Ketik kode tanda terima, misalnya K7FM-2QXA."
    assert await chat.says(code.lower().replace("-", " ")) == WAITS


async def test_a_counted_answer_says_since_when(chat: Chat, someone: Callable[..., Chat]) -> None:
    code = await sent(chat)
    for person_id in range(2001, 2005):
        await rate(someone(person_id))

    assert (await chat.says(f"/kode {code}")).startswith(
        "Jawaban Anda untuk Disdukcapil · KTP elektronik sudah dihitung sejak "
        "Selasa, 24 November 2026.\n\n"
    )


async def test_somebody_of_whom_nothing_is_stored_sends_the_code_along(chat: Chat) -> None:
    assert await chat.says("/kode") == (
        "Kirim kodenya bersama perintah, misalnya: /kode K7FM-2QXA"
    )
    assert await chat.says("/kode AAAA-AAAA") == WRONG


async def test_after_a_wrong_code_the_next_line_is_taken_for_a_code_again(chat: Chat) -> None:
    code = await sent(chat)
    await chat.says("/kode")

    assert await chat.says("bukan kode") == WRONG
    assert await chat.says(code) == WAITS


async def test_five_wrong_codes_pause_for_an_hour_also_for_a_right_one(
    chat: Chat, clock: VirtualClock
) -> None:
    code = await sent(chat)
    for _try in range(5):
        assert await chat.says("/kode AAAA-AAAA") == WRONG

    text = await chat.says(f"/kode {code}")
    assert re.search(r"coba lagi setelah .* 10\.00 WIT", text)

    clock.forward(hours=1)
    assert await chat.says(f"/kode {code}") == WAITS


async def test_stop_while_a_code_is_expected_is_a_wrong_code(chat: Chat) -> None:
    await sent(chat)
    await chat.says("/kode")

    assert await chat.says("stop") == WRONG


async def test_another_command_ends_the_waiting_for_a_code(chat: Chat) -> None:
    code = await sent(chat)
    await chat.says("/kode")
    await chat.says("/bantuan")

    assert (await chat.says(code)).startswith("Tidak ada unit bernama")


async def test_asking_for_a_code_in_the_middle_of_an_interview_ends_nothing(chat: Chat) -> None:
    await to_the_question(chat, 2)
    await chat.says("/kode")
    await chat.says("AAAA-AAAA")

    await chat.taps("SMA")

    assert "Profil 4 dari 4" in chat.cards[0]["text"]
