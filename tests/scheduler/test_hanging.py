"""A database that does not answer is away for everybody, and the owner is told of it too."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress

import psycopg
import pytest

from bot import config
from bot.app import Torang
from bot.db.database import Database
from bot.domain.errors import DatabaseAway
from tests.chat import Chat, Seconds
from tests.conftest import VirtualClock
from tests.line import Line, line
from tests.scheduler.test_watching import AWAY, BACK, OWNER, said

Look = Callable[[], Awaitable[None]]

pytestmark = pytest.mark.usefixtures("server")


@pytest.fixture
def settings() -> config.Config:
    return config.Config(office=config.Office(owner=OWNER))


@pytest.fixture
def to_server(url: str) -> Iterator[Line]:
    with line(url) as found:
        yield found


@pytest.fixture
def database(to_server: Line) -> Iterator[Database]:
    """Behind that line, and used by somebody who does not wait for long."""
    opened = Database(to_server.url, patience=0.6)
    yield opened
    to_server.let_go()
    opened.close()


@pytest.fixture
async def owner(someone: Callable[..., Chat]) -> Chat:
    chat = someone(OWNER)
    await chat.starts()
    return chat


@pytest.fixture
def look(torang: Torang, clock: VirtualClock, seconds: Seconds) -> Callable[[], Awaitable[None]]:
    """All that comes by itself in a while: updates, and then the ticks that tell of them."""

    async def looked() -> None:
        with suppress(DatabaseAway):
            await torang.inbox.turn()
        await torang.ticks.all()
        clock.forward(minutes=4)
        seconds.now += 4 * 60

    return looked


async def test_a_server_that_stops_in_its_tracks_is_told_once_and_its_return_once(
    owner: Chat, torang: Torang, to_server: Line, look: Look
) -> None:
    await torang.ticks.all()
    to_server.hold()
    for heard in ([], [], [], [AWAY], [AWAY]):
        await look()
        assert said(owner) == heard
    to_server.let_go()
    async with asyncio.timeout(10):
        # What was begun before is ended first.
        while said(owner) == [AWAY]:
            await torang.ticks.all()
    await look()

    assert said(owner) == [AWAY, BACK.format(until="09.20")]


@pytest.mark.parametrize("table", ["person", "participation"])
async def test_a_table_that_somebody_locked_is_told_once_and_that_it_is_free_once(
    owner: Chat, torang: Torang, url: str, look: Look, table: str
) -> None:
    """Ticks that need nothing from there go well meanwhile."""
    with psycopg.connect(url) as somebody:
        somebody.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        for heard in ([], [], [], [AWAY], [AWAY]):
            await look()
            assert said(owner) == heard
    async with asyncio.timeout(10):
        while said(owner) == [AWAY]:
            await torang.ticks.all()
    await look()

    assert said(owner) == [AWAY, BACK.format(until="09.20")]


async def test_a_table_that_only_answers_need_is_told_when_somebody_answers(
    owner: Chat, someone: Callable[..., Chat], torang: Torang, url: str, look: Look
) -> None:
    """As long as nobody does, nothing is wanting."""
    chat = someone(1001)
    with psycopg.connect(url) as somebody:
        somebody.execute("LOCK TABLE service_unit IN ACCESS EXCLUSIVE MODE")
        chat.telegram.people.start(1001, "dukcapil-ktp")
        for heard in ([], [], [], [AWAY], [AWAY]):
            await look()
            assert said(owner) == heard
    async with asyncio.timeout(10):
        while not chat.cards:
            with suppress(DatabaseAway):
                await torang.inbox.turn()
    await look()

    assert said(owner) == [AWAY, BACK.format(until="09.20")]
