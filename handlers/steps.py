"""What employees answer to the steps of a campaign, on the card of the step."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.domain.campaign import Reaction
from bot.domain.stance import Spot
from bot.telegram import buttons
from bot.telegram.views import asking as asking_views
from bot.telegram.views import steps as views
from bot.usecases import steps
from bot.visit import Visit

__all__ = ["build"]


async def react(_query: CallbackQuery, callback_data: buttons.Said, visit: Visit) -> None:
    reaction = buttons.read(Reaction, callback_data.value)
    found = await visit.database.run(
        steps.react, visit.office, visit.person, _spot(callback_data), reaction, visit.now
    )
    await visit.talk.card(views.step(found, visit.talk.letterhead))


async def object_(_query: CallbackQuery, callback_data: buttons.Said, visit: Visit) -> None:
    place = buttons.read(int, callback_data.value)
    found = await visit.database.run(
        steps.object_to, visit.office, visit.person, _spot(callback_data), place, visit.now
    )
    await visit.talk.card(views.answer(found, place, visit.talk.letterhead))


async def score(_query: CallbackQuery, callback_data: buttons.Said, visit: Visit) -> None:
    value = buttons.read(int, callback_data.value)
    found = await visit.database.run(
        steps.score, visit.office, visit.person, _spot(callback_data), value, visit.now
    )
    await visit.talk.card(views.step(found, visit.talk.letterhead))


async def list_(_query: CallbackQuery, callback_data: buttons.Said, visit: Visit) -> None:
    found = await visit.database.read(
        steps.look, visit.office, visit.person, _spot(callback_data), visit.now
    )
    await visit.talk.card(views.picker(found, visit.talk.letterhead))


async def write(_query: CallbackQuery, callback_data: buttons.Said, visit: Visit) -> None:
    """In one's own words, below the card, which stays as it is."""
    own = callback_data.value == views.OWN
    fault = await visit.database.run(
        steps.write, visit.office, visit.person, _spot(callback_data), visit.now, own=own
    )
    card = asking_views.write(own=own) if fault is None else asking_views.told(fault)
    await visit.talk.card(card, below=True)


async def done(_query: CallbackQuery, callback_data: buttons.Said, visit: Visit) -> None:
    found = await visit.database.read(
        steps.look, visit.office, visit.person, _spot(callback_data), visit.now
    )
    await visit.talk.card(views.closed(found, visit.talk.letterhead))


def _spot(tapped: buttons.Said) -> Spot:
    return Spot(tapped.campaign, tapped.number, tapped.place)


def build() -> Router:
    router = Router(name=__name__)
    tapped = router.callback_query.register
    tapped(react, buttons.Said.filter(F.deed == "r"))
    tapped(object_, buttons.Said.filter(F.deed == "o"))
    tapped(score, buttons.Said.filter(F.deed == "p"))
    tapped(write, buttons.Said.filter(F.deed == "write"))
    tapped(list_, buttons.Said.filter(F.deed == "list"))
    tapped(done, buttons.Said.filter(F.deed == "done"))
    return router
