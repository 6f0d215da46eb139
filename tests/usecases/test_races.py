"""Units of one person that run beside each other, which only PostgreSQL lets them."""

import asyncio
import threading

import pytest
from sqlalchemy import event

from bot.db import ballots
from bot.db import surveys as surveys_
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.situation import Asking, Thanked
from bot.usecases import due, surveys, walks
from bot.usecases.office import Office
from tests.factories import MORNING
from tests.rows import counted
from tests.usecases.citizens import Citizen, answer_all, send, steps

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


async def test_an_answer_in_the_last_moment_keeps_the_interview_that_was_to_end(
    database: Database, office: Office, unit_id: int
) -> None:
    """The tap comes while the tidying looks for what ran out."""
    citizen = Citizen()
    begun = next(steps(database, office, citizen, unit_id))
    assert isinstance(begun, Asking)
    question, week_later = begun.ask.question, MORNING + walks.LIFETIME
    answering, found_old, tidied = (threading.Event() for _ in range(3))

    def pick(db: Db) -> object:
        picked = surveys.pick(
            db, office, citizen.person, begun.live.card, question.number, 1, week_later
        )
        answering.set()
        # Not committed before the tidying has seen it untouched, and waits for us, or goes on.
        found_old.wait(10)
        tidied.wait(0.3)
        return picked

    def note(_db: Db, _cursor: object, statement: str, *_more: object) -> None:
        if "touched_at <=" in statement:
            found_old.set()

    def tidy(db: Db) -> None:
        answering.wait(10)
        event.listen(db, "after_cursor_execute", note)
        due.tidy(db, office, week_later)
        tidied.set()

    answered, _ = await asyncio.gather(database.write(pick), database.write(tidy))

    assert isinstance(answered, Asking)
    stands = database.now(surveys.where, office, citizen.person)
    assert isinstance(stands, Asking)
    assert (stands.live.card, stands.ask) == (answered.live.card, answered.ask)
    assert database.now(counted) == {"begun": 1}


async def test_whoever_sends_waits_for_who_holds_the_box(
    database: Database, office: Office, unit_id: int
) -> None:
    """The counters hold up others too, but no release may stand on that."""
    citizen = Citizen()
    answer_all(database, office, citizen, unit_id)
    survey_id = database.now(surveys_.survey_id, "skm")
    held, sent = threading.Event(), threading.Event()
    early: list[bool] = []

    def hold(db: Db) -> None:
        ballots.lock(db, survey_id, unit_id)
        held.set()
        early.append(sent.wait(0.5))

    async def submit() -> object:
        await asyncio.to_thread(held.wait)
        found = await database.write(send, office, citizen)
        sent.set()
        return found

    _, found = await asyncio.gather(database.write(hold), submit())

    assert early == [False]
    assert isinstance(found, Thanked)
