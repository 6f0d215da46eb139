"""How well the channels work, for admins; pure reads."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.db import counters, deliveries, surveys, units
from bot.db.base import Db
from bot.domain import health as rules
from bot.domain.errors import Gone
from bot.domain.health import Channel, Health, Measure
from bot.domain.people import Person, require_admin
from bot.domain.period import Period, parse
from bot.domain.time import instant
from bot.usecases.office import Office
from bot.usecases.walks import SKM

__all__ = ["health"]

PERIODS = 6
"""So many, one after another, show where it goes."""


def health(db: Db, office: Office, person: Person, unit_id: int, code: str) -> Channel:
    """A unit in a period and those before it."""
    require_admin(person)
    tree, period = units.tree(db), parse(code)
    if unit_id not in tree.by_id:
        raise Gone
    leaves = [leaf.id for leaf in tree.leaves(unit_id)]
    first = _first(db, office)
    before = [period.before(count) for count in range(PERIODS - 1, 0, -1)]
    found = [_health(db, leaves, one, first) for one in (*before, period)]
    blocked = rules.blocks(*deliveries.delivered(db, *_instants(office, period)))
    if blocked is not None:
        measures = {**found[-1].measures, Measure.BLOCKS: blocked}
        found[-1] = replace(found[-1], measures=measures)
    return Channel(unit_id, tree.title(tree.by_id[unit_id]), tuple(found))


def _health(db: Db, leaves: list[int], period: Period, first: str) -> Health:
    counts = counters.totals(db, surveys.survey_id(db, SKM), leaves, period)
    measured = {
        Measure.COMPLETION: rules.completion(counts, first),
        Measure.SECONDS: rules.median_seconds(counts),
    }
    return Health(
        period,
        counts.get("submitted", 0),
        {measure: value for measure, value in measured.items() if value is not None},
        tuple(rules.left(counts)),
    )


def _instants(office: Office, period: Period) -> tuple[datetime, datetime]:
    """When it begins, and when it is over."""
    days = (period.first, period.last_day + timedelta(days=1))
    begins, ends = (instant(day, time(), office.zone) for day in days)
    return begins, ends


def _first(db: Db, office: Office) -> str:
    """The question that is asked first; empty where nothing is asked."""
    version = surveys.newest(db, SKM)
    if version is None:
        return ""
    form = office.forms.get(db, version.id, version.digest)
    return form.controls[0].key if form.controls else ""
