"""The figures of a unit in a period; every outlet asks here, and nobody reckons on the side.

All are pure reads. The counts of a unit are those of all leaves below it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import NamedTuple

from bot.db import ballots, populations, publications, rollups, surveys, units
from bot.db.base import Db
from bot.db.rollups import ByMonth
from bot.domain.errors import Gone, NoReference
from bot.domain.figures import (
    Basis,
    Change,
    Figures,
    Interval,
    Point,
    Pooled,
    Rated,
    Sample,
    digest,
    joined,
    line,
    pooled,
    rating,
    spread,
)
from bot.domain.mix import Answers, blocks, mixed, told_in
from bot.domain.period import HALF_YEAR, Period, month_of, parse, spanning
from bot.domain.response import MODE_PAPER
from bot.domain.rollup import MODE, PAPER, STRAIGHT, SUM, YES, Asked, Count, Rolled, rates
from bot.domain.score import ELEMENTS, Index
from bot.domain.time import instant, local_day
from bot.domain.unit import ServiceUnit, Tree
from bot.statistics import Moments, mean_of, tallied, welch_of
from bot.usecases import releasing
from bot.usecases.office import Office
from bot.usecases.walks import SKM

__all__ = [
    "change",
    "figures",
    "index",
    "indices",
    "leaves",
    "newest",
    "rated",
    "rebuilt",
    "span",
    "standings",
]

PERIODS = 8
"""So many periods, one after another, show where it goes."""

RATINGS = tuple(rates(element.key) for element in ELEMENTS)

BESIDE = (MODE, STRAIGHT)

POINTS = 25 / len(ELEMENTS)
"""What a point of the sum of nine scores is on the scale of the index."""

LEAST, MOST = 25.0, 100.0

DIGITS = 12
"""So much of the digest's mark, in hexadecimal, stands in a reference."""


def figures(db: Db, office: Office, unit_id: int, period: Period, now: datetime) -> Figures:
    """What is told of a unit in a period: what is published of it stays as it was, and has the
    reference that it was published with. Raises Gone for a unit that is not in the list, unless
    that is published."""
    survey_id = surveys.survey_id(db, SKM)
    one = publications.published(db, survey_id, [unit_id], period).get(unit_id)
    tree = units.tree(db, closed=one is not None)
    if unit_id not in tree.by_id:
        raise Gone
    leaves = _members(db, tree, [unit_id], period)[unit_id]
    asked = releasing.asked(db, office.forms, survey_id)
    counts = _Counts(
        rollups.together(db, survey_id, leaves, _shown(period), (SUM, *RATINGS)),
        rollups.by_unit(db, survey_id, leaves, _told(period), (*asked, *BESIDE, PAPER)),
        rollups.written(db, survey_id, leaves, _told(period)),
    )
    today = local_day(now, office.zone)
    found = _figures(db, office, _Subject(tree, unit_id, leaves), period, counts, asked, today)
    basis = found.basis if one is None else _parsed(one.reference)
    waiting = ballots.waiting_by_unit(db, survey_id)
    return replace(found, basis=basis, waiting=sum(waiting.get(leaf, 0) for leaf in leaves))


def leaves(db: Db, unit_id: int, period: Period) -> list[int]:
    """Those from which the figures of a unit in a period are reckoned."""
    return _members(db, units.tree(db), [unit_id], period)[unit_id]


def standings(db: Db, parent_id: int | None, period: Period) -> list[Point]:
    """The units right below one (None: the highest), the best first, then those without answers.

    Of the same index, in the order of the tree.
    """
    tree = units.tree(db)
    every = tree.children(parent_id)
    below = _members(db, tree, [one.id for one in every], period)
    counts = _pooled(db, below, period, (SUM, *RATINGS))
    found = [_point(counts[one.id], period, one.code, one.name) for one in every]
    return sorted(found, key=lambda one: -one.index.ikm if one.index else 0)


def rated(db: Db, unit_ids: Iterable[int], period: Period) -> dict[int, Rated]:
    """What `figures` tell of how these units were rated, by unit."""
    below = _members(db, units.tree(db, closed=True), [*unit_ids], period)
    counts = _pooled(db, below, period, (SUM, *RATINGS))
    served = populations.of(db, {*below, *chain(*below.values())}, period)
    return {
        one: _rated(counts[one], _population(served, one, leaves)) for one, leaves in below.items()
    }


def index(db: Db, unit_id: int, period: Period | None) -> Index | None:
    """That of `figures` alone, where a card tells no more (of no period: of all that was ever
    answered); None without answers."""
    of = _members(db, units.tree(db), [unit_id], period)[unit_id]
    rows = rollups.together(db, surveys.survey_id(db, SKM), of, period, RATINGS)
    return rating(pooled(rows))


def indices(db: Db, period: Period | None) -> dict[int, Index]:
    """As `index`, of each unit that is in the list and has any, by its id."""
    tree = units.tree(db)
    below = _members(db, tree, [*tree.by_id], period)
    counts = _pooled(db, below, period, RATINGS)
    found = {one: rating(some) for one, some in counts.items()}
    return {one: index for one, index in found.items() if index is not None}


def alone(db: Db, period: Period) -> dict[int, Index]:
    """As `indices`, of each unit that was rated itself, also of those closed since."""
    counts = _pooled(db, {one: [one] for one in units.ids(db).values()}, period, RATINGS)
    found = {one: rating(some) for one, some in counts.items()}
    return {one: index for one, index in found.items() if index is not None}


def change(db: Db, unit_id: int, before: Period, after: Period) -> Change | None:
    """From one period of a unit to a later one; None where it cannot be told."""
    survey_id = surveys.survey_id(db, SKM)
    of = _members(db, units.tree(db), [unit_id], after)[unit_id]
    every = rollups.together(db, survey_id, of, spanning(before.first, after.last), (SUM,))
    return _change(every, before, after)


def span(db: Db) -> Period | None:
    """From the first month with released answers to the last; None without any."""
    found = rollups.months(db, surveys.survey_id(db, SKM))
    return None if found is None else spanning(*found)


def newest(db: Db, office: Office, unit_id: int, now: datetime) -> Period | None:
    """The newest month that is over and has answers to a unit or any below it, if there is one."""
    leaves = _leaves(units.tree(db), unit_id)
    today = local_day(now, office.zone)
    month = rollups.newest(db, surveys.survey_id(db, SKM), leaves, month_of(today).first)
    return None if month is None else month_of(month)


def rebuilt(db: Db, office: Office, reference: str) -> Figures:
    """The figures that a reference stands for, from the responses themselves, as they were known
    at the end of its day: the same if its digest is. What is published is found by the digest
    alone. Raises NoReference, NoPeriod or Gone."""
    one = publications.referred(db, reference.strip())
    known = _parsed(reference if one is None else one.reference)
    period, day, tree = known.period, known.day, units.tree(db, closed=one is not None)
    if known.survey != SKM or known.unit not in tree.by_code:
        raise Gone
    unit_id, survey_id = tree.by_code[known.unit].id, surveys.survey_id(db, SKM)
    leaves = _leaves(tree, unit_id)
    if one is not None:
        leaves = publications.leaves(db, [one.id])[one.id]
    # Of what is looked at, trend and blocks begin earlier, one or the other first.
    since = min(_shown(period).first, _told(period).first)
    each = [
        releasing.raw(db, office.forms, survey_id, leaf, since, period.last_day, day)
        for leaf in leaves
    ]
    rows = [*chain(*each)]
    asked = releasing.asked(db, office.forms, survey_id)
    shown = [row for row in _within(rows, _shown(period)) if row.question in {SUM, *RATINGS}]
    counts = _Counts(shown, map(_by_month, each), _written(_within(rows, _told(period))))
    return _figures(db, office, _Subject(tree, unit_id, leaves), period, counts, asked, day)


class _Counts(NamedTuple):
    """What figures are reckoned from.

    The ratings of the leaves, together or not, in this period and those before it; what else was
    asked, of one leaf after another, from the beginning of a half-year on; all of each leaf from
    then on, written.
    """

    rated: Sequence[Rolled]
    asked: Iterable[ByMonth]
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
    served = populations.of(db, {of.unit_id, *of.leaves}, period, day)
    population = _population(served, *of[1:])
    rated = _rated(pooled(_within(given.rated, period)), population)
    return Figures(
        basis=_basis(db, office, of.unit.code, period, given, population, day),
        unit_id=of.unit_id,
        title=of.tree.title(of.unit),
        waiting=0,
        index=rated.index,
        interval=rated.interval,
        intervals=rated.intervals,
        sample=rated.sample,
        asked=tuple(questions.values()),
        mix={
            question: mixed(each, rated.sample.n)
            for question, each in _told_of(given.asked, (*questions, *BESIDE), period, day).items()
        },
        trend=_trend(given.rated, period),
        change=_change(given.rated, period.before(), period),
    )


def _rated(counts: Pooled, population: int | None) -> Rated:
    index = rating(counts)
    return Rated(
        index,
        _interval(_sums(counts), POINTS),
        _intervals(counts),
        Sample(index.n if index else 0, population),
    )


def _basis(
    db: Db,
    office: Office,
    unit: str,
    period: Period,
    given: _Counts,
    population: int | None,
    day: date,
) -> Basis:
    end = instant(day + timedelta(days=1), time(), office.zone)
    version = surveys.number(db, surveys.survey_id(db, SKM), end)
    codes = {unit_id: code for code, unit_id in units.ids(db).items()}
    told = (
        *(SKM, version, unit, period.code, day, population),
        digest((codes[leaf], month, lines) for leaf, month, lines in given.written),
        digest(("", month, lines) for month, lines in _together(given.rated)),
    )
    return Basis(
        SKM, version, unit, period, day, office.keys.mark("figures", *told).hex()[:DIGITS]
    )


def _written(rows: Iterable[Rolled]) -> list[tuple[int, date, str]]:
    """As the database writes counts."""
    found: defaultdict[tuple[int, date], list[str]] = defaultdict(list)
    for row in rows:
        found[row.unit_id, row.month].append(line(row))
    return [(*box, "\n".join(lines)) for box, lines in found.items()]


def _together(rows: Iterable[Rolled]) -> list[tuple[date, str]]:
    """By month, the counts of all leaves together, written."""
    found: defaultdict[tuple[date, str, str], Count] = defaultdict(Count)
    for row in rows:
        found[row.month, row.question, row.answer] += row.count
    lines: defaultdict[date, list[str]] = defaultdict(list)
    for (month, question, answer), count in found.items():
        lines[month].append(line(Rolled(0, month, question, answer, count)))
    return [(month, "\n".join(some)) for month, some in lines.items()]


def _members(
    db: Db, tree: Tree, unit_ids: Collection[int], period: Period | None
) -> dict[int, list[int]]:
    """By unit the leaves that it is reckoned from: those it was published with, else all that are
    below it now."""
    found = {one: _leaves(tree, one) for one in unit_ids}
    if period is None:
        return found
    survey_id = surveys.survey_id(db, SKM)
    published = publications.published(db, survey_id, unit_ids, period)
    kept = publications.leaves(db, [one.id for one in published.values()])
    return found | {unit: kept[one.id] for unit, one in published.items()}


def _leaves(tree: Tree, unit_id: int) -> list[int]:
    """The leaves whose counts are those of a unit."""
    return [leaf.id for leaf in tree.leaves(unit_id)]


def _pooled(
    db: Db, below: Mapping[int, Sequence[int]], period: Period | None, questions: Iterable[str]
) -> dict[int, Pooled]:
    """The counts of these units, each of its leaves and of all months of a period together."""
    survey_id = surveys.survey_id(db, SKM)
    found = rollups.summed(db, survey_id, {*chain(*below.values())}, period, questions)
    return {
        one: joined(found[leaf] for leaf in leaves if leaf in found)
        for one, leaves in below.items()
    }


def _shown(period: Period) -> Period:
    """From the first period that shows where it goes."""
    return spanning(period.before(PERIODS - 1).first, period.last)


def _told(period: Period) -> Period:
    """From the half-year on in which the first block begins that may lie in a period."""
    return spanning(month_of(period.first, HALF_YEAR).first, period.last)


def _within(rows: Iterable[Rolled], period: Period) -> list[Rolled]:
    return [row for row in rows if period.first <= row.month <= period.last]


def _point(counts: Pooled, period: Period, code: str = "", title: str = "") -> Point:
    return Point(period, rating(counts), _interval(_sums(counts), POINTS), code, title)


def _trend(rows: Sequence[Rolled], period: Period) -> tuple[Point, ...]:
    """Without those before the first answer."""
    periods = [period.before(count) for count in range(PERIODS - 1, -1, -1)]
    points = [_point(pooled(_within(rows, one)), one) for one in periods]
    first = next((at for at, one in enumerate(points) if one.n), len(points))
    return tuple(points[first:])


def _change(rows: Sequence[Rolled], before: Period, after: Period) -> Change | None:
    first, second = (_sums(pooled(_within(rows, one))) for one in (before, after))
    found = welch_of(second, first) if first and second else None
    if found is None:
        return None
    return Change(before, *(POINTS * value for value in found))


def _sums(counts: Pooled) -> Moments | None:
    """How the sums of nine scores are spread; None of nobody."""
    sums = {int(total): count.n for total, count in counts.get(SUM, {}).items()}
    return tallied(sums) if sums else None


def _interval(values: Moments | None, points: float) -> Interval | None:
    """On the scale of the index, which ends at 25 and 100."""
    if values is None:
        return None
    _mean, low, high = mean_of(values)
    return Interval(max(LEAST, points * low), min(MOST, points * high))


def _intervals(counts: Pooled) -> dict[str, Interval]:
    found = {}
    for element in ELEMENTS:
        scores = spread(counts, element.key)
        interval = _interval(tallied(scores) if any(scores.values()) else None, LEAST)
        if interval is not None:
            found[element.key] = interval
    return found


def _by_month(rows: Iterable[Rolled]) -> ByMonth:
    found: ByMonth = {}
    for row in rows:
        months = found.setdefault(row.question, {})
        months.setdefault(row.month, {})[row.answer] = row.count
    return found


def _told_of(
    leaves: Iterable[ByMonth], questions: Iterable[str], period: Period, day: date
) -> dict[str, list[Answers]]:
    """By question, what may be told of each leaf in a period."""
    found: dict[str, list[Answers]] = {question: [] for question in questions}
    for leaf in leaves:
        for question in found.keys() & leaf.keys():
            found[question].append(told_in(period, blocks(leaf[question], day)))
        found[MODE] += [
            {MODE_PAPER: answers[YES]}
            for month, answers in leaf.get(PAPER, {}).items()
            if period.first <= month <= period.last and month_of(month).closed(day)
        ]
    return found


def _population(served: Mapping[int, int], unit_id: int, leaves: Collection[int]) -> int | None:
    """As it is told of the unit itself, or of every leaf below it."""
    if unit_id in served:
        return served[unit_id]
    return sum(served[leaf] for leaf in leaves) if all(leaf in served for leaf in leaves) else None


def _parsed(reference: str) -> Basis:
    """What a reference says; raises NoReference and NoPeriod."""
    try:
        edition, unit, period, day, mark = reference.strip().split("/")
        survey, _dot, version = edition.partition(".")
        return Basis(survey, int(version), unit, parse(period), date.fromisoformat(day), mark)
    except ValueError:
        raise NoReference(reference) from None
