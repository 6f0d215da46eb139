"""/hasil for everybody, /laporan for admins, and news of a unit."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.db import people, units
from bot.db.database import Database
from bot.domain.people import Person
from bot.domain.situation import Thanked
from bot.domain.time import Clock
from bot.telegram import buttons
from bot.telegram.talk import Talk
from bot.telegram.views import follow as follow_views
from bot.telegram.views import results as views
from bot.telegram.views.unit_list import choosing
from bot.usecases import accounts, arrivals, results
from bot.usecases.office import Office

__all__ = ["build"]


async def ask_unit(
    _message: Message, command: CommandObject, person: Person, talk: Talk, database: Database
) -> None:
    unit = (await database.read(units.tree)).by_code.get((command.args or "").strip())
    if unit is not None:
        await _show(unit.id, person, talk, database)
        return
    text = command.args or ""
    await talk.card(choosing(await database.read(arrivals.choose, None, text), results=True))


async def show(
    _query: CallbackQuery,
    callback_data: buttons.Results,
    person: Person,
    talk: Talk,
    database: Database,
) -> None:
    await _show(callback_data.unit, person, talk, database)


async def follow(
    _query: CallbackQuery,
    callback_data: buttons.Follow,
    person: Person,
    talk: Talk,
    database: Database,
    office: Office,
    clock: Clock,
) -> None:
    unit, on = callback_data.unit, callback_data.on
    if not on:
        place = await database.run(accounts.unfollow, person, unit)
    elif person.consented or callback_data.sure:
        place = await database.run(accounts.follow, office, person, unit, clock())
    else:
        await talk.new_card(follow_views.ask_consent(await database.read(units.place, unit)))
        return
    toast = follow_views.followed() if on else follow_views.unfollowed()
    if callback_data.thanks:
        await talk.situation(Thanked(place, following=on), toast=toast)
    else:
        await _show(unit, person, talk, database, toast)


async def _show(
    unit_id: int, person: Person, talk: Talk, database: Database, toast: str | None = None
) -> None:
    found = await database.read(results.result, unit_id)
    following = await database.read(people.follows, person.id, unit_id)
    await talk.card(views.result(found, following=following), toast)


async def report(_message: Message, person: Person, talk: Talk, database: Database) -> None:
    await talk.card(views.report(await database.read(results.results, person), page=0))


async def turn_report(
    _query: CallbackQuery,
    callback_data: buttons.Report,
    person: Person,
    talk: Talk,
    database: Database,
) -> None:
    found = await database.read(results.results, person)
    page, unit = callback_data.page, callback_data.unit
    chosen = next((result for result in found if result.unit_id == unit), None)
    card = views.report(found, page) if chosen is None else views.report_of_unit(chosen, page)
    await talk.card(card)


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(ask_unit, Command("hasil"))
    router.message.register(report, Command("laporan"))
    router.callback_query.register(show, buttons.Results.filter())
    router.callback_query.register(follow, buttons.Follow.filter())
    router.callback_query.register(turn_report, buttons.Report.filter())
    return router
