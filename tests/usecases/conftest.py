"""Use cases need no Telegram: an office of their own, its forms compiled once."""

import pytest

from bot.config import Config
from bot.db import units
from bot.db.database import Database
from bot.keys import Keys
from bot.usecases.office import Forms, Office
from tests.conftest import SECRET


@pytest.fixture(scope="session")
def forms() -> Forms:
    return Forms()


@pytest.fixture
def office(settings: Config, forms: Forms) -> Office:
    return Office(settings.office.zone, Keys(SECRET), forms)


@pytest.fixture
def unit_id(database: Database) -> int:
    """The leaf that is rated."""
    return database.now(units.ids)["dukcapil-ktp"]
