"""Whatever no other conversation took: pictures, stickers, unknown commands, unknown buttons."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.db import people
from bot.domain.situation import NothingRunning
from bot.telegram.card import Card
from bot.telegram.filters import AnyCommand
from bot.telegram.views import certificates, refusals
from bot.usecases import surveys
from bot.visit import Visit

__all__ = ["build"]


async def unknown_command(_message: Message, visit: Visit) -> None:
    await visit.talk.card(Card(refusals.no_such_command()))


async def unreadable(message: Message, visit: Visit) -> None:
    """A paper that an employee sends is most likely a certificate."""
    found = await visit.database.run(surveys.resume, visit.office, visit.person)
    paper = bool(message.photo or message.document)
    if not isinstance(found, NothingRunning):
        await visit.talk.situation(found, remark=refusals.only_text())
    elif paper and await visit.database.read(people.is_employee, visit.person.id):
        await visit.talk.card(certificates.asked_for())
    else:
        await visit.talk.card(Card(refusals.only_text()))


async def unknown_button(_query: CallbackQuery, visit: Visit) -> None:
    await visit.talk.refuse(refusals.old_button())


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(unknown_command, AnyCommand())
    router.message.register(unreadable)
    router.callback_query.register(unknown_button)
    return router
