"""Brings a database to the tables this version of the code knows."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.db.base import Db
from bot.resources import MIGRATIONS

__all__ = ["config", "is_current", "upgrade"]


def config(db: Db) -> Config:
    """Alembic's configuration for this connection."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["connection"] = db
    return settings


def upgrade(db: Db) -> None:
    """Run the migrations that are missing, all or none."""
    command.upgrade(config(db), "head")


def is_current(db: Db) -> bool:
    """Whether no migration is missing."""
    head = ScriptDirectory.from_config(config(db)).get_current_head()
    return MigrationContext.configure(db).get_current_revision() == head
