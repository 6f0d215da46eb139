"""Who blocks the bot, and who comes back."""

from bot.db import people
from bot.db.database import Database
from bot.simulator.core import Telegram
from tests.chat import Chat
from tests.handlers.survey import to_the_question


def blocked(database: Database) -> bool:
    return database.now(people.addressees, [1001])[1001].blocked


async def test_blocking_is_remembered_and_taken_back(
    chat: Chat, database: Database, telegram: Telegram
) -> None:
    await to_the_question(chat, 1)
    telegram.people.block(1001)
    await chat.serve()
    assert blocked(database)

    telegram.people.unblock(1001)
    await chat.serve()

    assert not blocked(database)


async def test_somebody_of_whom_nothing_is_stored_may_block_the_bot(
    chat: Chat, database: Database, telegram: Telegram
) -> None:
    await chat.starts()
    telegram.people.block(1001)
    await chat.serve()

    assert database.now(people.addressees, [1001]) == {}
