"""The database, its tables, and the key, of which only a database tells that it is its own."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bot import config as settings
from bot.config import Config, ConfigError
from bot.db import migrate, trial, units
from bot.db.base import Db
from bot.db.database import Database
from bot.db.migrate import Standing
from bot.disk import nearest
from bot.doctor.finding import Finding, Obstacle, State, found_or_obstacle
from bot.keys import Keys
from bot.telegram.views import database as views
from bot.texts import _
from bot.usecases import releasing
from bot.usecases.office import Forms, is_sealed_with

__all__ = ["database"]


def database(config: Config, *, recount: bool) -> Iterator[Finding]:
    """Opens it only where there is one: no file is made."""
    keys = found_or_obstacle(lambda: Keys(settings.secret(config)))
    missing = _missing(config.database.file)
    if missing is not None:
        yield Finding("database", State.WRONG, missing)
        yield _tables(Obstacle(missing))
        yield _key(keys, Obstacle(missing))
        return
    with closing(Database(config.database.url)) as opened:
        yield _written(config, opened)
        # By the connections that only read: they may still work.
        standing = found_or_obstacle(lambda: asyncio.run(opened.read(migrate.standing)))
        yield _tables(standing)
        yield _key(keys, _own(opened, keys))
        if recount:
            yield _counts(_counted(opened, standing))


def _missing(file: Path | None) -> str | None:
    """What to do where there is no file yet; None where there is one, or none is needed."""
    if file is None or os.path.exists(file):
        return None
    folder = nearest(file.parent)
    if not os.access(folder, os.W_OK | os.X_OK):
        text = _(
            "There is no {file} yet, and {folder} cannot be written; let this account write there."
        )
        return text.format(file=file, folder=folder)
    return _("There is no {file} yet; make it: torang db upgrade").format(file=file)


def _written(config: Config, opened: Database) -> Finding:
    place = config.database.place
    tried = found_or_obstacle(lambda: opened.now(trial.try_writing))
    if tried is not None:
        return Finding("database", State.WRONG, views.cannot_use(place, tried.reason))
    encoding = opened.now(trial.encoding)
    if encoding != trial.UNICODE:
        return Finding("database", State.WRONG, views.wrong_encoding(place, encoding))
    kind = "PostgreSQL" if config.database.file is None else "SQLite"
    text = _("{kind}, {url}: it can be read and written.").format(kind=kind, url=place)
    return Finding("database", State.FINE, text)


def _tables(standing: Standing | Obstacle) -> Finding:
    match standing:
        case Standing.CURRENT:
            return Finding("migrations", State.FINE, _("They are those of this version."))
        case Standing.BEHIND:
            return Finding("migrations", State.WRONG, views.behind())
        case Standing.AHEAD:
            return Finding("migrations", State.WRONG, views.ahead())
        case Obstacle():
            text = _("They could not be looked at; see to the database first.")
            return Finding("migrations", State.DOUBT, text)


def _own(opened: Database, keys: Keys | Obstacle) -> bool | Obstacle | None:
    if isinstance(keys, Obstacle):
        return keys
    return found_or_obstacle(lambda: asyncio.run(opened.read(is_sealed_with, keys)))


def _key(keys: Keys | Obstacle, own: bool | Obstacle | None) -> Finding:
    if isinstance(keys, Obstacle):
        return Finding("key", State.WRONG, keys.reason)
    match own:
        case True:
            return Finding("key", State.FINE, _("It is the one that the database is sealed with."))
        case False:
            return Finding("key", State.WRONG, str(ConfigError("keys", views.wrong_key())))
        case None:
            text = _("It is a key; the database will be sealed with it at the first start.")
            return Finding("key", State.FINE, text)
        case Obstacle():
            text = _(
                "It is a key, maybe not the database's own; see to that and its tables first."
            )
            return Finding("key", State.DOUBT, text)


def _counted(opened: Database, standing: Standing | Obstacle) -> list[str] | Obstacle:
    """The codes of the units of which a count is wrong."""
    if standing is not Standing.CURRENT:
        return Obstacle(_("see to the tables first"))

    def wrong(db: Db) -> list[str]:
        return [units.place(db, one).code for one in releasing.counted_wrongly(db, Forms())]

    return found_or_obstacle(lambda: opened.look(wrong))


def _counts(wrong: list[str] | Obstacle) -> Finding:
    match wrong:
        case Obstacle(reason=reason):
            text = _("They could not be counted anew ({reason}).").format(reason=reason)
            return Finding("counts", State.DOUBT, text)
        case []:
            text = _("They are what the answers say, counted anew.")
            return Finding("counts", State.FINE, text)
        case _:
            text = _("They are not what the answers say, of: {units}; run: torang db recount")
            return Finding("counts", State.WRONG, text.format(units=", ".join(wrong)))
