"""Watches what the bot cannot do without, and tells the owner when it is away and when it is back.

What it knows is of this run of the process, as telling must need no database. After a restart an
outage that goes on is told anew.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import structlog
from aiogram.exceptions import ClientDecodeError, TelegramAPIError

from bot.db import people
from bot.db.database import Database
from bot.domain.delivery import Blocked, Rejected, TryLater
from bot.domain.errors import DatabaseAway
from bot.domain.outage import Moment, News, Sense, Thing, Watch, is_low, news, seen, told
from bot.domain.time import Clock
from bot.telegram.calls import TRY_SECONDS
from bot.telegram.sender import Sender
from bot.telegram.views.outage import outage
from bot.texts import DEFAULT, speaking

__all__ = ["Watching"]

log = structlog.get_logger()


@dataclass(slots=True)
class Watching:
    """What is seen of each thing; `seconds` is monotonic, `free` the bytes left on the disk."""

    database: Database
    sender: Sender
    owner: int
    zone: ZoneInfo
    clock: Clock
    seconds: Callable[[], float]
    free: Callable[[], int]
    _language: str = DEFAULT
    _watches: dict[Thing, Watch] = field(
        default_factory=lambda: {thing: Watch(thing) for thing in Thing}
    )

    def saw(self, sense: Sense, well: bool) -> None:
        """Note a sign that a thing works or fails."""
        watch = self._watches[sense.thing]
        # With every call and every tick all is well: that should cost nothing.
        if not well or sense in watch.failing:
            now = Moment(self.seconds(), self.clock())
            self._watches[sense.thing] = seen(watch, sense, now, well=well)

    async def tick(self) -> None:
        """Look, and tell the owner what is to be told."""
        if not self.owner:
            return
        free = await asyncio.to_thread(self.free)
        was_low = bool(self._watches[Thing.DISK].failing)
        self.saw(Sense.ROOM, not is_low(free, was_low=was_low))
        await self._try_to_read()
        await self._try_to_speak()
        for thing in Thing:
            found = news(self._watches[thing])
            if found is not None and self._can_send:
                await self._tell(found)

    @property
    def _can_send(self) -> bool:
        return not self._watches[Thing.SENDING].failing and not self.sender.silenced

    async def _try_to_read(self) -> None:
        """The owner's language: when the database is away it is needed most."""
        try:
            record = await self.database.read(people.record, self.owner)
        except DatabaseAway as error:
            self.saw(Sense.READING, False)
            log.error("database away, nothing read", error=str(error))
        else:
            self.saw(Sense.READING, True)
            self._language = record.language if record else DEFAULT

    async def _try_to_speak(self) -> None:
        """Where speaking failed, nobody may have tried again since."""
        if Sense.SPEAKING in self._watches[Thing.SENDING].failing and not self.sender.silenced:
            with suppress(TelegramAPIError, ClientDecodeError):
                await self.sender.bot.get_me(request_timeout=TRY_SECONDS)

    async def _tell(self, found: News) -> None:
        """Once: what may have arrived is not said again, nor what the owner does not let in."""
        with speaking(self._language):
            card = outage(found, self.zone)
        outcome = (await self.sender.post(self.owner, card)).outcome
        if isinstance(outcome, TryLater):
            return
        if isinstance(outcome, Blocked | Rejected):
            log.warning("the owner cannot be told", news=found)
        self._watches[found.thing] = told(self._watches[found.thing], found)
