"""`torang poster`: a unit's poster, or cards for its tables, as a file."""

import secrets
from pathlib import Path

import typer

from bot.clock import clock
from bot.commands.files import unit_id, username
from bot.commands.opening import opened
from bot.commands.refusing import DATA, refuse, settings
from bot.keys import Keys
from bot.reports import posters as reports
from bot.texts import _
from bot.usecases import posters
from bot.usecases.office import Forms, Office

__all__ = ["poster"]


def poster(unit: str, pdf: Path | None, config: Path | None, *, cards: bool) -> None:
    """`torang poster UNIT`."""
    found = settings(config)
    database = opened(found)
    # Nothing that is sealed is read for it.
    office = Office(found.office.zone, Keys(secrets.token_bytes(32)), Forms())
    shown = database.now(posters.poster, office, unit_id(database, unit), clock())
    database.close()
    make, name = (reports.table_cards, "kartu-meja") if cards else (reports.poster, "poster")
    content = make(found.office.name, username(found), shown)
    file = pdf or Path(f"{name}-{unit}.pdf")
    try:
        file.write_bytes(content)
    except OSError as error:
        text = _("{file} cannot be written ({reason}).")
        refuse(text.format(file=file, reason=error.strerror), DATA)
    typer.echo(_("It is in {file}.").format(file=file))
