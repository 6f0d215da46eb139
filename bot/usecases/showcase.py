"""What everybody may see: published results, the same for whoever asks. All are pure reads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bot.db import follow_ups, populations, publications, surveys, units
from bot.db.base import Db
from bot.domain.errors import Gone
from bot.domain.figures import Figures, Point, Publication, Rated
from bot.domain.follow_up import FollowUp
from bot.domain.period import Period
from bot.domain.unit import ServiceUnit, Tree
from bot.usecases import publications as publishing
from bot.usecases import reckoning
from bot.usecases.office import Office
from bot.usecases.walks import SKM

__all__ = [
    "Listed",
    "Overview",
    "Sheet",
    "Shown",
    "of_unit",
    "overview",
    "published",
    "sheet",
    "shown",
    "stamp",
]


@dataclass(frozen=True, slots=True)
class Listed:
    """A unit in the list, with what is published last of it; None where nothing is."""

    unit: ServiceUnit
    depth: int
    latest: Point | None


@dataclass(frozen=True, slots=True)
class Overview:
    """Units beside one another in a period, the best first, and the list of all of them.

    `period` is None while nothing is published of units that can be compared; `periods` are all
    that one may choose, the newest first.
    """

    period: Period | None
    periods: tuple[Period, ...]
    ranking: tuple[Point, ...]
    units: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is published of a unit in a period; without `figures` nothing is, of any.

    `above` are the units it belongs to, the highest first; `changed` is what it and those below it
    changed, of the latter with their names; `below` are those right below it that have
    published results of the same period, the best first. `is_rated` says whether citizens rate
    this unit itself.
    """

    unit: ServiceUnit
    title: str
    is_rated: bool
    above: tuple[ServiceUnit, ...]
    publication: Publication | None
    figures: Figures | None
    others: tuple[Publication, ...]
    below: tuple[Point, ...]
    changed: tuple[tuple[str, FollowUp], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What was published of a unit in one period, and the unit right above it."""

    unit: ServiceUnit
    above: ServiceUnit | None
    publication: Publication
    rated: Rated


def stamp(db: Db) -> str:
    """The name of all that is published: another as soon as any of it, or what stands beside it,
    is another."""
    tree = units.tree(db)
    published = _published(db, tree)
    parts: list[object] = [
        (one.unit_id, one.period.code, one.published_on, one.reference) for one in published
    ]
    parts += tree.by_id.values()
    parts += (
        (period.code, sorted(populations.of(db, list(tree.by_id), period).items()))
        for period in sorted({one.period for one in published})
    )
    parts += follow_ups.published(db, tree.by_id)
    return sha256("\n".join(map(repr, parts)).encode()).hexdigest()[:32]


def overview(db: Db, period: Period | None) -> Overview:
    """The units in this period (None: the newest); raises Gone for one that is not published."""
    tree = units.tree(db)
    published = _published(db, tree)
    top = tree.top
    compared = {unit.id for unit in tree.children(top)}
    periods = tuple(dict.fromkeys(one.period for one in published if one.unit_id in compared))
    if period is not None and period not in periods:
        raise Gone
    chosen = period or next(iter(periods), None)
    ranking = () if chosen is None else tuple(_standings(db, tree, published, top, chosen))
    return Overview(chosen, periods, ranking, tuple(_listed(db, tree, published)))


def sheet(db: Db, office: Office, code: str, period: Period | None, now: datetime) -> Sheet:
    """A unit's published results of this period (None: the newest).

    Raises Gone for a unit that is not in the list, unless something of it is published, and where
    nothing of the period is.
    """
    tree, listed = units.tree(db, closed=True), units.tree(db)
    unit = tree.by_code.get(code)
    if unit is None:
        raise Gone
    published = _published(db, tree)
    own = [one for one in published if one.unit_id == unit.id]
    if not own and unit.id not in listed.by_id:
        raise Gone
    one = next((one for one in own if period in {None, one.period}), None)
    if one is None and period is not None:
        raise Gone
    return Sheet(
        unit=unit,
        title=tree.title(unit),
        is_rated=listed.is_leaf(unit.id),
        above=_above(tree, unit),
        publication=one,
        figures=None if one is None else publishing.shown(db, office, one, now),
        others=tuple(other for other in own if other != one),
        below=() if one is None else tuple(_standings(db, tree, published, unit.id, one.period)),
        changed=tuple(_changed(db, tree, unit)),
    )


def published(db: Db) -> list[Publication]:
    """All that is published, in the order of the tree, the newest period of a unit first."""
    tree = units.tree(db, closed=True)
    place = {unit.id: place for place, (_depth, unit) in enumerate(tree.walk())}
    return sorted(_published(db, tree), key=lambda one: place[one.unit_id])


def shown(db: Db, period: Period, published: Iterable[Publication]) -> list[Shown]:
    """What was published, all of this period, of the units that are in the list."""
    tree = units.tree(db, closed=True)
    known = [one for one in published if one.unit_id in tree.by_id]
    rated = reckoning.rated(db, [one.unit_id for one in known], period)
    found = []
    for one in known:
        unit = tree.by_id[one.unit_id]
        found.append(Shown(unit, tree.by_id.get(unit.parent_id or 0), one, rated[unit.id]))
    return found


def of_unit(db: Db, code: str) -> list[Shown]:
    """All that is published of a unit, the newest period first; raises Gone for no such unit."""
    unit = units.tree(db, closed=True).by_code.get(code)
    if unit is None:
        raise Gone
    every = publishing.of(db, unit.id)
    return [one for each in every for one in shown(db, each.period, [each])]


def _changed(db: Db, tree: Tree, unit: ServiceUnit) -> Iterator[tuple[str, FollowUp]]:
    """What a unit and those below it changed; theirs with their names."""
    for one in follow_ups.published(db, units.subtree(db, unit.id) or ()):
        yield "" if one.unit_id == unit.id else tree.by_id[one.unit_id].name, one


def _published(db: Db, tree: Tree) -> list[Publication]:
    """Of the units that are in the list."""
    found = publications.all_(db, surveys.survey_id(db, SKM))
    return [one for one in found if one.unit_id in tree.by_id]


def _standings(
    db: Db, tree: Tree, published: list[Publication], parent: int | None, period: Period
) -> Iterator[Point]:
    shown = {tree.by_id[one.unit_id].code for one in published if one.period == period}
    if not shown & {unit.code for unit in tree.children(parent)}:
        return
    found = reckoning.standings(db, parent, period)
    yield from (one for one in found if one.code in shown)


def _listed(db: Db, tree: Tree, published: list[Publication]) -> Iterator[Listed]:
    latest: dict[int, Publication] = {}
    for one in published:
        latest.setdefault(one.unit_id, one)
    wanted = {(tree.by_id[one.unit_id].parent_id, one.period) for one in latest.values()}
    found = {
        (one.code, period): one
        for parent, period in wanted
        for one in _standings(db, tree, published, parent, period)
    }
    for depth, unit in tree.walk():
        last = latest.get(unit.id)
        yield Listed(unit, depth, None if last is None else found.get((unit.code, last.period)))


def _above(tree: Tree, unit: ServiceUnit) -> tuple[ServiceUnit, ...]:
    found: list[ServiceUnit] = []
    while (parent := tree.by_id.get(unit.parent_id or 0)) is not None:
        found.append(parent)
        unit = parent
    return tuple(reversed(found))
