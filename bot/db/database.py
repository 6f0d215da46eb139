"""Runs one use case in one transaction in a worker thread, and remembers the update it served."""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar
from urllib.parse import quote

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

EVERYBODY = ("foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}")
WRITER = (*EVERYBODY, "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON")
READER = (*EVERYBODY, "query_only=ON")

# What SQLite calls a statement that is wrong in itself; anything else is the file or the disk.
OWN = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_MISUSE}
OWN_IN_READING = {*OWN, sqlite3.SQLITE_READONLY}
# The driver does not call these operational.
DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
PRIMARY = 0xFF
"""The bits of an error code that name its kind; the others give details."""


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
        return await self._hop(
            self._reading, self._reader, lambda db: query(db, *args, **kwargs), OWN_IN_READING
        )

    async def wipe(self) -> None:
        """Empty the write-ahead log into the file: what was deleted is gone from there too."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._writing, _checkpoint, self._writer)

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
    async def _hop(
        pool: ThreadPoolExecutor, engine: Engine, unit: Callable[[Db], T], own: Set[int] = OWN
    ) -> T:
        return await asyncio.get_running_loop().run_in_executor(pool, _unit, engine, unit, own)


def _unit(engine: Engine, unit: Callable[[Db], T], own: Set[int] = OWN) -> T:
    """One transaction, committed on return and rolled back on any exception."""
    try:
        with engine.begin() as db:
            return unit(db)
    except DBAPIError as error:
        if _away(error, own):
            raise DatabaseAway(str(error.orig)) from error
        raise


def _checkpoint(engine: Engine) -> None:
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:
        raise DatabaseAway(str(error)) from error
    finally:
        connection.close()


def _away(error: DBAPIError, own: Set[int]) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", 0) & PRIMARY
    return code in DAMAGE or (isinstance(error.orig, sqlite3.OperationalError) and code not in own)


def _engine(url: str, *, writes: bool) -> Engine:
    """An engine whose errors, which end in the log, do not tell whom a statement was about."""
    path = make_url(url).database or ""
    if writes:
        _make(path)
        # One connection for the one writing thread, also when a command runs in the main thread.
        engine = create_engine(
            url,
            poolclass=StaticPool,
            connect_args={"check_same_thread": False},
            hide_parameters=True,
        )
    else:
        engine = create_engine(
            url, pool_size=READERS, creator=lambda: _open(path), hide_parameters=True
        )
    _listen(engine, path, WRITER if writes else READER, "IMMEDIATE" if writes else "")
    return engine


def _make(path: str) -> None:
    """The file, if there is none yet, for its owner alone; its -wal file will be like it."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    # What cannot be made cannot be opened either, and that is told when it is used.
    with suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _open(path: str) -> sqlite3.Connection:
    """A connection that makes no file where there is none: an empty one would pass for ours."""
    return sqlite3.connect(f"file:{quote(path)}?mode=rw", uri=True, check_same_thread=False)


def _listen(engine: Engine, path: str, pragmas: Sequence[str], how: str) -> None:
    def connected(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        _prepare(connection, pragmas)
        entry.info["file"] = _identity(path)

    def begun(db: Db) -> None:
        # SQLite would go on writing into a file that was removed, and nobody would ever read it.
        if db.info["file"] != _identity(path):
            raise DatabaseAway(f"{path} was moved or replaced")
        db.exec_driver_sql(f"BEGIN {how}")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)


def _prepare(connection: DBAPIConnection, pragmas: Sequence[str]) -> None:
    # The driver's own transactions would silently break savepoints; we begin them ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _identity(path: str) -> tuple[int, int] | None:
    """Which file lies at the path; None for none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino
