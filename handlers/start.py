"""/start: from a counter's link or the list of units to the first question."""

from dataclasses import replace

from aiogram import Bot, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.db import staff
from bot.domain.situation import Asking
from bot.telegram import buttons, menus
from bot.telegram.views.unit_list import choosing
from bot.texts import best, speaking
from bot.usecases import arrivals
from bot.visit import Visit

__all__ = ["build"]


async def start(_message: Message, command: CommandObject, bot: Bot, visit: Visit) -> None:
    code = (command.args or "").strip()
    found = await visit.database.read(arrivals.arrive, visit.office, visit.person, code, visit.now)
    await visit.talk.situation(found)
    if visit.person.consented or visit.person.admin:
        duties = await visit.database.read(staff.duties, visit.person.id)
        if visit.person.admin or any(duties):
            await menus.show_to(bot, visit.person, duties)


async def units(_query: CallbackQuery, callback_data: buttons.Units, visit: Visit) -> None:
    page = await visit.database.read(
        arrivals.choose,
        callback_data.node,
        callback_data.text,
        callback_data.page,
        results=callback_data.results,
    )
    with speaking(best(callback_data.language, None)):
        await visit.talk.card(choosing(page, results=callback_data.results))


async def arrive(_query: CallbackQuery, callback_data: buttons.Arrive, visit: Visit) -> None:
    person = replace(visit.person, language=best(callback_data.language, None))
    with speaking(person.language):
        found = await visit.database.read(
            arrivals.arrive_at, visit.office, person, callback_data.unit, visit.now
        )
        await visit.talk.situation(found)


async def begin(
    _query: CallbackQuery, callback_data: buttons.Begin, bot: Bot, visit: Visit
) -> None:
    person = replace(visit.person, language=best(callback_data.language, None))
    unit, instead = callback_data.unit, callback_data.instead
    with speaking(person.language):
        found = await visit.database.run(
            arrivals.begin, visit.office, person, unit, visit.now, instead=instead
        )
        await visit.talk.situation(found)
    if isinstance(found, Asking) and person.language != visit.person.language:
        await menus.show_to(bot, person, await visit.database.read(staff.duties, person.id))


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(start, Command("start"))
    router.callback_query.register(units, buttons.Units.filter())
    router.callback_query.register(arrive, buttons.Arrive.filter())
    router.callback_query.register(begin, buttons.Begin.filter())
    return router
