"""What every table and query stands on: the handle, the column types, the mapped base."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Executable,
    Integer,
    LargeBinary,
    MetaData,
    TypeDecorator,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase

__all__ = ["Base", "Db", "Id", "Insert", "UtcDateTime", "insert", "insert_for", "inserting"]

Db = Connection
"""A database handle inside one transaction; only `Database` opens and commits it."""

# SQLite gives out ids by itself only for a column that is exactly INTEGER.
Id = BigInteger().with_variant(Integer, "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept as naive UTC, which both databases compare alike."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature.
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's.
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The base of all mapped tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it as a class attribute.
        int: Id,
        datetime: UtcDateTime,
        bytes: LargeBinary,
    }


Insert = sqlite.Insert | postgresql.Insert
"""An INSERT that can say what to do on a conflict."""


def insert(db: Db, table: type[Base]) -> Insert:
    """An INSERT in the words of the database at hand."""
    return insert_for(db.dialect.name, table)


def inserting(
    table: type[Base], finish: Callable[[Insert], Executable]
) -> Callable[[Db], Executable]:
    """As `insert`, finished and made once for each kind of database.

    Making a statement costs several times as much as running it, which tells where one is run
    with every update: those stand at the top of their module, with names for their values.
    """
    made = cache(lambda dialect: finish(insert_for(dialect, table)))
    return lambda db: made(db.dialect.name)


def insert_for(dialect: str, table: type[Base]) -> Insert:
    """As `insert`, for a kind of database by its name."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
