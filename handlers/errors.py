"""What becomes of an update that could not be served: a sentence, and one line in the log."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from bot.db.database import Database, arrival
from bot.domain.errors import AlreadyDone, DatabaseAway, DomainError
from bot.telegram.views import refusals
from bot.texts import speaking
from bot.usecases import surveys
from bot.visit import Visit

__all__ = ["Mistakes"]

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

log = structlog.get_logger()


class Mistakes(BaseMiddleware):
    """Settles every exception but one: while the database is away, Telegram keeps the update."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        try:
            return await handler(event, data)
        except DatabaseAway:
            raise
        except Exception as error:  # noqa: BLE001 - The one place that may.
            await self._settle(error, data.get("visit"))

    async def _settle(self, error: Exception, visit: Visit | None) -> None:
        """Tell the person, where there is one: in groups nobody asked us."""
        try:
            if not isinstance(error, DomainError):
                await self._record(error)
            if visit is not None:
                with speaking(visit.person.language):
                    await self._tell(error, visit)
        except DatabaseAway:
            raise
        except Exception:
            # The inbox goes on, whatever happens to one update.
            log.exception("failure not told")

    async def _tell(self, error: Exception, visit: Visit) -> None:
        match error:
            case AlreadyDone():
                # The answer was stored before the crash; only the card may have been lost.
                found = await self._database.read(surveys.where, visit.office, visit.person)
                await visit.talk.situation(found)
            case DomainError():
                await visit.talk.refuse(refusals.refusal(error, visit.talk.letterhead))
            case _:
                await visit.talk.refuse(refusals.unexpected())

    async def _record(self, error: Exception) -> None:
        """Log it once, and see to it that the update is not served again.

        What cannot even be noted stays at Telegram: raises DatabaseAway.
        """
        served = arrival.get()
        log.error("update failed", update_id=served and served.update_id, exc_info=error)
        if served is not None:
            await self._database.note(served)
