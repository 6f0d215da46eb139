"""One attempt to show a card, and how it ended."""

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import timedelta

from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
)
from aiogram.types import BufferedInputFile
from aiohttp import ClientConnectorError

from bot.domain.delivery import Blocked, Outcome, Rejected, Sent, TryLater, Uncertain
from bot.telegram.calls import delete_card, edit_card, send_card
from bot.telegram.card import Card

__all__ = ["FIRST_WAIT", "Posted", "correct", "erase", "file", "post"]

FIRST_WAIT = timedelta(seconds=1)

NOT_EDITABLE = (
    "message to edit not found",
    "message can't be edited",
    "MESSAGE_ID_INVALID",
    # It was a picture.
    "there is no text in the message to edit",
)
"""Telegram's words where a card can only be shown as a new message."""


@dataclass(frozen=True, slots=True)
class Posted:
    """How a post ended; `rest` is for how many seconds Telegram wants to hear nothing of us."""

    outcome: Outcome
    rest: int = 0

    @property
    def message_id(self) -> int | None:
        """The message that shows the card, if it was sent."""
        return self.outcome.message_id if isinstance(self.outcome, Sent) else None


async def post(bot: Bot, chat_id: int, card: Card, on: int | None = None) -> Posted:
    """Show a card in place of message `on`, or as a new message where that is None or gone."""
    return await _tried(_show(bot, chat_id, card, on))


async def correct(bot: Bot, chat_id: int, message_id: int, card: Card) -> Posted:
    """Show a card in place of this message; where that is gone, nothing."""
    return await _tried(_edit(bot, chat_id, message_id, card))


async def erase(bot: Bot, chat_id: int, message_id: int) -> Posted:
    """Take this message out of the chat."""
    return await _tried(delete_card(bot, chat_id, message_id))


async def file(bot: Bot, chat_id: int, name: str, content: bytes, caption: str) -> Posted:
    """Send a file with a line under it."""
    return await _tried(_file(bot, chat_id, BufferedInputFile(content, name), caption))


async def _tried(attempt: Awaitable[int | None]) -> Posted:
    try:
        return Posted(Sent(await attempt))
    except TelegramRetryAfter as error:
        return Posted(_outcome(error), rest=error.retry_after)
    except (TelegramAPIError, ClientDecodeError) as error:
        return Posted(_outcome(error))


async def _edit(bot: Bot, chat_id: int, message_id: int, card: Card) -> int:
    try:
        await edit_card(bot, chat_id, message_id, card)
    except TelegramBadRequest as error:
        if "message is not modified" not in error.message:
            raise
    return message_id


async def _file(bot: Bot, chat_id: int, content: BufferedInputFile, caption: str) -> int:
    return (await bot.send_document(chat_id, content, caption=caption)).message_id


async def _show(bot: Bot, chat_id: int, card: Card, on: int | None) -> int:
    if on is not None:
        try:
            return await _edit(bot, chat_id, on, card)
        except TelegramBadRequest as error:
            if not any(words in error.message for words in NOT_EDITABLE):
                raise
    return await send_card(bot, chat_id, card)


def _outcome(error: TelegramAPIError | ClientDecodeError) -> Outcome:
    match error:
        case TelegramRetryAfter(retry_after=seconds):
            return TryLater(timedelta(seconds=seconds))
        case TelegramForbiddenError():
            return Blocked()
        case TelegramBadRequest() | TelegramNotFound():
            return Rejected(error.message)
        case TelegramNetworkError() if not isinstance(error.__cause__, ClientConnectorError):
            # It was on its way: what came of it is not known.
            return Uncertain()
        case _:
            return TryLater(FIRST_WAIT)
