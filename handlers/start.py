"""/start: from a counter's link or the list of units to the first question."""

from dataclasses import replace

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.db.database import Database
from bot.domain.people import Person
from bot.domain.time import Clock
from bot.telegram import buttons, menus
from bot.telegram.talk import Talk
from bot.telegram.views.unit_list import choosing
from bot.texts import best, speaking
from bot.usecases import arrivals
from bot.usecases.office import Office

__all__ = ["build"]


async def start(
    _message: Message,
    command: CommandObject,
    bot: Bot,
    person: Person,
    talk: Talk,
    database: Database,
    office: Office,
    clock: Clock,
) -> None:
    code = (command.args or "").strip()
    await talk.situation(await database.read(arrivals.arrive, office, person, code, clock()))
    if person.admin:
        await menus.show_to(bot, person)


async def units(
    _query: CallbackQuery,
    callback_data: buttons.Units,
    talk: Talk,
    database: Database,
) -> None:
    page = await database.read(
        arrivals.choose, callback_data.node, callback_data.text, callback_data.page
    )
    with speaking(best(callback_data.language, None)):
        await talk.card(choosing(page, results=callback_data.results))


async def arrive(
    _query: CallbackQuery,
    callback_data: buttons.Arrive,
    person: Person,
    talk: Talk,
    database: Database,
    office: Office,
    clock: Clock,
) -> None:
    person = replace(person, language=best(callback_data.language, None))
    with speaking(person.language):
        await talk.situation(
            await database.read(arrivals.arrive_at, office, person, callback_data.unit, clock())
        )


async def begin(
    _query: CallbackQuery,
    callback_data: buttons.Begin,
    person: Person,
    talk: Talk,
    database: Database,
    office: Office,
    clock: Clock,
) -> None:
    person = replace(person, language=best(callback_data.language, None))
    with speaking(person.language):
        await talk.situation(
            await database.run(
                arrivals.begin,
                office,
                person,
                callback_data.unit,
                clock(),
                instead=callback_data.instead,
            )
        )


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(start, Command("start"))
    router.callback_query.register(units, buttons.Units.filter())
    router.callback_query.register(arrive, buttons.Arrive.filter())
    router.callback_query.register(begin, buttons.Begin.filter())
    return router
