"""A colleague who is asked to come instead late, or is simply there: whoever asked is told."""

import pytest

from bot.domain.errors import TooLate
from bot.usecases import attending, enrolling
from bot.usecases.office import Office
from tests.chat import Chat
from tests.factories import a_person, a_session, a_training
from tests.stories.conftest import Story
from tests.stories.test_trainings import NO_ANSWER, ask
from tests.usecases.training_room import announced, at_the_door, somebody, standings

ADMIN = a_person(9001, admin=True)
INSTEAD = "Pegawai 2 menggantikan Anda:"
NOT_AFTER_ALL = "Pegawai 2 tidak jadi menggantikan Anda:"


async def asked_the_day_before(story: Story) -> tuple[int, Chat]:
    """At three in the afternoon."""
    found = story.database.now(announced, None, a_session(capacity=1))
    ahmad = story.people[1]
    await story.until(11, 24, 9, 5)
    await ahmad.taps("Saya ikut")
    await story.until(11, 30, 15)
    await ask(ahmad, "Pegawai 2")
    return found, ahmad


async def test_a_request_of_the_last_day_is_over_before_people_set_out(story: Story) -> None:
    found, _ahmad = await asked_the_day_before(story)

    await story.until(12, 1, 8)

    assert story.read[1][-1] == f"Tue 01 Dec 06.00 {NO_ANSWER}"
    assert story.database.now(standings, found)[2] == "invited"


@pytest.mark.parametrize(
    ("hour", "minute", "told"), [(8, 15, "08.15"), (9, 30, "09.30"), (22, 0, "08.00")]
)
async def test_who_is_seen_there_has_said_to_come_instead(
    story: Story, hour: int, minute: int, told: str
) -> None:
    """Before it begins, under way, or noted at night."""
    found, _ahmad = await asked_the_day_before(story)
    await story.until(12, 1, hour, minute)
    story.database.now(attending.correct, ADMIN, found, 2, story.clock.at)

    await story.until(12, 2, 10)

    day = "Wed 02 Dec" if hour == 22 else "Tue 01 Dec"
    assert story.read[1][-1] == f"{day} {told} {INSTEAD}"


async def test_who_types_the_code_at_the_door_has_said_to_come_instead(
    story: Story, office: Office
) -> None:
    found, _ahmad = await asked_the_day_before(story)
    await story.until(12, 1, 9, 5)
    door = story.database.now(at_the_door, office, found, story.clock.at)
    await story.people[2].starts(door.payload)

    await story.until(12, 1, 9, 10)

    assert story.read[1][-1] == f"Tue 01 Dec 09.05 {INSTEAD}"


@pytest.mark.parametrize("noted", [False, True])
@pytest.mark.parametrize("asked", [(11, 30, 15), (12, 1, 8, 5)])
async def test_who_is_there_after_all_has_nobody_come_instead(
    story: Story, office: Office, asked: tuple[int, ...], noted: bool
) -> None:
    """The request was over in the morning, or still waits; at the door, or noted by an admin."""
    found = story.database.now(announced)
    await story.until(11, 24, 9, 5)
    await story.people[1].taps("Saya ikut")
    await story.until(*asked)
    await ask(story.people[1], "Pegawai 2")
    await story.until(12, 1, 8, 30)
    door = story.database.now(at_the_door, office, found, story.clock.at)
    if noted:
        story.database.now(attending.correct, ADMIN, found, 1, story.clock.at)
    else:
        await story.people[1].starts(door.payload)
    await story.until(12, 1, 8, 40)
    stand = story.database.now(standings, found)
    assert (stand[1], stand[2]) == ("attended", "invited")

    story.database.now(attending.correct, ADMIN, found, 2, story.clock.at)
    await story.until(12, 1, 8, 50)

    assert not any(line.endswith(INSTEAD) for line in story.read[1])


async def test_registration_that_is_closed_stays_so_by_way_of_a_colleague(story: Story) -> None:
    """The second never had a seat; the first hands on the one that they had."""
    found = story.database.now(announced, None, a_session(capacity=3))
    ahmad, siti = story.people[1], story.people[2]
    await story.until(11, 24, 9, 5)
    await ahmad.taps("Saya ikut")
    await story.until(11, 30, 9, 30)
    await siti.taps("Tidak bisa hadir")
    await siti.taps("Ada tugas lain")

    assert "Tunjuk pengganti" not in siti.labels
    with pytest.raises(TooLate, match="closed"):
        story.database.now(enrolling.ask, somebody(2), found, 3, story.clock.at)
    await ask(ahmad, "Pegawai 3")
    assert story.database.now(standings, found)[3] == "asked"


@pytest.mark.parametrize("mandatory", [False, True])
async def test_whose_colleague_cannot_come_after_all_is_told(
    story: Story, mandatory: bool
) -> None:
    story.database.now(announced, a_training(mandatory=mandatory))
    await story.until(11, 24, 9, 5)
    await ask(story.people[1], "Pegawai 2")
    await story.until(11, 24, 10)
    await story.people[2].taps("Saya gantikan")
    await story.until(11, 24, 11)
    await story.people[2].taps("Tidak bisa hadir")

    await story.until(12, 1, 10)

    told = [f"Tue 24 Nov 10.00 {INSTEAD}", f"Tue 24 Nov 11.00 {NOT_AFTER_ALL}"]
    assert story.read[1][1:] == told
    assert story.people[1].labels == ["Tunjuk pengganti"]


async def test_who_comes_after_all_hears_no_more_of_whom_they_had_asked(story: Story) -> None:
    found = story.database.now(announced)
    await story.until(11, 24, 9, 5)
    ahmad = story.people[1]
    await ask(ahmad, "Pegawai 2")
    await story.until(11, 24, 10)
    await story.people[2].taps("Saya gantikan")
    story.database.now(enrolling.enrol, somebody(1), found, story.clock.at)
    await story.until(11, 24, 11)
    await story.people[2].taps("Tidak bisa hadir")

    await story.until(11, 24, 12)

    assert not any(line.endswith(NOT_AFTER_ALL) for line in story.read[1])
