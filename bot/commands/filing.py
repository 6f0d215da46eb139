"""`torang report`: the figures of a unit and a period, as files, and proved by their reference."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import typer

from bot.clock import clock
from bot.commands.opening import cannot_use, opened
from bot.commands.refusing import CALL, DATA, refuse, settings, tell
from bot.config import Config, ConfigError, secret
from bot.db import surveys, units
from bot.db.database import Database
from bot.domain.errors import (
    DatabaseAway,
    DomainError,
    Gone,
    NoPeriod,
    NoReference,
    NothingReleased,
    TooMuch,
)
from bot.domain.figures import Figures
from bot.domain.period import Period, parse
from bot.keys import Keys
from bot.reports import rows
from bot.reports.figures import as_json
from bot.reports.report import results_report
from bot.reports.workbook import results_workbook
from bot.telegram.views import filing as views
from bot.texts import _
from bot.usecases import filing, reckoning
from bot.usecases.office import Forms, Office
from bot.usecases.walks import SKM

__all__ = ["Files", "report"]


class Files(NamedTuple):
    """Where what is to be written."""

    pdf: Path | None = None
    xlsx: Path | None = None
    csv: Path | None = None


def report(
    unit: str | None,
    period: str | None,
    reference: str | None,
    files: Files,
    config: Path | None,
    *,
    machine: bool,
) -> None:
    """`torang report UNIT`, or `torang report --verify REFERENCE`."""
    found = settings(config)
    if unit is not None and reference is None:
        _report(found, unit, period, files, machine=machine)
    elif unit is None and reference is not None:
        _verify(found, reference.strip(), machine=machine)
    else:
        refuse(_("Name a unit, or a reference: torang report --verify REFERENCE"), CALL)


def _report(config: Config, unit: str, period: str | None, files: Files, *, machine: bool) -> None:
    with _office(config) as (database, office):
        unit_id = _unit(database, unit)
        when = _period(database, office, unit_id, period)
        figures = database.look(reckoning.figures, office, unit_id, when, clock())
        if figures.index is None:
            raise NothingReleased
        made = list(_made(database, office, unit_id, when, config.office.name, files))
    for file, content in made:
        _write(file, content)
    _show(figures, machine=machine)


def _verify(config: Config, reference: str, *, machine: bool) -> None:
    with _office(config) as (database, office):
        figures = database.look(reckoning.rebuilt, office, reference)
    _show(figures, machine=machine)
    real = figures.basis.reference
    if real != reference and not real.endswith(f"/{reference}"):
        text = _(
            "They are not the same: these have the reference {reference}. Either one was copied "
            "wrongly, or something it rests on was changed, or answers were released later on the "
            "same day."
        )
        refuse(text.format(reference=real), DATA)
    tell([_("They are the same, reckoned anew from the answers themselves.")])


def _show(figures: Figures, *, machine: bool) -> None:
    typer.echo(as_json(figures) if machine else views.as_text(figures))


def _made(
    database: Database, office: Office, unit_id: int, when: Period, name: str, files: Files
) -> Iterator[tuple[Path, bytes]]:
    """The files that are asked for, and what goes into them."""
    if files.pdf is not None:
        filed = database.look(filing.report, office, unit_id, when, clock())
        yield files.pdf, results_report(name, filed)
    if files.xlsx is not None:
        scored = database.look(filing.workbook, office, unit_id, when, clock())
        yield files.xlsx, results_workbook(name, scored)
    if files.csv is not None:
        scored = database.look(filing.scored, office, unit_id, when, clock())
        yield files.csv, rows.rows(scored)
        yield files.csv.with_stem(f"{files.csv.stem}-kamus"), rows.dictionary(scored)


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        text = _("{file} cannot be written ({reason}).")
        refuse(text.format(file=file, reason=error.strerror), DATA)
    tell([_("{file} is written.").format(file=file)])


@contextmanager
def _office(config: Config) -> Iterator[tuple[Database, Office]]:
    """With the database, and one sentence for what cannot be told."""
    try:
        office = Office(config.office.zone, Keys(secret(config)), Forms())
    except ConfigError as error:
        refuse(str(error), CALL)
    database = opened(config)
    try:
        if database.look(surveys.newest, SKM) is None:
            refuse(_nothing(), DATA)
        yield database, office
    except DatabaseAway as error:
        refuse(cannot_use(config, error), DATA)
    except DomainError as error:
        refuse(_refusal(error), DATA)
    finally:
        database.close()


def _unit(database: Database, code: str) -> int:
    known = database.look(units.tree).by_code
    if code not in known:
        text = _("There is no unit with the code {unit}; these are: {units}")
        refuse(text.format(unit=code, units=", ".join(known) or "-"), DATA)
    return known[code].id


def _period(database: Database, office: Office, unit_id: int, code: str | None) -> Period:
    """As it is asked for, else the newest month that is over and has answers."""
    if code is not None:
        return parse(code)
    found = database.look(reckoning.newest, office, unit_id, clock())
    if found is None:
        text = _("No month with answers is over yet; name a period, such as --period 2026-11.")
        refuse(text, DATA)
    return found


def _refusal(error: DomainError) -> str:
    said = {
        NoPeriod: _(
            "There is no such period. Write a month as 2026-11, a quarter as 2026-Q4, a half-year "
            "as 2026-S2, a year as 2026, any other months as 2026-02..2026-05."
        ),
        NoReference: _("No figures have this reference. Copy it whole from the report."),
        NothingReleased: _nothing(),
        TooMuch: _("So many answers have no room in a workbook; name a shorter period, or --csv."),
        Gone: _("The unit of this reference is not in the list any more."),
    }
    if type(error) not in said:
        raise error
    return said[type(error)]


def _nothing() -> str:
    return _("No answers were released in this period, so there is no result.")
