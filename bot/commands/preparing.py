"""Commands that prepare what the bot stands on: its key, its database, and a look at all of it."""

from pathlib import Path

import typer

from bot.commands.refusing import DATA, cannot_use, refuse, settings
from bot.config import DEFAULT_FILE, ConfigError, write_key
from bot.db import migrate
from bot.db.database import Database
from bot.db.migrate import Standing
from bot.doctor import finding
from bot.doctor.examination import examine, legible
from bot.domain.errors import DatabaseAway
from bot.telegram.views import database as database_views
from bot.texts import _, speaking

__all__ = ["doctor", "keys", "upgrade"]


def keys(file: Path, config: Path | None) -> None:
    """`torang keys FILE`."""
    settings(config)
    try:
        write_key(file)
    except ConfigError as error:
        refuse(str(error), DATA)
    text = _("{file} is made. Keep a copy in a safe place: without it no sealed ballot opens.")
    typer.echo(text.format(file=file))


def upgrade(config: Path | None) -> None:
    """`torang db upgrade`."""
    found = settings(config)
    try:
        database = Database(found.database.url)
        if database.now(migrate.standing) is Standing.AHEAD:
            refuse(database_views.ahead(), DATA)
        database.now(migrate.upgrade)
    except (DatabaseAway, OSError) as error:
        refuse(cannot_use(found, error), DATA)
    database.close()
    typer.echo(_("The database is up to date."))


def doctor(config: Path | None, *, as_json: bool) -> None:
    """`torang doctor`."""
    with speaking(legible()):
        findings = examine(settings(config), config or DEFAULT_FILE)
        typer.echo(finding.as_json(findings) if as_json else finding.as_text(findings))
    if not finding.fine(findings):
        raise SystemExit(DATA)
