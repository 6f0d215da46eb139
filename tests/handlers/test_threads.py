"""/kode and /tanggapan: a citizen and a unit write to each other, and nobody sees who it is."""

from collections.abc import Callable

import pytest
from sqlalchemy import insert, update

from bot.app import Torang
from bot.db import people
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import EmployeeRow, ServiceUnitRow
from bot.domain.thread import LONGEST
from bot.simulator.core import Telegram
from tests.chat import Chat
from tests.conftest import ADMIN, VirtualClock
from tests.factories import MORNING
from tests.handlers.released import unit_id
from tests.handlers.survey import answer_all, rate, receipt

SUGGESTION = "Loket tutup sebelum jam tutup"
TEXT = "Kapan loket kedua dibuka?"
REPLY = "Mulai Senin, pukul 11."
HEAD, CONTACT, OTHER = 3001, 3002, 3003
REFUSED = "Yang menjawab warga adalah kepala unit, narahubungnya, dan admin."
WAITS = "1 warga menunggu jawaban di Disdukcapil · KTP elektronik."
COUNTED = "Jawaban Anda untuk Disdukcapil · KTP elektronik sudah dihitung sejak "


def appoint(db: Db) -> None:
    """KTP has a head, the office above it a contact; the third leads another unit."""
    for person_id, unit, column in (
        (HEAD, "dukcapil-ktp", "head_nip"),
        (CONTACT, "dukcapil", "contact_nip"),
        (OTHER, "puskesmas", "head_nip"),
    ):
        people.consent(db, person_id, "id", "skm-1", MORNING.date())
        nip = f"1986{person_id:014}"
        at = unit_id(db, unit)
        row = {"person_id": person_id, "unit_id": at, "name": "Ibu Rahma", "nip": nip}
        db.execute(insert(EmployeeRow).values(**row))
        named = update(ServiceUnitRow).where(ServiceUnitRow.id == at)
        db.execute(named.values({column: nip}))


@pytest.fixture
async def code(chat: Chat, someone: Callable[..., Chat], database: Database) -> str:
    """The receipt of an answer with a suggestion that is counted."""
    database.now(appoint)
    found = receipt(await answer_all(chat, suggestion=SUGGESTION))
    await chat.taps("Kirim")
    for person_id in range(2001, 2005):
        await rate(someone(person_id))
    return found


@pytest.fixture
def head(someone: Callable[..., Chat]) -> Chat:
    return someone(HEAD)


async def write(chat: Chat, code: str, text: str = TEXT, tap: str = "Minta tanggapan unit") -> str:
    await chat.says(f"/kode {code}")
    await chat.taps(tap)
    return await chat.says(text)


def shown(chat: Chat, message_id: int) -> str:
    return next(str(m["text"]) for m in chat.cards if m["message_id"] == message_id)


async def reply(chat: Chat, text: str = REPLY) -> str:
    """To whoever waits longest."""
    await chat.says("/tanggapan")
    await chat.taps(chat.labels[0])
    await chat.taps("Jawab")
    return await chat.says(text)


async def test_a_citizen_asks_the_unit_answers_and_the_citizen_fetches_it(
    chat: Chat, head: Chat, code: str
) -> None:
    offer = await chat.says(f"/kode {code}")
    assert offer.startswith(COUNTED)
    assert "SP4N-LAPOR!" in offer
    assert chat.labels == ["Minta tanggapan unit", "SP4N-LAPOR!"]
    assert "tanpa nama, akun, dan jam" in await chat.taps("Minta tanggapan unit")
    assert await chat.says(TEXT) == (
        "Pesan Anda sudah ada di Disdukcapil · KTP elektronik, tanpa nama Anda. Beberapa hari "
        f"lagi, lihat jawabannya dengan /kode {code}; jawaban tidak datang sendiri."
    )
    assert "Unit belum menjawab." in await chat.taps("Lihat percakapan")
    assert chat.labels == ["Selesai, hapus", "SP4N-LAPOR!"]
    before = len(chat.cards)

    assert (await head.says("/tanggapan")).startswith("1 warga menunggu jawaban.")
    seen = await head.taps(head.labels[0])
    assert f"Saran saat menilai:\n“{SUGGESTION}”" in seen
    assert TEXT in seen
    assert code not in seen
    await head.taps("Jawab")
    assert REPLY in await head.says(REPLY)

    assert len(chat.cards) == before
    found = await chat.says(f"/kode {code}")
    assert f"Unit · Selasa, 24 November 2026\n{REPLY}" in found
    assert chat.labels == ["Balas", "Selesai, hapus", "SP4N-LAPOR!"]


async def test_the_way_to_the_national_channel_is_a_link(chat: Chat, code: str) -> None:
    await chat.says(f"/kode {code}")

    links = [button.get("url") for row in chat.cards[-1]["keyboard"] for button in row]
    assert links == [None, "https://www.lapor.go.id/"]


async def test_after_a_suggestion_the_thanks_name_the_national_channel(
    chat: Chat, someone: Callable[..., Chat]
) -> None:
    told = "SP4N-LAPOR!: lapor.go.id"
    assert told in await rate(chat, suggestion=SUGGESTION)
    for label in ("Kabari saya bila ada perbaikan", "Berhenti menerima kabar"):
        assert told in await chat.taps(label)

    assert "LAPOR" not in await rate(someone(2001))


async def test_an_answer_that_waits_offers_the_national_channel_alone(chat: Chat) -> None:
    found = receipt(await answer_all(chat))
    await chat.taps("Kirim")

    assert "SP4N-LAPOR!" in await chat.says(f"/kode {found}")
    assert chat.labels == ["SP4N-LAPOR!"]
    assert await chat.says(f"/kode {found} {TEXT}") == (
        "Pesan Anda tidak terkirim: sekarang bukan giliran Anda menulis."
    )


async def test_they_take_turns_three_times_each(chat: Chat, head: Chat, code: str) -> None:
    await write(chat, code)
    await reply(head)
    for _ in range(2):
        await write(chat, code, "Terima kasih, dan hari Sabtu?", "Balas")
        await reply(head, "Sabtu tutup.")

    assert "Percakapan ini sudah selesai." in await chat.says(f"/kode {code}")
    assert "Balas" not in chat.labels
    assert "tidak terkirim" in await chat.says(f"/kode {code} Sekali lagi")
    assert (await head.says("/tanggapan")).startswith("0 warga menunggu jawaban.")


async def test_whoever_consented_to_nothing_sends_the_line_behind_the_code(
    someone: Callable[..., Chat], head: Chat, code: str
) -> None:
    stranger = someone(5001)
    await stranger.says(f"/kode {code}")
    asked = await stranger.taps("Minta tanggapan unit")
    assert f"/kode {code} …" in asked

    assert "Pesan Anda sudah ada" in await stranger.says(f"/kode {code} {TEXT}")

    await head.says("/tanggapan")
    assert TEXT in await head.taps(head.labels[0])
    assert await stranger.says("/dataku") == "Tidak ada yang tersimpan tentang Anda."


async def test_numbers_of_people_are_hidden_before_the_unit_reads_it(
    chat: Chat, head: Chat, code: str
) -> None:
    await write(chat, code, "Hubungi 0812-3456-7890")
    await head.says("/tanggapan")

    assert "Hubungi ****-****-****" in await head.taps(head.labels[0])


async def test_too_long_or_no_text_is_not_taken(chat: Chat, head: Chat, code: str) -> None:
    assert "paling banyak 500 huruf" in await write(chat, code, "a" * (LONGEST + 1))
    await chat.taps("Tulis lagi")
    assert "sebagai teks" in await chat.sends({"location": {"latitude": 0.7, "longitude": 127.5}})
    assert "Pesan Anda sudah ada" in await chat.says(TEXT)

    await head.says("/tanggapan")
    await head.taps(head.labels[0])
    await head.taps("Jawab")
    assert "paling banyak 500 huruf" in await head.says("a" * (LONGEST + 1))
    assert "Belum" not in await head.taps("‹ Kembali")


async def test_only_head_contact_and_admins_of_the_unit_read_it(
    chat: Chat, someone: Callable[..., Chat], admin: Chat, code: str
) -> None:
    await write(chat, code)
    contact, other, citizen = someone(CONTACT), someone(OTHER), someone(2001)

    for one in (contact, admin):
        assert (await one.says("/tanggapan")).startswith("1 warga menunggu")
    assert await other.says("/tanggapan") == "Belum ada warga yang menulis kepada unit Anda."
    assert (await citizen.says("/tanggapan")).startswith(REFUSED)


async def test_a_button_gives_nobody_a_right(
    chat: Chat, head: Chat, someone: Callable[..., Chat], database: Database, code: str
) -> None:
    await write(chat, code)
    await head.says("/tanggapan")
    _message, data = head.data(head.labels[0])
    stranger, other = someone(2001), someone(OTHER)
    await stranger.says("/bantuan")
    await other.says("/tanggapan")

    for one in (stranger, other):
        for stolen in (data, data.replace(":look:", ":write:")):
            await one.presses(one.cards[-1]["message_id"], stolen)
            assert TEXT not in one.text
    assert len(stranger.toasts) == len(other.toasts) == 2

    def dismissed(db: Db) -> None:
        db.execute(update(ServiceUnitRow).values(head_nip=None))

    await head.taps(head.labels[0])
    await head.taps("Jawab")
    database.now(dismissed)
    assert (await head.says(REPLY)).startswith(REFUSED)
    assert REPLY not in await chat.says(f"/kode {code}")


async def test_what_two_write_at_once_is_sent_once(
    chat: Chat, head: Chat, admin: Chat, code: str
) -> None:
    await write(chat, code)
    for one in (head, admin):
        await one.says("/tanggapan")
        await one.taps(one.labels[0])
        await one.taps("Jawab")
    await head.says(REPLY)

    assert "dijawab" in await admin.says("Tidak tahu.")
    assert "Tidak tahu." not in await chat.says(f"/kode {code}")


async def test_an_old_button_shows_how_it_stands(chat: Chat, head: Chat, code: str) -> None:
    await chat.says(f"/kode {code}")
    message, ask = chat.data("Minta tanggapan unit")
    await chat.taps("Minta tanggapan unit")
    await chat.says(TEXT)

    await chat.presses(message, ask)
    assert "Unit belum menjawab." in shown(chat, message)
    await head.says("/tanggapan")
    await head.taps(head.labels[0])
    message, answer = head.data("Jawab")
    await head.taps("Jawab")
    await head.says(REPLY)
    await head.presses(message, answer)
    assert REPLY in shown(head, message)
    assert head.toasts == []


async def test_done_deletes_it_for_both(chat: Chat, head: Chat, code: str) -> None:
    await write(chat, code)
    await chat.says(f"/kode {code}")
    await chat.taps("Selesai, hapus")
    assert (
        await chat.taps("Ya, hapus") == "Percakapan sudah dihapus. Penilaian Anda tetap dihitung."
    )

    assert await head.says("/tanggapan") == "Belum ada warga yang menulis kepada unit Anda."
    await chat.taps("‹ Kembali")
    assert chat.labels == ["Minta tanggapan unit", "SP4N-LAPOR!"]


@pytest.mark.parametrize(("answered", "days"), [(True, 30), (False, 90)])
async def test_it_is_deleted_by_itself(
    chat: Chat,
    head: Chat,
    torang: Torang,
    clock: VirtualClock,
    code: str,
    answered: bool,
    days: int,
) -> None:
    await write(chat, code)
    if answered:
        await reply(head)

    clock.forward(days=days - 1)
    await torang.ticks.tidy()
    assert TEXT in await chat.says(f"/kode {code}")
    clock.forward(days=1)
    await torang.ticks.tidy()

    assert TEXT not in await chat.says(f"/kode {code}")
    assert chat.labels == ["Minta tanggapan unit", "SP4N-LAPOR!"]


async def test_deleting_my_data_says_that_it_stays_and_it_does(
    chat: Chat, head: Chat, code: str
) -> None:
    await write(chat, code)
    assert "dengan kode tanda terima juga tetap ada" in await chat.says("/hapus")
    await chat.taps("Hapus data saya")

    assert (await head.says("/tanggapan")).startswith("1 warga menunggu")


async def test_guessing_a_code_with_a_line_behind_it_is_as_slow(chat: Chat, code: str) -> None:
    for _ in range(5):
        await chat.says(f"/kode AAAA-AAAA {TEXT}")

    assert "coba lagi setelah" in await chat.says(f"/kode {code} {TEXT}")


async def test_whoever_answers_citizens_has_it_in_the_menu(
    telegram: Telegram, head: Chat, someone: Callable[..., Chat], database: Database
) -> None:
    database.now(appoint)
    for chat in (head, someone(CONTACT), someone(2001)):
        await chat.starts()

    def menu(person_id: int) -> set[str]:
        listed = telegram.people.chat(person_id).get("commands") or []
        return {one["command"] for one in listed} & {"rtl", "tanggapan", "laporan"}

    assert (menu(HEAD), menu(CONTACT), menu(2001)) == ({"rtl", "tanggapan"}, {"tanggapan"}, set())


async def mornings(torang: Torang, clock: VirtualClock, days: int = 1) -> None:
    """So many days later, at the same hour, with whatever time brings on each."""
    for _day in range(days):
        clock.forward(days=1)
        await pass_by(torang)


async def pass_by(torang: Torang) -> None:
    await torang.ticks.tidy()
    await torang.ticks.sending.tick()


def told(chat: Chat) -> int:
    """So many messages say that a citizen waits."""
    return sum(WAITS in str(card["text"]) for card in chat.cards)


async def test_the_morning_after_whoever_answers_reads_that_a_citizen_waits(
    chat: Chat, head: Chat, torang: Torang, clock: VirtualClock, code: str
) -> None:
    await head.says("/id")
    await write(chat, code)
    await pass_by(torang)
    assert told(head) == 0

    await mornings(torang, clock)
    await pass_by(torang)
    assert told(head) == 1
    assert WAITS in head.text
    assert TEXT not in head.text
    assert "1 warga menunggu jawaban." in await head.taps("Baca dan jawab")

    # The tap has turned that card into the list. A week later again; not on the days between.
    await mornings(torang, clock, 6)
    assert told(head) == 0
    await mornings(torang, clock)
    assert told(head) == 1
    await reply(head)
    await mornings(torang, clock, 8)
    assert told(head) == 1


async def test_a_unit_is_told_of_nothing_at_the_weekend_or_before_nine(
    chat: Chat, head: Chat, torang: Torang, clock: VirtualClock, code: str
) -> None:
    await head.says("/id")
    await mornings(torang, clock, 3)
    await write(chat, code)
    await mornings(torang, clock, 2)
    clock.forward(hours=23)
    await pass_by(torang)
    assert told(head) == 0

    clock.forward(hours=1)
    await pass_by(torang)
    assert WAITS in head.text


async def test_of_a_citizen_who_waits_for_two_weeks_admins_read_too(
    chat: Chat,
    head: Chat,
    admin: Chat,
    torang: Torang,
    clock: VirtualClock,
    database: Database,
    code: str,
) -> None:
    database.now(people.consent, ADMIN, "id", "skm-1", MORNING.date())
    for one in (head, admin):
        await one.says("/id")
    await write(chat, code)
    await mornings(torang, clock, 14)
    assert told(admin) == 0

    await mornings(torang, clock)
    assert told(head) == 3
    assert "sudah menunggu 14 hari" in admin.text
    assert WAITS in admin.text


async def test_where_nobody_can_be_written_to_admins_read_it(
    chat: Chat,
    admin: Chat,
    torang: Torang,
    clock: VirtualClock,
    database: Database,
    code: str,
) -> None:
    database.now(people.consent, ADMIN, "id", "skm-1", MORNING.date())
    await admin.says("/id")
    await write(chat, code)
    database.now(people.block, [HEAD, CONTACT], blocked=True)
    await mornings(torang, clock)

    assert WAITS in admin.text


async def test_where_the_unit_has_nobody_who_answers_the_citizen_reads_so_at_once(
    chat: Chat, database: Database, code: str
) -> None:
    database.now(people.block, [HEAD, CONTACT], blocked=True)

    assert "belum punya petugas yang menjawab" in await chat.says(f"/kode {code}")
    assert chat.labels == ["SP4N-LAPOR!"]
    assert "belum punya petugas yang menjawab" in await chat.says(f"/kode {code} {TEXT}")
    assert chat.labels == ["‹ Kembali", "SP4N-LAPOR!"]


async def test_that_no_answer_came_is_told_and_the_national_channel_offered(
    chat: Chat, head: Chat, torang: Torang, clock: VirtualClock, code: str
) -> None:
    await write(chat, code)
    clock.forward(days=90)
    await torang.ticks.tidy()

    found = await chat.says(f"/kode {code}")
    assert "Unit tidak menjawab pesan Anda dalam 90 hari" in found
    assert "SP4N-LAPOR!" in found
    assert TEXT not in found
    assert await head.says("/tanggapan") == "Belum ada warga yang menulis kepada unit Anda."

    await write(chat, code, "Masih menunggu")
    await head.says("/tanggapan")
    seen = await head.taps(head.labels[0])
    assert "Masih menunggu" in seen
    assert TEXT not in seen


async def test_an_answer_with_a_phone_number_is_not_sent_and_says_why(
    chat: Chat, head: Chat, code: str
) -> None:
    await write(chat, code)

    assert "nomor telepon" in await reply(head, "Hubungi 0812-3456-7890")
    await head.taps("Tulis lagi")
    assert REPLY in await head.says(REPLY)
    assert "0812" not in await chat.says(f"/kode {code}")
