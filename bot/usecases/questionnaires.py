"""Questionnaires on paper: read from a spreadsheet, and released at once by unit and month.

An office can read what it has on paper. That nobody is found in the figures, it comes in groups as
large as those that leave a ballot box.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.db import ballots, papers, publications, surveys, units
from bot.db.base import Db
from bot.domain.errors import SheetRefused
from bot.domain.paper import Batch, Paper, Questionnaire, check, entered, read_month
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
    filled: defaultdict[Where, list[Questionnaire]] = defaultdict(list)
    known = UnitNames(tree)
    for record in found.rows:
        said = transcribed(record, asked, blank, at)
        where = _where(record, tree, known, today)
        problems += [one for some in (said, where) if isinstance(some, list) for one in some]
        if isinstance(where, tuple):
            response = said if isinstance(said, Response) else None
            filled[where].append(Questionnaire(record.row, record["number"], response))
    batches = tuple(
        Batch(unit_id, tree.title(tree.by_id[unit_id]), month, tuple(some))
        for (unit_id, month), some in filled.items()
    )
    problems += [*check(batches, today), *_of_store(db, version.survey_id, batches)]
    if not found.rows:
        problems.append(CellProblem(1, "", CellFault.EMPTY, ""))
    if problems:
        raise SheetRefused(problems)
    return Paper(batches, asked.unused)


def compare(paper: Paper) -> Changes:
    """What importing it would add: so many questionnaires of each unit and month."""
    new = tuple(f"{one.name}: {one.size}" for one in paper.batches)
    n = sum(one.size for one in paper.batches)
    return Changes(new, (), (), 0, warnings=paper.warnings, n=n)


def apply(db: Db, paper: Paper, forms: Forms, now: datetime, zone: ZoneInfo) -> None:
    """Release them all; raises SheetRefused where some were entered or published meanwhile."""
    survey_id, today = surveys.survey_id(db, SKM), local_day(now, zone)
    # Always in the same order: each is held until the end, for whoever enters or publishes too.
    for unit_id in sorted({one.unit_id for one in paper.batches}):
        ballots.lock(db, survey_id, unit_id)
    problems = list(_of_store(db, survey_id, paper.batches))
    if problems:
        raise SheetRefused(problems)
    for one in paper.batches:
        papers.enter(db, one.digest, one.unit_id, one.month.first, one.names, today)
        day = one.day(today)
        releasing.release(db, forms, survey_id, one.unit_id, one.responses, day, today)


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


def _of_store(db: Db, survey_id: int, batches: Iterable[Batch]) -> Iterator[CellProblem]:
    """What stands against it that is stored already."""
    for one in batches:
        if publications.is_frozen(db, survey_id, one.unit_id, one.month.first):
            yield CellProblem(one.row, "month", CellFault.PUBLISHED, one.name)
        for row in entered(one, papers.entered(db, one.unit_id, one.month.first)):
            yield CellProblem(row, "unit", CellFault.ENTERED, one.name)
