"""What every update passes before a conversation sees it: who it is, and in which language."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.db.database import Database
from bot.domain.people import Person
from bot.telegram import buttons
from bot.telegram.card import Letterhead
from bot.telegram.sender import Sender
from bot.telegram.talk import Remember, Talk
from bot.texts import speaking
from bot.usecases import accounts

__all__ = ["Acquaintance"]

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Acquaintance(BaseMiddleware):
    """Gives handlers the `person` and their `talk`, in the language that person speaks.

    A command, or a tap that is no answer, makes the next typed line mean nothing in particular.
    """

    def __init__(
        self,
        database: Database,
        sender: Sender,
        letterhead: Letterhead,
        remember: Remember,
        admins: frozenset[int],
    ) -> None:
        self._database = database
        self._sender = sender
        self._letterhead = letterhead
        self._remember = remember
        self._admins = admins

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if not isinstance(event, Message | CallbackQuery) or not _in_private(event):
            return await handler(event, data)
        user = event.from_user
        if user is None:
            return await handler(event, data)
        person = await self._database.read(
            accounts.recognise, user.id, user.language_code, self._admins
        )
        query = event if isinstance(event, CallbackQuery) else None
        talk = Talk(self._sender, self._letterhead, self._remember, user.id, query)
        with speaking(person.language):
            await self._forget_expectation(event, person)
            result = await handler(event, {**data, "person": person, "talk": talk})
            # Every tap is answered, whatever became of it.
            await talk.toast(None)
        return result

    async def _forget_expectation(self, event: Message | CallbackQuery, person: Person) -> None:
        if person.expecting is not None and _elsewhere(event):
            await self._database.write(accounts.expect_nothing, person)


def _in_private(event: Message | CallbackQuery) -> bool:
    message = event.message if isinstance(event, CallbackQuery) else event
    return message is not None and message.chat.type == ChatType.PRIVATE


def _elsewhere(event: Message | CallbackQuery) -> bool:
    """Whether it is a command, or a tap on a card that belongs to no interview."""
    if isinstance(event, Message):
        return event.text is not None and event.text.startswith("/")
    return (event.data or "").partition(":")[0] not in buttons.OF_AN_INTERVIEW
