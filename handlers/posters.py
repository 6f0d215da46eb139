"""/poster: the ways to a unit that are not one's own telephone."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.db import units
from bot.domain.errand import ErrandKind
from bot.domain.errors import Gone
from bot.domain.people import require_admin
from bot.telegram import buttons
from bot.telegram.views import posters as views
from bot.usecases import errands
from bot.visit import Visit

__all__ = ["build"]

KINDS = {"poster": ErrandKind.POSTER, "cards": ErrandKind.TABLE_CARDS}


async def choose(_message: Message, visit: Visit) -> None:
    await _choose(visit, 0)


async def turn(_query: CallbackQuery, callback_data: buttons.Door, visit: Visit) -> None:
    await _choose(visit, callback_data.page)


async def look(_query: CallbackQuery, callback_data: buttons.Door, visit: Visit) -> None:
    require_admin(visit.person)
    tree = await visit.database.read(units.tree)
    if callback_data.unit not in tree.by_id:
        raise Gone
    await visit.talk.card(views.unit(tree, tree.by_id[callback_data.unit]))


async def draw(_query: CallbackQuery, callback_data: buttons.Door, visit: Visit) -> None:
    kind, unit = KINDS[callback_data.deed], str(callback_data.unit)
    errand_id = await visit.database.run(
        errands.ask, visit.office, visit.person, kind, unit, visit.now
    )
    await visit.promise(errand_id, views.making())


async def _choose(visit: Visit, page: int) -> None:
    require_admin(visit.person)
    tree = await visit.database.read(units.tree)
    await visit.talk.card(views.choosing(tree, page))


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(choose, Command("poster"))
    tapped = router.callback_query.register
    tapped(turn, buttons.Door.filter(F.deed == "units"))
    tapped(look, buttons.Door.filter(F.deed == "look"))
    tapped(draw, buttons.Door.filter(F.deed.in_(set(KINDS))))
    return router
