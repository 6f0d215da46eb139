"""/kampanye: an admin looks at the campaigns, and at every step of one before it is launched."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.db import campaigns, units
from bot.domain.errors import Gone
from bot.domain.people import require_admin
from bot.telegram import buttons
from bot.telegram.views import campaigns as views
from bot.visit import Visit

__all__ = ["build"]


async def show_all(_message: Message, visit: Visit) -> None:
    await _list(visit)


async def show(_query: CallbackQuery, callback_data: buttons.Campaign, visit: Visit) -> None:
    if not callback_data.campaign:
        await _list(visit)
        return
    require_admin(visit.person)
    found = await visit.database.read(campaigns.find, callback_data.campaign)
    place = callback_data.place
    if found is None or (place or 0) not in range(len(found.campaign.steps)):
        raise Gone
    if place is None:
        card = views.one(found, await visit.database.read(units.tree))
    else:
        card = views.step(found, place)
    await visit.talk.card(card)


async def _list(visit: Visit) -> None:
    require_admin(visit.person)
    await visit.talk.card(views.listed(await visit.database.read(campaigns.stored)))


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(show_all, Command("kampanye", "campaigns"))
    router.callback_query.register(show, buttons.Campaign.filter())
    return router
