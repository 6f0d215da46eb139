"""What every update passes before a conversation sees it: who it is, and in which language."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Chat, ChatMemberUpdated, Message, TelegramObject, User

from bot.db.database import Database
from bot.domain.people import Person
from bot.domain.time import Clock
from bot.telegram import buttons
from bot.telegram.card import Letterhead
from bot.telegram.sender import Sender
from bot.telegram.talk import Remember, Talk
from bot.texts import speaking
from bot.usecases import accounts
from bot.usecases.office import Office
from bot.visit import Visit

__all__ = ["Acquaintance"]

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Acquaintance(BaseMiddleware):
    """Gives conversations the `visit`, and filters the `person`, in that person's language.

    A command, or a tap that is no answer, makes the next typed line mean nothing in particular.
    """

    def __init__(
        self,
        database: Database,
        office: Office,
        clock: Clock,
        sender: Sender,
        letterhead: Letterhead,
        remember: Remember,
    ) -> None:
        self._database = database
        self._speakers = _Speakers(database, office)
        self._office = office
        self._clock = clock
        self._sender = sender
        self._letterhead = letterhead
        self._remember = remember

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user = _alone_with_us(event)
        if user is None or not isinstance(event, Message | CallbackQuery):
            # Groups, and whether somebody blocked the bot: neither needs to know who that is.
            passes = isinstance(event, ChatMemberUpdated) or _in_a_group(event)
            given = {"database": self._database, "office": self._office, "now": self._clock()}
            return await handler(event, data | given) if passes else None
        person = await self._speakers.recognise(user)
        query = event if isinstance(event, CallbackQuery) else None
        talk = Talk(self._sender, self._letterhead, self._remember, user.id, query)
        visit = Visit(person, talk, self._database, self._office, self._clock())
        data |= {"person": person, "visit": visit}
        with speaking(person.language):
            if person.blocked:
                await self._database.write(accounts.is_back, person)
            if person.expecting is not None and _elsewhere(event):
                await self._database.write(accounts.expect_nothing, person)
            result = await handler(event, data)
            # Every tap is answered, whatever became of it.
            await talk.toast(None)
        return result


class _Speakers:
    """Finds out who all those are who speak at the same moment, at one look."""

    def __init__(self, database: Database, office: Office) -> None:
        self._database = database
        self._office = office
        self._asked: dict[int, str | None] = {}
        self._look: asyncio.Future[dict[int, Person]] | None = None

    async def recognise(self, user: User) -> Person:
        self._asked[user.id] = user.language_code
        # It begins after whatever else is ready in the loop has asked, too.
        self._look = self._look or asyncio.ensure_future(self._recognise())
        found = await asyncio.shield(self._look)
        return found[user.id]

    async def _recognise(self) -> dict[int, Person]:
        asked, self._asked, self._look = self._asked, {}, None
        return await self._database.read(accounts.recognise_all, asked, self._office.admins)


def _alone_with_us(event: TelegramObject) -> User | None:
    """Who speaks in a private chat; None for groups, and for what is nobody's speech."""
    match event:
        case Message(chat=chat, from_user=user):
            return user if chat.type == ChatType.PRIVATE else None
        case CallbackQuery(message=message, from_user=user) if message is not None:
            return user if message.chat.type == ChatType.PRIVATE else None
        case _:
            return None


def _in_a_group(event: TelegramObject) -> bool:
    """Whether it comes from a chat that is not one person's."""
    chat = getattr(event, "chat", None)
    return isinstance(chat, Chat) and chat.type != ChatType.PRIVATE


def _elsewhere(event: Message | CallbackQuery) -> bool:
    """Whether it is a command, or a tap on a card that belongs to no interview."""
    if isinstance(event, Message):
        return event.text is not None and event.text.startswith("/")
    return (event.data or "").partition(":")[0] not in buttons.OF_AN_INTERVIEW
