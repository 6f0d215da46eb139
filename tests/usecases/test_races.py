"""Units of one person that run beside each other, which only PostgreSQL lets them."""

import asyncio
import threading

import pytest
from sqlalchemy import event

from bot.db.base import Db
from bot.db.database import Database
from bot.domain.situation import Asking
from bot.usecases import surveys, walks
from bot.usecases.office import Office
from tests.factories import MORNING
from tests.usecases.citizens import Citizen, steps

pytestmark = pytest.mark.usefixtures("server")


async def test_noting_which_message_shows_the_card_takes_no_answer_back(
    database: Database, office: Office, unit_id: int
) -> None:
    """The tap comes while the message of the card before it is being noted."""
    citizen = Citizen()
    begun = next(steps(database, office, citizen, unit_id))
    assert isinstance(begun, Asking)
    question = begun.ask.question
    noting, answered = threading.Event(), threading.Event()

    def pause(_db: Db, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("UPDATE interview"):
            noting.set()
            # The tap waits for us, or it is done meanwhile.
            answered.wait(0.5)

    def shown(db: Db) -> None:
        event.listen(db, "before_cursor_execute", pause)
        walks.shown(db, office, citizen.id, 4711)

    def pick(db: Db) -> object:
        noting.wait()
        return surveys.pick(
            db, office, citizen.person, begun.live.card, question.number, 1, MORNING
        )

    async def tap() -> object:
        found = await database.write(pick)
        answered.set()
        return found

    _, found = await asyncio.gather(database.write(shown), tap())

    assert isinstance(found, Asking)
    stands = database.now(surveys.where, office, citizen.person)
    assert isinstance(stands, Asking)
    assert (stands.live.card, stands.ask) == (found.live.card, found.ask)
