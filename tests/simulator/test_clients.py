"""The same small bot, written with two independent libraries, is served alike."""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

import aiogram
import aiohttp
import pytest
import telegram as ptb
import telegram.ext as ptb_ext
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import CommandStart

from bot.simulator.core import TOKEN
from bot.simulator.server import serving
from bot.telegram.session import Session

LABEL, DATA = "Ya", "y"


class Running(Protocol):
    def __call__(self, address: str) -> AbstractAsyncContextManager[None]: ...


def plain(address: str) -> AiohttpSession:
    return AiohttpSession(api=TelegramAPIServer.from_base(address))


@asynccontextmanager
async def with_aiogram(
    address: str, session: Callable[[str], AiohttpSession] = plain
) -> AsyncIterator[None]:
    """Greets with a button, edits on a tap, echoes text, sends documents back."""
    bot = aiogram.Bot(TOKEN, session=session(address))
    dispatcher = aiogram.Dispatcher()

    @dispatcher.message(CommandStart(deep_link=True))
    async def start(
        message: aiogram.types.Message, command: aiogram.filters.CommandObject
    ) -> None:
        button = aiogram.types.InlineKeyboardButton(text=LABEL, callback_data=DATA)
        markup = aiogram.types.InlineKeyboardMarkup(inline_keyboard=[[button]])
        text = f"Hai <b>{command.args}</b>"
        await message.answer(text, parse_mode="HTML", reply_markup=markup)

    @dispatcher.callback_query()
    async def tap(query: aiogram.types.CallbackQuery) -> None:
        assert isinstance(query.message, aiogram.types.Message)
        await query.message.edit_text(f"Dijawab {query.data}")
        with suppress(TelegramBadRequest):
            await query.message.edit_text(f"Dijawab {query.data}")
        await query.answer("Baik")

    @dispatcher.message(aiogram.F.document)
    async def document(message: aiogram.types.Message) -> None:
        assert message.document is not None
        content = await bot.download(message.document)
        assert content is not None
        file = aiogram.types.BufferedInputFile(content.read().upper(), "balik.txt")
        await message.answer_document(file, caption="Ini")

    @dispatcher.message()
    async def echo(message: aiogram.types.Message) -> None:
        await message.answer(message.text or "")

    polling = asyncio.ensure_future(dispatcher.start_polling(bot, handle_signals=False))
    yield
    await dispatcher.stop_polling()
    await polling


@asynccontextmanager
async def with_ptb(address: str) -> AsyncIterator[None]:
    """The same bot again."""
    builder = ptb_ext.Application.builder().token(TOKEN)
    bot = builder.base_url(f"{address}/bot").base_file_url(f"{address}/file/bot").build()

    async def start(update: ptb.Update, context: Any) -> None:
        assert update.message is not None
        markup = ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton(LABEL, callback_data=DATA)]])
        text = f"Hai <b>{context.args[0]}</b>"
        await update.message.reply_text(text, parse_mode="HTML", reply_markup=markup)

    async def tap(update: ptb.Update, _context: Any) -> None:
        query = update.callback_query
        assert query is not None
        await query.edit_message_text(f"Dijawab {query.data}")
        with suppress(ptb.error.BadRequest):
            await query.edit_message_text(f"Dijawab {query.data}")
        await query.answer("Baik")

    async def document(update: ptb.Update, _context: Any) -> None:
        assert update.message is not None
        assert update.message.document is not None
        file = await update.message.document.get_file()
        content = bytes(await file.download_as_bytearray()).upper()
        await update.message.reply_document(BytesIO(content), "Ini", filename="balik.txt")

    async def echo(update: ptb.Update, _context: Any) -> None:
        assert update.message is not None
        await update.message.reply_text(update.message.text or "")

    bot.add_handler(ptb_ext.CommandHandler("start", start))
    bot.add_handler(ptb_ext.CallbackQueryHandler(tap))
    bot.add_handler(ptb_ext.MessageHandler(ptb_ext.filters.Document.ALL, document))
    bot.add_handler(ptb_ext.MessageHandler(ptb_ext.filters.TEXT, echo))
    async with bot:
        assert bot.updater is not None
        await bot.start()
        await bot.updater.start_polling()
        yield
        await bot.updater.stop()
        await bot.stop()


class Yusuf:
    """Talks to the bot, and waits for what it says."""

    def __init__(self, http: aiohttp.ClientSession, address: str) -> None:
        self.http = http
        self.address = address

    async def does(self, deed: str, **body: object) -> Any:
        url = f"{self.address}/sim/people/1001/{deed}"
        async with self.http.post(url, json=body) as answer:
            return await answer.json()

    async def sees(self, count: int) -> list[dict[str, Any]]:
        """The messages of the chat, once there are so many."""
        seq = 0
        while True:
            async with self.http.get(f"{self.address}/sim/people/1001/chat") as answer:
                messages: list[dict[str, Any]] = (await answer.json())["messages"]
            if len(messages) >= count:
                return messages
            async with self.http.get(f"{self.address}/sim/changes?after={seq}") as answer:
                seq = (await answer.json())["seq"]


def with_our_own_line(address: str) -> AbstractAsyncContextManager[None]:
    """aiogram over the session that this bot speaks through."""
    return with_aiogram(address, Session)


@pytest.mark.parametrize("running", [with_aiogram, with_our_own_line, with_ptb])
async def test_a_bot_talks_edits_answers_and_moves_files(running: Running, tmp_path: Path) -> None:
    async with serving(0, tmp_path) as address, aiohttp.ClientSession() as http:
        yusuf = Yusuf(http, address)
        person = {"id": 1001, "first_name": "Yusuf", "language_code": "id"}
        await http.post(f"{address}/sim/people", json=person)
        async with asyncio.timeout(20), running(address):
            await yusuf.does("start", payload="dukcapil")
            card = (await yusuf.sees(2))[1]
            assert (card["html"], card["edited"]) == ("Hai <b>dukcapil</b>", False)
            assert card["keyboard"] == [[{"text": LABEL, "data": DATA}]]

            answer = await yusuf.does("tap", message_id=card["message_id"], label=LABEL)
            assert answer == {"answer": {"text": "Baik", "show_alert": False}}
            edited = (await yusuf.sees(2))[1]
            assert (edited["text"], edited["edited"]) == ("Dijawab y", True)
            assert edited["keyboard"] == []

            await yusuf.does("say", text="halo")
            assert (await yusuf.sees(4))[3]["text"] == "halo"

            content = base64.b64encode(b"isi").decode()
            sent = {"file_name": "a.txt", "mime_type": "text/plain", "content_base64": content}
            await yusuf.does("file", **sent)
            reply = (await yusuf.sees(6))[5]
            assert (reply["text"], reply["document"]["file_name"]) == ("Ini", "balik.txt")
            async with http.get(address + reply["document"]["url"]) as file:
                assert await file.read() == b"ISI"
        async with http.get(f"{address}/sim/stats") as stats:
            assert (await stats.json())["errors"] == {"editMessageText": 1}
