"""A Telegram in memory whose time stands still until a test moves it."""

from datetime import datetime, timedelta

import pytest

from bot.simulator.clock import FRESH_START
from bot.simulator.core import Telegram

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
