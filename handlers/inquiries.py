"""What employees are asked about a session, from the offer to the first question."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.domain.inquiry import Inquiry
from bot.telegram import buttons
from bot.telegram.views import answers as views
from bot.usecases import inquiring
from bot.visit import Visit

__all__ = ["build"]


async def begin(_query: CallbackQuery, callback_data: buttons.Inquire, visit: Visit) -> None:
    session, inquiry = callback_data.session, callback_data.inquiry
    found = await visit.database.run(
        inquiring.begin, visit.office, visit.person, session, inquiry, visit.now,
        instead=callback_data.instead,
    )  # fmt: skip
    # The reminder that asks for it says where and how to go there, so it stays.
    await visit.talk.situation(found, below=inquiry is Inquiry.BEFORE)


async def read(_query: CallbackQuery, callback_data: buttons.Session, visit: Visit) -> None:
    session = callback_data.session
    found = await visit.database.read(inquiring.comments, visit.person, session)
    await visit.talk.card(
        views.comments(session, found, buttons.read(int, callback_data.value or "0"))
    )


def build() -> Router:
    router = Router(name=__name__)
    tapped = router.callback_query.register
    tapped(begin, buttons.Inquire.filter())
    tapped(read, buttons.Session.filter(F.deed == "comments"))
    return router
