"""Runs a use case in a transaction in a worker thread, and remembers the update it served."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import make_url
from sqlalchemy.exc import DataError, DBAPIError

from bot.db import sqlite, updates
from bot.db.access import Access
from bot.db.base import Db
from bot.db.workers import Outcome, Workers
from bot.domain.errors import AlreadyDone, DatabaseAway

__all__ = ["Arrival", "Database", "arrival"]

P = ParamSpec("P")
T = TypeVar("T")

READ_TOGETHER = 32
"""Units that wait to read share a snapshot: they cannot be in each other's way."""

Unit = Callable[[Db], Any]

RERUNS = 3
"""A unit that lost a race against another is run again this often."""

PATIENCE_SECONDS = 30.0
"""Many times what a unit may take; whoever has no answer by then takes the database for away."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """The update being served, with the UTC day it is served on."""

    update_id: int
    day: date


arrival: ContextVar[Arrival | None] = ContextVar("arrival", default=None)


class _LostRace(Exception):
    """Another unit went first; run again, this one may well succeed."""


class Database:
    """The database at a SQLAlchemy URL, SQLite or PostgreSQL.

    Every method raises DatabaseAway when it cannot be used now; all but `now`, which waits for as
    long as it takes, also when no answer came for `patience` seconds.
    """

    def __init__(self, url: str, patience: float = PATIENCE_SECONDS) -> None:
        self.url = url
        self._access = access = _access(url)
        self._writing = Workers(
            "database-writer",
            access.writers,
            access.together,
            partial(_group, access, reading=False),
            patience,
        )
        self._reading = Workers(
            "database-reader",
            access.readers,
            READ_TOGETHER,
            partial(_group, access, reading=True),
            patience,
        )

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

        return await self._hop(unit)

    async def write(
        self, use_case: Callable[Concatenate[Db, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `run`, for what is not the effect of an update or may happen twice."""
        return await self._hop(lambda db: use_case(db, *args, **kwargs))

    async def note(self, served: Arrival) -> None:
        """Record an update as served, though it changed nothing; it will not be served again.

        Where that is refused, no update can be recorded, so the database is away, unless the id
        itself is what no table takes.
        """
        try:
            await self.write(updates.record, served.update_id, served.day)
        except DataError:
            raise
        except DBAPIError as error:
            raise DatabaseAway(str(error.orig)) from error

    async def read(
        self, query: Callable[Concatenate[Db, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What the query returns; it cannot write."""
        return await self._hop(lambda db: query(db, *args, **kwargs), reading=True)

    async def wipe(self) -> None:
        """Remove what was deleted from where the database's files may still hold it."""
        await self._writing.alone(self._access.wipe)

    def now(
        self, use_case: Callable[Concatenate[Db, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """As `write`, in this thread: for commands and start-up, before the bot runs.

        A migration, or a large spreadsheet, may take its time.
        """
        return _unit(self._access, lambda db: use_case(db, *args, **kwargs), reading=False)

    def look(self, query: Callable[Concatenate[Db, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """As `read`, in this thread, however long it takes: for commands beside a running bot."""
        return _unit(self._access, lambda db: query(db, *args, **kwargs), reading=True)

    def close(self) -> None:
        """Wait for running units, then let go of the files."""
        for workers in (self._writing, self._reading):
            workers.close()
        self._access.close()

    async def _hop(self, unit: Callable[[Db], T], *, reading: bool = False) -> T:
        given_up = False

        def wanted(db: Db) -> T:
            value = unit(db)
            if given_up:
                # What nobody knows of must not be done: it will be asked for again.
                raise TimeoutError
            return value

        try:
            value: T = await (self._reading if reading else self._writing).run(wanted)
        except DatabaseAway:
            given_up = True
            raise
        return value


def _access(url: str) -> Access:
    if make_url(url).get_backend_name() == "sqlite":
        return sqlite.access(url)
    # Here, because its driver takes a third of a second that SQLite has no use for.
    from bot.db import postgresql

    return postgresql.access(url)


def _group(access: Access, units: Sequence[Unit], *, reading: bool) -> list[Outcome]:
    """The units in one transaction; if any fails nothing is changed, and each has its own.

    While the database is away no unit would fare better alone, and each would wait as long.
    """
    if len(units) > 1:
        # Any other exception comes again for the unit that raised it.
        with suppress(BaseException):
            try:
                done = _attempt(access, lambda db: [unit(db) for unit in units], reading=reading)
            except DatabaseAway as away:
                return [(None, DatabaseAway(*away.args)) for _ in units]
            return [(value, None) for value in done]
    return [_outcome(access, unit, reading=reading) for unit in units]


def _outcome(access: Access, unit: Unit, *, reading: bool) -> Outcome:
    try:
        return _unit(access, unit, reading=reading), None
    except BaseException as error:  # noqa: BLE001 - Whoever asked for the unit is to have it.
        return None, error


def _unit(access: Access, unit: Callable[[Db], T], *, reading: bool) -> T:
    """The unit in one transaction; one that lost a race has changed nothing, and runs again."""
    for _ in range(RERUNS):
        with suppress(_LostRace):
            return _attempt(access, unit, reading=reading)
    try:
        return _attempt(access, unit, reading=reading)
    except _LostRace as lost:
        raise DatabaseAway(str(lost)) from lost


def _attempt(access: Access, unit: Callable[[Db], T], *, reading: bool) -> T:
    """One transaction, committed on return and rolled back on any exception."""
    try:
        with (access.reader if reading else access.writer).begin() as db:
            return unit(db)
    except DBAPIError as error:
        if error.connection_invalidated:
            # Whoever cut this connection cut the others too; the next to ask need not find out.
            access.close()
        if access.lost_a_race(error):
            raise _LostRace(str(error.orig)) from error
        if access.away(error, reading):
            raise DatabaseAway(str(error.orig)) from error
        raise
