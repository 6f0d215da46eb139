"""Spreadsheets in the chat: sent, read beside the inbox, looked at, applied with a tap."""

import io
from collections.abc import Callable, Sequence

import pytest
from openpyxl import Workbook, load_workbook

from bot.app import Torang
from bot.db import employees, people, trainings
from bot.db.database import Database
from bot.simulator.core import Telegram
from bot.simulator.params import Upload
from bot.simulator.refusal import Refusal
from tests.chat import Chat, CoreSession
from tests.conftest import ADMIN, VirtualClock
from tests.factories import MORNING
from tests.handlers.test_linking import fill
from tests.programme import SESSION, workbook
from tests.rows import rows_of
from tests.usecases.training_room import employ

ROSTER = (
    "NIP;Nama;Unit\n"
    "198609262015051001;Ahmad Hidayat;dukcapil-ktp\n"
    "199204172023212014;Fatimah Marwah;Kartu Keluarga\n"
)
READING = "⏳ Lembar kerja sedang dibaca. Kartu ini lalu memperlihatkan apa yang akan berubah."
PREVIEW = (
    "Pegawai\n"
    "Baru: 2 (Ahmad Hidayat (1986**********1001), Fatimah Marwah (1992**********2014))\n"
    "Tetap: 0\n\n"
    "Belum ada yang diubah."
)


async def send(chat: Chat, content: str | bytes, name: str = "pegawai.csv") -> str:
    """What the bot says at once."""
    given = content.encode() if isinstance(content, str) else content
    chat.telegram.people.send_file(chat.person_id, Upload(name, given, "text/csv"))
    await chat.serve()
    return chat.text


async def read(chat: Chat, torang: Torang, content: str | bytes) -> str:
    """What it says once it has read the file."""
    await send(chat, content)
    await torang.ticks.paperwork.work()
    return chat.text


async def test_a_roster_from_the_file_to_the_tap(
    admin: Chat, torang: Torang, database: Database
) -> None:
    assert await send(admin, ROSTER) == READING
    await torang.ticks.paperwork.work()
    assert admin.text == PREVIEW
    assert len(admin.cards) == 1
    assert admin.labels == ["Terapkan", "Batalkan"]
    assert database.now(employees.on_roster) == {}

    assert await admin.taps("Terapkan") == "⏳ Perubahannya sedang diterapkan."
    await torang.ticks.paperwork.work()

    assert admin.text == PREVIEW.replace("Belum ada yang diubah.", "✓ Sudah diterapkan.")
    assert len(admin.cards) == 1
    assert {one.name for one in database.now(employees.on_roster).values()} == {
        "Ahmad Hidayat", "Fatimah Marwah",
    }  # fmt: skip
    assert database.now(rows_of, "errand") == 0
    assert await read(admin, torang, ROSTER) == (
        "Pegawai\nTetap: 2\nSemuanya sudah begitu; tidak ada yang perlu diterapkan."
    )
    assert admin.labels == []


def sheets(**rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, listed in rows.items():
        sheet = book.create_sheet(title)
        for row in listed:
            sheet.append(list(row))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


PEOPLE = [line.split(";") for line in ROSTER.splitlines()]
TREE = [["Kode", "Nama", "Induk"], ["dukcapil", "Disdukcapil", ""]]


@pytest.mark.parametrize(
    ("book", "kind", "left"),
    [
        (sheets(Pegawai=PEOPLE, Unit=TREE), "Pegawai", "Unit"),
        (sheets(Unit=TREE, Pegawai=PEOPLE), "Unit", "Pegawai"),
        (sheets(Dinas=PEOPLE, Puskesmas=PEOPLE), "Pegawai", "Puskesmas"),
    ],
)
async def test_of_several_lists_in_a_workbook_the_first_is_read_and_the_others_are_named(
    admin: Chat, torang: Torang, book: bytes, kind: str, left: str
) -> None:
    lines = (await read(admin, torang, book)).splitlines()

    assert lines[0] == kind
    assert f"Lembar yang tidak dipakai: {left}" in lines


async def test_what_was_not_shown_is_shown_anew_instead_of_applied(
    admin: Chat, torang: Torang, database: Database
) -> None:
    first, second = ROSTER.splitlines()[1:]
    await read(admin, torang, f"NIP;Nama;Unit\n{first}\n")
    message, data = admin.data("Terapkan")
    database.now(fill, f"NIP;Nama;Unit\n{second}\n")

    await admin.taps("Terapkan")
    await torang.ticks.paperwork.work()

    assert admin.text == (
        "Sementara itu ada yang diubah. Sekarang lembar kerja ini akan mengubah:\n\n"
        "Pegawai\n"
        "Baru: 1 (Ahmad Hidayat (1986**********1001))\n"
        "Tidak ada lagi dalam daftar: 1 (Fatimah Marwah (1992**********2014))\n"
        "Tetap: 0\n\n"
        "Belum ada yang diubah."
    )
    await admin.presses(message, data)
    await torang.ticks.paperwork.work()
    assert [one.name for one in database.now(employees.on_roster).values()] == ["Fatimah Marwah"]

    await admin.taps("Terapkan")
    await torang.ticks.paperwork.work()

    assert admin.text.endswith("✓ Sudah diterapkan.")
    who = database.now(employees.on_roster).values()
    assert [one.name for one in who if one.active] == ["Ahmad Hidayat"]


async def test_what_somebody_else_has_changed_otherwise_is_shown_anew(
    admin: Chat, torang: Torang, database: Database
) -> None:
    def roster(position: str) -> str:
        return f"NIP;Nama;Unit;Jabatan\n198609262015051001;Ahmad Hidayat;dukcapil-ktp;{position}\n"

    database.now(fill, roster("Operator"))
    await read(admin, torang, roster("Analis"))
    database.now(fill, roster("Kepala Seksi"))

    await admin.taps("Terapkan")
    await torang.ticks.paperwork.work()
    assert admin.text.startswith("Sementara itu ada yang diubah.")
    (one,) = database.now(employees.on_roster).values()
    assert one.position == "Kepala Seksi"

    await admin.taps("Terapkan")
    await torang.ticks.paperwork.work()
    (one,) = database.now(employees.on_roster).values()
    assert one.position == "Analis"


async def test_what_somebody_else_has_applied_is_done_with(
    admin: Chat, torang: Torang, database: Database
) -> None:
    await read(admin, torang, ROSTER)
    database.now(fill, ROSTER)

    await admin.taps("Terapkan")
    await torang.ticks.paperwork.work()

    assert admin.text.endswith("Semuanya sudah begitu; tidak ada yang perlu diterapkan.")
    assert database.now(rows_of, "errand") == 0


async def test_units_are_recognised_by_their_columns(admin: Chat, torang: Torang) -> None:
    text = await read(
        admin, torang, "kode,nama,induk,kepala_nip\nrsud,RSUD,,19750310 200003 1 002\n"
    )

    assert text.startswith("Unit\nBaru: 1 (rsud)\nTidak ada lagi dalam daftar: 4 (dukcapil, ")
    await admin.taps("Terapkan")
    await torang.ticks.paperwork.work()
    assert "✓ Sudah diterapkan." in admin.text


async def test_trainings_from_the_file_to_the_invitation(
    admin: Chat, torang: Torang, database: Database
) -> None:
    database.now(employ, 1)
    text = await read(admin, torang, workbook(table=[("Pelatihan", 1, "Jam", None)]))
    new = (
        "Pelatihan\n"
        "Baru: 14 (waktu: Manajemen Waktu Pelayanan, waktu/1: Manajemen Waktu Pelayanan, "
        "JP training, JP seminar, JP workshop, …)\n"
        "Tetap: 0\n"
    )
    assert text == (
        f"{new}\nBelum ada yang diubah.\n"
        "Begitu diterapkan, sasaran sesi baru diundang, dan yang terdaftar di sesi yang pindah "
        "atau tidak jadi diberi tahu."
    )

    await admin.taps("Terapkan")
    await torang.ticks.paperwork.work()

    assert admin.text == f"{new}\n✓ Sudah diterapkan."
    assert [one.training.code for one in database.now(trainings.upcoming, MORNING)] == ["waktu"]
    moved = workbook(sessions=[(*SESSION[:5], "Hotel Batik", *SESSION[6:])])
    text = await read(admin, torang, moved)
    assert "Pindah waktu atau tempat: 1 (waktu/1: Manajemen Waktu Pelayanan)" in text
    text = await read(admin, torang, workbook(sessions=[]))
    assert "Batal, atau tidak ditawarkan lagi: 1 (waktu/1: Manajemen Waktu Pelayanan)" in text
    assert "Semuanya sudah begitu" in await read(admin, torang, workbook())


async def test_every_problem_stands_on_the_card(admin: Chat, torang: Torang) -> None:
    text = await read(admin, torang, "NIP;Nama;Unit\n1.98609E+17;A;dukcapil-ktp\n12;;entah\n")

    assert text == (
        "4 masalah; tidak ada yang diubah.\n"
        "• baris 2, kolom NIP “1.98609E+17”: program lembar kerja memotong angka nomor ini; "
        "format kolomnya sebagai teks, lalu ketik ulang nomornya\n"
        "• baris 3, kolom NIP “12”: NIP atau NI PPPK terdiri dari 18 angka\n"
        "• baris 3, kolom Nama: sel ini tidak boleh kosong\n"
        "• baris 3, kolom Unit “entah”: tidak ada unit dengan kode atau nama ini; impor unitnya "
        "dahulu, atau perbaiki\n\n"
        "Perbaiki lembar kerjanya, lalu kirim sekali lagi."
    )
    assert admin.labels == []


async def test_of_what_stands_twice_the_earlier_row_is_told(admin: Chat, torang: Torang) -> None:
    text = await read(admin, torang, f"{ROSTER}198609262015051001;Budi;puskesmas\n")

    assert "baris 4, kolom NIP" in text
    assert "ini sudah ada di baris 2; hanya boleh satu kali" in text


async def test_a_roster_that_lets_most_people_go_says_so_before_the_tap(
    admin: Chat, torang: Torang, database: Database
) -> None:
    many = "".join(f"1986092620150510{n};Budi;puskesmas\n" for n in range(10, 22))
    database.now(fill, ROSTER + many)

    text = await read(admin, torang, ROSTER)

    assert (
        "\n\nPerhatian: ini menonaktifkan lebih dari separuh pegawai. Terapkan hanya bila berkas "
        "ini memuat semua pegawai yang masih aktif.\n\nBelum ada yang diubah."
    ) in text
    assert admin.labels == ["Terapkan", "Batalkan"]


async def test_very_many_problems_come_as_a_file_too(
    admin: Chat, torang: Torang, wire: CoreSession
) -> None:
    lines = "".join(f"{n};A;dukcapil-ktp\n" for n in range(40))

    await read(admin, torang, f"NIP;Nama;Unit\n{lines}")

    assert "40 masalah" in admin.cards[0]["text"]
    assert "Semuanya ada di berkas di bawah." in admin.cards[0]["text"]
    assert len(admin.cards[0]["text"]) < 4096
    (document,) = (value for call in wire.params for value in call.values()
                   if isinstance(value, Upload))  # fmt: skip
    assert len(document.content.decode("utf-8-sig").splitlines()) == 40


async def test_what_no_column_names_is_told_where_to_begin(admin: Chat, torang: Torang) -> None:
    assert "mulailah dari templat: /templat" in await read(admin, torang, "halo,dunia\n1,2\n")


async def test_a_missing_column_is_named(admin: Chat, torang: Torang) -> None:
    text = await read(admin, torang, "NIP;Nama\n198609262015051001;Ahmad\n")

    assert "• baris 1, kolom Unit: kolom ini tidak ada di baris judul" in text


async def test_thrown_away_it_changes_nothing(
    admin: Chat, torang: Torang, database: Database
) -> None:
    await read(admin, torang, ROSTER)
    message, data = admin.data("Terapkan")

    assert await admin.taps("Batalkan") == "Lembar kerjanya dibuang; tidak ada yang diubah."
    await admin.presses(message, data)
    await torang.ticks.paperwork.work()

    assert admin.toasts == ["Itu sudah tidak ada dalam daftar. /start memperlihatkan yang ada."]
    assert database.now(employees.on_roster) == {}


async def test_a_newer_file_takes_the_place_of_one_that_waits(
    admin: Chat, torang: Torang, database: Database, clock: VirtualClock
) -> None:
    await read(admin, torang, ROSTER)
    message, data = admin.data("Terapkan")
    clock.forward(seconds=5)
    await read(admin, torang, ROSTER.replace("Ahmad", "Achmad"))
    await admin.presses(message, data)
    await torang.ticks.paperwork.work()
    assert database.now(employees.on_roster) == {}

    await admin.taps("Terapkan")
    await torang.ticks.paperwork.work()

    assert "Achmad Hidayat" in {one.name for one in database.now(employees.on_roster).values()}


async def test_after_a_day_it_is_thrown_away(
    admin: Chat, torang: Torang, database: Database, clock: VirtualClock
) -> None:
    await read(admin, torang, ROSTER)
    clock.forward(days=1)
    await torang.ticks.tidy()

    await admin.taps("Terapkan")

    assert admin.toasts == ["Itu sudah tidak ada dalam daftar. /start memperlihatkan yang ada."]
    assert database.now(rows_of, "errand") == 0


async def test_a_file_that_telegram_does_not_hand_over_yet_is_asked_for_again(
    admin: Chat, torang: Torang, wire: CoreSession
) -> None:
    await send(admin, ROSTER)
    wire.fault = lambda method: Refusal(502, "Bad Gateway") if method == "getFile" else None
    await torang.ticks.paperwork.work()
    assert admin.text == READING

    wire.fault = lambda _method: None
    await torang.ticks.paperwork.work()

    assert admin.text == PREVIEW


async def test_a_file_that_telegram_refuses_is_told(
    admin: Chat, torang: Torang, wire: CoreSession, database: Database
) -> None:
    await send(admin, ROSTER)
    wire.fault = lambda method: (
        Refusal(400, "Bad Request: file is too big") if method == "getFile" else None
    )
    await torang.ticks.paperwork.work()

    assert admin.text == "Berkasnya tidak dapat diambil dari Telegram. Kirim sekali lagi."
    assert database.now(rows_of, "errand") == 0


async def test_an_error_of_ours_is_told_once_and_not_tried_for_ever(
    admin: Chat, torang: Torang, wire: CoreSession, database: Database
) -> None:
    await send(admin, ROSTER)
    wire.fault = lambda method: ZeroDivisionError() if method == "getFile" else None
    await torang.ticks.paperwork.work()

    assert admin.text.startswith("Ada kesalahan di pihak kami")
    assert database.now(rows_of, "errand") == 0


async def test_a_restart_loses_no_errand(
    admin: Chat, start: Callable[[], Torang], torang: Torang
) -> None:
    await send(admin, ROSTER)

    await start().ticks.paperwork.work()

    assert torang is not None
    assert admin.text == PREVIEW


async def test_the_file_of_anybody_else_is_not_read(chat: Chat, database: Database) -> None:
    assert (await send(chat, ROSTER)).startswith("Bot ini hanya membaca ketukan dan teks.")
    assert database.now(rows_of, "errand") == 0


async def test_nobody_else_applies_what_an_admin_sent(
    admin: Chat, chat: Chat, torang: Torang, database: Database
) -> None:
    await read(admin, torang, ROSTER)
    _message, data = admin.data("Terapkan")
    await chat.starts()
    for deed in (data, data.replace("apply", "drop"), "3:roster"):
        await chat.presses(chat.cards[-1]["message_id"], deed)
    await torang.ticks.paperwork.work()

    assert [toast[:32] for toast in chat.toasts] == ["Hanya admin yang dapat melakukan"] * 3
    assert (await chat.says("/templat")).startswith("Hanya admin yang dapat melakukannya.")
    assert database.now(employees.on_roster) == {}
    assert database.now(rows_of, "errand") == 1


@pytest.mark.parametrize(
    ("label", "header"), [("Unit", "Kode"), ("Pegawai", "NIP"), ("Pelatihan", "Kode")]
)
async def test_a_template_comes_as_a_workbook(
    admin: Chat, wire: CoreSession, label: str, header: str
) -> None:
    assert (await admin.says("/templat")).startswith("Lembar kerja untuk diisi")

    await admin.taps(label)

    (document,) = (value for call in wire.params for value in call.values()
                   if isinstance(value, Upload))  # fmt: skip
    book = load_workbook(io.BytesIO(document.content))
    assert book.worksheets[0]["A1"].value == header


async def test_an_admin_who_leaves_takes_the_file_along(
    admin: Chat, torang: Torang, database: Database, telegram: Telegram
) -> None:
    await read(admin, torang, ROSTER)
    await admin.says("/hapus")
    await admin.taps("Hapus data saya")

    assert telegram is not None
    assert database.now(people.record, ADMIN) is None
    assert database.now(rows_of, "errand") == 0


async def test_after_thirty_tries_it_is_told_that_a_file_cannot_be_fetched(
    admin: Chat, torang: Torang, wire: CoreSession, database: Database
) -> None:
    await send(admin, ROSTER)
    wire.fault = lambda method: Refusal(502, "Bad Gateway") if method == "getFile" else None
    for _ in range(29):
        await torang.ticks.paperwork.work()
    assert admin.text == READING
    assert database.now(rows_of, "errand") == 1

    await torang.ticks.paperwork.work()

    assert admin.text == "Berkasnya tidak dapat diambil dari Telegram. Kirim sekali lagi."
    assert database.now(rows_of, "errand") == 0


@pytest.mark.parametrize(("too_many", "taken"), [(0, True), (1, False)])
async def test_more_than_telegram_hands_over_is_refused_at_once(
    admin: Chat, database: Database, too_many: int, taken: bool
) -> None:
    file = {"file_id": "a", "file_unique_id": "b", "file_name": "pegawai.xlsx"}

    said = await admin.sends({"document": file | {"file_size": 20 * 2**20 + too_many}})

    refused = "Berkas ini lebih besar dari 20 MB. Kirim daftarnya saja, sebagai XLSX atau CSV."
    assert said == (READING if taken else refused)
    assert database.now(rows_of, "errand") == taken


async def test_questionnaires_on_paper_from_the_file_to_the_tap(
    admin: Chat, torang: Torang, database: Database
) -> None:
    header = "Unit;Persyaratan;Prosedur;Waktu;Biaya;Produk;Kompetensi;Perilaku;Sarana;Pengaduan\n"
    content = header + "dukcapil-ktp;3;3;3;4;3;3;4;3;4\n" * 5
    counted = "Kuesioner kertas\nDihitung: 5 (Disdukcapil · KTP elektronik, 2026-11: 5)\n\n"

    assert await read(admin, torang, content) == counted + "Belum ada yang diubah."
    assert database.now(rows_of, "response") == 0
    await admin.taps("Terapkan")
    await torang.ticks.paperwork.work()

    assert admin.text == counted + "✓ Sudah diterapkan."
    assert database.now(rows_of, "response") == 5
    assert "sudah pernah diimpor" in await read(admin, torang, content)
    assert admin.labels == []
    assert "U8" in await read(admin, torang, content.replace("Pengaduan", "U8"))
