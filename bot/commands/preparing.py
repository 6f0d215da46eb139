"""Commands about what the bot stands on: its database, and a look at all of it."""

from pathlib import Path

import typer

from bot.commands.opening import cannot_use, opened
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
from bot.usecases import releasing

__all__ = ["doctor", "recount", "upgrade"]


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


def recount(config: Path | None) -> None:
    """`torang db recount`."""
    database = opened(settings(config))
    try:
        database.now(releasing.promise)
    except DatabaseAway as error:
        refuse(cannot_use(settings(config), error), DATA)
    finally:
        database.close()
    typer.echo(_("The bot counts all answers anew, now if it runs, else when it is started."))


def doctor(config: Path | None, *, as_json: bool, recount: bool = False) -> None:
    """`torang doctor`."""
    with speaking(legible()):
        findings = examine(settings(config), config or DEFAULT_FILE, recount=recount)
        typer.echo(finding.as_json(findings) if as_json else finding.as_text(findings))
    if not finding.fine(findings):
        raise SystemExit(DATA)
