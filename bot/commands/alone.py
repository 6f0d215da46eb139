"""Commands that need no database: the key, templates, an index computed from a file."""

from pathlib import Path

import typer

from bot.commands.refusing import CALL, DATA, content_of, refuse, settings, tell
from bot.config import ConfigError, write_key
from bot.domain.errors import OrderMissing, ScoresRefused
from bot.domain.score import Order, Weight, index
from bot.reports import templates
from bot.telegram.views import index as index_views
from bot.telegram.views import spreadsheets as views
from bot.texts import _, ngettext
from bot.usecases import scoring

__all__ = ["keys", "skm", "template"]


def keys(file: Path, config: Path | None) -> None:
    """`torang keys FILE`."""
    settings(config)
    try:
        write_key(file)
    except ConfigError as error:
        refuse(str(error), DATA)
    text = _("{file} is made. Keep a copy in a safe place: without it no sealed ballot opens.")
    typer.echo(text.format(file=file))


def template(name: str, file: Path | None, config: Path | None) -> None:
    """`torang template NAME`."""
    settings(config)
    if name not in templates.NAMES:
        text = _("There is no template {name}; these are: {names}")
        refuse(text.format(name=name, names=", ".join(templates.NAMES)), CALL)
    file = file or Path(f"{name}.xlsx")
    if file.suffix.lower() != ".xlsx":
        text = _("A template is an XLSX workbook; name a file such as {file}.")
        refuse(text.format(file=file.with_suffix(".xlsx")), CALL)
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
        scores = scoring.read_scores(content_of(file), order)
    except OrderMissing:
        text = _(
            "Say what U8 and U9 are: --order list (U8 complaints, U9 facilities) or --order "
            "questionnaire (U8 facilities, U9 complaints)."
        )
        refuse(text, CALL)
    except ScoresRefused as error:
        tell(views.passed_over(error.passed_over))
        for problem in error.problems:
            typer.echo(views.score_problem(problem), err=True)
        count = len(error.problems)
        text = ngettext("{n} problem; no index is told.", "{n} problems; no index is told.", count)
        refuse(text.format(n=count), DATA)
    tell(views.passed_over(scores.passed_over))
    found = index(scores.rows, weight)
    if found is None:
        return
    if as_json:
        tell([index_views.weight(found)])
    typer.echo(index_views.as_json(found) if as_json else index_views.as_text(found))
