"""Whatever no other conversation took: pictures, stickers, unknown commands, unknown buttons."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.db.database import Database
from bot.domain.people import Person
from bot.domain.situation import NothingRunning
from bot.telegram.card import Card
from bot.telegram.talk import Talk
from bot.telegram.views import refusals
from bot.usecases import surveys
from bot.usecases.office import Office

__all__ = ["build"]


async def unreadable(
    _message: Message, person: Person, talk: Talk, database: Database, office: Office
) -> None:
    found = await database.read(surveys.where, office, person)
    if isinstance(found, NothingRunning):
        await talk.card(Card(refusals.only_text()))
    else:
        await talk.situation(found, remark=refusals.only_text())


async def unknown_button(_query: CallbackQuery, talk: Talk) -> None:
    await talk.refuse(refusals.old_button())


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(unreadable)
    router.callback_query.register(unknown_button)
    return router
