"""A database that cannot be used for a while."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from bot.db.database import Database
from tests import postgresql

__all__ = ["away"]


@contextmanager
def away(database: Database) -> Iterator[None]:
    """The file is not where it was, or the server takes no connection and cuts those it had."""
    if database.url.startswith("postgresql"):
        with postgresql.away(database.url):
            yield
        return
    path = database.url.removeprefix("sqlite:///")
    aside = shutil.move(path, f"{path}.away")
    yield
    shutil.move(aside, path)
