"""The bots that are compared, and how each is started."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from os import getpid
from pathlib import Path

from benchmarks.questions import card, walk
from bot import config as settings
from bot.db.database import Database
from bot.keys import Keys
from bot.seed import seed
from bot.simulator.core import TOKEN
from bot.telegram.card import Button, Card
from tests import postgresql

__all__ = ["AIOGRAM", "POSTGRESQL", "PTB", "SQLITE", "Contender", "cards", "contenders", "torang"]

SQLITE, POSTGRESQL = "Torang, SQLite", "Torang, PostgreSQL"
AIOGRAM, PTB = "bare aiogram", "bare python-telegram-bot"
PTB_SIDE_BY_SIDE = "the same, people side by side"

CONFIG = """\
[telegram]
token_file = "token"
api_base = "{address}"
simulator = {follows}
[database]
url = "{url}"
[keys]
file = "torang.key"
[log]
level = "error"
"""


@dataclass(frozen=True, slots=True)
class Contender:
    """A bot by its name; `command` is the module to run, with its arguments, at an address."""

    name: str
    command: Callable[[str], list[str]]


def cards() -> list[Card]:
    """What the bare bots show: a welcome, and then the cards of this bot, word for word."""
    welcome = Card("<b>Selamat datang.</b>", ((Button("Mulai", ""),),))
    return [welcome, *(card(ask) for _interview, ask in walk())]


@contextmanager
def contenders(folder: Path, shown: list[Card], server: str) -> Iterator[list[Contender]]:
    """All of them, with what they need in this folder and on this PostgreSQL server."""
    said = [[card.text, [[one.label for one in row] for row in card.rows]] for card in shown]
    file = folder / "cards.json"
    file.write_text(json.dumps(said))
    database = postgresql.create(server, f"torang_benchmark_{getpid()}")
    try:
        yield [
            Contender(SQLITE, partial(torang, folder / "sqlite", "sqlite:///torang.db")),
            Contender(POSTGRESQL, partial(torang, folder / "postgresql", database)),
            Contender(AIOGRAM, lambda at: ["benchmarks.bare_aiogram", at, str(file)]),
            Contender(PTB, lambda at: ["benchmarks.bare_ptb", at, str(file)]),
            Contender(
                PTB_SIDE_BY_SIDE,
                lambda at: ["benchmarks.bare_ptb", at, str(file), "--side-by-side"],
            ),
        ]
    finally:
        postgresql.drop(database)


def torang(folder: Path, url: str, address: str, *, follows_clock: bool = False) -> list[str]:
    """This bot, as an office runs it: its folder with settings, key, tables and units.

    Where it follows the clock of the local Telegram, it is morning in the office.
    """
    folder.mkdir()
    settings.write_key(folder / "torang.key")
    token, file = folder / "token", folder / "config.toml"
    token.touch(mode=0o600)
    token.write_text(TOKEN)
    file.write_text(CONFIG.format(address=address, url=url, follows=str(follows_clock).lower()))
    config = settings.load(file)
    database = Database(config.database.url)
    seed(database, Keys(settings.secret(config)), config.office.zone)
    database.close()
    return ["bot", "run", "--config", str(file)]
