"""/tanya and /pertanyaan: asked at any time, answered in the chat, published without a name."""

from collections.abc import Callable

import pytest

from bot.app import Torang
from bot.db import employees, faq, people
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.question import LONGEST, MOST_WAITING
from bot.usecases import asking
from bot.usecases.office import Office
from tests.chat import Chat
from tests.conftest import VirtualClock
from tests.factories import a_person
from tests.handlers.broadcasting import SETTINGS, SITI
from tests.rows import rows_of
from tests.usecases.training_room import employ

TEXT = "Apakah skor kinerja memengaruhi tunjangan?"
REPLY = "Ya, mulai Januari 2027."
STICKER = {
    "sticker": {
        "file_id": "s",
        "file_unique_id": "s",
        "type": "regular",
        "width": 1,
        "height": 1,
        "is_animated": False,
        "is_video": False,
    }
}

settings = pytest.fixture(lambda: SETTINGS)


@pytest.fixture
async def ahmad(database: Database, someone: Callable[..., Chat]) -> Chat:
    database.now(employ, 2)
    chat = someone(2001)
    await chat.starts()
    return chat


@pytest.fixture
async def siti(someone: Callable[..., Chat]) -> Chat:
    """Another admin."""
    chat = someone(SITI)
    await chat.starts()
    return chat


async def ask(chat: Chat, text: str = TEXT) -> str:
    await chat.says("/tanya")
    await chat.taps("Tulis pertanyaan")
    return await chat.says(text)


async def open_first(admin: Chat) -> str:
    """The oldest that waits."""
    await admin.says("/pertanyaan")
    return await admin.taps(admin.labels[0])


async def reply(admin: Chat, text: str = REPLY) -> str:
    await open_first(admin)
    await admin.taps("Jawab")
    return await admin.says(text)


async def read(torang: Torang, clock: VirtualClock) -> None:
    clock.forward(minutes=1)
    await torang.ticks.all()


async def test_a_question_from_the_command_to_the_published_answer(
    ahmad: Chat, admin: Chat, torang: Torang, clock: VirtualClock
) -> None:
    assert await ahmad.says("/tanya") == (
        "Tanya kantor\nApa yang ingin Anda ketahui? Anda boleh bertanya kapan saja; jawabannya "
        "datang di sini."
    )
    assert ahmad.labels == ["Tulis pertanyaan"]
    assert "disimpan terenkripsi dengan kode, bukan nama" in await ahmad.taps("Tulis pertanyaan")
    assert await ahmad.says(TEXT) == (
        "Terima kasih, tulisan Anda sudah masuk. Disimpan dengan kode, bukan nama; jawabannya "
        "datang di sini."
    )

    assert await admin.says("/pertanyaan") == "1 pertanyaan menunggu."
    shown = await admin.taps(admin.labels[0])
    code = shown.partition(" ")[0]
    assert shown == f"{code} · Selasa, 24 November 2026\n“{TEXT}”"
    assert len(code) == len("K7FM-2QXA")
    assert admin.labels == ["Jawab", "Buang", "‹ Kembali"]
    await admin.taps("Jawab")
    assert (await admin.says(REPLY)).endswith(
        f"{REPLY}\n\nJawaban dikirim kepada yang bertanya, bila akunnya masih terhubung."
    )

    await read(torang, clock)
    assert ahmad.text == (
        f"Pegawai 1, pertanyaan Anda sudah dijawab:\n“{TEXT}”\n\n{REPLY}\n\nPemerintah Provinsi"
    )

    assert await admin.taps("Terbitkan") == (
        "Ini yang akan dibaca semua ASN di /tanya, tanpa nama dan tanpa kode:\n\n"
        f"{TEXT}\n\n{REPLY}"
    )
    await admin.taps("Tulis ulang pertanyaan")
    assert "Apakah skor dihitung?" in await admin.says("Apakah skor dihitung?")
    assert await admin.taps("Ya, terbitkan") == "Sudah terbit: ASN menemukannya di /tanya."

    await ahmad.says("/tanya")
    assert ahmad.labels == ["Apakah skor dihitung?", "Tulis pertanyaan", "Pertanyaan saya"]
    assert await ahmad.taps("Apakah skor dihitung?") == f"Apakah skor dihitung?\n\n{REPLY}"
    await ahmad.taps("‹ Kembali")
    assert await ahmad.taps("Pertanyaan saya") == "1 pertanyaan Anda tersimpan."
    assert await ahmad.taps(ahmad.labels[0]) == (
        f"Ditanyakan Selasa, 24 November 2026:\n“{TEXT}”\n\n{REPLY}"
    )


async def test_everything_is_said_in_english_too(
    ahmad: Chat, admin: Chat, torang: Torang, clock: VirtualClock, database: Database
) -> None:
    for person_id in (ahmad.person_id, admin.person_id):
        day = clock.at.date()
        database.now(people.admit, person_id, "en", "skm-1", day)
        database.now(people.set_language, person_id, "en")

    await ahmad.says("/ask")
    assert ahmad.labels == ["Write a question"]
    await ahmad.taps("Write a question")
    assert (await ahmad.says(TEXT)).startswith("Thank you, what you wrote is in.")
    assert await admin.says("/questions") == "1 question waits."
    await admin.taps(admin.labels[0])
    await admin.taps("Write the answer")
    await admin.says(REPLY)
    await read(torang, clock)

    assert ahmad.text.startswith("Pegawai 1, your question was answered:")


async def test_what_stands_behind_the_command_is_asked_at_once(ahmad: Chat, admin: Chat) -> None:
    assert (await ahmad.says(f"/tanya {TEXT}")).startswith("Terima kasih")

    assert TEXT in await open_first(admin)


async def test_numbers_of_people_are_hidden_before_anything_is_stored(
    ahmad: Chat, admin: Chat
) -> None:
    await ask(ahmad, "Saya 198604022010011001, telepon 0812-3456-7890. Kapan?")

    assert "“Saya ******************, telepon ****-****-****. Kapan?”" in await open_first(admin)


async def test_the_number_of_an_office_reaches_whoever_asked(
    ahmad: Chat, admin: Chat, torang: Torang, clock: VirtualClock
) -> None:
    await ask(ahmad)
    await reply(admin, "Hubungi kami: 0921-312345.")
    await read(torang, clock)

    assert "Hubungi kami: 0921-312345." in ahmad.text


async def test_every_answer_comes_with_the_question_it_is_to(
    ahmad: Chat, admin: Chat, torang: Torang, clock: VirtualClock
) -> None:
    for n in range(4):
        await ask(ahmad, f"Pertanyaan {n}")
    for _ in range(4):
        text = (await open_first(admin)).partition("“")[2].partition("”")[0]
        await admin.taps("Jawab")
        await admin.says(f"Jawaban atas {text}.")
    await read(torang, clock)

    told = [card["text"] for card in ahmad.cards if "Jawaban atas" in card["text"]]
    assert len(told) == 4
    for n in range(4):
        (one,) = (text for text in told if f"Jawaban atas Pertanyaan {n}." in text)
        assert f"“Pertanyaan {n}”" in one


async def test_who_is_no_employee_is_told_how_to_become_one(
    chat: Chat, database: Database
) -> None:
    refused = "Ini khusus untuk ASN. Mintalah kode undangan kepada bagian kepegawaian."

    assert await chat.says("/tanya") == refused
    assert await chat.says(f"/tanya {TEXT}") == refused
    assert database.now(rows_of, "question") == 0


async def test_only_admins_read_what_is_asked(ahmad: Chat, admin: Chat) -> None:
    await ask(ahmad)
    await admin.says("/pertanyaan")
    message, data = admin.data(admin.labels[0])

    refused = await ahmad.says("/pertanyaan")
    await ahmad.says("/tanya")
    last = ahmad.cards[-1]["message_id"]
    await ahmad.presses(last, data)

    assert refused.startswith("Hanya admin")
    assert ahmad.toasts[-1].startswith("Hanya admin")
    assert message


async def test_what_is_no_text_is_asked_for_again(ahmad: Chat, database: Database) -> None:
    await ahmad.says("/tanya")
    await ahmad.taps("Tulis pertanyaan")

    assert await ahmad.sends(STICKER) == "Tuliskan sebagai teks dalam satu pesan."
    assert (await ahmad.says(TEXT)).startswith("Terima kasih")
    assert database.now(rows_of, "question") == 1


async def test_the_rest_of_a_text_that_is_too_long_is_no_question(
    ahmad: Chat, database: Database
) -> None:
    assert await ask(ahmad, "a" * (LONGEST + 1)) == (
        "Terlalu panjang: paling banyak 1.000 huruf. Silakan tulis lagi lebih singkat."
    )
    await ahmad.says("sisanya")
    assert database.now(rows_of, "question") == 0

    assert ahmad.message_with("Tulis pertanyaan")
    assert (await ask(ahmad, "a" * LONGEST)).startswith("Terima kasih")


async def test_the_rest_of_an_answer_that_is_too_long_is_no_answer(
    ahmad: Chat, admin: Chat, database: Database
) -> None:
    await ask(ahmad)
    assert (await reply(admin, "a" * (LONGEST + 1))).startswith("Terlalu panjang")
    await admin.says("sisanya")

    assert database.now(rows_of, "delivery") == 0
    assert "menunggu" in await admin.says("/pertanyaan")


async def test_nobody_fills_the_inbox_alone(ahmad: Chat, database: Database) -> None:
    for n in range(MOST_WAITING):
        await ask(ahmad, f"Pertanyaan {n}")
    await ahmad.says("/tanya")

    said = await ahmad.taps("Tulis pertanyaan")

    assert said.startswith("5 pertanyaan Anda masih menunggu jawaban.")
    assert await ahmad.says(f"/tanya {TEXT}") == said
    assert database.now(rows_of, "question") == MOST_WAITING


async def test_two_admins_who_answer_at_once_send_one_answer(
    ahmad: Chat, admin: Chat, siti: Chat, torang: Torang, clock: VirtualClock
) -> None:
    await ask(ahmad)
    for one in (admin, siti):
        await open_first(one)
        await one.taps("Jawab")

    await admin.says(REPLY)
    late = await siti.says("Tidak.")
    await read(torang, clock)

    assert late == "Sudah dijawab lebih dulu; tulisan Anda tidak dikirim."
    assert REPLY in await siti.taps("‹ Kembali")
    assert [REPLY in card["text"] for card in ahmad.cards].count(True) == 1
    assert not any("Tidak." in card["text"] for card in ahmad.cards)


async def test_an_old_button_of_a_question_changes_nothing(
    ahmad: Chat, admin: Chat, siti: Chat, database: Database
) -> None:
    await ask(ahmad)
    await open_first(siti)
    write = siti.data("Jawab")
    await reply(admin)
    await admin.taps("Terbitkan")
    publish = admin.data("Ya, terbitkan")
    await admin.taps("Ya, terbitkan")

    await siti.presses(*write)
    await admin.presses(*publish)
    assert siti.toasts[-1] == admin.toasts[-1]
    assert siti.toasts[-1].startswith("Itu sudah terlambat")
    assert database.now(rows_of, "faq") == 1

    await admin.says("/pertanyaan")
    await admin.taps("Terjawab")
    await admin.taps(admin.labels[0])
    assert admin.labels == ["Buang", "‹ Kembali"]
    await admin.taps("Buang")
    sure = admin.data("Ya, buang")
    assert await admin.taps("Ya, buang") == "Pertanyaan sudah dihapus."
    await admin.presses(*sure)
    assert admin.toasts[-1].startswith("Itu sudah tidak ada")
    assert database.now(rows_of, "question") == 0
    assert database.now(rows_of, "faq") == 1


async def test_what_was_worded_otherwise_meanwhile_is_not_published_unseen(
    ahmad: Chat, admin: Chat, siti: Chat, database: Database
) -> None:
    await ask(ahmad)
    await reply(admin)
    await admin.taps("Terbitkan")
    shown = admin.data("Ya, terbitkan")
    await siti.says("/pertanyaan")
    await siti.taps("Terjawab")
    await siti.taps(siti.labels[0])
    await siti.taps("Terbitkan")
    await siti.taps("Tulis ulang jawaban")
    await siti.says("Belum pasti.")

    await admin.presses(*shown)

    assert database.now(rows_of, "faq") == 0
    assert await siti.taps("Ya, terbitkan") == "Sudah terbit: ASN menemukannya di /tanya."


async def test_what_is_published_in_one_s_own_language_comes_first(
    ahmad: Chat, database: Database, clock: VirtualClock
) -> None:
    for text, language in (("Kapan?", "id"), ("When?", "en"), ("Di mana?", "id")):
        database.now(faq.add, text, "–", language, clock.at.date())

    await ahmad.says("/tanya")
    assert ahmad.labels[:3] == ["Di mana?", "Kapan?", "When?"]
    database.now(people.set_language, 2001, "en")
    await ahmad.says("/tanya")

    assert ahmad.labels[:3] == ["When?", "Di mana?", "Kapan?"]


async def test_what_is_published_can_be_withdrawn(
    ahmad: Chat, admin: Chat, database: Database
) -> None:
    await ask(ahmad)
    await reply(admin)
    await admin.taps("Terbitkan")
    await admin.taps("Ya, terbitkan")
    await ahmad.says("/tanya")
    entry = ahmad.data(ahmad.labels[0])
    await admin.taps("Terbit")
    assert (await admin.taps(admin.labels[0])).endswith("Terbit Selasa, 24 November 2026")

    await admin.taps("Tarik kembali")
    assert await admin.taps("Ya, tarik kembali") == "Sudah ditarik."

    assert database.now(rows_of, "faq") == 0
    await ahmad.presses(*entry)
    assert ahmad.toasts[-1].startswith("Itu sudah tidak ada")


async def test_what_is_asked_in_a_campaign_looks_like_any_other_to_the_database(
    ahmad: Chat, admin: Chat, database: Database, office: Office
) -> None:
    def begun(db: Db) -> None:
        asking.expect(db, office, a_person(2001), "kinerja")

    database.now(begun)
    await ahmad.says(TEXT)
    assert f"Dalam kampanye kinerja\n“{TEXT}”" in await open_first(admin)


async def test_whoever_left_and_comes_back_finds_the_answer(
    ahmad: Chat, admin: Chat, torang: Torang, clock: VirtualClock, database: Database
) -> None:
    await ask(ahmad)
    database.now(people.leave_employment, 2001)
    await reply(admin)
    await read(torang, clock)
    assert not any(REPLY in card["text"] for card in ahmad.cards)
    assert (await ahmad.says("/tanya")).startswith("Ini khusus untuk ASN.")

    database.now(employees.link, 1, 2001, "asn-1", clock.at.date())
    await ahmad.says("/tanya")
    await ahmad.taps("Pertanyaan saya")

    assert REPLY in await ahmad.taps(ahmad.labels[0])


async def test_an_answer_that_waits_through_the_night_is_not_sent_to_who_has_left(
    ahmad: Chat, admin: Chat, torang: Torang, clock: VirtualClock, database: Database
) -> None:
    await ask(ahmad)
    clock.forward(hours=13)
    await reply(admin)
    await read(torang, clock)
    database.now(people.leave_employment, 2001)
    clock.forward(hours=12)
    await read(torang, clock)

    assert not any(REPLY in card["text"] for card in ahmad.cards)


async def test_a_question_is_deleted_thirty_days_after_its_answer_and_not_before(
    ahmad: Chat, admin: Chat, torang: Torang, clock: VirtualClock, database: Database
) -> None:
    await ask(ahmad)
    clock.forward(days=40)
    await torang.ticks.tidy()
    assert database.now(rows_of, "question") == 1
    await reply(admin)

    clock.forward(days=29)
    await torang.ticks.tidy()
    assert database.now(rows_of, "question") == 1
    clock.forward(days=1)
    await torang.ticks.tidy()

    assert database.now(rows_of, "question") == 0


async def test_deleting_one_s_data_deletes_one_s_questions_and_no_others(
    ahmad: Chat, someone: Callable[..., Chat], database: Database
) -> None:
    budi = someone(2002)
    await ask(ahmad)
    await ask(ahmad, "Kapan mulai?")
    await ask(budi)
    assert "2 pertanyaan, terenkripsi dengan kode" in await ahmad.says("/dataku")

    asked = await ahmad.says("/hapus")
    assert "Pertanyaan Anda lewat /tanya dan jawaban Anda dalam kampanye ikut dihapus" in asked
    await ahmad.taps("Hapus data saya")

    assert database.now(rows_of, "question") == 1
    assert "1 pertanyaan, terenkripsi dengan kode" in await budi.says("/dataku")


async def test_nobody_reads_the_question_of_somebody_else(
    ahmad: Chat, someone: Callable[..., Chat]
) -> None:
    budi = someone(2002)
    await ask(ahmad)
    await ahmad.taps("Pertanyaan saya")
    _message, data = ahmad.data(ahmad.labels[0])
    await budi.says("/tanya")

    await budi.presses(budi.cards[-1]["message_id"], data)

    assert budi.toasts[-1].startswith("Itu sudah tidak ada")
