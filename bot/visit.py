"""One update of one person, and all that serving it takes."""

from dataclasses import dataclass
from datetime import datetime

from bot.db import errands
from bot.db.database import Database
from bot.domain.people import Person
from bot.telegram.card import Card
from bot.telegram.talk import Talk
from bot.usecases.office import Office

__all__ = ["Visit"]


@dataclass(frozen=True, slots=True)
class Visit:
    """Who came, the chat to answer in, what use cases need, and the instant of it all."""

    person: Person
    talk: Talk
    database: Database
    office: Office
    now: datetime

    async def promise(self, errand_id: int, card: Card) -> None:
        """Show the card of what was asked; the message that does will show how it ended."""

        async def shown(message_id: int) -> None:
            await self.database.write(errands.set_card, errand_id, message_id)

        await self.talk.card(card, shown=shown)
