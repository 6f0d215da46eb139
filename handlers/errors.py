"""What becomes of an update that could not be served: a sentence, and one line in the log."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from bot.db import updates
from bot.db.database import Database, arrival
from bot.domain.errors import AlreadyDone, DatabaseAway, DomainError
from bot.telegram.views import refusals
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
        except AlreadyDone:
            await self._show_where(data)
        except DomainError as error:
            await self._refuse(data, error)
        except Exception:
            served = arrival.get()
            log.exception("update failed", update_id=served and served.update_id)
            await self._refuse(data, None)
            if served is not None:
                await self._database.write(updates.record, served.update_id, served.day)

    async def _show_where(self, data: dict[str, Any]) -> None:
        """The answer was stored before the crash; only the card may have been lost."""
        visit: Visit = data["visit"]
        found = await self._database.read(surveys.where, visit.office, visit.person)
        await visit.talk.situation(found)

    async def _refuse(self, data: dict[str, Any], error: DomainError | None) -> None:
        """Say it in the person's words; in groups, where nobody asked us, only the log knows."""
        visit: Visit | None = data.get("visit")
        if visit is None:
            return
        letterhead = visit.talk.letterhead
        said = refusals.unexpected() if error is None else refusals.refusal(error, letterhead)
        await visit.talk.refuse(said)
