"""Fixtures: a sender on a clock that stands still, and people it may write to."""

from collections.abc import Callable

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.enums import ParseMode

from bot.simulator.core import TOKEN, Telegram
from bot.telegram.lane import Lane
from bot.telegram.sender import Sender
from tests.chat import Chat, CoreSession, Seconds


@pytest.fixture
def frozen() -> Seconds:
    """Monotonic seconds that a test moves."""
    return Seconds(step=0)


@pytest.fixture
def api(wire: CoreSession) -> Bot:
    return Bot(TOKEN, session=wire, default=DefaultBotProperties(parse_mode=ParseMode.HTML))


@pytest.fixture
def sender(api: Bot, frozen: Seconds) -> Sender:
    return Sender(api, frozen, Lane(0))


@pytest.fixture
def reader(telegram: Telegram) -> Callable[[int], Chat]:
    """Somebody who started the bot and only reads."""

    def known(person_id: int) -> Chat:
        chat = Chat(telegram, person_id, lambda: None)
        telegram.people.start(person_id)
        return chat

    return known
