"""/dasbor: an admin's link to the dashboard."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message

from bot.domain.people import require_admin
from bot.telegram.views import dashboard as views
from bot.usecases import admitting
from bot.visit import Visit

__all__ = ["build"]


async def give_link(_message: Message, visit: Visit) -> None:
    require_admin(visit.person)
    if not visit.office.web:
        await visit.talk.card(views.none())
        return
    secret = await visit.database.run(admitting.link, visit.office, visit.person, visit.now)
    await visit.talk.card(views.link(visit.office.web, secret, admitting.LINK_HOLDS))


def build() -> Router:
    router = Router(name=__name__)
    router.message.register(give_link, Command("dasbor"))
    return router
