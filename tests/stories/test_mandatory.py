"""What one must attend: who has no seat reads that, and who has declined hears of it."""

from dataclasses import replace

from bot.db import trainings
from bot.db.base import Db
from bot.usecases import planning
from tests.factories import a_session, a_training
from tests.stories.conftest import Story
from tests.stories.test_trainings import INVITED, RESERVED
from tests.usecases.training_room import announced

MUST = "ada pelatihan yang wajib Anda ikuti:"
NOW_MUST = "pelatihan ini sekarang wajib Anda ikuti:"


def make_mandatory(db: Db, session_id: int, story: Story) -> None:
    course = trainings.course(db, session_id)
    assert course is not None
    trainings.put(db, replace(course.training, mandatory=True))
    planning.adjust(db, course.session, story.clock.at)


async def test_who_has_no_seat_is_not_told_that_one_is_reserved(story: Story) -> None:
    """The only seat is taken."""
    story.database.now(announced, a_training(mandatory=True), a_session(capacity=1))
    await story.until(11, 24, 9, 5)
    await story.people[1].taps("Saya ikut")

    await story.until(11, 28, 10)

    assert story.read[1][-1] == f"Sat 28 Nov 09.00 {RESERVED}"
    assert story.read[2][-1] == f"Sat 28 Nov 09.00 {MUST}"
    assert "Anda belum mendaftar." in story.people[2].text
    assert "Anda belum mendaftar." not in story.people[1].text
    await story.until(11, 30, 10)
    assert story.read[2][-1] == "Mon 30 Nov 09.00 besok:"
    assert "Anda belum mendaftar." in story.people[2].text


async def test_no_seat_is_promised_in_an_open_training_that_is_full(story: Story) -> None:
    story.database.now(announced, None, a_session(capacity=1))
    await story.until(11, 24, 9, 5)
    await story.people[1].taps("Saya ikut")

    await story.until(12, 1, 10)

    assert story.read[2] == [f"Tue 24 Nov 09.00 {INVITED}"]


async def test_what_becomes_mandatory_is_told_once_also_to_who_declined(story: Story) -> None:
    found = story.database.now(announced)
    await story.until(11, 24, 9, 5)
    await story.people[2].taps("Tidak bisa hadir")
    await story.people[3].taps("Saya ikut")
    story.database.now(make_mandatory, found, story)

    await story.until(11, 25, 10)

    told = [f"Tue 24 Nov 09.00 {INVITED}", f"Tue 24 Nov 09.05 {NOW_MUST}"]
    assert story.read[1] == story.read[2] == told
    assert story.read[3] == told[:1]
    assert story.people[2].labels == ["Saya ikut", "Tidak bisa hadir", "Detail"]


async def test_what_becomes_mandatory_before_anybody_was_invited_is_told_as_that(
    story: Story,
) -> None:
    await story.until(11, 24, 21)
    found = story.database.now(announced)
    story.database.now(make_mandatory, found, story)

    await story.until(11, 25, 10)

    assert [line[17:] for line in story.read[1]] == [MUST]
