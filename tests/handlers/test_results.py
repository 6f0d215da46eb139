"""/hasil for everybody, news of a unit."""

from datetime import date

from bot.app import Torang
from bot.db import populations
from bot.db.database import Database
from bot.domain.period import parse
from bot.telegram import buttons
from bot.usecases.office import Office
from tests.chat import Chat
from tests.handlers.released import publish, release, unit_id
from tests.handlers.survey import rate, to_the_question
from tests.rows import rows_of

KTP = "Disdukcapil · KTP elektronik"


async def test_with_nothing_published_only_the_count_is_told(
    chat: Chat, database: Database, office: Office
) -> None:
    await rate(chat)
    assert await chat.says("/hasil dukcapil-ktp") == (
        f"{KTP}\nBelum ada hasil yang diterbitkan.\n1 jawaban, ditampilkan mulai 5."
    )

    database.now(release, office, "dukcapil-ktp", 12)

    assert await chat.says("/hasil dukcapil-ktp") == (
        f"{KTP}\nBelum ada hasil yang diterbitkan.\n12 jawaban sejauh ini"
    )


async def test_what_is_published_is_told_with_index_grade_interval_and_reference(
    chat: Chat, database: Database, office: Office
) -> None:
    database.now(release, office, "dukcapil-ktp", but={"biaya": 4, "waktu": 2})
    database.now(release, office, "dukcapil-ktp", but={"biaya": 4, "waktu": 1})
    unit, day = database.now(unit_id, "dukcapil-ktp"), date(2026, 11, 2)
    database.now(populations.put, unit, parse("2026-11"), 50, day)
    database.now(publish, office, "dukcapil-ktp")

    *lines, reference = (await chat.says("/hasil dukcapil-ktp")).splitlines()

    assert lines == [
        KTP,
        "November 2026",
        "",
        "Persyaratan: 3,00 · 75,00 C",
        "Prosedur: 3,00 · 75,00 C",
        "Waktu penyelesaian: 1,50 · 37,50 D ◂ terendah",
        "Biaya/tarif: 4,00 · 100,00 A",
        "Produk layanan: 3,00 · 75,00 C",
        "Kompetensi pelaksana: 3,00 · 75,00 C",
        "Perilaku pelaksana: 3,00 · 75,00 C",
        "Penanganan pengaduan: 3,00 · 75,00 C",
        "Sarana dan prasarana: 3,00 · 75,00 C",
        "",
        "IKM 73,61, mutu C (Kurang Baik)",
        "Kemungkinan besar antara 72,56 dan 74,66 (selang kepercayaan 95%)",
        "10 jawaban dari 50 orang yang dilayani (20,0%); target 44",
        "Terkuat: Biaya/tarif",
        "Terlemah: Waktu penyelesaian",
        "Diterbitkan Sabtu, 2 Januari 2027; jawaban bersifat sukarela.",
    ]
    assert reference.startswith("Acuan: skm.1/dukcapil-ktp/2026-11/20270102/")


async def test_what_is_not_published_is_not_told(
    chat: Chat, database: Database, office: Office
) -> None:
    database.now(release, office, "dukcapil-ktp", but={"waktu": 1}, day=date(2026, 10, 5))
    database.now(release, office, "dukcapil-ktp")
    database.now(publish, office, "dukcapil-ktp")
    await chat.says("/hasil dukcapil-ktp")
    data = buttons.Results(unit=database.now(unit_id, "dukcapil-ktp"), period="2026-10").pack()

    text = await chat.presses(chat.cards[0]["message_id"], data)

    lines = text.splitlines()
    assert (lines[1], lines[13]) == ("November 2026", "IKM 75,00, mutu C (Kurang Baik)")


async def test_an_earlier_published_period_is_two_taps_away_and_told_as_the_change(
    chat: Chat, database: Database, office: Office
) -> None:
    for day, waktu in ((date(2026, 9, 5), 1), (date(2026, 11, 5), 3)):
        database.now(release, office, "dukcapil-ktp", 5, but={"waktu": waktu}, day=day)
        database.now(release, office, "dukcapil-ktp", 5, but={"waktu": waktu + 1}, day=day)
        database.now(publish, office, "dukcapil-ktp", f"{day:%Y-%m}")

    text = await chat.says("/hasil dukcapil-ktp")
    assert "Dibanding September 2026: naik 5,56 poin" in text
    assert chat.buttons[0] == ["‹ September 2026"]
    before = await chat.taps("‹ September 2026")

    assert before.splitlines()[1] == "September 2026"
    assert "Dibanding" not in before
    assert chat.buttons[0] == ["November 2026 ›"]
    assert (await chat.taps("November 2026 ›")) == text


async def test_a_node_pools_the_answers_of_its_leaves(
    chat: Chat, database: Database, office: Office
) -> None:
    database.now(release, office, "dukcapil-ktp", 5)
    database.now(release, office, "dukcapil-kk", 10)
    database.now(publish, office, "dukcapil")

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


async def test_a_result_does_not_end_what_runs(chat: Chat) -> None:
    await to_the_question(chat, 2)
    await chat.says("/hasil dukcapil-kk")

    await chat.taps("SMA")

    assert "Profil 4 dari 4" in chat.cards[0]["text"]


async def test_a_unit_above_others_has_a_result_that_is_found(
    chat: Chat, database: Database, office: Office
) -> None:
    for unit in ("dukcapil-ktp", "dukcapil-kk"):
        database.now(release, office, unit)
    database.now(publish, office, "dukcapil")

    await chat.says("/hasil disdukcapil")

    assert chat.labels[0] == "Disdukcapil"
    assert "10 jawaban" in await chat.taps("Disdukcapil")


async def test_the_chart_of_what_is_published_comes_for_anybody_known_here(
    chat: Chat, database: Database, office: Office, torang: Torang
) -> None:
    database.now(release, office, "dukcapil-ktp")
    database.now(publish, office, "dukcapil-ktp")
    await chat.says("/hasil dukcapil-ktp")
    assert "Grafik" not in chat.labels
    await rate(chat)
    await chat.says("/hasil dukcapil-ktp")

    drawn = chat.data("Grafik")
    for _twice in range(2):
        await chat.presses(*drawn)
    assert database.now(rows_of, "errand") == 1
    await torang.ticks.paperwork.work()

    assert chat.cards[-1]["photo"]
    assert "IKM 75,00, mutu C (Kurang Baik)" in chat.cards[-1]["text"]
    assert "Persyaratan: " not in chat.cards[-1]["text"]


async def test_what_is_not_published_is_not_drawn(
    chat: Chat, database: Database, office: Office, torang: Torang
) -> None:
    """Neither by a forged button nor for somebody unknown."""
    database.now(release, office, "dukcapil-ktp")
    await chat.starts()
    unit = database.now(unit_id, "dukcapil-ktp")
    data = buttons.Results(unit=unit, period="2026-11", chart=True).pack()
    await chat.presses(chat.cards[-1]["message_id"], data)
    assert database.now(rows_of, "errand") == 0
    await rate(chat)
    await chat.presses(chat.cards[-1]["message_id"], data)

    await torang.ticks.paperwork.work()

    assert "Belum ada hasil yang diterbitkan." in chat.text
    assert [card for card in chat.cards if "photo" in card] == []
