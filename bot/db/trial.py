"""Whether a database can be written, found out without leaving anything in it."""

from bot.db.base import Db

__all__ = ["try_writing"]


def try_writing(db: Db) -> None:
    """Make a table and take it back; what forbids or prevents that is raised."""
    savepoint = db.begin_nested()
    db.exec_driver_sql("CREATE TABLE torang_trial (id INTEGER)")
    savepoint.rollback()
