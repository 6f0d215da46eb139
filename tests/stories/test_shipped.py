"""Both campaigns that ship, from the first day to the last, for each arm and each way to answer.

Of five people one agrees with all, one objects to all, three say nothing. Each story begins on
Tuesday 24 November 2026, and the days off are those of the office.
"""

from datetime import date, timedelta

import pytest

from bot.db import campaigns, participants
from bot.db.base import Db
from bot.domain.campaign import Campaign, Stage
from bot.usecases import campaigning, conducting, steps
from bot.usecases.office import Office
from tests.chat import Chat
from tests.stories.conftest import JAYAPURA, Story
from tests.stories.test_campaigns import ADMIN, learn, office
from tests.stories.transcripts import TRANSCRIPTS
from tests.usecases.training_room import employ

__all__ = ["office"]

FIRST = date(2026, 11, 24)
DAY = timedelta(days=1)

AGREES, OBJECTS = 3, 2

BURDEN = "Program ini hanya beban administrasi."


def begun(db: Db, office: Office, name: str, story: Story) -> tuple[int, Campaign]:
    one = campaigning.shipped(db, name, FIRST, JAYAPURA)
    campaign_id, number = campaigns.put(db, one)
    conducting.launch(db, office, ADMIN, campaign_id, number, story.clock.at)
    return campaign_id, one


def code_of(one: Campaign, text: str, n: int) -> str | None:
    """The step that a card tells, by all of its words."""
    for step in one.steps:
        said = step.texts["id"].replace("{nama}", f"Pegawai {n}")
        if said.replace("{unit}", "KTP elektronik") in text:
            return step.code
    return None


async def answer(chat: Chat, n: int) -> None:
    """Somebody agrees with all, or objects to all; who says nothing taps nothing."""
    against = BURDEN in chat.text
    ways = {
        AGREES: ("Masuk akal", "Sangat tidak setuju" if against else "Sangat setuju"),
        OBJECTS: ("Keberatan", "Sangat setuju" if against else "Sangat tidak setuju"),
    }
    for label in ways.get(n, ()):
        if label in chat.labels:
            await chat.taps(label)


async def walked(story: Story, one: Campaign) -> dict[int, list[str]]:
    """What each was told, day by day; and they answer the same afternoon."""
    told: dict[int, list[str]] = {n: [] for n in story.people}
    day = FIRST
    while day <= one.last_day + DAY:
        await story.until(day.month, day.day, 17)
        for n, chat in story.people.items():
            code = code_of(one, chat.text, n)
            line = f"{day:%d %b} {code}"
            if code is not None and all(code != each[7:] for each in told[n]):
                told[n].append(line)
                await answer(chat, n)
        day += DAY
    return told


@pytest.mark.parametrize("name", ["kinerja", "jp"])
async def test_a_campaign_that_ships_is_told_to_each_as_it_is_meant(
    story: Story, office: Office, name: str
) -> None:
    story.database.now(employ, 1, first=5)
    story.database.now(learn, 5)
    await story.meet(5)
    campaign_id, one = story.database.now(begun, office, name, story)

    told = await walked(story, one)

    stands: dict[int, tuple[str, Stage]] = {}
    for n in told:
        part = story.database.now(participants.find, campaign_id, n)
        assert part is not None
        stance = story.database.now(steps.stance_of, office, campaign_id, n)
        stands[n] = (part.arm, stance.stage)
    assert {n: (*stands[n], told[n]) for n in told} == TRANSCRIPTS[name]
