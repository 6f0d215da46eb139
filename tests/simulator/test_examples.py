"""The documented examples of two libraries, unchanged but for the address, served alike."""

import asyncio
import base64
import os
import sys
from asyncio.subprocess import STDOUT, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiogram
import aiohttp
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bot.simulator.core import TOKEN
from bot.simulator.server import serving
from tests.simulator.door import YUSUF, Door
from tests.simulator.examples import with_aiogram

EXAMPLES = Path(__file__).parent / "examples"
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADU"
    "lEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PHOTO = {
    "file_name": "a.png",
    "mime_type": "image/png",
    "content_base64": PNG,
    "as_photo": True,
}
# To import a library takes long where many tests run at once.
PATIENCE = 90


class Talk:
    """Yusuf with the bot of an example."""

    def __init__(self, door: Door) -> None:
        self.door = door

    async def does(self, deed: str, **body: object) -> Any:
        status, answer = await self.door.post(f"{YUSUF}/{deed}", body)
        assert status == 200, answer
        return answer

    async def hears(self, text: str, *, photo: bool = False) -> dict[str, Any]:
        """The newest message, once it is the bot's and says so."""
        seq = 0
        while True:
            _, chat = await self.door.get(f"{YUSUF}/chat")
            newest: dict[str, Any] = chat["messages"][-1] if chat["messages"] else {"from": ""}
            if newest["from"] == "bot" and newest["text"] == text and ("photo" in newest) == photo:
                return newest
            seq = (await self.door.get(f"/sim/changes?after={seq}"))[1]["seq"]


@asynccontextmanager
async def yusuf_at(folder: Path) -> AsyncIterator[Talk]:
    async with serving(0, folder) as address, aiohttp.ClientSession() as http:
        door = Door(http, address)
        person = {"id": 1001, "first_name": "Yusuf", "language_code": "id"}
        await door.post("/sim/people", person)
        async with asyncio.timeout(PATIENCE):
            yield Talk(door)


@asynccontextmanager
async def example(name: str, folder: Path) -> AsyncIterator[Talk]:
    """The example as a program of its own, which ends when asked to and had nothing to lament."""
    log = folder / "log.txt"
    async with yusuf_at(folder / "state") as yusuf:
        command = [str(EXAMPLES / "run.py"), str(EXAMPLES / name), yusuf.door.address]
        with log.open("wb") as output:
            program = await asyncio.create_subprocess_exec(
                sys.executable,
                *command,
                cwd=folder,
                env=os.environ | {"BOT_TOKEN": TOKEN},
                stdout=output,
                stderr=STDOUT,
            )
        try:
            yield yusuf
            await ended(program)
        finally:
            with suppress(ProcessLookupError):
                program.kill()
            await program.wait()
    said = log.read_text()
    assert program.returncode == 0, said
    assert "ERROR" not in said
    assert "Traceback" not in said


async def ended(program: Process) -> None:
    program.terminate()
    await program.wait()


@asynccontextmanager
async def pieces(build: Callable[[], aiogram.Dispatcher], folder: Path) -> AsyncIterator[Talk]:
    async with yusuf_at(folder) as yusuf:
        session = AiohttpSession(api=TelegramAPIServer.from_base(yusuf.door.address))
        dispatcher = build()
        polling = asyncio.ensure_future(
            dispatcher.start_polling(aiogram.Bot(TOKEN, session=session), handle_signals=False)
        )
        yield yusuf
        await dispatcher.stop_polling()
        await polling


async def test_aiograms_echo_repeats_texts_pictures_and_files(tmp_path: Path) -> None:
    async with example("of_aiogram/echo_bot.py", tmp_path) as yusuf:
        await yusuf.does("start")
        assert (await yusuf.hears("Hello, Yusuf!"))["html"] == "Hello, <b>Yusuf</b>!"
        await yusuf.does("say", text="apa kabar?")
        await yusuf.hears("apa kabar?")
        await yusuf.does("file", **PHOTO, caption="saya")
        await yusuf.hears("saya", photo=True)
        await yusuf.does("file", **{**PHOTO, "as_photo": False}, caption="berkas")
        assert (await yusuf.hears("berkas"))["document"]["file_name"] == "a.png"


async def test_aiograms_conversation_remembers_what_was_said(tmp_path: Path) -> None:
    async with example("of_aiogram/finite_state_machine.py", tmp_path) as yusuf:
        await yusuf.does("start")
        await yusuf.hears("Hi there! What's your name?")
        await yusuf.does("say", text="Yusuf")
        asked = await yusuf.hears("Nice to meet you, Yusuf!\nDid you like to write bots?")
        await yusuf.does("tap", message_id=asked["message_id"], label="Yes")
        await yusuf.hears("Cool! I'm too!\nWhat programming language did you use for it?")
        await yusuf.does("say", text="Python")
        await yusuf.hears("I'll keep in mind that, Yusuf, you like to write bots with Python.")
        await yusuf.does("start")
        await yusuf.hears("Hi there! What's your name?")
        await yusuf.does("say", text="/cancel")
        await yusuf.hears("Cancelled.")


async def test_aiograms_keyboard_is_as_its_builder_says(tmp_path: Path) -> None:
    async with pieces(with_aiogram.keyboard, tmp_path) as yusuf:
        await yusuf.does("start")
        card = await yusuf.hears("Some text here")
        assert [len(row) for row in card["keyboard"]] == [3, 2, 2, 2, 1]
        answer = await yusuf.does("tap", message_id=card["message_id"], label="Set 4")
        assert answer["answer"] == {"text": "", "show_alert": False}
        await yusuf.hears("Pressed set:4")


async def test_aiograms_deep_link_brings_its_payload_back(tmp_path: Path) -> None:
    async with pieces(with_aiogram.deep_link, tmp_path) as yusuf:
        await yusuf.does("start")
        await yusuf.hears("https://t.me/torang_bot?start=Zm9v")
        await yusuf.does("start", payload="Zm9v")
        await yusuf.hears("Your payload: foo")


async def test_ptbs_echo_greets_helps_and_repeats(tmp_path: Path) -> None:
    async with example("of_python_telegram_bot/echobot.py", tmp_path) as yusuf:
        await yusuf.does("start")
        assert (await yusuf.hears("Hi Yusuf!"))["html"] == (
            'Hi <a href="tg://user?id=1001">Yusuf</a>!'
        )
        await yusuf.does("say", text="/help")
        await yusuf.hears("Help!")
        await yusuf.does("say", text="apa kabar?")
        await yusuf.hears("apa kabar?")


async def test_ptbs_keyboard_takes_a_choice(tmp_path: Path) -> None:
    async with example("of_python_telegram_bot/inlinekeyboard.py", tmp_path) as yusuf:
        await yusuf.does("start")
        card = await yusuf.hears("Please choose:")
        assert [[button["text"] for button in row] for row in card["keyboard"]] == [
            ["Option 1", "Option 2"],
            ["Option 3"],
        ]
        answer = await yusuf.does("tap", message_id=card["message_id"], label="Option 2")
        assert answer["answer"] == {"text": "", "show_alert": False}
        assert (await yusuf.hears("Selected option: 2"))["keyboard"] == []


async def test_ptbs_conversation_takes_a_photo_and_a_place(tmp_path: Path) -> None:
    async with example("of_python_telegram_bot/conversationbot.py", tmp_path) as yusuf:
        await yusuf.does("start")
        asked = await yusuf.hears(
            "Hi! My name is Professor Bot. I will hold a conversation with you. "
            "Send /cancel to stop talking to me.\n\nAre you a boy or a girl?"
        )
        await yusuf.does("tap", message_id=asked["message_id"], label="Boy")
        await yusuf.hears(
            "I see! Please send me a photo of yourself, "
            "so I know what you look like, or send /skip if you don't want to."
        )
        await yusuf.does("file", **PHOTO)
        await yusuf.hears(
            "Gorgeous! Now, send me your location please, or send /skip if you don't want to."
        )
        await yusuf.does("location", latitude=0.7375, longitude=127.5642)
        await yusuf.hears(
            "Maybe I can visit you sometime! At last, tell me something about yourself."
        )
        await yusuf.does("say", text="Saya dari Sofifi.")
        await yusuf.hears("Thank you! I hope we can talk again some day.")
    assert (tmp_path / "user_photo.jpg").read_bytes() == base64.b64decode(PNG)


async def test_ptbs_deep_links_lead_from_one_to_the_next(tmp_path: Path) -> None:
    async with example("of_python_telegram_bot/deeplinking.py", tmp_path) as yusuf:
        await yusuf.does("start")
        await yusuf.hears(
            "Feel free to tell your friends about it:\n\n"
            "https://t.me/torang_bot?startgroup=check-this-out"
        )
        await yusuf.does("start", payload="check-this-out")
        card = await yusuf.hears(
            "Awesome, you just accessed hidden functionality! "
            "Now let's get back to the private chat."
        )
        assert card["keyboard"][0][0]["url"] == "https://t.me/torang_bot?start=so-cool"
        await yusuf.does("start", payload="so-cool")
        linked = await yusuf.hears(
            "You can also mask the deep-linked URLs as links: ▶️ CLICK HERE."
        )
        assert "https://t.me/torang_bot?start=using-entities-here" in linked["html"]
        await yusuf.does("start", payload="using-entities-here")
        card = await yusuf.hears(
            "It is also possible to make deep-linking using InlineKeyboardButtons."
        )
        tapped = await yusuf.does("tap", message_id=card["message_id"], label="Like this!")
        assert tapped["answer"] is not None
        await yusuf.does("start", payload="using-keyboard-here")
        await yusuf.hears(
            "Congratulations! This is as deep as it gets 👏🏻\n\n"
            "The payload was: ['using-keyboard-here']"
        )
