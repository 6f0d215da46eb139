"""News of what changed comes in time, and says nothing that was never so."""

import pytest

from tests.stories.conftest import Story
from tests.stories.test_trainings import at, move
from tests.usecases.training_room import announced

CHANGED = "pelatihan ini berubah. Sekarang menjadi:"


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
