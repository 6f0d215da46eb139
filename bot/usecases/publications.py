"""A period's results are published: from then on they change no more, and everybody sees them."""

from datetime import datetime

from bot.db import publications, rollups, surveys, units
from bot.db.base import Db
from bot.domain.errors import Gone, NotClosed, NothingReleased
from bot.domain.figures import Figures, Publication
from bot.domain.people import Person, require_admin
from bot.domain.period import Period
from bot.domain.rollup import MODE
from bot.domain.time import local_day
from bot.usecases import digesting, following_up, reckoning
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
    answered = _answered(db, survey_id, unit_id, period)
    if not answered:
        raise NothingReleased
    known = publications.published(db, survey_id, answered, period)
    new = [one for one in answered if one not in known]
    found = [reckoning.figures(db, office, one, period, now) for one in new]
    told: dict[int, Figures] = {}
    for one in found:
        reference = one.basis.reference
        id = publications.add(db, survey_id, one.unit_id, period, today, reference)
        if id is not None:
            told[id] = one
    following_up.ask(db, told, now)
    digesting.owe(db, told, now)
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


def _answered(db: Db, survey_id: int, unit_id: int, period: Period) -> list[int]:
    """A unit and those below it, as far as they have answers in a period."""
    tree = units.tree(db)
    if unit_id not in tree.by_id:
        raise Gone
    leaves = [leaf.id for leaf in tree.leaves(unit_id)]
    such = {row.unit_id for row in rollups.found(db, survey_id, leaves, period, (MODE,))}
    every = [unit_id, *(unit.id for _depth, unit in tree.walk(unit_id))]
    return [one for one in every if any(leaf.id in such for leaf in tree.leaves(one))]
