"""Employees: invited by an admin, linked with a code once, looked at, let go."""

import io
import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.app import Torang
from bot.db import people
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import EmployeeRow, InvitationRow
from bot.simulator.params import Upload
from bot.usecases import imports, spreadsheet
from bot.usecases.imports import At, Imported
from tests.chat import Chat, CoreSession
from tests.conftest import VirtualClock
from tests.factories import MORNING
from tests.handlers.survey import rate
from tests.rows import rows_of
from tests.usecases.training_room import announced, seats

ROSTER = (
    "NIP;Nama;Unit;Status;Golongan;Jabatan\n"
    "198609262015051001;Ahmad Hidayat;dukcapil-ktp;PNS;III/c;Pelaksana\n"
    "199204172023212014;Fatimah Marwah;Kartu Keluarga;PPPK;VII;\n"
    "197503102000031002;Nur Alting;puskesmas;PNS;;\n"
)
AT = At(MORNING, ZoneInfo("Asia/Jayapura"))
ONLY_ADMINS = "Hanya admin yang dapat melakukannya."
WORTHLESS = (
    "Undangan ini tidak berlaku lagi. Minta undangan baru kepada kantor Anda.\n\nKontak: Sofifi"
)


def fill(db: Db, content: str) -> None:
    sheets = spreadsheet.open_sheets(content.encode())
    found = imports.read(sheets, Imported.ROSTER)
    lines, _changes = imports.compare(db, Imported.ROSTER, found, AT)
    imports.apply(db, Imported.ROSTER, lines, AT)


@pytest.fixture(autouse=True)
def _roster(database: Database) -> None:
    database.now(fill, ROSTER)


def files(wire: CoreSession) -> list[Upload]:
    """What the bot sent, oldest first."""
    return [value for call in wire.params for value in call.values() if isinstance(value, Upload)]


async def invite(
    admin: Chat, torang: Torang, wire: CoreSession, unit: str = "Disdukcapil"
) -> dict[str, str]:
    """The code of each employee by name, from the list for the unit."""
    await admin.says("/undangan")
    await admin.taps(unit)
    await admin.taps("Daftar (XLSX)")
    if "Ya, buat yang baru" in admin.labels:
        await admin.taps("Ya, buat yang baru")
    await torang.ticks.paperwork.work()
    sheet = load_workbook(io.BytesIO(files(wire)[-1].content)).worksheets[0]
    return {str(row[0]): str(row[4]) for row in sheet.iter_rows(min_row=2, values_only=True)}


def payload(link: str) -> str:
    return link.partition("?start=")[2]


def linked(db: Db) -> dict[str, int | None]:
    rows = db.execute(select(EmployeeRow.name, EmployeeRow.person_id))
    return {name: person_id for name, person_id in rows}  # noqa: C416 - Rows are unpacked.


async def test_from_the_unit_to_the_profile(
    admin: Chat, chat: Chat, torang: Torang, wire: CoreSession, database: Database
) -> None:
    assert (await admin.says("/undangan")).startswith("Undangan untuk pegawai\n")
    assert await admin.taps("Disdukcapil") == (
        "Disdukcapil\nPegawai: 2\nSudah terhubung: 0\nUndangan yang berlaku: 0\n\n"
        "Kode baru membuat kode sebelumnya tidak berlaku. Kode berlaku 30 hari."
    )
    assert admin.labels == ["Kartu untuk digunting (PDF)", "Daftar (XLSX)", "‹ Unit lain"]
    links = await invite(admin, torang, wire)
    assert sorted(links) == ["Ahmad Hidayat", "Fatimah Marwah"]
    assert re.fullmatch(
        r"https://t\.me/torang_bot\?start=inv_[A-Z2-9]{10}", links["Ahmad Hidayat"]
    )

    card = await chat.starts(payload(links["Ahmad Hidayat"]))
    assert card.startswith("Undangan ini untuk\nAhmad Hidayat\nDisdukcapil · KTP elektronik\n\n")
    assert "Pemerintah Provinsi lalu menyimpan id Telegram Anda" in card
    assert chat.labels == ["Ya, ini saya", "Bukan saya"]
    assert database.now(people.record, 1001) is None
    assert (await chat.taps("Ya, ini saya")).startswith(
        "✓ Selamat datang, Ahmad Hidayat. Akun Anda terhubung dengan Disdukcapil · KTP elektronik."
    )

    assert await chat.says("/profil") == (
        "Ahmad Hidayat\nNIP: 1986**********1001\nUnit: Disdukcapil · KTP elektronik\n"
        "Status: PNS\nGolongan: III/c\nJabatan: Pelaksana\n"
        "Terhubung sejak Selasa, 24 November 2026"
    )
    assert "NIP: 1986**********1001" in await chat.says("/dataku")
    assert database.now(linked) == {
        "Ahmad Hidayat": 1001, "Fatimah Marwah": None, "Nur Alting": None,
    }  # fmt: skip
    assert await chat.starts(payload(links["Ahmad Hidayat"])) == await chat.says("/profil")


async def test_cards_come_as_a_pdf(
    admin: Chat, torang: Torang, wire: CoreSession, database: Database
) -> None:
    await admin.says("/undangan")
    await admin.taps("Disdukcapil")
    assert (await admin.taps("Kartu untuk digunting (PDF)")).startswith(
        "⏳ Undangan sedang dibuat"
    )
    await torang.ticks.paperwork.work()

    (document,) = files(wire)
    assert (document.file_name, document.content[:5]) == ("undangan.pdf", b"%PDF-")
    assert admin.cards[-2]["text"].startswith("✓ 2 undangan ada di berkas di bawah.")
    assert database.now(rows_of, "invitation") == 2
    assert database.now(rows_of, "errand") == 0


async def test_no_code_is_stored(
    admin: Chat, torang: Torang, wire: CoreSession, database: Database
) -> None:
    links = await invite(admin, torang, wire)

    marks = database.now(lambda db: list(db.scalars(select(InvitationRow.mark))))

    for link in links.values():
        assert all(payload(link).encode()[4:] not in mark for mark in marks)


async def test_a_code_works_once(
    admin: Chat, chat: Chat, torang: Torang, wire: CoreSession, someone: Callable[..., Chat],
    database: Database,
) -> None:  # fmt: skip
    links = await invite(admin, torang, wire)
    other = someone(1002)
    for who in (chat, other):
        await who.starts(payload(links["Ahmad Hidayat"]))
    await chat.taps("Ya, ini saya")

    assert await other.taps("Ya, ini saya") == WORTHLESS
    assert await other.starts(payload(links["Ahmad Hidayat"])) == WORTHLESS
    assert database.now(linked)["Ahmad Hidayat"] == 1001
    assert database.now(people.record, 1002) is None


async def test_an_account_is_one_employee(
    admin: Chat, chat: Chat, torang: Torang, wire: CoreSession, database: Database
) -> None:
    links = await invite(admin, torang, wire)
    await chat.starts(payload(links["Ahmad Hidayat"]))
    await chat.starts(payload(links["Fatimah Marwah"]))
    first, second = (card for card in chat.cards if card["text"].startswith("Undangan"))
    await chat.taps("Ya, ini saya", first["message_id"])

    await chat.taps("Ya, ini saya", second["message_id"])

    assert chat.toasts == [
        "Akun ini sudah terhubung dengan seorang pegawai. /profil memperlihatkan siapa."
    ]
    assert database.now(linked)["Fatimah Marwah"] is None


@pytest.mark.parametrize("dash", ["-", " ", "", " - "])
async def test_a_code_that_is_typed_nearly_as_it_is_printed_works_too(
    admin: Chat, chat: Chat, torang: Torang, wire: CoreSession, dash: str
) -> None:
    code = payload((await invite(admin, torang, wire))["Ahmad Hidayat"])[4:]

    card = await chat.says(f"{code[:5]}{dash}{code[5:]}".lower())

    assert card.startswith("Undangan ini untuk\nAhmad Hidayat\n")


async def test_that_is_not_me_stores_nothing_and_the_code_stays(
    admin: Chat, chat: Chat, torang: Torang, wire: CoreSession, database: Database
) -> None:
    links = await invite(admin, torang, wire)
    await chat.starts(payload(links["Ahmad Hidayat"]))

    assert (await chat.taps("Bukan saya")).startswith("Tidak ada yang disimpan.")
    assert database.now(people.record, 1001) is None
    assert (await chat.starts(payload(links["Ahmad Hidayat"]))).startswith("Undangan ini untuk")


async def test_codes_are_valid_through_the_end_of_the_day_that_stands_on_them(
    admin: Chat, chat: Chat, torang: Torang, wire: CoreSession, clock: VirtualClock
) -> None:
    links = await invite(admin, torang, wire)
    sheet = load_workbook(io.BytesIO(files(wire)[-1].content)).worksheets[0]
    assert "Kamis, 24 Desember 2026" in [cell.value for cell in sheet[2]]

    clock.at = datetime(2026, 12, 24, 23, 59, tzinfo=ZoneInfo("Asia/Jayapura"))
    assert (await chat.starts(payload(links["Ahmad Hidayat"]))).startswith("Undangan ini untuk")
    clock.forward(minutes=1)

    assert await chat.taps("Ya, ini saya") == WORTHLESS


async def test_codes_expire(
    admin: Chat, chat: Chat, torang: Torang, wire: CoreSession, clock: VirtualClock,
    database: Database,
) -> None:  # fmt: skip
    links = await invite(admin, torang, wire)
    await chat.starts(payload(links["Ahmad Hidayat"]))
    clock.forward(days=31)

    assert await chat.taps("Ya, ini saya") == WORTHLESS
    await torang.ticks.tidy()
    assert database.now(rows_of, "invitation") == 0


async def test_new_codes_and_revoking_need_a_second_tap(
    admin: Chat, chat: Chat, torang: Torang, wire: CoreSession
) -> None:
    old = await invite(admin, torang, wire)
    await admin.says("/undangan")
    assert "Undangan yang berlaku: 2" in await admin.taps("Disdukcapil")
    assert await admin.taps("Daftar (XLSX)") == (
        "2 undangan Disdukcapil menjadi tidak berlaku, juga yang sudah dicetak. Lanjutkan?"
    )
    await admin.taps("‹ Kembali")
    new = await invite(admin, torang, wire)
    assert await chat.starts(payload(old["Ahmad Hidayat"])) == WORTHLESS
    assert (await chat.starts(payload(new["Ahmad Hidayat"]))).startswith("Undangan ini untuk")
    await admin.says("/undangan")
    await admin.taps("Disdukcapil")
    await admin.taps("Cabut undangan")
    assert await admin.taps("Ya, cabut") == "2 undangan dicabut."

    assert await chat.taps("Ya, ini saya") == WORTHLESS


async def test_who_is_linked_is_not_invited_again(
    admin: Chat, chat: Chat, torang: Torang, wire: CoreSession
) -> None:
    links = await invite(admin, torang, wire, "Puskesmas Sofifi")
    assert list(links) == ["Nur Alting"]
    await chat.starts(payload(links["Nur Alting"]))
    await chat.taps("Ya, ini saya")
    await admin.says("/undangan")

    assert await admin.taps("Puskesmas Sofifi") == (
        "Puskesmas Sofifi\nPegawai: 1\nSudah terhubung: 1\nUndangan yang berlaku: 0"
    )
    assert admin.labels == ["Siapa yang terhubung", "‹ Unit lain"]
    assert sorted(await invite(admin, torang, wire)) == ["Ahmad Hidayat", "Fatimah Marwah"]


async def test_five_wrong_codes_pause_the_account_for_an_hour(
    admin: Chat, chat: Chat, torang: Torang, wire: CoreSession, clock: VirtualClock
) -> None:
    links = await invite(admin, torang, wire)
    for wrong in ("inv_AAAAAAAAAA", "inv_", "inv_198609262015051001", "inv_BBBBBBBBBB"):
        assert await chat.starts(wrong) == WORTHLESS
    assert await chat.says("AAAAA-BBBBB") == WORTHLESS
    paused = "Terlalu banyak kode yang salah."
    assert (await chat.starts(payload(links["Ahmad Hidayat"]))).startswith(paused)
    clock.forward(minutes=59)
    assert (await chat.starts(payload(links["Ahmad Hidayat"]))).startswith(paused)

    clock.forward(minutes=1)

    assert (await chat.starts(payload(links["Ahmad Hidayat"]))).startswith("Undangan ini untuk")


async def test_a_number_opens_nothing(chat: Chat, database: Database) -> None:
    for guess in ("inv_198609262015051001", "198609262015051001"):
        await chat.starts(guess)
    await chat.says("198609262015051001")

    assert set(database.now(linked).values()) == {None}


async def test_leaving_takes_a_second_tap_and_keeps_the_roster(
    admin: Chat, chat: Chat, torang: Torang, wire: CoreSession, database: Database
) -> None:
    links = await invite(admin, torang, wire)
    await chat.starts(payload(links["Ahmad Hidayat"]))
    await chat.taps("Ya, ini saya")
    assert await chat.says("/keluar") == (
        "Akun Anda lalu tidak terhubung dengan pegawai mana pun: tidak ada lagi undangan dan "
        "pengingat pelatihan. Undangan baru menghubungkan Anda kembali.\n\n"
        "Yang hilang: ID Telegram di samping nama Anda, pesan yang masih menunggu, jawaban "
        "tentang pelatihan yang belum selesai, serta pertanyaan lewat /tanya dan jawaban Anda "
        "dalam kampanye.\n"
        "Yang tetap ada di kantor: daftar pegawai, pendaftaran Anda di pelatihan yang sudah "
        "lewat, JP, sertifikat beserta berkasnya, dan jawaban Anda tentang pelatihan. Setelah "
        "ini, /hapus tidak menemukan berkas dan jawaban itu lagi; agar ikut dihapus, hapus data "
        "Anda sekarang."
    )
    await chat.taps("‹ Kembali")
    assert database.now(people.is_employee, 1001)
    await chat.says("/keluar")

    assert (await chat.taps("Lepaskan akun")).startswith("Akun Anda tidak terhubung lagi.")

    assert database.now(linked)["Ahmad Hidayat"] is None
    assert database.now(people.record, 1001) is None
    assert await chat.says("/profil") == (
        "Akun ini tidak terhubung dengan pegawai mana pun. Undangan dari kantor menghubungkannya."
    )


async def test_who_consented_as_a_citizen_stays_one_after_leaving(
    admin: Chat, chat: Chat, torang: Torang, wire: CoreSession, database: Database
) -> None:
    await rate(chat)
    links = await invite(admin, torang, wire)
    await chat.starts(payload(links["Ahmad Hidayat"]))
    await chat.taps("Ya, ini saya")
    await chat.says("/keluar")
    await chat.taps("Lepaskan akun")

    record = database.now(people.record, 1001)
    assert record is not None
    assert record.consent_text == "skm-1"


async def test_deleting_unlinks_and_says_that_the_roster_stays(
    admin: Chat, chat: Chat, torang: Torang, wire: CoreSession, database: Database
) -> None:
    links = await invite(admin, torang, wire)
    await chat.starts(payload(links["Ahmad Hidayat"]))
    await chat.taps("Ya, ini saya")

    text = await chat.says("/hapus")
    assert (
        "Daftar pegawai, JP yang sudah dihitung, keikutsertaan Anda dalam kampanye, dan "
        "pendaftaran pelatihan lainnya, dengan alasan dan rencana yang Anda pilih, tetap ada di "
        "kantor."
    ) in text
    await chat.taps("Hapus data saya")

    assert database.now(linked)["Ahmad Hidayat"] is None
    assert database.now(people.record, 1001) is None


async def test_who_left_the_roster_is_no_employee_any_more(
    admin: Chat, chat: Chat, torang: Torang, wire: CoreSession, database: Database
) -> None:
    links = await invite(admin, torang, wire)
    await chat.starts(payload(links["Ahmad Hidayat"]))
    await chat.taps("Ya, ini saya")
    without = "\n".join(line for line in ROSTER.splitlines() if "Ahmad" not in line)
    database.now(fill, without)
    assert (await chat.says("/profil")).startswith("Akun ini tidak terhubung")
    assert database.now(people.addressees, [1001])[1001].name is None

    database.now(fill, ROSTER)

    assert (await chat.says("/profil")).startswith("Ahmad Hidayat\n")


DEEDS = ("units", "look", "cards", "list", "revoke", "askcards", "asklist", "askrevoke")


@pytest.mark.parametrize("deed", DEEDS)
async def test_nobody_else_invites(
    chat: Chat, database: Database, torang: Torang, deed: str
) -> None:
    await chat.starts()

    await chat.presses(chat.cards[-1]["message_id"], f"4:1:{deed}:0")
    await torang.ticks.paperwork.work()

    assert chat.toasts[0].startswith(ONLY_ADMINS)
    assert database.now(rows_of, "invitation") == database.now(rows_of, "errand") == 0
    assert (await chat.says("/undangan")).startswith(ONLY_ADMINS)


async def test_a_unit_that_is_gone_is_told(admin: Chat, torang: Torang) -> None:
    await admin.starts()
    await admin.presses(admin.cards[-1]["message_id"], "4:99:cards:0")
    await torang.ticks.paperwork.work()

    assert admin.text == "Itu sudah tidak ada dalam daftar. /start memperlihatkan yang ada."


async def test_the_invitation_of_one_person_is_revoked(
    admin: Chat, chat: Chat, torang: Torang, wire: CoreSession
) -> None:
    codes = await invite(admin, torang, wire)
    await admin.says("/undangan")
    await admin.taps("Disdukcapil")
    assert await admin.taps("Cabut milik satu orang") == "Undangan siapa yang dicabut?"
    assert admin.labels == ["Ahmad Hidayat 1001", "Fatimah Marwah 2014", "‹ Kembali"]
    assert await admin.taps("Ahmad Hidayat 1001") == (
        "Undangan Ahmad Hidayat (1986**********1001) tidak berlaku lagi, juga yang di kertas. "
        "Lanjutkan?"
    )

    message, data = admin.data("Ya, cabut undangan ini")
    assert await admin.taps("Ya, cabut undangan ini") == "Undangannya sudah dicabut."

    assert await chat.starts(payload(codes["Ahmad Hidayat"])) == WORTHLESS
    assert "Fatimah Marwah" in await chat.starts(payload(codes["Fatimah Marwah"]))
    await admin.presses(message, data)
    assert admin.toasts[-1].startswith("Itu sudah tidak ada dalam daftar.")
    await admin.taps("‹ Kembali")
    assert admin.labels == ["Fatimah Marwah 2014", "‹ Kembali"]


async def test_who_has_lost_the_account_is_unlinked_and_invited_again(
    admin: Chat,
    chat: Chat,
    someone: Callable[..., Chat],
    torang: Torang,
    wire: CoreSession,
    database: Database,
) -> None:
    codes = await invite(admin, torang, wire, "Puskesmas Sofifi")
    await chat.starts(payload(codes["Nur Alting"]))
    await chat.taps("Ya, ini saya")
    session = database.now(announced)
    await chat.says("/pelatihan")
    await chat.taps("Terbuka untuk Anda (1)")
    await chat.taps("1/12 Manajemen Waktu Pelayan…")
    await chat.taps("Daftar")
    await admin.says("/undangan")
    await admin.taps("Puskesmas Sofifi")
    assert await admin.taps("Siapa yang terhubung") == (
        "Mereka sudah menghubungkan akun. Ketuk satu untuk melepaskan akun yang hilang; "
        "kami tanyakan dulu."
    )
    assert admin.labels == ["Nur Alting 1002", "‹ Kembali"]
    assert await admin.taps("Nur Alting 1002") == (
        "Akun Telegram Nur Alting (1975**********1002) lalu tidak terhubung lagi dan tidak "
        "menerima undangan dan pengingat pelatihan. JP dan sertifikat tetap ada, dan undangan "
        "baru menghubungkan akun lain. Lanjutkan?\n\n"
        "Kursi ini lalu untuk orang lain:\n"
        "Manajemen Waktu Pelayanan · 6 JP\n"
        "Selasa, 1 Desember 2026, 09.00–15.00 WIT"
    )
    assert database.now(people.is_employee, 1001)
    old = admin.data("Ya, lepaskan")

    assert await admin.taps("Ya, lepaskan") == (
        "Akunnya sudah dilepaskan. Sekarang undangan baru bisa dibuat untuk orang ini."
    )

    await torang.ticks.work()
    assert not database.now(people.is_employee, 1001)
    assert database.now(seats, session).taken == 0
    fresh = someone(1009)
    new = await invite(admin, torang, wire, "Puskesmas Sofifi")
    await fresh.starts(payload(new["Nur Alting"]))
    assert (await fresh.taps("Ya, ini saya")).startswith("✓ Selamat datang, Nur Alting.")
    await admin.presses(*old)
    assert admin.toasts[-1].startswith("Itu sudah tidak ada dalam daftar.")
    assert database.now(linked)["Nur Alting"] == 1009


async def test_only_admins_unlink_others(
    admin: Chat, chat: Chat, torang: Torang, wire: CoreSession, database: Database
) -> None:
    codes = await invite(admin, torang, wire, "Puskesmas Sofifi")
    await chat.starts(payload(codes["Nur Alting"]))
    await chat.taps("Ya, ini saya")
    await admin.says("/undangan")
    await admin.taps("Puskesmas Sofifi")
    await admin.taps("Siapa yang terhubung")
    taps = [admin.data("Nur Alting 1002")[1]]
    await admin.taps("Nur Alting 1002")
    taps.append(admin.data("Ya, lepaskan")[1])
    message = chat.cards[-1]["message_id"]

    for data in taps:
        await chat.presses(message, data)
        assert chat.toasts[-1].startswith(ONLY_ADMINS)

    assert database.now(linked)["Nur Alting"] == 1001


async def test_who_has_linked_meanwhile_has_no_invitation_to_revoke(
    admin: Chat, chat: Chat, torang: Torang, wire: CoreSession
) -> None:
    codes = await invite(admin, torang, wire, "Puskesmas Sofifi")
    await admin.says("/undangan")
    await admin.taps("Puskesmas Sofifi")
    await admin.taps("Cabut milik satu orang")
    message, data = admin.data("Nur Alting 1002")
    await chat.starts(payload(codes["Nur Alting"]))
    await chat.taps("Ya, ini saya")

    await admin.presses(message, data)
    assert admin.toasts[-1].startswith("Itu sudah tidak ada dalam daftar.")
    await admin.taps("‹ Kembali")
    assert "Cabut milik satu orang" not in admin.labels
