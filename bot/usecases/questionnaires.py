"""Questionnaires on paper: read from a spreadsheet, and released at once by unit and month.

An office can read what it has on paper. That nobody is found in the figures, it comes in groups as
large as those that leave a ballot box.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.db import papers, publications, surveys, units
from bot.db.base import Db
from bot.domain.errors import SheetRefused
from bot.domain.paper import Batch, Paper, check, read_month
from bot.domain.period import Period, month_of
from bot.domain.response import Response
from bot.domain.score import Order
from bot.domain.sheet import CellFault, CellProblem, Changes, Record, Records
from bot.domain.time import local_day
from bot.domain.unit import Tree, UnitNames
from bot.texts import DEFAULT
from bot.usecases import releasing
from bot.usecases.office import Forms, context
from bot.usecases.transcribing import columns, transcribed
from bot.usecases.walks import SKM
from bot.xlsform import interview

__all__ = ["apply", "compare", "read"]

Where = tuple[int, Period]
"""A unit and a month."""


def read(
    db: Db, found: Records, forms: Forms, order: Order | None, now: datetime, zone: ZoneInfo
) -> Paper:
    """What the rows say; raises SheetRefused with every problem. A pure read."""
    version = surveys.newest(db, SKM)
    if version is None:
        raise SheetRefused([CellProblem(1, "", CellFault.NO_FORM, "")])
    tree, today, at = units.tree(db), local_day(now, zone), context(now, zone)
    form = forms.get(db, version.id, version.digest)
    asked, blank = columns(found, form, order), interview.begin(form, DEFAULT, at)
    problems = [*asked.problems]
    rows: defaultdict[Where, list[tuple[int, Response | None]]] = defaultdict(list)
    known = UnitNames(tree)
    for record in found.rows:
        said = transcribed(record, asked, blank, at)
        where = _where(record, tree, known, today)
        problems += [one for some in (said, where) if isinstance(some, list) for one in some]
        if isinstance(where, tuple):
            rows[where].append((record.row, said if isinstance(said, Response) else None))
    batches = tuple(_batch(tree, where, some) for where, some in rows.items())
    problems += [*check(batches, today), *_of_store(db, tree, version.survey_id, batches)]
    if not found.rows:
        problems.append(CellProblem(1, "", CellFault.EMPTY, ""))
    if problems:
        raise SheetRefused(problems)
    return Paper(batches, asked.unused)


def compare(paper: Paper) -> Changes:
    """What importing it would add: so many questionnaires of each unit and month."""
    new = tuple(f"{one.name}: {one.size}" for one in paper.batches)
    return Changes(new, (), (), 0, warnings=paper.warnings)


def apply(db: Db, paper: Paper, forms: Forms, now: datetime, zone: ZoneInfo) -> None:
    """Release them all; raises SheetRefused where some were entered or published meanwhile."""
    survey_id, today = surveys.survey_id(db, SKM), local_day(now, zone)
    problems = list(_of_store(db, units.tree(db), survey_id, paper.batches))
    if problems:
        raise SheetRefused(problems)
    # Always in the same order: each holds its box until the end.
    for one in sorted(paper.batches, key=lambda one: (one.unit_id, one.month)):
        papers.enter(db, one.digest, today)
        responses, day = one.responses, one.day(today)
        releasing.release(db, forms, survey_id, one.unit_id, responses, day)


def _where(record: Record, tree: Tree, known: UnitNames, today: date) -> Where | list[CellProblem]:
    """What a row rates, and when; a row that says no month means this one."""
    problems = []
    unit_id, fault = known.of(record["unit"])
    if unit_id is not None and not tree.is_leaf(unit_id):
        fault = CellFault.NOT_A_LEAF
    if fault is not None:
        problems.append(CellProblem(record.row, "unit", fault, record["unit"]))
    month = read_month(record["month"]) if record["month"] else month_of(today)
    if month is None:
        problems.append(CellProblem(record.row, "month", CellFault.BAD_MONTH, record["month"]))
    return problems if problems or unit_id is None or month is None else (unit_id, month)


def _batch(tree: Tree, where: Where, rows: Sequence[tuple[int, Response | None]]) -> Batch:
    unit_id, month = where
    responses = tuple(response for _row, response in rows if response is not None)
    title = tree.title(tree.by_id[unit_id])
    return Batch(rows[0][0], unit_id, title, month, len(rows), responses)


def _of_store(
    db: Db, tree: Tree, survey_id: int, batches: Iterable[Batch]
) -> Iterator[CellProblem]:
    """What stands against it that is stored already."""
    for one in batches:
        above = list(_above(tree, one.unit_id))
        if publications.is_frozen(db, survey_id, above, one.month.first):
            yield CellProblem(one.row, "month", CellFault.PUBLISHED, one.name)
        if papers.is_entered(db, one.digest):
            yield CellProblem(one.row, "unit", CellFault.ENTERED, one.name)


def _above(tree: Tree, unit_id: int) -> Iterator[int]:
    """The unit, and every one above it."""
    found = tree.by_id.get(unit_id)
    while found is not None:
        yield found.id
        found = tree.by_id.get(found.parent_id or 0)
