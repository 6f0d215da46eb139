"""What somebody holds who has copies of the database but not the key."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

__all__ = ["clear_columns", "dump", "raw", "rows"]


def raw(file: Path) -> bytes:
    """The bytes of every file of the database."""
    return b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))


def dump(file: Path) -> list[str]:
    """An SQL dump, statement by statement."""
    copy = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    statements = list(copy.iterdump())
    copy.close()
    return statements


def rows(file: Path, table: str) -> list[dict[str, object]]:
    """A table's rows in the order in which a dump shows them."""
    copy = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    copy.row_factory = sqlite3.Row
    found = [dict(row) for row in copy.execute(f"SELECT * FROM {table}")]  # noqa: S608 - A constant.
    copy.close()
    return found


def clear_columns(file: Path, but: frozenset[str]) -> Iterator[tuple[str, str, object]]:
    """Every value with its table and column, but for the columns left out."""
    copy = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    tables = [
        name for (name,) in copy.execute("SELECT name FROM sqlite_schema WHERE type='table'")
    ]
    copy.close()
    for table in tables:
        for row in rows(file, table):
            yield from ((table, name, value) for name, value in row.items() if name not in but)
