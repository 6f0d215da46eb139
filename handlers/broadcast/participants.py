"""A broadcast to some of those of a session, from the session's card."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.domain.standing import Turnout
from bot.telegram import buttons
from bot.telegram.views import composing as cards
from bot.telegram.views import participants as views
from bot.texts import DEFAULT
from bot.usecases import composing, offers
from bot.visit import Visit
from handlers.broadcast import showing

__all__ = ["register"]


async def choose(_query: CallbackQuery, callback_data: buttons.Session, visit: Visit) -> None:
    found = await visit.database.read(offers.tally, visit.person, callback_data.session)
    begun = visit.now >= found.course.session.starts_at
    await visit.talk.card(views.choosing(found, _chosen(callback_data), begun=begun))


async def write(_query: CallbackQuery, callback_data: buttons.Session, visit: Visit) -> None:
    """What is being composed goes to them; else the next message is its text."""
    session, chosen = callback_data.session, _chosen(callback_data)
    found = await visit.database.run(
        composing.write_to, visit.office, visit.person, session, chosen, visit.now
    )
    if found.content.texts:
        await showing.draft(visit, found)
    else:
        await visit.talk.card(cards.ask_text(DEFAULT))


def _chosen(given: buttons.Session) -> tuple[Turnout, ...]:
    return tuple(one for one in Turnout if one in given.value)


def register(router: Router) -> None:
    tapped = router.callback_query.register
    tapped(choose, buttons.Session.filter(F.deed == "to"))
    tapped(write, buttons.Session.filter(F.deed == "write"))
