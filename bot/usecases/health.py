"""How well the channels work, for admins and for what an office files; pure reads.

Every outlet asks here, and nobody reckons on the side.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import NamedTuple

from bot.db import counters, opt_outs, reached, surveys
from bot.db import units as tree_of
from bot.db.base import Db
from bot.domain import health as rules
from bot.domain.errors import Gone
from bot.domain.health import Channel, Channels, Health, Measure, Told
from bot.domain.people import Person, require_admin
from bot.domain.period import QUARTER, Period, month_of, parse, usual
from bot.domain.time import instant
from bot.domain.unit import Tree
from bot.usecases.office import Office
from bot.usecases.walks import SKM

__all__ = ["health", "of_unit", "overview"]

PERIODS = 6
"""So many, one after another, show where it goes."""


class _Form(NamedTuple):
    """The question that is asked first, and how many everybody is asked."""

    first: str
    asked: int


def health(
    db: Db, office: Office, person: Person, unit_id: int, code: str, now: datetime
) -> Channel:
    """A unit in a period and those before it."""
    require_admin(person)
    tree, period = tree_of.tree(db), parse(code)
    if unit_id not in tree.by_id:
        raise Gone
    form = _form(db, office)
    every = [*(period.before(count) for count in range(PERIODS - 1, 0, -1)), period]
    leaves = [leaf.id for leaf in tree.leaves(unit_id)]
    counts = [_counts(db, office, leaves, one, now) for one in every]
    found = [_of_unit(one, tree, unit_id, form) for one in counts]
    told = _with_messages(db, office, found)
    return Channel(unit_id, tree.title(tree.by_id[unit_id]), told, rules.bounds(form.asked))


def overview(
    db: Db, office: Office, person: Person, period: Period | None, now: datetime
) -> Channels:
    """Every unit in this period (None: the newest month); raises Gone for one without counts."""
    require_admin(person)
    span = counters.span(db, surveys.survey_id(db, SKM))
    periods = () if span is None else usual(span)
    if period is not None and period not in periods:
        raise Gone
    chosen, form = period or next(iter(periods), None), _form(db, office)
    bounds = rules.bounds(form.asked)
    if chosen is None:
        return Channels(None, (), (), None, bounds)
    tree = tree_of.tree(db)
    counts = _counts(db, office, [leaf.id for leaf in tree.leaves()], chosen, now)
    units = tuple(
        (depth, unit.id, unit.name, _of_unit(counts, tree, unit.id, form))
        for depth, unit in tree.walk()
    )
    (whole,) = _with_messages(db, office, [Health(chosen)])
    return Channels(chosen, periods, units, whole, bounds)


def of_unit(db: Db, office: Office, unit_id: int, period: Period, now: datetime) -> Health:
    """One unit in one period, without what is measured of the whole bot."""
    tree = tree_of.tree(db)
    leaves = [leaf.id for leaf in tree.leaves(unit_id)]
    counts = _counts(db, office, leaves, period, now)
    return _of_unit(counts, tree, unit_id, _form(db, office))


class _Counts(NamedTuple):
    """What was counted in a period, by unit."""

    period: Period
    happened: Mapping[int, Mapping[str, int]]
    invited: Mapping[int, Told]


def _counts(
    db: Db, office: Office, leaves: Collection[int], period: Period, now: datetime
) -> _Counts:
    since, until = _span(office, period)
    # Who was invited later than that may still answer in time.
    invited = reached.answered(db, (since, min(until, now - rules.SOON)))
    happened = counters.by_unit(db, surveys.survey_id(db, SKM), leaves, period)
    return _Counts(period, happened, invited)


def _of_unit(counts: _Counts, tree: Tree, unit_id: int, form: _Form) -> Health:
    below = [unit_id, *(unit.id for _depth, unit in tree.walk(unit_id))]
    happened = rules.together(counts.happened.get(leaf.id, {}) for leaf in tree.leaves(unit_id))
    invited = sum((counts.invited.get(one, Told()) for one in below), Told())
    return rules.counted(counts.period, happened, form.first, form.asked, invited)


def _with_messages(db: Db, office: Office, found: Sequence[Health]) -> tuple[Health, ...]:
    """With blocks, and of the last period with opt-outs, which are of the whole bot."""
    sent = reached.delivered(db, [_span(office, one.period) for one in found])
    told = [
        replace(one, measures={**one.measures, Measure.BLOCKS: 1000 * of.did / of.told})
        if of.told
        else one
        for one, of in zip(found, sent, strict=True)
    ]
    opted = _opt_outs(db, office, month_of(found[-1].period.last, QUARTER))
    if opted is not None:
        told[-1] = replace(told[-1], measures={**told[-1].measures, Measure.OPT_OUTS: opted})
    return tuple(told)


def _opt_outs(db: Db, office: Office, quarter: Period) -> float | None:
    """Those who were found to have blocked the bot are known by the messages to them."""
    people = reached.people(db, _span(office, quarter))
    return rules.share(Told(people.told, people.did + opt_outs.total(db, quarter)))


def _span(office: Office, period: Period) -> tuple[datetime, datetime]:
    """When it begins, and when it is over."""
    days = (period.first, period.last_day + timedelta(days=1))
    begins, ends = (instant(day, time(), office.zone) for day in days)
    return begins, ends


def _form(db: Db, office: Office) -> _Form:
    """Of the newest version; without questions where nothing is asked."""
    version = surveys.newest(db, SKM)
    if version is None:
        return _Form("", 0)
    form = office.forms.get(db, version.id, version.digest)
    first = next((control.key for control in form.controls), "")
    return _Form(first, len(form.asked_of_all))
