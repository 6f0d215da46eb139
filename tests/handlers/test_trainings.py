"""/pelatihan: what is open and why, one's own part, the calendar file, the door."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import update

from bot.app import Torang
from bot.db import learning, people, trainings
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import EmployeeRow
from bot.domain.audience import Audience, Who
from bot.domain.learning import Record
from bot.domain.training import Preparation, Reason
from bot.simulator.params import Upload
from bot.usecases import enrolling, planning
from tests.chat import Chat, CoreSession
from tests.conftest import VirtualClock
from tests.factories import MORNING, a_session, a_training
from tests.handlers.survey import rate
from tests.usecases.training_room import KTP, announced, employ, somebody, standings

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
START = MORNING + 7 * DAY


@pytest.fixture
async def ahmad(database: Database, someone: Callable[..., Chat]) -> Chat:
    """Employee 1, of three in his unit."""
    database.now(employ, 3)
    chat = someone(2001)
    await chat.starts()
    return chat


def leave(db: Db, n: int) -> None:
    """Employee n is on the roster no more."""
    db.execute(update(EmployeeRow).where(EmployeeRow.id == n).values(active=False))


def files_of(wire: CoreSession) -> list[Calendar]:
    """The calendar files that were sent, the first first."""
    values = [value for params in wire.params for value in params.values()]
    return [Calendar.from_ical(one.content) for one in values if isinstance(one, Upload)]


async def test_the_desk_shows_how_far_the_year_has_come(ahmad: Chat, database: Database) -> None:
    database.now(announced)
    database.now(learning.credit, 1, Record(MORNING.date(), "Pelayanan Prima", "training", 12))
    earlier = MORNING.date().replace(year=2025)
    database.now(learning.credit, 1, Record(earlier, "Tahun lalu", "training", 20))

    assert await ahmad.says("/pelatihan") == (
        "Pelatihan\nJP Anda tahun ini: 12 dari 20  ▰▰▰▰▰▰▱▱▱▱"
    )
    assert ahmad.labels == [
        "Terbuka untuk Anda (1)",
        "Jadwal saya (0)",
        "Riwayat belajar",
        "Kirim sertifikat",
    ]
    assert await ahmad.taps("Riwayat belajar") == (
        "Riwayat belajar\n"
        "JP Anda tahun ini: 12 dari 20  ▰▰▰▰▰▰▱▱▱▱\n\n"
        "Selasa, 24 November 2026: Pelayanan Prima, 12 JP\n"
        "Senin, 24 November 2025: Tahun lalu, 20 JP"
    )


async def test_what_citizens_rated_lowest_is_recommended_and_it_says_why(
    ahmad: Chat, someone: Callable[..., Chat], database: Database
) -> None:
    for number in range(5):
        await rate(someone(1001 + number))
    database.now(announced, a_training(code="lain", elements=("biaya",)), a_session())
    later = a_session(starts_at=START + 2 * DAY)
    database.now(announced, a_training(elements=("sarana", "waktu", "pengaduan")), later)

    await ahmad.says("/pelatihan")
    card = await ahmad.taps("Terbuka untuk Anda (2)")

    assert "Disarankan: di unit Anda, warga paling berharap “" in card
    assert card.index("Disarankan") < card.index("1 Desember")


async def test_all_about_a_session_and_a_seat_in_it(ahmad: Chat, database: Database) -> None:
    session = database.now(announced, None, a_session(capacity=2))
    await ahmad.says("/pelatihan")
    await ahmad.taps("Terbuka untuk Anda (1)")

    assert await ahmad.taps("1/12 Manajemen Waktu Pelayan…") == (
        "Manajemen Waktu Pelayanan · 6 JP\n"
        "Selasa, 1 Desember 2026, 09.00–15.00 WIT\n"
        "Aula BKPSDM, Sofifi\n"
        "Speedboat dari Ternate 07.30\n"
        "Kontak: Ibu Rahma\n"
        "Pelatihan oleh BKPSDM\n\n"
        "Pendaftaran sampai Senin, 30 November 2026, 09.00 WIT.\n"
        "Tersedia 2 tempat.\n\n"
        "Anda belum mendaftar."
    )
    await ahmad.taps("Daftar")
    assert ahmad.labels == ["Hadir", "Tidak bisa hadir", "Tambahkan ke kalender"]
    card = await ahmad.taps("Hadir")
    assert "Selasa, 1 Desember 2026 pukul 07.00 WIT." in card
    assert database.now(standings, session)[1] == "confirmed"
    await ahmad.says("/pelatihan")
    assert "Manajemen Waktu Pelayanan · 6 JP" in await ahmad.taps("Jadwal saya (1)")


async def test_a_tap_that_comes_twice_or_late_changes_nothing(
    ahmad: Chat, database: Database, torang: Torang, clock: VirtualClock
) -> None:
    session = database.now(announced)
    await torang.ticks.all()
    message, data = ahmad.data("Saya ikut")
    await ahmad.taps("Saya ikut")
    await ahmad.presses(message, data)
    assert database.now(standings, session)[1] == "enrolled"

    clock.at = START
    await ahmad.presses(message, data)

    assert ahmad.toasts == ["Pelatihan sudah dimulai, jadi tidak bisa diubah lagi."]


async def test_the_calendar_file_is_replaced_by_that_of_a_change_and_of_the_end(
    ahmad: Chat, database: Database, wire: CoreSession
) -> None:
    session = database.now(announced)
    await ahmad.says("/pelatihan")
    await ahmad.taps("Terbuka untuk Anda (1)")
    await ahmad.taps("1/12 Manajemen Waktu Pelayan…")
    await ahmad.taps("Daftar")
    button = ahmad.data("Tambahkan ke kalender")
    await ahmad.presses(*button)
    course = database.now(trainings.course, session)
    assert course is not None
    moved = replace(course.session, starts_at=START + DAY, ends_at=START + DAY + HOUR)
    database.now(planning.move, moved, MORNING)
    await ahmad.presses(*button)
    database.now(planning.cancel, session, MORNING)
    await ahmad.presses(*button)

    files = files_of(wire)
    events = [file.walk("VEVENT")[0] for file in files]
    assert [str(file["METHOD"]) for file in files] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert [str(one["SEQUENCE"]) for one in events] == ["0", "1", "2"]
    assert [str(one["STATUS"]) for one in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert len({str(one["UID"]) for one in events}) == 1
    assert [one.decoded("DTSTART") for one in events] == [START, START + DAY, START + DAY]
    assert b"DTSTART:20261201T000000Z" in files[0].to_ical()


async def test_an_online_session_is_in_the_calendar_where_its_link_leads(
    ahmad: Chat, database: Database, wire: CoreSession
) -> None:
    link = "https://meet.example.go.id/abc"
    database.now(announced, None, replace(a_session(), place="", link=link))
    await ahmad.says("/pelatihan")
    await ahmad.taps("Terbuka untuk Anda (1)")
    await ahmad.taps("1/12 Manajemen Waktu Pelayan…")
    await ahmad.taps("Daftar")
    await ahmad.taps("Tambahkan ke kalender")

    assert str(files_of(wire)[0].walk("VEVENT")[0]["LOCATION"]) == link


async def test_who_is_no_employee_is_told_how_to_become_one(chat: Chat) -> None:
    assert await chat.says("/pelatihan") == (
        "Ini khusus untuk ASN. Mintalah kode undangan kepada bagian kepegawaian."
    )


async def test_at_the_door_the_code_of_the_minute_counts(
    ahmad: Chat, admin: Chat, database: Database, clock: VirtualClock
) -> None:
    session = database.now(announced)
    await ahmad.says("/pelatihan")
    await ahmad.taps("Terbuka untuk Anda (1)")
    await ahmad.taps("1/12 Manajemen Waktu Pelayan…")
    await ahmad.taps("Daftar")
    clock.at = START + timedelta(minutes=12)
    await admin.says("/pelatihan")
    await admin.taps("1/12 Manajemen Waktu Pelayan…")
    code = (await admin.taps("Kode hadir")).splitlines()[2].removeprefix("Kode: ")
    await ahmad.says("/pelatihan")
    await ahmad.taps("Jadwal saya (1)")
    await ahmad.taps("1/12 Manajemen Waktu Pelayan…")
    await ahmad.taps("Saya di tempat: isi kode")
    assert (await ahmad.says("123 45")).startswith("Kodenya tidak cocok")

    assert await ahmad.says(code) == (
        "Manajemen Waktu Pelayanan · 6 JP\n"
        "✓ Kehadiran Anda tercatat pukul 09.12.\n"
        "Itu 12 menit setelah mulai.\n"
        "6 JP tercatat untuk Anda."
    )
    assert database.now(standings, session)[1] == "attended"
    assert "JP Anda tahun ini: 6 dari 20" in await ahmad.says("/pelatihan")


async def test_the_link_at_the_door_is_good_for_a_minute(
    ahmad: Chat, admin: Chat, database: Database, clock: VirtualClock
) -> None:
    session = database.now(announced)
    await ahmad.says("/pelatihan")
    await ahmad.taps("Terbuka untuk Anda (1)")
    await ahmad.taps("1/12 Manajemen Waktu Pelayan…")
    await ahmad.taps("Daftar")
    clock.at = START
    await admin.says("/pelatihan")
    await admin.taps("1/12 Manajemen Waktu Pelayan…")
    link = (await admin.taps("Kode hadir")).partition("?start=")[2].split()[0]
    clock.forward(minutes=2)
    assert (await ahmad.starts(link)).startswith("Kodenya sudah berganti")
    clock.at = START + timedelta(minutes=1)
    assert "✓ Kehadiran Anda tercatat pukul 09.01." in await ahmad.starts(link)

    await admin.taps("‹ Kembali")
    await admin.taps("Daftar peserta")
    assert await admin.taps("✓ Pegawai 1 +1") == (
        "Manajemen Waktu Pelayanan · 6 JP\n"
        "Pegawai 1 tercatat hadir pukul 09.01. Batalkan catatan itu beserta JP-nya?"
    )
    await admin.taps("‹ Kembali")
    assert "✓ Pegawai 1 +1" in admin.labels
    await admin.taps("✓ Pegawai 1 +1")
    stale = admin.data("Ya, tidak hadir")
    await admin.taps("Ya, tidak hadir")

    assert database.now(standings, session)[1] == "enrolled"
    assert database.now(learning.jp_in, 2026, [1]) == {1: 0}
    await admin.presses(*stale)
    await admin.taps("○ Pegawai 1")
    assert database.now(learning.jp_in, 2026, [1]) == {1: 6}


async def test_five_wrong_codes_pause_the_account(
    ahmad: Chat, database: Database, clock: VirtualClock
) -> None:
    database.now(announced)
    clock.at = START
    for _try in range(5):
        await ahmad.starts("cek_1_0000")
    assert "Terlalu banyak kode yang salah" in await ahmad.starts("cek_1_0000")


async def test_wrong_receipt_codes_do_not_close_the_door_nor_the_other_way_round(
    ahmad: Chat, database: Database, door: Callable[..., Awaitable[str]]
) -> None:
    database.now(announced)
    link = await door()
    for _try in range(5):
        await ahmad.says("/kode")
        await ahmad.says("ABCD-EFGH")
    assert "Terlalu banyak kode yang salah" in await ahmad.says("ABCD-EFGH")

    assert "✓ Kehadiran Anda tercatat" in await ahmad.starts(link)

    for _try in range(5):
        await ahmad.starts("cek_1_0000")
    assert "Terlalu banyak kode yang salah" in await ahmad.starts("cek_1_0000")


async def test_a_true_link_that_came_too_late_is_no_guess(
    ahmad: Chat, database: Database, door: Callable[..., Awaitable[str]]
) -> None:
    """The queue at the door is long, and the code has changed before the telephone was ready."""
    database.now(announced)
    old = await door()
    fresh = await door(minutes=8)
    for _try in range(6):
        assert (await ahmad.starts(old)).startswith("Kodenya sudah berganti")

    assert "✓ Kehadiran Anda tercatat" in await ahmad.starts(fresh)


async def type_code(chat: Chat, code: str) -> str:
    """From the list of what is open, as who has not registered."""
    await chat.says("/pelatihan")
    await chat.taps("Terbuka untuk Anda (1)")
    await chat.taps("1/12 Manajemen Waktu Pelayan…")
    await chat.taps("Saya di tempat: isi kode")
    return await chat.says(code)


async def test_a_code_counts_for_its_minute_and_thirty_seconds_to_type_it(
    ahmad: Chat,
    admin: Chat,
    database: Database,
    clock: VirtualClock,
    door: Callable[..., Awaitable[str]],
) -> None:
    database.now(announced)
    await door()
    code = admin.text.splitlines()[2].removeprefix("Kode: ")
    clock.forward(seconds=90)
    assert (await type_code(ahmad, code)).startswith("Kodenya sudah berganti")

    clock.forward(seconds=-1)

    assert "✓ Kehadiran Anda tercatat" in await type_code(ahmad, code)


async def test_a_code_that_has_just_changed_is_no_guess_however_often_it_is_typed(
    ahmad: Chat, admin: Chat, database: Database, door: Callable[..., Awaitable[str]]
) -> None:
    """Five typings of a code that was right a moment ago closed the door for an hour."""
    database.now(announced)
    await door()
    old = admin.text.splitlines()[2].removeprefix("Kode: ")
    await door(minutes=8)
    new = admin.text.splitlines()[2].removeprefix("Kode: ")
    await type_code(ahmad, old)
    for _again in range(5):
        assert await ahmad.says(old) == "Kodenya sudah berganti. Ketik yang baru."
    assert ahmad.labels == ["Saya di tempat: isi kode"]

    assert "✓ Kehadiran Anda tercatat" in await ahmad.says(new)


async def test_a_code_of_long_ago_is_as_wrong_as_any_other(
    ahmad: Chat, admin: Chat, database: Database, door: Callable[..., Awaitable[str]]
) -> None:
    database.now(announced)
    await door()
    old = admin.text.splitlines()[2].removeprefix("Kode: ")
    await door(minutes=11)

    assert (await type_code(ahmad, old)).startswith("Kodenya tidak cocok")
    for _again in range(4):
        await ahmad.says(old)
    assert "Terlalu banyak kode yang salah" in await ahmad.says(old)


async def test_after_a_link_that_came_too_late_the_code_that_is_typed_counts(
    ahmad: Chat, admin: Chat, database: Database, door: Callable[..., Awaitable[str]]
) -> None:
    session = database.now(announced)
    old = await door()
    await door(minutes=8)
    code = admin.text.splitlines()[2].removeprefix("Kode: ")
    await ahmad.starts(old)
    assert ahmad.labels == ["Saya di tempat: isi kode"]

    assert "✓ Kehadiran Anda tercatat" in await ahmad.says(code)
    assert database.now(standings, session)[1] == "attended"


async def test_after_a_link_that_came_too_late_a_tap_asks_for_the_code_again(
    ahmad: Chat, admin: Chat, database: Database, door: Callable[..., Awaitable[str]]
) -> None:
    database.now(announced)
    old = await door()
    await door(minutes=8)
    code = admin.text.splitlines()[2].removeprefix("Kode: ")
    await ahmad.starts(old)
    await ahmad.says("/pelatihan")
    first = ahmad.cards[-2]["message_id"]
    await ahmad.taps("Saya di tempat: isi kode", first)

    assert "✓ Kehadiran Anda tercatat" in await ahmad.says(code)


async def test_who_comes_on_the_third_day_is_late_by_the_minutes_of_that_day(
    ahmad: Chat, database: Database, door: Callable[..., Awaitable[str]]
) -> None:
    last = START + 2 * DAY + 6 * HOUR
    database.now(announced, None, replace(a_session(), ends_at=last))

    link = await door(minutes=2 * 24 * 60 + 5)

    assert "Itu 5 menit setelah mulai." in await ahmad.starts(link)


async def test_an_admin_sees_who_declined_and_why_and_cancels_with_a_second_tap(
    ahmad: Chat, admin: Chat, database: Database, torang: Torang
) -> None:
    database.now(announced)
    await torang.ticks.all()
    await ahmad.taps("Tidak bisa hadir")
    await ahmad.taps("Ada tugas lain")
    await admin.says("/pelatihan")

    assert await admin.taps("1/12 Manajemen Waktu Pelayan…") == (
        "Manajemen Waktu Pelayanan · 6 JP\n"
        "Selasa, 1 Desember 2026, 09.00–15.00 WIT\n\n"
        "Diundang, belum menjawab: 2\n"
        "Tidak bisa: 1\n"
        "   Ada tugas lain: 1"
    )
    await admin.taps("Batalkan sesi")
    assert "Tidak jadi diadakan." in await admin.taps("Ya, batalkan")


async def test_who_cancels_a_session_reads_how_many_are_told(
    admin: Chat, database: Database, torang: Torang
) -> None:
    """One is coming, one waits, one was only invited; and of what all must attend."""
    database.now(employ, 3)
    for code, mandatory in (("a", False), ("b", True)):
        training = a_training(code=code, mandatory=mandatory)
        session = database.now(announced, training, a_session(capacity=1))
        await torang.ticks.all()
        for n in (1, 2):
            database.now(enrolling.enrol, somebody(n), session, MORNING)
    said = []

    for session in (1, 2):
        await admin.says("/pelatihan")
        said.append(await admin.presses(admin.cards[-1]["message_id"], f"tz:{session}:cancel:"))

    assert [text.splitlines()[-1] for text in said] == [
        "Sesi ini tidak jadi diadakan, dan 2 orang langsung diberi tahu.",
        "Sesi ini tidak jadi diadakan, dan 3 orang langsung diberi tahu.",
    ]


async def test_what_is_stored_of_an_employee_is_told_also_to_a_former_one(
    ahmad: Chat, database: Database
) -> None:
    session = database.now(announced)
    later = database.now(announced, a_training(code="b"), a_session(starts_at=START + DAY))
    database.now(learning.credit, 1, Record(MORNING.date(), "Pelayanan Prima", "training", 12))
    database.now(enrolling.confirm, somebody(1), session, MORNING)
    plan = Preparation.EARLY
    database.now(enrolling.prepare, somebody(1), session, plan, MORNING)
    database.now(enrolling.decline, somebody(1), later, MORNING)
    database.now(enrolling.explain, somebody(1), later, Reason.DUTY, MORNING)
    kept = (
        "Pelatihan atas nama Anda:\n"
        "Rabu, 2 Desember 2026: Manajemen Waktu Pelayanan. Anda tidak hadir; tempat Anda dibuka "
        "untuk yang lain. Alasan: Ada tugas lain\n"
        "Selasa, 1 Desember 2026: Manajemen Waktu Pelayanan. ✓ Anda akan hadir. "
        "Rencana Anda: Saya berangkat pagi-pagi\n\n"
        "JP yang tercatat: 12 (2026)\n"
    )

    assert kept in await ahmad.says("/dataku")
    database.now(leave, 1)
    text = await ahmad.says("/dataku")

    assert kept in text
    assert "Anda tidak lagi ada di daftar pegawai kantor; yang masih tersimpan:\nPegawai 1" in text


async def test_only_admins_see_all_sessions(ahmad: Chat, database: Database) -> None:
    session = database.now(announced)
    await ahmad.says("/pelatihan")
    message = ahmad.cards[-1]["message_id"]
    for data in ("tr:all:0", f"tz:{session}:code:", f"tz:{session}:sure:", f"tz:{session}:mark:1"):
        await ahmad.presses(message, data)

    assert len(ahmad.toasts) == 4
    assert database.now(standings, session)[1] == "invited"


async def test_the_news_of_the_next_month_is_left_out_and_that_after_it_comes(
    ahmad: Chat, database: Database, torang: Torang, clock: VirtualClock
) -> None:
    database.now(announced, None, a_session(starts_at=MORNING + 60 * DAY))
    await torang.ticks.all()
    clock.at = MORNING + 7 * DAY
    await torang.ticks.all()
    (card,) = (card for card in ahmad.cards if "Kegiatan terdekat" in card["text"])
    assert card["text"].splitlines()[1] == "JP Anda tahun ini: 0 dari 20  ▱▱▱▱▱▱▱▱▱▱"

    await ahmad.taps("Jeda sebulan", card["message_id"])

    assert ahmad.toasts[-1] == (
        "Selesai: tidak ada kabar JP sebelum Senin, 1 Maret 2027. /langganan mengaktifkannya "
        "kembali kapan saja."
    )
    assert database.now(people.muted, 2001) == {"progress"}
    clock.at = datetime(2027, 2, 28, 14, tzinfo=UTC)
    await torang.ticks.tidy()
    assert database.now(people.muted, 2001) == {"progress"}
    clock.forward(hours=1)
    await torang.ticks.tidy()
    assert database.now(people.muted, 2001) == set()


@pytest.fixture
async def door(admin: Chat, clock: VirtualClock) -> Callable[..., Awaitable[str]]:
    """Minutes after the start, the link that is shown at the door of session 1."""

    async def link(minutes: int = 5) -> str:
        clock.at = START + timedelta(minutes=minutes)
        await admin.says("/pelatihan")
        await admin.taps("1/12 Manajemen Waktu Pelayan…")
        return (await admin.taps("Kode hadir")).partition("?start=")[2].split()[0]

    return link


Deed = Callable[..., object]


@pytest.mark.parametrize("mandatory", [False, True])
@pytest.mark.parametrize("deed", [None, enrolling.decline, enrolling.enrol, enrolling.confirm])
async def test_who_stands_at_the_door_is_there_whatever_they_answered(
    ahmad: Chat,
    database: Database,
    door: Callable[..., Awaitable[str]],
    deed: Deed | None,
    mandatory: bool,
) -> None:
    session = database.now(announced, a_training(mandatory=mandatory), a_session(capacity=1))
    database.now(enrolling.enrol, somebody(2), session, MORNING)
    if deed is not None:
        database.now(deed, somebody(1), session, MORNING)

    assert await ahmad.starts(await door()) == (
        "Manajemen Waktu Pelayanan · 6 JP\n"
        "✓ Kehadiran Anda tercatat pukul 09.05.\n"
        "Itu 5 menit setelah mulai.\n"
        "6 JP tercatat untuk Anda."
    )

    assert database.now(standings, session)[1] == "attended"
    assert database.now(learning.jp_in, 2026, [1]) == {1: 6}


async def test_who_did_not_register_finds_the_door_and_types_the_code(
    ahmad: Chat, admin: Chat, database: Database, door: Callable[..., Awaitable[str]]
) -> None:
    session = database.now(announced)
    database.now(enrolling.decline, somebody(1), session, MORNING)
    await door()
    code = admin.text.splitlines()[2].removeprefix("Kode: ")
    await ahmad.says("/pelatihan")
    await ahmad.taps("Terbuka untuk Anda (1)")
    await ahmad.taps("1/12 Manajemen Waktu Pelayan…")
    assert ahmad.labels == ["Saya di tempat: isi kode", "‹ Kembali"]
    await ahmad.taps("Saya di tempat: isi kode")

    assert "✓ Kehadiran Anda tercatat pukul 09.05." in await ahmad.says(code)
    assert database.now(standings, session)[1] == "attended"


async def test_whom_a_training_is_not_for_is_told_so_at_its_door(
    ahmad: Chat, database: Database, door: Callable[..., Awaitable[str]]
) -> None:
    database.now(announced, a_training(audience=Audience(Who.EMPLOYEES, KTP + 1)))

    assert await ahmad.starts(await door()) == (
        "Pelatihan ini bukan untuk Anda. Bila Anda ikut serta, mintalah panitia mencatat "
        "kehadiran Anda."
    )


@pytest.mark.usefixtures("ahmad")
async def test_an_admin_notes_whoever_was_expected_linked_or_not(
    admin: Chat, database: Database, door: Callable[..., Awaitable[str]]
) -> None:
    def unlink(db: Db) -> None:
        db.exec_driver_sql("UPDATE employee SET person_id = NULL WHERE id = 3")

    session = database.now(announced, a_training(mandatory=True))
    database.now(unlink)
    database.now(enrolling.decline, somebody(2), session, MORNING)
    await door()
    await admin.taps("‹ Kembali")
    await admin.taps("Daftar peserta")
    assert admin.labels[:3] == ["○ Pegawai 1", "○ Pegawai 2", "○ Pegawai 3"]

    await admin.taps("○ Pegawai 3")

    assert admin.labels[:3] == ["○ Pegawai 1", "○ Pegawai 2", "✓ Pegawai 3"]
    assert database.now(standings, session)[3] == "attended"
    assert database.now(learning.jp_in, 2026, [3]) == {3: 6}


@pytest.mark.usefixtures("ahmad")
async def test_who_is_not_expected_is_found_by_name_and_noted(
    admin: Chat, database: Database, door: Callable[..., Awaitable[str]]
) -> None:
    session = database.now(announced)
    database.now(enrolling.decline, somebody(1), session, MORNING)
    await door()
    await admin.taps("‹ Kembali")
    await admin.taps("Daftar peserta")
    assert admin.labels == ["○ Pegawai 1", "Cari nama", "‹ Kembali"]
    await admin.taps("Cari nama")
    assert "tidak ada nama seperti itu" in await admin.says("100%")
    await admin.says("pegawai  2")
    assert admin.labels == ["○ Pegawai 2", "Cari nama", "‹ Kembali"]

    await admin.taps("○ Pegawai 2")

    assert admin.labels == ["✓ Pegawai 2", "Cari nama", "‹ Kembali"]
    assert database.now(standings, session)[2] == "attended"
    assert database.now(learning.jp_in, 2026, [2]) == {2: 6}
    await admin.taps("‹ Kembali")
    assert admin.labels[:2] == ["○ Pegawai 1", "✓ Pegawai 2"]


@pytest.mark.usefixtures("ahmad")
async def test_a_long_list_of_those_expected_is_turned_page_by_page(
    admin: Chat, database: Database, door: Callable[..., Awaitable[str]]
) -> None:
    database.now(employ, 6, KTP, 4)
    session = database.now(announced, a_training(mandatory=True))
    await door()
    await admin.taps("‹ Kembali")
    await admin.taps("Daftar peserta")
    assert admin.labels[4:6] == ["○ Pegawai 5", "Berikutnya ›"]
    await admin.taps("Berikutnya ›")

    await admin.taps("○ Pegawai 9")

    assert admin.labels[:5] == [
        "○ Pegawai 6",
        "○ Pegawai 7",
        "○ Pegawai 8",
        "✓ Pegawai 9",
        "‹ Sebelumnya",
    ]
    assert database.now(standings, session)[9] == "attended"


async def test_an_answer_to_a_time_that_is_not_the_sessions_any_more_changes_nothing(
    ahmad: Chat, database: Database, torang: Torang
) -> None:
    session = database.now(announced)
    database.now(enrolling.enrol, somebody(1), session, MORNING)
    course = database.now(trainings.course, session)
    assert course is not None
    for day in (1, 2):
        moved = replace(
            course.session, starts_at=START + day * DAY, ends_at=START + day * DAY + HOUR
        )
        database.now(planning.move, moved, MORNING)
        await torang.ticks.all()
    first, second = (one for one in ahmad.cards if "berubah" in one["text"])

    card = await ahmad.taps("Hadir", first["message_id"])

    assert database.now(standings, session)[1] == "enrolled"
    assert ahmad.toasts == ["Waktunya sudah berubah. Beginilah sekarang."]
    assert "Kamis, 3 Desember 2026, 09.00–10.00 WIT" in card
    await ahmad.taps("Tidak bisa hadir", second["message_id"])
    assert database.now(standings, session)[1] == "declined"


async def test_every_colleague_can_be_asked_however_many_there_are(
    ahmad: Chat, database: Database
) -> None:
    database.now(employ, 22, KTP, 4)
    session = database.now(announced)
    database.now(enrolling.decline, somebody(1), session, MORNING)
    database.now(enrolling.explain, somebody(1), session, Reason.DUTY, MORNING)
    await ahmad.says("/pelatihan")
    card = await ahmad.presses(ahmad.cards[-1]["message_id"], f"ta:{session}:colleagues:")
    assert "Siapa yang bisa menggantikan Anda?" in card
    names = {label for label in ahmad.labels if label.startswith("Pegawai")}
    for _page in range(2):
        await ahmad.taps("Berikutnya ›")
        names |= {label for label in ahmad.labels if label.startswith("Pegawai")}

    assert names == {f"Pegawai {n}" for n in range(2, 26)}
    assert ahmad.labels[-2:] == ["‹ Sebelumnya", "‹ Kembali"]


async def test_a_long_schedule_is_turned_page_by_page(ahmad: Chat, database: Database) -> None:
    for n in range(12):
        dated = a_session(starts_at=START + n * DAY)
        session = database.now(announced, a_training(code=f"t{n}"), dated)
        database.now(enrolling.enrol, somebody(1), session, MORNING)
    await ahmad.says("/pelatihan")
    first = await ahmad.taps("Jadwal saya (12)")
    second = await ahmad.taps("Berikutnya ›")

    assert "6 Desember 2026" in first
    assert "7 Desember 2026" in second
    assert "12 Desember 2026" in second
    assert ahmad.labels[-2:] == ["‹ Sebelumnya", "‹ Kembali"]


async def test_all_that_was_learned_is_turned_page_by_page_the_newest_first(
    ahmad: Chat, database: Database
) -> None:
    """Of twenty the five oldest were never shown."""
    for n in range(20):
        record = Record(MORNING.date() - n * DAY, f"Kegiatan {n + 1}", "training", 1)
        database.now(learning.credit, 1, record)
    await ahmad.says("/pelatihan")
    pages = [await ahmad.taps("Riwayat belajar")]
    assert ahmad.labels == ["Berikutnya ›", "‹ Kembali"]
    pages.append(await ahmad.taps("Berikutnya ›"))
    assert ahmad.labels == ["‹ Sebelumnya", "Berikutnya ›", "‹ Kembali"]
    pages.append(await ahmad.taps("Berikutnya ›"))
    assert ahmad.labels == ["‹ Sebelumnya", "‹ Kembali"]

    assert [len(page.splitlines()) - 3 for page in pages] == [7, 7, 6]
    shown = [line for page in pages for line in page.splitlines() if "Kegiatan" in line]
    assert [line.partition(": ")[2] for line in shown] == [
        f"Kegiatan {n + 1}, 1 JP" for n in range(20)
    ]
