"""What citizens said goes to those who work there, with trainings that help, or a wish for one.

Employees read of their own unit. Those of an office read of the units right below it where nothing
of the office itself is published, all of a day in one message on the next.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from bot.db import dates, owing, publications, staff, surveys, units, wishes
from bot.db.base import Db
from bot.domain.delivery import Class, Delivery, Kind
from bot.domain.digest import Digest, Said
from bot.domain.errors import Gone
from bot.domain.figures import Figures, Publication
from bot.domain.follow_up import drawn
from bot.domain.learning import Learner
from bot.domain.offer import MOST_OFFERS, Part, fits
from bot.domain.people import Addressee, Person
from bot.domain.period import Period, parse
from bot.domain.score import ELEMENTS
from bot.domain.time import instant, local_day
from bot.domain.training import Course
from bot.usecases import offers, reckoning
from bot.usecases.enrolling import learner
from bot.usecases.office import Office
from bot.usecases.walks import SKM

__all__ = ["digest", "owe", "wish", "wishes_of_late"]

LIFETIME = timedelta(days=14)

OF_LATE = timedelta(days=365)


def owe(db: Db, office: Office, new: Mapping[int, Figures], now: datetime) -> None:
    """Owe the employees of each unit the news of its new publication, by the id of that, and those
    right above the news of the day."""
    for publication_id, figures in new.items():
        _owe(db, figures.unit_id, str(publication_id), now)
    today, by_id = local_day(now, office.zone), units.tree(db).by_id
    tomorrow = instant(today + timedelta(days=1), time(), office.zone)
    for figures in new.values():
        above, period = by_id[figures.unit_id].parent_id, figures.basis.period
        if above is not None and not _has_own(db, above, period):
            _owe(db, above, f"{above}:{period.code}:{today.isoformat()}", tomorrow)


def digest(
    db: Db, _office: Office, delivery: Delivery, to: Addressee, now: datetime
) -> Digest | None:
    """None for who does not work there any more, and above where the office has its own news."""
    who, slot = staff.by_person(db, delivery.person_id), delivery.slot or "0"
    if who is None:
        return None
    below = ":" in slot
    found = _below(db, who, slot) if below else _own(db, who, slot)
    said = _said(db, found)
    if not said:
        return None
    weak = [key for key, _n in Counter(_weak(said)).most_common()]
    taken, courses = _taken(db, who, weak, now), _helping(db, who, weak, now)
    every = (*(one.course for one in taken), *courses)
    helped = {key for course in every for key in course.training.elements}
    return Digest(
        units.place(db, who.unit_id).title,
        found[0].period,
        said,
        below,
        taken[:MOST_OFFERS],
        courses[:MOST_OFFERS],
        tuple(key for key in weak if key not in helped),
        to,
    )


def wish(db: Db, office: Office, person: Person, element: str, now: datetime) -> Part | None:
    """An employee asks for a training that improves an element; what they are registered for that
    does, in place of a wish."""
    if element not in {one.key for one in ELEMENTS}:
        raise Gone
    who = learner(db, person)
    taken = _taken(db, who, [element], now)
    if taken:
        return taken[0]
    wishes.note(db, who.id, element, local_day(now, office.zone))
    return None


def wishes_of_late(db: Db, office: Office, now: datetime) -> dict[str, int]:
    """How many have asked within a year, by element. A pure read."""
    return wishes.counts(db, local_day(now, office.zone) - OF_LATE)


def _owe(db: Db, unit_id: int, slot: str, at: datetime) -> None:
    news = owing.Owing(Kind.DIGEST, Class.NUDGE, slot, at, at + LIFETIME)
    owing.to_employees(db, news, unit_id)


def _own(db: Db, who: Learner, slot: str) -> list[Publication]:
    """That of their own unit by its id, if it still is theirs."""
    one = publications.find(db, int(slot))
    return [one] if one is not None and one.unit_id == who.unit_id else []


def _below(db: Db, who: Learner, slot: str) -> list[Publication]:
    """What was published of a period on a day right below the unit where they still work."""
    unit_id, code, day = slot.split(":")
    period = parse(code)
    if int(unit_id) != who.unit_id or _has_own(db, who.unit_id, period):
        return []
    below = [unit.id for unit in units.tree(db).children(who.unit_id)]
    of = surveys.survey_id(db, SKM)
    return publications.within(db, of, below, period, date.fromisoformat(day))


def _has_own(db: Db, unit_id: int, period: Period) -> bool:
    return bool(publications.published(db, surveys.survey_id(db, SKM), [unit_id], period))


def _said(db: Db, found: Sequence[Publication]) -> tuple[Said, ...]:
    every = ((one, reckoning.index(db, one.unit_id, one.period)) for one in found)
    return tuple(
        Said(units.place(db, one.unit_id).title, index, one.reference)
        for one, index in every
        if index is not None
    )


def _weak(said: Sequence[Said]) -> list[str]:
    """The lowest elements of each."""
    return [key for one in said for key in drawn(one.index)]


def _taken(db: Db, who: Learner, weak: Sequence[str], now: datetime) -> tuple[Part, ...]:
    """What is ahead of them that improves one of these."""
    return tuple(
        part
        for part in offers.ahead(db, who, now)
        if not set(weak).isdisjoint(part.course.training.elements)
    )


def _helping(db: Db, who: Learner, weak: Sequence[str], now: datetime) -> tuple[Course, ...]:
    """Of each training that improves one of these the next date that is open, the earliest
    first."""
    found: dict[int, Course] = {}
    for one in offers.open_to(db, who, now):
        training = one.course.training
        helps = not set(weak).isdisjoint(training.elements)
        if helps and fits(one, now) and not dates.is_settled(db, one.course, who.id, now):
            found.setdefault(training.id, one.course)
    return tuple(found.values())
