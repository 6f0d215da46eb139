"""What the commands do. A refusal is one sentence on standard error and an exit status."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Coroutine, Iterable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import segno
import typer

from bot import demo as demonstration
from bot import instruments
from bot.clock import clock
from bot.config import DEFAULT_FILE, Config, ConfigError, load, secret, token, write_key
from bot.db import migrate, units
from bot.db.database import Database
from bot.db.migrate import Standing
from bot.doctor import finding
from bot.doctor.examination import examine, legible
from bot.domain.errors import (
    DatabaseAway,
    ElementsMissing,
    OrderMissing,
    ScoresRefused,
    SheetRefused,
)
from bot.domain.score import Order, Weight, index
from bot.keys import Keys
from bot.reports import templates
from bot.simulator import server, store
from bot.telegram.views import database as database_views
from bot.telegram.views import forms
from bot.telegram.views import index as index_views
from bot.telegram.views import spreadsheets as views
from bot.texts import _, ngettext, speaking
from bot.usecases import imports, publishing, scoring, spreadsheet
from bot.usecases.imports import At, Imported
from bot.usecases.office import key_fits
from bot.xlsform.errors import FormRefused

__all__ = [
    "demo",
    "doctor",
    "import_sheet",
    "keys",
    "link",
    "run",
    "simulator",
    "skm",
    "template",
    "upgrade",
]

DATA, CALL = 1, 2


def demo(port: int, config: Path | None, *, fresh: bool) -> None:
    """`torang demo`; with settings it speaks for the office they name."""
    office = demonstration.SOFIFI if config is None else _load(config).office
    try:
        status = demonstration.run(port, office, fresh=fresh)
    except OSError as error:
        text = _("{folder} cannot be written ({reason}); start from a folder of your own.")
        _refuse(text.format(folder=demonstration.FOLDER, reason=error.strerror), CALL)
    raise SystemExit(status)


def simulator(
    port: int,
    state: Path,
    config: Path | None,
    *,
    fresh: bool,
    flood_limits: bool,
    with_parent: bool,
) -> None:
    """`torang simulator`; it needs no setting, but a wrong one is told here too."""
    _load(config)
    if with_parent:
        _end_with_parent()
    serving = server.serving(port, state, fresh=fresh, flood_limits=flood_limits)
    try:
        # A parent tells of itself where all of it is.
        asyncio.run(_until_told(_serve(serving, told=not with_parent)))
    except server.PortBusy:
        text = _("Port {port} is in use; choose another with --port.")
        _refuse(text.format(port=port), CALL)
    except store.StateUnwritable as error:
        text = _("{folder} cannot be used ({reason}); end what uses it, or choose another folder.")
        _refuse(text.format(folder=error.path, reason=error.reason), CALL)
    except store.StateUnreadable as error:
        text = _("{file} is damaged in line {line}; start over with --fresh.")
        _refuse(text.format(file=error.path, line=error.line), DATA)


def run(config: Path | None, *, with_parent: bool) -> None:
    """`torang run`."""
    found = _load(config)
    try:
        token(found)
        secret(found)
        database = _open(found)
        if not database.now(key_fits, Keys(secret(found))):
            raise ConfigError("keys", database_views.wrong_key())
        # Only now: it costs seconds.
        from bot import app

        if with_parent:
            _end_with_parent()
        _publish(database, clock())
        database.close()
        asyncio.run(app.run(found))
    except ConfigError as error:
        _refuse(str(error), CALL)
    except DatabaseAway as error:
        _refuse(_cannot_use(found, error), DATA)


def keys(file: Path, config: Path | None) -> None:
    """`torang keys FILE`."""
    _load(config)
    try:
        write_key(file)
    except ConfigError as error:
        _refuse(str(error), DATA)
    text = _("{file} is made. Keep a copy in a safe place: without it no sealed ballot opens.")
    typer.echo(text.format(file=file))


def upgrade(config: Path | None) -> None:
    """`torang db upgrade`."""
    found = _load(config)
    try:
        database = Database(found.database.url)
        if database.now(migrate.standing) is Standing.AHEAD:
            _refuse(database_views.ahead(), DATA)
        database.now(migrate.upgrade)
    except (DatabaseAway, OSError) as error:
        _refuse(_cannot_use(found, error), DATA)
    database.close()
    typer.echo(_("The database is up to date."))


def doctor(config: Path | None, *, as_json: bool) -> None:
    """`torang doctor`."""
    with speaking(legible()):
        findings = examine(_load(config), config or DEFAULT_FILE)
        typer.echo(finding.as_json(findings) if as_json else finding.as_text(findings))
    if not finding.fine(findings):
        raise SystemExit(DATA)


def import_sheet(name: str, file: Path, config: Path | None, *, dry_run: bool) -> None:
    """`torang import units FILE`, `torang import roster FILE`, `torang import trainings FILE`."""
    found = _load(config)
    content, kind = _content(file), Imported(name)
    _progress(_("Reading …"))
    try:
        rows = imports.read(spreadsheet.open_sheets(content), kind)
    except SheetRefused as error:
        _refuse_sheet(error)
    database = _open(found)
    at = At(clock(), found.office.zone, found.learning.targets)
    try:
        _progress(_("Comparing {n} rows …").format(n=sum(len(one.rows) for one in rows)))
        lines, changes = database.now(imports.compare, kind, rows, at)
        if not dry_run:
            _progress(_("Applying …"))
            database.now(imports.apply, kind, lines, at)
    except SheetRefused as error:
        _refuse_sheet(error)
    except DatabaseAway as error:
        _refuse(_cannot_use(found, error), DATA)
    finally:
        database.close()
    for odd in changes.warnings:
        typer.echo(views.warning(odd), err=True)
    typer.echo(views.changes(kind, changes, dry_run=dry_run))


def template(name: str, file: Path | None, config: Path | None) -> None:
    """`torang template NAME`."""
    _load(config)
    if name not in templates.NAMES:
        text = _("There is no template {name}; these are: {names}")
        _refuse(text.format(name=name, names=", ".join(templates.NAMES)), CALL)
    file = file or Path(f"{name}.xlsx")
    try:
        with file.open("xb") as new:
            new.write(templates.template(name))
    except OSError as error:
        text = _("{file} cannot be written ({reason}).")
        _refuse(text.format(file=file, reason=error.strerror), DATA)
    typer.echo(_("The template is in {file}.").format(file=file))


def _progress(sentence: str) -> None:
    """For whoever watches; a script has only the result."""
    if sys.stderr.isatty():
        typer.echo(sentence, err=True)


def skm(
    file: Path, order: Order | None, weight: Weight, config: Path | None, *, as_json: bool
) -> None:
    """`torang skm FILE`."""
    _load(config)
    try:
        scores = scoring.read_scores(_content(file), order)
    except OrderMissing:
        text = _(
            "Say what U8 and U9 are: --order list (U8 complaints, U9 facilities) or --order "
            "questionnaire (U8 facilities, U9 complaints)."
        )
        _refuse(text, CALL)
    except ScoresRefused as error:
        _tell(views.passed_over(error.passed_over))
        for problem in error.problems:
            typer.echo(views.score_problem(problem), err=True)
        count = len(error.problems)
        text = ngettext("{n} problem; no index is told.", "{n} problems; no index is told.", count)
        _refuse(text.format(n=count), DATA)
    _tell(views.passed_over(scores.passed_over))
    found = index(scores.rows, weight)
    if found is None:
        return
    if as_json:
        _tell([index_views.weight(found)])
    typer.echo(index_views.as_json(found) if as_json else index_views.as_text(found))


def _tell(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line, err=True)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        text = _("{file} cannot be read ({reason}).")
        _refuse(text.format(file=file, reason=error.strerror), DATA)


def link(unit: str, png: Path | None, config: Path | None) -> None:
    """`torang link UNIT`."""
    found = _load(config)
    database = _open(found)
    known = database.now(units.tree).by_code
    database.close()
    if unit not in known:
        text = _("There is no unit with the code {unit}; these are: {units}")
        _refuse(text.format(unit=unit, units=", ".join(known) or "-"), DATA)
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
        _refuse(text.format(file=png, reason=error.strerror), DATA)
    typer.echo(_("The picture is in {file}.").format(file=png))


def _ask_username(config: Config) -> str:
    try:
        token(config)
        from bot import app

        return asyncio.run(app.ask_username(config))
    except ConfigError as error:
        _refuse(str(error), CALL)


def _load(path: Path | None) -> Config:
    try:
        return load(path)
    except ConfigError as error:
        _refuse(str(error), CALL)


def _open(config: Config) -> Database:
    """The database, if it has all its tables."""
    try:
        database = Database(config.database.url)
        standing = database.now(migrate.standing)
    except (DatabaseAway, OSError) as error:
        _refuse(_cannot_use(config, error), DATA)
    if standing is not Standing.CURRENT:
        database.close()
        behind = standing is Standing.BEHIND
        _refuse(database_views.behind() if behind else database_views.ahead(), DATA)
    return database


def _publish(database: Database, now: datetime) -> None:
    """Publish the questionnaires that ship, where their files changed."""
    for shipped in instruments.shipped():
        if database.now(publishing.is_published, shipped.name, shipped.source):
            continue
        try:
            edition = publishing.edition(shipped.name, shipped.source)
        except FormRefused as error:
            for problem in error.problems:
                typer.echo(forms.problem(problem), err=True)
            text = _("The questionnaire {name} cannot run; nothing was changed.")
            _refuse(text.format(name=shipped.name), DATA)
        except ElementsMissing as error:
            _refuse(forms.missing_elements(shipped.name, error.rated), DATA)
        database.now(publishing.publish, edition, now)


async def _serve(serving: AbstractAsyncContextManager[str], *, told: bool) -> None:
    """Serve until cancelled."""
    async with serving as address:
        if told:
            text = _("The local Telegram is at {address}; end it with Ctrl+C.")
            typer.echo(text.format(address=address))
        await asyncio.Event().wait()


async def _until_told(serving: Coroutine[None, None, None]) -> None:
    """Serve until SIGINT or SIGTERM."""
    task = asyncio.ensure_future(serving)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        return


def _end_with_parent() -> None:
    """End when standard input does: it is a pipe that the parent holds, however it ends."""

    def watch() -> None:
        # Not through sys.stdin: its lock, held at shutdown, would crash the interpreter.
        while os.read(0, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def _cannot_use(config: Config, error: Exception) -> str:
    return database_views.cannot_use(config.database.place, str(error))


def _refuse_sheet(error: SheetRefused) -> NoReturn:
    for problem in error.problems:
        typer.echo(views.problem(problem), err=True)
    count = len(error.problems)
    text = ngettext(
        "{n} problem; nothing was changed.", "{n} problems; nothing was changed.", count
    )
    _refuse(text.format(n=count), DATA)


def _refuse(sentence: str, status: int) -> NoReturn:
    typer.echo(sentence, err=True)
    raise SystemExit(status)
