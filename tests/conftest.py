"""Fixtures: a clock to set, a database, a Telegram, the bot, and people who chat with it."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode

from bot import app, config, instruments, log
from bot.app import Torang
from bot.db import migrate
from bot.db.database import Database
from bot.keys import Keys
from bot.simulator.core import TOKEN, Telegram
from bot.usecases import importing, publishing
from bot.usecases.office import Office
from tests import postgresql
from tests.chat import Chat, CoreSession, Seconds
from tests.factories import MORNING, UNITS

ADMIN = 9001
SECRET = b"k" * 32


def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as processors: much of the suite waits, for processes and leases."""
    return (os.cpu_count() or 2) * 3 // 2


@pytest.fixture(autouse=True, scope="session")
def _log() -> None:
    """The log as in production, so that what it would not say there it does not say here."""
    log.keep(config.Log())


@dataclass(slots=True)
class VirtualClock:
    """Stands still until a test moves it."""

    at: datetime = MORNING

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **time: float) -> None:
        self.at += timedelta(**time)


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture(scope="session")
def editions() -> list[publishing.Edition]:
    """The questionnaires that ship, converted once."""
    return [publishing.edition(one.name, one.source) for one in instruments.shipped()]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What touches a database is tested on both kinds, but for what is one kind's own."""
    if "backend" in metafunc.fixturenames:
        others = {"file": "postgresql", "server": "sqlite"}
        not_meant = {others[name] for name in others.keys() & set(metafunc.fixturenames)}
        metafunc.parametrize("backend", sorted({"sqlite", "postgresql"} - not_meant))


def _fill(database: Database, editions: list[publishing.Edition]) -> None:
    """Tables, units and the questionnaires."""
    database.now(migrate.upgrade)
    for edition in editions:
        database.now(publishing.publish, edition, MORNING)
    database.now(importing.import_units, UNITS, MORNING)
    database.close()


@pytest.fixture(scope="session")
def template(editions: list[publishing.Edition], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file to copy."""
    file = tmp_path_factory.mktemp("template") / "torang.db"
    _fill(Database(f"sqlite:///{file}"), editions)
    return file


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL server; a test that asks for it is about PostgreSQL alone."""
    with postgresql.server() as url:
        yield url


@pytest.fixture(scope="session")
def names(worker_id: str) -> Iterator[str]:
    """Names of databases that nobody else uses, on a server that others may use too."""
    return (f"torang_test_{worker_id}_{os.getpid()}_{number}" for number in count())


@pytest.fixture(scope="session")
def model(server: str, names: Iterator[str], editions: list[publishing.Edition]) -> Iterator[str]:
    """The name of a PostgreSQL database to copy."""
    url = postgresql.create(server, name := next(names))
    _fill(Database(url), editions)
    yield name
    postgresql.drop(url)


@pytest.fixture
def file(template: Path, tmp_path: Path) -> Path:
    """This test's own copy of the database; a test that asks for it is about SQLite alone."""
    return Path(shutil.copy(template, tmp_path / "torang.db"))


@pytest.fixture
def url(backend: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """Where this test's own copy of the database is."""
    wanted = request.getfixturevalue
    if backend == "sqlite":
        yield f"sqlite:///{wanted('file')}"
        return
    copy = postgresql.create(wanted("server"), next(wanted("names")), wanted("model"))
    yield copy
    postgresql.drop(copy)


@pytest.fixture
def empty_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Where a database without any table is."""
    wanted = request.getfixturevalue
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    empty = postgresql.create(wanted("server"), next(wanted("names")))
    yield empty
    postgresql.drop(empty)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = Database(url)
    yield opened
    opened.close()


@pytest.fixture
def telegram(clock: VirtualClock) -> Telegram:
    return Telegram(clock)


@pytest.fixture
def wire(telegram: Telegram) -> CoreSession:
    return CoreSession(telegram)


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def settings() -> config.Config:
    return config.Config(
        office=config.Office(name="Pemerintah Provinsi", admins=(ADMIN,), contact="Sofifi")
    )


@dataclass(slots=True)
class Disk:
    """Has as many bytes left as a test says."""

    free: int = 10**12

    def __call__(self) -> int:
        return self.free


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def start(
    settings: config.Config,
    database: Database,
    wire: CoreSession,
    clock: VirtualClock,
    seconds: Seconds,
    disk: Disk,
) -> Callable[[], Torang]:
    """Start the bot; started again, it is as after a restart of the process."""

    def started() -> Torang:
        html = DefaultBotProperties(parse_mode=ParseMode.HTML)
        bot = Bot(TOKEN, session=wire, default=html)
        return app.build(settings, database, Keys(SECRET), bot, clock, seconds, disk)

    return started


@pytest.fixture
def torang(start: Callable[[], Torang]) -> Torang:
    return start()


@pytest.fixture
def office(torang: Torang) -> Office:
    return torang.office


@pytest.fixture
def someone(telegram: Telegram, torang: Torang) -> Callable[..., Chat]:
    """A person by id, whose deeds the bot serves at once."""

    def known(person_id: int, language: str = "id") -> Chat:
        return Chat(telegram, person_id, torang.inbox.turn, language)

    return known


@pytest.fixture
def chat(someone: Callable[..., Chat]) -> Chat:
    return someone(1001)


@pytest.fixture
def admin(someone: Callable[..., Chat]) -> Chat:
    return someone(ADMIN)
