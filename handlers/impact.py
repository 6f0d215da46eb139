"""/dampak: an admin reads whether trainings changed what citizens say."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.domain.errors import Gone
from bot.telegram import buttons
from bot.telegram.views import impact as views
from bot.usecases import impact
from bot.visit import Visit

__all__ = ["build"]


async def open_list(_message: Message, visit: Visit) -> None:
    await _list(visit, 0)


async def look(_query: CallbackQuery, callback_data: buttons.Impact, visit: Visit) -> None:
    """Without an element the list of all."""
    wanted = (callback_data.element, callback_data.months)
    if not callback_data.element:
        await _list(visit, callback_data.page)
        return
    found = await visit.database.read(impact.effects, visit.office, visit.person, visit.now)
    one = next((one for one in found if (one.element, one.cohort.code) == wanted), None)
    if one is None:
        raise Gone
    await visit.talk.card(views.units(one, callback_data.page))


async def _list(visit: Visit, page: int) -> None:
    found = await visit.database.read(impact.effects, visit.office, visit.person, visit.now)
    await visit.talk.card(views.effects(found, page))


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(open_list, Command("dampak"))
    router.callback_query.register(look, buttons.Impact.filter())
    return router
