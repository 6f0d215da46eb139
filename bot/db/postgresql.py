"""PostgreSQL: a few connections that write, a few that only read, all READ COMMITTED."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from bot.db.access import Access

__all__ = ["access"]

WRITERS = 4
READERS = 2
CONNECT_SECONDS = 5
LOCK_SECONDS = 5
SILENT_MS = 10_000
"""A machine that confirms nothing for so long is not there any more."""

# Serialisation failure and deadlock: the other unit went first.
LOST_RACES = {"40001", "40P01"}
# Connection lost, resources used up (a full disk among them), shut down by an operator, disk.
AWAY_CLASSES = {"08", "53", "57", "58"}
# Somebody waited for a row as long as LOCK_SECONDS.
LOCKED = "55P03"
# The server takes no changes, as a standby or one whose disk is nearly full.
READ_ONLY = "25006"
# Whoever runs the bot may not use the tables: only an operator can mend that.
NO_RIGHT = "42501"


class _Discreet(psycopg.Cursor[Any]):
    """A cursor whose errors, which end in the log, do not quote the row they are about."""

    def execute(self, *args: Any, **kwargs: Any) -> "_Discreet":
        with _without_details():
            return super().execute(*args, **kwargs)

    def executemany(self, *args: Any, **kwargs: Any) -> None:
        with _without_details():
            super().executemany(*args, **kwargs)


def access(url: str) -> Access:
    """Through psycopg, whatever driver the URL names or does not name."""
    return Access(
        writer=_engine(url, WRITERS),
        # A pool of its own: a connection that was read-only comes back able to write, also
        # where the server was told to take no changes.
        reader=_engine(url, READERS, "-c default_transaction_read_only=on"),
        writers=WRITERS,
        readers=READERS,
        # Two groups would soon wait for each other's rows, which takes the server a second to see.
        together=1,
        away=_away,
        lost_a_race=lambda error: _sqlstate(error) in LOST_RACES,
        wipe=lambda: None,
    )


def _engine(url: str, connections: int, options: str = "") -> Engine:
    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=connections,
        max_overflow=0,
        isolation_level="READ COMMITTED",
        hide_parameters=True,
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            "cursor_factory": _Discreet,
            # Instants are kept as naive UTC, and compared with the server's own clock.
            "options": f"-c timezone=UTC -c lock_timeout={LOCK_SECONDS}s {options}",
            "tcp_user_timeout": SILENT_MS,
            # Whoever only waits for an answer has to ask whether somebody is there.
            "keepalives_idle": SILENT_MS // 1000,
            "keepalives_interval": 1,
        },
    )


@contextmanager
def _without_details() -> Iterator[None]:
    try:
        yield
    except psycopg.Error as error:
        if error.diag.message_primary:
            error.args = (error.diag.message_primary,)
        raise


def _away(error: DBAPIError, reading: bool) -> bool:
    state = _sqlstate(error)
    if state is None:
        return isinstance(error, OperationalError | InterfaceError)
    if error.connection_invalidated or state[:2] in AWAY_CLASSES:
        return True
    return state in {NO_RIGHT, LOCKED} or (state == READ_ONLY and not reading)


def _sqlstate(error: DBAPIError) -> str | None:
    """The five signs that name the error; None where the server was not even reached."""
    return error.orig.sqlstate if isinstance(error.orig, psycopg.Error) else None
