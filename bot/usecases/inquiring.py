"""An employee is asked about a session, and answers in their own name."""

from datetime import datetime

from bot.db import enrolments, feedback, surveys, trainings, units
from bot.db.base import Db
from bot.domain import inquiry as rules
from bot.domain.errors import Gone, NotEmployed, NotNow, TooLate
from bot.domain.inquiry import CHECKS, LONGEST, Figures, Inquiry, Noted, Subject
from bot.domain.offer import Part
from bot.domain.people import Person, require_admin
from bot.domain.response import RELEASE_SIZE
from bot.domain.situation import Lapsed, Late, OtherRunning, Situation
from bot.domain.time import local_day
from bot.domain.training import Course
from bot.usecases import enrolling, walks
from bot.usecases.office import Office
from bot.usecases.walks import Walk
from bot.xlsform import export

__all__ = ["begin", "comments", "figures", "note", "pending", "waiting"]

COMMENTS = {Inquiry.FEEDBACK: "saran", Inquiry.FOLLOW_UP: "cerita"}
"""What is typed, by its name in the form."""


def begin(
    db: Db,
    office: Office,
    person: Person,
    session_id: int,
    inquiry: Inquiry,
    now: datetime,
    *,
    instead: bool = False,
) -> Situation | Late:
    """Asks the first question.

    With another interview running it asks first, unless begun `instead` of that one.
    """
    part = enrolling.look(db, person, session_id)
    training, who = part.course.training, enrolling.learner(db, person)
    about = Subject(session_id, training.id, inquiry, training.title)
    walk = walks.load(db, office, person)
    if walk is not None and walk.about == about:
        return Late(walks.here(walk))
    if inquiry in feedback.of_employee(db, session_id, who.id):
        return _noted(db, about, part, now, already=True)
    rules.require_open(inquiry, part.enrolment, part.course, now)
    if inquiry in CHECKS and not _has_check(db, part.course):
        raise Gone
    if walk is not None and not instead:
        return OtherRunning(walk.about, about)
    if walk is not None:
        walks.give_up(db, office, walk, now)
    unit = units.place(db, who.unit_id)
    return walks.here(walks.start(db, office, person, unit, now, about))


def note(
    db: Db, office: Office, person: Person, walk: Walk, about: Subject, now: datetime
) -> Noted | Lapsed:
    """[Kirim]: kept in the employee's name; Lapsed where it is not asked any more."""
    walks.drop(db, walk)
    try:
        part = enrolling.look(db, person, about.session_id)
        rules.require_open(about.inquiry, part.enrolment, part.course, now)
    except (Gone, NotEmployed, NotNow, TooLate):
        return Lapsed(about)
    answers = export.submission(walk.interview)
    scores = export.scores(walk.interview) | rules.counted(answers)
    day = local_day(now, office.zone)
    who = part.enrolment.employee_id
    feedback.note(db, about, who, walk.row.version_id, answers, scores, day)
    return _noted(db, about, part, now)


def pending(db: Db, course: Course, employee_id: int) -> frozenset[Inquiry]:
    """What there is to be asked of this employee about a session, whenever its time is."""
    possible = set(Inquiry)
    if not _has_check(db, course):
        possible -= CHECKS
    return frozenset(possible - feedback.of_employee(db, course.session.id, employee_id).keys())


def waiting(db: Db, employee_id: int, now: datetime) -> tuple[Subject, ...]:
    """What this employee may answer of what took place, the latest session first. A pure read."""
    mine = {one.session_id: one for one in enrolments.of_employee(db, employee_id)}
    over = trainings.past(db, now - LONGEST, now)
    found: list[Subject] = []
    for course in [one for one in over if one.session.id in mine]:
        one, training = mine[course.session.id], course.training
        there = pending(db, course, employee_id)
        found += [
            Subject(course.session.id, training.id, inquiry, training.title)
            for inquiry in Inquiry
            if inquiry in there and rules.is_open(inquiry, one, course, now)
        ]
    return tuple(found)


def figures(db: Db, person: Person, session_id: int) -> dict[Inquiry, Figures]:
    """What may be told an admin of the answers. A pure read."""
    require_admin(person)
    return {kind: rules.figures(rows) for kind, rows in feedback.scores(db, session_id).items()}


def comments(db: Db, person: Person, session_id: int) -> list[str]:
    """What was typed, in the order of the alphabet, once enough people have answered."""
    require_admin(person)
    found: list[str] = []
    for inquiry, name in COMMENTS.items():
        rows = feedback.answers(db, session_id, inquiry)
        if len(rows) >= RELEASE_SIZE:
            found += sorted(row[name] for row in rows if name in row)
    return found


def _noted(db: Db, about: Subject, part: Part, now: datetime, *, already: bool = False) -> Noted:
    course, one = part.course, part.enrolment
    known = feedback.of_employee(db, about.session_id, one.employee_id)
    left = pending(db, course, one.employee_id)
    told = known if about.inquiry is Inquiry.AFTER else {}
    return Noted(
        about,
        already,
        frozenset(inquiry for inquiry in left if rules.is_open(inquiry, one, course, now)),
        rules.score(told.get(Inquiry.BEFORE)),
        rules.score(told.get(Inquiry.AFTER)),
    )


def _has_check(db: Db, course: Course) -> bool:
    """Whether its questions are ready to be asked."""
    code = rules.check_of(course.training.id)
    return bool(course.training.questions) and surveys.newest(db, code) is not None
