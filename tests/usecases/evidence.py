"""What somebody holds who has copies of the database but not the key."""

import sqlite3
from pathlib import Path

from sqlalchemy import text

from bot.db.base import Db

__all__ = ["dump", "heap", "raw", "rows"]


def raw(file: Path) -> bytes:
    """The bytes of every file of the database."""
    return b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))


def dump(file: Path) -> bytes:
    """An SQL dump."""
    copy = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    statements = "\n".join(copy.iterdump())
    copy.close()
    return statements.encode()


def rows(file: Path, table: str) -> list[dict[str, object]]:
    """A table's rows in the order in which a dump shows them."""
    copy = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    copy.row_factory = sqlite3.Row
    found = [dict(row) for row in copy.execute(f"SELECT * FROM {table}")]  # noqa: S608 - A constant.
    copy.close()
    return found


def heap(db: Db, table: str) -> list[dict[str, object]]:
    """A table's rows in the order in which they lie on PostgreSQL's pages.

    Each with its place there and the transaction that wrote it.
    """
    places = f"SELECT ctid::text, xmin::text, * FROM {table} ORDER BY {table}.ctid"  # noqa: S608 - A constant.
    found = db.execute(text(places))
    return [dict(row) for row in found.mappings()]
