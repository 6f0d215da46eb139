"""Who comes after a training was announced, and who goes before it takes place.

Tuesday 24 November 2026, 09.00 in Sofifi, is when each story begins.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from bot.db import invitations
from bot.db.base import Db
from bot.domain.employee import RosterLine, Status
from bot.domain.training import Standing
from bot.usecases import offers, planning, roster
from bot.usecases.office import Office
from tests.chat import Chat
from tests.factories import MORNING, a_person, a_session, a_training
from tests.stories.conftest import Story
from tests.stories.test_trainings import INVITED, RESERVED, ask
from tests.usecases.training_room import KTP, announced, seats, standings

CODE = "ABCDEFGHJK"


def unlink(db: Db, n: int) -> None:
    db.execute(text("UPDATE employee SET person_id = NULL WHERE id = :n"), {"n": n})


def invite(db: Db, office: Office, n: int) -> None:
    """Employee n holds a card with the code."""
    invitations.put(db, {n: office.keys.mark("invitation", CODE)}, MORNING + timedelta(days=30))


@pytest.mark.parametrize("mandatory", [False, True])
async def test_who_links_after_a_session_was_announced_is_invited_and_reminded(
    story: Story, mandatory: bool
) -> None:
    story.database.now(unlink, 4)
    story.database.now(announced, a_training(mandatory=mandatory))
    await story.until(11, 25, 10)
    assert 4 not in story.read
    siti = story.people[4]
    story.database.now(invite, story.torang.ticks.office, 4)
    await siti.starts(f"inv_{CODE}")

    assert (await siti.taps("Ya, ini saya")).endswith(
        "Ada 1 pelatihan yang terbuka untuk Anda: /pelatihan"
    )
    await story.until(11, 25, 11)
    assert story.read[4] == [
        f"Wed 25 Nov 10.00 {'ada pelatihan yang wajib Anda ikuti:' if mandatory else INVITED}"
    ]
    await siti.taps("Saya ikut")
    await story.until(12, 1, 12)

    assert story.read[4][1:] == [f"Sat 28 Nov 09.00 {RESERVED}", "Mon 30 Nov 09.00 besok:"]


def on_roster(db: Db, numbers: Iterable[int], now: datetime) -> None:
    """Apply a roster of these employees."""
    lines = [RosterLine(n, f"1986{n:014}", f"Pegawai {n}", KTP, Status.PNS) for n in numbers]
    roster.apply_roster(db, lines, now)


async def test_whom_a_wrong_roster_cost_the_seat_is_told_when_they_are_back(story: Story) -> None:
    """Registration has closed meanwhile; the seat may be taken back all the same."""
    found = story.database.now(announced, None, a_session(capacity=2))
    ahmad, budi = story.people[1], story.people[2]
    await story.until(11, 24, 9)
    await ahmad.taps("Saya ikut")
    await ahmad.taps("Hadir")
    await story.until(11, 27, 10)
    story.database.now(on_roster, (3, 4), story.clock.at)
    await story.until(11, 27, 15)
    assert len(story.read[1]) == 1
    tally = story.database.now(offers.tally, a_person(9001, admin=True), found)
    assert tally.standings == {Standing.INVITED: 2}

    await story.until(11, 30, 15)
    story.database.now(on_roster, (1, 2, 3, 4), story.clock.at)
    await story.until(11, 30, 16)

    assert story.read[1][1:] == [f"Mon 30 Nov 15.00 {LOST}"]
    assert len(story.read[2]) == 1
    assert ahmad.labels == ["Saya ikut", "Tidak bisa hadir", "Detail"]
    assert "✓ Anda terdaftar." in await ahmad.taps("Saya ikut")
    assert budi.labels[0] == "Saya ikut"
    story.database.now(on_roster, (1, 2, 3, 4), story.clock.at)
    await story.until(12, 1, 12)
    assert len(story.read[1]) == 2


LOST = (
    "Anda sempat tidak dikenal di sini sebagai pegawai, sehingga jawaban Anda tidak berlaku "
    "lagi. Pelatihannya:"
)


async def test_who_loses_the_seat_by_a_wrong_roster_twice_is_told_twice(story: Story) -> None:
    story.database.now(announced)
    ahmad = story.people[1]
    await story.until(11, 24, 9)
    await ahmad.taps("Saya ikut")

    for day in (25, 26):
        await story.until(11, day, 10)
        story.database.now(on_roster, (2, 3, 4), story.clock.at)
        await story.until(11, day, 11)
        for _again in range(2):
            story.database.now(on_roster, (1, 2, 3, 4), story.clock.at)
            await story.until(11, day, 12)
        await ahmad.taps("Saya ikut")

    assert story.read[1][1:] == [f"Wed 25 Nov 11.00 {LOST}", f"Thu 26 Nov 11.00 {LOST}"]


async def test_who_was_off_the_roster_when_a_session_was_cancelled_is_told_when_they_are_back(
    story: Story,
) -> None:
    """Once; and so is who had come back before, with the seat lost."""
    found = story.database.now(announced)
    await story.until(11, 24, 9)
    for n in (1, 2):
        await story.people[n].taps("Saya ikut")
    await story.until(11, 25, 10)
    story.database.now(on_roster, (3, 4), story.clock.at)
    await story.until(11, 25, 11)
    story.database.now(on_roster, (2, 3, 4), story.clock.at)
    await story.until(11, 25, 12)
    story.database.now(planning.cancel, found, story.clock.at)
    await story.until(11, 25, 13)
    assert len(story.read[1]) == 1

    for _again in range(2):
        story.database.now(on_roster, (1, 2, 3, 4), story.clock.at)
        await story.until(11, 25, 14)

    cancelled = "pelatihan ini tidak jadi diadakan:"
    assert story.read[1][1:] == [f"Wed 25 Nov 13.00 {cancelled}"]
    assert story.read[2][1:] == [f"Wed 25 Nov 11.00 {LOST}", f"Wed 25 Nov 12.00 {cancelled}"]
    assert len(story.read[3]) == 1


@pytest.mark.parametrize("leaves", ["/keluar", "/hapus", "the roster"])
async def test_who_leaves_without_an_answer_does_not_come_instead_and_whoever_asked_is_told(
    story: Story, leaves: str
) -> None:
    found = story.database.now(announced, None, a_session(capacity=1))
    ahmad, budi = story.people[1], story.people[2]
    await story.until(11, 24, 9)
    await ahmad.taps("Saya ikut")
    await ask(ahmad, "Pegawai 2")
    await story.until(11, 24, 10)

    if leaves == "the roster":
        story.database.now(on_roster, (1, 3, 4), story.clock.at)
    else:
        await budi.says(leaves)
        await budi.taps("Lepaskan akun" if leaves == "/keluar" else "Hapus data saya")
    await story.until(11, 24, 11)

    assert story.read[1][1:] == ["Tue 24 Nov 10.00 Pegawai 2 juga berhalangan menggantikan Anda:"]
    assert ahmad.labels == ["Tunjuk pengganti"]
    assert story.database.now(seats, found).free == 1
    assert "Pegawai 3 sudah diminta" in await ask_anew(ahmad, "Pegawai 3")


async def ask_anew(chat: Chat, colleague: str) -> str:
    await chat.taps("Tunjuk pengganti")
    return await chat.taps(colleague)


async def test_whose_request_is_over_is_not_told_of_a_roster(story: Story) -> None:
    story.database.now(announced)
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await ask(story.people[1], "Pegawai 2")
    await story.until(11, 30, 10)
    read = len(story.read[2])

    story.database.now(on_roster, (1, 2, 3, 4), story.clock.at)
    await story.until(11, 30, 11)

    assert len(story.read[2]) == read


async def test_keluar_says_which_seat_is_given_up_and_who_waits_gets_it(story: Story) -> None:
    session = story.database.now(announced, None, a_session(capacity=1))
    await story.until(11, 24, 9)
    ahmad, budi = story.people[1], story.people[2]
    await ahmad.taps("Saya ikut")
    await budi.taps("Saya ikut")

    card = await ahmad.says("/keluar")
    assert card.endswith(
        "Tempat Anda lalu menjadi milik orang lain:\n"
        "Manajemen Waktu Pelayanan · 6 JP\n"
        "Selasa, 1 Desember 2026, 09.00–15.00 WIT"
    )
    await ahmad.taps("Lepaskan akun")
    await story.until(11, 24, 10)

    assert story.read[2][1:] == ["Tue 24 Nov 09.00 ada tempat kosong dan itu untuk Anda:"]
    assert story.database.now(standings, session) == {
        1: "invited",
        2: "enrolled",
        3: "invited",
        4: "invited",
    }


async def test_whose_colleague_has_accepted_and_leaves_the_roster_is_told(story: Story) -> None:
    story.database.now(announced)
    await story.until(11, 24, 9)
    await ask(story.people[1], "Pegawai 2")
    await story.until(11, 24, 10)
    await story.people[2].taps("Saya gantikan")
    await story.until(11, 24, 11)
    story.database.now(on_roster, (1, 3, 4), story.clock.at)

    await story.until(11, 24, 12)

    assert story.read[1][-1] == "Tue 24 Nov 11.00 Pegawai 2 tidak jadi menggantikan Anda:"
    assert story.people[1].labels == ["Tunjuk pengganti"]
