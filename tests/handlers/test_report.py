"""/laporan: what admins see of the results of units, and what they do with them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from random import Random

import pytest

from bot.app import Torang
from bot.db import counters, errands, populations, surveys
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.errand import ErrandKind
from bot.domain.errors import AlreadyPublished
from bot.domain.period import parse
from bot.domain.response import Response
from bot.domain.score import ELEMENTS
from bot.domain.unit import UnitLine
from bot.telegram import buttons
from bot.usecases import importing, publications, results
from bot.usecases.office import Office
from tests.chat import Chat, CoreSession
from tests.conftest import VirtualClock
from tests.factories import MORNING, UNITS, a_person
from tests.handlers.released import release, unit_id
from tests.handlers.survey import rate
from tests.rows import rows_of
from tests.usecases.answered import answers, put

NOT_ADMIN = (
    "Hanya admin yang dapat melakukannya. "
    "/bantuan memperlihatkan apa yang bisa Anda lakukan di sini."
)
VIEWS = (
    *("list", "unit", "below", "mix", "remarks", "look", "quality", "files", "chart", "served"),
    *("publish", "sure", "health", "pdf", "xlsx", "csv"),
)
CARD = "KTP elektronik"


def some(n: int, level: float, seed: int = 5) -> list[Response]:
    return answers(Random(seed), n, level)  # noqa: S311 - The same chances in each run.


@pytest.fixture
def given(database: Database, office: Office) -> None:
    """Two months of a unit, the second better, and one of another."""
    for unit, day, n, level in (
        ("dukcapil-ktp", date(2026, 10, 6), 40, 2.8),
        ("dukcapil-ktp", date(2026, 11, 3), 40, 3.4),
        ("dukcapil-kk", date(2026, 11, 4), 15, 3.0),
    ):
        database.now(put, office, unit, day, some(n, level))


async def test_a_citizen_gets_no_report(chat: Chat) -> None:
    assert await chat.says("/laporan") == NOT_ADMIN


async def test_a_citizen_gets_no_report_by_a_forged_button(chat: Chat, database: Database) -> None:
    await chat.starts()
    card = chat.cards[0]["message_id"]

    unit = database.now(unit_id, "dukcapil-ktp")
    for view in VIEWS:
        to = buttons.Report(view=view, unit=unit, period="2026-11")
        await chat.presses(card, to.pack())

    assert chat.toasts == [NOT_ADMIN] * len(VIEWS)
    assert database.now(rows_of, "errand") == database.now(rows_of, "publication") == 0
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
    assert unit.splitlines()[1] == "November 2026"
    assert "5 jawaban" in unit
    assert "Acuan: skm.1/dukcapil-ktp/2026-11/20261124/" in unit
    assert (await admin.taps("‹ Semua unit")).startswith("Laporan semua unit")


async def test_the_report_has_pages_of_eight(admin: Chat, database: Database) -> None:
    more = (UnitLine(10 + n, f"loket-{n}", f"Loket {n}", "") for n in range(9))
    database.now(importing.import_units, (*UNITS, *more), MORNING)

    await admin.says("/laporan")
    assert len(admin.labels) == 9
    await admin.taps("Berikutnya ›")
    assert (len(admin.labels), admin.labels[-2]) == (8, "‹ Sebelumnya")
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


@pytest.mark.usefixtures("given")
async def test_a_unit_is_shown_month_by_month_and_by_longer_periods(admin: Chat) -> None:
    await admin.says("/laporan")
    text = await admin.taps(CARD)
    assert "Dibanding Oktober 2026: naik" in text
    assert admin.buttons[:2] == [["‹ Oktober 2026"], ["Triwulan", "Semester", "Tahun"]]

    october = await admin.taps("‹ Oktober 2026")
    assert october.splitlines()[1] == "Oktober 2026"
    assert "Dibanding" not in october
    assert admin.buttons[0] == ["November 2026 ›"]

    assert (await admin.taps("Triwulan")).splitlines()[1] == "Triwulan IV 2026"
    assert "80 jawaban" in admin.text
    assert (await admin.taps("Bulan")).splitlines()[1] == "November 2026"


async def test_any_months_one_after_another_are_chosen_by_their_ends(
    admin: Chat, database: Database, office: Office
) -> None:
    chance = Random(3)  # noqa: S311 - The same chances in each run.
    for day in (date(2025, 11, 3), date(2026, 2, 3), date(2026, 11, 3)):
        database.now(put, office, "dukcapil-ktp", day, answers(chance, 9))
    await admin.says("/laporan")
    await admin.taps(CARD)

    assert (await admin.taps("Rentang bulan lain")).endswith("Mulai dari bulan apa?")
    assert admin.buttons[:2] == [
        ["Jan 2026", "Feb 2026", "Mar 2026"],
        ["Apr 2026", "Mei 2026", "Jun 2026"],
    ]
    await admin.taps("‹ 2025")
    assert admin.buttons == [["Nov 2025", "Des 2025"], ["2026 ›"], ["‹ Kembali"]]
    assert (await admin.taps("Nov 2025")).endswith("Dari November 2025 sampai bulan apa?")
    await admin.taps("2026 ›")
    text = await admin.taps("Feb 2026")

    assert text.splitlines()[1] == "November 2025–Februari 2026"
    assert "18 jawaban" in text
    await admin.taps("Berkas")
    assert "November 2025–Februari 2026" in admin.text


@pytest.mark.usefixtures("given")
async def test_the_units_below_stand_in_the_order_of_their_index(admin: Chat) -> None:
    await admin.says("/laporan")
    await admin.taps("Disdukcapil")

    lines = (await admin.taps("Unit di bawahnya")).splitlines()

    assert lines[1] == "November 2026"
    assert [line.partition(":")[0] for line in lines[3:5]] == [f"1. {CARD}", "2. Kartu Keluarga"]
    assert lines[3].endswith(" · 40")
    assert (await admin.taps("Kartu Keluarga")).splitlines()[:2] == [
        "Disdukcapil · Kartu Keluarga",
        "November 2026",
    ]
    await admin.taps("‹ Semua unit")
    assert "– Puskesmas Sofifi" in await admin.taps("Peringkat")
    assert (await admin.taps("‹ Oktober 2026")).splitlines()[:2] == ["Peringkat", "Oktober 2026"]
    assert admin.buttons[0] == ["November 2026 ›"]


async def test_one_unit_above_all_others_is_not_ranked_alone(
    admin: Chat, database: Database, office: Office
) -> None:
    lines = [UnitLine(2, "prov", "Provinsi", ""), UnitLine(3, "dukcapil", "Disdukcapil", "prov"),
             UnitLine(4, "dukcapil-ktp", "KTP elektronik", "dukcapil"),
             UnitLine(5, "puskesmas", "Puskesmas Sofifi", "prov")]  # fmt: skip
    database.now(importing.import_units, lines, MORNING)
    for unit in ("dukcapil-ktp", "puskesmas"):
        database.now(release, office, unit)
    await admin.says("/laporan")

    ranked = (await admin.taps("Peringkat")).splitlines()[3:5]

    assert [line.partition(":")[0] for line in ranked] == ["1. Disdukcapil", "1. Puskesmas Sofifi"]


@pytest.mark.usefixtures("given")
async def test_who_answered_is_told_of_closed_months(admin: Chat) -> None:
    await admin.says("/laporan")
    await admin.taps(CARD)

    november = await admin.taps("Profil responden")
    assert "tidak ditampilkan: 40 (100%)" in november
    assert "pilih semester atau setahun untuk melihat lebih banyak" in november
    assert "Laki-laki" not in november

    await admin.taps("‹ Kembali")
    await admin.taps("‹ Oktober 2026")
    october = await admin.taps("Profil responden")
    assert "Apa jenis kelamin Anda?\nLaki-laki: " in october


async def test_comments_are_masked_and_can_be_those_with_a_word(
    admin: Chat, database: Database, office: Office
) -> None:
    def said(text: str, waktu: int) -> Response:
        scores = {element.key: 4 for element in ELEMENTS} | {"waktu": waktu}
        receipt = text.encode()[:32].ljust(32)
        told = {"saran": text, "pekerjaan_lain": "Nakhoda"}
        return Response(told, scores, None, "sendiri", False, False, receipt)

    database.now(
        put,
        office,
        "dukcapil-ktp",
        date(2026, 11, 3),
        [said(f"Ramah {n}", 4) for n in range(6)] + [said("Lama, hubungi 0812-3456-7890", 1)],
    )
    await admin.says("/laporan")
    await admin.taps(CARD)

    first = await admin.taps("Komentar")
    assert first.count("“") == 5
    second = await admin.taps("Berikutnya ›")
    assert second.count("“") == 2
    assert "Nakhoda" not in first + second
    assert "Lama, hubungi ****-****-****" in first + second
    await admin.taps("Cari kata")
    found = await admin.says("LAMA")

    assert "Komentar dengan kata “LAMA”" in found
    assert found.count("“") == 1 + 1
    assert admin.labels == ["Semua komentar", "Cari kata", "‹ Kembali"]
    assert (await admin.says("ramah")).count("“") == 1 + 5
    assert (await admin.taps("Berikutnya ›")).count("“") == 1 + 1
    await admin.taps("Cari kata")
    assert "Tidak ada komentar pada periode ini" in await admin.says("100%_")


@pytest.mark.usefixtures("given")
async def test_what_makes_one_look_twice_is_shown_and_stays_counted(
    admin: Chat, database: Database
) -> None:
    unit, survey = database.now(unit_id, "dukcapil-ktp"), database.now(surveys.survey_id, "skm")

    def submitted(db: Db) -> None:
        for day, n in ((2, 3), (3, 2), (4, 30)):
            counters.count(db, survey, unit, date(2026, 10, day), "submitted", n)
        counters.count(db, survey, unit, date(2026, 10, 1), "fast", 7)

    database.now(submitted)
    await admin.says("/laporan")
    await admin.taps(CARD)
    await admin.taps("‹ Oktober 2026")

    text = await admin.taps("Kualitas data")

    assert "Cara menjawab\ndi perangkat sendiri: 40 (100%)\n\nTanda\n" in text
    assert "Terkirim lebih cepat daripada orang membaca: 7 (20%)" in text
    assert (
        "Disdukcapil · KTP elektronik, Minggu, 4 Oktober 2026: 30 jawaban dalam sehari, biasanya 3"
    ) in text
    assert "tidak ada yang dikeluarkan" in text


async def test_the_health_of_the_channels_stands_beside_its_targets(
    admin: Chat, database: Database
) -> None:
    unit, survey = database.now(unit_id, "dukcapil-ktp"), database.now(surveys.survey_id, "skm")

    def counted(db: Db) -> None:
        for name, n in (
            ("begun", 20),
            ("submitted", 6),
            ("left:/data/profil/usia", 9),
            ("left:/data/pelayanan/waktu", 3),
            ("left:review", 1),
            ("seconds:90", 2),
            ("seconds:120", 2),
            ("seconds:longer", 2),
        ):
            counters.count(db, survey, unit, date(2026, 11, 20), name, n)
        counters.count(db, survey, unit, date(2026, 10, 20), "submitted", 5)

    database.now(counted)
    await admin.says("/laporan")
    await admin.taps(CARD)

    lines = (await admin.taps("Kesehatan kanal")).splitlines()

    assert [line.strip() for line in lines[3:]] == [
        "Terkirim, dari yang melewati pertanyaan pertama: 60%",
        "target minimal 80%, perlu perhatian",
        "Separuhnya selesai, termasuk saran, dalam paling lama: 120 detik",
        "target maksimal 120 detik, tercapai",
        "Ketukan dari Mulai sampai Kirim, pada separuhnya paling banyak: –",
        "target maksimal 16",
        "Terkirim setelah diingatkan, dari yang diingatkan: –",
        "target minimal 10%",
        "Undangan pelatihan yang dijawab dalam 24 jam: –",
        "target minimal 60%",
        "Paling sering berhenti di: Usia (9), pertanyaan lain (4)",
        "Ketukan pada kartu lama: 0, semuanya ditolak. Tidak ada yang bisa mengubah jawaban: "
        "jawaban hanya ditulis pada kartu yang sedang berlaku.",
        "",
        "Seluruh bot",
        "Blokir per 1.000 pesan: –",
        "target maksimal 5,0",
        "Berhenti menerima pesan atau memblokir, per orang yang dihubungi, Triwulan IV 2026: –",
        "target maksimal 3%",
        "",
        "Sebelumnya: Oktober 2026",
        "Terkirim: 100%",
        "",
        "Dihitung per unit, per hari atau bulan, tidak pernah per orang. “–”: belum ada yang "
        "diukur, atau kurang dari 5.",
    ]


@pytest.mark.usefixtures("given")
async def test_how_many_were_served_is_one_typed_number(admin: Chat, database: Database) -> None:
    await admin.says("/laporan")
    await admin.taps(CARD)
    assert "Ketik angka saja, misalnya 1250." in await admin.taps("Jumlah pengguna")

    for wrong in ("seribu", "0", "-5", "9" * 5000):
        assert await admin.says(wrong) == "Ketik angka saja, misalnya 1250."
    assert (await admin.says("3")).startswith("Yang menjawab lebih banyak daripada itu.")
    text = await admin.says("1.250")

    assert "40 jawaban dari 1.250 orang yang dilayani (3,2%); target 294" in text
    unit = database.now(unit_id, "dukcapil-ktp")
    assert database.now(populations.of, [unit], parse("2026-11")) == {unit: 1250}
    assert database.now(rows_of, "expectation") == 0


@pytest.mark.usefixtures("given")
async def test_how_many_were_served_stays_as_it_is_once_a_period_is_published(
    admin: Chat, database: Database, torang: Torang
) -> None:
    """Also while the number is being typed, and where only the office above is told by it."""
    units = [database.now(unit_id, code) for code in ("dukcapil-ktp", "dukcapil-kk", "puskesmas")]
    await admin.says("/laporan")
    await admin.taps(CARD)
    message, data = admin.data("Jumlah pengguna")
    await admin.presses(message, data)
    december = datetime(2026, 12, 1, tzinfo=UTC)
    to = database.now(unit_id, "dukcapil")
    who = a_person(9001, admin=True)
    database.now(publications.publish, torang.office, who, to, parse("2026-11"), december)

    said = "Hasil periode ini sudah terbit, jadi jumlah pengguna layanan tidak berubah lagi."
    assert await admin.says("1250") == said
    await admin.presses(message, data)
    assert said in (admin.text, admin.toasts[-1])
    assert database.now(populations.of, units, parse("2026-11")) == {}
    for unit, refused in zip(units, (True, True, False), strict=True):
        assert _is_refused(database, torang, unit) is refused


def _is_refused(database: Database, torang: Torang, unit: int) -> bool:
    who = a_person(9001, admin=True)
    try:
        database.now(results.ask_served, torang.office, who, unit, "2026-11", MORNING)
    except AlreadyPublished:
        return True
    return False


@pytest.mark.usefixtures("given")
async def test_files_are_errands_for_the_unit_and_the_period(
    admin: Chat, database: Database
) -> None:
    await admin.says("/laporan")
    await admin.taps(CARD)
    await admin.taps("Berkas")
    assert admin.labels == [
        "Laporan (PDF)",
        "Buku kerja (XLSX)",
        "Data mentah (CSV)",
        "‹ Kembali",
    ]

    assert (await admin.taps("Laporan (PDF)")).startswith("⏳")

    errand = database.now(errands.first)
    assert errand is not None
    unit = database.now(unit_id, "dukcapil-ktp")
    assert (errand.kind, errand.about) == (ErrandKind.REPORT, f"{unit}:2026-11")


@pytest.mark.usefixtures("given")
async def test_the_chart_comes_as_a_picture_on_the_same_card(
    admin: Chat, torang: Torang, wire: CoreSession
) -> None:
    await admin.says("/laporan")
    text = await admin.taps(CARD)
    assert await admin.taps("Grafik") == "⏳ Grafiknya sedang digambar."
    await torang.ticks.paperwork.work()

    assert wire.calls[-1] == "editMessageMedia"
    (card,) = admin.cards
    assert "photo" in card
    caption = card["text"].splitlines()
    assert set(caption) < set(text.splitlines())
    assert caption[2].startswith("IKM ")
    assert (await admin.taps("Profil responden")).startswith(text.splitlines()[0])


@pytest.mark.usefixtures("given")
async def test_publishing_takes_a_second_tap_that_says_what_will_happen(
    admin: Chat, chat: Chat, clock: VirtualClock
) -> None:
    await admin.says("/laporan")
    await admin.taps("Disdukcapil")
    assert "Terbitkan" not in admin.labels
    clock.forward(days=8)
    await admin.says("/laporan")
    await admin.taps("Disdukcapil")

    asked = await admin.taps("Terbitkan")
    assert "(3 unit) akan terbuka" in asked
    assert "Belum ada hasil" in await chat.says("/hasil dukcapil-kk")
    done = await admin.taps("Terbitkan sekarang")

    assert "✓ Diterbitkan Rabu, 2 Desember 2026" in done
    assert "Terbitkan" not in admin.labels
    assert "15 jawaban" in await chat.says("/hasil dukcapil-kk")
