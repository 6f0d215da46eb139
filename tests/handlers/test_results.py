"""/hasil for everybody, /laporan for admins, news of a unit."""

from collections.abc import Callable

from bot.db.database import Database
from bot.domain.unit import UnitLine
from bot.usecases import importing
from bot.usecases.office import Office
from tests.chat import Chat
from tests.factories import MORNING, UNITS
from tests.handlers.released import release, unit_id
from tests.handlers.survey import rate, to_the_question
from tests.rows import rows_of

KTP = "Disdukcapil · KTP elektronik"
NOT_ADMIN = (
    "Hanya admin yang dapat melakukannya. "
    "/bantuan memperlihatkan apa yang bisa Anda lakukan di sini."
)


async def test_with_nothing_released_only_the_count_is_told(chat: Chat) -> None:
    await rate(chat)

    assert await chat.says("/hasil dukcapil-ktp") == f"{KTP}\n1 jawaban, ditampilkan mulai 5."


async def test_released_answers_are_told_with_index_grade_and_dates(
    chat: Chat, database: Database, office: Office
) -> None:
    database.now(release, office, "dukcapil-ktp", but={"biaya": 4, "waktu": 2})

    text = await chat.says("/hasil dukcapil-ktp")

    assert text.splitlines()[:5] == [
        KTP,
        "IKM 75,00, mutu C (Kurang Baik)",
        "5 jawaban",
        "Terkuat: Biaya/tarif",
        "Terlemah: Waktu penyelesaian",
    ]
    assert "Jumat, 20 November 2026" in text


async def test_a_node_pools_the_answers_of_its_leaves(
    chat: Chat, database: Database, office: Office
) -> None:
    database.now(release, office, "dukcapil-ktp", 5)
    database.now(release, office, "dukcapil-kk", 10)

    assert "15 jawaban" in await chat.says("/hasil dukcapil")


async def test_without_a_code_one_chooses_the_unit(chat: Chat) -> None:
    assert await chat.says("/hasil") == "Hasil unit mana yang ingin Anda lihat?"
    assert "0 jawaban, ditampilkan mulai 5." in await chat.taps(KTP)
    assert await chat.taps("Hasil unit lain") == "Hasil unit mana yang ingin Anda lihat?"


async def test_an_unknown_name_says_what_to_do(chat: Chat) -> None:
    assert (await chat.says("/hasil pasar")).startswith("Tidak ada unit bernama “pasar”.")


async def test_following_asks_for_consent_first_and_stores_it(
    chat: Chat, database: Database
) -> None:
    await chat.says("/hasil dukcapil-ktp")

    text = await chat.taps("Kabari saya bila ada perbaikan")
    assert "kami menyimpan ID Telegram Anda bersama unit ini" in text
    assert database.now(rows_of, "subscription") == 0
    await chat.taps("Setuju")

    assert database.now(rows_of, "subscription") == 1
    assert "Anda akan dikabari bila ada perbaikan di sini." in chat.text
    assert chat.labels[0] == "Berhenti menerima kabar"
    assert len(chat.cards) == 1
    await chat.taps("Berhenti menerima kabar")
    assert "Anda akan dikabari" not in chat.text
    assert chat.toasts == []


async def test_after_a_rating_following_is_one_tap_and_so_is_its_end(
    chat: Chat, database: Database
) -> None:
    await rate(chat)

    assert (await chat.taps("Kabari saya bila ada perbaikan")).startswith("Terima kasih.")
    assert database.now(rows_of, "subscription") == 1
    assert (await chat.taps("Berhenti menerima kabar")).startswith("Terima kasih.")
    assert database.now(rows_of, "subscription") == 0


async def test_a_citizen_gets_no_report(chat: Chat) -> None:
    assert await chat.says("/laporan") == NOT_ADMIN


async def test_a_citizen_gets_no_report_by_a_forged_button(chat: Chat, database: Database) -> None:
    await chat.starts()
    card = chat.cards[0]["message_id"]

    await chat.presses(card, f"l:0:{database.now(unit_id, 'dukcapil-ktp')}")
    await chat.presses(card, "l:0:")

    assert chat.toasts == [NOT_ADMIN] * 2
    assert chat.text == "Unit mana yang melayani Anda?"


async def test_an_admin_reads_the_report_and_the_nine_elements(
    admin: Chat, database: Database, office: Office
) -> None:
    database.now(release, office, "dukcapil-ktp", but={"biaya": 4, "waktu": 2})

    text = await admin.says("/laporan")
    assert "Disdukcapil: 5 · 0 · 75,00 C" in text
    assert "\u2003KTP elektronik: 5 · 0 · 75,00 C" in text
    assert "Puskesmas Sofifi: 0 · 0 · –" in text

    unit = await admin.taps("KTP elektronik")
    assert "Waktu penyelesaian: 2,00 · 50,00 D ◂ terendah" in unit
    assert "Biaya/tarif: 4,00 · 100,00 A" in unit
    assert unit.count("75,00 C") == 7
    assert (await admin.taps("‹ Semua unit")).startswith("Laporan semua unit")


async def test_the_report_has_pages_of_eight(admin: Chat, database: Database) -> None:
    more = (UnitLine(10 + n, f"loket-{n}", f"Loket {n}", "") for n in range(9))
    database.now(importing.import_units, (*UNITS, *more), MORNING)

    await admin.says("/laporan")
    assert len(admin.labels) == 8
    await admin.taps("Berikutnya ›")
    assert (len(admin.labels), admin.labels[-1]) == (7, "‹ Sebelumnya")
    await admin.taps("‹ Sebelumnya")
    assert admin.labels[0] == "Disdukcapil"


async def test_the_index_steps_when_the_fifth_answer_comes(
    someone: Callable[..., Chat], admin: Chat
) -> None:
    for person_id in range(1001, 1005):
        await rate(someone(person_id))
    assert "KTP elektronik: 0 · 4 · –" in await admin.says("/laporan")

    await rate(someone(1005))

    assert "KTP elektronik: 5 · 0 · 80,56 B" in await admin.says("/laporan")


async def test_a_result_does_not_end_what_runs(chat: Chat) -> None:
    await to_the_question(chat, 2)
    await chat.says("/hasil dukcapil-kk")

    await chat.taps("SMA")

    assert "Profil 4 dari 4" in chat.cards[0]["text"]
