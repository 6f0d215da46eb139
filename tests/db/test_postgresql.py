"""PostgreSQL alone: units side by side, races, lost connections, what its errors say."""

import asyncio
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import IntegrityError

from bot.db import ballots, deliveries, people
from bot.db.base import Db
from bot.db.database import RERUNS, Database
from bot.domain.delivery import Class, Delivery, Kind, State
from bot.domain.errors import DatabaseAway
from tests.away import away
from tests.factories import MORNING
from tests.line import line
from tests.rows import let_leases_run_out, rows_of

pytestmark = pytest.mark.usefixtures("server")

TODAY = date(2026, 11, 24)


def consent(db: Db, person_id: int, language: str = "id") -> int:
    people.consent(db, person_id, language, "skm-1", TODAY)
    return person_id


def lose(db: Db) -> None:
    """What the server says when another transaction went first."""
    db.execute(text("DO $$ BEGIN RAISE EXCEPTION 'late' USING ERRCODE = '40001'; END $$"))


async def test_two_units_in_each_others_way_are_both_done(database: Database) -> None:
    """Each holds the row that the other wants: a deadlock, which ends one of them.

    Run again, it may come into the way of the other once more.
    """
    for person_id in (1, 2):
        database.now(consent, person_id)
    met = threading.Barrier(2)
    runs: list[str] = []

    def both(db: Db, language: str, person_ids: tuple[int, int]) -> None:
        first, second = person_ids
        runs.append(language)
        people.set_language(db, first, language)
        if runs.count(language) == 1:
            met.wait(10)
        people.set_language(db, second, language)

    await asyncio.gather(database.write(both, "a", (1, 2)), database.write(both, "b", (2, 1)))

    one, two = (database.now(people.record, person_id) for person_id in (1, 2))
    assert one is not None
    assert one == two
    assert 2 < len(runs) <= 2 + RERUNS


async def test_a_unit_that_lost_a_race_runs_again_from_the_start(database: Database) -> None:
    runs: list[int] = []

    def late(db: Db) -> str:
        runs.append(consent(db, len(runs)))
        if len(runs) <= RERUNS:
            lose(db)
        return "done"

    assert await database.write(late) == "done"
    assert runs == [0, 1, 2, 3]
    assert database.now(rows_of, "person") == 1


async def test_a_unit_that_always_loses_finds_the_database_away(database: Database) -> None:
    runs: list[None] = []

    def late(db: Db) -> None:
        runs.append(None)
        lose(db)

    with pytest.raises(DatabaseAway, match="late"):
        await database.write(late)
    assert len(runs) == RERUNS + 1


async def test_a_lost_connection_is_away_and_then_serves_again(database: Database) -> None:
    await database.write(consent, 1)
    await database.read(rows_of, "person")

    with away(database):
        for _ in range(2):
            with pytest.raises(DatabaseAway):
                await database.write(consent, 2)
            with pytest.raises(DatabaseAway):
                await database.read(rows_of, "person")

    assert await database.write(consent, 2) == 2
    assert await database.read(rows_of, "person") == 2


async def test_a_server_that_stops_in_its_tracks_is_away_and_then_serves_again(url: str) -> None:
    """No error comes from there; who had a connection and who makes one wait alike."""
    with line(url) as to_server:
        database = Database(to_server.url, patience=0.2)
        await database.write(consent, 1)
        to_server.hold()
        for _ in range(8):
            with pytest.raises(DatabaseAway, match="no answer"):
                await database.write(consent, 2)
            with pytest.raises(DatabaseAway, match="no answer"):
                await database.read(rows_of, "person")
        to_server.let_go()

        async with asyncio.timeout(10):
            while not await served(database):
                continue
        assert await database.read(rows_of, "person") == 2
        database.close()


def waits(db: Db) -> dict[str, str | int]:
    """How long this connection waits: for others' locks, and for a machine that is silent."""
    driver = db.connection.dbapi_connection
    assert driver is not None
    # The socket is the driver's; a copy may be closed.
    with socket.socket(fileno=os.dup(driver.pgconn.socket)) as line:
        tcp = {
            name: line.getsockopt(socket.IPPROTO_TCP, option)
            for name, option in (
                ("confirmed", socket.TCP_USER_TIMEOUT),
                ("asked after", socket.TCP_KEEPIDLE),
                ("asked every", socket.TCP_KEEPINTVL),
            )
        }
        tcp["asks"] = line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
    return {"lock": db.execute(text("SHOW lock_timeout")).scalar_one(), **tcp}


async def test_no_connection_waits_for_a_lock_or_for_a_silent_machine_without_end(
    database: Database,
) -> None:
    bounds = {"lock": "5s", "confirmed": 10_000, "asks": 1, "asked after": 10, "asked every": 1}

    assert await database.read(waits) == bounds
    assert await database.write(waits) == bounds
    assert database.now(waits) == bounds


def test_a_server_that_takes_a_connection_and_says_nothing_is_away() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        database = Database(f"postgresql://127.0.0.1:{silent.getsockname()[1]}/torang")
        began = time.monotonic()
        with pytest.raises(DatabaseAway, match="timeout"):
            database.now(consent, 1)
        database.close()

    assert time.monotonic() - began < 10


async def served(database: Database) -> bool:
    """What was begun before is ended first."""
    with suppress(DatabaseAway):
        return await database.write(consent, 3) == 3
    return False


def test_a_server_that_is_not_there_is_away() -> None:
    database = Database("postgresql://127.0.0.1:1/torang")

    with pytest.raises(DatabaseAway):
        database.now(consent, 1)

    database.close()


def test_whoever_may_not_use_the_tables_finds_the_database_away(database: Database) -> None:
    def as_a_guest(db: Db) -> None:
        db.execute(text("SET LOCAL ROLE pg_monitor"))
        consent(db, 1)

    with pytest.raises(DatabaseAway, match="permission denied"):
        database.now(as_a_guest)


async def test_a_server_that_takes_no_changes_is_away(database: Database) -> None:
    def refused(db: Db) -> None:
        db.execute(text("SET TRANSACTION READ ONLY"))
        consent(db, 1)

    with pytest.raises(DatabaseAway, match="read-only"):
        await database.write(refused)


async def test_whether_a_server_takes_changes_does_not_depend_on_who_read_before(
    database: Database,
) -> None:
    """As an operator sets it who sees a disk fill up."""

    def take_no_changes(db: Db) -> None:
        name = make_url(database.url).database
        db.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))

    beforehand = Database(database.url)
    beforehand.now(take_no_changes)
    beforehand.close()

    for person_id in range(8):
        await database.read(rows_of, "person")
        with pytest.raises(DatabaseAway, match="read-only"):
            await database.write(consent, person_id)


def test_an_error_does_not_quote_the_row_it_is_about(database: Database) -> None:
    person_id = 123_456_789

    def again(db: Db) -> None:
        db.execute(text("INSERT INTO person SELECT * FROM person"))

    database.now(consent, person_id)
    with pytest.raises(IntegrityError) as caught:
        database.now(again)

    assert str(person_id) not in f"{caught.value} {caught.value.orig}"
    assert "pk_person" in str(caught.value)


async def test_there_is_nothing_to_wipe(database: Database) -> None:
    await database.wipe()


def wait_for_nobody(db: Db) -> None:
    db.execute(text("SET LOCAL lock_timeout = '200ms'"))


@pytest.fixture
def other(url: str) -> Iterator[Database]:
    """The same database, used by another process."""
    opened = Database(url)
    yield opened
    opened.close()


def test_a_box_is_held_until_the_unit_that_locked_it_ends(
    database: Database, other: Database
) -> None:
    def lock(db: Db) -> None:
        wait_for_nobody(db)
        ballots.lock(db, 1, 2)

    def lock_and_look_aside(db: Db) -> None:
        ballots.lock(db, 1, 2)
        with pytest.raises(DatabaseAway, match="lock timeout"):
            other.now(lock)

    database.now(lock)
    database.now(lock_and_look_aside)

    other.now(lock)


def plan(db: Db, person_id: int) -> None:
    consent(db, person_id)
    deliveries.plan(db, person_id, Kind.UNFINISHED, Class.DUTY, MORNING, MORNING, f"u:{person_id}")


def test_two_processes_claim_different_deliveries_and_do_not_wait(
    database: Database, other: Database
) -> None:
    for person_id in (1, 2):
        database.now(plan, person_id)

    def claim(db: Db, run: str) -> Delivery | None:
        wait_for_nobody(db)
        return next(iter(deliveries.claim(db, run, Class.DUTY, MORNING, 1)), None)

    def claim_and_look_aside(db: Db) -> list[Delivery | None]:
        mine = claim(db, "run")
        return [mine, *(other.now(claim, "other run") for _ in range(2))]

    mine, theirs, none = database.now(claim_and_look_aside)

    assert mine is not None
    assert theirs is not None
    assert {mine.person_id, theirs.person_id} == {1, 2}
    assert none is None


def claimed(database: Database, run: str) -> Delivery:
    (found,) = database.now(deliveries.claim, run, Class.DUTY, MORNING, 1)
    return found


def test_what_another_run_has_in_hand_is_its_own_until_its_lease_runs_out(
    database: Database,
) -> None:
    database.now(plan, 1)
    held = claimed(database, "run")
    assert database.now(deliveries.in_flight, "other run") == []

    database.now(let_leases_run_out)

    assert database.now(deliveries.in_flight, "other run") == [held]


def test_a_late_outcome_does_not_touch_what_is_in_other_hands(database: Database) -> None:
    database.now(plan, 1)
    late = claimed(database, "run")
    database.now(deliveries.save, [(late, replace(late, state=State.PENDING))], MORNING)
    held = claimed(database, "other run")

    database.now(deliveries.save, [(late, replace(late, state=State.SENT))], MORNING)

    database.now(let_leases_run_out)
    assert database.now(deliveries.in_flight, "third run") == [held]


def test_a_late_outcome_does_not_touch_what_the_same_run_has_in_hand_again(
    database: Database,
) -> None:
    database.now(plan, 1)
    late = claimed(database, "run")
    database.now(let_leases_run_out)
    # Another run takes it for lost, and it is owed once more.
    lost = replace(late, state=State.PENDING, attempts=late.attempts + 1)
    database.now(deliveries.save, [(late, lost)], MORNING)
    again = claimed(database, "run")

    sent = replace(late, state=State.SENT, attempts=late.attempts + 1, message_id=1)
    database.now(deliveries.save, [(late, sent)], MORNING)

    database.now(let_leases_run_out)
    assert database.now(deliveries.in_flight, "another run") == [again]
