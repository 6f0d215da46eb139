"""A bot of a few lines, and the chat page in a real browser as its people use it."""

import asyncio
import os
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, FormData
from playwright.async_api import Locator, Page, ViewportSize, expect

from bot.simulator.core import TOKEN

CHROMIUM = Path("/usr/bin/chromium")
PHONE = ViewportSize(width=360, height=740)
ON_ITS_SIDE = ViewportSize(width=800, height=360)
DESKTOP = ViewportSize(width=1280, height=800)
CARD = {
    "inline_keyboard": [
        [{"text": "Cepat", "callback_data": "fast"}, {"text": "Lambat", "callback_data": "slow"}],
        [{"text": "Penting", "callback_data": "alert"}],
        [{"text": "Situs", "url": "https://example.org/"}],
        [{"text": "Poli KIA", "url": "https://t.me/torang_bot?start=puskesmas-kia"}],
    ]
}
NEXT_CARD = {
    "text": "Pertanyaan kedua",
    "reply_markup": {"inline_keyboard": [[{"text": "Lanjut", "callback_data": "next"}]]},
}
ANSWERS: dict[str, Any] = {
    "fast": {"text": "Dicatat"},
    "alert": {"text": "Baca dahulu.", "show_alert": True},
}
RICH = '<b>tebal</b> <tg-spoiler>rahasia</tg-spoiler> <a href="https://example.org/">situs</a>'
REPLIES: dict[str, Any] = {
    "hias": {"text": RICH, "parse_mode": "HTML"},
    "tanya": {"text": "Setuju?", "reply_markup": {"keyboard": [[{"text": "Ya, setuju"}]]}},
}
PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
IN_BROWSER = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(
        not CHROMIUM.exists() and os.environ.get("TORANG_REQUIRE_SERVICES") != "1",
        reason=f"there is no browser at {CHROMIUM}",
    ),
]


@dataclass(slots=True)
class Clerk:
    """A bot of a few words that speaks the Bot API by plain HTTP and follows the clock."""

    http: ClientSession
    address: str
    heard: list[Any] = field(default_factory=list)
    patience: asyncio.Event = field(default_factory=asyncio.Event)
    due: datetime | None = None
    offset: str = ""

    async def call(self, method: str, **params: Any) -> Any:
        url = f"{self.address}/bot{TOKEN}/{method}"
        async with self.http.post(url, json=params) as response:
            if response.headers["X-Sim-Offset"] != self.offset:
                self.offset = response.headers["X-Sim-Offset"]
                await self.tick()
            return (await response.json())["result"]

    async def show(self, caption: str = "", chat_id: int = 1001) -> None:
        """Send a picture."""
        form = FormData({"chat_id": str(chat_id), "caption": caption})
        form.add_field("photo", PICTURE, filename="hasil.png", content_type="image/png")
        await self.http.post(f"{self.address}/bot{TOKEN}/sendPhoto", data=form)

    async def tick(self) -> None:
        async with self.http.get(f"{self.address}/sim/clock") as response:
            now = datetime.fromisoformat((await response.json())["now"])
        if self.due is not None and self.due <= now:
            self.due = None
            await self.call("sendMessage", chat_id=2001, text="Besok ada pelatihan.")
        report = {"at": self.due and self.due.isoformat(), "offset": int(self.offset)}
        await self.http.post(f"{self.address}/sim/due", json=report)

    async def listen(self) -> None:
        commands = [{"command": "hasil", "description": "Hasil per unit"}]
        await self.call("setMyCommands", commands=commands)
        known = 0
        while True:
            for update in await self.call("getUpdates", offset=known, timeout=20):
                known = update["update_id"] + 1
                self.heard.append(update)
                await self.answer(update)

    async def answer(self, update: Any) -> None:
        match update:
            case {"callback_query": query}:
                await self.answer_tap(query)
            case {"message": {"text": "tunggu"}}:
                await self.patience.wait()
            case {"message": {"text": "ingatkan"}}:
                self.due = datetime.fromisoformat("2026-11-25T01:00+00:00")
                await self.tick()
            case {"message": {"text": text, "chat": chat}}:
                echo = {"text": f"Terbaca: {text}, lihat /hasil", "reply_markup": CARD}
                await self.call("sendMessage", chat_id=chat["id"], **REPLIES.get(text, echo))
            case _:
                pass  # A place, a contact or a block needs no answer.

    async def answer_tap(self, query: Any) -> None:
        if query["data"] == "slow":
            await self.patience.wait()
        answer = ANSWERS.get(query["data"], {})
        await self.call("answerCallbackQuery", callback_query_id=query["id"], **answer)
        if query["data"] == "fast":
            message = query["message"]
            to = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
            await self.call("editMessageText", **to, **NEXT_CARD)


@dataclass(slots=True)
class Scene:
    """An open page and the bot it talks to."""

    page: Page
    clerk: Clerk

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def person(self, name: str) -> Locator:
        """Who can be chosen in the list."""
        return self.page.get_by_role("link", name=name)

    def pane(self, name: str) -> Locator:
        """The open conversation of this person."""
        return self.page.get_by_role("region", name=name, exact=True)

    async def added(self, person_id: int, name: str) -> None:
        """A person whom a script lets exist, or names anew."""
        person = {"id": person_id, "first_name": name, "language_code": "id"}
        await self.clerk.http.post(f"{self.clerk.address}/sim/people", json=person)

    async def choose(self, name: str) -> None:
        await self.person(name).click()

    async def begin(self, name: str = "Yusuf") -> None:
        await self.choose(name)
        await self.button("Mulai").click()
        await expect(self.log).to_contain_text("Terbaca: /start")

    async def write(self, text: str) -> None:
        await self.page.get_by_label("Tulis pesan").fill(text)
        await self.page.keyboard.press("Enter")

    async def menu(self, name: str) -> None:
        await self.button("Lainnya").click()
        await self.button(name).click()

    async def three(self) -> None:
        """A citizen, an employee and an admin side by side, each with an answer of the bot."""
        await self.button("Warga, pegawai, dan admin berdampingan").click()
        for name in ("Yusuf", "Ahmad", "Rahma"):
            await self.pane(name).get_by_role("button", name="Mulai").click()
            await expect(self.pane(name).get_by_role("log")).to_contain_text("Terbaca: /start")


@asynccontextmanager
async def awake(clerk: Clerk) -> AsyncIterator[None]:
    listening = asyncio.ensure_future(clerk.listen())
    yield
    listening.cancel()
    with suppress(asyncio.CancelledError):
        await listening
