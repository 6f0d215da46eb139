"""/hasil for everybody, /laporan for admins, and news of a unit."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.db import people, units
from bot.domain.situation import Thanked
from bot.telegram import buttons
from bot.telegram.views import follow as follow_views
from bot.telegram.views import results as views
from bot.telegram.views.unit_list import choosing
from bot.usecases import accounts, arrivals, results
from bot.visit import Visit

__all__ = ["build"]


async def ask_unit(_message: Message, command: CommandObject, visit: Visit) -> None:
    text = (command.args or "").strip()
    unit = (await visit.database.read(units.tree)).by_code.get(text)
    if unit is not None:
        await _show(unit.id, visit)
        return
    page = await visit.database.read(arrivals.choose, None, text)
    await visit.talk.card(choosing(page, results=True))


async def show(_query: CallbackQuery, callback_data: buttons.Results, visit: Visit) -> None:
    await _show(callback_data.unit, visit)


async def follow(_query: CallbackQuery, callback_data: buttons.Follow, visit: Visit) -> None:
    unit, on, person = callback_data.unit, callback_data.on, visit.person
    if on and not (person.consented or callback_data.sure):
        place = await visit.database.read(units.place, unit)
        await visit.talk.card(follow_views.ask_consent(place))
        return
    if on:
        place = await visit.database.run(accounts.follow, visit.office, person, unit, visit.now)
    else:
        place = await visit.database.run(accounts.unfollow, person, unit)
    if callback_data.thanks:
        await visit.talk.situation(Thanked(place, following=on))
    else:
        await _show(unit, visit)


async def _show(unit_id: int, visit: Visit) -> None:
    found = await visit.database.read(results.result, unit_id)
    following = await visit.database.read(people.follows, visit.person.id, unit_id)
    await visit.talk.card(views.result(found, following=following))


async def report(_message: Message, visit: Visit) -> None:
    found = await visit.database.read(results.results, visit.person)
    await visit.talk.card(views.report(found, page=0))


async def turn_report(_query: CallbackQuery, callback_data: buttons.Report, visit: Visit) -> None:
    found = await visit.database.read(results.results, visit.person)
    page, unit = callback_data.page, callback_data.unit
    chosen = next((result for result in found if result.unit_id == unit), None)
    card = views.report(found, page) if chosen is None else views.report_of_unit(chosen, page)
    await visit.talk.card(card)


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(ask_unit, Command("hasil"))
    router.message.register(report, Command("laporan"))
    router.callback_query.register(show, buttons.Results.filter())
    router.callback_query.register(follow, buttons.Follow.filter())
    router.callback_query.register(turn_report, buttons.Report.filter())
    return router
