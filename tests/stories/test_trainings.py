"""A training from its announcement to its end, as those concerned read of it.

Tuesday 24 November 2026, 09.00 in Sofifi, is when each story begins.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update

from bot import config
from bot.db import trainings
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import EmployeeRow
from bot.usecases import planning
from tests.chat import Chat
from tests.factories import a_session, a_training
from tests.stories.conftest import Story
from tests.usecases.training_room import announced, employ, name_contact, session, standings

JAYAPURA = ZoneInfo("Asia/Jayapura")

INVITED = "ada pelatihan untuk Anda:"
RESERVED = "tempat Anda sudah disediakan:"


@pytest.fixture
def settings() -> config.Config:
    """The fasting month, and a day of collective leave that a later decree added."""
    ramadan = tuple(date(2027, 2, 8) + timedelta(days=n) for n in range(30))
    dates = config.Calendar(days_off=(date(2026, 11, 30),), ramadan=ramadan)
    return config.Config(office=config.Office(name="Pemerintah Provinsi"), calendar=dates)


def move(db: Db, session_id: int, to: datetime, now: datetime) -> None:
    course = trainings.course(db, session_id)
    assert course is not None
    by = to - course.session.starts_at
    session = course.session
    moved = replace(
        session,
        starts_at=to,
        ends_at=session.ends_at + by,
        deadline=session.deadline + by,
    )
    planning.move(db, moved, now)


def transfer(db: Db, n: int, unit_id: int) -> None:
    db.execute(update(EmployeeRow).where(EmployeeRow.id == n).values(unit_id=unit_id))


def at(month: int, day: int, hour: int, zone: ZoneInfo = JAYAPURA) -> datetime:
    year = 2026 if month > 6 else 2027
    return datetime(year, month, day, hour, tzinfo=zone).astimezone(UTC)


async def test_from_the_invitation_to_two_hours_before(story: Story) -> None:
    story.database.now(announced)
    ahmad = story.people[1]
    await story.until(11, 24, 9, 1)
    assert ahmad.text == (
        "Bapak/Ibu Pegawai 1, ada pelatihan untuk Anda:\n\n"
        "Manajemen Waktu Pelayanan · 6 JP\n"
        "Selasa, 1 Desember 2026, 09.00–15.00 WIT\n"
        "Aula BKPSDM, Sofifi\n"
        "Speedboat dari Ternate 07.30\n"
        "Kontak: Ibu Rahma\n\n"
        "Pendaftaran sampai Senin, 30 November 2026, 09.00 WIT.\n\n"
        "Pemerintah Provinsi"
    )
    assert await ahmad.taps("Saya ikut") == (
        "Manajemen Waktu Pelayanan · 6 JP\n"
        "Selasa, 1 Desember 2026, 09.00–15.00 WIT\n"
        "Aula BKPSDM, Sofifi\n"
        "Speedboat dari Ternate 07.30\n"
        "Kontak: Ibu Rahma\n\n"
        "✓ Anda terdaftar.\n"
        "Kami ingatkan: Sabtu, 28 November 2026 pukul 09.00 WIT; "
        "Senin, 30 November 2026 pukul 09.00 WIT."
    )
    await story.until(11, 28, 9)
    assert (await ahmad.taps("Hadir")).startswith("Manajemen Waktu Pelayanan")
    assert ahmad.labels == [
        "Saya berangkat pagi-pagi",
        "Saya tiba malam sebelumnya",
        "Rekan menjaga loket saya",
        "Tidak bisa hadir",
        "Tambahkan ke kalender",
    ]
    await ahmad.taps("Saya berangkat pagi-pagi")

    await story.until(12, 1, 12)

    assert story.read[1] == [
        f"Tue 24 Nov 09.00 {INVITED}",
        f"Sat 28 Nov 09.00 {RESERVED}",
        "Mon 30 Nov 09.00 besok:",
        "Tue 01 Dec 07.00 hari ini:",
    ]
    assert "Rencana Anda: Saya berangkat pagi-pagi" in ahmad.text
    assert ahmad.labels == ["Tidak bisa hadir", "Detail"]


async def test_details_tell_until_when_one_may_register_and_then_that_it_is_closed(
    story: Story,
) -> None:
    """Here it was the whole of a day."""
    dated = replace(a_session(capacity=2), deadline=at(11, 30, 0))
    story.database.now(announced, None, dated)
    ahmad, siti = story.people[1], story.people[2]
    await story.until(11, 24, 9, 1)
    await ahmad.taps("Saya ikut")
    message, details = siti.data("Detail")
    room = "Tersedia 1 tempat.\n\nAnda belum mendaftar."
    assert (await siti.presses(message, details)).endswith(
        f"\nPendaftaran sampai Minggu, 29 November 2026.\n{room}"
    )
    await story.until(11, 30, 9)

    closed = await siti.presses(message, details)

    assert closed.endswith("\n\nPendaftaran sudah ditutup.\n\nAnda belum mendaftar.")
    assert "Tersedia" not in closed


async def test_where_one_may_register_until_the_start_no_other_deadline_is_told(
    story: Story,
) -> None:
    story.database.now(announced, a_training(mandatory=True))
    await story.until(11, 24, 9, 1)

    assert "Pendaftaran" not in story.people[1].text
    assert "Pendaftaran" not in await story.people[1].taps("Detail")


async def test_who_does_not_answer_is_asked_once_more_and_only_on_a_working_day(
    story: Story,
) -> None:
    """Three days before is a Sunday, and Monday has become a day of collective leave."""
    story.database.now(announced, None, a_session(starts_at=at(12, 2, 9)))

    await story.until(12, 2, 12)

    assert story.read[1] == [f"Tue 24 Nov 09.00 {INVITED}", "Tue 01 Dec 08.00 besok:"]


async def test_a_quiet_friday_and_a_session_that_is_moved_twice(story: Story) -> None:
    found = story.database.now(announced)
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await story.people[2].taps("Saya ikut")
    await story.people[2].taps("Hadir")

    await story.until(11, 27, 11, 40)
    story.database.now(move, found, at(12, 3, 9), story.clock.at)
    await story.until(11, 27, 12)
    assert len(story.read[1]) == 1
    await story.until(11, 27, 14)
    story.database.now(move, found, at(12, 2, 13), story.clock.at)
    await story.until(12, 3, 12)

    told = [
        f"Tue 24 Nov 09.00 {INVITED}",
        "Fri 27 Nov 13.00 pelatihan ini berubah. Sekarang menjadi:",
        "Fri 27 Nov 14.00 pelatihan ini berubah. Sekarang menjadi:",
        f"Sun 29 Nov 09.00 {RESERVED}",
        "Tue 01 Dec 09.00 besok:",
    ]
    assert story.read[1] == story.read[2] == told
    assert "Rabu, 2 Desember 2026, 13.00–19.00 WIT" in story.people[1].text
    assert story.people[2].labels == ["Hadir", "Tidak bisa hadir", "Detail"]
    first, second = (card["text"] for card in story.people[1].cards if "Semula" in card["text"])
    assert "\n\nSemula: Selasa, 1 Desember 2026, 09.00–15.00 WIT\n" in first
    assert "\n\nSemula: Kamis, 3 Desember 2026, 09.00–15.00 WIT\n" in second


async def test_a_change_tells_what_those_concerned_had_read_before(story: Story) -> None:
    """What nobody has read of yet was never so."""
    found = story.database.now(announced)
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await story.until(11, 24, 21)
    story.database.now(move, found, at(12, 3, 9), story.clock.at)
    await story.until(11, 24, 22)
    story.database.now(move, found, at(12, 4, 9), story.clock.at)
    await story.until(11, 24, 23)
    course = story.database.now(trainings.course, found)
    assert course is not None
    story.database.now(planning.move, replace(course.session, place="<Aula> Lain"), story.clock.at)

    await story.until(11, 25, 9)

    assert len(story.read[1]) == 2
    assert story.people[1].text == (
        "Bapak/Ibu Pegawai 1, pelatihan ini berubah. Sekarang menjadi:\n\n"
        "Manajemen Waktu Pelayanan · 6 JP\n"
        "Jumat, 4 Desember 2026, 09.00–15.00 WIT\n"
        "<Aula> Lain\n"
        "Speedboat dari Ternate 07.30\n"
        "Kontak: Ibu Rahma\n\n"
        "Semula: Selasa, 1 Desember 2026, 09.00–15.00 WIT\n"
        "Semula: Aula BKPSDM, Sofifi\n\n"
        "Pemerintah Provinsi"
    )


async def test_declined_with_a_colleague_who_accepts(story: Story) -> None:
    story.database.now(announced, None, a_session(capacity=1))
    ahmad, budi = story.people[1], story.people[2]
    await story.until(11, 24, 9)
    await ahmad.taps("Saya ikut")
    card = await ahmad.taps("Tidak bisa hadir")
    assert "Boleh kami tahu sebabnya?" in card
    assert ahmad.labels[:5] == [
        "Ada tugas lain",
        "Cuti atau sakit",
        "Kapal atau jarak",
        "Tidak sesuai tugas saya",
        "Alasan lain",
    ]
    assert "Terima kasih: Kapal atau jarak." in await ahmad.taps("Kapal atau jarak")
    await ahmad.taps("Tunjuk pengganti")
    assert ahmad.labels == ["Pegawai 2", "Pegawai 3", "Pegawai 4", "‹ Kembali"]
    assert "Pegawai 2 sudah diminta menggantikan Anda." in await ahmad.taps("Pegawai 2")

    await story.until(11, 24, 9, 5)
    assert budi.text.startswith(
        "Bapak/Ibu Pegawai 2, Pegawai 1 berhalangan dan meminta Anda menggantikan:"
    )
    assert "daftar tunggu" in await story.people[3].taps("Saya ikut")
    assert "✓ Anda terdaftar." in await budi.taps("Saya gantikan")
    await story.until(12, 1, 12)

    assert story.read[1] == [
        f"Tue 24 Nov 09.00 {INVITED}",
        "Tue 24 Nov 09.05 Pegawai 2 menggantikan Anda:",
    ]
    assert story.read[2][1:] == [
        "Tue 24 Nov 09.00 Pegawai 1 berhalangan dan meminta Anda menggantikan:",
        f"Sat 28 Nov 09.00 {RESERVED}",
        "Mon 30 Nov 09.00 besok:",
    ]
    assert story.read[3] == [f"Tue 24 Nov 09.00 {INVITED}"]


NO_ANSWER = (
    "Pegawai 2 belum menjawab apakah bisa menggantikan Anda; "
    "tempatnya kini terbuka untuk yang lain:"
)


async def ask(chat: Chat, colleague: str) -> str:
    """[Tunjuk pengganti], after having declined."""
    await chat.taps("Tidak bisa hadir")
    await chat.taps("Kapal atau jarak")
    await chat.taps("Tunjuk pengganti")
    return await chat.taps(colleague)


async def test_who_asks_is_named_and_answered_also_where_another_asked_before(
    story: Story,
) -> None:
    """The day before, the seat that was kept is free again."""
    dated = replace(a_session(), deadline=at(12, 1, 9))
    story.database.now(announced, None, dated)
    ahmad, budi, citra = (story.people[n] for n in (1, 2, 3))
    await story.until(11, 24, 9)
    await ahmad.taps("Saya ikut")
    await ask(ahmad, "Pegawai 2")
    await story.until(11, 30, 10)
    await citra.taps("Saya ikut")
    await ask(citra, "Pegawai 2")

    await story.until(11, 30, 11)
    assert "Pegawai 3 berhalangan dan meminta Anda menggantikan:" in budi.text
    await budi.taps("Saya gantikan")
    await story.until(11, 30, 12)

    assert story.read[3][-1] == "Mon 30 Nov 11.00 Pegawai 2 menggantikan Anda:"
    assert story.read[1][1:] == [f"Mon 30 Nov 09.00 {NO_ANSWER}"]


async def test_who_has_asked_a_colleague_reads_whom_and_may_ask_another(story: Story) -> None:
    story.database.now(announced, None, a_session(capacity=1))
    ahmad = story.people[1]
    await story.until(11, 24, 9)
    await ahmad.taps("Saya ikut")
    await ask(ahmad, "Pegawai 2")

    await ahmad.says("/pelatihan")
    await ahmad.taps("Terbuka untuk Anda (1)")
    card = await ahmad.taps("1/12 Manajemen Waktu Pelayan…")

    assert (
        "Anda tidak hadir; Pegawai 2 sudah diminta menggantikan Anda, dan tempatnya disediakan "
        "sampai ada jawaban." in card
    )
    assert "terbuka untuk yang lain" not in card
    assert ahmad.labels == ["Tunjuk pengganti", "Saya jadi ikut", "‹ Kembali"]
    await ahmad.taps("Tunjuk pengganti")
    assert "Pegawai 3 sudah diminta menggantikan Anda." in await ahmad.taps("Pegawai 3")

    await story.people[4].taps("Saya ikut")
    await ahmad.says("/pelatihan")
    await ahmad.taps("Terbuka untuk Anda (1)")
    assert "Pegawai 3 sudah diminta" in await ahmad.taps("1/12 Manajemen Waktu Pelayan…")
    assert ahmad.labels == ["Saya jadi ikut", "‹ Kembali"]


async def test_who_is_not_needed_after_all_reads_so_in_place_of_the_request(
    story: Story,
) -> None:
    story.database.now(announced, None, a_session(capacity=1))
    ahmad, budi = story.people[1], story.people[2]
    await story.until(11, 24, 9)
    await ahmad.taps("Saya ikut")
    await ask(ahmad, "Pegawai 2")
    await story.until(11, 24, 10)
    card = budi.message_with("Saya gantikan")

    await ahmad.says("/pelatihan")
    await ahmad.taps("Terbuka untuk Anda (1)")
    await ahmad.taps("1/12 Manajemen Waktu Pelayan…")
    assert "✓ Anda terdaftar." in await ahmad.taps("Saya jadi ikut")
    await story.until(11, 24, 11)
    assert budi.cards[-1]["message_id"] == card
    assert budi.text.startswith(
        "Bapak/Ibu Pegawai 2, Pegawai 1 tidak lagi meminta Anda menggantikan:"
    )
    assert budi.labels == ["Detail"]

    await ask(ahmad, "Pegawai 2")
    await story.until(11, 24, 12)
    assert budi.labels == ["Saya gantikan", "Tidak bisa hadir", "Detail"]
    await budi.taps("Saya gantikan")
    await story.until(11, 24, 13)
    assert story.read[1][1:] == ["Tue 24 Nov 12.00 Pegawai 2 menggantikan Anda:"]


async def test_who_lets_a_request_lie_reads_that_it_is_over_and_who_asked_is_told(
    story: Story,
) -> None:
    """Registration is over by then, but a seat is free."""
    story.database.now(announced, None, a_session(capacity=1))
    ahmad, budi = story.people[1], story.people[2]
    await story.until(11, 24, 9)
    await ahmad.taps("Saya ikut")
    await ask(ahmad, "Pegawai 2")
    await story.until(11, 24, 10)
    card = budi.message_with("Saya gantikan")

    await story.until(11, 30, 10)

    assert story.read[1][1:] == [f"Mon 30 Nov 09.00 {NO_ANSWER}"]
    assert ahmad.labels == ["Tunjuk pengganti"]
    assert budi.cards[-1]["message_id"] == card
    assert budi.text.startswith(
        "Bapak/Ibu Pegawai 2, Pegawai 1 pernah meminta Anda menggantikan; "
        "tempatnya tidak lagi disediakan untuk Anda:"
    )
    assert "Selama masih ada tempat, Anda dapat mendaftar lewat Detail." in budi.text
    assert budi.labels == ["Detail"]
    await budi.taps("Detail")
    assert "✓ Anda terdaftar." in await budi.taps("Daftar")
    await story.until(11, 30, 11)
    assert story.read[1][2:] == ["Mon 30 Nov 10.00 Pegawai 2 menggantikan Anda:"]


async def test_who_lets_a_request_lie_and_then_waits_for_a_seat_is_no_substitute(
    story: Story,
) -> None:
    dated = replace(a_session(capacity=1), deadline=at(12, 1, 9))
    story.database.now(announced, None, dated)
    ahmad, budi = story.people[1], story.people[2]
    await story.until(11, 24, 9)
    await ahmad.taps("Saya ikut")
    await ask(ahmad, "Pegawai 2")
    await story.people[3].taps("Saya ikut")
    await story.until(11, 30, 10)
    await budi.taps("Detail")
    assert "daftar tunggu" in await budi.taps("Daftar")

    await story.until(11, 30, 11)

    assert story.read[3][-1] == "Mon 30 Nov 09.00 ada tempat kosong dan itu untuk Anda:"
    assert story.read[1][1:] == [f"Mon 30 Nov 09.00 {NO_ANSWER}"]


async def test_an_answer_names_who_gave_it_also_where_another_is_asked_meanwhile(
    story: Story,
) -> None:
    story.database.now(announced)
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await ask(story.people[1], "Pegawai 2")
    await story.until(11, 24, 21)
    await story.people[2].taps("Tidak bisa hadir")
    await story.people[1].says("/pelatihan")
    await story.people[1].taps("Terbuka untuk Anda (1)")
    await story.people[1].taps("1/12 Manajemen Waktu Pelayan…")
    await story.people[1].taps("Saya jadi ikut")
    await ask(story.people[1], "Pegawai 3")

    await story.until(11, 25, 9)

    assert story.read[1][1:] == ["Wed 25 Nov 08.00 Pegawai 2 juga berhalangan menggantikan Anda:"]


async def test_who_is_asked_in_the_evening_is_asked_also_where_the_place_changes_at_night(
    story: Story,
) -> None:
    found = story.database.now(announced)
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await story.until(11, 24, 21)
    await ask(story.people[1], "Pegawai 2")
    await story.until(11, 24, 22)
    course = story.database.now(trainings.course, found)
    assert course is not None
    elsewhere = replace(course.session, place="Gedung lain")
    story.database.now(planning.move, elsewhere, story.clock.at)

    await story.until(11, 25, 9)

    asked = "Pegawai 1 berhalangan dan meminta Anda menggantikan:"
    assert story.read[2][1:] == [f"Wed 25 Nov 08.00 {asked}"]
    assert "Gedung lain" in story.people[2].text
    assert story.people[2].labels == ["Saya gantikan", "Tidak bisa hadir", "Detail"]


async def test_who_waits_to_be_asked_is_asked_at_once_where_the_morning_is_too_late_now(
    story: Story,
) -> None:
    found = story.database.now(announced)
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await story.until(11, 24, 21)
    await ask(story.people[1], "Pegawai 2")
    await story.until(11, 24, 22)
    assert len(story.read[2]) == 1
    story.database.now(move, found, at(11, 25, 7), story.clock.at)

    await story.until(11, 25, 9)

    asked = "Pegawai 1 berhalangan dan meminta Anda menggantikan:"
    assert story.read[2][1:] == [f"Tue 24 Nov 22.00 {asked}"]


async def test_a_seat_goes_to_who_waits_the_moment_it_is_free(story: Story) -> None:
    story.database.now(announced, None, a_session(capacity=1))
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await story.people[2].taps("Saya ikut")

    await story.until(11, 26, 10)
    await story.people[1].taps("Tidak bisa hadir")
    await story.until(11, 26, 11)

    assert story.read[2][1:] == ["Thu 26 Nov 10.00 ada tempat kosong dan itu untuk Anda:"]
    assert story.people[2].labels == ["Hadir", "Tidak bisa hadir", "Detail"]


async def test_who_declined_by_mistake_comes_back_while_the_seat_is_free(story: Story) -> None:
    """Registration has closed the day before."""
    story.database.now(announced, None, a_session(capacity=1))
    ahmad = story.people[1]
    await story.until(11, 24, 9)
    await ahmad.taps("Saya ikut")
    await ahmad.taps("Hadir")
    await story.until(11, 30, 10)
    await ahmad.taps("Tidak bisa hadir")
    assert "✓ Anda terdaftar." in await ahmad.taps("Saya jadi ikut")

    budi = story.people[2]
    await budi.taps("Tidak bisa hadir")
    assert "Saya jadi ikut" not in budi.labels


async def test_who_confirmed_still_comes_where_only_the_end_is_another(story: Story) -> None:
    found = story.database.now(announced)
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await story.people[1].taps("Hadir")
    await story.people[1].taps("Saya berangkat pagi-pagi")
    course = story.database.now(trainings.course, found)
    assert course is not None
    longer = replace(course.session, ends_at=course.session.ends_at + timedelta(hours=1))
    story.database.now(planning.move, longer, story.clock.at)

    await story.until(12, 1, 8)

    assert story.read[1][1] == "Tue 24 Nov 09.00 pelatihan ini berubah. Sekarang menjadi:"
    assert story.read[1][-1] == "Tue 01 Dec 07.00 hari ini:"
    assert "Rencana Anda: Saya berangkat pagi-pagi" in story.people[1].text


async def test_an_old_button_says_nothing_of_another_last_day(story: Story) -> None:
    """It took one day when the reminder left, and takes two now."""
    found = story.database.now(announced)
    ahmad = story.people[1]
    await story.until(11, 24, 9)
    await ahmad.taps("Saya ikut")
    await story.until(11, 28, 9)
    reminder = ahmad.message_with("Hadir")
    course = story.database.now(trainings.course, found)
    assert course is not None
    longer = replace(course.session, ends_at=course.session.ends_at + timedelta(days=1))
    story.database.now(planning.move, longer, story.clock.at)

    await ahmad.taps("Hadir", reminder)

    assert story.database.now(standings, found)[1] == "enrolled"
    assert ahmad.toasts[-1] == "Waktunya sudah berubah. Beginilah sekarang."


async def test_in_another_zone_it_is_nine_where_the_session_is(story: Story) -> None:
    makassar = ZoneInfo("Asia/Makassar")
    starts = at(12, 1, 9, makassar)
    story.database.now(announced, None, a_session(starts_at=starts, zone="Asia/Makassar"))
    await story.until(11, 24, 9)
    assert "Selasa, 1 Desember 2026, 09.00–15.00 WITA" in story.people[1].text
    await story.people[1].taps("Saya ikut")
    await story.people[1].taps("Hadir")

    await story.until(12, 1, 12)

    assert story.read[1][1:] == [
        f"Sat 28 Nov 10.00 {RESERVED}",
        "Mon 30 Nov 10.00 besok:",
        "Tue 01 Dec 08.00 hari ini:",
    ]


async def test_what_is_mandatory_says_so(story: Story) -> None:
    story.database.now(announced, a_training(mandatory=True))

    await story.until(11, 24, 9)

    assert story.read[1] == ["Tue 24 Nov 09.00 ada pelatihan yang wajib Anda ikuti:"]
    assert "Wajib: semua pegawai yang dituju harus ikut." in await story.people[1].taps("Detail")


async def test_a_cancellation_speaks_of_no_boat(story: Story) -> None:
    story.database.now(announced)
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    story.database.now(planning.cancel, 1, story.clock.at)

    await story.until(11, 24, 9, 5)

    assert story.people[1].text == (
        "Bapak/Ibu Pegawai 1, pelatihan ini tidak jadi diadakan:\n\n"
        "Manajemen Waktu Pelayanan · 6 JP\n"
        "Selasa, 1 Desember 2026, 09.00–15.00 WIT\n"
        "Aula BKPSDM, Sofifi\n"
        "Kontak: Ibu Rahma\n\n"
        "Pemerintah Provinsi"
    )


async def test_a_boat_at_dawn_is_not_missed_for_quiet_hours(story: Story) -> None:
    story.database.now(announced, None, a_session(starts_at=at(12, 1, 6)))
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await story.people[1].taps("Hadir")
    await story.until(11, 30, 22)
    story.database.now(planning.cancel, 1, story.clock.at)

    await story.until(12, 1, 12)

    assert story.read[1][-2:] == [
        "Mon 30 Nov 09.00 besok:",
        "Mon 30 Nov 22.00 pelatihan ini tidak jadi diadakan:",
    ]


@pytest.mark.parametrize(("hour", "told"), [(9, "Mon 30 Nov 20.30"), (11, "Tue 01 Dec 08.00")])
async def test_a_cancellation_of_the_evening_does_not_wait_until_people_are_in_the_boat(
    story: Story, hour: int, told: str
) -> None:
    found = story.database.now(announced, None, a_session(starts_at=at(12, 1, hour)))
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await story.until(11, 30, 20, 30)
    story.database.now(planning.cancel, found, story.clock.at)

    await story.until(12, 1, 12)

    assert story.read[1][-1] == f"{told} pelatihan ini tidak jadi diadakan:"


async def test_a_seat_that_is_free_the_evening_before_is_told_that_evening(story: Story) -> None:
    story.database.now(announced, None, a_session(capacity=1, starts_at=at(12, 1, 8)))
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await story.people[2].taps("Saya ikut")
    await story.until(11, 30, 20, 30)
    await story.people[1].taps("Tidak bisa hadir")

    await story.until(12, 1, 12)

    assert story.read[2][1:] == ["Mon 30 Nov 20.30 ada tempat kosong dan itu untuk Anda:"]


async def test_who_is_asked_the_evening_before_reads_it_that_evening(story: Story) -> None:
    story.database.now(announced, None, a_session(starts_at=at(12, 1, 8)))
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await story.until(11, 30, 20, 30)
    await story.people[1].taps("Tidak bisa hadir")
    await story.people[1].taps("Kapal atau jarak")
    await story.people[1].taps("Tunjuk pengganti")
    await story.people[1].taps("Pegawai 2")

    await story.until(12, 1, 12)

    asked = "Pegawai 1 berhalangan dan meminta Anda menggantikan:"
    assert story.read[2][-1] == f"Mon 30 Nov 20.30 {asked}"


@pytest.mark.parametrize("mandatory", [False, True])
async def test_only_what_one_must_attend_is_announced_in_the_evening_for_the_morning(
    story: Story, mandatory: bool
) -> None:
    await story.until(11, 26, 20, 30)
    dated = replace(a_session(starts_at=at(11, 27, 8)), deadline=at(11, 27, 8))
    found = story.database.now(session, a_training(mandatory=mandatory), dated)
    story.database.now(planning.announce, found, story.clock.at)

    await story.until(11, 27, 12)

    told = ["Thu 26 Nov 20.30 ada pelatihan yang wajib Anda ikuti:"]
    assert story.read.get(1, []) == (told if mandatory else [])


async def test_two_hours_before_is_told_at_any_hour(story: Story) -> None:
    story.database.now(announced, None, a_session(starts_at=at(12, 1, 6)))
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await story.people[1].taps("Hadir")

    await story.until(12, 1, 12)

    assert story.read[1][-1] == "Tue 01 Dec 04.00 hari ini:"


async def test_in_ramadan_persuasion_ends_at_three(story: Story) -> None:
    await story.until(2, 10, 15, 30)
    story.database.now(announced, None, a_session(starts_at=at(3, 1, 9)))

    await story.until(2, 12, 12)

    assert story.read[1] == [f"Thu 11 Feb 08.00 {INVITED}"]


async def test_over_the_turn_of_the_year(story: Story) -> None:
    story.database.now(announced, None, a_session(starts_at=at(1, 4, 9)))
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")

    await story.until(12, 31, 23)
    assert len(story.read[1]) == 1
    await story.until(1, 4, 12)

    assert story.read[1][1:] == [f"Fri 01 Jan 09.00 {RESERVED}", "Sun 03 Jan 09.00 besok:"]


async def test_who_changes_the_unit_keeps_the_seat_and_has_a_new_contact(story: Story) -> None:
    database: Database = story.database
    database.now(employ, 1, 3, 8)
    database.now(employ, 2, 2, 9)
    database.now(name_contact, "dukcapil-kk", 8)
    database.now(name_contact, "dukcapil-ktp", 9)
    story.database.now(announced, a_training(mandatory=True))
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    for n in (3, 4):
        await story.people[n].taps("Saya ikut")
        await story.people[n].taps("Hadir")
    for n in (1, 2):
        database.now(transfer, n, 3)
    for n in (8, 9):
        await story.meet(n)

    await story.until(12, 1, 12)

    assert story.read[1][1:] == [f"Sat 28 Nov 09.00 {RESERVED}", "Mon 30 Nov 09.00 besok:"]
    unanswered = "beberapa pegawai di unit Anda belum memastikan hadir:"
    assert f"Mon 30 Nov 09.00 {unanswered}" in story.read[8]
    (card,) = (card for card in story.people[8].cards if unanswered in card["text"])
    assert card["text"].count("Pegawai") == 3  # The contact is greeted.
    assert "\nPegawai 1\nPegawai 2\n" in card["text"]
    (other,) = (card for card in story.people[9].cards if unanswered in card["text"])
    assert "Pegawai 2" not in other["text"]
    assert "Pegawai 10" in other["text"]


@pytest.mark.usefixtures("behind")
async def test_no_more_than_two_nudges_a_week(story: Story) -> None:
    """The news of the month is one of them."""
    for n in range(5):
        story.database.now(announced, a_training(code=f"t{n}"), a_session(starts_at=at(12, 22, 9)))

    await story.until(11, 30, 8)
    assert story.read[1] == [f"Tue 24 Nov 09.00 {INVITED}"] * 2
    await story.until(12, 8, 12)

    later = story.read[1][2:]
    assert [line[:16] for line in later] == ["Tue 01 Dec 09.00"] * 2 + ["Tue 08 Dec 09.00"] * 2
    assert sum(INVITED in line for line in later) == 3
    assert any("JP Anda tahun ini" in card["text"] for card in story.people[1].cards)


MOVED = "pelatihan untuk Anda ini berganti tanggal:"


async def test_who_let_an_invitation_lie_is_invited_anew_to_another_day(story: Story) -> None:
    session = story.database.now(announced)
    await story.until(11, 24, 10)
    await story.people[2].taps("Tidak bisa hadir")
    await story.people[3].taps("Saya ikut")

    story.database.now(move, session, at(11, 27, 13), story.clock.at)
    await story.until(11, 24, 10, 5)

    told = f"Tue 24 Nov 09.00 {INVITED}"
    assert story.read[1] == [told, f"Tue 24 Nov 10.00 {MOVED}"]
    assert "Jumat, 27 November 2026, 13.00–19.00 WIT" in story.people[1].text
    assert story.people[1].labels[:2] == ["Saya ikut", "Tidak bisa hadir"]
    assert story.read[2] == story.read[1]
    assert story.read[3] == [told, "Tue 24 Nov 10.00 pelatihan ini berubah. Sekarang menjadi:"]


async def test_another_hour_or_place_is_no_reason_to_invite_anew(story: Story) -> None:
    session = story.database.now(announced)
    await story.until(11, 24, 10)

    story.database.now(move, session, at(12, 1, 10), story.clock.at)
    await story.until(11, 25, 10)

    assert story.read[1] == [f"Tue 24 Nov 09.00 {INVITED}"]


async def test_moved_twice_at_once_who_did_not_answer_hears_of_it_once(story: Story) -> None:
    session = story.database.now(announced)
    await story.until(11, 24, 10)
    story.database.now(move, session, at(12, 2, 9), story.clock.at)
    story.database.now(move, session, at(12, 3, 9), story.clock.at)

    await story.until(11, 24, 11)

    assert story.read[1] == [f"Tue 24 Nov 09.00 {INVITED}", f"Tue 24 Nov 10.00 {MOVED}"]
    assert "Kamis, 3 Desember 2026" in story.people[1].text


async def test_who_was_told_of_a_day_is_told_of_each_other_day_that_week(story: Story) -> None:
    session = story.database.now(announced)
    await story.until(11, 24, 10)
    story.database.now(move, session, at(12, 2, 9), story.clock.at)
    await story.until(11, 26, 10)
    story.database.now(move, session, at(12, 3, 9), story.clock.at)

    await story.until(11, 27, 10)

    assert story.read[1] == [
        f"Tue 24 Nov 09.00 {INVITED}",
        f"Tue 24 Nov 10.00 {MOVED}",
        f"Thu 26 Nov 10.00 {MOVED}",
    ]
    assert "Kamis, 3 Desember 2026" in story.people[1].text


async def test_who_never_heard_of_the_first_day_is_invited_to_the_second_like_others(
    story: Story,
) -> None:
    """Two other invitations had left, and this one could not wait."""
    for n in range(2):
        story.database.now(announced, a_training(code=f"t{n}"), a_session(starts_at=at(12, 22, 9)))
    await story.until(11, 24, 10)
    session = story.database.now(announced, None, a_session(starts_at=at(11, 27, 9)))
    await story.until(11, 24, 11)
    story.database.now(move, session, at(12, 15, 9), story.clock.at)

    await story.until(12, 1, 12)

    told = f"Tue 24 Nov 09.00 {INVITED}"
    assert story.read[1] == [told, told, f"Tue 01 Dec 09.00 {INVITED}"]
    assert "Selasa, 15 Desember 2026" in story.people[1].text


async def test_a_new_day_that_waits_for_the_morning_is_told_where_it_changes_once_more(
    story: Story,
) -> None:
    """One could have registered for the first of the two until seven in the morning."""
    session = story.database.now(announced)
    await story.until(11, 24, 22)
    story.database.now(move, session, at(11, 26, 7), story.clock.at)
    await story.until(11, 24, 23)
    story.database.now(move, session, at(12, 3, 9), story.clock.at)

    await story.until(11, 25, 10)

    assert story.read[1] == [f"Tue 24 Nov 09.00 {INVITED}", f"Wed 25 Nov 08.00 {MOVED}"]
    assert "Kamis, 3 Desember 2026" in story.people[1].text


async def test_who_wants_no_more_invitations_is_not_told_of_another_day_either(
    story: Story,
) -> None:
    session = story.database.now(announced)
    await story.until(11, 24, 10)
    await story.people[1].taps("Berhenti diundang")
    story.database.now(move, session, at(12, 3, 9), story.clock.at)

    await story.until(11, 25, 10)

    assert story.read[1] == [f"Tue 24 Nov 09.00 {INVITED}"]


async def test_of_another_day_nobody_is_told_when_registration_is_over(story: Story) -> None:
    """It moved at night, and one could register until seven in the morning."""
    session = story.database.now(announced)
    await story.until(11, 24, 22)
    story.database.now(move, session, at(11, 26, 7), story.clock.at)

    await story.until(11, 26, 10)

    assert story.read[1] == [f"Tue 24 Nov 09.00 {INVITED}"]


async def test_who_has_just_been_invited_is_not_reminded_of_it_at_once(story: Story) -> None:
    """Announced two days before, with late reminders: the one of three days before is late."""
    late = replace(a_training(mandatory=True), catch_up=True)
    story.database.now(announced, late, a_session(starts_at=at(11, 26, 9)))

    await story.until(11, 24, 10)
    assert story.read[1] == ["Tue 24 Nov 09.00 ada pelatihan yang wajib Anda ikuti:"]
    await story.until(11, 26, 10)

    assert story.read[1][1:] == ["Wed 25 Nov 09.00 besok:"]


async def test_a_reminder_of_hours_before_does_not_come_at_night(story: Story) -> None:
    hours = tuple(timedelta(hours=n) for n in (2, 5, 12))
    story.database.now(announced, replace(a_training(), offsets=hours))
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    card = await story.people[1].taps("Hadir")
    assert "Senin, 30 November 2026 pukul 19.00 WIT; Selasa, 1 Desember 2026 pukul 07.00" in card

    await story.until(12, 1, 8)

    assert story.read[1][1:] == ["Mon 30 Nov 19.00 besok:", "Tue 01 Dec 07.00 hari ini:"]


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        # Twelve hours before is nine in the evening there, and eleven in Sofifi.
        ("Asia/Jakarta", ["Mon 30 Nov 19.00 besok:"]),
        # There it is nine in the evening as well, but eleven in the morning in Sofifi.
        ("America/New_York", ["Tue 01 Dec 11.00 besok:"]),
    ],
)
async def test_a_reminder_of_hours_before_comes_by_day_where_its_reader_is(
    story: Story, zone: str, told: list[str]
) -> None:
    training = replace(a_training(), offsets=(timedelta(hours=12),))
    starts_at = at(12, 1, 9, ZoneInfo(zone))
    story.database.now(announced, training, a_session(starts_at=starts_at, zone=zone))
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await story.people[1].taps("Hadir")

    await story.until(12, 2, 8)

    assert story.read[1][1:] == told
