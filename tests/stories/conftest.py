"""Employees, trainings, and a clock that stops wherever time brings something."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete

from bot.app import Torang
from bot.db import learning
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import LearningRow
from bot.domain.learning import Record
from bot.usecases import due
from tests.chat import Chat
from tests.conftest import VirtualClock
from tests.usecases.training_room import employ

JAYAPURA = ZoneInfo("Asia/Jayapura")

FURTHER = timedelta(minutes=1)


@dataclass
class Story:
    """An office in virtual time; `tell` is what somebody has read of it."""

    torang: Torang
    database: Database
    clock: VirtualClock
    someone: Callable[..., Chat]
    people: dict[int, Chat] = field(default_factory=dict)
    read: dict[int, list[str]] = field(default_factory=dict)
    _seen: set[tuple[int, int]] = field(default_factory=set)

    async def meet(self, n: int) -> None:
        """Employee n presses Start."""
        self.people[n] = self.someone(2000 + n)
        await self.people[n].starts()

    async def until(self, month: int, day: int, hour: int, minute: int = 0) -> None:
        """Let time pass, by the clock in Sofifi, and all happen that is due on the way."""
        year = self.clock.at.astimezone(JAYAPURA).year
        wanted = datetime(year, month, day, hour, minute, tzinfo=JAYAPURA).astimezone(UTC)
        if wanted < self.clock.at:
            wanted = datetime(year + 1, month, day, hour, minute, tzinfo=JAYAPURA)
        await self._tick()
        while (at := self.database.now(due.next_due, self.clock.at)) and at <= wanted:
            # What is due now and did not happen waits for a tick of its own.
            self.clock.at = at if at > self.clock.at else self.clock.at + FURTHER
            await self._tick()
        self.clock.at = wanted.astimezone(UTC)
        await self._tick()

    async def _tick(self) -> None:
        """What came by itself is noted as it was read."""
        for n, chat in self.people.items():
            self._seen |= {(n, card["message_id"]) for card in chat.cards}
        await self.torang.ticks.all()
        for n, chat in self.people.items():
            for card in chat.cards:
                if (n, card["message_id"]) not in self._seen:
                    at = datetime.fromtimestamp(card["date"], JAYAPURA)
                    first = card["text"].splitlines()[0].partition(", ")[2]
                    self.read.setdefault(n, []).append(f"{at:%a %d %b %H.%M} {first}")


@pytest.fixture
async def story(
    torang: Torang, database: Database, clock: VirtualClock, someone: Callable[..., Chat]
) -> Story:
    """Four employees of one unit who have started the bot, and have learned enough for a while."""
    database.now(employ, 4)
    database.now(_learn)
    found = Story(torang, database, clock, someone)
    for n in range(1, 5):
        await found.meet(n)
    return found


@pytest.fixture
def behind(story: Story) -> None:
    """They have not learned anything yet, and so hear of their year once a month."""

    def unlearn(db: Db) -> None:
        db.execute(delete(LearningRow))

    story.database.now(unlearn)


def _learn(db: Db) -> None:
    for n in range(1, 5):
        for year in (2026, 2027):
            learning.credit(db, n, Record(date(year, 1, 15), "Pelayanan Prima", "training", 20))
