"""Two nudges a week: what is near goes first, and what can wait makes way for it.

Tuesday 24 November 2026, 09.00 in Sofifi, is when each story begins.
"""

import pytest

from bot.seed_trainings import seed_trainings
from tests.factories import a_session, a_training
from tests.stories.conftest import JAYAPURA, Story
from tests.stories.test_trainings import INVITED, at
from tests.usecases.training_room import announced

pytestmark = pytest.mark.usefixtures("behind")

NEWS = "inilah capaian belajar Anda tahun ini:"


def announce(story: Story, code: str, month: int, day: int) -> None:
    story.database.now(announced, a_training(code=code), a_session(starts_at=at(month, day, 9)))


async def test_who_is_behind_in_the_demonstration_is_told_on_the_first_working_day(
    story: Story,
) -> None:
    seed_trainings(story.database, JAYAPURA, [2001, 2002])

    await story.until(12, 1, 9)

    for n in (1, 2, 3):
        assert f"Tue 01 Dec 09.00 {NEWS}" in story.read[n]


async def test_nobody_is_invited_to_what_they_were_reminded_of(story: Story) -> None:
    """An invitation that has waited for so long has nothing to say any more."""
    seed_trainings(story.database, JAYAPURA, [2001, 2002])

    await story.until(12, 16, 9)

    told: set[str] = set()
    for card in story.people[3].cards:
        opening, title = [*card["text"].split("\n"), "", ""][:3:2]
        assert INVITED not in opening or title not in told
        told.add(title)
    assert len(told) > 4


async def test_invitations_to_what_is_far_away_leave_room_for_a_reminder(story: Story) -> None:
    for n in range(5):
        announce(story, f"far{n}", 12, 22)
    announce(story, "near", 12, 1)

    await story.until(12, 1, 8)

    assert story.read[1] == [f"Tue 24 Nov 09.00 {INVITED}", "Mon 30 Nov 08.00 besok:"]
    assert "1 Desember 2026" in story.people[1].text


async def test_an_invitation_that_cannot_wait_leaves_at_once(story: Story) -> None:
    """On Wednesday; the reminder is due on Saturday and comes on Monday."""
    await story.until(11, 25, 10)
    announce(story, "near", 12, 1)

    await story.until(12, 1, 8)

    assert story.read[1] == [f"Wed 25 Nov 10.00 {INVITED}", "Mon 30 Nov 08.00 besok:"]


async def test_an_invitation_makes_way_for_the_news_of_the_month(story: Story) -> None:
    await story.until(11, 25, 10)
    announce(story, "a", 12, 22)
    await story.until(11, 26, 10)
    announce(story, "b", 12, 22)

    await story.until(12, 3, 10)

    assert story.read[1] == [
        f"Wed 25 Nov 10.00 {INVITED}",
        f"Tue 01 Dec 09.00 {NEWS}",
        f"Wed 02 Dec 10.00 {INVITED}",
    ]
