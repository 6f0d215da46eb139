"""The figures of a unit in a period; every outlet asks here, and nobody reckons on the side.

All are pure reads. The counts of a unit are those of all leaves below it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.db import ballots, populations, rollups, surveys, units
from bot.db.base import Db
from bot.domain.errors import Gone, NoReference
from bot.domain.figures import (
    Basis,
    Change,
    Figures,
    Interval,
    Point,
    Sample,
    digest,
    pooled,
    rating,
    spread,
)
from bot.domain.mix import Block, blocks, mixed
from bot.domain.period import Period, month_of, parse, spanning
from bot.domain.rollup import FAST, MODE, STRAIGHT, SUM, Count, Rolled, rates
from bot.domain.score import ELEMENTS, Index
from bot.domain.time import instant, local_day
from bot.domain.unit import Tree
from bot.statistics import Moments, mean_of, tallied, welch_of
from bot.usecases import releasing
from bot.usecases.office import Office
from bot.usecases.walks import SKM

__all__ = ["figures", "index", "indices", "newest", "rebuilt", "span", "standings"]

PERIODS = 8
"""So many periods, one after another, show where it goes."""

RATINGS = (SUM, *(rates(element.key) for element in ELEMENTS))

POINTS = 25 / len(ELEMENTS)
"""What a point of the sum of nine scores is on the scale of the index."""

LEAST, MOST = 25.0, 100.0


def figures(db: Db, office: Office, unit_id: int, period: Period, now: datetime) -> Figures:
    """What is told of a unit in a period; raises Gone for one that is not in the list."""
    tree = units.tree(db)
    if unit_id not in tree.by_id:
        raise Gone
    survey_id = surveys.survey_id(db, SKM)
    leaves = [leaf.id for leaf in tree.leaves(unit_id)]
    shown = spanning(period.before(PERIODS - 1).first, period.last)
    rows = rollups.found(db, survey_id, leaves, shown)
    today = local_day(now, office.zone)
    found = _figures(db, office, tree, unit_id, period, rows, today)
    waiting = ballots.waiting_by_unit(db, survey_id)
    return replace(found, waiting=sum(waiting.get(leaf, 0) for leaf in leaves))


def standings(db: Db, parent_id: int | None, period: Period) -> list[Point]:
    """The units right below one (None: the highest), the best first, then those without answers.

    Of the same index, in the order of the tree.
    """
    tree = units.tree(db)
    survey_id = surveys.survey_id(db, SKM)
    below = tree.children(parent_id)
    leaves = {one.id: {leaf.id for leaf in tree.leaves(one.id)} for one in below}
    every = [leaf for some in leaves.values() for leaf in some]
    rows = rollups.found(db, survey_id, every, period, RATINGS)
    found = [
        _point([row for row in rows if row.unit_id in leaves[one.id]], period, one.code, one.name)
        for one in below
    ]
    return sorted(found, key=lambda one: -one.index.ikm if one.index else 0)


def index(db: Db, unit_id: int, period: Period) -> Index | None:
    """That of `figures` alone, where a card tells no more; None without answers."""
    leaves = [leaf.id for leaf in units.tree(db).leaves(unit_id)]
    rows = rollups.found(db, surveys.survey_id(db, SKM), leaves, period, RATINGS)
    return rating(pooled(rows))


def indices(db: Db, period: Period) -> dict[int, Index]:
    """The index of each leaf that has any in a period, by its id."""
    leaves = [leaf.id for leaf in units.tree(db).leaves()]
    rows = rollups.found(db, surveys.survey_id(db, SKM), leaves, period, RATINGS)
    by_leaf: dict[int, list[Rolled]] = {}
    for row in rows:
        by_leaf.setdefault(row.unit_id, []).append(row)
    found = {leaf: rating(pooled(some)) for leaf, some in by_leaf.items()}
    return {leaf: index for leaf, index in found.items() if index is not None}


def span(db: Db) -> Period | None:
    """From the first month with released answers to the last; None without any."""
    found = rollups.months(db, surveys.survey_id(db, SKM))
    return None if found is None else spanning(*found)


def newest(db: Db, office: Office, unit_id: int, now: datetime) -> Period | None:
    """The newest month that is over and has answers to a unit or any below it, if there is one."""
    leaves = [leaf.id for leaf in units.tree(db).leaves(unit_id)]
    today = local_day(now, office.zone)
    month = rollups.newest(db, surveys.survey_id(db, SKM), leaves, month_of(today).first)
    return None if month is None else month_of(month)


def rebuilt(db: Db, office: Office, reference: str) -> Figures:
    """The figures that a reference stands for, from the responses themselves, as they were known
    at the end of its day: the same if its digest is. Raises NoReference, NoPeriod or Gone."""
    survey, code, period, day = _parsed(reference)
    tree = units.tree(db)
    if survey != SKM or code not in tree.by_code:
        raise Gone
    unit = tree.by_code[code]
    survey_id = surveys.survey_id(db, SKM)
    shown = spanning(period.before(PERIODS - 1).first, period.last)
    rows = [
        row
        for leaf in tree.leaves(unit.id)
        for row in releasing.raw(
            db, office, survey_id, leaf.id, shown.first, min(shown.last_day, day)
        )
    ]
    return _figures(db, office, tree, unit.id, period, rows, day)


def _figures(
    db: Db,
    office: Office,
    tree: Tree,
    unit_id: int,
    period: Period,
    rows: Sequence[Rolled],
    day: date,
) -> Figures:
    """From the counts of the leaves, of this period and those before it."""
    survey_id = surveys.survey_id(db, SKM)
    here = _within(rows, period)
    counts = pooled(here)
    index = rating(counts)
    n = index.n if index else 0
    questions = releasing.asked(db, office, survey_id)
    return Figures(
        basis=_basis(db, office, tree, unit_id, period, here, day),
        unit_id=unit_id,
        title=tree.title(tree.by_id[unit_id]),
        waiting=0,
        index=index,
        interval=_interval(_sums(here), POINTS),
        intervals=_intervals(counts),
        sample=Sample(n, _population(db, tree, unit_id, period)),
        asked=tuple(questions.values()),
        mix={
            question: mixed(_blocks(rows, question, day), period, n)
            for question in (*questions, MODE, STRAIGHT, FAST)
        },
        trend=_trend(rows, period),
        change=_change(rows, period),
    )


def _basis(
    db: Db,
    office: Office,
    tree: Tree,
    unit_id: int,
    period: Period,
    rows: Iterable[Rolled],
    day: date,
) -> Basis:
    end = instant(day + timedelta(days=1), time(), office.zone)
    version = surveys.number(db, surveys.survey_id(db, SKM), end)
    codes = {leaf.id: leaf.code for leaf in tree.leaves(unit_id)}
    named = ((codes[row.unit_id], row.month, row.question, row.answer, row.count) for row in rows)
    return Basis(SKM, version, tree.by_id[unit_id].code, period, day, digest(named))


def _within(rows: Iterable[Rolled], period: Period) -> list[Rolled]:
    return [row for row in rows if period.first <= row.month <= period.last]


def _point(rows: Iterable[Rolled], period: Period, code: str = "", title: str = "") -> Point:
    found = _within(rows, period)
    index = rating(pooled(found))
    return Point(period, index, _interval(_sums(found), POINTS), code, title)


def _trend(rows: Sequence[Rolled], period: Period) -> tuple[Point, ...]:
    """Without those before the first answer."""
    points = [_point(rows, period.before(count)) for count in range(PERIODS - 1, -1, -1)]
    first = next((at for at, one in enumerate(points) if one.n), len(points))
    return tuple(points[first:])


def _change(rows: Sequence[Rolled], period: Period) -> Change | None:
    before, after = (_sums(_within(rows, one)) for one in (period.before(), period))
    found = welch_of(after, before) if before and after else None
    if found is None:
        return None
    return Change(period.before(), *(POINTS * value for value in found))


def _sums(rows: Iterable[Rolled]) -> Moments | None:
    """How the sums of nine scores are spread; None of nobody."""
    answers = pooled(row for row in rows if row.question == SUM).get(SUM, {})
    counts = {int(total): count.n for total, count in answers.items()}
    return tallied(counts) if counts else None


def _interval(values: Moments | None, points: float) -> Interval | None:
    """On the scale of the index, which ends at 25 and 100."""
    if values is None:
        return None
    _mean, low, high = mean_of(values)
    return Interval(max(LEAST, points * low), min(MOST, points * high))


def _intervals(counts: Mapping[str, Mapping[str, Count]]) -> dict[str, Interval]:
    found = {}
    for element in ELEMENTS:
        scores = spread(counts, element.key)
        interval = _interval(tallied(scores) if any(scores.values()) else None, LEAST)
        if interval is not None:
            found[element.key] = interval
    return found


def _blocks(rows: Iterable[Rolled], question: str, day: date) -> list[list[Block]]:
    """What may be told of each leaf."""
    found: defaultdict[int, defaultdict[date, dict[str, Count]]]
    found = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        if row.question == question:
            found[row.unit_id][row.month][row.answer] = row.count
    return [blocks(months, day) for months in found.values()]


def _population(db: Db, tree: Tree, unit_id: int, period: Period) -> int | None:
    """As it is told of the unit itself, or of every leaf below it."""
    leaves = [leaf.id for leaf in tree.leaves(unit_id)]
    known = populations.of(db, [unit_id, *leaves], period)
    if unit_id in known:
        return known[unit_id]
    return sum(known[leaf] for leaf in leaves) if all(leaf in known for leaf in leaves) else None


def _parsed(reference: str) -> tuple[str, str, Period, date]:
    try:
        version, unit, period, day, _digest = reference.strip().split("/")
        return version.partition(".")[0], unit, parse(period), date.fromisoformat(day)
    except ValueError:
        raise NoReference(reference) from None
