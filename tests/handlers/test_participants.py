"""A broadcast to some of those of a session, begun from the session's card."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.app import Torang
from bot.db.database import Database
from bot.usecases import enrolling, planning
from tests.chat import Chat
from tests.conftest import VirtualClock
from tests.factories import MORNING, a_session
from tests.rows import rows_of
from tests.usecases.training_room import announced, employ, somebody, standings

TITLE = "1/12 Manajemen Waktu Pelayan…"
WHOM = (
    "Manajemen Waktu Pelayanan · 6 JP\nSelasa, 1 Desember 2026, 09.00–15.00 WIT\n\n"
    "Kepada siapa? Pilih satu atau beberapa; pesan sampai kepada yang sudah menautkan akun, "
    "setelah Anda gladi."
)


@pytest.fixture
async def session(database: Database, someone: Callable[..., Chat]) -> int:
    """Employee 1 is registered, 2 and 3 confirmed, 4 cannot come, 5 has not answered."""
    database.now(employ, 5)
    for n in range(1, 6):
        await someone(2000 + n).starts()
    found = database.now(announced)
    database.now(enrolling.enrol, somebody(1), found, MORNING)
    for n in (2, 3):
        database.now(enrolling.confirm, somebody(n), found, MORNING)
    database.now(enrolling.decline, somebody(4), found, MORNING)
    return found


@pytest.fixture
async def chosen(session: int, admin: Chat) -> Chat:
    """An admin who is asked to whom of the session."""
    assert session
    await admin.says("/pelatihan")
    await admin.taps(TITLE)
    assert await admin.taps("Tulis kepada mereka") == WHOM
    return admin


async def test_who_is_chosen_gets_what_was_rehearsed_and_nobody_else(
    chosen: Chat, torang: Torang, clock: VirtualClock, someone: Callable[..., Chat]
) -> None:
    assert chosen.labels == [
        "terdaftar (1)", "sudah pasti hadir (2)", "belum menjawab (1)", "tidak bisa hadir (1)",
        "‹ Kembali",
    ]  # fmt: skip
    await chosen.taps("terdaftar (1)")
    await chosen.taps("tidak bisa hadir (1)")
    await chosen.taps("sudah pasti hadir (2)")
    await chosen.taps("✓ tidak bisa hadir (1)")
    assert "Kirimkan pesannya di sini" in await chosen.taps("Tulis pesannya")
    draft = await chosen.says("Mohon membawa laptop")
    assert "Kepada: Manajemen Waktu Pelayanan: terdaftar, sudah pasti hadir" in draft

    assert (await chosen.taps("Gladi")).splitlines()[1] == "3 orang"
    await chosen.taps("Kirim sekarang")
    await chosen.taps("Ya, kirim")
    clock.forward(minutes=1)
    await torang.ticks.all()

    said = {n: any("laptop" in c["text"] for c in someone(2000 + n).cards) for n in range(1, 6)}
    assert said == {1: True, 2: True, 3: True, 4: False, 5: False}


async def test_what_is_being_composed_goes_to_them_and_the_session_is_dropped_by_a_tap(
    chosen: Chat,
) -> None:
    await chosen.says("/siaran")
    await chosen.says("Halo")
    await chosen.says("/pelatihan")
    await chosen.taps(TITLE)
    await chosen.taps("Tulis kepada mereka")
    await chosen.taps("belum menjawab (1)")

    draft = await chosen.taps("Tulis pesannya")
    assert "“Halo”" in draft
    assert "Kepada: Manajemen Waktu Pelayanan: belum menjawab" in draft
    await chosen.taps("Kepada siapa")
    assert await chosen.taps("✓ Hanya dari sesi ini") == "Kepada siapa?\nsemua ASN"


async def test_once_it_has_begun_those_absent_and_those_present_are_told_apart(
    session: int, admin: Chat, database: Database, clock: VirtualClock
) -> None:
    clock.at = MORNING + timedelta(days=8)
    await admin.says("/pelatihan")
    assert admin.labels[0] == "Yang sudah lewat"
    await admin.taps("Yang sudah lewat")
    await admin.taps(TITLE)
    await admin.taps("Daftar peserta")
    await admin.taps("○ Pegawai 2")
    assert database.now(standings, session)[2] == "attended"
    await admin.taps("‹ Kembali")
    await admin.taps("Tulis kepada mereka")

    assert admin.labels[:2] == ["hadir (1)", "tidak hadir (2)"]
    await admin.taps("tidak hadir (2)")
    await admin.taps("Tulis pesannya")
    await admin.says("Kami merindukan Anda")
    assert (await admin.taps("Gladi")).splitlines()[1] == "2 orang"


async def test_of_an_empty_session_there_is_nobody_to_write_to(
    admin: Chat, database: Database
) -> None:
    database.now(announced)
    await admin.says("/pelatihan")
    await admin.taps(TITLE)

    assert "Belum ada yang diundang atau terdaftar." in await admin.taps("Tulis kepada mereka")


async def test_only_admins_write_to_those_of_a_session(
    session: int, someone: Callable[..., Chat]
) -> None:
    chat = someone(2001)
    message = chat.cards[-1]["message_id"]
    for data in (f"tz:{session}:to:", f"tz:{session}:write:r", "tr:over:0"):
        await chat.presses(message, data)

    assert len(chat.toasts) == 3
    assert all(toast.startswith("Hanya admin") for toast in chat.toasts)


async def test_what_is_over_for_more_than_a_year_or_was_cancelled_is_not_listed(
    admin: Chat, database: Database, clock: VirtualClock
) -> None:
    session = database.now(announced)
    other = a_session(code="2", starts_at=MORNING + timedelta(days=9))
    database.now(planning.cancel, database.now(announced, None, other), MORNING)
    clock.at = MORNING + timedelta(days=10)
    await admin.says("/pelatihan")
    await admin.taps("Yang sudah lewat")
    assert admin.labels == [TITLE, "‹ Kembali"]
    assert session

    clock.at = MORNING + timedelta(days=380)
    await admin.says("/pelatihan")
    assert await admin.taps("Yang sudah lewat") == "Setahun terakhir belum ada yang diadakan."


async def test_a_draft_that_says_nothing_yet_is_asked_for_its_text_again(chosen: Chat) -> None:
    await chosen.says("/siaran")
    await chosen.says("/pelatihan")
    await chosen.taps(TITLE)
    await chosen.taps("Tulis kepada mereka")
    await chosen.taps("belum menjawab (1)")
    assert "Kirimkan pesannya di sini" in await chosen.taps("Tulis pesannya")

    assert "“Halo”" in await chosen.says("Halo")


async def test_nobody_chosen_and_a_session_that_is_not_there_change_nothing(
    chosen: Chat, session: int, database: Database
) -> None:
    message = chosen.cards[-1]["message_id"]
    for data in (f"tz:{session}:write:", "tz:999:write:r", "tz:999:to:"):
        await chosen.presses(message, data)

    assert len(chosen.toasts) == 3
    assert all("sudah tidak ada" in toast for toast in chosen.toasts)
    assert database.now(rows_of, "broadcast") == 0


async def test_a_correction_that_was_begun_is_left_as_it_is(
    chosen: Chat, torang: Torang, clock: VirtualClock, database: Database
) -> None:
    await chosen.says("/siaran")
    await chosen.says("Halo")
    await chosen.taps("Gladi")
    await chosen.taps("Kirim sekarang")
    await chosen.taps("Ya, kirim")
    clock.forward(minutes=2)
    await torang.ticks.all()
    await chosen.taps("Koreksi untuk semua")
    assert database.now(rows_of, "broadcast") == 2
    await chosen.says("/pelatihan")
    await chosen.taps(TITLE)
    await chosen.taps("Tulis kepada mereka")
    await chosen.taps("belum menjawab (1)")

    assert "Kirimkan pesannya di sini" in await chosen.taps("Tulis pesannya")
    assert database.now(rows_of, "broadcast") == 3
