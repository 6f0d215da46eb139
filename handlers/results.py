"""/hasil: what is published of a unit, and news of it."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.db import people, units
from bot.domain.situation import Thanked
from bot.telegram import buttons
from bot.telegram.buttons import Under
from bot.telegram.views import follow as follow_views
from bot.telegram.views import report as report_views
from bot.telegram.views import results as views
from bot.telegram.views.unit_list import choosing
from bot.usecases import accounts, arrivals, errands, results
from bot.visit import Visit

__all__ = ["build"]


async def ask_unit(_message: Message, command: CommandObject, visit: Visit) -> None:
    text = (command.args or "").strip()
    unit = (await visit.database.read(units.tree)).by_code.get(text)
    if unit is not None:
        await _show(unit.id, visit)
        return
    page = await visit.database.read(arrivals.choose, None, text, results=True)
    await visit.talk.card(choosing(page, results=True))


async def show(_query: CallbackQuery, callback_data: buttons.Results, visit: Visit) -> None:
    await _show(callback_data.unit, visit, callback_data.period)


async def draw(_query: CallbackQuery, callback_data: buttons.Results, visit: Visit) -> None:
    about = f"{callback_data.unit}:{callback_data.period}"
    errand_id = await visit.database.run(errands.show, visit.person, about, visit.now)
    await visit.promise(errand_id, report_views.charting())


async def follow(_query: CallbackQuery, callback_data: buttons.Follow, visit: Visit) -> None:
    unit, on, person = callback_data.unit, callback_data.on, visit.person
    if on and not (person.consented or callback_data.sure):
        place = await visit.database.read(units.place, unit)
        await visit.talk.card(follow_views.ask_consent(place))
        return
    if on:
        place = await visit.database.run(accounts.follow, visit.office, person, unit, visit.now)
    else:
        place = await visit.database.run(accounts.unfollow, visit.office, person, unit, visit.now)
    if callback_data.thanks is not Under.RESULT:
        suggested = callback_data.thanks is Under.THANKS_FOR_SUGGESTION
        await visit.talk.situation(Thanked(place, following=on, suggested=suggested))
    else:
        await _show(unit, visit)


async def _show(unit_id: int, visit: Visit, period: str = "") -> None:
    found = await visit.database.read(results.public, visit.office, unit_id, period, visit.now)
    following = await visit.database.read(people.follows, visit.person.id, unit_id)
    await visit.talk.card(
        views.result(
            found,
            following=following,
            web=visit.office.web,
            charted=visit.person.consented,
        )
    )


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(ask_unit, Command("hasil"))
    router.callback_query.register(draw, buttons.Results.filter(F.chart))
    router.callback_query.register(show, buttons.Results.filter())
    router.callback_query.register(follow, buttons.Follow.filter())
    return router
