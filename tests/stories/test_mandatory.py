"""What one must attend: who has no seat reads that, and who has declined hears of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.db import trainings
from bot.db.base import Db
from bot.domain.audience import Audience, Who
from bot.usecases import planning
from tests.factories import a_session, a_training
from tests.stories.conftest import Story
from tests.stories.test_changes import CHANGED
from tests.stories.test_trainings import INVITED, RESERVED, at, move
from tests.usecases.training_room import KTP, announced, employ

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


KK = 3
"""The id of the leaf dukcapil-kk."""

DAY = timedelta(days=1)


def change(db: Db, session_id: int, story: Story, by: timedelta, place: str) -> None:
    """One workbook makes it mandatory for all, and moves it to another day or room."""
    course = trainings.course(db, session_id)
    assert course is not None
    trainings.put(db, a_training(mandatory=True))
    session = course.session
    moved = replace(
        session,
        starts_at=session.starts_at + by,
        ends_at=session.ends_at + by,
        deadline=session.deadline + by,
        place=place,
    )
    planning.move(db, moved, story.clock.at)
    planning.adjust(db, moved, story.clock.at)


async def test_who_is_new_to_the_audience_of_what_moves_is_only_invited(story: Story) -> None:
    story.database.now(employ, 1, KK, 11)
    await story.meet(11)
    some = a_training(mandatory=True, audience=Audience(Who.EMPLOYEES, unit_id=KTP))
    found = story.database.now(announced, some, a_session(starts_at=at(12, 15, 9)))
    await story.until(11, 24, 10)
    assert 11 not in story.read
    story.database.now(change, found, story, DAY, "")

    await story.until(11, 25, 10)

    assert story.read[11] == [f"Tue 24 Nov 10.00 {MUST}"]
    assert story.read[1] == [f"Tue 24 Nov 09.00 {MUST}", f"Tue 24 Nov 10.00 {CHANGED}"]


@pytest.mark.parametrize("hour", [10, 21])
@pytest.mark.parametrize(("by", "place"), [(DAY, ""), (timedelta(0), "Hotel Bela")])
async def test_what_becomes_mandatory_elsewhere_is_told_once(
    story: Story, by: timedelta, place: str, hour: int
) -> None:
    found = story.database.now(announced, None, a_session(starts_at=at(12, 15, 9)))
    await story.until(11, 24, 9, 5)
    await story.people[2].taps("Tidak bisa hadir")
    await story.people[3].taps("Saya ikut")
    await story.until(11, 24, hour)
    story.database.now(change, found, story, by, place)

    await story.until(11, 25, 10)

    told = "Tue 24 Nov 10.00" if hour == 10 else "Wed 25 Nov 08.00"
    assert story.read[1][1:] == story.read[2][1:] == [f"{told} {NOW_MUST}"]
    assert story.read[3][1:] == [f"{told} {CHANGED}"]
    for n in (1, 2):
        assert (place or "Rabu, 16 Desember 2026") in story.people[n].text


async def test_another_day_that_waits_until_it_is_mandatory_is_told_as_that(story: Story) -> None:
    found = story.database.now(announced, None, a_session(starts_at=at(12, 15, 9)))
    await story.until(11, 24, 21)
    story.database.now(move, found, at(12, 16, 9), story.clock.at)
    await story.until(11, 24, 22)
    story.database.now(make_mandatory, found, story)

    await story.until(11, 25, 10)

    assert story.read[1][1:] == [f"Wed 25 Nov 08.00 {NOW_MUST}"]


async def test_what_moves_after_it_was_told_that_it_is_mandatory_is_told_as_a_change(
    story: Story,
) -> None:
    found = story.database.now(announced, None, a_session(starts_at=at(12, 15, 9)))
    await story.until(11, 24, 10)
    story.database.now(change, found, story, DAY, "")
    await story.until(11, 24, 11)
    story.database.now(move, found, at(12, 17, 9), story.clock.at)

    await story.until(11, 25, 10)

    assert story.read[1][1:] == [f"Tue 24 Nov 10.00 {NOW_MUST}", f"Tue 24 Nov 11.00 {CHANGED}"]


async def test_who_must_come_after_all_no_more_is_still_told_of_the_other_day(
    story: Story,
) -> None:
    """In the same night."""
    found = story.database.now(announced, None, a_session(starts_at=at(12, 15, 9)))
    await story.until(11, 24, 21)
    story.database.now(change, found, story, DAY, "")
    await story.until(11, 24, 22)
    course = story.database.now(trainings.course, found)
    assert course is not None
    story.database.now(trainings.put, replace(course.training, mandatory=False))
    story.database.now(planning.adjust, course.session, story.clock.at)

    await story.until(11, 25, 10)

    assert story.read[1][1:] == [f"Wed 25 Nov 08.00 {CHANGED}"]
