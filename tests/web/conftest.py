"""The site at work, with results of two months of which some are published."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from socket import socket

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from bot.db import counters, populations, surveys, units
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.period import parse
from bot.usecases import publications
from bot.usecases.office import Office
from bot.web import server
from bot.web.site import Site
from tests.conftest import VirtualClock
from tests.factories import a_person
from tests.usecases.answered import answers, put

NOVEMBER, OCTOBER = parse("2026-11"), parse("2026-10")
DECEMBER = datetime(2026, 12, 1, 0, 0, tzinfo=UTC)
ADMIN = a_person(9001, admin=True)


def walked(db: Db) -> None:
    """Interviews at a unit, of which some were left."""
    survey, unit = surveys.survey_id(db, "skm"), units.ids(db)["dukcapil-ktp"]
    for name, n in (
        ("submitted", 9),
        ("left:/data/pelayanan/waktu", 3),
        ("seconds:120", 6),
        ("seconds:300", 3),
        ("taps:10", 9),
    ):
        counters.count(db, survey, unit, NOVEMBER.first, name, n)
    counters.count(db, survey, unit, OCTOBER.first, "submitted", 5)


@pytest.fixture
def released(database: Database, office: Office) -> dict[str, int]:
    """Answers for three units; the ids of all units by their codes."""
    chance = Random(5)  # noqa: S311 - The same chances in each run.
    for unit, day, n, level in (
        ("dukcapil-ktp", date(2026, 10, 6), 40, 2.9),
        ("dukcapil-ktp", date(2026, 11, 3), 60, 3.4),
        ("dukcapil-kk", date(2026, 11, 4), 25, 3.1),
        ("puskesmas", date(2026, 11, 9), 35, 3.6),
    ):
        database.now(put, office, unit, day, answers(chance, n, level))
    ids = database.now(units.ids)
    database.now(populations.put, ids["dukcapil-ktp"], NOVEMBER, 400, DECEMBER.date())
    return ids


@pytest.fixture
def published(database: Database, office: Office, released: dict[str, int]) -> dict[str, int]:
    """Of November all of Disdukcapil, of October only its KTP; nothing of the Puskesmas."""
    for unit, period in (("dukcapil-ktp", OCTOBER), ("dukcapil", NOVEMBER)):
        database.now(publications.publish, office, ADMIN, released[unit], period, DECEMBER)
    return released


def a_site(database: Database, office: Office, clock: VirtualClock) -> tuple[Site, socket]:
    """A site at a port that the system chose, and where it listens; the day is one of December."""
    clock.at = DECEMBER
    listener = server.listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    names = "Pemerintah Provinsi", "Biro Organisasi, Sofifi", "torang_bot"
    return Site(database, office, clock, *names, address, "CC BY 4.0"), listener


@pytest_asyncio.fixture
async def site(
    file: Path,  # noqa: ARG001 - Pages ask use cases, which are tested on both databases.
    database: Database,
    office: Office,
    clock: VirtualClock,
) -> AsyncIterator[Site]:
    found, listener = a_site(database, office, clock)
    async with server.serving(found, listener):
        yield found


@pytest_asyncio.fixture
async def web(site: Site) -> AsyncIterator[ClientSession]:
    async with ClientSession(site.address) as session:
        yield session
