"""The database of a command, or one sentence why there is none."""

from bot.commands.refusing import DATA, refuse
from bot.config import Config
from bot.db import migrate
from bot.db.database import Database
from bot.db.migrate import Standing
from bot.domain.errors import DatabaseAway
from bot.telegram.views import database as database_views

__all__ = ["cannot_use", "opened"]


def opened(config: Config) -> Database:
    """The database, if it has all its tables."""
    try:
        database = Database(config.database.url)
        standing = database.now(migrate.standing)
    except (DatabaseAway, OSError) as error:
        refuse(cannot_use(config, error), DATA)
    if standing is not Standing.CURRENT:
        database.close()
        behind = standing is Standing.BEHIND
        refuse(database_views.behind() if behind else database_views.ahead(), DATA)
    return database


def cannot_use(config: Config, error: Exception) -> str:
    return database_views.cannot_use(config.database.place, str(error))
