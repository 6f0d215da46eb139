"""What admins read of everything at once, published or not. All are pure reads."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from bot.db import ballots, campaigns, deliveries, enrolments, publications, surveys, trainings
from bot.db import units as tree_of
from bot.db.base import Db
from bot.domain.campaign import Stored
from bot.domain.delivery import Kind, State
from bot.domain.errors import Gone
from bot.domain.figures import Point
from bot.domain.people import Person, require_admin
from bot.domain.period import Period, usual
from bot.domain.standing import Standing
from bot.domain.training import Training, TrainingSession
from bot.domain.unit import ServiceUnit
from bot.usecases import reckoning
from bot.usecases.walks import SKM

__all__ = [
    "PAGE",
    "Held",
    "Page",
    "Released",
    "Report",
    "Reported",
    "launched",
    "owed",
    "releases",
    "report",
    "sessions",
]

PAGE = 25
"""So many rows at a time."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of many; `at` counts from 1, `more` says that others follow."""

    rows: tuple[T, ...]
    at: int
    more: bool


@dataclass(frozen=True, slots=True)
class Reported:
    """A unit in a period: its figures, the day they were published, and how many ballots wait."""

    unit: ServiceUnit
    depth: int
    point: Point | None
    published_on: date | None
    waiting: int


@dataclass(frozen=True, slots=True)
class Report:
    """All units in a period; None, and no other to choose, before anything is released."""

    period: Period | None
    periods: tuple[Period, ...]
    units: tuple[Reported, ...]


@dataclass(frozen=True, slots=True)
class Released:
    """So many ballots left a unit's box together, or one group after another, on a day."""

    title: str
    day: date
    n: int


@dataclass(frozen=True, slots=True)
class Held:
    """A session of a training, and how many employees stand how to it."""

    training: Training
    session: TrainingSession
    counts: Counter[Standing]


def report(db: Db, person: Person, period: Period | None) -> Report:
    """Every unit in this period (None: the newest month); raises Gone for one without answers."""
    require_admin(person)
    span = reckoning.span(db)
    periods = () if span is None else usual(span)
    if period is not None and (span is None or not span.meets(period)):
        raise Gone
    chosen = period or next(iter(periods), None)
    tree, survey_id = tree_of.tree(db), surveys.survey_id(db, SKM)
    points: dict[str, Point] = {}
    if chosen is not None:
        parents = {unit.parent_id for unit in tree.by_id.values()}
        found = (reckoning.standings(db, parent, chosen) for parent in parents)
        points = {one.code: one for some in found for one in some}
    published = {
        one.unit_id: one.published_on
        for one in publications.all_(db, survey_id)
        if one.period == chosen
    }
    boxes = ballots.waiting_by_unit(db, survey_id)
    units = tuple(
        Reported(
            unit,
            depth,
            points.get(unit.code),
            published.get(unit.id),
            sum(boxes.get(leaf.id, 0) for leaf in tree.leaves(unit.id)),
        )
        for depth, unit in tree.walk()
    )
    return Report(chosen, periods, units)


def releases(db: Db, person: Person, at: int) -> Page[Released]:
    """What the boxes released, the newest day first."""
    require_admin(person)
    tree, survey_id = tree_of.tree(db), surveys.survey_id(db, SKM)
    rows = [
        Released(tree.title(tree.by_id[unit_id]), day, n)
        for unit_id, day, n in ballots.releases(db, survey_id, PAGE + 1, PAGE * (at - 1))
        if unit_id in tree.by_id
    ]
    return _page(rows, at)


def owed(db: Db, person: Person) -> dict[Kind, Counter[State]]:
    """How many messages of each kind stand how."""
    require_admin(person)
    return deliveries.tally(db)


def sessions(db: Db, person: Person, at: int) -> Page[Held]:
    """All sessions, those that begin last first."""
    require_admin(person)
    programme = trainings.stored(db)
    of = {one.id: one for one in programme.trainings.values()}
    ordered = sorted(
        programme.sessions.values(), key=lambda one: (one.starts_at, one.id), reverse=True
    )
    some = ordered[PAGE * (at - 1) :][: PAGE + 1]
    counts = enrolments.counts_of(db, [one.id for one in some])
    rows = [Held(of[one.training_id], one, counts.get(one.id, Counter())) for one in some]
    return _page(rows, at)


def launched(db: Db, person: Person) -> list[Stored]:
    """All campaigns, the newest first."""
    require_admin(person)
    return campaigns.stored(db)[::-1]


def _page(rows: Sequence[T], at: int) -> Page[T]:
    return Page(tuple(rows[:PAGE]), at, len(rows) > PAGE)
