"""One attempt to show a card, and how it ended."""

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
from aiohttp import ClientConnectorError

from bot.domain.delivery import Blocked, Outcome, Rejected, Sent, TryLater, Uncertain
from bot.telegram.calls import edit_card, send_card
from bot.telegram.card import Card

__all__ = ["FIRST_WAIT", "Posted", "post"]

FIRST_WAIT = timedelta(seconds=1)

NOT_EDITABLE = ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID")
"""Telegram's words where a card can only be shown as a new message."""


@dataclass(frozen=True, slots=True)
class Posted:
    """How a post ended, and the message that shows the card if it was sent.

    `rest` is how many seconds Telegram wants to hear nothing from this bot.
    """

    outcome: Outcome
    message_id: int | None = None
    rest: int = 0


async def post(bot: Bot, chat_id: int, card: Card, on: int | None = None) -> Posted:
    """Show a card in place of message `on`, or as a new message where that is None or gone."""
    try:
        message_id = await _show(bot, chat_id, card, on)
    except TelegramRetryAfter as error:
        return Posted(_outcome(error), rest=error.retry_after)
    except (TelegramAPIError, ClientDecodeError) as error:
        return Posted(_outcome(error))
    return Posted(Sent(), message_id)


async def _show(bot: Bot, chat_id: int, card: Card, on: int | None) -> int:
    if on is not None:
        try:
            await edit_card(bot, chat_id, on, card)
        except TelegramBadRequest as error:
            if "message is not modified" in error.message:
                return on
            if not any(words in error.message for words in NOT_EDITABLE):
                raise
        else:
            return on
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
