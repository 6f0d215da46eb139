"""Effects of trainings on what citizens say, for admins; pure reads."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from bot import statistics
from bot.db import enrolments, units
from bot.db.base import Db
from bot.domain import effect as rules
from bot.domain.effect import Change, Effect, Wave
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
    """/dampak: of each element that was trained, each wave, the newest first.

    The intervals of all elements of a wave hold what is true together as often as one alone.
    """
    require_admin(person)
    tree, today = units.tree(db), local_day(now, office.zone)
    seen: dict[Period, Indices] = {}
    found: list[Effect] = []
    for element, days in _taken(db, tree).items():
        for wave in rules.waves(day for some in days.values() for day in some):
            for period in (wave.before, wave.after):
                if period not in seen:
                    seen[period] = reckoning.indices(db, period)
            first = {unit: min(some) for unit, some in days.items()}
            changes = _changes(tree, element, wave, first, seen)
            over = wave.after.closed(today)
            found.append(Effect(element, wave, changes, None, over))
    return sorted(_estimated(found), key=lambda one: one.wave.months, reverse=True)


def _taken(db: Db, tree: Tree) -> dict[str, dict[int, list[date]]]:
    """By element and leaf, the days on which somebody of it, or of a unit above, was there."""
    found: dict[str, dict[int, list[date]]] = {element.key: {} for element in ELEMENTS}
    for taken in enrolments.attended(db):
        for element in found.keys() & set(taken.elements):
            for leaf in tree.leaves(taken.unit_id):
                found[element].setdefault(leaf.id, []).append(taken.day)
    return {element: days for element, days in found.items() if days}


def _changes(
    tree: Tree,
    element: str,
    wave: Wave,
    first: Mapping[int, date],
    seen: Mapping[Period, Indices],
) -> tuple[Change, ...]:
    """Of the units with answers in both quarters."""
    before, after = seen[wave.before], seen[wave.after]
    both = [leaf.id for leaf in tree.leaves() if leaf.id in before and leaf.id in after]
    return tuple(
        Change(
            tree.title(tree.by_id[unit]),
            trained,
            *(POINTS * float(one[unit].elements[element].nrr) for one in (before, after)),
        )
        for unit, trained in rules.sides(wave, first, both).items()
    )


def _estimated(found: list[Effect]) -> list[Effect]:
    enough = [one for one in found if one.over and min(one.sizes) >= rules.FEWEST]
    # Nine at most, so that six units and six have an interval at this level.
    level = 1 - (1 - statistics.LEVEL) / max(1, len({one.element for one in enough}))
    return [_estimate(one, level) if one in enough else one for one in found]


def _estimate(one: Effect, level: float) -> Effect:
    trained = [change.difference for change in one.changes if change.trained]
    others = [change.difference for change in one.changes if not change.trained]
    return replace(one, estimate=statistics.permuted(trained, others, level))
