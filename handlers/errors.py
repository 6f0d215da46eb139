"""What becomes of an update that could not be served: a sentence, and one line in the log."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.types import TelegramObject

from bot.db import updates
from bot.db.database import Database, arrival
from bot.domain.errors import AlreadyDone, DatabaseAway, DomainError
from bot.domain.people import Person
from bot.telegram.talk import Talk
from bot.telegram.views import refusals
from bot.usecases import surveys
from bot.usecases.office import Office

__all__ = ["Mistakes"]

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

log = structlog.get_logger()


class Mistakes(BaseMiddleware):
    """Settles every exception but one: while the database is away, Telegram keeps the update."""

    def __init__(self, database: Database, office: Office) -> None:
        self._database = database
        self._office = office

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
        talk: Talk = data["talk"]
        person: Person = data["person"]
        await talk.situation(await self._database.read(surveys.where, self._office, person))

    async def _refuse(self, data: dict[str, Any], error: DomainError | None) -> None:
        """Say it in the person's words; in groups, where nobody asked us, only the log knows."""
        talk: Talk | None = data.get("talk")
        if talk is not None and error is not None:
            await talk.refuse(refusals.refusal(error, talk.letterhead))
        elif talk is not None:
            await talk.refuse(refusals.unexpected())
