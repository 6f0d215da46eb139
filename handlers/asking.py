"""/tanya: what employees asked before, a question to write, and one's own questions."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.telegram import buttons
from bot.telegram.filters import Awaited
from bot.telegram.views import asking as views
from bot.usecases import asking
from bot.visit import Visit

__all__ = ["build"]


async def open_desk(_message: Message, command: CommandObject, visit: Visit) -> None:
    """What stands behind the command is asked at once."""
    if command.args:
        await _ask(visit, command.args)
    else:
        await _desk(visit, 0)


async def turn(_query: CallbackQuery, callback_data: buttons.Asking, visit: Visit) -> None:
    await _desk(visit, callback_data.page)


async def show(_query: CallbackQuery, callback_data: buttons.Asking, visit: Visit) -> None:
    found = await visit.database.read(asking.entry, visit.person, callback_data.key)
    await visit.talk.card(views.entry(found))


async def write(_query: CallbackQuery, visit: Visit) -> None:
    fault = await visit.database.run(asking.expect, visit.office, visit.person)
    await visit.talk.card(views.write() if fault is None else views.told(fault))


async def read(message: Message, about: str, visit: Visit) -> None:
    await _ask(visit, message.text, about)


async def mine(_query: CallbackQuery, callback_data: buttons.Asking, visit: Visit) -> None:
    found = await visit.database.read(asking.own, visit.office, visit.person)
    await visit.talk.card(views.mine(found, callback_data.page))


async def own(_query: CallbackQuery, callback_data: buttons.Asking, visit: Visit) -> None:
    key = callback_data.key
    found = await visit.database.read(asking.look, visit.office, visit.person, key)
    await visit.talk.card(views.own(found))


async def _desk(visit: Visit, page: int) -> None:
    found = await visit.database.read(asking.desk, visit.office, visit.person)
    await visit.talk.card(views.desk(found, page))


async def _ask(visit: Visit, text: str | None, where: str = "") -> None:
    fault = await visit.database.run(
        asking.ask, visit.office, visit.person, text, visit.now, where
    )
    await visit.talk.card(views.asked() if fault is None else views.told(fault))


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(open_desk, Command("tanya", "ask"))
    router.message.register(read, Awaited(asking.TO_ASK))
    tapped = router.callback_query.register
    for view, tap in (
        ("desk", turn),
        ("entry", show),
        ("write", write),
        ("mine", mine),
        ("own", own),
    ):
        tapped(tap, buttons.Asking.filter(F.view == view))
    return router
