"""Putting the clock forward step by step, so that a bot sees each instant it is due at."""

import asyncio
import time
from datetime import datetime, timedelta
from math import ceil

from bot.simulator.bell import Bell
from bot.simulator.clock import Clock
from bot.simulator.core import Telegram

__all__ = ["Advance", "NothingDue"]

STEP = 3600


class NothingDue(Exception):
    """The bot did not say when it is due next."""


class Advance:
    """What the bot said it is due at, and the walk towards a later time.

    A bot that follows the clock learns of each step by an empty getUpdates, does what is due, and
    reports back; the next step waits for that report. A bot that never reports is waited for
    once.
    """

    def __init__(
        self,
        telegram: Telegram,
        clock: Clock,
        bell: Bell,
        patience: float = 5.0,
        deadline: float = 30.0,
    ) -> None:
        """Real seconds: `patience` for one step, `deadline` for a whole walk."""
        self._patience = patience
        self._deadline = deadline
        self._telegram = telegram
        self._clock = clock
        self._bell = bell
        self._walking = asyncio.Lock()
        self._reported_offset: int | None = None
        self._give_up = False
        self.due: datetime | None = None

    def report(self, at: datetime | None, offset: int) -> None:
        """The bot has done what was due at this offset, and is due next at `at` (None: never).

        A report about a time that has passed by is of no use: another follows.
        """
        self._give_up = False
        if offset == self._clock.offset:
            self.due, self._reported_offset = at, offset
            self._bell.ring()

    async def by(self, seconds: float) -> None:
        """Walk so far, or as far as the deadline lets."""
        async with self._walking:
            deadline = time.monotonic() + self._deadline
            target = self._clock.offset + ceil(seconds)
            while self._clock.offset < target and time.monotonic() < deadline:
                self._clock.put_forward(min(self._step(), target - self._clock.offset))
                self._telegram.world.touch()
                self._telegram.world.tell()
                await self._settle(deadline)

    async def to_due(self) -> None:
        if self.due is None:
            raise NothingDue("The bot has not said that anything is due.")
        await self.by(max(self._until_due(), 1))

    def _until_due(self) -> int:
        due = self.due or self._clock() + timedelta(seconds=STEP)
        return ceil((due - self._clock()).total_seconds())

    def _step(self) -> int:
        """Up to the next due instant; a second for a bot that is late, so that it catches up."""
        return min(max(self._until_due(), 1), STEP)

    async def _settle(self, deadline: float) -> None:
        if self._give_up:
            return
        patience = min(self._patience, deadline - time.monotonic())
        if not await self._bell.until(self._done_here, patience):
            self.due = None
            self._give_up = self._reported_offset is None

    def _done_here(self) -> bool:
        ahead = self.due is None or self.due > self._clock()
        return self._reported_offset == self._clock.offset and ahead
