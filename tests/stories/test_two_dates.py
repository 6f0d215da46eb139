"""A training on two dates: a seat in one of them, or having been there, settles the other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.db import trainings
from bot.db.base import Db
from bot.domain.training import Training
from bot.usecases import attending, enrolling, planning
from tests.chat import Chat
from tests.factories import MORNING, a_person, a_session, a_training
from tests.stories.conftest import Story
from tests.stories.test_trainings import INVITED, RESERVED, at
from tests.usecases.training_room import announced, employ, name_contact, somebody, standings

MUST = "ada pelatihan yang wajib Anda ikuti:"
UNANSWERED = "beberapa pegawai di unit Anda belum memastikan hadir:"
ADMIN = a_person(9001, admin=True)


def on_two_dates(db: Db, training: Training) -> tuple[int, int]:
    """1 and 3 December; the sessions' ids."""
    first = announced(db, training)
    course = trainings.course(db, first)
    assert course is not None
    dated = a_session(code="2", starts_at=MORNING + timedelta(days=9))
    second = trainings.add_session(db, replace(dated, training_id=course.training.id))
    planning.announce(db, second, MORNING)
    return first, second


async def comes(chat: Chat, day: str) -> None:
    """Says so in the invitation to that day."""
    card = next(card["message_id"] for card in chat.cards if day in card["text"])
    await chat.taps("Saya ikut", card)
    await chat.taps("Hadir", card)


async def with_a_contact(story: Story, training: Training) -> tuple[int, int]:
    """Employee 9 is the contact; the first comes on the 1st, the third on the 3rd."""
    story.database.now(employ, 1, 1, 9)
    story.database.now(name_contact, "dukcapil", 9)
    await story.meet(9)
    found = story.database.now(on_two_dates, training)
    await story.until(11, 24, 9, 5)
    await comes(story.people[1], "1 Desember")
    await comes(story.people[3], "3 Desember")
    await story.until(12, 1, 10)
    story.database.now(attending.correct, ADMIN, found[0], 1, story.clock.at)
    await story.until(12, 3, 12)
    return found


async def test_who_chose_one_date_of_a_mandatory_training_is_not_awaited_at_the_other(
    story: Story,
) -> None:
    await with_a_contact(story, a_training(mandatory=True))

    assert story.read[1][2:-1] == [
        f"Sat 28 Nov 09.00 {RESERVED}",
        "Mon 30 Nov 09.00 besok:",
        "Tue 01 Dec 07.00 hari ini:",
    ]
    assert story.read[3][2:] == [
        f"Mon 30 Nov 09.00 {RESERVED}",
        "Wed 02 Dec 09.00 besok:",
        "Thu 03 Dec 07.00 hari ini:",
    ]
    told = [card["text"] for card in story.people[9].cards if UNANSWERED in card["text"]]
    named = [[n for n in "1234" if f"Pegawai {n}" in text] for text in told]
    assert named == [["2", "4"], ["2", "4"]]


async def test_who_chose_one_date_of_an_open_training_is_not_reminded_of_the_other(
    story: Story,
) -> None:
    await with_a_contact(story, a_training())

    assert story.read[1][:3] == [f"Tue 24 Nov 09.00 {INVITED}"] * 2 + [
        f"Sat 28 Nov 09.00 {RESERVED}"
    ]
    assert [line[:10] for line in story.read[1][3:]] == ["Mon 30 Nov", "Tue 01 Dec", "Tue 01 Dec"]
    assert not any("masih" in line for line in story.read[3])


async def test_who_was_there_once_is_not_invited_to_a_later_date(story: Story) -> None:
    training = a_training(mandatory=True)
    first = story.database.now(announced, training)
    await story.until(12, 1, 10)
    story.database.now(attending.correct, ADMIN, first, 1, story.clock.at)

    def again(db: Db) -> None:
        course = trainings.course(db, first)
        assert course is not None
        dated = a_session(code="2", starts_at=MORNING + timedelta(days=14))
        found = trainings.add_session(db, replace(dated, training_id=course.training.id))
        planning.announce(db, found, story.clock.at)

    story.database.now(again)
    await story.until(12, 1, 11)

    assert story.read[2][-1] == f"Tue 01 Dec 10.00 {MUST}"
    assert not any(line.startswith("Tue 01 Dec 10") for line in story.read[1])


async def test_who_gives_the_seat_up_is_awaited_at_the_other_date(story: Story) -> None:
    story.database.now(on_two_dates, a_training(mandatory=True))
    await story.until(11, 24, 9, 5)
    await comes(story.people[1], "1 Desember")
    await story.until(11, 30, 10)
    await story.people[1].taps("Tidak bisa hadir")

    await story.until(12, 2, 10)

    assert "Wed 02 Dec 09.00 besok:" in story.read[1]


@pytest.mark.parametrize("kind", ["mentoring", "study"])
async def test_where_each_time_counts_one_is_invited_to_each(story: Story, kind: str) -> None:
    await with_a_contact(story, replace(a_training(mandatory=True), kind=kind, jp=None))

    assert sum(line.startswith("Mon 30 Nov 09.00") for line in story.read[1]) == 2


@pytest.mark.usefixtures("behind")
async def test_what_fits_next_is_one_date_of_each_training(story: Story) -> None:
    def offer(db: Db) -> None:
        on_dates = ("AAA", 14, 16), ("BBB", 18, 20), ("CCC", 10, 13)
        for title, *days in on_dates:
            training = replace(a_training(code=title), title=title)
            first = a_session(starts_at=MORNING + timedelta(days=days[0]))
            found = trainings.course(db, announced(db, training, first))
            assert found is not None
            later = a_session(code="2", starts_at=MORNING + timedelta(days=days[1]))
            second = trainings.add_session(db, replace(later, training_id=found.training.id))
            planning.announce(db, second, MORNING)

    story.database.now(offer)
    await story.until(11, 24, 9, 5)
    ahmad = story.people[1]
    await ahmad.says("/pelatihan")
    await ahmad.taps("Terbuka untuk Anda (6)")
    await ahmad.taps("4/12 CCC")
    await ahmad.taps("Daftar")

    await story.until(12, 1, 12)

    (card,) = (card["text"] for card in ahmad.cards if "terdekat yang cocok" in card["text"])
    assert [title for title in ("AAA", "BBB", "CCC") if title in card] == ["AAA", "BBB"]


OFF = "pelatihan ini tidak jadi diadakan:"
OTHERS = "Jadwal lain pelatihan ini:"


async def with_a_later_date(
    story: Story, training: Training | None = None, capacity: int | None = None
) -> tuple[int, int]:
    """1 December, for which the first has registered, and 10 December, of which nobody tells
    them."""
    first = story.database.now(announced, training)
    course = story.database.now(trainings.course, first)
    assert course is not None
    await story.until(11, 24, 9, 5)
    await story.people[1].taps("Saya ikut")
    dated = a_session(code="2", starts_at=at(12, 10, 9), capacity=capacity)
    later = replace(dated, training_id=course.training.id)
    second = story.database.now(trainings.add_session, later)
    story.database.now(planning.announce, second, story.clock.at)
    await story.until(11, 24, 10)
    assert len(story.read[1]) == 1
    return first, second


@pytest.mark.parametrize(("mandatory", "invited"), [(False, INVITED), (True, MUST)])
async def test_who_had_a_seat_at_a_date_that_is_cancelled_is_offered_and_invited_to_the_other(
    story: Story, mandatory: bool, invited: str
) -> None:
    first, second = await with_a_later_date(story, a_training(mandatory=mandatory))
    story.database.now(planning.cancel, first, story.clock.at)
    await story.until(11, 24, 11)
    assert sorted(story.read[1][1:]) == [f"Tue 24 Nov 10.00 {invited}", f"Tue 24 Nov 10.00 {OFF}"]
    (card,) = (card for card in story.people[1].cards if OFF in card["text"])
    assert f"\n\n{OTHERS}\nKamis, 10 Desember 2026, 09.00–15.00 WIT\n" in card["text"]
    await story.people[1].taps("10/12 Manajemen Waktu Pelayan…", card["message_id"])
    await story.people[1].taps("Daftar")
    assert story.database.now(standings, second)[1] == "enrolled"

    await story.until(12, 10, 10)

    assert story.read[1][3:] == [f"Mon 07 Dec 09.00 {RESERVED}", "Wed 09 Dec 09.00 besok:"]


async def test_who_does_not_answer_the_other_date_is_reminded_as_others_are(story: Story) -> None:
    first, _second = await with_a_later_date(story)
    story.database.now(planning.cancel, first, story.clock.at)

    await story.until(12, 10, 10)

    reminded = "Mon 07 Dec 09.00 masih ada kesempatan ikut:"
    assert story.read[1][-1] == story.read[2][-1] == reminded


async def test_a_cancellation_offers_no_date_that_has_no_seat(story: Story) -> None:
    first, second = await with_a_later_date(story, capacity=1)
    story.database.now(enrolling.enrol, somebody(3), second, story.clock.at)
    story.database.now(planning.cancel, first, story.clock.at)

    await story.until(11, 24, 11)

    (card,) = (card for card in story.people[1].cards if OFF in card["text"])
    assert OTHERS not in card["text"]


async def test_who_gives_a_seat_up_is_invited_to_the_date_that_was_announced_meanwhile(
    story: Story,
) -> None:
    await with_a_later_date(story)
    await story.people[1].taps("Tidak bisa hadir")

    await story.until(11, 24, 11)

    assert story.read[1][1:] == [f"Tue 24 Nov 10.00 {INVITED}"]
    assert "Kamis, 10 Desember 2026" in story.people[1].text


async def test_who_waits_for_one_date_and_has_taken_another_takes_no_second_seat(
    story: Story,
) -> None:
    """The third waits behind them, and gets it."""
    first, second = await with_a_later_date(story, capacity=5)
    course = story.database.now(trainings.course, first)
    assert course is not None
    story.database.now(planning.adjust, replace(course.session, capacity=1), story.clock.at)
    for n in (2, 3):
        story.database.now(enrolling.enrol, somebody(n), first, story.clock.at)
    story.database.now(enrolling.confirm, somebody(2), second, story.clock.at)
    await story.people[1].taps("Tidak bisa hadir")
    stand = story.database.now(standings, first)
    assert (stand[2], stand[3]) == ("waiting", "enrolled")
    story.database.now(enrolling.decline, somebody(3), first, story.clock.at)

    story.database.now(enrolling.enrol, somebody(4), first, story.clock.at)

    stand = story.database.now(standings, first)
    assert (stand[2], stand[4]) == ("waiting", "enrolled")
    assert story.database.now(standings, second)[2] == "confirmed"


@pytest.mark.parametrize("hour", [8, 10])
async def test_who_was_not_there_after_all_is_reminded_of_the_other_date(
    story: Story, hour: int
) -> None:
    """Noted by mistake at the first, and corrected the day before the second, early or late."""
    first, _second = story.database.now(on_two_dates, a_training(mandatory=True))
    await story.until(11, 24, 9, 5)
    await comes(story.people[1], "1 Desember")
    await story.until(12, 1, 10)
    story.database.now(attending.correct, ADMIN, first, 1, story.clock.at)
    await story.until(12, 2, hour)
    before = len(story.read[1])
    story.database.now(attending.correct, ADMIN, first, 1, story.clock.at, there=False)

    await story.until(12, 3, 8)

    at_once = "Wed 02 Dec 09.00" if hour == 8 else "Wed 02 Dec 10.01"
    assert story.read[1][before:] == [f"{at_once} besok:"]


async def test_who_was_not_there_after_all_is_invited_to_the_date_announced_meanwhile(
    story: Story,
) -> None:
    first = story.database.now(announced, a_training(mandatory=True))
    await story.until(12, 1, 10)
    story.database.now(attending.correct, ADMIN, first, 1, story.clock.at)
    course = story.database.now(trainings.course, first)
    assert course is not None
    dated = a_session(code="2", starts_at=at(12, 10, 9))
    later = replace(dated, training_id=course.training.id)
    second = story.database.now(trainings.add_session, later)
    story.database.now(planning.announce, second, story.clock.at)
    await story.until(12, 1, 11)
    before = len(story.read[1])
    story.database.now(attending.correct, ADMIN, first, 1, story.clock.at, there=False)

    await story.until(12, 1, 12)

    assert story.read[1][before:] == [f"Tue 01 Dec 11.00 {MUST}"]


async def test_who_loses_the_seat_the_day_before_the_other_date_is_reminded_of_that(
    story: Story,
) -> None:
    _first, second = story.database.now(on_two_dates, a_training(mandatory=True))
    await story.until(11, 24, 9, 5)
    await comes(story.people[1], "3 Desember")
    await story.until(11, 30, 10)
    before = len(story.read[1])
    story.database.now(planning.cancel, second, story.clock.at)

    await story.until(12, 1, 8)

    assert [line[17:] for line in story.read[1][before:]] == [OFF, "besok:"]
    assert "Selasa, 1 Desember 2026" in story.people[1].text
