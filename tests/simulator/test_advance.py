"""The clock put forward over HTTP: a bot that follows sees each instant it is due at."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.simulator.advance import Advance, NothingDue
from bot.simulator.bell import Bell
from bot.simulator.clock import FRESH_START, Clock
from bot.simulator.core import Telegram
from bot.simulator.server import serving
from bot.simulator.store import Store
from tests.simulator.conftest import Watch

HOUR = 3600


class Follower:
    """A bot that does what is due, and reports, whenever it sees a new offset."""

    def __init__(self, http: aiohttp.ClientSession, address: str, due: list[datetime]) -> None:
        self.http = http
        self.address = address
        self.due = due
        self.fired: list[tuple[datetime, datetime]] = []

    async def follow(self) -> None:
        known = None
        while True:
            async with self.http.post(
                f"{self.address}/bot1:local/getUpdates?timeout=50"
            ) as answer:
                offset = int(answer.headers["X-Sim-Offset"])
                assert (await answer.json())["result"] == []
            if offset != known:
                known = offset
                await self.tick(offset)

    async def tick(self, offset: int) -> None:
        now = datetime.fromisoformat((await self.ask("clock"))["now"])
        while self.due and self.due[0] <= now:
            self.fired.append((self.due.pop(0), now))
        at = self.due[0].isoformat() if self.due else None
        await self.ask("due", {"at": at, "offset": offset})

    async def ask(self, path: str, body: object = None) -> Any:
        url = f"{self.address}/sim/{path}"
        asked = self.http.get(url) if body is None else self.http.post(url, json=body)
        async with asked as answer:
            return await answer.json()


@pytest.fixture
async def follower(tmp_path: Path) -> AsyncIterator[Follower]:
    """It is due in 10 minutes, in 90 minutes and in 26 hours."""
    async with serving(0, tmp_path) as address, aiohttp.ClientSession() as http:
        bot = Follower(http, address, [])
        now = datetime.fromisoformat((await bot.ask("clock"))["now"])
        bot.due = [now + timedelta(minutes=minutes) for minutes in (10, 90, 26 * 60)]
        await bot.tick((await bot.ask("clock"))["offset"])
        following = asyncio.ensure_future(bot.follow())
        yield bot
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)


async def test_each_due_instant_is_seen_when_it_comes(follower: Follower) -> None:
    planned = list(follower.due)
    before = (await follower.ask("clock"))["offset"]
    reached = await follower.ask("clock", {"advance": 24 * HOUR})

    assert reached["offset"] == before + 24 * HOUR
    assert [at for at, _ in follower.fired] == planned[:2]
    assert all(now - at < timedelta(seconds=5) for at, now in follower.fired)
    assert datetime.fromisoformat(reached["due"]) == planned[2]


async def test_the_clock_jumps_to_what_is_due_next(follower: Follower) -> None:
    planned = list(follower.due)
    for at in planned:
        reached = await follower.ask("clock", {"to": "due"})
        late = datetime.fromisoformat(reached["now"]) - at
        assert timedelta(0) <= late < timedelta(seconds=5)

    assert [at for at, _ in follower.fired] == planned
    assert (await follower.ask("clock"))["due"] is None
    assert "error" in await follower.ask("clock", {"to": "due"})


async def test_a_report_about_another_offset_does_not_count(follower: Follower) -> None:
    known = await follower.ask("clock")
    await follower.ask("due", {"at": None, "offset": known["offset"] + 1})

    assert (await follower.ask("clock"))["due"] == known["due"]


async def test_a_step_between_two_polls_ends_the_next_one_alone(tmp_path: Path) -> None:
    async with serving(0, tmp_path) as address, aiohttp.ClientSession() as http:
        bot = Follower(http, address, [])
        before = (await bot.ask("clock"))["offset"]
        walk = asyncio.ensure_future(bot.ask("clock", {"advance": 60}))
        while (offset := (await bot.ask("clock"))["offset"]) == before and not walk.done():
            pass
        async with http.get(f"{address}/bot1:local/getUpdates?timeout=50") as got:
            assert (await got.json())["result"] == []
            assert got.headers["X-Sim-Offset"] == str(offset)
        await bot.ask("due", {"at": None, "offset": offset})

        assert (await walk)["offset"] == offset
        started = asyncio.get_running_loop().time()
        await http.get(f"{address}/bot1:local/getUpdates?timeout=1")
        assert asyncio.get_running_loop().time() - started >= 0.9


class Walk:
    """The walk alone, with little patience."""

    def __init__(self, patience: float, deadline: float) -> None:
        store = Store()
        self.clock = Clock(store, Watch())
        self.telegram = Telegram(self.clock, store=store)
        self.advance = Advance(self.telegram, self.clock, Bell(), patience, deadline)

    async def hours(self, hours: int) -> float:
        """The real seconds that it took."""
        started = asyncio.get_running_loop().time()
        await self.advance.by(hours * HOUR)
        return asyncio.get_running_loop().time() - started


async def test_who_never_reports_is_waited_for_once() -> None:
    walk = Walk(patience=0.1, deadline=30)

    assert 0.1 <= await walk.hours(30 * 24) < 0.3
    assert await walk.hours(24) < 0.1
    assert walk.clock.offset == 31 * 24 * HOUR


async def test_who_reported_before_is_waited_for_at_each_step() -> None:
    walk = Walk(patience=0.05, deadline=30)
    walk.advance.report(None, walk.clock.offset)

    assert await walk.hours(4) >= 0.2
    assert walk.clock.offset == 4 * HOUR


async def test_the_walk_ends_with_what_was_reached_in_time() -> None:
    walk = Walk(patience=0.05, deadline=0.12)
    walk.advance.report(None, walk.clock.offset)
    await walk.hours(24)

    assert HOUR <= walk.clock.offset <= 4 * HOUR


async def test_a_bot_that_is_late_gets_a_second_to_catch_up() -> None:
    walk = Walk(patience=0.05, deadline=0.01)
    walk.advance.report(FRESH_START - timedelta(minutes=1), walk.clock.offset)
    await walk.hours(1)

    assert walk.clock.offset == 1


async def test_a_bot_still_late_at_this_step_is_waited_for() -> None:
    walk = Walk(patience=0.2, deadline=30)
    stepped = asyncio.Event()
    walk.telegram.watchers.append(stepped.set)
    walking = asyncio.ensure_future(walk.hours(1))
    await stepped.wait()
    walk.advance.report(FRESH_START, walk.clock.offset)

    assert await walking >= 0.2


async def test_nothing_due_is_no_place_to_walk_to() -> None:
    with pytest.raises(NothingDue):
        await Walk(patience=0.05, deadline=1).advance.to_due()
