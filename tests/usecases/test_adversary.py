"""Somebody who knows every person, every instant and the files, but not the key, can only guess.

Again and again five people send their answers, and the reader of the files looks for the answer
of the first. That one stands out as much as anybody can: began on an older version, was faster
than one can read, and went back to answer in another order.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot import instruments
from bot.db import interviews, people, surveys
from bot.db.base import Db
from bot.db.database import Database
from bot.db.interviews import Running
from bot.domain.people import CONSENT_TEXT
from bot.usecases import submitting
from bot.usecases.office import Office
from tests.factories import MORNING, a_person
from tests.usecases.chance import ONE_IN_A_MILLION, hits_by_chance, uniformity
from tests.usecases.citizens import Citizen, answer_all
from tests.usecases.evidence import heap, rows

TRIALS = 100
SAME_LENGTH = 6

Row = dict[str, Any]
Release = list[Row]


def prepared(database: Database, office: Office, unit_id: int) -> Running:
    """An interview that waits for [Kirim], and a newer version beside its own."""
    answer_all(database, office, Citizen(suggestion="x" * SAME_LENGTH), unit_id)
    running = database.now(interviews.find, Citizen().id)
    assert running is not None
    database.now(interviews.remove, running.person_id)
    form = database.now(surveys.xform, running.version_id)
    database.now(surveys.publish, "skm", running.digest, form, MORNING)
    return running


def own(office: Office, running: Running, person_id: int) -> Running:
    """The same answers in another person's interview, with a suggestion to know it by."""
    content = office.keys.unseal(running.sealed)
    values = content["walk"]["values"]
    values["/data/saran/saran"] = f"{person_id:0{SAME_LENGTH}}"
    first = person_id % 5 == 0
    if first:
        content["walk"]["values"] = dict(reversed(values.items()))
    return replace(
        running,
        person_id=person_id,
        # The newer one was published after all that ship.
        version_id=running.version_id + (0 if first else len(instruments.shipped())),
        started_at=MORNING if first else MORNING - timedelta(minutes=3),
        sealed=office.keys.seal(content),
    )


def release(db: Db, office: Office, running: Running, trial: int) -> None:
    """Five people send, one after the other, into tables that are empty."""
    db.execute(text("DELETE FROM response"))
    for person_id in range(5 * trial, 5 * trial + 5):
        mine = own(office, running, person_id)
        people.consent(db, person_id, "id", CONSENT_TEXT, MORNING.date())
        interviews.add(db, mine)
        submitting.submit(db, office, a_person(person_id), mine.card, MORNING)


def responses(database: Database) -> Release:
    """The rows as a dump shows them, each with its place in the raw file."""
    if database.url.startswith("postgresql"):
        found = database.now(heap, "response")
        return [row | {"place": place} for place, row in enumerate(found)]
    file = Path(database.url.removeprefix("sqlite:///"))
    beside = sqlite3.connect(file)
    beside.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    beside.close()
    content = file.read_bytes()
    found = rows(file, "response")
    return [row | {"place": content.index(str(row["answers"]).encode())} for row in found]


def is_the_first(row: Row) -> bool:
    return int(str(row["answers"]).partition('"saran": "')[2][:SAME_LENGTH]) % 5 == 0


@pytest.fixture
def releases(database: Database, office: Office, unit_id: int) -> list[Release]:
    running = prepared(database, office, unit_id)
    found = []
    for trial in range(TRIALS):
        database.now(release, office, running, trial)
        found.append(responses(database))
    return found


def least(column: str) -> Callable[[Release], Row]:
    return lambda released: min(released, key=lambda row: row[column])


def greatest(column: str) -> Callable[[Release], Row]:
    return lambda released: max(released, key=lambda row: row[column])


def odd_one(trait: Callable[[Row], object]) -> Callable[[Release], Row]:
    """The one that is unlike the others, if there is one."""

    def guess(released: Release) -> Row:
        seen = Counter(trait(row) for row in released)
        return min(released, key=lambda row: seen[trait(row)])

    return guess


def names_in_order(row: Row) -> str:
    return ",".join(part for part in str(row["answers"]).split('"') if part.isidentifier())


STRATEGIES: dict[str, Callable[[Release], Row]] = {
    "first in the dump": lambda released: released[0],
    "last in the dump": lambda released: released[-1],
    "first in the file": least("place"),
    "last in the file": greatest("place"),
    "least key": least("key"),
    "least receipt": least("receipt"),
    "odd length": odd_one(lambda row: len(str(row["answers"]))),
    "odd version": odd_one(lambda row: row["version_id"]),
    "odd mode": odd_one(lambda row: row["mode"]),
    "odd pace": odd_one(lambda row: row["too_fast"]),
    "odd transaction": odd_one(lambda row: row.get("xmin")),
    "odd date": odd_one(lambda row: row["released_on"]),
    "odd order of answers": odd_one(names_in_order),
}


def place_of_the_first(released: Sequence[Row]) -> int:
    return next(place for place, row in enumerate(released) if is_the_first(row))


def test_no_strategy_finds_a_person_more_often_than_one_in_five(releases: list[Release]) -> None:
    found = {
        name: sum(is_the_first(guess(released)) for released in releases)
        for name, guess in STRATEGIES.items()
    }
    in_file = [sorted(released, key=lambda row: int(row["place"])) for released in releases]
    by_dump = Counter(place_of_the_first(released) for released in releases)
    by_file = Counter(place_of_the_first(released) for released in in_file)

    assert {len(released) for released in releases} == {5}
    better = {n for n, hits in found.items() if hits_by_chance(TRIALS, hits) < ONE_IN_A_MILLION}
    assert better == set()
    for counts in (by_dump, by_file):
        assert uniformity([counts[place] for place in range(5)]) > ONE_IN_A_MILLION


def test_a_hit_in_every_second_release_would_be_noticed() -> None:
    assert hits_by_chance(TRIALS, TRIALS // 2) < ONE_IN_A_MILLION < hits_by_chance(TRIALS, 30)
    assert uniformity([TRIALS, 0, 0, 0, 0]) < ONE_IN_A_MILLION < uniformity([25, 20, 15, 20, 20])
