"""A launched broadcast watched, halted and mended by admins; and the taps under its message."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.domain.people import require_admin
from bot.telegram import buttons
from bot.telegram.views import broadcasting
from bot.usecases import broadcasts, composing
from bot.visit import Visit
from handlers.broadcast import showing
from handlers.broadcast.showing import Handler

__all__ = ["register"]

MOST_IN_A_FILE = 10_000


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
    await _look(visit, broadcast)


async def stop(_query: CallbackQuery, callback_data: buttons.Steer, visit: Visit) -> None:
    if callback_data.sure:
        await visit.database.run(broadcasts.stop, visit.person, callback_data.broadcast)
        await _look(visit, callback_data.broadcast)
    else:
        await _warn(visit, callback_data)


async def erase(_query: CallbackQuery, callback_data: buttons.Steer, visit: Visit) -> None:
    if not callback_data.sure:
        await _warn(visit, callback_data)
        return
    found = await visit.database.run(
        broadcasts.erase, visit.person, callback_data.broadcast, visit.now
    )
    await _look(visit, callback_data.broadcast)
    await showing.follow(visit, found.id, below=True)


async def correct(_query: CallbackQuery, callback_data: buttons.Steer, visit: Visit) -> None:
    """Below, for the report stays what it is."""
    found = await visit.database.run(
        composing.correct, visit.office, visit.person, callback_data.broadcast, visit.now
    )
    await showing.draft(visit, found, below=True)


async def download(_query: CallbackQuery, callback_data: buttons.Steer, visit: Visit) -> None:
    content = await visit.database.read(
        broadcasts.listing, visit.person, callback_data.broadcast, MOST_IN_A_FILE
    )
    await visit.talk.file(f"siaran-{callback_data.broadcast}.csv", content)


async def react(_query: CallbackQuery, callback_data: buttons.React, visit: Visit) -> None:
    broadcast, place = callback_data.broadcast, callback_data.button
    await visit.database.run(broadcasts.react, visit.office, visit.person, broadcast, place)
    await visit.talk.toast(broadcasting.thanks())


async def _look(visit: Visit, broadcast_id: int) -> None:
    await visit.talk.card(await showing.progress(visit, broadcast_id))


async def _warn(visit: Visit, given: buttons.Steer) -> None:
    require_admin(visit.person)
    found = await visit.database.write(broadcasts.look, given.broadcast, visit.now)
    await visit.talk.card(broadcasting.sure(found, given.deed))


DEEDS: dict[str, Handler] = {
    "stop": stop,
    "erase": erase,
    "correct": correct,
    "list": download,
}


def register(router: Router) -> None:
    tapped = router.callback_query.register
    for deed, handler in DEEDS.items():
        tapped(handler, buttons.Steer.filter(F.deed == deed))
    tapped(steer, buttons.Steer.filter())
    tapped(react, buttons.React.filter())
