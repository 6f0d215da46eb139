"""An employee and one session: registers, confirms, declines, names a colleague, checks in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.db import audiences, enrolments, notices, reached, staff, trainings, units
from bot.db.base import Db
from bot.db.notices import Slice
from bot.domain import training as rules
from bot.domain.delivery import Kind
from bot.domain.errors import Gone, NotEmployed
from bot.domain.health import SOON
from bot.domain.learning import Learner
from bot.domain.offer import Part
from bot.domain.people import Person
from bot.domain.training import (
    SEATED,
    TAKING_PART,
    Course,
    Enrolment,
    Preparation,
    Reason,
    Seats,
    Standing,
)
from bot.usecases import planning, substitutes

__all__ = [
    "ask",
    "colleagues",
    "concerns",
    "confirm",
    "decline",
    "enrol",
    "explain",
    "learner",
    "look",
    "prepare",
]

Rule = Callable[[Enrolment, Course, Seats, datetime], Enrolment]


def learner(db: Db, person: Person) -> Learner:
    """Whose account this is; raises NotEmployed for nobody's."""
    found = staff.by_person(db, person.id)
    if found is None:
        raise NotEmployed
    return found


def enrol(db: Db, person: Person, session_id: int, now: datetime, edition: str = "") -> Part:
    """[Saya ikut]: a seat, or a place on the waiting list.

    An answer to another edition, such as the session before it moved, changes nothing; likewise
    below.
    """
    return _answered(db, person, session_id, now, rules.enrol, edition)


def confirm(db: Db, person: Person, session_id: int, now: datetime, edition: str = "") -> Part:
    """[Hadir]."""
    return _answered(db, person, session_id, now, rules.confirm, edition)


def decline(db: Db, person: Person, session_id: int, now: datetime, edition: str = "") -> Part:
    """[Tidak bisa hadir]: the seat goes at once to whoever waits for it."""

    def rule(one: Enrolment, course: Course, _seats: Seats, at: datetime) -> Enrolment:
        return rules.decline(one, course, at)

    return _answered(db, person, session_id, now, rule, edition)


def explain(db: Db, person: Person, session_id: int, reason: Reason, now: datetime) -> Part:
    """Why not."""
    return _changed(
        db, person, session_id, now, lambda one, _course, _seats, _at: rules.explain(one, reason)
    )


def prepare(db: Db, person: Person, session_id: int, plan: Preparation, now: datetime) -> Part:
    """What one plans for that day."""
    return _changed(
        db, person, session_id, now, lambda one, _course, _seats, _at: rules.prepare(one, plan)
    )


def colleagues(db: Db, person: Person, session_id: int) -> list[Learner]:
    """Those of the same unit who may be asked to come instead. A pure read."""
    others = staff.colleagues(db, learner(db, person))
    course = _course(db, session_id)
    return [one for one in others if _enrolment(db, course, one).standing is Standing.INVITED]


def ask(db: Db, person: Person, session_id: int, employee_id: int, now: datetime) -> Part:
    """Ask a colleague to come instead, for whom a seat is kept until the answer.

    Whoever was asked before and has not answered is not asked any more.
    """
    course, asker = planning.held(db, session_id), learner(db, person)
    other = staff.find(db, employee_id)
    if other is None or other.unit_id != asker.unit_id:
        raise Gone
    before = _enrolment(db, course, asker)
    earlier = _asked(db, before)
    if earlier is not None and earlier.employee_id == employee_id:
        return _part(db, course, before)
    if earlier is not None:
        substitutes.withdraw(db, course, asker, earlier, now)
    wanted, seats = _enrolment(db, course, other), enrolments.seats_to_give(db, course, now)
    declined, asked = rules.ask(before, wanted, course, seats, now)
    enrolments.ask_no_more(db, course.session.id, other.id)
    enrolments.save(db, declined)
    enrolments.save(db, asked)
    planning.remind(db, course, other, now)
    if other.person_id is not None:
        notices.take_back(db, course.session.id, other.person_id, Kind.ASKED)
    planning.tell(db, course, Kind.ASKED, other, str(asker.id), now)
    planning.promise_lapse(db, course.session, now)
    return _part(db, course, declined)


def concerns(db: Db, course: Course, who: Learner) -> bool:
    """Whether a session is for this employee; who was invited stays so, also in another unit."""
    if enrolments.find(db, course.session.id, who.id) is not None:
        return True
    audience = course.training.audience
    return audiences.includes(db, audience, units.subtree(db, audience.unit_id), who.id)


def look(db: Db, person: Person, session_id: int) -> Part:
    """How one stands to a session. A pure read; raises Gone for one that is not for them."""
    found = learner(db, person)
    course = _course(db, session_id)
    _require_audience(db, course, found)
    return _part(db, course, _enrolment(db, course, found))


def _answered(
    db: Db, person: Person, session_id: int, now: datetime, rule: Rule, edition: str
) -> Part:
    """As `_changed`; noted is what the answer was to, as that may not be news to others yet."""

    def noted(one: Enrolment, course: Course, seats: Seats, at: datetime) -> Enrolment:
        after = rules.answered(rule(one, course, seats, at), course.session)
        return replace(after, prompt=_prompt(db, person, one, at))

    return _changed(db, person, session_id, now, noted, edition)


def _changed(
    db: Db, person: Person, session_id: int, now: datetime, rule: Rule, edition: str = ""
) -> Part:
    """Load with the seats in hand, decide, save; and what follows for others."""
    found = learner(db, person)
    course = planning.held(db, session_id)
    _require_audience(db, course, found)
    before = _enrolment(db, course, found)
    if edition not in {"", course.session.edition}:
        return _part(db, course, before)
    asked = _asked(db, before)
    seats = _for_asker(enrolments.seats_to_give(db, course, now), asked)
    after = rule(before, course, seats, now)
    if after != before:
        if asked is not None and after.standing is not Standing.DECLINED:
            substitutes.withdraw(db, course, found, asked, now)
        enrolments.save(db, after)
        _follow(db, course, found, before, after, now)
    return _part(db, course, after)


def _prompt(db: Db, person: Person, one: Enrolment, now: datetime) -> bool | None:
    """Whether the first answer comes soon after the invitation, or before it; later ones leave
    that as it is."""
    if one.edition is not None or one.prompt is not None:
        return one.prompt
    invited_at = reached.invited_at(db, one.session_id, person.id)
    return invited_at is None or now - invited_at <= SOON


def _follow(
    db: Db, course: Course, who: Learner, before: Enrolment, after: Enrolment, now: datetime
) -> None:
    if after.standing is before.standing:
        return
    planning.remind(db, course, who, now)
    if (answer := _answer(before, after)) is not None:
        substitutes.reply(db, course, who.id, answer, now)
    if before.standing in SEATED and after.standing not in SEATED:
        planning.fill(db, course, now)
        planning.owe_other_dates(db, course, Slice(who.id - 1, who.id), now)


def _answer(before: Enrolment, after: Enrolment) -> str | None:
    """What whoever asked this colleague to come instead reads; None for nothing."""
    declined = after.standing is Standing.DECLINED
    if declined and before.standing in TAKING_PART:
        return "gone"
    # Late, a place in the queue is no answer.
    if not rules.owes_answer(before) or after.standing is Standing.WAITING:
        return None
    return "no" if declined else "yes"


def _asked(db: Db, one: Enrolment) -> Enrolment | None:
    """The colleague whom somebody has asked to come instead, and who has not answered."""
    if one.standing is not Standing.DECLINED or one.substitute_id is None:
        return None
    other = enrolments.find(db, one.session_id, one.substitute_id)
    return other if other is not None and other.standing is Standing.ASKED else None


def _course(db: Db, session_id: int) -> Course:
    found = trainings.course(db, session_id)
    if found is None:
        raise Gone
    return found


def _enrolment(db: Db, course: Course, who: Learner) -> Enrolment:
    """Somebody who was not invited stands as if they were."""
    found = enrolments.find(db, course.session.id, who.id)
    return found or Enrolment(course.session.id, who.id)


def _for_asker(seats: Seats, asked: Enrolment | None) -> Seats:
    """As they are for who has asked this colleague, if anybody."""
    return seats if asked is None else replace(seats, kept=asked.place)


def _require_audience(db: Db, course: Course, who: Learner) -> None:
    if not concerns(db, course, who):
        raise Gone


def _part(db: Db, course: Course, one: Enrolment) -> Part:
    seats = _for_asker(enrolments.seats(db, course.session), _asked(db, one))
    ahead = 0
    if one.standing is Standing.WAITING:
        queue = enrolments.waiting(db, course.session.id)
        ahead = [each.employee_id for each in queue].index(one.employee_id)
    other = None if one.substitute_id is None else staff.find(db, one.substitute_id)
    return Part(course, one, seats, ahead, other.name if other else None)
