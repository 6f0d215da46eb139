"""Commands that serve until they are told to stop: the bot, a local Telegram, a demonstration."""

import asyncio
import os
import signal
import threading
from collections.abc import Coroutine
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path

import typer

from bot import instruments
from bot.clock import clock
from bot.commands.opening import cannot_use, opened
from bot.commands.refusing import CALL, DATA, refuse, settings
from bot.config import ConfigError, secret, token
from bot.db.database import Database
from bot.domain.errors import DatabaseAway, ElementsMissing
from bot.keys import Keys
from bot.simulator import server, store
from bot.telegram.views import database as database_views
from bot.telegram.views import forms
from bot.texts import _
from bot.usecases import programme, publishing
from bot.usecases.office import key_fits
from bot.xlsform.errors import FormRefused

__all__ = ["demo", "run", "simulator"]


def demo(port: int, config: Path | None, *, fresh: bool) -> None:
    """`torang demo`; with settings it speaks for the office they name."""
    # Here, because what it begins with takes the statistics, which are slow to come.
    from bot import demo as demonstration

    office = demonstration.SOFIFI if config is None else settings(config).office
    try:
        status = demonstration.run(port, office, fresh=fresh)
    except OSError as error:
        text = _("{folder} cannot be written ({reason}); start from a folder of your own.")
        refuse(text.format(folder=demonstration.FOLDER, reason=error.strerror), CALL)
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
    settings(config)
    if with_parent:
        _end_with_parent()
    serving = server.serving(port, state, fresh=fresh, flood_limits=flood_limits)
    try:
        # A parent tells of itself where all of it is.
        asyncio.run(_until_told(_serve(serving, told=not with_parent)))
    except server.PortBusy:
        text = _("Port {port} is in use; choose another with --port.")
        refuse(text.format(port=port), CALL)
    except store.StateUnwritable as error:
        text = _("{folder} cannot be used ({reason}); end what uses it, or choose another folder.")
        refuse(text.format(folder=error.path, reason=error.reason), CALL)
    except store.StateUnreadable as error:
        text = _("{file} is damaged in line {line}; start over with --fresh.")
        refuse(text.format(file=error.path, line=error.line), DATA)


def run(config: Path | None, *, with_parent: bool) -> None:
    """`torang run`."""
    found = settings(config)
    try:
        token(found)
        secret(found)
        database = opened(found)
        if not database.now(key_fits, Keys(secret(found))):
            raise ConfigError("keys", database_views.wrong_key())
        # Only now: it costs seconds.
        from bot import app

        if with_parent:
            _end_with_parent()
        _publish(database, clock())
        database.now(programme.begin)
        database.close()
        asyncio.run(app.run(found))
    except ConfigError as error:
        refuse(str(error), CALL)
    except DatabaseAway as error:
        refuse(cannot_use(found, error), DATA)


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
            refuse(text.format(name=shipped.name), DATA)
        except ElementsMissing as error:
            refuse(forms.missing_elements(shipped.name, error.rated), DATA)
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
