"""SQLite: one writing connection, durable and wiping; a few that only read."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from bot.db.access import Access
from bot.db.base import Db
from bot.domain.errors import DatabaseAway

__all__ = ["access"]

READERS = 2
TOGETHER = 32
"""A commit waits for the disk; several units may as well wait together."""

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


def access(url: str) -> Access:
    """SQLite has one writer whatever we do; one thread that waits for nobody is the fastest way
    to use it."""
    writer = _engine(url, writes=True)
    return Access(
        writer=writer,
        reader=_engine(url, writes=False),
        writers=1,
        readers=READERS,
        together=TOGETHER,
        away=_away,
        lost_a_race=lambda _error: False,
        wipe=partial(_checkpoint, writer),
    )


def _away(error: DBAPIError, reading: bool) -> bool:
    own = OWN_IN_READING if reading else OWN
    code = getattr(error.orig, "sqlite_errorcode", 0) & PRIMARY
    return code in DAMAGE or (isinstance(error.orig, sqlite3.OperationalError) and code not in own)


def _checkpoint(engine: Engine) -> None:
    """Empty the write-ahead log into the file: what was deleted is gone from there too."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.OperationalError as error:
        raise DatabaseAway(str(error)) from error
    finally:
        connection.close()


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
