"""What citizens said goes to those who work there, with trainings that help, or a wish for one."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.db import dates, owing, publications, staff, units, wishes
from bot.db.base import Db
from bot.domain.delivery import Class, Delivery, Kind
from bot.domain.digest import Digest
from bot.domain.errors import Gone
from bot.domain.figures import Figures
from bot.domain.follow_up import drawn
from bot.domain.learning import Learner
from bot.domain.offer import MOST_OFFERS, fits
from bot.domain.people import Addressee, Person
from bot.domain.score import ELEMENTS
from bot.domain.time import local_day
from bot.domain.training import Course
from bot.usecases import offers, reckoning
from bot.usecases.enrolling import learner
from bot.usecases.office import Office

__all__ = ["digest", "owe", "wish", "wishes_of_late"]

LIFETIME = timedelta(days=14)

OF_LATE = timedelta(days=365)


def owe(db: Db, new: Mapping[int, Figures], now: datetime) -> None:
    """Owe the employees of each unit the news of its new publication, by the id of that."""
    for publication_id, figures in new.items():
        news = owing.Owing(Kind.DIGEST, Class.NUDGE, str(publication_id), now, now + LIFETIME)
        owing.to_employees(db, news, figures.unit_id)


def digest(
    db: Db, _office: Office, delivery: Delivery, to: Addressee, now: datetime
) -> Digest | None:
    """None for who does not work there any more."""
    who = staff.by_person(db, delivery.person_id)
    one = publications.find(db, int(delivery.slot or 0))
    if who is None or one is None or one.unit_id != who.unit_id:
        return None
    index = reckoning.published(db, one)
    if index is None:
        return None
    weak = drawn(index)
    courses = _helping(db, who, weak, now)
    helped = {key for course in courses for key in course.training.elements}
    missing = tuple(key for key in weak if key not in helped)
    title = units.place(db, one.unit_id).title
    return Digest(one, title, index, tuple(courses[:MOST_OFFERS]), missing, to)


def wish(db: Db, office: Office, person: Person, element: str, now: datetime) -> None:
    """An employee asks for a training that improves an element."""
    if element not in {one.key for one in ELEMENTS}:
        raise Gone
    wishes.note(db, learner(db, person).id, element, local_day(now, office.zone))


def wishes_of_late(db: Db, office: Office, now: datetime) -> dict[str, int]:
    """How many have asked within a year, by element. A pure read."""
    return wishes.counts(db, local_day(now, office.zone) - OF_LATE)


def _helping(db: Db, who: Learner, weak: tuple[str, ...], now: datetime) -> list[Course]:
    """Of each training that improves one of these the next date that is open, the earliest
    first."""
    found: dict[int, Course] = {}
    for one in offers.open_to(db, who, now):
        training = one.course.training
        helps = not set(weak).isdisjoint(training.elements)
        if helps and fits(one, now) and not dates.is_settled(db, one.course, who.id, now):
            found.setdefault(training.id, one.course)
    return [*found.values()]
