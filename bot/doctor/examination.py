"""All the checks, each made whatever the others found."""

import time
from functools import partial
from pathlib import Path

from bot import texts
from bot.config import Config
from bot.disk import room
from bot.doctor import machine
from bot.doctor.database import database
from bot.doctor.finding import Finding, Obstacle, Seconds, found_or_obstacle
from bot.doctor.telegram import telegram
from bot.texts import LANGUAGES, sentences

__all__ = ["examine", "legible"]


def legible() -> str:
    """The language in force; if its catalogue is damaged, one in which that can be told."""
    codes = (texts.language(), *LANGUAGES)
    return next((code for code in codes if not isinstance(_said(code), Obstacle)), codes[0])


def examine(
    config: Config, file: Path, seconds: Seconds = time.time, *, recount: bool = False
) -> list[Finding]:
    """Every finding; `file` is where the settings stand, `seconds` the clock of this machine.

    To count all answers anew takes its time, and is done only where it is asked for.
    """
    return [
        machine.settings(file),
        *telegram(config, seconds),
        machine.zone(config.office.zone, seconds()),
        *database(config, recount=recount),
        machine.disk(room(config)),
        *machine.catalogues({code: _said(code) for code in LANGUAGES}),
    ]


def _said(language: str) -> frozenset[str] | Obstacle:
    return found_or_obstacle(partial(sentences, language))
