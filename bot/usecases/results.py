"""The index of a unit and all below it, from released responses; pure reads."""

from bot.db import ballots, rollups, surveys, units
from bot.db.base import Db
from bot.domain.errors import Gone
from bot.domain.figures import pooled, rating
from bot.domain.people import Person, require_admin
from bot.domain.response import Result
from bot.domain.unit import ServiceUnit, Tree
from bot.usecases.reckoning import RATINGS
from bot.usecases.walks import SKM

__all__ = ["result", "results"]


def result(db: Db, unit_id: int) -> Result:
    """The figures that anybody may see; raises Gone for a unit that is not in the list."""
    tree = units.tree(db)
    if unit_id not in tree.by_id:
        raise Gone
    return _Figures(db, tree).of(tree.by_id[unit_id], tree.title(tree.by_id[unit_id]), 0)


def results(db: Db, person: Person) -> list[Result]:
    """/laporan: the figures of every unit, each subtree pooled, in the order of the tree."""
    require_admin(person)
    tree = units.tree(db)
    figures = _Figures(db, tree)
    return [figures.of(unit, unit.name, depth) for depth, unit in tree.walk()]


class _Figures:
    """Everything released, read once."""

    def __init__(self, db: Db, tree: Tree) -> None:
        survey_id = surveys.survey_id(db, SKM)
        self._tree = tree
        self._rows = rollups.found(db, survey_id, list(tree.by_id), None, RATINGS)
        self._days = ballots.release_days(db, survey_id)
        self._waiting = ballots.waiting_by_unit(db, survey_id)

    def of(self, unit: ServiceUnit, title: str, depth: int) -> Result:
        leaves = {leaf.id for leaf in self._tree.leaves(unit.id)}
        days = [day for leaf in leaves for day in self._days.get(leaf, ())]
        return Result(
            title=title,
            code=unit.code,
            unit_id=unit.id,
            depth=depth,
            waiting=sum(self._waiting.get(leaf, 0) for leaf in leaves),
            index=rating(pooled(row for row in self._rows if row.unit_id in leaves)),
            first=min(days, default=None),
            last=max(days, default=None),
        )
