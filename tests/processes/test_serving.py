"""The whole bot at work on a local Telegram over HTTP: what its owner hears, and how it ends."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode
from aiohttp import ClientSession
from sqlalchemy import text
from structlog.testing import capture_logs

from bot import app, config
from bot.app import LocalClock, Torang
from bot.db import tallies
from bot.db.database import Database
from bot.domain.delivery import State
from bot.domain.outage import ENOUGH, NEARLY_FULL
from bot.keys import Keys
from bot.simulator.core import TOKEN, Telegram
from bot.telegram.local import LocalSession
from tests.away import away
from tests.chat import Chat
from tests.conftest import SECRET, Disk
from tests.faults.errands import PERSUASION, employ, owe

OWNER, CITIZEN = 7001, 1001
PATIENCE_SECONDS = 20

AWAY = "Basis data tidak dapat dipakai sejak "
BACK = "basis data tidak dapat dipakai; sekarang bisa lagi."
SILENT = "tidak ada yang dapat dikirim; sekarang bisa lagi."
FULL = "Disk hampir penuh: "
ROOM = "disk hampir penuh; sekarang ruangnya cukup lagi."

# What speaks in a chat, and what finds out whether one can speak.
SPEAKING = ["sendMessage", "editMessageText", "answerCallbackQuery", "getMe"]


@dataclass(slots=True)
class Office:
    """A bot put together as by `torang run`, but for its clocks, which follow the Telegram's."""

    telegram: Telegram
    address: str
    local: LocalClock
    torang: Torang
    owner: Chat
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def minutes_pass(self, minutes: int) -> None:
        """As by the clock on the chat page."""
        await self._post("clock", {"advance": minutes * 60})

    async def fail(self, methods: list[str]) -> None:
        """None but these, from now on."""
        await self._post("faults", {"error_rate": int(bool(methods)), "only_methods": methods})

    async def delay(self, ms: int) -> None:
        """Every answer of Telegram takes so long, from now on."""
        await self._post("faults", {"latency_ms": ms})

    async def hears(self, *parts: str) -> None:
        """The owner has heard of these a few minutes later, and of no more some after that."""
        for _look in range(2):
            await self.minutes_pass(3)
            await until(lambda: len(self.heard) >= len(parts))
        assert len(self.heard) == len(parts)
        assert all(part in said for part, said in zip(parts, self.heard, strict=True))

    @property
    def heard(self) -> list[str]:
        return [card["text"] for card in self.owner.cards[1:]]

    async def _post(self, name: str, body: dict[str, Any]) -> None:
        address = f"{self.address}/sim/{name}"
        async with ClientSession() as session, session.post(address, json=body) as answer:
            answer.raise_for_status()


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not reached():
            await asyncio.sleep(0.02)


@pytest.fixture
def broken() -> list[None]:
    """With something in it no part can tell how much time has passed."""
    return []


@pytest.fixture
async def office(
    door: tuple[Telegram, str], database: Database, disk: Disk, broken: list[None]
) -> AsyncIterator[Office]:
    telegram, address = door
    local = LocalClock()
    html = DefaultBotProperties(parse_mode=ParseMode.HTML)
    bot = Bot(TOKEN, session=LocalSession(address, local.hear), default=html)
    await bot.get_me()
    began = local.offset

    def seconds() -> float:
        if broken:
            raise ZeroDivisionError
        return time.monotonic() + local.offset - began

    settings = config.Config(office=config.Office(owner=OWNER))
    torang = app.build(settings, database, Keys(SECRET), bot, local, seconds, disk)
    owner = Chat(telegram, OWNER, serve=lambda: None)
    yield Office(telegram, address, local, torang, owner)
    await bot.session.close()


@pytest.fixture
async def at_work(office: Office) -> AsyncIterator[Office]:
    """And somebody who owns it, and pressed Start once."""
    office.telegram.people.start(OWNER)
    serving = asyncio.ensure_future(app.serve(office.torang, office.local, office.stop))
    await until(lambda: bool(office.owner.cards))
    yield office
    office.stop.set()
    await serving


async def test_the_owner_is_told_once_of_each_outage_and_once_of_its_end(
    at_work: Office, database: Database, disk: Disk
) -> None:
    with away(database):
        await at_work.minutes_pass(1)
        await at_work.minutes_pass(11)
        await at_work.hears(AWAY)
    await at_work.hears(AWAY, BACK)

    citizen = Chat(at_work.telegram, CITIZEN, serve=lambda: None)
    await at_work.fail(SPEAKING)
    at_work.telegram.people.start(CITIZEN)
    await at_work.minutes_pass(1)
    await at_work.minutes_pass(11)
    await at_work.hears(AWAY, BACK)
    await at_work.fail([])
    await at_work.hears(AWAY, BACK, SILENT)
    await until(lambda: len(citizen.cards) == 1)

    disk.free = NEARLY_FULL - 1
    await at_work.hears(AWAY, BACK, SILENT, FULL)
    disk.free = ENOUGH
    await at_work.hears(AWAY, BACK, SILENT, FULL, ROOM)


async def test_a_part_that_dies_ends_the_bot_with_a_line_in_the_log(
    office: Office, broken: list[None]
) -> None:
    """Whoever started it sees that by its status, and starts it anew."""
    broken.append(None)

    with capture_logs() as logs, pytest.raises(SystemExit) as ended:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await app.serve(office.torang, None, office.stop)

    assert ended.value.code == 1
    (died,) = (entry for entry in logs if entry["log_level"] == "critical")
    assert (died["event"], died["part"]) == ("a part died, so the bot ends", "sender")
    assert isinstance(died["exc_info"], ZeroDivisionError)


@pytest.mark.usefixtures("file")
async def test_a_tick_that_fails_is_logged_and_comes_again(
    office: Office, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """Started anew it would fail as well; the others go on."""
    database.now(lambda db: db.execute(text("ALTER TABLE delivery RENAME TO aside")))
    end = office.torang.ticks.schedule()

    def failed() -> int:
        return caplog.text.count("no such table: delivery")

    await until(lambda: failed() > 0)
    once = failed()
    await until(lambda: failed() > once)
    await end()


async def test_the_end_waits_for_what_is_in_hand_and_leaves_the_rest_for_the_next_start(
    office: Office, database: Database
) -> None:
    """Who stops the bot on purpose makes nothing uncertain."""
    people, now = range(2001, 2101), office.local()
    for person in people:
        office.telegram.people.add(person, "Ahmad", "id")
        office.telegram.people.start(person, "")
    database.now(employ, people, "dukcapil-ktp", now)
    told = database.now(owe, office.torang.office, PERSUASION, "dukcapil", now)
    await office.delay(ms=300)

    end = office.torang.ticks.schedule()
    while not (await database.read(tallies.states, told))[State.SENDING]:
        await asyncio.sleep(0.02)
    await end()

    found = await database.read(tallies.states, told)
    assert found.keys() == {State.SENT, State.PENDING}
    assert found.total() == len(people)
