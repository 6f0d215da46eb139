"""Two independent libraries behind one small face, so that one suite can ask both."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import aiogram
import telegram as ptb
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import TelegramMethod
from telegram._utils.defaultvalue import DefaultValue

from bot.simulator.core import TOKEN

__all__ = ["CLIENTS", "Client"]

Rows = list[list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Client:
    """A bot of one library, and how that library writes what differs between them.

    `tells` is how it tells what Telegram said.
    """

    bot: Any
    types: Any
    error: type[Exception]
    file: Callable[[bytes, str], Any]
    media: Callable[..., Any]
    tells: Callable[[Any], Any]
    send: Callable[[str, dict[str, Any]], Awaitable[Any]]

    async def call(self, method: str, **params: Any) -> Any:
        """The result, or the words of the refusal without their first."""
        return await self._told(getattr(self.bot, method)(**params))

    async def raw(self, method: str, params: dict[str, Any]) -> str:
        """The kind of the result of a method that the library does not know, or its refusal.

        The library sends whatever it is given.
        """
        result = await self._told(self.send(method, params))
        return f"list of {len(result)}" if isinstance(result, list | tuple) else str(result)

    async def _told(self, call: Awaitable[Any]) -> Any:
        try:
            return await call
        except self.error as error:
            said = str(getattr(error, "message", error)).removeprefix("Telegram server says - ")
            return said.removeprefix("Bad Request: ")

    def keyboard(self, *rows: list[tuple[str, str]]) -> Any:
        """Inline buttons, as rows of label and data."""
        button = self.types.InlineKeyboardButton
        made = [[button(text=text, callback_data=data) for text, data in row] for row in rows]
        return self.types.InlineKeyboardMarkup(inline_keyboard=made)

    def link(self, url: str) -> Any:
        button = self.types.InlineKeyboardButton(text="Situs", url=url)
        return self.types.InlineKeyboardMarkup(inline_keyboard=[[button]])

    def photo(self, content: Any, **more: Any) -> Any:
        return self.types.InputMediaPhoto(media=content, **more)


@asynccontextmanager
async def with_aiogram(address: str) -> AsyncIterator[Client]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))
    bot = aiogram.Bot(TOKEN, session=session)

    def file(content: bytes, name: str) -> Any:
        return aiogram.types.BufferedInputFile(content, name)

    async def send(method: str, params: dict[str, Any]) -> Any:
        class Unknown(TelegramMethod[Any]):
            __returning__ = Any
            __api_method__ = method

        return await bot(Unknown(**params))

    try:
        yield Client(bot, aiogram.types, TelegramAPIError, file, file, str, send)
    finally:
        await session.close()


def capitalized(said: object) -> object:
    return said.capitalize() if isinstance(said, str) else said


@asynccontextmanager
async def with_ptb(address: str) -> AsyncIterator[Client]:
    bot = ptb.Bot(TOKEN, base_url=f"{address}/bot", base_file_url=f"{address}/file/bot")

    def file(content: bytes, name: str) -> Any:
        return ptb.InputFile(BytesIO(content), filename=name)

    def media(content: bytes, _name: str) -> Any:
        return content

    async def send(method: str, params: dict[str, Any]) -> Any:
        # In capitals, which Telegram does not mind, the library takes it for one it does not know.
        # As defaults, the library looks at no value and sends each as it is.
        given = {name: DefaultValue(value) for name, value in params.items()}
        return await bot.do_api_request(method.upper(), api_kwargs=given)

    async with bot:
        yield Client(bot, ptb, ptb.error.TelegramError, file, media, capitalized, send)


CLIENTS: list[Callable[[str], AbstractAsyncContextManager[Client]]] = [with_aiogram, with_ptb]
