"""What is open for an employee, what is ahead, and what was learned; pure reads."""

from datetime import datetime, timedelta

from bot.db import audiences, certificates, dates, enrolments, staff, trainings, units
from bot.db import learning as records
from bot.db.base import Db
from bot.domain.audience import Audience
from bot.domain.errors import Gone
from bot.domain.learning import Learner, Year
from bot.domain.offer import MOST_OFFERS, Desk, History, Offer, Part, Tally, fits
from bot.domain.people import Person, require_admin
from bot.domain.presence import doors_open
from bot.domain.time import local_day
from bot.domain.training import SEATED, Course, Enrolment, Standing
from bot.usecases import inquiring, planning, reckoning
from bot.usecases.enrolling import learner
from bot.usecases.office import Office

__all__ = [
    "ahead",
    "desk",
    "detail",
    "given_up",
    "history",
    "listed",
    "open_for",
    "open_to",
    "other_dates",
    "past",
    "sessions",
    "tally",
    "year",
]

MOST_ASKED = 3

A_YEAR = timedelta(days=366)

COMING = SEATED | {Standing.WAITING}


def desk(db: Db, office: Office, person: Person, now: datetime) -> Desk:
    """/pelatihan: where this employee stands."""
    who = learner(db, person)
    return Desk(year(db, office, who, now), len(open_to(db, who, now)), ahead(db, who, now))


def open_for(db: Db, person: Person, now: datetime) -> list[Offer]:
    """What this person may register for, or come to at this hour: what is mandatory first, then
    what is recommended."""
    who = learner(db, person)
    weak = _weakest(db, who.unit_id)
    found = [
        Offer(
            one.course,
            one.seats,
            one.enrolment,
            tuple(key for key in weak if key in one.course.training.elements),
        )
        for one in open_to(db, who, now)
    ]
    return sorted(found, key=lambda one: (not one.course.training.mandatory, not one.elements))


def open_to(db: Db, who: Learner, now: datetime, training_id: int | None = None) -> list[Offer]:
    """The same, the earliest first; or only of one training."""
    standing = {one.session_id: one for one in enrolments.of_employee(db, who.id)}
    included: dict[Audience, bool] = {}
    found: list[Offer] = []
    for course in trainings.upcoming(db, now, training_id):
        one = standing.get(course.session.id)
        audience = course.training.audience
        if audience not in included:
            within = units.subtree(db, audience.unit_id)
            included[audience] = audiences.includes(db, audience, within, who.id)
        if _open(course, one, now) and (one is not None or included[audience]):
            seats = enrolments.seats_to_give(db, course, now)
            found.append(Offer(course, seats, one or Enrolment(course.session.id, who.id)))
    return found


def other_dates(db: Db, who: Learner, course: Course, now: datetime) -> tuple[Course, ...]:
    """Of the same training, what may be proposed in place of a date that is lost."""
    if course.repeats:
        return ()
    found = open_to(db, who, now, course.training.id)
    fitting = (one.course for one in found if fits(one, now))
    open_ = [one for one in fitting if not dates.is_settled(db, one, who.id, now)]
    return tuple(open_[:MOST_OFFERS])


def detail(db: Db, person: Person, part: Part) -> Offer:
    """All that is to be told of a session, and why it is recommended."""
    weak = _weakest(db, learner(db, person).unit_id)
    elements = tuple(key for key in weak if key in part.course.training.elements)
    return Offer(part.course, part.seats, part.enrolment, elements)


def listed(db: Db, person: Person, now: datetime) -> tuple[Part, ...]:
    """What this employee will take part in, the earliest first."""
    return ahead(db, learner(db, person), now)


def ahead(db: Db, who: Learner, now: datetime) -> tuple[Part, ...]:
    """What an employee has registered for, the earliest first."""
    mine = {
        one.session_id: one for one in enrolments.of_employee(db, who.id) if one.standing in COMING
    }
    known = [one for one in trainings.upcoming(db, now) if one.session.id in mine]
    return tuple(
        Part(one, mine[one.session.id], enrolments.seats(db, one.session)) for one in known
    )


def given_up(db: Db, person: Person, employee_id: int, now: datetime) -> list[Part]:
    """What others get when an employee's account is unlinked; for admins."""
    require_admin(person)
    who = staff.find(db, employee_id)
    if who is None:
        raise Gone
    return [one for one in ahead(db, who, now) if one.given_up(now)]


def history(db: Db, office: Office, person: Person, now: datetime) -> History:
    """What this employee has learned."""
    who = learner(db, person)
    papers = {one.id: one for one in certificates.of_employee(db, who.id)}
    return History(
        year(db, office, who, now),
        tuple(papers.get(id, record) for id, record in records.records(db, who.id)),
        inquiring.waiting(db, who.id, now)[:MOST_ASKED],
    )


def year(db: Db, office: Office, who: Learner, now: datetime) -> Year:
    """The calendar year at the office, and what counts in it."""
    current = local_day(now, office.zone).year
    jp = records.jp_in(db, current, [who.id])[who.id]
    return Year(current, jp, office.targets.of(who.status))


def sessions(db: Db, person: Person, now: datetime) -> list[Course]:
    """What is ahead or under way, for an admin."""
    require_admin(person)
    return trainings.upcoming(db, now)


def past(db: Db, person: Person, now: datetime) -> list[Course]:
    """What took place within a year, the latest first, for an admin."""
    require_admin(person)
    return trainings.past(db, now - A_YEAR, now)


def tally(db: Db, person: Person, session_id: int) -> Tally:
    """One session for an admin."""
    require_admin(person)
    course = trainings.course(db, session_id)
    if course is None:
        raise Gone
    session = course.session
    return Tally(
        course,
        enrolments.seats(db, session),
        enrolments.counts(db, session.id),
        enrolments.reasons(db, session.id),
        figures=inquiring.figures(db, person, session_id),
        concerned=planning.concerned(db, course),
    )


def _open(course: Course, one: Enrolment | None, now: datetime) -> bool:
    if one is not None and one.standing in COMING:
        return False
    return now < course.closes_at or doors_open(course.session, now)


def _weakest(db: Db, unit_id: int) -> tuple[str, ...]:
    """What citizens rated lowest at this unit, once so many answered that it may be shown."""
    index = reckoning.index(db, unit_id, None)
    return () if index is None else index.lowest
