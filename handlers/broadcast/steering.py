"""A launched broadcast watched, halted and mended by admins; and the taps under its message."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.db import broadcasts as db
from bot.domain.delivery import Kind
from bot.domain.errors import Gone
from bot.domain.people import require_admin
from bot.telegram import buttons
from bot.telegram.views import broadcasting
from bot.usecases import broadcasts, composing, listing, watching
from bot.visit import Visit
from handlers.broadcast import showing
from handlers.broadcast.showing import Handler

__all__ = ["register"]


async def steer(_query: CallbackQuery, callback_data: buttons.Steer, visit: Visit) -> None:
    """What needs no second tap."""
    broadcast, database, person = callback_data.broadcast, visit.database, visit.person
    match callback_data.deed:
        case "cancel":
            await database.run(broadcasts.cancel, person, broadcast, visit.now)
        case "approve":
            await database.run(broadcasts.approve, person, broadcast, visit.now)
        case "pause":
            await database.run(broadcasts.pause, person, broadcast)
        case "resume":
            await database.run(broadcasts.resume, person, broadcast)
        case _:
            require_admin(person)
    await showing.follow(visit, broadcast)


async def stop(_query: CallbackQuery, callback_data: buttons.Steer, visit: Visit) -> None:
    if callback_data.sure:
        await visit.database.run(broadcasts.stop, visit.person, callback_data.broadcast)
        await showing.follow(visit, callback_data.broadcast)
    else:
        await _warn(visit, callback_data)


async def erase(_query: CallbackQuery, callback_data: buttons.Steer, visit: Visit) -> None:
    if not callback_data.sure:
        await _warn(visit, callback_data)
        return
    found = await visit.database.run(
        broadcasts.erase, visit.person, callback_data.broadcast, visit.now
    )
    await showing.follow(visit, callback_data.broadcast)
    await showing.follow(visit, found.id, below=True)


async def correct(_query: CallbackQuery, callback_data: buttons.Steer, visit: Visit) -> None:
    """Below, for the report stays what it is."""
    found = await visit.database.run(
        composing.correct, visit.office, visit.person, callback_data.broadcast, visit.now
    )
    await showing.draft(visit, found, below=True)


async def open_(_query: CallbackQuery, callback_data: buttons.Steer, visit: Visit) -> None:
    """From the list: what it says, and how it goes."""
    require_admin(visit.person)
    found = await visit.database.read(db.find, callback_data.broadcast)
    if found is None:
        raise Gone
    samples = [] if found.kind is Kind.DELETION else await showing.samples(visit, found)
    for card in samples:
        await visit.talk.sample(card)
    await showing.follow(visit, found.id, below=True)


async def download(_query: CallbackQuery, callback_data: buttons.Steer, visit: Visit) -> None:
    await visit.database.run(listing.ask, visit.person, callback_data.broadcast)
    await visit.talk.toast(broadcasting.list_promised())


async def react(_query: CallbackQuery, callback_data: buttons.React, visit: Visit) -> None:
    broadcast, place = callback_data.broadcast, callback_data.button
    await visit.database.run(broadcasts.react, visit.office, visit.person, broadcast, place)
    await visit.talk.toast(broadcasting.thanks())


async def _warn(visit: Visit, given: buttons.Steer) -> None:
    require_admin(visit.person)
    found = await visit.database.write(watching.look, given.broadcast, visit.now)
    await visit.talk.card(broadcasting.sure(found, given.deed))


DEEDS: dict[str, Handler] = {
    "stop": stop,
    "erase": erase,
    "correct": correct,
    "list": download,
    "open": open_,
}


def register(router: Router) -> None:
    tapped = router.callback_query.register
    for deed, handler in DEEDS.items():
        tapped(handler, buttons.Steer.filter(F.deed == deed))
    tapped(steer, buttons.Steer.filter())
    tapped(react, buttons.React.filter())
