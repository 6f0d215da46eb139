"""What a bot in these tests does: call, and be refused; and how much a law is tried."""

import struct
from typing import Any

from hypothesis import HealthCheck, settings

from bot.simulator.core import Telegram
from bot.simulator.params import Json
from bot.simulator.refusal import Refusal

YUSUF = 1001

# How long a law takes says more of the machine than of the simulator.
law = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def call(telegram: Telegram, method: str, **params: object) -> Any:
    """The result of a call that must succeed."""
    result = telegram.call(method, params)
    assert not isinstance(result, Refusal), result
    return result


def refusal(telegram: Telegram, method: str, **params: object) -> str:
    """The code and words of a call that must be refused."""
    result = telegram.call(method, params)
    assert isinstance(result, Refusal), result
    return f"{result.code} {result.description}"


def send(telegram: Telegram, text: str = "Hai", **params: object) -> Json:
    """A message to Yusuf."""
    message: Json = call(telegram, "sendMessage", chat_id=YUSUF, text=text, **params)
    return message


def buttons(*rows: list[Json]) -> Json:
    return {"inline_keyboard": list(rows)}


def button(data: str, text: str = "Ya") -> Json:
    return {"text": text, "callback_data": data}


def updates(telegram: Telegram, **params: object) -> list[Json]:
    waiting: list[Json] = call(telegram, "getUpdates", **params)
    return waiting


def picture(width: int, height: int) -> bytes:
    """As much of a PNG as tells its size."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)
