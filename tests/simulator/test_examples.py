"""The documented examples of two libraries, unchanged but for the address, served alike."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import aiogram
import aiohttp
import pytest
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from telegram.ext import Application

from bot.simulator.core import TOKEN
from bot.simulator.server import serving
from tests.simulator.door import YUSUF, Door
from tests.simulator.examples import with_aiogram, with_ptb

Running = Callable[[str, str], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def aiogram_bot(kind: str, address: str) -> AsyncIterator[None]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))
    html = DefaultBotProperties(parse_mode=ParseMode.HTML)
    bot = aiogram.Bot(TOKEN, session=session, default=html)
    dispatcher = with_aiogram.BOTS[kind]()
    polling = asyncio.ensure_future(dispatcher.start_polling(bot, handle_signals=False))
    yield
    await dispatcher.stop_polling()
    await polling


@asynccontextmanager
async def ptb_bot(kind: str, address: str) -> AsyncIterator[None]:
    builder = Application.builder().token(TOKEN)
    application = builder.base_url(f"{address}/bot").build()
    with_ptb.BOTS[kind](application)
    async with application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_polling()
        yield
        await application.updater.stop()
        await application.stop()


class Talk:
    """Yusuf with the bot of an example."""

    def __init__(self, door: Door) -> None:
        self.door = door

    async def does(self, deed: str, **body: object) -> Any:
        status, answer = await self.door.post(f"{YUSUF}/{deed}", body)
        assert status == 200, answer
        return answer

    async def hears(self, text: str) -> dict[str, Any]:
        """The newest message, once it says so."""
        seq = 0
        while True:
            _, chat = await self.door.get(f"{YUSUF}/chat")
            newest: dict[str, Any] = chat["messages"][-1] if chat["messages"] else {"text": ""}
            if newest["text"] == text and newest["from"] == "bot":
                return newest
            seq = (await self.door.get(f"/sim/changes?after={seq}"))[1]["seq"]


@asynccontextmanager
async def talk(running: Running, kind: str, folder: Path) -> AsyncIterator[Talk]:
    async with serving(0, folder) as address, aiohttp.ClientSession() as http:
        door = Door(http, address)
        person = {"id": 1001, "first_name": "Yusuf", "language_code": "id"}
        await door.post("/sim/people", person)
        async with asyncio.timeout(60), running(kind, address):
            yield Talk(door)


both = pytest.mark.parametrize("running", [aiogram_bot, ptb_bot])


@pytest.mark.parametrize(
    ("running", "greeting", "html"),
    [
        (aiogram_bot, "Hello, Yusuf!", "Hello, <b>Yusuf</b>!"),
        (ptb_bot, "Hi Yusuf!", 'Hi <a href="tg://user?id=1001">Yusuf</a>!'),
    ],
)
async def test_the_echo_bot_greets_and_repeats(
    running: Running, greeting: str, html: str, tmp_path: Path
) -> None:
    async with talk(running, "echo", tmp_path) as yusuf:
        await yusuf.does("start")
        assert (await yusuf.hears(greeting))["html"] == html
        await yusuf.does("say", text="apa kabar?")
        await yusuf.hears("apa kabar?")


@both
async def test_the_bot_with_buttons_takes_a_choice(running: Running, tmp_path: Path) -> None:
    async with talk(running, "buttons", tmp_path) as yusuf:
        await yusuf.does("start")
        card = await yusuf.hears("Please choose:")
        assert [[button["text"] for button in row] for row in card["keyboard"]] == [
            ["Option 1", "Option 2"],
            ["Option 3"],
        ]
        answer = await yusuf.does("tap", message_id=card["message_id"], label="Option 2")
        assert answer["answer"] == {"text": "", "show_alert": False}
        assert (await yusuf.hears("Selected option: 2"))["keyboard"] == []


@both
async def test_the_conversation_remembers_what_was_said(running: Running, tmp_path: Path) -> None:
    async with talk(running, "conversation", tmp_path) as yusuf:
        await yusuf.does("start")
        await yusuf.hears("Hi there! What's your name?")
        await yusuf.does("say", text="Yusuf")
        asked = await yusuf.hears("Nice to meet you, Yusuf!\nDid you like to write bots?")
        await yusuf.does("tap", message_id=asked["message_id"], label="Yes")
        await yusuf.hears("Cool, Yusuf! I'm too!")
        await yusuf.does("start")
        await yusuf.hears("Hi there! What's your name?")
        await yusuf.does("say", text="/cancel")
        await yusuf.hears("Cancelled.")


@both
async def test_a_deep_link_brings_its_payload_back(running: Running, tmp_path: Path) -> None:
    async with talk(running, "deep_link", tmp_path) as yusuf:
        await yusuf.does("start")
        await yusuf.hears("https://t.me/torang_bot?start=foo")
        await yusuf.does("start", payload="foo")
        await yusuf.hears("Your payload: foo")
