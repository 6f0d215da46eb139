"""Brings a database to the tables this version of the code knows."""

from enum import Enum

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.db.base import Db
from bot.resources import MIGRATIONS

__all__ = ["Standing", "config", "standing", "upgrade"]


class Standing(Enum):
    """How the tables of a database compare with those this code knows."""

    BEHIND = "behind"
    CURRENT = "current"
    AHEAD = "ahead"


def config(db: Db) -> Config:
    """Alembic's configuration for this connection."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["connection"] = db
    return settings


def upgrade(db: Db) -> None:
    """Run the migrations that are missing, all or none."""
    command.upgrade(config(db), "head")


def standing(db: Db) -> Standing:
    """Without any table it is behind; what this code never heard of is ahead of it."""
    steps = ScriptDirectory.from_config(config(db))
    found = MigrationContext.configure(db).get_current_revision()
    if found == steps.get_current_head():
        return Standing.CURRENT
    known = {step.revision for step in steps.walk_revisions()}
    return Standing.BEHIND if found is None or found in known else Standing.AHEAD
