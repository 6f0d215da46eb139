"""Cards that more than one step of a broadcast shows."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.db import units
from bot.domain.broadcast import Broadcast
from bot.telegram.card import Card
from bot.telegram.views import broadcasting, rehearsing
from bot.telegram.views import composing as views
from bot.usecases import broadcasts
from bot.usecases import rehearsing as usecases
from bot.visit import Visit

__all__ = ["Handler", "draft", "follow", "progress", "rehearsal"]

Handler = Callable[..., Awaitable[None]]


async def draft(visit: Visit, found: Broadcast, *, below: bool = False) -> None:
    tree = await visit.database.read(units.tree)
    await visit.talk.card(views.draft(found, tree), below=below)


async def rehearsal(visit: Visit, found: Broadcast, *, below: bool = False) -> None:
    """What a launch now would do."""
    told = await visit.database.read(usecases.rehearse, visit.office, found, None, visit.now)
    await visit.talk.card(rehearsing.rehearsal(told, visit.talk.letterhead), below=below)


async def follow(visit: Visit, broadcast_id: int, *, below: bool = False) -> None:
    """How it goes, on a card that is kept up to date from now on."""

    async def shown(message_id: int) -> None:
        await visit.database.write(broadcasts.shown, broadcast_id, message_id)

    await visit.talk.card(await progress(visit, broadcast_id), below=below, shown=shown)


async def progress(visit: Visit, broadcast_id: int) -> Card:
    now: datetime = visit.now
    found = await visit.database.write(broadcasts.look, broadcast_id, now)
    office = visit.office
    return broadcasting.progress(found, office.zone, office.per_second, now)
