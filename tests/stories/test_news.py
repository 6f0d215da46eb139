"""The news of one's own year, on the first working day of a month, to those who are behind.

Tuesday 24 November 2026, 09.00 in Sofifi, is when each story begins.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date

import pytest

from bot import app, config
from bot.db.database import Database
from bot.keys import Keys
from bot.usecases import enrolling
from tests.chat import Seconds
from tests.conftest import SECRET, Disk, VirtualClock
from tests.factories import a_session, a_training
from tests.stories.conftest import Story
from tests.stories.test_trainings import at
from tests.usecases.training_room import announced, somebody

pytestmark = pytest.mark.usefixtures("behind")

NEWS = "JP Anda tahun ini"
NEWS_OF = "inilah capaian belajar Anda"
ELSEWHERE = "Sudah belajar di tempat lain tahun ini?"


def announce(story: Story, title: str, day: int, capacity: int | None = None) -> int:
    training = replace(a_training(code=title), title=title)
    dated = a_session(starts_at=at(12, day, 9), capacity=capacity)
    return story.database.now(announced, training, dated)


def news(story: Story) -> str:
    """What employee 1 read of it."""
    (card,) = (card["text"] for card in story.people[1].cards if NEWS in card["text"])
    return str(card)


async def test_two_things_that_fit_are_offered(story: Story) -> None:
    for title, day in (("A", 15), ("B", 16), ("C", 17)):
        announce(story, title, day)

    await story.until(12, 1, 9)

    assert news(story) == (
        "Bapak/Ibu Pegawai 1, inilah capaian belajar Anda tahun ini:\n"
        "JP Anda tahun ini: 0 dari 20  ▱▱▱▱▱▱▱▱▱▱\n\n"
        "Kegiatan terdekat yang cocok:\n"
        "A · 6 JP\nSelasa, 15 Desember 2026, 09.00–15.00 WIT\n"
        "B · 6 JP\nRabu, 16 Desember 2026, 09.00–15.00 WIT\n\n"
        "Pemerintah Provinsi"
    )


async def test_neither_what_was_declined_nor_what_is_full_is_offered(story: Story) -> None:
    declined, full = announce(story, "Ditolak", 15), announce(story, "Penuh", 16, 1)
    announce(story, "Terbuka", 17)
    story.database.now(enrolling.decline, somebody(1), declined, story.clock.at)
    story.database.now(enrolling.enrol, somebody(2), full, story.clock.at)

    await story.until(12, 1, 9)

    assert "Ditolak" not in news(story)
    assert "Penuh" not in news(story)
    assert "Terbuka" in news(story)
    assert ELSEWHERE in news(story)


async def test_where_nothing_is_open_a_certificate_is_what_one_can_do(story: Story) -> None:
    await story.until(12, 1, 9)

    assert news(story) == (
        "Bapak/Ibu Pegawai 1, inilah capaian belajar Anda tahun ini:\n"
        "JP Anda tahun ini: 0 dari 20  ▱▱▱▱▱▱▱▱▱▱\n\n"
        f"{ELSEWHERE} Kirim sertifikatnya: JP-nya bisa ikut dihitung.\n\n"
        "Pemerintah Provinsi"
    )
    assert story.people[1].labels[:2] == ["Kirim sertifikat", "Jeda sebulan"]


async def test_a_pause_in_december_holds_over_the_news_of_february(story: Story) -> None:
    await story.until(12, 1, 9)
    await story.people[1].taps("Jeda sebulan")

    await story.until(2, 28, 9)
    assert sum(NEWS in card["text"] for card in story.people[1].cards) == 1
    assert sum(NEWS in card["text"] for card in story.people[2].cards) == 2
    await story.until(3, 1, 9)

    assert sum(NEWS in card["text"] for card in story.people[1].cards) == 2


async def test_a_pause_before_the_news_of_the_month_leaves_out_no_other(story: Story) -> None:
    """In May 2027 offices first work on the third; who pauses after it misses that of June."""
    await story.until(5, 2, 10)
    await story.people[1].taps("Jeda sebulan")
    await story.until(5, 3, 10)
    await story.people[2].taps("Jeda sebulan")

    await story.until(7, 2, 10)

    heard = [[line[4:10] for line in story.read[n] if NEWS_OF in line] for n in (1, 2)]
    assert heard[0][-3:] == ["01 Apr", "02 Jun", "01 Jul"]
    assert heard[1][-3:] == ["01 Apr", "03 May", "01 Jul"]


FIRST, SECOND = date(2026, 12, 1), date(2026, 12, 2)


Restart = Callable[[Collection[date]], None]


@pytest.fixture
def restart(
    story: Story,
    settings: config.Config,
    database: Database,
    clock: VirtualClock,
    seconds: Seconds,
    disk: Disk,
) -> Restart:
    """Start the bot anew with these days off, which it reads when it starts."""

    def restarted(days_off: Collection[date]) -> None:
        dates = config.Calendar(days_off=tuple(days_off))
        corrected = settings.model_copy(update={"calendar": dates})
        keys, bot = Keys(SECRET), story.torang.bot
        story.torang = app.build(corrected, database, keys, bot, clock, seconds, disk)

    return restarted


def days(story: Story, n: int = 1) -> list[str]:
    """When employee n read the news."""
    return [line[4:16] for line in story.read[n] if NEWS_OF in line]


async def test_a_day_off_that_was_added_late_moves_the_news_that_were_promised_before(
    story: Story, restart: Restart
) -> None:
    await story.until(11, 30, 12)
    restart([FIRST])

    await story.until(12, 3, 9)

    assert days(story) == ["02 Dec 09.00"]


async def test_a_day_off_that_is_added_on_the_day_itself_moves_the_news_too(
    story: Story, restart: Restart
) -> None:
    await story.until(12, 1, 8)
    restart([FIRST])

    await story.until(12, 3, 9)

    assert days(story) == ["02 Dec 09.00"]


async def test_a_day_off_that_is_no_more_brings_the_news_forward(
    story: Story, restart: Restart
) -> None:
    restart([FIRST, SECOND])
    await story.until(11, 30, 12)
    restart([SECOND])

    await story.until(12, 4, 9)

    assert days(story) == ["01 Dec 09.00"]


async def test_news_that_have_left_do_not_come_again_when_the_calendar_changes(
    story: Story, restart: Restart
) -> None:
    await story.until(12, 1, 9)
    restart([FIRST])

    await story.until(12, 3, 9)

    assert days(story) == ["01 Dec 09.00"]
