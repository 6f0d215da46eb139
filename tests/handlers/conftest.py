"""People whom broadcasts are for."""

from collections.abc import Callable

import pytest

from bot.db.database import Database
from tests.chat import Chat
from tests.handlers.broadcasting import STAFF, employ


@pytest.fixture
async def staff(database: Database, someone: Callable[..., Chat]) -> dict[int, Chat]:
    """Three employees of one unit, who have talked to the bot."""
    database.now(employ, STAFF)
    chats = {person_id: someone(person_id) for person_id in STAFF}
    for chat in chats.values():
        await chat.starts()
    return chats
