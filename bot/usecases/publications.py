"""A period's results are published: from then on they change no more, and everybody sees them."""

from datetime import datetime

from bot.db import ballots, publications, rollups, surveys, units
from bot.db.base import Db
from bot.domain.errors import Gone, NotClosed, NothingReleased
from bot.domain.figures import Figures, Publication
from bot.domain.people import Person, require_admin
from bot.domain.period import Period
from bot.domain.rollup import SUM
from bot.domain.time import local_day
from bot.usecases import digesting, reckoning, reminding
from bot.usecases.expecting import admit
from bot.usecases.office import Office
from bot.usecases.walks import SKM

__all__ = ["latest", "of", "publish", "shown", "unpublished"]


def publish(
    db: Db, office: Office, person: Person, unit_id: int, period: Period, now: datetime
) -> list[Figures]:
    """Publish the results of a unit, and of every unit below it that has any; those that are new.

    Their heads are asked what will be done, and their employees read what citizens said.
    Raises NotClosed, and NothingReleased where there is nothing to publish.
    """
    require_admin(person)
    today = local_day(now, office.zone)
    if not period.closed(today):
        raise NotClosed
    survey_id = surveys.survey_id(db, SKM)
    _hold(db, survey_id, unit_id)
    answered = _answered(db, survey_id, unit_id, period)
    if not answered:
        raise NothingReleased
    known = publications.published(db, survey_id, answered, period)
    new = {one: leaves for one, leaves in answered.items() if one not in known}
    told: dict[int, Figures] = {}
    for one, leaves in new.items():
        found = reckoning.figures(db, office, one, period, now)
        reference = found.basis.reference
        id = publications.add(db, survey_id, one, period, today, reference, leaves)
        if id is not None:
            told[id] = found
    if person.id in office.admins:
        # Of what is done about it they are told later.
        admit(db, office, person, now)
    reminding.begin(db, office, told, now)
    digesting.owe(db, office, told, now)
    return [*told.values()]


def unpublished(db: Db, person: Person, unit_id: int, period: Period) -> int:
    """How many units `publish` would publish. A pure read."""
    require_admin(person)
    survey_id = surveys.survey_id(db, SKM)
    answered = _answered(db, survey_id, unit_id, period)
    return len(answered) - len(publications.published(db, survey_id, answered, period))


def of(db: Db, unit_id: int) -> list[Publication]:
    """What is published of a unit, the newest period first. A pure read."""
    return publications.of(db, surveys.survey_id(db, SKM), unit_id)


def latest(db: Db, unit_id: int) -> Publication | None:
    """That of the newest period; None before the first. A pure read."""
    return publications.latest(db, surveys.survey_id(db, SKM), unit_id)


def shown(db: Db, office: Office, one: Publication, now: datetime) -> Figures:
    """The figures that were published, beside nothing that was not. A pure read."""
    found = reckoning.figures(db, office, one.unit_id, one.period, now)
    return found.beside({other.period for other in of(db, one.unit_id)})


def _hold(db: Db, survey_id: int, unit_id: int) -> None:
    """Nothing is released here until this transaction ends: what begins then finds it frozen."""
    for leaf in sorted(leaf.id for leaf in units.tree(db).leaves(unit_id)):
        ballots.lock(db, survey_id, leaf)


def _answered(db: Db, survey_id: int, unit_id: int, period: Period) -> dict[int, list[int]]:
    """A unit and those below it, as far as they have answers in a period, each with its leaves."""
    tree = units.tree(db)
    if unit_id not in tree.by_id:
        raise Gone
    leaves = [leaf.id for leaf in tree.leaves(unit_id)]
    such = {row.unit_id for row in rollups.found(db, survey_id, leaves, period, (SUM,))}
    every = [unit_id, *(unit.id for _depth, unit in tree.walk(unit_id))]
    below = {one: [leaf.id for leaf in tree.leaves(one)] for one in every}
    return {one: some for one, some in below.items() if not such.isdisjoint(some)}
