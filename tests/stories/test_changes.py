"""News of what changed comes in time, and says nothing that was never so."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.db import trainings
from bot.db.base import Db
from bot.db.tables import EmployeeRow
from bot.usecases import planning
from tests.chat import Chat
from tests.stories.conftest import Story
from tests.stories.test_trainings import RESERVED, ask, at, move
from tests.usecases.training_room import announced, standings

CHANGED = "pelatihan ini berubah. Sekarang menjadi:"


def live_in(db: Db, n: int, zone: str) -> None:
    db.execute(update(EmployeeRow).where(EmployeeRow.id == n).values(zone=zone))


@pytest.mark.parametrize("to", [(12, 1, 13), (12, 3, 9)])
@pytest.mark.parametrize("when", [(11, 30, 20, 30), (12, 1, 5, 0), (12, 1, 6, 0), (12, 1, 7, 15)])
async def test_a_later_start_is_told_before_people_set_out_for_the_old_one(
    story: Story, when: tuple[int, int, int, int], to: tuple[int, int, int]
) -> None:
    """The boat leaves at half past seven; one would read of it at eight."""
    found = story.database.now(announced)
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await story.people[1].taps("Hadir")
    await story.until(*when)
    story.database.now(move, found, at(*to), story.clock.at)

    await story.until(12, 1, 16)

    (line,) = (line for line in story.read[1] if line.endswith(CHANGED))
    assert line[11:16] == f"{when[2]:02}.{when[3]:02}"


async def test_moved_and_moved_back_before_anybody_was_told_nothing_has_changed(
    story: Story,
) -> None:
    """At night; who has not answered is not told of another day either."""
    found = story.database.now(announced)
    await story.until(11, 24, 9)
    ahmad = story.people[1]
    await ahmad.taps("Saya ikut")
    await ahmad.taps("Hadir")
    await story.until(11, 24, 21)
    story.database.now(move, found, at(12, 3, 9), story.clock.at)
    await story.until(11, 24, 22)
    story.database.now(move, found, at(12, 1, 9), story.clock.at)

    await story.until(11, 25, 12)

    assert len(story.read[1]) == len(story.read[2]) == 1
    assert story.database.now(standings, found)[1] == "confirmed"
    await story.until(12, 1, 10)
    assert story.read[1][-1] == "Tue 01 Dec 07.00 hari ini:"


async def test_moved_back_after_it_was_told_that_is_told_too(story: Story) -> None:
    found = story.database.now(announced)
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await story.people[1].taps("Hadir")
    await story.until(11, 24, 10)
    story.database.now(move, found, at(12, 3, 9), story.clock.at)
    await story.until(11, 24, 11)
    story.database.now(move, found, at(12, 1, 9), story.clock.at)

    await story.until(11, 25, 12)

    assert [line[11:16] for line in story.read[1] if line.endswith(CHANGED)] == ["10.00", "11.00"]
    assert story.database.now(standings, found)[1] == "enrolled"


async def test_moved_back_who_alone_was_told_is_told_that_too(story: Story) -> None:
    """Where the second lives it was still evening."""
    found = story.database.now(announced)
    await story.until(11, 24, 9)
    for n in (1, 2):
        await story.people[n].taps("Saya ikut")
    await story.until(11, 24, 10)
    story.database.now(live_in, 2, "Asia/Jakarta")
    await story.until(11, 24, 20, 30)
    story.database.now(move, found, at(12, 3, 9), story.clock.at)
    await story.until(11, 24, 22)
    story.database.now(move, found, at(12, 1, 9), story.clock.at)

    await story.until(11, 25, 12)

    changes = {n: [one for one in story.read[n] if one.endswith(CHANGED)] for n in (1, 2)}
    assert not changes[1]
    assert len(changes[2]) == 2


async def opens(chat: Chat, list_: str, card: str) -> None:
    """What /pelatihan says of a session, from one of its lists."""
    await chat.says("/pelatihan")
    await chat.taps(list_)
    await chat.taps(card)


async def test_who_answers_for_a_day_that_is_taken_back_at_night_is_told_that_it_is_the_old_one(
    story: Story,
) -> None:
    """One confirms the new day, one registers for it, and one comes instead of who cannot."""
    found = story.database.now(announced)
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await story.people[3].taps("Saya ikut")
    await ask(story.people[3], "Pegawai 4")
    await story.until(11, 24, 21)
    story.database.now(move, found, at(12, 3, 9), story.clock.at)
    await opens(story.people[1], "Jadwal saya (1)", "3/12 Manajemen Waktu Pelayan…")
    await story.people[1].taps("Hadir")
    await opens(story.people[2], "Terbuka untuk Anda (1)", "3/12 Manajemen Waktu Pelayan…")
    await story.people[2].taps("Daftar")
    await opens(story.people[4], "Jadwal saya (1)", "3/12 Manajemen Waktu Pelayan…")
    await story.people[4].taps("Saya gantikan")
    await story.until(11, 24, 22)
    story.database.now(move, found, at(12, 1, 9), story.clock.at)

    await story.until(11, 25, 12)

    for n in (1, 2, 4):
        assert story.read[n][-1] == f"Wed 25 Nov 08.00 {CHANGED}"
        assert "Selasa, 1 Desember 2026" in story.people[n].text
        assert story.people[n].labels[0] == "Hadir"
    stand = story.database.now(standings, found)
    assert stand == {1: "enrolled", 2: "enrolled", 3: "declined", 4: "enrolled"}


async def test_who_answers_for_a_room_that_is_taken_back_at_night_is_told(story: Story) -> None:
    found = story.database.now(announced)
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await story.people[2].taps("Saya ikut")
    course = story.database.now(trainings.course, found)
    assert course is not None
    await story.until(11, 24, 21)
    elsewhere = replace(course.session, place="Gedung lain")
    story.database.now(planning.move, elsewhere, story.clock.at)
    await story.people[1].taps("Hadir")
    story.database.now(planning.move, course.session, story.clock.at)

    await story.until(11, 25, 12)

    assert story.read[1][1:] == [f"Wed 25 Nov 08.00 {CHANGED}"]
    assert len(story.read[2]) == 1


async def test_who_answered_before_the_last_news_is_told_of_nothing_that_was_taken_back(
    story: Story,
) -> None:
    """What they confirmed was the first of three days, and they have read of the second."""
    found = story.database.now(announced)
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await story.people[1].taps("Hadir")
    story.database.now(move, found, at(12, 3, 9), story.clock.at)
    await story.until(11, 24, 21)
    for day in (4, 3):
        story.database.now(move, found, at(12, day, 9), story.clock.at)

    await story.until(11, 25, 12)

    assert story.read[1][1:] == [f"Tue 24 Nov 09.00 {CHANGED}"]


PLAN = "Rencana Anda: Saya berangkat pagi-pagi"


async def with_a_plan(story: Story) -> int:
    """Made for 1 December."""
    found = story.database.now(announced)
    await story.until(11, 24, 9)
    await story.people[1].taps("Saya ikut")
    await story.people[1].taps("Hadir")
    await story.people[1].taps("Saya berangkat pagi-pagi")
    return found


async def test_a_plan_outlasts_a_move_that_is_taken_back(story: Story) -> None:
    found = await with_a_plan(story)
    await story.until(11, 24, 21)
    for day in (3, 1):
        story.database.now(move, found, at(12, day, 9), story.clock.at)

    await story.until(12, 1, 8)

    assert story.read[1][-1] == "Tue 01 Dec 07.00 hari ini:"
    assert PLAN in story.people[1].text


async def test_a_plan_is_told_of_its_own_day_alone(story: Story) -> None:
    """The second confirms the other day as well, and is asked for another plan."""
    found = await with_a_plan(story)
    budi = story.people[2]
    await budi.taps("Saya ikut")
    await budi.taps("Hadir")
    await budi.taps("Saya berangkat pagi-pagi")
    story.database.now(move, found, at(12, 3, 9), story.clock.at)
    await story.until(11, 24, 10)
    assert PLAN not in await budi.taps("Hadir")
    assert "Saya berangkat pagi-pagi" in budi.labels
    await story.until(11, 30, 10)
    assert story.read[1][-1] == f"Mon 30 Nov 09.00 {RESERVED}"
    assert PLAN not in story.people[1].text
    story.database.now(move, found, at(12, 1, 9), story.clock.at)

    await story.until(11, 30, 11)

    assert PLAN in await story.people[1].taps("Hadir")
    assert story.people[1].labels == ["Tidak bisa hadir", "Tambahkan ke kalender"]
    assert PLAN not in await budi.taps("Hadir")
