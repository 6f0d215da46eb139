"""What may be seen of the results of units: by anybody, and by admins."""

import re
from collections.abc import Mapping
from datetime import datetime

from bot.db import ballots, counters, people, populations, surveys, units
from bot.db import publications as kept
from bot.db.base import Db
from bot.domain.errors import AlreadyPublished, FewerServed, Gone, NothingReleased
from bot.domain.figures import (
    Change,
    Figures,
    Public,
    Publication,
    Ranking,
    Remarks,
    Reported,
)
from bot.domain.health import Health
from bot.domain.people import Person, require_admin
from bot.domain.period import Period, month_of, parse
from bot.domain.privacy import mask
from bot.domain.quality import Burst, bursts
from bot.domain.response import Result
from bot.domain.score import Index
from bot.domain.time import local_day
from bot.domain.unit import ServiceUnit, Tree
from bot.usecases import health, publications, reckoning
from bot.usecases.expecting import expect
from bot.usecases.office import Office
from bot.usecases.walks import SKM
from bot.xlsform import export

__all__ = [
    "TO_LOOK",
    "TO_SERVE",
    "ask_served",
    "below",
    "expect_word",
    "months",
    "public",
    "quality",
    "remarks",
    "reported",
    "result",
    "results",
    "serve",
]

TO_SERVE = "served"
"""The expectation while an admin is to type how many were served; unit and period follow."""

TO_LOOK = "looking"
"""The expectation while an admin types words to look for; unit and period follow."""

SERVED = re.compile(r"[1-9]\d{0,8}", re.ASCII)

PAGE = 5
"""So many remarks stand on a page."""


def public(db: Db, office: Office, unit_id: int, code: str, now: datetime) -> Public:
    """/hasil: what is published of a unit and a period by its code, or else of the newest one.

    Raises Gone for a unit that is not in the list.
    """
    so_far = result(db, unit_id)
    known = publications.of(db, unit_id)
    if not known:
        return Public(so_far)
    one = next((each for each in known if each.period.code == code), known[0])
    return Public(
        so_far,
        publications.shown(db, office, one, now),
        one,
        tuple(each.period for each in known),
        _since(db, one, known),
    )


def result(db: Db, unit_id: int) -> Result:
    """All that was ever released of a unit; raises Gone for one that is not in the list."""
    tree = units.tree(db)
    if unit_id not in tree.by_id:
        raise Gone
    unit, waiting = tree.by_id[unit_id], _waiting(db)
    index = reckoning.index(db, unit_id, None)
    return _result(tree, unit, tree.title(unit), 0, waiting, index)


def results(db: Db, person: Person) -> list[Result]:
    """/laporan: the figures of every unit, each subtree pooled, in the order of the tree."""
    require_admin(person)
    tree, waiting, indices = units.tree(db), _waiting(db), reckoning.indices(db, None)
    return [
        _result(tree, unit, unit.name, depth, waiting, indices.get(unit.id))
        for depth, unit in tree.walk()
    ]


def reported(
    db: Db, office: Office, person: Person, unit_id: int, code: str, now: datetime
) -> Reported:
    """/laporan of a unit: a period by its code, or (empty) the month with the newest answers.

    A pure read. Raises NoPeriod, and Gone for a unit that is not in the list.
    """
    require_admin(person)
    period, known = _period(db, office, code, now), reckoning.span(db)
    published = [one for one in publications.of(db, unit_id) if one.period == period]
    return Reported(
        reckoning.figures(db, office, unit_id, period, now),
        known,
        period.closed(local_day(now, office.zone)),
        published[0].published_on if published else None,
        inner=not units.tree(db).is_leaf(unit_id),
    )


def months(db: Db, person: Person, unit_id: int) -> tuple[str, Period]:
    """The title of a unit, and the months with any answer of any unit. A pure read.

    Raises Gone for a unit that is not in the list, and NothingReleased without any.
    """
    require_admin(person)
    tree, found = units.tree(db), reckoning.span(db)
    if unit_id not in tree.by_id:
        raise Gone
    if found is None:
        raise NothingReleased
    return tree.title(tree.by_id[unit_id]), found


def below(
    db: Db, office: Office, person: Person, unit_id: int | None, code: str, now: datetime
) -> Ranking:
    """The units right below one (None: below the only one above all) in a period by its code, or
    (empty) the month with the newest answers. A pure read."""
    require_admin(person)
    tree = units.tree(db)
    parent = tree.by_id.get(unit_id if unit_id is not None else tree.top or 0)
    period = _period(db, office, code, now)
    found = reckoning.standings(db, None if parent is None else parent.id, period)
    ranked = [(tree.by_code[one.code].id, one) for one in found]
    return Ranking(None if unit_id is None else parent, period, reckoning.span(db), ranked)


def remarks(
    db: Db, office: Office, person: Person, unit_id: int, code: str, page: int, word: str = ""
) -> Remarks:
    """What respondents wrote, without numbers that name anybody; with a word, where that stands.

    There is no way to see what those wrote who rated something low: it would tell how one, two or
    three people rated it. A pure read.
    """
    require_admin(person)
    tree = units.tree(db)
    if unit_id not in tree.by_id:
        raise Gone
    period = parse(code)
    leaves = reckoning.leaves(db, unit_id, period)
    found = _written(db, office, leaves, period, word, page)
    return Remarks(
        unit_id,
        tree.title(tree.by_id[unit_id]),
        period,
        tuple((tree.title(tree.by_id[leaf]), mask(text)) for leaf, text in found[:PAGE]),
        page,
        more=len(found) > PAGE,
        word=word,
    )


def _written(
    db: Db, office: Office, leaves: list[int], period: Period, word: str, page: int
) -> list[tuple[int, str]]:
    """One more than stand on the page, where there are more."""
    version = surveys.newest(db, SKM)
    if version is None:
        return []
    questions = export.remarks(office.forms.get(db, version.id, version.digest))
    of = (version.survey_id, leaves, period, questions)
    return ballots.remarks(db, *of, word=word, most=PAGE + 1, after=page * PAGE)


def expect_word(
    db: Db, office: Office, person: Person, unit_id: int, code: str, now: datetime
) -> Period:
    """The next typed lines are words to look for in comments; the period."""
    require_admin(person)
    period = parse(code)
    expect(db, office, person, f"{TO_LOOK}:{unit_id}:{period.code}", now)
    return period


def quality(
    db: Db, office: Office, person: Person, unit_id: int, code: str, now: datetime
) -> tuple[Figures, Health, list[tuple[str, Burst]]]:
    """The figures, how interviews went, and the days on which very many answered with the unit's
    title. A pure read."""
    require_admin(person)
    period = parse(code)
    found = reckoning.figures(db, office, unit_id, period, now)
    tree = units.tree(db)
    leaves = [leaf.id for leaf in tree.leaves(unit_id)]
    days = counters.by_day(db, surveys.survey_id(db, SKM), leaves, period, "submitted")
    walked = health.of_unit(db, office, unit_id, period, now)
    return found, walked, [(tree.title(tree.by_id[one.unit_id]), one) for one in bursts(days)]


def ask_served(
    db: Db, office: Office, person: Person, unit_id: int, code: str, now: datetime
) -> tuple[str, Period]:
    """The next typed line is how many the unit served; its title, and the period.

    Raises AlreadyPublished where figures are told with it.
    """
    tree, period = units.tree(db), _unpublished(db, person, unit_id, code)
    expect(db, office, person, f"{TO_SERVE}:{unit_id}:{period.code}", now)
    return tree.title(tree.by_id[unit_id]), period


def serve(
    db: Db,
    office: Office,
    person: Person,
    unit_id: int,
    code: str,
    text: str | None,
    now: datetime,
) -> int | None:
    """A typed line for `ask_served`; the number, or None where it is none. Raises FewerServed."""
    period = _unpublished(db, person, unit_id, code)
    digits = "".join((text or "").split()).replace(".", "")
    if not SERVED.fullmatch(digits):
        return None
    index = reckoning.index(db, unit_id, period)
    if index is not None and int(digits) < index.n:
        raise FewerServed
    people.expect_nothing(db, person.id)
    populations.put(db, unit_id, period, int(digits), local_day(now, office.zone))
    return int(digits)


def _unpublished(db: Db, person: Person, unit_id: int, code: str) -> Period:
    """The period by its code; who was served then may be told as long as nothing rests on it."""
    require_admin(person)
    period = parse(code)
    if unit_id not in units.tree(db).by_id:
        raise Gone
    if kept.is_counted(db, surveys.survey_id(db, SKM), unit_id, period):
        raise AlreadyPublished
    return period


def _period(db: Db, office: Office, code: str, now: datetime) -> Period:
    if code:
        return parse(code)
    known = reckoning.span(db)
    return month_of(known.last if known else local_day(now, office.zone))


def _waiting(db: Db) -> Mapping[int, int]:
    return ballots.waiting_by_unit(db, surveys.survey_id(db, SKM))


def _result(
    tree: Tree,
    unit: ServiceUnit,
    title: str,
    depth: int,
    waiting: Mapping[int, int],
    index: Index | None,
) -> Result:
    return Result(
        title=title,
        code=unit.code,
        unit_id=unit.id,
        depth=depth,
        waiting=sum(waiting.get(leaf.id, 0) for leaf in tree.leaves(unit.id)),
        index=index,
    )


def _since(db: Db, one: Publication, known: list[Publication]) -> Change | None:
    """The change from the last published period before one that is as long."""
    period = one.period
    earlier = [
        each.period
        for each in known
        if each.period.months == period.months and each.period.last < period.first
    ]
    if not earlier:
        return None
    return reckoning.change(db, one.unit_id, max(earlier), period)
