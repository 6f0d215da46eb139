"""The command menu, by language and by role."""

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeUnion,
)

from bot.domain.people import Duties, Person
from bot.telegram.calls import TRY_SECONDS
from bot.telegram.views import commands
from bot.texts import DEFAULT, LANGUAGES, speaking

__all__ = ["show_to", "show_to_everybody"]

log = structlog.get_logger()


async def show_to_everybody(bot: Bot) -> None:
    """The menu in the client's language, and in the default one for all other clients."""
    scope = BotCommandScopeAllPrivateChats()
    for code in (None, *LANGUAGES):
        with speaking(code or DEFAULT):
            await _set(bot, commands.for_everybody(), scope, code)


async def show_to(bot: Bot, person: Person, duties: Duties) -> None:
    """The menu of one person's chat: in the language they chose, and with an admin's commands, or
    what comes with duties at a unit."""
    with speaking(person.language):
        listed = commands.for_admins() if person.admin else commands.for_staff(duties)
    try:
        await _set(bot, listed, BotCommandScopeChat(chat_id=person.id), None)
    except (TelegramAPIError, ClientDecodeError) as error:
        # The general menu stays; every command is checked at its door anyway.
        log.info("no menu of their own", error=str(error))


async def _set(
    bot: Bot, listed: list[tuple[str, str]], scope: BotCommandScopeUnion, code: str | None
) -> None:
    await bot.set_my_commands(
        [BotCommand(command=name, description=text) for name, text in listed],
        scope=scope,
        language_code=code,
        request_timeout=TRY_SECONDS,
    )
