"""Coming to a unit by a link, a list or a word; nothing is stored before Mulai."""

from collections.abc import Callable

from sqlalchemy import delete

from bot.app import Torang
from bot.db.base import Base, Db
from bot.db.database import Database
from bot.db.tables import ServiceUnitRow
from bot.domain.unit import UnitLine
from bot.usecases import importing
from tests.chat import Chat
from tests.factories import MORNING, UNITS
from tests.handlers.survey import to_the_question
from tests.rows import rows_of

MANY = (
    *UNITS,
    *(UnitLine(10 + n, f"loket-{n:02}", f"Loket {n:02}", "") for n in range(1, 18)),
)
LEAVES = ["Disdukcapil · KTP elektronik", "Disdukcapil · Kartu Keluarga", "Puskesmas Sofifi"]
OF_THE_OFFICE = {"service_unit", "survey", "survey_version", "alembic_version"}


def no_units(db: Db) -> None:
    db.execute(delete(ServiceUnitRow))


def about_people(db: Db) -> dict[str, int]:
    """Every table that has rows, but for what the office itself put there."""
    tables = Base.metadata.tables.keys() - OF_THE_OFFICE
    return {table: n for table in tables if (n := rows_of(db, table))}


async def test_start_alone_lists_the_units(chat: Chat) -> None:
    assert await chat.starts() == "Unit mana yang melayani Anda?"
    assert chat.labels == LEAVES


async def test_the_link_of_a_node_lists_what_is_below_it(chat: Chat) -> None:
    assert await chat.starts("dukcapil") == "Disdukcapil\nUnit mana yang melayani Anda?"
    assert chat.labels == LEAVES[:2]


async def test_an_unknown_code_lists_all(chat: Chat) -> None:
    await chat.starts("tidak-ada")

    assert chat.labels == LEAVES


async def test_without_units_it_says_so(chat: Chat, database: Database) -> None:
    database.now(no_units)

    text = await chat.starts("dukcapil-ktp")

    assert text.startswith("Belum ada unit pelayanan yang dapat dinilai di sini.")


async def test_a_long_list_has_pages_of_eight(chat: Chat, database: Database) -> None:
    database.now(importing.import_units, MANY, MORNING)

    assert "Pilih salah satu, atau ketik sebagian namanya." in await chat.starts()
    assert len(chat.labels) == 9
    await chat.taps("Berikutnya ›")
    assert chat.buttons[-1] == ["‹ Sebelumnya", "Berikutnya ›"]
    await chat.taps("Berikutnya ›")
    assert (len(chat.labels), chat.labels[-1]) == (5, "‹ Sebelumnya")
    assert len(chat.cards) == 1


async def test_a_typed_word_filters_the_list_and_rides_through_its_pages(
    chat: Chat, database: Database
) -> None:
    database.now(importing.import_units, MANY, MORNING)

    assert "Ditemukan untuk “loket”:" in await chat.says("loket")
    await chat.taps("Berikutnya ›")
    assert chat.labels[0] == "Loket 09"
    await chat.says("kartu keluarga")
    assert chat.labels == ["Disdukcapil · Kartu Keluarga"]


async def test_a_word_that_names_no_unit_says_what_to_do(chat: Chat) -> None:
    assert await chat.says("<b>pasar") == (
        "Tidak ada unit bernama “<b>pasar”. Ketik kata lain, atau pilih dari daftar: /start"
    )


async def test_a_text_of_4096_characters_that_names_no_unit_is_answered(chat: Chat) -> None:
    assert (await chat.says("a" * 4096)).startswith("Tidak ada unit bernama “aaa")


async def test_before_consent_the_language_rides_in_the_buttons(
    chat: Chat, database: Database
) -> None:
    await chat.starts("dukcapil-ktp")

    assert "By tapping Start you agree" in await chat.taps("English")
    await chat.taps("Another unit")
    assert "By tapping Start you agree" in await chat.taps("Disdukcapil · Kartu Keluarga")
    assert database.now(about_people) == {}
    assert "About you 1 of 4" in await chat.taps("Start")
    await chat.says("/dataku")
    assert "Your Telegram id, and your language: English" in chat.text


async def test_nothing_is_stored_before_mulai(chat: Chat, database: Database) -> None:
    await chat.starts("dukcapil-ktp")
    await chat.taps("English")
    for line in ("/bahasa", "/hasil", "/dataku", "/stop", "/hapus", "/kode", "/settings", "pasar"):
        await chat.says(line)

    assert set(database.now(about_people)) <= {"handled_update"}


async def test_coming_back_to_the_same_unit_offers_to_continue(chat: Chat) -> None:
    await to_the_question(chat, 2)

    assert "Anda berhenti di pertanyaan 3 dari 4 (Profil)." in await chat.starts("dukcapil-ktp")


async def test_a_unit_taken_out_of_the_list_is_gone(chat: Chat, database: Database) -> None:
    await chat.starts("dukcapil-kk")
    database.now(importing.import_units, UNITS[:2], MORNING)

    await chat.taps("Mulai")

    assert chat.toasts == ["Itu sudah tidak ada dalam daftar. /start memperlihatkan yang ada."]


async def test_an_unknown_button_says_what_to_do(chat: Chat) -> None:
    await chat.starts()

    await chat.presses(chat.cards[0]["message_id"], "zz:1")

    assert chat.toasts == ["Tombol ini tidak dipakai lagi. /start memperlihatkan yang ada."]


async def test_a_citizen_s_client_in_english_is_spoken_to_in_english(
    someone: Callable[..., Chat], torang: Torang
) -> None:
    chat = someone(1002, "en-GB")

    assert await chat.starts() == "Which unit served you?"
    assert torang.office is not None
