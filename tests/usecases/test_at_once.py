"""Citizens who send to one unit in the same moment: each ballot is released once, no line lost."""

import asyncio
import json

from sqlalchemy import text

from bot.db import ballots
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.thread import Receipt
from bot.usecases import receipts, threads
from bot.usecases.office import Office
from tests.factories import MORNING
from tests.rows import rows_of
from tests.usecases.citizens import Citizen, answer_all, send
from tests.usecases.test_threads import lead

ANSWERS = "SELECT answers FROM response"


def suggestions(db: Db) -> list[str]:
    return sorted(json.loads(found)["saran"] for found in db.scalars(text(ANSWERS)))


async def test_each_ballot_is_released_once(
    database: Database, office: Office, unit_id: int
) -> None:
    citizens = [Citizen(number, suggestion=f"Saran {number}") for number in range(10, 20)]
    for citizen in citizens:
        answer_all(database, office, citizen, unit_id)

    await asyncio.gather(*(database.write(send, office, citizen) for citizen in citizens))

    assert database.now(suggestions) == [f"Saran {number}" for number in range(10, 20)]
    assert database.now(ballots.waiting_seals) == []
    assert database.now(rows_of, "participation") == 10


async def test_lines_under_several_codes_are_all_kept(
    database: Database, office: Office, unit_id: int
) -> None:
    """All threads are one row, and the first of them makes it."""
    database.now(lead)
    citizens, codes = [Citizen(number) for number in range(10, 20)], {}
    for citizen in citizens:
        codes[citizen.id] = answer_all(database, office, citizen, unit_id).receipt or ""
        database.now(send, office, citizen)

    def write(db: Db, citizen: Citizen) -> object:
        code, text = codes[citizen.id], f"Baris {citizen.id}"
        return receipts.write(db, office, citizen.person, code, text, MORNING)

    found = await asyncio.gather(*(database.write(write, citizen) for citizen in citizens))

    assert all(isinstance(one, Receipt) for one in found)
    lines = sorted(one.lines[0].text for one in database.now(threads.all_, office))
    assert lines == [f"Baris {number}" for number in range(10, 20)]
