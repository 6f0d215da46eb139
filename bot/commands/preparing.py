"""Commands about what the bot stands on: its database, and a look at all of it."""

from pathlib import Path

import typer

from bot.commands.opening import cannot_use
from bot.commands.refusing import DATA, refuse, settings
from bot.config import DEFAULT_FILE
from bot.db import migrate
from bot.db.database import Database
from bot.db.migrate import Standing
from bot.doctor import finding
from bot.doctor.examination import examine, legible
from bot.domain.errors import DatabaseAway
from bot.telegram.views import database as database_views
from bot.texts import _, speaking

__all__ = ["doctor", "upgrade"]


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
