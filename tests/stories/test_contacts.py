"""Whom one asks about a unit is told once who has not answered."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.db import trainings
from bot.db.base import Db
from bot.seed import CONTACTS, EMPLOYEES, UNITS
from bot.usecases import planning
from tests.factories import a_session, a_training
from tests.stories.conftest import Story
from tests.stories.test_trainings import ask, at, move
from tests.stories.test_turnover import unlink
from tests.usecases.training_room import announced, employ, name_contact, session

UNANSWERED = "beberapa pegawai di unit Anda belum memastikan hadir:"
DISDUKCAPIL = 1


def told(story: Story) -> list[str]:
    """When the contact read of it."""
    return [line for line in story.read.get(9, []) if line.endswith(UNANSWERED)]


def names(story: Story) -> list[str]:
    """Of whom, each time."""
    cards = [card["text"] for card in story.people[9].cards if UNANSWERED in card["text"]]
    return [
        "".join(n for n in "1239" if f"Pegawai {n}" in text.partition(":")[2]) for text in cards
    ]


async def with_a_contact(story: Story, days: int = 7, hours: int = 0) -> int:
    """Employee 9 is the contact of the other's unit; a session that all must attend."""
    story.database.now(employ, 1, DISDUKCAPIL, 9)
    story.database.now(name_contact, "dukcapil", 9)
    await story.meet(9)
    starts_at = at(11, 24, 9) + timedelta(days=days, hours=hours)
    dated = a_session(starts_at=starts_at)
    found = story.database.now(session, a_training(mandatory=True), dated)

    def announce(db: Db) -> int:
        return planning.announce(db, found, story.clock.at)

    story.database.now(announce)
    return found


async def test_the_contact_is_told_anew_of_who_is_silent_about_another_day(story: Story) -> None:
    """Once of each day: that it begins later that day is nothing new."""
    found = await with_a_contact(story)
    await story.until(11, 30, 10)
    story.database.now(move, found, at(12, 1, 15), story.clock.at)
    await story.until(12, 1, 12)
    assert told(story) == [f"Mon 30 Nov 09.00 {UNANSWERED}"]

    story.database.now(move, found, at(12, 8, 9), story.clock.at)
    await story.until(12, 9, 9)

    assert told(story) == [f"Mon 30 Nov 09.00 {UNANSWERED}", f"Mon 07 Dec 09.00 {UNANSWERED}"]


async def test_a_session_that_is_moved_before_the_contact_was_told_takes_it_along(
    story: Story,
) -> None:
    found = await with_a_contact(story)
    await story.until(11, 27, 10)
    story.database.now(move, found, at(12, 3, 9), story.clock.at)

    await story.until(12, 4, 9)

    assert told(story) == [f"Wed 02 Dec 09.00 {UNANSWERED}"]


async def test_a_message_to_the_contact_that_waits_for_the_morning_moves_along(
    story: Story,
) -> None:
    """Announced at ten in the evening, so that the day to answer ends at night."""
    await story.until(11, 24, 22)
    found = await with_a_contact(story, 2, 3)
    await story.until(11, 26, 7)
    story.database.now(move, found, at(12, 2, 9), story.clock.at)

    await story.until(12, 4, 9)

    assert told(story) == [f"Tue 01 Dec 09.00 {UNANSWERED}"]


@pytest.mark.parametrize("longer", [timedelta(0), timedelta(hours=1)])
async def test_a_message_to_the_contact_that_waits_for_the_morning_outlasts_another_place_or_end(
    story: Story, longer: timedelta
) -> None:
    await story.until(11, 24, 22)
    found = await with_a_contact(story, 2, 3)
    await story.until(11, 26, 7)
    course = story.database.now(trainings.course, found)
    assert course is not None
    ends_at = course.session.ends_at + longer
    elsewhere = replace(course.session, place="Gedung lain", ends_at=ends_at)
    story.database.now(planning.move, elsewhere, story.clock.at)

    await story.until(11, 27, 9)

    assert told(story) == [f"Thu 26 Nov 08.00 {UNANSWERED}"]
    assert any("Gedung lain" in card["text"] for card in story.people[9].cards)


async def test_nobody_is_told_of_who_had_less_than_a_day_to_answer(story: Story) -> None:
    await with_a_contact(story, 0, 23)

    await story.until(11, 26, 9)

    assert told(story) == []


async def test_who_is_invited_shortly_before_has_a_day_to_answer(story: Story) -> None:
    await with_a_contact(story, 1, 4)

    await story.until(11, 26, 9)

    assert told(story) == [f"Wed 25 Nov 09.00 {UNANSWERED}"]


async def test_a_new_place_on_the_last_day_puts_off_nothing(story: Story) -> None:
    found = await with_a_contact(story)
    await story.until(11, 30, 8)
    story.database.now(move, found, at(12, 1, 9), story.clock.at)

    await story.until(12, 2, 9)

    assert told(story) == [f"Mon 30 Nov 09.00 {UNANSWERED}"]


async def test_only_who_has_not_said_whether_they_come_is_named_and_not_the_contact(
    story: Story,
) -> None:
    """Employee 1 registered and never said more, 4 declined, 2 said it again of the new time."""
    found = await with_a_contact(story)
    await story.until(11, 24, 9, 1)
    await story.people[1].taps("Saya ikut")
    await story.people[2].taps("Saya ikut")
    await story.people[2].taps("Hadir")
    await story.people[4].taps("Tidak bisa hadir")
    story.database.now(move, found, at(12, 1, 13), story.clock.at)
    await story.until(11, 24, 10)
    await story.people[2].taps("Hadir")

    await story.until(12, 2, 9)

    assert names(story) == ["13"]


async def test_where_only_the_contact_has_not_answered_nobody_is_told(story: Story) -> None:
    await with_a_contact(story)
    await story.until(11, 24, 9, 1)
    for n in (1, 2, 3, 4):
        await story.people[n].taps("Saya ikut")
        await story.people[n].taps("Hadir")

    await story.until(12, 2, 9)

    assert told(story) == []


async def test_of_an_open_training_the_contact_is_told_who_registered_and_said_no_more(
    story: Story,
) -> None:
    """An invitation that lies is nobody's business."""
    story.database.now(employ, 1, DISDUKCAPIL, 9)
    story.database.now(name_contact, "dukcapil", 9)
    await story.meet(9)
    story.database.now(announced)
    await story.until(11, 24, 9, 1)
    await story.people[1].taps("Saya ikut")
    await story.people[2].taps("Saya ikut")
    await story.people[2].taps("Hadir")

    await story.until(11, 30, 10)

    assert told(story) == [f"Mon 30 Nov 09.00 {UNANSWERED}"]
    assert names(story) == ["1"]


async def test_the_contact_is_told_of_who_was_asked_to_come_instead_and_did_not_answer(
    story: Story,
) -> None:
    story.database.now(employ, 1, DISDUKCAPIL, 9)
    story.database.now(name_contact, "dukcapil", 9)
    await story.meet(9)
    story.database.now(announced)
    await story.until(11, 24, 9, 1)
    await story.people[1].taps("Saya ikut")
    await ask(story.people[1], "Pegawai 2")

    await story.until(11, 30, 10)

    assert told(story) == [f"Mon 30 Nov 09.00 {UNANSWERED}"]
    assert names(story) == ["2"]


async def test_who_never_linked_an_account_is_marked(story: Story) -> None:
    story.database.now(unlink, 3)
    await with_a_contact(story)

    await story.until(11, 30, 10)

    (card,) = (card["text"] for card in story.people[9].cards if UNANSWERED in card["text"])
    assert "\nPegawai 2\nPegawai 3 (belum menautkan akun)\nPegawai 4\n" in card


def test_units_of_the_demonstration_have_contacts_who_can_be_written_to() -> None:
    assert CONTACTS
    assert CONTACTS.keys() <= {code for code, _name, _above in UNITS}
    assert set(CONTACTS.values()) <= EMPLOYEES.keys()
