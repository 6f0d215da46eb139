"""One unit, one transaction: what is committed, what is rolled back, and when it is away."""

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Barrier, Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.db import people, updates
from bot.db.base import Db
from bot.db.database import Arrival, Database, arrival
from bot.domain.errors import AlreadyDone, DatabaseAway
from tests.rows import rows_of

TODAY = date(2026, 11, 24)


@pytest.fixture
def hasty(url: str) -> Iterator[Database]:
    """The database of somebody who does not wait for long."""
    opened = Database(url, patience=0.2)
    yield opened
    opened.close()


@contextmanager
def serving(update_id: int) -> Iterator[None]:
    token = arrival.set(Arrival(update_id, TODAY))
    yield
    arrival.reset(token)


def consent(db: Db, person_id: int = 1) -> int:
    people.consent(db, person_id, "id", "skm-1", TODAY)
    return person_id


def consent_and_fail(db: Db) -> None:
    consent(db)
    raise ZeroDivisionError


def consented(db: Db) -> list[int]:
    return list(db.scalars(text("SELECT id FROM person ORDER BY 1")))


def served(db: Db) -> list[int]:
    return list(db.scalars(text("SELECT update_id FROM handled_update ORDER BY 1")))


async def test_the_id_of_an_update_is_committed_with_its_effect(database: Database) -> None:
    with serving(7):
        assert await database.run(consent, 5) == 5

    assert database.now(served) == [7]
    assert database.now(people.record, 5) is not None


async def test_an_update_served_before_changes_nothing(database: Database) -> None:
    with serving(7):
        await database.run(consent, 1)

        with pytest.raises(AlreadyDone):
            await database.run(consent, 2)

    assert database.now(people.record, 2) is None
    assert database.now(served) == [7]


async def test_a_failure_takes_the_id_back_too(database: Database) -> None:
    with serving(7):
        with pytest.raises(ZeroDivisionError):
            await database.run(consent_and_fail)
        assert database.now(rows_of, "person") == 0
        assert database.now(served) == []

        await database.run(consent, 1)

    assert database.now(served) == [7]


async def test_a_write_may_happen_twice_in_one_update(database: Database) -> None:
    with serving(7):
        await database.write(consent, 1)
        await database.write(consent, 2)

    assert database.now(served) == []
    assert database.now(rows_of, "person") == 2


async def test_without_an_update_nothing_is_recorded(database: Database) -> None:
    await database.run(consent)

    assert database.now(served) == []


async def test_reading_cannot_write_and_that_is_no_absence_of_the_database(
    database: Database,
) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"):
        await database.read(consent)

    assert database.now(rows_of, "person") == 0


async def test_a_reader_sees_what_was_committed(database: Database) -> None:
    await database.run(consent)

    assert await database.read(rows_of, "person") == 1


async def test_a_wrong_statement_is_no_absence_of_the_database(database: Database) -> None:
    with pytest.raises(DBAPIError, match="nowhere"):
        await database.run(lambda db: db.execute(text("SELECT * FROM nowhere")))


async def test_a_refused_row_is_no_absence_of_the_database(database: Database) -> None:
    with pytest.raises(IntegrityError):
        await database.run(
            lambda db: db.execute(text("INSERT INTO person VALUES (1, 2, 3, NULL, false, false)"))
        )


async def test_a_file_locked_by_another_program_is_away(database: Database, file: Path) -> None:
    database.now(lambda db: db.exec_driver_sql("PRAGMA busy_timeout=20"))
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(DatabaseAway, match="locked"):
        await database.run(consent)
    assert await database.read(rows_of, "person") == 0
    other.execute("ROLLBACK")
    other.close()

    await database.run(consent)


@pytest.mark.usefixtures("file")
async def test_a_full_disk_is_away_and_then_serves_again(database: Database) -> None:
    def grow(db: Db) -> None:
        db.execute(text("CREATE TABLE big AS SELECT zeroblob(1000000)"))

    pages = database.now(lambda db: db.exec_driver_sql("PRAGMA page_count").scalar_one())
    database.now(lambda db: db.exec_driver_sql(f"PRAGMA max_page_count={pages + 20}").scalar())

    with pytest.raises(DatabaseAway, match="full"):
        await database.run(grow)

    await database.run(consent)


@pytest.mark.parametrize("content", [b"no database at all " * 500, None])
async def test_a_file_that_cannot_be_opened_is_away(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "torang.db"
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    database = Database(f"sqlite:///{file}")

    with pytest.raises(DatabaseAway):
        await database.run(consent)
    with pytest.raises(DatabaseAway):
        await database.read(rows_of, "person")

    database.close()


@pytest.mark.parametrize("known_to_readers", [False, True])
async def test_a_vanished_file_is_away(
    database: Database, file: Path, known_to_readers: bool
) -> None:
    database.now(consent)
    if known_to_readers:
        await database.read(rows_of, "person")
    for part in file.parent.glob("torang.db*"):
        part.unlink()

    with pytest.raises(DatabaseAway):
        await database.run(consent, 2)
    with pytest.raises(DatabaseAway):
        await database.read(rows_of, "person")
    assert list(file.parent.glob("torang.db")) == []


def move(file: Path, to: Path) -> Path:
    return file.rename(to)


async def test_a_file_that_was_put_back_serves_again(database: Database, file: Path) -> None:
    database.now(consent)
    aside = move(file, file.with_suffix(".aside"))
    with pytest.raises(DatabaseAway):
        await database.run(consent, 2)

    move(aside, file)

    assert await database.run(consent, 2) == 2
    assert await database.read(rows_of, "person") == 2


def test_the_folder_of_the_file_is_made(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'var' / 'new' / 'torang.db'}")

    assert database.now(lambda db: db.exec_driver_sql("SELECT 1").scalar_one()) == 1

    database.close()


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("query_only", 0),
        ("busy_timeout", 5000),
    ],
)
async def test_the_writer_is_durable_and_wipes_what_it_deletes(
    database: Database, pragma: str, value: str | int
) -> None:
    def setting(db: Db) -> object:
        return db.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()

    assert await database.write(setting) == value


@pytest.mark.usefixtures("file")
async def test_every_reader_is_held_to_reading(database: Database) -> None:
    begun, both_read = Event(), Barrier(2, timeout=10)

    def pragmas(db: Db) -> list[object]:
        begun.set()
        both_read.wait()
        return [
            db.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("query_only", "foreign_keys")
        ]

    first = asyncio.ensure_future(database.read(pragmas))
    await asyncio.to_thread(begun.wait)

    assert [await database.read(pragmas), await first] == [[1, 1]] * 2


@pytest.mark.usefixtures("file")
async def test_units_run_one_after_another(database: Database) -> None:
    """Each reads, thinks, and writes one more; none is lost."""
    database.now(lambda db: db.execute(text("CREATE TABLE tally AS SELECT 0 AS n")))

    def one_more(db: Db) -> int:
        before = db.execute(text("SELECT n FROM tally")).scalar_one()
        db.execute(text("UPDATE tally SET n = :n"), {"n": before + 1})
        return int(before)

    found = await asyncio.gather(*(database.run(one_more) for _ in range(100)))

    assert found == list(range(100))


async def transactions(run: Callable[..., Awaitable[Db]]) -> int:
    """In how many transactions nine units run that come at once."""
    return len(set(await asyncio.gather(*(run(lambda db: db) for _ in range(9)))))


@pytest.mark.usefixtures("file")
async def test_units_that_wait_for_the_one_writer_share_a_commit(database: Database) -> None:
    assert await transactions(database.run) == 1


@pytest.mark.usefixtures("server")
async def test_units_that_might_wait_for_each_other_share_none(database: Database) -> None:
    assert await transactions(database.run) == 9


async def test_units_that_wait_to_read_share_a_snapshot(database: Database) -> None:
    assert await transactions(database.read) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(fail=st.lists(st.booleans(), min_size=1, max_size=9))
async def test_a_unit_that_fails_takes_no_other_with_it(
    database: Database, fail: list[bool]
) -> None:
    def clear(db: Db) -> None:
        db.execute(text("DELETE FROM person"))

    def unit(db: Db, person_id: int, fails: bool) -> int:
        consent(db, person_id)
        return person_id // (not fails)

    await database.write(clear)

    units = (database.write(unit, who, fails) for who, fails in enumerate(fail))
    found = await asyncio.gather(*units, return_exceptions=True)

    good = [who for who, fails in enumerate(fail) if not fails]
    assert [who for who in found if isinstance(who, int)] == good
    assert [type(one) for one in found].count(ZeroDivisionError) == sum(fail)
    assert database.now(consented) == good


async def test_a_unit_that_raises_stop_iteration_leaves_nobody_waiting(
    database: Database,
) -> None:
    def stops(_db: Db) -> None:
        raise StopIteration

    found = await asyncio.gather(
        database.write(consent, 1), database.write(stops), database.write(consent, 2),
        return_exceptions=True,
    )  # fmt: skip

    assert [type(one) for one in found] == [int, RuntimeError, int]


@pytest.mark.usefixtures("file")
async def test_a_group_is_told_at_once_that_the_database_is_away(database: Database) -> None:
    tries = []

    def finds_it_away(db: Db) -> None:
        tries.append(db)
        raise DatabaseAway

    found = await asyncio.gather(
        *(database.write(finds_it_away) for _ in range(5)), return_exceptions=True
    )

    assert [type(one) for one in found] == [DatabaseAway] * 5
    assert len(tries) == 1


async def test_of_two_updates_at_once_with_one_id_one_is_served(database: Database) -> None:
    with serving(7):
        found = await asyncio.gather(
            *(database.run(consent, who) for who in (1, 2)), return_exceptions=True
        )

    assert {type(one) for one in found} == {int, AlreadyDone}
    assert database.now(consented) == [one for one in found if isinstance(one, int)]


async def test_who_gave_up_waiting_does_not_hold_up_the_others(database: Database) -> None:
    waiting = [asyncio.ensure_future(database.run(consent, who)) for who in (1, 2, 3)]
    await asyncio.wait(waiting, timeout=0)
    waiting[1].cancel()

    found = await asyncio.gather(*waiting, return_exceptions=True)

    assert [found[0], found[2]] == [1, 3]
    assert isinstance(found[1], asyncio.CancelledError)


async def test_a_unit_without_an_end_is_away_and_its_effect_never_comes(
    hasty: Database,
) -> None:
    """Whoever asked was told that nothing is done, and asks again."""
    go_on = Event()

    def hangs(db: Db) -> None:
        go_on.wait(10)
        consent(db, 1)

    for use in (hasty.run, hasty.write, hasty.read):
        with pytest.raises(DatabaseAway, match=r"no answer within 0.2 s"):
            await use(hangs)
    go_on.set()

    assert await hasty.write(consent, 2) == 2
    assert await hasty.read(consented) == [2]


def test_a_command_may_take_its_time(hasty: Database) -> None:
    """A migration on a large table does."""

    def slow(db: Db) -> int:
        time.sleep(0.3)
        return consent(db, 1)

    assert hasty.now(slow) == 1
    assert hasty.now(consented) == [1]


async def test_a_savepoint_can_be_rolled_back_alone(database: Database) -> None:
    def outer(db: Db) -> None:
        consent(db, 2)
        with db.begin_nested() as inner:
            consent(db, 3)
            inner.rollback()

    await database.run(outer)

    assert database.now(people.record, 2) is not None
    assert database.now(people.record, 3) is None


def test_ids_of_updates_are_kept_for_two_days(database: Database) -> None:
    for update_id, day in ((1, 22), (2, 23), (3, 24)):
        assert database.now(updates.record, update_id, date(2026, 11, day))

    database.now(updates.forget_before, date(2026, 11, 23))

    assert database.now(served) == [2, 3]
    assert not database.now(updates.record, 3, TODAY)


async def test_an_error_does_not_tell_whom_a_statement_was_about(database: Database) -> None:
    person = 123_456_789

    def wrong(db: Db) -> None:
        db.execute(text("SELECT 1 FROM nowhere WHERE id = :id"), {"id": person})

    for use in (database.write, database.read):
        with pytest.raises(DBAPIError) as caught:
            await use(wrong)
        assert str(person) not in str(caught.value)


async def test_what_was_deleted_leaves_the_write_ahead_log_too(
    database: Database, file: Path
) -> None:
    log = file.with_name(file.name + "-wal")
    await database.write(consent, 7_123_456_789)
    await database.write(people.delete_person, 7_123_456_789)
    assert log.stat().st_size > 0

    await database.wipe()

    assert log.stat().st_size == 0
    assert (7_123_456_789).to_bytes(6, "big") not in file.read_bytes()


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    database = Database(f"sqlite:///{file}")
    database.now(lambda db: db.execute(text("CREATE TABLE a (b INTEGER)")))

    modes = {found.stat().st_mode & 0o777 for found in tmp_path.glob("new.db*")}

    database.close()
    assert modes == {0o600}
