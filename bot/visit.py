"""One update of one person, and all that serving it takes."""

from dataclasses import dataclass
from datetime import datetime

from bot.db.database import Database
from bot.domain.people import Person
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
