"""The calls of every answer: only what we give, and nothing is made that nobody reads."""

from typing import Any, cast

from aiogram import Bot
from aiogram.enums import ParseMode
from aiogram.methods import TelegramMethod
from aiogram.types import BufferedInputFile, InlineKeyboardMarkup, InputMediaPhoto

from bot.domain.content import MediaKind
from bot.telegram.card import Card, Picture

__all__ = [
    "TRY_SECONDS",
    "Call",
    "answer_tap",
    "delete_card",
    "download",
    "edit_card",
    "send_card",
    "strip_card",
]

TRY_SECONDS = 2
"""A handler waits this long for Telegram."""

DOWNLOAD_SECONDS = 60

PICTURE = "gambar.png"

Json = dict[str, Any]
SENDING = {MediaKind.PHOTO: "sendPhoto", MediaKind.DOCUMENT: "sendDocument"}
NO_PREVIEW = {"is_disabled": True}
ABOVE = {"prefer_large_media": True, "show_above_text": True}


class Call:
    """A call that is JSON as it stands, and so is its answer.

    Stands where aiogram has a TelegramMethod, which makes an object for every button.
    """

    __slots__ = ("__api_method__", "body")
    __returning__ = Any

    def __init__(self, method: str, body: Json) -> None:
        self.__api_method__ = method
        self.body = body


async def send_card(bot: Bot, chat_id: int, card: Card) -> int:
    """Show the card as a new message; its number."""
    if isinstance(card.media, Picture):
        sent = await bot.send_photo(
            chat_id,
            BufferedInputFile(card.media.content, PICTURE),
            caption=card.text,
            reply_markup=_keyboard(card),
            request_timeout=TRY_SECONDS,
        )
        return sent.message_id
    body: Json = {"chat_id": chat_id, **_shown(card), "disable_notification": card.silent}
    method = "sendMessage"
    if card.media is not None:
        method = SENDING[card.media.kind]
        body[card.media.kind.value] = card.media.file_id
    if card.paid:
        body["allow_paid_broadcast"] = True
    message_id: int = (await _do(bot, method, body))["message_id"]
    return message_id


async def edit_card(bot: Bot, chat_id: int, message_id: int, card: Card) -> None:
    """Show the card in place of what this message shows."""
    if isinstance(card.media, Picture):
        file = BufferedInputFile(card.media.content, PICTURE)
        await bot.edit_message_media(
            InputMediaPhoto(media=file, caption=card.text),
            chat_id=chat_id,
            message_id=message_id,
            reply_markup=_keyboard(card),
            request_timeout=TRY_SECONDS,
        )
        return
    body = {"chat_id": chat_id, "message_id": message_id, **_shown(card)}
    await _do(bot, "editMessageText" if card.media is None else "editMessageCaption", body)


async def delete_card(bot: Bot, chat_id: int, message_id: int) -> None:
    """Take a message out of the chat."""
    await _do(bot, "deleteMessage", {"chat_id": chat_id, "message_id": message_id})


async def strip_card(bot: Bot, chat_id: int, message_id: int) -> None:
    """Take the buttons off a card."""
    await _do(bot, "editMessageReplyMarkup", {"chat_id": chat_id, "message_id": message_id})


async def answer_tap(bot: Bot, query_id: str, text: str | None, *, alert: bool) -> None:
    """End the turning circle on a button, with or without a line."""
    body: Json = {"callback_query_id": query_id}
    if text is not None:
        body |= {"text": text, "show_alert": alert}
    await _do(bot, "answerCallbackQuery", body)


async def download(bot: Bot, file_id: str) -> bytes:
    """What a file holds; raises what aiogram raises."""
    found = await bot.get_file(file_id, request_timeout=TRY_SECONDS)
    kept = await bot.download_file(found.file_path or "", timeout=DOWNLOAD_SECONDS)
    return b"" if kept is None else kept.read()


def _keyboard(card: Card) -> InlineKeyboardMarkup | None:
    keyboard = card.keyboard()
    return None if keyboard is None else InlineKeyboardMarkup.model_validate(keyboard)


def _shown(card: Card) -> Json:
    """In Telegram's HTML, without a preview of what it links to but for the picture that is
    meant."""
    keyboard = {"reply_markup": card.keyboard()} if card.rows else {}
    html = {"parse_mode": ParseMode.HTML.value, **keyboard}
    if card.media is not None:
        return {"caption": card.text, **html}
    preview = NO_PREVIEW if card.preview is None else {"url": card.preview, **ABOVE}
    return {"text": card.text, "link_preview_options": preview, **html}


async def _do(bot: Bot, method: str, body: Json) -> Any:
    # Quoted, or pydantic would make that type anew with every call.
    call = cast("TelegramMethod[Any]", Call(method, body))
    return await bot(call, request_timeout=TRY_SECONDS)
