"""Fixtures: a local Telegram in a process of its own, and bots that can be killed on it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, TCPConnector

from benchmarks.stage import simulator
from bot import config
from bot.db.database import Database
from tests.faults.errands import ADMIN
from tests.faults.stage import Stage
from tests.processes.nursery import nursery, write_config


@pytest.fixture
def settings() -> config.Config:
    """One admin may write to very many."""
    return config.Config(office=config.Office(admins=(ADMIN.id,), approval_above=10**9))


@pytest.fixture
async def stage(tmp_path: Path, url: str, database: Database) -> AsyncIterator[Stage]:
    """Without flood limits, and the bots send as fast as they can."""
    with simulator(tmp_path) as address, nursery() as bear:
        settings = write_config(tmp_path, address, url, "per_second = 0\n")
        async with ClientSession(address, connector=TCPConnector(limit=0)) as telegram:
            yield Stage(telegram, database, settings, bear)
