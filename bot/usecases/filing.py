"""What an office files about a unit and a period: a report, a workbook, rows; pure reads.

A row holds scores and no answer beside them that says who gave them. Neither rows nor comments
have an order, so that none leads to another.
"""

import secrets
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime

from bot.db import ballots, follow_ups, rollups, staff, surveys
from bot.db.base import Db
from bot.domain.errors import NothingReleased, TooMuch
from bot.domain.filing import MOST_COMMENTS, MOST_ROWS, Planned, Report, Row, Scored
from bot.domain.follow_up import State
from bot.domain.mix import blocks, told_by_month
from bot.domain.people import Person, require_admin
from bot.domain.period import Period, month_of, parse
from bot.domain.response import MODE_PAPER, Response
from bot.domain.rollup import MODE, PAPER, Count
from bot.domain.score import ELEMENTS
from bot.domain.time import local_day
from bot.usecases import health, reckoning
from bot.usecases.office import Office
from bot.usecases.walks import SKM

__all__ = ["report", "scored", "wanted", "workbook"]

COMMENT = "saran"
"""The question that one answers in words of one's own."""


def wanted(person: Person, about: str) -> tuple[int, Period]:
    """The unit and the period that an admin's errand is about."""
    require_admin(person)
    unit_id, _colon, period = about.partition(":")
    return int(unit_id), parse(period)


def report(db: Db, office: Office, unit_id: int, period: Period, now: datetime) -> Report:
    """Raises NothingReleased, and Gone for a unit that is not in the list."""
    figures = reckoning.figures(db, office, unit_id, period, now)
    if figures.index is None:
        raise NothingReleased
    leaves = reckoning.leaves(db, unit_id, period)
    survey_id = surveys.survey_id(db, SKM)
    written = ballots.written(db, survey_id, leaves, COMMENT, period.first, period.last_day)
    shown = secrets.SystemRandom().sample(written, min(MOST_COMMENTS, len(written)))
    below = reckoning.standings(db, unit_id, period)
    plans, walked = _plans(db, unit_id, period), health.of_unit(db, office, unit_id, period, now)
    return Report(figures, below, shown, len(written), plans, walked)


def workbook(db: Db, office: Office, unit_id: int, period: Period, now: datetime) -> Scored:
    """As `scored`, of no more than a workbook has room for; else raises TooMuch."""
    found = scored(db, office, unit_id, period, now, MOST_ROWS)
    return replace(found, health=health.of_unit(db, office, unit_id, period, now))


def scored(
    db: Db,
    office: Office,
    unit_id: int,
    period: Period,
    now: datetime,
    most: int | None = None,
) -> Scored:
    """Raises NothingReleased, and Gone for a unit that is not in the list."""
    figures = reckoning.figures(db, office, unit_id, period, now)
    if figures.index is None:
        raise NothingReleased
    if most is not None and figures.n > most:
        raise TooMuch
    modes = _modes(db, unit_id, period, local_day(now, office.zone))
    rows = [
        _row(month_of(day).first, response, modes.get(leaf, ()))
        for leaf, day, response in _released(db, unit_id, period)
    ]
    secrets.SystemRandom().shuffle(rows)
    return Scored(figures, rows, _plans(db, unit_id, period))


def _plans(db: Db, unit_id: int, period: Period) -> dict[str, Planned]:
    """Those that are promised at least."""
    found = follow_ups.of(db, unit_id, period)
    names = staff.names(db, {one.who_id for one in found.values() if one.who_id is not None})
    return {
        element: Planned(one, names.get(one.who_id or 0))
        for element, one in found.items()
        if one.state is not State.DRAFT
    }


def _released(db: Db, unit_id: int, period: Period) -> Iterator[tuple[int, date, Response]]:
    survey_id = surveys.survey_id(db, SKM)
    for leaf in reckoning.leaves(db, unit_id, period):
        for day, response in ballots.released(db, survey_id, leaf, period.first, period.last_day):
            yield leaf, day, response


def _row(month: date, response: Response, modes: Collection[tuple[date, str]]) -> Row:
    scores = tuple(response.scores[element.key] for element in ELEMENTS)
    return Row(month, scores, response.mode if (month, response.mode) in modes else "")


def _modes(db: Db, unit_id: int, period: Period, today: date) -> dict[int, set[tuple[date, str]]]:
    """By leaf, in which months which ways to answer may be told."""
    leaves = reckoning.leaves(db, unit_id, period)
    found: defaultdict[int, defaultdict[date, dict[str, Count]]]
    found = defaultdict(lambda: defaultdict(dict))
    paper: defaultdict[int, set[tuple[date, str]]] = defaultdict(set)
    for row in rollups.found(db, surveys.survey_id(db, SKM), leaves, questions=[MODE, PAPER]):
        if row.question == PAPER:
            paper[row.unit_id].add((row.month, MODE_PAPER))
        else:
            found[row.unit_id][row.month][row.answer] = row.count
    told = {leaf: told_by_month(blocks(months, today)) for leaf, months in found.items()}
    return {leaf: told.get(leaf, set()) | paper[leaf] for leaf in leaves}
