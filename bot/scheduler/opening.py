"""Keeps the cards at the doors of sessions up to date, and takes those away that are closed."""

from dataclasses import dataclass

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError

from bot.db.database import Database
from bot.db.doors import Shown
from bot.domain.delivery import Sent, TryLater, Uncertain
from bot.domain.errors import DatabaseAway
from bot.domain.offer import Door
from bot.domain.time import Clock
from bot.telegram.posting import Posted
from bot.telegram.sender import Sender
from bot.telegram.views import attendance as views
from bot.texts import speaking
from bot.usecases import doors
from bot.usecases.office import Office

__all__ = ["Opening"]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Opening:
    """Which code a card shows stands in its row: after a restart it goes on."""

    database: Database
    office: Office
    sender: Sender
    bot: Bot
    clock: Clock

    async def tick(self) -> None:
        """Show the code of this minute wherever an older one is shown."""
        try:
            for one in await self.database.read(doors.due, self.clock()):
                if self.sender.silenced:
                    return
                await self._renew(one)
        except DatabaseAway as error:
            log.error("database away, no code shown", error=str(error))
        except (TelegramAPIError, ClientDecodeError) as error:
            log.warning("Telegram away, no code shown", error=str(error))

    async def _renew(self, one: Shown) -> None:
        found = await self.database.read(doors.look, self.office, one, self.clock())
        if found is None:
            posted = await self.sender.erase(one.person_id, one.message_id)
        else:
            posted = await self._show(one, found)
        match posted.outcome:
            case TryLater() | Uncertain():
                # The next tick does the same again.
                return
            case Sent() if found is not None:
                await self.database.write(doors.renewed, one, found)
            case _:
                await self.database.write(doors.ended, one)

    async def _show(self, one: Shown, found: Door) -> Posted:
        username = (await self.bot.me()).username or ""
        with speaking(one.language):
            card = views.door(found, username, admin=one.person_id in self.office.admins)
        return await self.sender.correct(one.person_id, one.message_id, card)
