"""Who was there: whoever has the code that is shown at the door, or whom an admin has seen."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.db import attendees, enrolments, people, staff, trainings
from bot.db.base import Db
from bot.db.notices import Slice
from bot.domain import presence as rules
from bot.domain.errors import Gone, NotMeant
from bot.domain.learning import Learner
from bot.domain.offer import Part
from bot.domain.people import CONSENT_TEXT, Person, require_admin
from bot.domain.presence import Miss
from bot.domain.standing import EXPECTED, Standing
from bot.domain.time import local_day
from bot.domain.training import Course, Enrolment, is_ahead, owes_answer
from bot.usecases import crediting, doors, enrolling, planning, substitutes
from bot.usecases.guesses import note_wrong, require_patience
from bot.usecases.office import Office

__all__ = [
    "TO_CHECK_IN",
    "TO_FIND",
    "arrive",
    "attendee",
    "check_in",
    "correct",
    "expect_code",
    "expect_name",
    "expected",
    "listing",
    "search",
]

TO_CHECK_IN = "attendance"
"""The expectation while the code at the door of a session is to be typed."""

TO_FIND = "attendee"
"""The expectation while an admin types the name of somebody who is there."""

Attendee = tuple[int, str, Enrolment]
"""An employee's id and name, and how they stand to a session."""

MOST_FOUND = 8

TRIES = "attendance tries"


def expect_code(db: Db, person: Person, session_id: int) -> Part:
    """The next typed line is the code at the door."""
    part = enrolling.look(db, person, session_id)
    people.expect(db, person.id, f"{TO_CHECK_IN}:{session_id}")
    return part


def check_in(
    db: Db, office: Office, person: Person, session_id: int, text: str, now: datetime
) -> Part | Miss:
    """There, if this is the code that is shown, or was until a moment ago.

    Whoever the session is for may come, registered or not, and after having declined.
    Five wrong codes pause the account for an hour: raises CodePaused, also for a right one. One
    that was right a few minutes ago is no guess.
    """
    typed = "".join(sign for sign in text if sign.isdigit())
    known = {doors.code(office, session_id, at): at for at in reversed(rules.shown_lately(now))}
    return _come(db, office, person, session_id, known.get(typed), now)


def arrive(
    db: Db, office: Office, person: Person, session_id: int, token: str, now: datetime
) -> Part | Miss:
    """As `check_in`, by the link that the trainer shows.

    Whoever comes with the link of an earlier minute saw a true one, however long ago.
    """
    shown = doors.link_shown_at(office, session_id, token)
    return _come(db, office, person, session_id, shown, now)


def expected(db: Db, person: Person, session_id: int) -> int:
    """How many may be at the door: who has answered, and all whom a mandatory training invites.

    A pure read, as `listing`.
    """
    require_admin(person)
    return attendees.count(db, session_id, _expected(db, session_id))


def listing(db: Db, person: Person, session_id: int, after: int, most: int) -> list[Attendee]:
    """The next of them by name, after so many."""
    require_admin(person)
    found = attendees.some(db, session_id, _expected(db, session_id), after, most)
    return _attendees(db, session_id, found)


def expect_name(db: Db, office: Office, person: Person, session_id: int, now: datetime) -> None:
    """The next typed line is (a part of) the name of somebody who is there."""
    require_admin(person)
    # What the next line is for needs the person.
    people.consent(db, person.id, person.language, CONSENT_TEXT, local_day(now, office.zone))
    people.expect(db, person.id, f"{TO_FIND}:{session_id}")


def search(db: Db, person: Person, session_id: int, text: str) -> list[Attendee]:
    """Those of the roster with such a name, whether they were expected or not. A pure read."""
    require_admin(person)
    return _attendees(db, session_id, attendees.named(db, " ".join(text.split()), MOST_FOUND))


def attendee(db: Db, person: Person, session_id: int, employee_id: int) -> Attendee:
    """One employee of the roster, and how they stand to a session. A pure read."""
    require_admin(person)
    who = staff.find(db, employee_id)
    if who is None:
        raise Gone
    return who.id, who.name, _enrolment(db, session_id, who.id)


def correct(
    db: Db,
    person: Person,
    session_id: int,
    employee_id: int,
    now: datetime,
    *,
    there: bool = True,
) -> Enrolment:
    """An admin's word: who was not noted was there, or (not `there`) who was noted was not.

    Also of somebody without an account, or for whom the session was not meant.
    """
    require_admin(person)
    course = planning.held(db, session_id)
    who = staff.find(db, employee_id)
    if who is None:
        raise Gone
    before = _enrolment(db, session_id, employee_id)
    after = rules.note(before, course, now) if there else rules.take_back(before)
    if after == before:
        return before
    if there:
        after = _ask_no_more(db, course, who, before, after, now)
        after = crediting.credit(db, course, after, now)
    else:
        crediting.discredit(db, course, after, now)
        planning.owe_other_dates(db, course, Slice(who.id - 1, who.id), now)
    _answer(db, course, before, after, now)
    if is_ahead(course.session, now):
        planning.fill(db, course, now)
    planning.remind(db, course, who, now)
    return after


def _come(
    db: Db,
    office: Office,
    person: Person,
    session_id: int,
    shown: datetime | None,
    now: datetime,
) -> Part | Miss:
    """With the code that was shown from then on, or None; after a miss one may be typed."""
    require_patience(db, office, TRIES, person, now)
    if shown is not None and rules.counts(shown, now):
        return _there(db, person, session_id, now)
    enrolling.learner(db, person)
    people.expect(db, person.id, f"{TO_CHECK_IN}:{session_id}")
    if shown is not None:
        return Miss.CHANGED
    note_wrong(db, office, TRIES, person, now)
    return Miss.WRONG


def _there(db: Db, person: Person, session_id: int, now: datetime) -> Part:
    """With the right code; raises NotMeant for whom the session is not for."""
    who = enrolling.learner(db, person)
    course = planning.held(db, session_id)
    if not enrolling.concerns(db, course, who):
        raise NotMeant
    before = _enrolment(db, session_id, who.id)
    after = rules.check_in(before, course, now)
    people.expect_nothing(db, person.id)
    if after != before:
        after = _ask_no_more(db, course, who, before, after, now)
        after = crediting.credit(db, course, after, now)
        _answer(db, course, before, after, now)
        planning.remind(db, course, who, now)
    return Part(course, after, enrolments.seats(db, course.session))


def _ask_no_more(
    db: Db, course: Course, who: Learner, before: Enrolment, after: Enrolment, now: datetime
) -> Enrolment:
    """Who is there after all needs nobody who has yet to answer, in time or not."""
    if before.substitute_id is None:
        return after
    asked = _enrolment(db, course.session.id, before.substitute_id)
    if not owes_answer(asked):
        return after
    substitutes.withdraw(db, course, who, asked, now)
    return replace(after, substitute_id=None)


def _answer(db: Db, course: Course, before: Enrolment, after: Enrolment, now: datetime) -> None:
    """Who was asked to come instead, and is there, has said yes to whoever asked."""
    if owes_answer(before) and after.standing is Standing.ATTENDED:
        substitutes.reply(db, course, after.employee_id, "yes", now)


def _expected(db: Db, session_id: int) -> frozenset[Standing]:
    course = trainings.course(db, session_id)
    if course is None:
        raise Gone
    return frozenset(Standing) if course.training.mandatory else EXPECTED


def _attendees(db: Db, session_id: int, found: Iterable[tuple[int, str]]) -> list[Attendee]:
    names = dict(found)
    known = enrolments.among(db, session_id, names)
    return [(one, name, known.get(one, Enrolment(session_id, one))) for one, name in names.items()]


def _enrolment(db: Db, session_id: int, employee_id: int) -> Enrolment:
    return enrolments.find(db, session_id, employee_id) or Enrolment(session_id, employee_id)
