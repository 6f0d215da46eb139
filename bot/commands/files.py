"""Commands about files: spreadsheets read, templates and links made, an index computed."""

import asyncio
import sys
from collections.abc import Iterable
from pathlib import Path

import segno
import typer

from bot.clock import clock
from bot.commands.refusing import (
    CALL,
    DATA,
    cannot_use,
    opened,
    refuse,
    refuse_sheet,
    settings,
)
from bot.config import Config, ConfigError, token
from bot.db import units
from bot.domain.errors import DatabaseAway, OrderMissing, ScoresRefused, SheetRefused
from bot.domain.score import Order, Weight, index
from bot.reports import templates
from bot.telegram.views import index as index_views
from bot.telegram.views import spreadsheets as views
from bot.texts import _, ngettext
from bot.usecases import imports, scoring, spreadsheet
from bot.usecases.imports import At, Imported

__all__ = ["import_sheet", "link", "skm", "template"]


def import_sheet(name: str, file: Path, config: Path | None, *, dry_run: bool) -> None:
    """`torang import units FILE`, `torang import roster FILE`, `torang import trainings FILE`."""
    found = settings(config)
    content, kind = _content(file), Imported(name)
    _progress(_("Reading …"))
    try:
        rows = imports.read(spreadsheet.open_sheets(content), kind)
    except SheetRefused as error:
        refuse_sheet(error)
    database = opened(found)
    at = At(clock(), found.office.zone, found.learning.targets)
    try:
        _progress(_("Comparing {n} rows …").format(n=sum(len(one.rows) for one in rows)))
        lines, changes = database.now(imports.compare, kind, rows, at)
        if not dry_run:
            _progress(_("Applying …"))
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


def template(name: str, file: Path | None, config: Path | None) -> None:
    """`torang template NAME`."""
    settings(config)
    if name not in templates.NAMES:
        text = _("There is no template {name}; these are: {names}")
        refuse(text.format(name=name, names=", ".join(templates.NAMES)), CALL)
    file = file or Path(f"{name}.xlsx")
    try:
        with file.open("xb") as new:
            new.write(templates.template(name))
    except OSError as error:
        text = _("{file} cannot be written ({reason}).")
        refuse(text.format(file=file, reason=error.strerror), DATA)
    typer.echo(_("The template is in {file}.").format(file=file))


def skm(
    file: Path, order: Order | None, weight: Weight, config: Path | None, *, as_json: bool
) -> None:
    """`torang skm FILE`."""
    settings(config)
    try:
        scores = scoring.read_scores(_content(file), order)
    except OrderMissing:
        text = _(
            "Say what U8 and U9 are: --order list (U8 complaints, U9 facilities) or --order "
            "questionnaire (U8 facilities, U9 complaints)."
        )
        refuse(text, CALL)
    except ScoresRefused as error:
        _tell(views.passed_over(error.passed_over))
        for problem in error.problems:
            typer.echo(views.score_problem(problem), err=True)
        count = len(error.problems)
        text = ngettext("{n} problem; no index is told.", "{n} problems; no index is told.", count)
        refuse(text.format(n=count), DATA)
    _tell(views.passed_over(scores.passed_over))
    found = index(scores.rows, weight)
    if found is None:
        return
    if as_json:
        _tell([index_views.weight(found)])
    typer.echo(index_views.as_json(found) if as_json else index_views.as_text(found))


def link(unit: str, png: Path | None, config: Path | None) -> None:
    """`torang link UNIT`."""
    found = settings(config)
    database = opened(found)
    known = database.now(units.tree).by_code
    database.close()
    if unit not in known:
        text = _("There is no unit with the code {unit}; these are: {units}")
        refuse(text.format(unit=unit, units=", ".join(known) or "-"), DATA)
    address = f"https://t.me/{found.telegram.username or _ask_username(found)}?start={unit}"
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


def _ask_username(config: Config) -> str:
    try:
        token(config)
        from bot import app

        return asyncio.run(app.ask_username(config))
    except ConfigError as error:
        refuse(str(error), CALL)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        text = _("{file} cannot be read ({reason}).")
        refuse(text.format(file=file, reason=error.strerror), DATA)


def _progress(sentence: str) -> None:
    """For whoever watches; a script has only the result."""
    if sys.stderr.isatty():
        typer.echo(sentence, err=True)


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line, err=True)
