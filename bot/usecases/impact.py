"""Effects of trainings on what citizens say, for admins; pure reads."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from bot import statistics
from bot.db import enrolments, units
from bot.db.base import Db
from bot.domain import effect as rules
from bot.domain.effect import Change, Effect
from bot.domain.people import Person, require_admin
from bot.domain.period import Period
from bot.domain.score import ELEMENTS, Index
from bot.domain.time import local_day
from bot.domain.unit import Tree
from bot.usecases import reckoning
from bot.usecases.office import Office

__all__ = ["effects"]

Indices = Mapping[int, Index]

POINTS = 25.0


def effects(db: Db, office: Office, person: Person, now: datetime) -> list[Effect]:
    """/dampak: of each element that was trained, each cohort of units, the newest first.

    The intervals of all elements of a quarter hold what is true together as often as one alone.
    """
    require_admin(person)
    tree, today = units.tree(db), local_day(now, office.zone)
    seen: dict[Period, Indices] = {}
    found: list[Effect] = []
    for element, first in _first(db).items():
        for cohort in rules.cohorts(first.values()):
            for period in (cohort.before(), cohort.after()):
                if period not in seen:
                    seen[period] = reckoning.alone(db, period)
            changes = _changes(db, tree, element, cohort, first, seen)
            found.append(Effect(element, cohort, changes, None, cohort.after().closed(today)))
    return sorted(_estimated(found), key=lambda one: one.cohort, reverse=True)


def _first(db: Db) -> dict[str, dict[int, date]]:
    """By element and unit, the first day on which somebody who worked there was trained."""
    found: dict[str, dict[int, date]] = {element.key: {} for element in ELEMENTS}
    for taken in enrolments.attended(db):
        for element in found.keys() & set(taken.elements):
            first = found[element]
            first[taken.unit_id] = min(taken.day, first.get(taken.unit_id, taken.day))
    return found


def _changes(
    db: Db,
    tree: Tree,
    element: str,
    cohort: Period,
    first: Mapping[int, date],
    seen: Mapping[Period, Indices],
) -> tuple[Change, ...]:
    """Of the units with answers in both quarters, also of those that are closed by now."""
    before, after = seen[cohort.before()], seen[cohort.after()]
    both = [unit for unit in before if unit in after]
    found = [
        Change(
            _title(db, tree, unit),
            trained,
            *(POINTS * float(one[unit].elements[element].nrr) for one in (before, after)),
        )
        for unit, trained in rules.sides(cohort, first, both).items()
    ]
    return tuple(sorted(found, key=lambda one: (not one.trained, one.title.casefold())))


def _title(db: Db, tree: Tree, unit_id: int) -> str:
    one = tree.by_id.get(unit_id)
    return units.place(db, unit_id).title if one is None else tree.title(one)


def _estimated(found: list[Effect]) -> list[Effect]:
    enough = [one for one in found if one.over and min(one.sizes) >= rules.FEWEST]
    # Nine at most, so that six units and six have an interval at this level.
    level = 1 - (1 - statistics.LEVEL) / max(1, len({one.element for one in enough}))
    return [_estimate(one, level) if one in enough else one for one in found]


def _estimate(one: Effect, level: float) -> Effect:
    trained = [change.difference for change in one.changes if change.trained]
    others = [change.difference for change in one.changes if not change.trained]
    return replace(one, estimate=statistics.permuted(trained, others, level))
