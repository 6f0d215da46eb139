"""`torang rehearse`: a campaign goes through virtual time; nobody is told anything."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import typer

from bot import campaigns as ships
from bot import holidays
from bot.clock import clock
from bot.commands.opening import cannot_use, opened
from bot.commands.refusing import DATA, content_of, progress, refuse, refuse_sheet, settings
from bot.config import Config
from bot.db import campaigns, migrate
from bot.db.database import Database
from bot.domain.campaign import Campaign, Standing, Stored
from bot.domain.errors import DatabaseAway, SheetRefused
from bot.domain.time import local_day
from bot.telegram.views import run_through as views
from bot.texts import _
from bot.usecases import campaigning, imports, run_throughs, spreadsheet
from bot.usecases.imports import At, Imported

__all__ = ["rehearse"]

WEEK = timedelta(weeks=1)


def rehearse(name: str, people: int, seed: int, config: Path | None, *, as_json: bool) -> None:
    """`torang rehearse CAMPAIGN`."""
    found = settings(config)
    try:
        with _database(found) as database:
            one = _named(database, name, found)
            within = database.now(run_throughs.sizes, one)
    except SheetRefused as error:
        refuse_sheet(error)
    except DatabaseAway as error:
        refuse(cannot_use(found, error), DATA)
    dates = found.calendar
    calendar = holidays.calendar(dates.days_off, dates.working_days, dates.ramadan)
    progress(_("Rehearsing …"))
    shown = run_throughs.rehearse(one.campaign, calendar, found.office.zone, people, seed, within)
    typer.echo(views.as_json(shown) if as_json else views.as_text(shown))


@contextmanager
def _database(config: Config) -> Iterator[Database]:
    """That of the office; an empty one where it has none yet, so that one can try."""
    file = config.database.file
    if file is None or file.exists():
        database = opened(config)
    else:
        database = Database("sqlite://")
        database.now(migrate.upgrade)
    try:
        yield database
    finally:
        database.close()


def _named(database: Database, name: str, config: Config) -> Stored:
    """What is stored goes before what ships."""
    if Path(name).suffix:
        return _unstored(_of_file(database, Path(name), config))
    known = {one.campaign.code: one for one in database.now(campaigns.stored)}
    if name in known:
        return known[name]
    if name not in ships.SHIPPED:
        text = _("There is no campaign {name}; these are: {names}")
        names = ", ".join(dict.fromkeys((*known, *ships.SHIPPED)))
        refuse(text.format(name=name, names=names), DATA)
    first = _monday(local_day(clock(), config.office.zone))
    return _unstored(database.now(campaigning.shipped, name, first, config.office.zone))


def _of_file(database: Database, file: Path, config: Config) -> Campaign:
    rows = imports.read(spreadsheet.open_sheets(content_of(file)), Imported.CAMPAIGN)
    at = At(clock(), config.office.zone, config.learning.targets)
    campaign: Campaign = database.now(imports.compare, Imported.CAMPAIGN, rows, at)[0]
    return campaign


def _unstored(campaign: Campaign) -> Stored:
    """As it would be stored; nobody takes part in it yet."""
    return Stored(0, Standing.DRAFT, 1, campaign)


def _monday(today: date) -> date:
    """The next one."""
    return today + WEEK - timedelta(days=today.weekday())
