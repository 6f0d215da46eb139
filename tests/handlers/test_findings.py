"""[Hasil] of a campaign: what an admin reads, in words, and the workbook."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from bot.app import Torang
from bot.db import learning
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.experiment import Arm, Outcome, Spread
from bot.domain.learning import Record
from bot.simulator.params import Upload
from tests.chat import Chat, CoreSession
from tests.conftest import ADMIN, VirtualClock
from tests.usecases.campaign_room import (
    ARMS,
    LAST,
    a_campaign,
    agreed,
    answer,
    attend,
    deal,
    end,
    objected,
    scored,
    send,
)
from tests.usecases.training_room import session


async def results(admin: Chat, torang: Torang, standing: str = "selesai") -> str:
    await admin.says("/kampanye")
    await admin.taps(f"coba · {standing}")
    await admin.taps("Hasil")
    assert admin.text == "⏳ Hasilnya sedang dihitung."
    await torang.ticks.paperwork.work()
    return admin.text


async def after(admin: Chat, torang: Torang, label: str) -> str:
    await admin.taps(label)
    await torang.ticks.paperwork.work()
    return admin.text


async def test_an_effect_that_is_not_sure_is_told_as_such(
    admin: Chat, database: Database, torang: Torang, clock: VirtualClock
) -> None:
    campaign_id, dealt = database.now(deal, a_campaign(), {"adil": 200, "tanpa": 200})
    training = database.now(session)
    database.now(attend, training, dealt["adil"][:130])
    database.now(attend, training, dealt["tanpa"][:116])
    database.now(send, campaign_id, dealt["adil"][:190], "D+0")
    database.now(end, campaign_id)
    clock.forward(days=40)

    assert (await results(admin, torang)).splitlines() == [
        "Hasil coba · selesai",
        "Ukuran hasil: hadir di pelatihan",
        "Dihitung sampai Kamis, 24 Desember 2026.",
        "",
        "adil: 200 orang · terjangkau: 190",
        "   130 dari 200: 65,0 % (58,2 sampai 71,3)",
        "tanpa (tanpa pesan): 200 orang",
        "   116 dari 200: 58,0 % (51,1 sampai 64,6)",
        "",
        "adil dibanding tanpa",
        "Belum dapat disimpulkan: +7,0 poin (−2,5 sampai +16,3).",
        "Dengan jumlah ini, beda mulai 13,4 poin terlihat empat dari lima kali.",
        "",
        "Setiap orang dihitung di kelompok tempat ia dibagi, apa pun yang sampai kepadanya. "
        "Rentang semua perbandingan bersama-sama berlaku dengan 95 %.",
    ]


async def test_before_the_window_is_over_it_says_so_and_declares_nothing(
    admin: Chat, database: Database, torang: Torang, clock: VirtualClock
) -> None:
    campaign_id, dealt = database.now(deal, a_campaign(measured=10), {"adil": 30, "tanpa": 30})
    training = database.now(session)
    database.now(attend, training, dealt["adil"])
    for days, standing in ((8, "berjalan"), (32, "selesai")):
        clock.forward(days=days)
        if standing == "selesai":
            database.now(end, campaign_id)
        text = await results(admin, torang, standing)
        assert (
            "⚠ Terlalu awal: masa hitung masih berjalan sampai Minggu, 3 Januari 2027. "
            "Sebelum itu belum ada yang disimpulkan."
        ) in text
        assert "Sejauh ini +100,0 poin (+83,9 sampai +100,0); belum ada yang disimpulkan." in text
        assert "Ada pengaruh" not in text

    clock.forward(days=10)
    assert "Ada pengaruh: +100,0 poin" in await results(admin, torang)


async def test_what_people_answered_is_told_in_groups_of_five(
    admin: Chat, database: Database, torang: Torang, clock: VirtualClock
) -> None:
    campaign_id = database.now(answered, torang)
    database.now(end, campaign_id)
    clock.forward(days=40)
    text = await results(admin, torang)
    assert "adil: 40 orang · terjangkau: 40\n   24 dari 40: 60,0 %" in text
    assert "manfaat dibanding adil\nBelum dapat disimpulkan: −10,0 poin" in text

    assert (await after(admin, torang, "Jawaban pegawai")).splitlines() == [
        "Jawaban pegawai: coba",
        "Tanda – berarti kurang dari 5 orang, atau angka yang dapat membuka jawaban mereka.",
        "",
        "Sudah sampai tahap mana",
        "adil: belum menjawab 16 · keinginan 10",
        "manfaat: belum menjawab 20 · keinginan 10",
        "",
        "Keberatan",
        "Adil atau tidak: 16",
        "Waktu yang habis: 6",
        "",
        "Pulsa (1 sampai 5, makin tinggi makin mendukung)",
        "berguna: 4,00 (n = 8)",
        "Butir ini belum tervalidasi.",
        "",
        "Tanggapan atas tiap langkah",
        "why: terkirim 80 · Masuk akal 20 · Masih ragu 8 · Keberatan 16",
        "pulse: terkirim 40 · menjawab 8",
    ]
    assert (await after(admin, torang, "‹ Kembali")).startswith("Hasil coba")


async def test_while_it_runs_what_was_sent_is_told_and_nothing_that_was_answered(
    admin: Chat, database: Database, torang: Torang, clock: VirtualClock
) -> None:
    database.now(answered, torang)
    clock.forward(days=8)

    text = await results(admin, torang, "berjalan")
    assert text.count("ditampilkan setelah kampanye selesai") == 2
    text = await after(admin, torang, "Jawaban pegawai")
    assert text.splitlines() == [
        "Jawaban pegawai: coba",
        "Selama berjalan hanya yang terkirim yang ditampilkan; jawaban pegawai setelah selesai.",
        "",
        "why: terkirim 80",
        "pulse: terkirim 40",
    ]


async def test_a_file_has_all_of_it(
    admin: Chat, database: Database, torang: Torang, clock: VirtualClock, wire: CoreSession
) -> None:
    campaign_id = database.now(answered, torang)
    database.now(end, campaign_id)
    clock.forward(days=40)
    await results(admin, torang)
    await after(admin, torang, "Sebagai berkas (XLSX)")

    (book,) = workbooks(wire)
    assert book.sheetnames == [
        "Ringkasan", "Perbandingan", "Kelompok", "Langkah", "Keberatan", "Pulsa",
    ]  # fmt: skip
    assert [cell.value for cell in book["Kelompok"][5]] == [
        "adil", 40, 1, 40, 40, 24, 60, pytest.approx(44.6, abs=0.1), pytest.approx(73.7, abs=0.1),
        16, "–", 10, "–", "–", "–",
    ]  # fmt: skip
    assert [cell.value for cell in book["Langkah"][5]] == ["why", "D+0", 80, 80, 20, 8, 16, "–"]
    assert [cell.value for cell in book["Perbandingan"][5]][0::6] == [
        "manfaat", "Belum dapat disimpulkan",
    ]  # fmt: skip
    assert [cell.value for cell in book["Keberatan"][5]] == ["Adil atau tidak", 16]
    said = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(str(one).startswith("Pegawai") for one in said)
    assert "✓ Hasil coba ada di berkas di bawah." in [one["text"] for one in admin.cards]


async def test_it_speaks_english_to_who_reads_english(
    someone: Callable[..., Chat], database: Database, torang: Torang, clock: VirtualClock
) -> None:
    admin = someone(ADMIN, "en")
    campaign_id, dealt = database.now(deal, a_campaign(), {"adil": 80, "tanpa": 70})
    training = database.now(session)
    database.now(attend, training, dealt["adil"][:48])
    database.now(attend, training, dealt["tanpa"][:56])
    database.now(end, campaign_id)
    clock.forward(days=40)
    await admin.says("/campaigns")
    await admin.taps("coba · ended")
    await admin.taps("Results")
    await torang.ticks.paperwork.work()

    assert "There is an effect: −20.0 points (−33.4 to −5.2)." in admin.text


async def test_a_pulse_is_compared_on_its_scale_and_not_with_who_was_asked_nothing(
    admin: Chat, database: Database, torang: Torang, clock: VirtualClock
) -> None:
    arms = (*ARMS, Arm("tanpa", holdout=True))
    sizes = {"adil": 20, "manfaat": 20, "tanpa": 10}
    campaign_id, dealt = database.now(deal, a_campaign(Outcome.PULSE, arms), sizes)
    for arm, values in (("adil", (3, 2)), ("manfaat", (5, 4))):
        for value, some in zip(values, (dealt[arm][:4], dealt[arm][4:8]), strict=True):
            database.now(answer, torang.office, campaign_id, some, scored(value))
    database.now(end, campaign_id)
    clock.forward(days=40)

    text = await results(admin, torang)

    assert "tanpa (tanpa pesan): 10 orang\n   tidak ditanya apa pun" in text
    assert "   rata-rata 4,50 (4,05 sampai 4,95)" in text
    assert "Ada pengaruh: +2,00 pada skala 1 sampai 5 (+1,43 sampai +2,57)." in text


async def test_of_two_units_that_were_dealt_neither_is_told(
    admin: Chat, database: Database, torang: Torang, clock: VirtualClock
) -> None:
    about = a_campaign(Outcome.JP, spread=Spread.CLUSTERED)
    campaign_id, dealt = database.now(deal, about, {"adil": 12, "tanpa": 12}, (2, 3))
    for one in dealt["adil"][:6]:
        database.now(learning.credit, one, Record(LAST, "Kursus", "training", 6))
    database.now(end, campaign_id)
    clock.forward(days=40)

    text = await results(admin, torang)

    assert "adil: 12 orang · 2 unit · terjangkau: 0\n   terlalu sedikit" in text
    assert "rata-rata" not in text
    assert "Yang dibagi adalah unit, jadi tiap unit dihitung satu; unit kecil digabung." in text
    assert (
        "Tidak dapat disimpulkan: unitnya terlalu sedikit. Perlu lima di tiap sisi, masing-masing "
        "lima orang." in text
    )


async def test_where_nobody_has_jp_that_is_why_nothing_is_concluded(
    admin: Chat, database: Database, torang: Torang, clock: VirtualClock
) -> None:
    campaign_id, _dealt = database.now(deal, a_campaign(Outcome.JP), {"adil": 5, "tanpa": 5})
    database.now(end, campaign_id)
    clock.forward(days=40)

    text = await results(admin, torang)

    assert "rata-rata 0,0 (0,0 sampai 0,0)" in text
    assert (
        "Tidak dapat disimpulkan: di tiap kelompok semuanya sama, jadi rentangnya tidak dapat "
        "dihitung." in text
    )


async def test_five_of_each_are_too_few_to_show_any_difference(
    admin: Chat, database: Database, torang: Torang, clock: VirtualClock
) -> None:
    campaign_id, dealt = database.now(deal, a_campaign(), {"adil": 5, "tanpa": 5})
    training = database.now(session)
    database.now(attend, training, [*dealt["adil"][:3], *dealt["tanpa"][:3]])
    database.now(end, campaign_id)
    clock.forward(days=40)

    text = await results(admin, torang)

    assert "Belum dapat disimpulkan: 0,0 poin (" in text
    assert "Terlalu sedikit untuk memperlihatkan beda apa pun empat dari lima kali." in text
    await after(admin, torang, "Sebagai berkas (XLSX)")


async def test_without_another_arm_nothing_is_compared(
    admin: Chat, database: Database, torang: Torang, clock: VirtualClock
) -> None:
    campaign_id, _dealt = database.now(deal, a_campaign(arms=[Arm("semua")]), {"semua": 12})
    database.now(end, campaign_id, LAST - timedelta(days=3))
    clock.forward(days=40)

    text = await results(admin, torang)

    assert "Tidak ada kelompok pembanding" in text
    assert "diakhiri lebih awal" in text
    assert "disimpulkan" not in text


async def test_of_a_draft_there_are_no_results_and_only_admins_read_any(
    admin: Chat, chat: Chat, database: Database, torang: Torang
) -> None:
    database.now(deal, a_campaign(), {"adil": 6, "tanpa": 6})
    await admin.says("/kampanye")
    await admin.taps("coba · berjalan")
    _message, data = admin.data("Hasil")
    await chat.starts()
    await chat.presses(chat.cards[-1]["message_id"], data)
    await torang.ticks.paperwork.work()

    assert chat.toasts[0].startswith("Hanya admin")


def answered(db: Db, torang: Torang) -> int:
    """Of 40 each, most have answered the first step; its id."""
    about = a_campaign(Outcome.ANSWERED, ARMS)
    campaign_id, dealt = deal(db, about, {"adil": 40, "manfaat": 40})
    for arm in dealt:
        answer(db, torang.office, campaign_id, dealt[arm][:10], agreed())
        send(db, campaign_id, dealt[arm], "D+0")
    send(db, campaign_id, dealt["adil"], "D+7")
    answer(db, torang.office, campaign_id, dealt["adil"][10:20], objected("adil"))
    answer(db, torang.office, campaign_id, dealt["manfaat"][10:16], objected("adil", "waktu"))
    answer(db, torang.office, campaign_id, dealt["adil"][20:24], scored(5))
    answer(db, torang.office, campaign_id, dealt["manfaat"][16:20], scored(3))
    return campaign_id


def workbooks(wire: CoreSession) -> list[Workbook]:
    values = [value for params in wire.params for value in params.values()]
    return [load_workbook(BytesIO(one.content)) for one in values if isinstance(one, Upload)]
