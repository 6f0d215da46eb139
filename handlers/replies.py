"""/tanggapan: who leads a unit, whom it names as its contact, and admins answer citizens."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.telegram import buttons
from bot.telegram.filters import Awaited
from bot.telegram.views import replies as views
from bot.usecases import replying
from bot.visit import Visit

__all__ = ["build"]


async def open_list(_message: Message, visit: Visit) -> None:
    await _list(visit, 0)


async def turn(_query: CallbackQuery, callback_data: buttons.Reply, visit: Visit) -> None:
    await _list(visit, callback_data.page)


async def look(_query: CallbackQuery, callback_data: buttons.Reply, visit: Visit) -> None:
    mark = callback_data.thread
    found = await visit.database.read(replying.look, visit.office, visit.person, mark)
    await visit.talk.card(views.detail(found))


async def write(_query: CallbackQuery, callback_data: buttons.Reply, visit: Visit) -> None:
    mark = callback_data.thread
    found = await visit.database.run(replying.expect, visit.office, visit.person, mark, visit.now)
    await visit.talk.card(views.write(found) if found.thread.waiting else views.detail(found))


async def read(message: Message, about: str, visit: Visit) -> None:
    found, fault = await visit.database.run(
        replying.answer, visit.office, visit.person, about, message.text, visit.now
    )
    await visit.talk.card(views.sent(found) if fault is None else views.faulty(found, fault))


async def _list(visit: Visit, page: int) -> None:
    found = await visit.database.read(replying.listed, visit.office, visit.person)
    await visit.talk.card(views.listed(found, page))


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(open_list, Command("tanggapan"))
    router.message.register(read, Awaited(replying.TO_REPLY))
    tapped = router.callback_query.register
    for deed, tap in (("list", turn), ("look", look), ("write", write)):
        tapped(tap, buttons.Reply.filter(F.deed == deed))
    return router
