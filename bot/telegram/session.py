"""The line to Telegram: aiogram's own, without the work that nobody reads."""

import json
from contextlib import suppress
from functools import cache
from http import HTTPStatus
from typing import Any, NamedTuple, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import ClientDecodeError
from aiogram.methods import GetUpdates, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile
from aiohttp import BytesPayload, ClientTimeout, FormData

from bot.telegram.calls import Call

__all__ = ["Session"]

CARD = ("message_id", "date", "chat")

# Pydantic forgets the type of an answer that nobody holds, and takes 10 ms to build it anew.
KEPT = Response[GetUpdates.__returning__], Response[Any]

_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Session(AiohttpSession):
    """Speaks to the Bot API at this address."""

    def __init__(self, api_base: str) -> None:
        super().__init__(
            api=TelegramAPIServer.from_base(api_base), json_loads=_read, json_dumps=_compact
        )

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature.
    ) -> TelegramType:
        """The result; raises ClientDecodeError also for bytes that are no text."""
        # Aiohttp takes such a one as well, and would make it anew with every call.
        limit = cast("int | None", timeout if timeout is None else _limit(timeout))
        try:
            return await super().make_request(bot, method, limit)
        except UnicodeDecodeError as error:
            raise ClientDecodeError("Failed to decode answer", error, "") from error

    def build_form_data(self, bot: Bot, method: TelegramMethod[TelegramType]) -> FormData:
        """The call as JSON, which both sides read in less time than a form; files need a form."""
        if isinstance(method, Call):
            return _Json(method.body)
        files: dict[str, InputFile] = {}
        given = method.model_dump(exclude_none=True, warnings=False)
        values = self.prepare_value(given, bot, files, _dumps_json=False)
        return super().build_form_data(bot, method) if files else _Json(values)

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str
    ) -> Response[TelegramType]:
        """The answer to a Call as it stands; raises what aiogram raises for a refusal."""
        if isinstance(method, Call) and status_code == HTTPStatus.OK:
            # What is no answer aiogram tells apart, as it does a refusal.
            with suppress(ValueError):
                match _read(content):
                    case {"ok": True, "result": result}:
                        # Only the result is read of it; pydantic takes its time for the others.
                        return cast("Response[TelegramType]", _Answer(result))
                    case _:
                        pass
        return super().check_response(bot, method, status_code, content)


@cache
def _limit(seconds: int) -> ClientTimeout:
    return ClientTimeout(total=seconds)


class _Answer(NamedTuple):
    result: Any


class _Json(FormData):
    def __init__(self, values: dict[str, Any]) -> None:
        # Not FormData's: that draws the boundary of a form there is not.
        self._values = values

    def __call__(self) -> BytesPayload:
        return BytesPayload(_compact(self._values).encode(), content_type="application/json")


def _read(text: str) -> Any:
    """The answer; of the card that a tap was on, only which one it was.

    Its words and buttons are the greater part of an update, and known here: we made them.
    """
    answer = json.loads(text)
    match answer:
        case {"result": list(updates)}:
            for update in updates:
                match update:
                    case {"callback_query": {"message": dict(card)} as query}:
                        query["message"] = {name: card[name] for name in CARD if name in card}
                    case _:
                        pass
        case _:
            pass
    return answer
