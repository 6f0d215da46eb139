"""Runs one use case in one transaction in a worker thread, and remembers the update it served."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from bot.db import updates
from bot.db.base import Db
from bot.domain.errors import AlreadyDone, DatabaseAway

__all__ = ["Arrival", "Database", "arrival"]

P = ParamSpec("P")
T = TypeVar("T")

READERS = 2
BUSY_TIMEOUT_MS = 5_000

# What SQLite calls a statement that is wrong in itself; anything else is the file or the disk.
OWN_FAULTS = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_MISUSE}


@dataclass(frozen=True, slots=True)
class Arrival:
    """The update being served, with the UTC day it is served on."""

    update_id: int
    day: date


arrival: ContextVar[Arrival | None] = ContextVar("arrival", default=None)


class Database:
    """The database at a SQLAlchemy URL: one writing thread, a few reading ones.

    SQLite has one writer whatever we do; one thread that waits for nobody is the fastest way to
    use it. Every method raises DatabaseAway when the file or the disk cannot be used now.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self._writer = _engine(url, writes=True)
        self._reader = _engine(url, writes=False)
        self._writing = ThreadPoolExecutor(1, "database-writer")
        self._reading = ThreadPoolExecutor(READERS, "database-reader")

    async def run(
        self, use_case: Callable[Concatenate[Db, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What the use case returns, committed, together with the id of the update it serves.

        Raises AlreadyDone, with nothing changed, if that update was served before.
        """
        served = arrival.get()

        def unit(db: Db) -> T:
            if served is not None and not updates.record(db, served.update_id, served.day):
                raise AlreadyDone
            return use_case(db, *args, **kwargs)

        return await self._hop(self._writing, self._writer, unit)

    async def write(
        self, use_case: Callable[Concatenate[Db, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `run`, for what is not the effect of an update or may happen twice."""
        return await self._hop(
            self._writing, self._writer, lambda db: use_case(db, *args, **kwargs)
        )

    async def read(
        self, query: Callable[Concatenate[Db, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What the query returns; it cannot write."""
        return await self._hop(self._reading, self._reader, lambda db: query(db, *args, **kwargs))

    def now(
        self, use_case: Callable[Concatenate[Db, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `write`, in this thread: for commands and start-up, before the bot runs."""
        return _unit(self._writer, lambda db: use_case(db, *args, **kwargs))

    def close(self) -> None:
        """Wait for running units, then let go of the files."""
        for pool in (self._writing, self._reading):
            pool.shutdown()
        for engine in (self._writer, self._reader):
            engine.dispose()

    @staticmethod
    async def _hop(pool: ThreadPoolExecutor, engine: Engine, unit: Callable[[Db], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(pool, _unit, engine, unit)


def _unit(engine: Engine, unit: Callable[[Db], T]) -> T:
    """One transaction, committed on return and rolled back on any exception."""
    try:
        with engine.begin() as db:
            return unit(db)
    except DBAPIError as error:
        if _away(error):
            raise DatabaseAway(str(error.orig)) from error
        raise


def _away(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None)
    return isinstance(error.orig, sqlite3.OperationalError) and code not in OWN_FAULTS


def _engine(url: str, *, writes: bool) -> Engine:
    """An engine whose errors, which end in the log, say nothing of whom a statement was about."""
    path = make_url(url).database
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    if writes:
        # One connection for the one writing thread, also when a command runs in the main thread.
        engine = create_engine(
            url,
            poolclass=StaticPool,
            connect_args={"check_same_thread": False},
            hide_parameters=True,
        )
    else:
        engine = create_engine(url, pool_size=READERS, hide_parameters=True)
    event.listen(engine, "connect", _prepare_writer if writes else _prepare_reader)
    event.listen(engine, "begin", _begin_immediate if writes else _begin)
    return engine


def _prepare_writer(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    _pragmas(connection, "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON")


def _prepare_reader(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    _pragmas(connection, "query_only=ON")


def _pragmas(connection: DBAPIConnection, *pragmas: str) -> None:
    # The driver's own transactions would silently break savepoints; we begin them ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}", *pragmas):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(db: Db) -> None:
    db.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(db: Db) -> None:
    db.exec_driver_sql("BEGIN")
