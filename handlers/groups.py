"""Groups: the bot says that it works in private, and leaves."""

import structlog
from aiogram import Bot, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.filters import Filter
from aiogram.types import ChatMemberUpdated, Message

from bot.telegram.views import refusals
from bot.texts import best, speaking

__all__ = ["build"]

log = structlog.get_logger()

PRESENT = {ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.RESTRICTED}


class InGroup(Filter):
    """Any chat that is not one person's."""

    async def __call__(self, event: Message | ChatMemberUpdated) -> bool:
        return event.chat.type != ChatType.PRIVATE


async def added(event: ChatMemberUpdated, bot: Bot) -> None:
    if event.new_chat_member.status in PRESENT:
        await _leave(bot, event.chat.id, event.from_user.language_code)


async def spoken_to(message: Message, bot: Bot) -> None:
    speaker = message.from_user
    await _leave(bot, message.chat.id, speaker.language_code if speaker else None)


async def _leave(bot: Bot, chat_id: int, language: str | None) -> None:
    with speaking(best(None, language)):
        text = refusals.in_private()
    for call in (bot.send_message(chat_id, text), bot.leave_chat(chat_id)):
        try:
            await call
        except (TelegramAPIError, ClientDecodeError) as error:
            # It may be out of the group already, or not allowed to speak there.
            log.info("group not left politely", error=str(error))


def build() -> Router:
    router = Router(name=__name__)
    router.my_chat_member.register(added, InGroup())
    router.message.register(spoken_to, InGroup())
    return router
