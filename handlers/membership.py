"""Who blocks the bot, and who comes back."""

from datetime import datetime

from aiogram import Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.filters import Filter
from aiogram.types import ChatMemberUpdated

from bot.db.database import Database
from bot.usecases import accounts
from bot.usecases.office import Office

__all__ = ["build"]


class InPrivate(Filter):
    """One person's own chat."""

    async def __call__(self, event: ChatMemberUpdated) -> bool:
        return event.chat.type == ChatType.PRIVATE


async def changed(
    event: ChatMemberUpdated, database: Database, office: Office, now: datetime
) -> None:
    blocked = event.new_chat_member.status == ChatMemberStatus.KICKED
    await database.run(accounts.note_blocked, office, event.chat.id, now, blocked=blocked)


def build() -> Router:
    router = Router(name=__name__)
    router.my_chat_member.register(changed, InPrivate())
    return router
