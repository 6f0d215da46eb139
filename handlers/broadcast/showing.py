"""Cards that more than one step of a broadcast shows."""

from collections.abc import Awaitable, Callable

from bot.db import units
from bot.domain.broadcast import Broadcast
from bot.domain.situation import Telling
from bot.telegram.card import Card
from bot.telegram.views import broadcasting, rehearsing
from bot.telegram.views import composing as views
from bot.telegram.views.telling import sample
from bot.texts import speaking
from bot.usecases import rehearsing as usecases
from bot.usecases import watching
from bot.visit import Visit

__all__ = ["Handler", "draft", "follow", "note", "rehearsal", "samples"]

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
        await note(visit, broadcast_id, visit.person.id, message_id)

    found = await visit.database.write(watching.look, broadcast_id, visit.now)
    card = broadcasting.progress(found, visit.person.id, visit.office.zone, visit.now)
    await visit.talk.card(card, below=below, shown=shown)


async def note(visit: Visit, broadcast_id: int, person_id: int, message_id: int) -> None:
    """This message shows that admin how it goes."""
    await visit.database.write(watching.shown, broadcast_id, person_id, message_id)


async def samples(visit: Visit, found: Broadcast) -> list[Card]:
    """The message in every language that somebody gets it in, as one of them gets it."""
    examples = await visit.database.read(usecases.examples, found, visit.now)
    cards = []
    for language, whom in examples.items():
        with speaking(language):
            told = Telling(found.id, found.content, whom)
            cards.append(sample(told, visit.talk.letterhead))
    return cards
