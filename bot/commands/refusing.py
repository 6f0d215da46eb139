"""What every command begins with, and how it refuses: one sentence, and an exit status."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import typer

from bot.config import Config, ConfigError, load
from bot.domain.errors import SheetRefused
from bot.telegram.views import spreadsheets as views
from bot.texts import _, ngettext

__all__ = [
    "CALL",
    "DATA",
    "content_of",
    "progress",
    "refuse",
    "refuse_sheet",
    "settings",
    "tell",
]

DATA, CALL = 1, 2


def settings(path: Path | None) -> Config:
    try:
        return load(path)
    except ConfigError as error:
        refuse(str(error), CALL)


def content_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        text = _("{file} cannot be read ({reason}).")
        refuse(text.format(file=file, reason=error.strerror), DATA)


def tell(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line, err=True)


def progress(sentence: str) -> None:
    """For whoever watches; a script has only the result."""
    if sys.stderr.isatty():
        typer.echo(sentence, err=True)


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
