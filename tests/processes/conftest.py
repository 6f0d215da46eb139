"""Fixtures: a Telegram with a door for other processes."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.simulator.clock import Clock
from bot.simulator.core import Telegram
from bot.simulator.server import HOST, build
from bot.simulator.store import Store


@pytest.fixture
async def door() -> AsyncIterator[tuple[Telegram, str]]:
    """A Telegram in this process, with its HTTP door, and the address of that."""
    store = Store()
    clock = Clock(store)
    telegram = Telegram(clock, store=store)
    runner = web.AppRunner(build(telegram, clock), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, HOST, 0)
    await site.start()
    yield telegram, f"http://{HOST}:{runner.addresses[0][1]}"
    await runner.cleanup()
