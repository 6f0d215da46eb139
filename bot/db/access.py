"""How units reach a database: over which connections, and what an error from there means."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

__all__ = ["Access"]


@dataclass(frozen=True, slots=True)
class Access:
    """Engines for writing and for reading, and how many threads use each at once.

    `together` says how many of the units that wait for a writer may share a transaction.

    `away` tells whether an error means that the database cannot be used now, in a unit that
    reads or in one that writes; anything else is our own fault. `lost_a_race` tells whether the
    unit, run once more, may well succeed. `wipe` removes what was deleted from where the files may
    still hold it.
    """

    writer: Engine
    reader: Engine
    writers: int
    readers: int
    together: int
    away: Callable[[DBAPIError, bool], bool]
    lost_a_race: Callable[[DBAPIError], bool]
    wipe: Callable[[], None]

    def close(self) -> None:
        """Let go of the connections."""
        self.writer.dispose()
        self.reader.dispose()
