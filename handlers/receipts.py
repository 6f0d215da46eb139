"""/kode: what became of an answer."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from bot.db.database import Database
from bot.domain.people import Person
from bot.domain.time import Clock
from bot.telegram.filters import Expecting, Line
from bot.telegram.talk import Talk
from bot.telegram.views import receipts as views
from bot.usecases import receipts
from bot.usecases.office import Office

__all__ = ["build"]


async def ask(
    _message: Message,
    command: CommandObject,
    person: Person,
    talk: Talk,
    database: Database,
    office: Office,
    clock: Clock,
) -> None:
    if command.args:
        await read(_message, command.args, person, talk, database, office, clock)
        return
    listening = await database.run(receipts.expect_code, person)
    await talk.card(views.ask_code(listening=listening))


async def read(
    _message: Message,
    text: str,
    person: Person,
    talk: Talk,
    database: Database,
    office: Office,
    clock: Clock,
) -> None:
    found = await database.run(receipts.check, office, person, text, clock())
    await talk.card(views.receipt(found))


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(ask, Command("kode"))
    router.message.register(read, Expecting(receipts.TO_READ_CODE), Line())
    return router
