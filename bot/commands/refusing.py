"""What every command begins with, and how it refuses: one sentence, and an exit status."""

from pathlib import Path
from typing import NoReturn

import typer

from bot.config import Config, ConfigError, load
from bot.db import migrate
from bot.db.database import Database
from bot.db.migrate import Standing
from bot.domain.errors import DatabaseAway, SheetRefused
from bot.telegram.views import database as database_views
from bot.telegram.views import spreadsheets as views
from bot.texts import ngettext

__all__ = ["CALL", "DATA", "cannot_use", "opened", "refuse", "refuse_sheet", "settings"]

DATA, CALL = 1, 2


def settings(path: Path | None) -> Config:
    try:
        return load(path)
    except ConfigError as error:
        refuse(str(error), CALL)


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


def refuse_sheet(error: SheetRefused) -> NoReturn:
    for problem in error.problems:
        typer.echo(views.problem(problem), err=True)
    count = len(error.problems)
    text = ngettext(
        "{n} problem; nothing was changed.", "{n} problems; nothing was changed.", count
    )
    refuse(text.format(n=count), DATA)


def refuse(sentence: str, status: int) -> NoReturn:
    typer.echo(sentence, err=True)
    raise SystemExit(status)
