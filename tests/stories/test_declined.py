"""A session that was declined moves to another day: who declined may be able to come then.

Tuesday 24 November 2026, 09.00 in Sofifi, is when each story begins; it is to be on 15 December.
"""

import pytest

from bot.db import enrolments
from bot.domain.training import Reason, Standing
from tests.factories import a_session, a_training
from tests.stories.conftest import Story
from tests.stories.test_changes import CHANGED, live_in, opens
from tests.stories.test_trainings import INVITED, MOVED, ask, at, move
from tests.stories.test_two_dates import MUST, UNANSWERED
from tests.usecases.training_room import announced, employ, name_contact, standings


async def declined(story: Story, *, mandatory: bool) -> int:
    """The first has declined, as they are on leave."""
    training, dated = a_training(mandatory=mandatory), a_session(starts_at=at(12, 15, 9))
    found = story.database.now(announced, training, dated)
    await story.until(11, 24, 9, 5)
    await story.people[1].taps("Tidak bisa hadir")
    await story.people[1].taps("Cuti atau sakit")
    return found


def stands(story: Story, session_id: int) -> tuple[Standing, Reason | None]:
    """How the first does, and why."""
    one = story.database.now(enrolments.find, session_id, 1)
    assert one is not None
    return one.standing, one.reason


async def test_who_declined_what_they_must_attend_is_asked_anew_about_another_day(
    story: Story,
) -> None:
    story.database.now(employ, 1, 1, 9)
    story.database.now(name_contact, "dukcapil", 9)
    await story.meet(9)
    found = await declined(story, mandatory=True)
    ahmad = story.people[1]
    await story.until(11, 24, 10)
    story.database.now(move, found, at(12, 16, 9), story.clock.at)
    await story.until(11, 24, 10, 5)
    assert story.read[1] == [f"Tue 24 Nov 09.00 {MUST}", f"Tue 24 Nov 10.00 {CHANGED}"]
    assert ahmad.labels[:2] == ["Hadir", "Tidak bisa hadir"]

    await story.until(12, 15, 9)

    (told,) = (card["text"] for card in story.people[9].cards if UNANSWERED in card["text"])
    assert "Pegawai 1" in told
    assert "Boleh kami tahu sebabnya?" in await ahmad.taps("Tidak bisa hadir")


async def test_who_declined_what_is_open_is_invited_to_another_day_and_stays_away_else(
    story: Story,
) -> None:
    found = await declined(story, mandatory=False)
    ahmad = story.people[1]
    story.database.now(move, found, at(12, 16, 9), story.clock.at)

    await story.until(12, 1, 10)

    assert story.read[1] == [f"Tue 24 Nov 09.00 {INVITED}", f"Tue 24 Nov 09.05 {MOVED}"]
    assert ahmad.labels == ["Saya ikut", "Tidak bisa hadir", "Detail", "Berhenti diundang"]
    assert stands(story, found) == (Standing.DECLINED, Reason.LEAVE)
    assert "Boleh kami tahu sebabnya?" in await ahmad.taps("Tidak bisa hadir")
    await ahmad.taps("Ada tugas lain")
    assert "✓ Anda terdaftar." in await ahmad.taps("Saya jadi ikut")


@pytest.mark.parametrize("mandatory", [False, True])
async def test_another_hour_is_no_reason_to_ask_anew_who_declined(
    story: Story, mandatory: bool
) -> None:
    found = await declined(story, mandatory=mandatory)
    story.database.now(move, found, at(12, 15, 13), story.clock.at)

    await story.until(11, 25, 10)

    assert len(story.read[1]) == 1
    assert stands(story, found)[0] is Standing.DECLINED


@pytest.mark.parametrize("accepts", [False, True])
@pytest.mark.parametrize("mandatory", [False, True])
async def test_whom_a_colleague_replaces_is_not_asked_anew(
    story: Story, mandatory: bool, accepts: bool
) -> None:
    found = story.database.now(announced, a_training(mandatory=mandatory))
    await story.until(11, 24, 9, 5)
    await ask(story.people[1], "Pegawai 2")
    if accepts:
        await story.until(11, 24, 10)
        await story.people[2].taps("Saya gantikan")
    await story.until(11, 24, 10, 5)
    read = list(story.read[1])
    story.database.now(move, found, at(12, 3, 9), story.clock.at)

    await story.until(11, 25, 10)

    assert story.read[1] == read
    stand = story.database.now(standings, found)
    assert (stand[1], stand[2]) == ("declined", "enrolled" if accepts else "asked")


@pytest.mark.parametrize("mandatory", [False, True])
async def test_who_declined_a_day_that_comes_back_before_they_heard_of_another_is_left_alone(
    story: Story, mandatory: bool
) -> None:
    """It moves twice in the same night, and back in the next hour."""
    found = await declined(story, mandatory=mandatory)
    await story.until(11, 24, 21)
    for day in (16, 17):
        story.database.now(move, found, at(12, day, 9), story.clock.at)
    await story.until(11, 24, 22)
    story.database.now(move, found, at(12, 15, 9), story.clock.at)

    await story.until(11, 25, 10)

    assert len(story.read[1]) == 1
    assert stands(story, found) == (Standing.DECLINED, Reason.LEAVE)


@pytest.mark.parametrize("mandatory", [False, True])
async def test_who_declines_a_new_day_at_night_is_asked_about_the_old_one_that_is_back(
    story: Story, mandatory: bool
) -> None:
    found = await declined(story, mandatory=mandatory)
    budi = story.people[2]
    await story.until(11, 24, 21)
    story.database.now(move, found, at(12, 16, 9), story.clock.at)
    await opens(budi, "Terbuka untuk Anda (1)", "16/12 Manajemen Waktu Pelayan…")
    await budi.taps("Tidak bisa hadir")
    await story.until(11, 24, 22)
    story.database.now(move, found, at(12, 15, 9), story.clock.at)

    await story.until(11, 25, 10)

    assert story.read[2][1:] == [f"Wed 25 Nov 08.00 {CHANGED if mandatory else MOVED}"]
    assert "Selasa, 15 Desember 2026" in budi.text
    stand = story.database.now(standings, found)
    assert stand[2] == ("invited" if mandatory else "declined")


async def test_who_was_told_of_another_day_alone_is_told_of_the_old_one_that_is_back(
    story: Story,
) -> None:
    """Where the first lives it was still evening; the second has declined as well."""
    found = await declined(story, mandatory=True)
    await story.people[2].taps("Tidak bisa hadir")
    story.database.now(live_in, 1, "Asia/Jakarta")
    await story.until(11, 24, 20, 30)
    story.database.now(move, found, at(12, 16, 9), story.clock.at)
    await story.until(11, 24, 21, 30)
    story.database.now(move, found, at(12, 15, 9), story.clock.at)

    await story.until(11, 25, 12)

    assert [line[17:] for line in story.read[1][1:]] == [CHANGED, CHANGED]
    assert len(story.read[2]) == 1
    stand = story.database.now(standings, found)
    assert (stand[1], stand[2]) == ("invited", "declined")


async def test_what_waits_for_working_hours_is_not_told_where_the_declined_day_is_back(
    story: Story,
) -> None:
    """Others hear of both days at the weekend."""
    found = await declined(story, mandatory=False)
    await story.people[2].taps("Saya ikut")
    await story.until(11, 28, 10)
    story.database.now(move, found, at(12, 16, 9), story.clock.at)
    await story.until(11, 29, 10)
    story.database.now(move, found, at(12, 15, 9), story.clock.at)

    await story.until(12, 1, 10)

    assert len(story.read[1]) == 1
    assert [line[:10] for line in story.read[2][1:]] == ["Sat 28 Nov", "Sun 29 Nov"]


NOT_EITHER = "Pegawai 2 juga berhalangan menggantikan Anda:"
NOT_AFTER_ALL = "Pegawai 2 tidak jadi menggantikan Anda:"


async def replaced(story: Story, *, mandatory: bool, accepts: bool) -> int:
    """The second is to come instead of the first, on another day than the first declined."""
    story.database.now(employ, 1, 1, 9)
    story.database.now(name_contact, "dukcapil", 9)
    await story.meet(9)
    training, dated = a_training(mandatory=mandatory), a_session(starts_at=at(12, 15, 9))
    found = story.database.now(announced, training, dated)
    await story.until(11, 24, 9, 5)
    await ask(story.people[1], "Pegawai 2")
    await story.until(11, 24, 10)
    if accepts:
        await story.people[2].taps("Saya gantikan")
    await story.until(11, 24, 10, 30)
    story.database.now(move, found, at(12, 17, 9), story.clock.at)
    await story.until(11, 24, 11)
    return found


@pytest.mark.parametrize("accepts", [False, True])
async def test_whose_colleague_declines_the_new_day_is_asked_anew_where_they_must_attend(
    story: Story, accepts: bool
) -> None:
    found = await replaced(story, mandatory=True, accepts=accepts)
    ahmad = story.people[1]
    await story.people[2].taps("Tidak bisa hadir")
    await story.until(11, 24, 11, 5)
    told = NOT_AFTER_ALL if accepts else NOT_EITHER
    assert story.read[1][-1] == f"Tue 24 Nov 11.00 {told}"
    assert "Kamis, 17 Desember 2026" in ahmad.text
    assert ahmad.labels == ["Saya ikut", "Tidak bisa hadir", "Detail"]
    assert stands(story, found)[0] is Standing.INVITED

    await story.until(12, 16, 11)

    assert story.read[1][-1] == "Wed 16 Dec 09.00 besok:"
    (card,) = (card["text"] for card in story.people[9].cards if UNANSWERED in card["text"])
    assert "Pegawai 1" in card


@pytest.mark.parametrize("accepts", [False, True])
async def test_whose_colleague_declines_the_new_day_is_invited_to_it_where_it_is_open(
    story: Story, accepts: bool
) -> None:
    found = await replaced(story, mandatory=False, accepts=accepts)
    await story.people[2].taps("Tidak bisa hadir")

    await story.until(11, 25, 10)

    told = NOT_AFTER_ALL if accepts else NOT_EITHER
    assert sorted(story.read[1][-2:]) == [f"Tue 24 Nov 11.00 {one}" for one in (told, MOVED)]
    assert stands(story, found)[0] is Standing.DECLINED


async def test_whose_colleague_lets_the_new_day_lie_is_asked_anew(story: Story) -> None:
    found = await replaced(story, mandatory=True, accepts=False)

    await story.until(12, 16, 11)

    assert stands(story, found)[0] is Standing.INVITED
    assert story.people[1].labels == ["Saya ikut", "Tidak bisa hadir", "Detail"]
    assert await story.people[1].taps("Saya ikut")


async def test_whose_colleague_unlinks_the_account_is_asked_anew(story: Story) -> None:
    found = await replaced(story, mandatory=True, accepts=True)
    await story.people[2].says("/keluar")
    await story.people[2].taps("Lepaskan akun")

    await story.until(11, 24, 12)

    assert stands(story, found)[0] is Standing.INVITED
    assert story.read[1][-1] == f"Tue 24 Nov 11.00 {NOT_AFTER_ALL}"


@pytest.mark.parametrize("mandatory", [False, True])
async def test_whose_colleague_declines_the_day_that_they_declined_too_is_only_told(
    story: Story, mandatory: bool
) -> None:
    """It has moved, and back."""
    found = await replaced(story, mandatory=mandatory, accepts=True)
    story.database.now(move, found, at(12, 15, 9), story.clock.at)
    await story.until(11, 24, 12)
    await story.people[2].taps("Tidak bisa hadir")

    await story.until(11, 25, 10)

    assert story.read[1][-1] == f"Tue 24 Nov 12.00 {NOT_AFTER_ALL}"
    assert stands(story, found)[0] is Standing.DECLINED
