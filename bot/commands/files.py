"""Commands between files and the database: spreadsheets read, links made."""

import asyncio
from dataclasses import replace
from pathlib import Path

import segno
import typer

from bot.clock import clock
from bot.commands.opening import cannot_use, opened
from bot.commands.refusing import (
    CALL,
    DATA,
    content_of,
    progress,
    refuse,
    refuse_sheet,
    settings,
)
from bot.config import Config, ConfigError, token
from bot.db import units
from bot.db.database import Database
from bot.domain.errors import DatabaseAway, SheetRefused
from bot.domain.poster import link as poster_link
from bot.domain.score import Order
from bot.telegram.views import spreadsheets as views
from bot.texts import _
from bot.usecases import imports, spreadsheet
from bot.usecases.imports import At, Imported

__all__ = ["import_sheet", "link", "unit_id", "username"]


def import_sheet(
    name: str, file: Path, config: Path | None, *, dry_run: bool, order: Order | None = None
) -> None:
    """`torang import units FILE`, and as well roster, trainings, campaign and responses."""
    found = settings(config)
    content, kind = content_of(file), Imported(name)
    progress(_("Reading …"))
    try:
        sheets = spreadsheet.open_sheets(content)
        rows = imports.read(sheets, kind)
    except SheetRefused as error:
        refuse_sheet(error)
    database = opened(found)
    at = At(clock(), found.office.zone, found.learning.targets, order=order)
    try:
        progress(_("Comparing {n} rows …").format(n=sum(len(one.rows) for one in rows)))
        lines, compared = database.now(imports.compare, kind, rows, at)
        changes = replace(compared, left=imports.left_out(sheets, rows))
        if not dry_run:
            progress(_("Applying …"))
            database.now(imports.apply, kind, lines, at)
    except SheetRefused as error:
        refuse_sheet(error)
    except DatabaseAway as error:
        refuse(cannot_use(found, error), DATA)
    finally:
        database.close()
    for odd in changes.warnings:
        typer.echo(views.warning(odd), err=True)
    typer.echo(views.changes(kind, changes, dry_run=dry_run))


def link(unit: str, png: Path | None, config: Path | None) -> None:
    """`torang link UNIT`."""
    found = settings(config)
    database = opened(found)
    unit_id(database, unit)
    database.close()
    address = f"https://{poster_link(username(found), unit)}"
    typer.echo(address)
    code = segno.make(address, micro=False, error="m")
    code.terminal(compact=True)
    if png is None:
        return
    try:
        code.save(str(png), kind="png", scale=12)
    except OSError as error:
        text = _("{file} cannot be written ({reason}).")
        refuse(text.format(file=png, reason=error.strerror), DATA)
    typer.echo(_("The picture is in {file}.").format(file=png))


def unit_id(database: Database, unit: str) -> int:
    """That of the unit with this code."""
    known = database.now(units.tree).by_code
    if unit not in known:
        text = _("There is no unit with the code {unit}; these are: {units}")
        refuse(text.format(unit=unit, units=", ".join(known) or "-"), DATA)
    return known[unit].id


def username(config: Config) -> str:
    """The bot's: what is configured goes before what Telegram says."""
    if config.telegram.username:
        return config.telegram.username
    try:
        token(config)
        from bot import app

        return asyncio.run(app.ask_username(config))
    except ConfigError as error:
        refuse(str(error), CALL)
