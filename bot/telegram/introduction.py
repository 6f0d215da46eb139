"""Who the bot is, asked in one plain call, without the seconds that the framework takes to import.

The call goes the way the bot's own go: through no proxy, and trusting the same certificates.
"""

import json
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import HTTPSHandler, ProxyHandler, build_opener

import certifi

__all__ = ["Answer", "Introduction", "Known", "Refused", "Strange", "Unreachable", "ask"]

SECONDS = 5
LONGEST = 65_536


@dataclass(frozen=True, slots=True)
class Known:
    """Telegram knows the token; it is of the bot with this user name."""

    username: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram does not know the token."""


@dataclass(frozen=True, slots=True)
class Strange:
    """What answers is no Bot API, or in trouble itself."""

    status: int


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Nothing answers."""

    reason: str


Introduction = Known | Refused | Strange | Unreachable


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of the call, and the time by the clock of whoever answered, if that was told."""

    introduction: Introduction
    date: datetime | None = None


def ask(api_base: str, token: str) -> Answer:
    """Call getMe with this token."""
    context = ssl.create_default_context(cafile=certifi.where())
    opener = build_opener(ProxyHandler({}), HTTPSHandler(context=context))
    try:
        with opener.open(_address(api_base, token), timeout=SECONDS) as answer:
            return _answer(answer.status, answer.headers, answer.read(LONGEST))
    except HTTPError as error:
        with error:
            return _answer(error.code, error.headers, error.read(LONGEST))
    except (OSError, HTTPException) as error:
        return Answer(Unreachable(str(getattr(error, "reason", error))))


def _address(api_base: str, token: str) -> str:
    return f"{api_base.rstrip('/')}/bot{quote(token, safe=':')}/getMe"


def _answer(status: int, headers: Message, body: bytes) -> Answer:
    return Answer(_introduction(status, body), _date(headers.get("Date", "")))


def _introduction(status: int, body: bytes) -> Introduction:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return Strange(status)
    match status, said:
        case 200, {"ok": True, "result": {"username": str(username)}}:
            return Known(username)
        case 401 | 404, {"ok": False}:
            return Refused()
        case _:
            return Strange(status)


def _date(header: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(header)
    except ValueError:
        return None
    return date if date.tzinfo else None
