"""The calls that every answer makes, in the fields that this bot gives.

aiogram's own have every field there is and an object for each button; making and reading those
took half of the time of an answer.
"""

from typing import Any

from aiogram.enums import ParseMode
from aiogram.methods import TelegramMethod

__all__ = ["AnswerTap", "Call", "EditCard", "SendCard"]

Keyboard = dict[str, Any]
NO_PREVIEW = {"is_disabled": True}


class Call(TelegramMethod[Any]):
    """A call that is JSON as it stands; so is its answer."""

    __returning__ = Any

    def body(self) -> dict[str, Any]:
        """What was given, by name."""
        return {name: value for name, value in self if value is not None}


class _Card(Call):
    """A card in Telegram's HTML, without a preview of what it links to."""

    chat_id: int
    text: str
    reply_markup: Keyboard | None
    parse_mode: str = ParseMode.HTML.value
    link_preview_options: dict[str, bool] = NO_PREVIEW


class SendCard(_Card):
    """A card as a new message; returns the message, a JSON object."""

    __api_method__ = "sendMessage"

    disable_notification: bool


class EditCard(_Card):
    """A card in place of another."""

    __api_method__ = "editMessageText"

    message_id: int


class AnswerTap(Call):
    """The end of the turning circle on a button, with or without a line."""

    __api_method__ = "answerCallbackQuery"

    callback_query_id: str
    text: str | None
    show_alert: bool
