"""What every table and query stands on: the handle, the column types, the mapped base."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Executable,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Subquery,
    TableValuedAlias,
    Text,
    TypeDecorator,
    bindparam,
    cast,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import TypeEngine

__all__ = [
    "Base",
    "Db",
    "Id",
    "Insert",
    "UtcDateTime",
    "each",
    "insert",
    "insert_for",
    "inserting",
    "listed",
    "plain",
    "rows_given",
    "written",
]

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


def written(at: datetime) -> str:
    """An instant as UtcDateTime has it on disk."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


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


def plain(column: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """What a column holds, without its indices.

    A database that has not counted its rows for a while would go by the state of all messages
    where a few are named.
    """
    return column.concat("")


def each(dialect: str, of: Any) -> TableValuedAlias:
    """What stands in a list of JSON, each as the `value` of a row."""
    if dialect == "postgresql":
        return func.json_array_elements(cast(of, JSON)).table_valued("value")
    return func.json_each(of).table_valued("value")


def listed(dialect: str, value: ColumnElement[Any]) -> ColumnElement[str]:
    """The values of many rows as one list of JSON, which `each` takes apart."""
    if dialect == "postgresql":
        return cast(func.json_agg(value), Text)
    return func.json_group_array(value)


def rows_given(dialect: str, name: str, columns: Mapping[str, type[TypeEngine[Any]]]) -> Subquery:
    """Rows to be given as one value of this name: JSON, a list of the values of each.

    One statement for all of them costs a fraction of one for each.
    """
    values: list[ColumnElement[Any]]
    row = each(dialect, bindparam(name, type_=String)).c.value
    if dialect == "postgresql":
        values = [cast(row.op("->>")(place), kind) for place, kind in enumerate(columns.values())]
    else:
        values = [func.json_extract(row, f"$[{place}]") for place in range(len(columns))]
    return select(
        *(value.label(column) for column, value in zip(columns, values, strict=True))
    ).subquery(name)
