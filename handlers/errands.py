"""Spreadsheets that an admin sends, and templates to fill in."""

import asyncio

from aiogram import F, Router
from aiogram.filters import Command, Filter
from aiogram.types import CallbackQuery, Document, Message

from bot.db import units
from bot.domain.people import require_admin
from bot.reports.templates import template
from bot.telegram import buttons
from bot.telegram.views import errands as views
from bot.usecases import errands
from bot.visit import Visit

__all__ = ["build"]

LARGEST = 20 * 2**20
"""Telegram hands no larger file over to a bot."""


class Spreadsheet(Filter):
    """A file that an admin sent; hands over `document`."""

    async def __call__(self, message: Message, visit: Visit) -> bool | dict[str, Document]:
        if message.document is None or not visit.person.admin:
            return False
        return {"document": message.document}


async def receive(_message: Message, document: Document, visit: Visit) -> None:
    if (document.file_size or 0) > LARGEST:
        await visit.talk.card(views.too_large())
        return
    person, file_id = visit.person, document.file_id
    errand_id = await visit.database.run(errands.receive, visit.office, person, file_id, visit.now)
    await visit.promise(errand_id, views.reading())


async def apply(_query: CallbackQuery, callback_data: buttons.Errand, visit: Visit) -> None:
    what = (callback_data.errand, callback_data.stamp, callback_data.edition)
    await visit.database.run(errands.confirm, visit.person, *what)
    await visit.talk.card(views.applying())


async def drop(_query: CallbackQuery, callback_data: buttons.Errand, visit: Visit) -> None:
    what = (callback_data.errand, callback_data.stamp, callback_data.edition)
    await visit.database.run(errands.drop, visit.person, *what)
    await visit.talk.card(views.dropped())


async def choose_template(_message: Message, visit: Visit) -> None:
    require_admin(visit.person)
    await visit.talk.card(views.choosing_template())


async def send_template(
    _query: CallbackQuery, callback_data: buttons.Template, visit: Visit
) -> None:
    require_admin(visit.person)
    name = callback_data.name
    codes = list((await visit.database.read(units.tree)).by_code)
    content = await asyncio.to_thread(template, name, codes)
    await visit.talk.file(f"templat-{name}.xlsx", content)


def build() -> Router:
    router = Router(name=__name__)
    said, tapped = router.message.register, router.callback_query.register
    said(choose_template, Command("templat", "template"))
    said(receive, Spreadsheet())
    tapped(apply, buttons.Errand.filter(F.deed == "apply"))
    tapped(drop, buttons.Errand.filter(F.deed == "drop"))
    tapped(send_template, buttons.Template.filter())
    return router
