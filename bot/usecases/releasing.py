"""Responses that are released are stored and counted at once; and counted anew, to prove it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from bot.db import ballots, jobs, publications, rollups, surveys
from bot.db.base import Db
from bot.db.jobs import Job, JobKind
from bot.domain.period import Period, month_of
from bot.domain.response import Response
from bot.domain.rollup import Asked, Cell, Count, Rolled, counted
from bot.usecases.office import Forms
from bot.xlsform import export

__all__ = [
    "Difference",
    "asked",
    "counted_wrongly",
    "differences",
    "promise",
    "raw",
    "recount",
    "release",
    "work",
]

AT_ONCE = 5_000
"""So many responses are counted together."""


class Difference(NamedTuple):
    """A cell that is not what the responses say."""

    unit_id: int
    month: date
    cell: Cell
    stored: Count
    real: Count


def release(
    db: Db,
    forms: Forms,
    survey_id: int,
    unit_id: int,
    responses: Sequence[Response],
    day: date,
    entered_on: date | None = None,
) -> None:
    """Store responses of a day that may be known from now on, and count them; those on paper with
    the day on which they were entered.

    Where their month was published in this moment, they are those of the next one that is not.
    """
    ballots.lock(db, survey_id, unit_id)
    month = month_of(day)
    while publications.is_frozen(db, survey_id, unit_id, month.first):
        month = month.after()
        day = month.first
    ballots.respond(db, survey_id, unit_id, responses, day, entered_on)
    counts = counted(responses, asked(db, forms, survey_id), late=_late(month, entered_on))
    rollups.add(db, survey_id, unit_id, month.first, counts)


def asked(db: Db, forms: Forms, survey_id: int) -> dict[str, Asked]:
    """What is counted beside ratings: every question that any version asks so, in the words of
    the newest that does."""
    found: dict[str, Asked] = {}
    for version in surveys.versions(db, survey_id):
        for one in export.asked(forms.get(db, version.id, version.digest)):
            known = found.pop(one.name, None)
            answers = {**(known.answers if known else {}), **one.answers}
            found[one.name] = Asked(one.name, one.label, answers)
    return found


def raw(
    db: Db,
    forms: Forms,
    survey_id: int,
    unit_id: int,
    since: date | None = None,
    until: date | None = None,
    at: date | None = None,
) -> list[Rolled]:
    """The counts of a unit, from the responses themselves, released from a day to another, as they
    were known at the end of a day."""
    found: defaultdict[date, dict[Cell, Count]] = defaultdict(dict)
    questions = asked(db, forms, survey_id)
    batch: defaultdict[tuple[date, bool], list[Response]] = defaultdict(list)
    for number, (day, entered_on, response) in enumerate(
        ballots.known(db, survey_id, unit_id, since, until, at), start=1
    ):
        month = month_of(day)
        batch[month.first, _late(month, entered_on)].append(response)
        if number % AT_ONCE == 0:
            _empty(batch, found, questions)
    _empty(batch, found, questions)
    return [
        Rolled(unit_id, month, *cell, count)
        for month, counts in found.items()
        for cell, count in counts.items()
    ]


def recount(db: Db, forms: Forms, survey_id: int, unit_id: int) -> None:
    """Count a box's responses anew."""
    ballots.lock(db, survey_id, unit_id)
    rollups.clear(db, survey_id, unit_id)
    counts: defaultdict[date, dict[Cell, Count]] = defaultdict(dict)
    for row in raw(db, forms, survey_id, unit_id):
        counts[row.month][row.question, row.answer] = row.count
    for month, cells in counts.items():
        rollups.add(db, survey_id, unit_id, month, cells)


def differences(db: Db, forms: Forms, survey_id: int, unit_id: int) -> list[Difference]:
    """Where the counts of a box are not what its responses say: nowhere. A pure read."""
    stored = _by_cell(rollups.found(db, survey_id, [unit_id]))
    real = _by_cell(raw(db, forms, survey_id, unit_id))
    return [
        Difference(unit_id, month, cell, before, after)
        for month, cell in sorted(stored.keys() | real.keys())
        if (before := stored.get((month, cell), Count()))
        != (after := real.get((month, cell), Count()))
    ]


def counted_wrongly(db: Db, forms: Forms) -> list[int]:
    """The units of which a count is not what the responses say: none. A pure read."""
    found = {
        unit_id: None
        for survey_id in surveys.survey_ids(db)
        for unit_id in ballots.boxes(db, survey_id)
        if differences(db, forms, survey_id, unit_id)
    }
    return list(found)


def promise(db: Db) -> None:
    """Every box of every survey is to be counted anew."""
    for survey_id in surveys.survey_ids(db):
        jobs.promise_again(db, JobKind.RECOUNT, survey_id)


def work(db: Db, forms: Forms, now: datetime) -> bool:
    """Count the next box anew, where that is promised; whether there may be more."""
    return jobs.do_next(db, [JobKind.RECOUNT], now, lambda job: _piece(db, forms, job))


def _piece(db: Db, forms: Forms, job: Job) -> None:
    left = ballots.boxes(db, job.subject_id, job.cursor)
    if not left:
        jobs.end(db, job)
        return
    recount(db, forms, job.subject_id, left[0])
    jobs.advance(db, job, left[0])


def _late(month: Period, entered_on: date | None) -> bool:
    return entered_on is not None and entered_on > month.last_day


def _empty(
    batch: dict[tuple[date, bool], list[Response]],
    found: dict[date, dict[Cell, Count]],
    questions: Mapping[str, Asked],
) -> None:
    for (month, late), responses in batch.items():
        for cell, count in counted(responses, questions, late=late).items():
            found[month][cell] = found[month].get(cell, Count()) + count
    batch.clear()


def _by_cell(rows: Iterable[Rolled]) -> dict[tuple[date, Cell], Count]:
    return {(row.month, (row.question, row.answer)): row.count for row in rows}
