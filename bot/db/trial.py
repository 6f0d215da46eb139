"""Whether a database can be written, and hold every name; nothing is left in it."""

from bot.db.base import Db

__all__ = ["UNICODE", "encoding", "try_writing"]

UNICODE = "UTF8"


def try_writing(db: Db) -> None:
    """Make a table and take it back; what forbids or prevents that is raised."""
    savepoint = db.begin_nested()
    db.exec_driver_sql("CREATE TABLE torang_trial (id INTEGER)")
    savepoint.rollback()


def encoding(db: Db) -> str:
    """How it keeps text, in PostgreSQL's word; SQLite's is always Unicode."""
    if db.dialect.name == "sqlite":
        return UNICODE
    return str(db.exec_driver_sql("SHOW server_encoding").scalar_one())
