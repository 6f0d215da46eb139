"""The figures of a unit in a period; every outlet asks here, and nobody reckons on the side.

All are pure reads. The counts of a unit are those of all leaves below it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.db import ballots, populations, publications, rollups, surveys, units
from bot.db.base import Db
from bot.domain.errors import Gone, NoReference
from bot.domain.figures import (
    Basis,
    Change,
    Figures,
    Interval,
    Point,
    Publication,
    Sample,
    digest,
    line,
    pooled,
    rating,
    spread,
)
from bot.domain.mix import Block, blocks, mixed
from bot.domain.period import HALF_YEAR, Period, month_of, parse, spanning
from bot.domain.rollup import FAST, MODE, STRAIGHT, SUM, Asked, Count, Rolled, rates
from bot.domain.score import ELEMENTS, Index
from bot.domain.time import instant, local_day
from bot.domain.unit import ServiceUnit, Tree
from bot.statistics import Moments, mean_of, tallied, welch_of
from bot.usecases import releasing
from bot.usecases.office import Office
from bot.usecases.walks import SKM

__all__ = [
    "RATINGS",
    "change",
    "compared",
    "figures",
    "index",
    "indices",
    "newest",
    "published",
    "rebuilt",
    "span",
    "standings",
]

PERIODS = 8
"""So many periods, one after another, show where it goes."""

RATINGS = tuple(rates(element.key) for element in ELEMENTS)

BESIDE = (MODE, STRAIGHT, FAST)

POINTS = 25 / len(ELEMENTS)
"""What a point of the sum of nine scores is on the scale of the index."""

LEAST, MOST = 25.0, 100.0

DIGITS = 12
"""So much of the digest's mark, in hexadecimal, stands in a reference."""


def figures(
    db: Db,
    office: Office,
    unit_id: int,
    period: Period,
    now: datetime,
    leaves: Sequence[int] | None = None,
) -> Figures:
    """What is told of a unit in a period, from these leaves, or all that are below it now; raises
    Gone for one that is not in the list."""
    tree = units.tree(db)
    if unit_id not in tree.by_id:
        raise Gone
    survey_id = surveys.survey_id(db, SKM)
    leaves = [leaf.id for leaf in tree.leaves(unit_id)] if leaves is None else leaves
    asked = releasing.asked(db, office.forms, survey_id)
    counts = _Counts(
        rollups.together(db, survey_id, leaves, _shown(period), (SUM, *RATINGS)),
        rollups.found(db, survey_id, leaves, _told(period), (*asked, *BESIDE)),
        rollups.written(db, survey_id, leaves, period),
    )
    today = local_day(now, office.zone)
    found = _figures(db, office, _Subject(tree, unit_id, leaves), period, counts, asked, today)
    waiting = ballots.waiting_by_unit(db, survey_id)
    return replace(found, waiting=sum(waiting.get(leaf, 0) for leaf in leaves))


def standings(db: Db, parent_id: int | None, period: Period) -> list[Point]:
    """The units right below one (None: the highest), the best first, then those without answers.

    Of the same index, in the order of the tree.
    """
    tree = units.tree(db)
    below = tree.children(parent_id)
    return compared(db, {one: [leaf.id for leaf in tree.leaves(one.id)] for one in below}, period)


def compared(db: Db, leaves: Mapping[ServiceUnit, Collection[int]], period: Period) -> list[Point]:
    """As `standings`, of these units, each from leaves that are given."""
    survey_id, found = surveys.survey_id(db, SKM), []
    for one, of in leaves.items():
        rows = rollups.together(db, survey_id, of, period, (SUM, *RATINGS))
        found.append(_point(rows, period, one.code, one.name))
    return sorted(found, key=lambda one: -one.index.ikm if one.index else 0)


def index(db: Db, leaves: Collection[int], period: Period) -> Index | None:
    """That of `figures` alone, where a card tells no more; None without answers."""
    rows = rollups.found(db, surveys.survey_id(db, SKM), leaves, period, RATINGS)
    return rating(pooled(rows))


def published(db: Db, one: Publication) -> Index | None:
    """That of a publication, as it was published."""
    return index(db, publications.leaves(db, [one.id])[one.id], one.period)


def indices(db: Db, period: Period) -> dict[int, Index]:
    """The index of each unit that was rated in a period, by its id, also of those closed since."""
    every = units.ids(db).values()
    by_unit: dict[int, list[Rolled]] = {}
    for row in rollups.found(db, surveys.survey_id(db, SKM), every, period, RATINGS):
        by_unit.setdefault(row.unit_id, []).append(row)
    found = {unit: rating(pooled(some)) for unit, some in by_unit.items()}
    return {unit: index for unit, index in found.items() if index is not None}


def change(db: Db, leaves: Collection[int], before: Period, after: Period) -> Change | None:
    """From one period of some leaves to a later one; None where it cannot be told."""
    survey_id = surveys.survey_id(db, SKM)
    every = rollups.together(db, survey_id, leaves, spanning(before.first, after.last), (SUM,))
    return _change(every, before, after)


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
    unit_id, survey_id = tree.by_code[code].id, surveys.survey_id(db, SKM)
    leaves = [leaf.id for leaf in tree.leaves(unit_id)]
    if (one := publications.referred(db, reference.strip())) is not None:
        leaves = publications.leaves(db, [one.id])[one.id]
    since, until = _shown(period).first, min(period.last_day, day)
    rows = [
        row
        for leaf in leaves
        for row in releasing.raw(db, office.forms, survey_id, leaf, since, until)
    ]
    asked = releasing.asked(db, office.forms, survey_id)
    counts = _Counts(rows, rows, _written(_within(rows, period)))
    return _figures(db, office, _Subject(tree, unit_id, leaves), period, counts, asked, day)


class _Counts(NamedTuple):
    """What figures are reckoned from.

    The ratings of the leaves, together or not, in this period and those before it; what else was
    asked, of each leaf, from the beginning of a half-year on; all of each leaf, written.
    """

    rated: Sequence[Rolled]
    asked: Sequence[Rolled]
    written: Iterable[tuple[int, date, str]]


class _Subject(NamedTuple):
    """Of whom figures are: a unit, and the leaves that they are reckoned from."""

    tree: Tree
    unit_id: int
    leaves: Sequence[int]

    @property
    def unit(self) -> ServiceUnit:
        return self.tree.by_id[self.unit_id]


def _figures(
    db: Db,
    office: Office,
    of: _Subject,
    period: Period,
    given: _Counts,
    questions: Mapping[str, Asked],
    day: date,
) -> Figures:
    here = _within(given.rated, period)
    counts = pooled(here)
    index = rating(counts)
    n = index.n if index else 0
    return Figures(
        basis=_basis(db, office, of.unit.code, period, given.written, day),
        unit_id=of.unit_id,
        title=of.tree.title(of.unit),
        waiting=0,
        index=index,
        interval=_interval(_sums(here), POINTS),
        intervals=_intervals(counts),
        sample=Sample(n, _population(db, of, period)),
        asked=tuple(questions.values()),
        mix={
            question: mixed(_blocks(rows, day), period, n)
            for question, rows in _by_question(given.asked, (*questions, *BESIDE)).items()
        },
        trend=_trend(given.rated, period),
        change=_change(given.rated, period.before(), period),
    )


def _basis(
    db: Db,
    office: Office,
    unit: str,
    period: Period,
    written: Iterable[tuple[int, date, str]],
    day: date,
) -> Basis:
    end = instant(day + timedelta(days=1), time(), office.zone)
    version = surveys.number(db, surveys.survey_id(db, SKM), end)
    codes = {unit_id: code for code, unit_id in units.ids(db).items()}
    told = digest((codes[leaf], month, lines) for leaf, month, lines in written)
    mark = office.keys.mark("figures", told).hex()[:DIGITS]
    return Basis(SKM, version, unit, period, day, mark)


def _written(rows: Iterable[Rolled]) -> list[tuple[int, date, str]]:
    """As the database writes counts."""
    found: defaultdict[tuple[int, date], list[str]] = defaultdict(list)
    for row in rows:
        found[row.unit_id, row.month].append(line(row))
    return [(*box, "\n".join(lines)) for box, lines in found.items()]


def _shown(period: Period) -> Period:
    """From the first period that shows where it goes."""
    return spanning(period.before(PERIODS - 1).first, period.last)


def _told(period: Period) -> Period:
    """From the half-year on in which the first block begins that may lie in a period."""
    return spanning(month_of(period.first, HALF_YEAR).first, period.last)


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


def _change(rows: Sequence[Rolled], before: Period, after: Period) -> Change | None:
    first, second = (_sums(_within(rows, one)) for one in (before, after))
    found = welch_of(second, first) if first and second else None
    if found is None:
        return None
    return Change(before, *(POINTS * value for value in found))


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


def _by_question(rows: Iterable[Rolled], questions: Iterable[str]) -> dict[str, list[Rolled]]:
    found: dict[str, list[Rolled]] = {question: [] for question in questions}
    for row in rows:
        if row.question in found:
            found[row.question].append(row)
    return found


def _blocks(rows: Iterable[Rolled], day: date) -> list[list[Block]]:
    """What may be told of each leaf, of the counts of one question."""
    found: defaultdict[int, defaultdict[date, dict[str, Count]]]
    found = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        found[row.unit_id][row.month][row.answer] = row.count
    return [blocks(months, day) for months in found.values()]


def _population(db: Db, of: _Subject, period: Period) -> int | None:
    """As it is told of the unit itself, or of every leaf of it."""
    known = populations.of(db, [of.unit_id, *of.leaves], period)
    if of.unit_id in known:
        return known[of.unit_id]
    if all(leaf in known for leaf in of.leaves):
        return sum(known[leaf] for leaf in of.leaves)
    return None


def _parsed(reference: str) -> tuple[str, str, Period, date]:
    try:
        version, unit, period, day, _digest = reference.strip().split("/")
        return version.partition(".")[0], unit, parse(period), date.fromisoformat(day)
    except ValueError:
        raise NoReference(reference) from None
