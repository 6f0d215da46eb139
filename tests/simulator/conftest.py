"""A Telegram in memory whose time stands still until a test moves it."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.simulator.clock import FRESH_START
from bot.simulator.core import Telegram
from bot.simulator.server import serving
from tests.simulator.door import Door

YUSUF = 1001


class Watch:
    def __init__(self) -> None:
        self.at = FRESH_START

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **time: int) -> None:
        self.at += timedelta(**time)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def telegram(watch: Watch) -> Telegram:
    """Yusuf has started the bot, and it has heard of it."""
    telegram = Telegram(watch)
    telegram.people.add(YUSUF, "Yusuf", "id")
    telegram.people.start(YUSUF)
    telegram.call("getUpdates", {"offset": -1})
    telegram.call("getUpdates", {"offset": 2})
    return telegram


@pytest.fixture
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    """A server that Yusuf has started the bot at; message and update 1 are his."""
    async with serving(0, tmp_path) as address, aiohttp.ClientSession() as http:
        door = Door(http, address)
        yusuf = {"id": 1001, "first_name": "Yusuf", "language_code": "id"}
        assert await door.post("/sim/people", yusuf) == (200, yusuf)
        assert await door.post("/sim/people/1001/start") == (200, {"message_ids": [1]})
        yield door
