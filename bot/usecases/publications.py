"""A period's results are published: from then on they change no more, and everybody sees them."""

from datetime import datetime

from bot.db import publications, surveys, units
from bot.db.base import Db
from bot.domain.errors import Gone, NotClosed, NothingReleased
from bot.domain.figures import Figures, Publication
from bot.domain.people import Person, require_admin
from bot.domain.period import Period
from bot.domain.time import local_day
from bot.usecases import reckoning
from bot.usecases.office import Office
from bot.usecases.walks import SKM

__all__ = ["latest", "of", "publish", "shown"]


def publish(
    db: Db, office: Office, person: Person, unit_id: int, period: Period, now: datetime
) -> list[Figures]:
    """Publish the results of a unit, and of every unit below it that has any; those that are new.

    Raises NotClosed, and NothingReleased where there is nothing to publish.
    """
    require_admin(person)
    today = local_day(now, office.zone)
    if not period.closed(today):
        raise NotClosed
    tree = units.tree(db)
    if unit_id not in tree.by_id:
        raise Gone
    survey_id = surveys.survey_id(db, SKM)
    every = [unit_id, *(unit.id for _depth, unit in tree.walk(unit_id))]
    found = [reckoning.figures(db, office, one, period, now) for one in every]
    told = [one for one in found if one.index is not None]
    if not told:
        raise NothingReleased
    return [
        one
        for one in told
        if publications.add(db, survey_id, one.unit_id, period, today, one.basis.reference)
    ]


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
