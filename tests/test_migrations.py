"""Migrations lead up and down again, and to the very tables that the code knows."""

import ast
import json
from collections.abc import Iterator

import pytest
from alembic import command
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from bot.db import migrate
from bot.db.base import Base, Db
from bot.db.database import Database
from bot.db.migrate import Standing
from bot.resources import MIGRATIONS

REVISIONS = [
    script.revision for script in reversed([*ScriptDirectory(str(MIGRATIONS)).walk_revisions()])
]


@pytest.fixture
def empty(empty_url: str) -> Iterator[Database]:
    database = Database(empty_url)
    yield database
    database.close()


SCHEMA = {
    "sqlite": "SELECT name, sql FROM sqlite_schema WHERE sql > ''",
    "postgresql": """
        SELECT table_name, concat_ws(' ', column_name, data_type, is_nullable, column_default)
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace""",
}


def schema(db: Db) -> set[tuple[str, str]]:
    """Every table and index with its definition, but for Alembic's own and the automatic ones."""
    rows = db.exec_driver_sql(SCHEMA[db.dialect.name])
    return {(name, definition) for name, definition in rows if "alembic_version" not in name}


def up(db: Db, revision: str) -> None:
    command.upgrade(migrate.config(db), revision)


def down(db: Db, revision: str) -> None:
    command.downgrade(migrate.config(db), revision)


def current(db: Db) -> str | None:
    return MigrationContext.configure(db).get_current_revision()


@pytest.mark.parametrize("number", range(len(REVISIONS)), ids=REVISIONS)
def test_every_step_leads_up_down_and_up_again(empty: Database, number: int) -> None:
    below = REVISIONS[number - 1] if number else "base"
    empty.now(up, below)
    before = empty.now(schema)

    empty.now(up, REVISIONS[number])
    above = empty.now(schema)
    empty.now(down, below)
    assert empty.now(schema) == before
    empty.now(up, REVISIONS[number])

    assert empty.now(schema) == above != before
    assert empty.now(current) == REVISIONS[number]


def test_who_belongs_to_a_broadcast_stays_so(empty: Database) -> None:
    """In slices since 0007, and apart again below."""
    members = {(2, 7), (3, 7), (3, 7_000_000_000), *((3, one) for one in range(20, 25_020))}

    def before(db: Db) -> None:
        up(db, "0006")
        broadcast = "INSERT INTO broadcast (id, kind, author_id, stage, content, audience, canary)"
        for number in (2, 3):
            values = f" VALUES ({number}, 'message', 1, 'launched', '', '', false)"
            db.execute(text(broadcast + values))
        given = [{"of": of, "one": one} for of, one in members]
        db.execute(text("INSERT INTO member (broadcast_id, person_id) VALUES (:of, :one)"), given)

    empty.now(before)
    empty.now(up, "0007")
    slices = empty.now(lambda db: list(db.execute(text("SELECT * FROM members"))))
    empty.now(down, "0006")
    again = empty.now(lambda db: {tuple(row) for row in db.execute(text("SELECT * FROM member"))})

    assert sorted((of, size) for of, _last, size, _ids in slices) == [
        (2, 1), (3, 5_002), (3, 10_000), (3, 10_000),
    ]  # fmt: skip
    assert all(max(json.loads(ids)) == last for _of, last, _size, ids in slices)
    assert {(of, one) for of, _last, _size, ids in slices for one in json.loads(ids)} == members
    assert again == members


def test_who_attended_before_worked_where_they_do_today(empty: Database) -> None:
    """Since 0025 it is kept."""

    def before(db: Db) -> None:
        up(db, "0024")
        unit = "INSERT INTO service_unit (id, code, name, active, place) VALUES "
        training = "INSERT INTO training VALUES "
        session = (
            "INSERT INTO training_session (id, training_id, code, starts_at, ends_at, zone, place,"
            " link, transport, contact, deadline, version, cancelled, announced) VALUES "
        )
        day = "'2026-01-01'"
        rest = f"{day}, {day}, 'UTC', '', '', '', '', {day}, 1, false, true)"
        enrolment = "INSERT INTO enrolment (session_id, employee_id, state) VALUES "
        for statement in (
            f"{unit} (4, 'a', 'A', true, 1)",
            "INSERT INTO employee (id, name, unit_id, active) VALUES (7, 'Ahmad', 4, true)",
            f"{training} (1, 'a', 'A', '', '', '', '', '', true, '', 1, true, true, '')",
            f"{session} (2, 1, '1', {rest}",
            f"{session} (3, 1, '2', {rest}",
            f"{enrolment} (2, 7, 'attended')",
            f"{enrolment} (3, 7, 'invited')",
        ):
            db.execute(text(statement))

    empty.now(before)
    empty.now(up, "0025")

    kept = text("SELECT unit_id FROM enrolment ORDER BY session_id")
    assert empty.now(lambda db: [*db.scalars(kept)]) == [4, None]


def test_the_migrated_tables_are_those_that_the_code_knows(database: Database) -> None:
    database.now(lambda db: command.check(migrate.config(db)))


def test_a_table_that_only_the_code_knows_would_be_noticed(database: Database) -> None:
    database.now(lambda db: db.execute(text("DROP TABLE wrong_try")))

    with pytest.raises(Exception, match="wrong_try"):
        database.now(lambda db: command.check(migrate.config(db)))


@pytest.mark.usefixtures("file")
def test_rows_without_numbers_are_migrated_as_such(database: Database) -> None:
    """Alembic does not compare this, and it is what hides an order."""

    def without_rowid(db: Db) -> set[str]:
        rows = db.exec_driver_sql("PRAGMA table_list")
        return {row[1] for row in rows if row[4]}

    known = Base.metadata.tables.values()
    assert database.now(without_rowid) == {
        table.name for table in known if table.dialect_options["sqlite"]["with_rowid"] is False
    }


def test_upgrading_again_does_nothing(database: Database) -> None:
    before = database.now(schema)
    assert database.now(migrate.standing) is Standing.CURRENT

    database.now(migrate.upgrade)

    assert database.now(schema) == before


def test_an_empty_database_is_not_current_and_is_upgraded_at_once(empty: Database) -> None:
    assert empty.now(migrate.standing) is Standing.BEHIND

    empty.now(migrate.upgrade)

    assert empty.now(migrate.standing) is Standing.CURRENT
    assert {name for name, _ in empty.now(schema)} >= set(Base.metadata.tables)


def test_an_upgrade_that_fails_leaves_nothing(empty: Database) -> None:
    def half(db: Db) -> None:
        migrate.upgrade(db)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        empty.now(half)

    assert empty.now(schema) == set()


def test_migrations_import_nothing_of_the_bot() -> None:
    """The rules move on; what a migration did must not."""
    imported = {
        name
        for file in (MIGRATIONS / "versions").glob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        for name in _names(node)
    }

    assert imported
    assert {name for name in imported if name.partition(".")[0] == "bot"} == set()


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
