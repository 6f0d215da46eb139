"""/kode: what became of an answer."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from bot.telegram.filters import Expecting, Line
from bot.telegram.views import receipts as views
from bot.usecases import receipts
from bot.visit import Visit

__all__ = ["build"]


async def ask(message: Message, command: CommandObject, visit: Visit) -> None:
    if command.args:
        await read(message, command.args, visit)
        return
    listening = await visit.database.run(receipts.expect_code, visit.person)
    await visit.talk.card(views.ask_code(listening=listening))


async def read(_message: Message, text: str, visit: Visit) -> None:
    found = await visit.database.run(receipts.check, visit.office, visit.person, text, visit.now)
    await visit.talk.card(views.receipt(found))


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(ask, Command("kode"))
    router.message.register(read, Expecting(receipts.TO_READ_CODE), Line())
    return router
