"""What is owed because of a session: invitations, reminders, news of what changed, questions.

A session is announced, moved or cancelled in one transaction; the messages follow by long work.
Jobs are locked before their session, as whoever works on one does, so that nobody waits in a ring.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.db import enrolments, jobs, notices, staff, trainings, units
from bot.db.base import Db
from bot.db.jobs import Job, JobKind
from bot.db.notices import Owing, Slice
from bot.domain import inquiry, reminder
from bot.domain import training as rules
from bot.domain.delivery import AGAIN, MUST, Class, Kind, State
from bot.domain.dispatch import SETTING_OUT
from bot.domain.errors import Gone, TooLate, Why
from bot.domain.inquiry import Inquiry
from bot.domain.learning import Learner
from bot.domain.people import Person, require_admin
from bot.domain.training import TAKING_PART, Course, Enrolment, Standing, TrainingSession
from bot.usecases import crediting

__all__ = [
    "INQUIRIES",
    "adjust",
    "announce",
    "call_off",
    "cancel",
    "concerned",
    "fill",
    "held",
    "move",
    "owe_all",
    "owe_another_day",
    "owe_other_dates",
    "owe_returned",
    "promise_lapse",
    "remind",
    "tell",
    "unanswering",
    "work",
]

INQUIRIES = {Kind.FEEDBACK: Inquiry.FEEDBACK, Kind.FOLLOW_UP: Inquiry.FOLLOW_UP}
"""What is offered in a message of its own."""

TO_ANSWER = timedelta(days=1)
"""So long people have to answer before anybody else is told that they have not."""

CHUNK = 2_500
"""So many employees are planned for in one transaction of long work."""

KINDS = (JobKind.PLAN, JobKind.REPLAN, JobKind.RENEW, JobKind.REINVITE)


def announce(db: Db, session_id: int, now: datetime) -> int:
    """Invite its audience as it is now; how many there are. Announced twice it is done once."""
    if trainings.announced(db, session_id):
        return 0
    known = trainings.course(db, session_id)
    if known is None:
        raise Gone
    jobs.promise_again(db, JobKind.PLAN, session_id)
    _promise_unanswered(db, known.session, now)
    audience = _ahead(db, session_id, now).training.audience
    trainings.mark_announced(db, session_id)
    within = units.subtree(db, audience.unit_id)
    return enrolments.freeze(db, session_id, audience, within)


def move(db: Db, session: TrainingSession, now: datetime) -> Course:
    """The session as it is to be from now on; those concerned are told once.

    Who confirmed another day or start, or declined another day of what they must attend, is to
    answer anew, unless it is as it was before anybody was told. Who need not come and has not
    answered, or has declined, is told of another day, or invited to it.
    """
    if now >= session.starts_at:
        raise TooLate(Why.BEGUN)
    told = not _has_news_to_tell(db, session.id)
    jobs.promise_again(db, JobKind.REPLAN, session.id)
    known = trainings.course(db, session.id)
    if known is None or known.session.starts_at != session.starts_at:
        _promise_unanswered(db, session, now)
        notices.drop_kind(db, session.id, Kind.UNANSWERED)
    if known is not None and known.session.day != session.day:
        jobs.promise_again(db, JobKind.REINVITE, session.id)
    current = _ahead(db, session.id, now)
    before, after = current.session, replace(session, version=current.session.version + 1)
    trainings.save_session(db, after)
    if told:
        trainings.note_was(db, before, now)
        enrolments.note_told(db, before.id)
    if rules.is_another(before, after):
        crediting.send_home(db, current, now)
        enrolments.unconfirm(db, before, told=told)
    if current.training.mandatory and before.day != after.day:
        enrolments.ask_anew(db, before)
    course = held(db, after.id)
    was = trainings.was(db, course)
    if was is not None and not rules.is_another(was.course.session, after):
        enrolments.reconfirm(db, after, was.until)
    fill(db, course, now)
    return course


def adjust(db: Db, session: TrainingSession, now: datetime) -> Course:
    """Other seats, another deadline, or a training that is for others now or reminds otherwise.

    Where and when it is stays, so that nobody is told; whom it is for is invited and reminded.
    """
    jobs.promise_again(db, JobKind.RENEW, session.id)
    before = _ahead(db, session.id, now).session
    after = replace(before, capacity=session.capacity, deadline=session.deadline)
    trainings.save_session(db, after)
    course = held(db, after.id)
    audience = course.training.audience
    within = units.subtree(db, audience.unit_id)
    enrolments.uninvite(db, after.id, audience, within)
    enrolments.freeze(db, after.id, audience, within)
    fill(db, course, now)
    return course


def cancel(db: Db, session_id: int, now: datetime) -> Course:
    """It does not take place; those concerned are told once."""
    jobs.promise_again(db, JobKind.REPLAN, session_id)
    current = _ahead(db, session_id, now)
    before = current.session
    trainings.save_session(db, replace(before, cancelled=True, version=before.version + 1))
    crediting.send_home(db, current, now)
    return held(db, session_id)


def concerned(db: Db, course: Course) -> int:
    """How many would be told if it did not take place. A pure read."""
    off = replace(course.session, cancelled=True)
    return notices.reached(db, _news(replace(course, session=off), off.starts_at))


def call_off(db: Db, person: Person, session_id: int, now: datetime) -> Course:
    """As `cancel`, by an admin."""
    require_admin(person)
    return cancel(db, session_id, now)


def held(db: Db, session_id: int) -> Course:
    """The session, with its seats in our hands until this transaction ends."""
    found = trainings.hold(db, session_id)
    if found is None:
        raise Gone
    return found


def fill(db: Db, course: Course, now: datetime) -> None:
    """Give the seats that are free to those who wait longest, and tell them.

    Who has a seat at another date of the same training needs none.
    """
    seats = enrolments.seats(db, course.session)
    if not seats.waiting or seats.full:
        return
    for one in rules.promoted(enrolments.next_in_line(db, course, seats.free, now), seats):
        enrolments.save(db, one)
        learner = staff.find(db, one.employee_id)
        if learner is not None:
            remind(db, course, learner, now)
            tell(db, course, Kind.SEAT, learner, str(one.place), now)


def remind(db: Db, course: Course, learner: Learner, now: datetime) -> None:
    """Owe one employee what goes with how they stand now, before and after, and nothing else."""
    if learner.person_id is None:
        return
    notices.drop_of(db, course.session.id, learner.person_id)
    if course.session.cancelled:
        return
    for owing in (*_reminders(_without_catching_up(course), now), *_inquiries(course, now)):
        notices.owe(db, owing, Slice(learner.id - 1, learner.id))


def tell(
    db: Db,
    course: Course,
    kind: Kind,
    to: Learner,
    of: str,
    now: datetime,
    slot: str | None = None,
) -> None:
    """Owe one employee a message about what has just happened; `of` tells it from others of the
    same moment."""
    if to.person_id is not None:
        session = course.session
        key = f"{kind.value}:{session.id}:{of}:{now:%Y%m%d%H%M%S}"
        # Who comes instead may be seen only when it has begun, at an hour at which that waits.
        ends = session.starts_at if now < session.starts_at else now + reminder.DAY
        owing = Owing(kind, Class.DUTY, session.id, slot, now, ends, key, ())
        notices.owe_to(db, owing, to.person_id)


def work(db: Db, now: datetime) -> bool:
    """One piece of the long work that is promised; whether there may be more."""
    return jobs.do_next(db, KINDS, now, lambda job: _piece(db, job, now))


def _piece(db: Db, job: Job, now: datetime) -> None:
    course = held(db, job.subject_id)
    if job.kind is JobKind.REINVITE:
        _reinvite_some(db, job, course, now)
    else:
        _plan_some(db, job, course, now)


def owe_all(db: Db, course: Course, to: Slice, now: datetime, *, changed: bool = False) -> None:
    """Owe them all that goes with how they stand, and that it has `changed`."""
    for owing in _planned(course, now, changed=changed):
        notices.owe(db, owing, to)


def owe_another_day(db: Db, course: Course, to: Slice, now: datetime) -> None:
    """Owe those who have declined another day the invitation to this one."""
    # They are persuaded; to others we mend what we said.
    again = _another_day(course, now)._replace(class_=Class.NUDGE, standings=[Standing.DECLINED])
    notices.owe(db, again, to)


def owe_other_dates(db: Db, course: Course, to: Slice, now: datetime) -> None:
    """Owe those who have no seat here any more, or were not there after all, the invitations to
    other dates of this training that were held back meanwhile.

    Who was invited before is owed the reminder instead, where none is to come by itself.
    """
    for other in trainings.upcoming(db, now, course.training.id):
        if other.session.id != course.session.id:
            for owing in _invitations(other, now):
                notices.owe_anew(db, owing, to, [State.CANCELLED])
            if len(left := _left_to_invited(other, now)) == 1:
                notices.owe_anew(db, left[0], to, [State.CANCELLED], known=True)


def promise_lapse(db: Db, session: TrainingSession, now: datetime) -> None:
    """Of somebody asked after the day before: until people set out, if there is still time."""
    at = session.starts_at - SETTING_OUT
    if reminder.instant_of(reminder.DAY, session.starts_at, session.zone) <= now < at:
        jobs.promise_again(db, JobKind.UNANSWERED, session.id, at)


def owe_returned(db: Db, course: Course, now: datetime) -> None:
    """Owe those who are on the roster again that the seat they had is not theirs any more, or
    that the session was cancelled without them."""
    session = course.session
    if session.cancelled:
        notices.owe(db, _news(course, now))
        return
    owe_released(db, course, now)


def owe_released(db: Db, course: Course, now: datetime, to: Slice | None = None) -> None:
    """Owe those who are back, or some of them, that what they had answered holds no more."""
    session = course.session
    key = f"{Kind.RELEASED.value}:{session.id}"
    owing = Owing(Kind.RELEASED, Class.DUTY, session.id, None, now, session.starts_at, key,
                  [Standing.INVITED])  # fmt: skip
    notices.owe(db, owing, to)


def unanswering(course: Course) -> list[Standing]:
    """How those stand of whom it is not known whether they come."""
    one = Enrolment(course.session.id, 0)
    return [
        standing
        for standing in Standing
        if rules.unanswered(replace(one, standing=standing), course.training)
    ]


def _plan_some(db: Db, job: Job, course: Course, now: datetime) -> None:
    """The next employees; before the first of them, what no longer holds is dropped."""
    news = job.kind is JobKind.REPLAN
    first = job.kind is not JobKind.PLAN and job.cursor == 0
    if first and notices.drop(db, course.session.id, CHUNK, news=news) == CHUNK:
        return
    if first and news:
        notices.owe_until(db, course.session.id, course.session.starts_at, now)
    some = notices.next_slice(db, course.session.id, job.cursor, CHUNK)
    if some is None:
        jobs.end(db, job)
        return
    owe_all(db, course, some, now, changed=news)
    if course.session.cancelled:
        owe_other_dates(db, course, some, now)
    jobs.advance(db, job, some.last)


def _reinvite_some(db: Db, job: Job, course: Course, now: datetime) -> None:
    """The next of those who let an invitation to another day lie, or declined it, or whom it
    never reached; who must come is told of the change."""
    some = notices.next_slice(db, course.session.id, job.cursor, CHUNK)
    if some is None or course.session.cancelled or course.training.mandatory:
        jobs.end(db, job)
        return
    for owing in _invitations(course, now):
        notices.owe_anew(db, owing, some)
        notices.owe(db, _another_day(course, now), some)
        owe_another_day(db, course, some, now)
    jobs.advance(db, job, some.last)


def _planned(course: Course, now: datetime, *, changed: bool) -> list[Owing]:
    """Whoever reads that it has `changed` has just read it all; it is none to who has yet to be
    invited, so that invitations come first."""
    told = [_news(course, now)] if changed else []
    if course.session.cancelled:
        return told
    reminders = _reminders(_without_catching_up(course) if changed else course, now)
    return [*_invitations(course, now), *told, *reminders, *_inquiries(course, now)]


def _invitations(course: Course, now: datetime) -> list[Owing]:
    """None where it is too late to register. What has become mandatory is told as that, also to
    who has declined."""
    session, ends = course.session, course.closes_at
    if now >= ends:
        return []
    kind = Kind.INVITATION
    key, to = f"{kind.value}:{session.id}", [Standing.INVITED]
    found = [Owing(kind, _class(course), session.id, None, now, ends, key, to)]
    if course.training.mandatory:
        key, to = f"{kind.value}:{session.id}:{MUST}", [Standing.INVITED, Standing.DECLINED]
        found.append(Owing(kind, Class.DUTY, session.id, MUST, now, ends, key, to))
    return found


def _another_day(course: Course, now: datetime) -> Owing:
    """For who has heard of the day before: what we said is not so any more."""
    session = course.session
    key = f"{Kind.INVITATION.value}:{session.id}:{session.version}"
    return Owing(Kind.INVITATION, Class.DUTY, session.id, AGAIN, now, session.starts_at, key,
                 [Standing.INVITED])  # fmt: skip


def _news(course: Course, now: datetime) -> Owing:
    session = course.session
    kind = Kind.CANCELLATION if session.cancelled else Kind.CHANGE
    concerned = [*sorted(TAKING_PART), Standing.WAITING, Standing.ASKED]
    if course.training.mandatory:
        concerned.append(Standing.INVITED)
    key = f"{kind.value}:{session.id}:{session.version}"
    return Owing(kind, Class.DUTY, session.id, None, now, session.starts_at, key, concerned)


def _reminders(course: Course, now: datetime) -> list[Owing]:
    """Each for those who are to get it, as they stand now."""
    session, training = course.session, course.training
    named = {reminder.slot(one): one for one in training.offsets}
    planned = reminder.plan(
        session.starts_at, session.zone, training.offsets, now, catch_up=training.catch_up
    )
    return [
        Owing(
            Kind.REMINDER if named[one.slot] >= reminder.DAY else Kind.STARTING,
            _class(course),
            session.id,
            one.slot,
            reminder.seen_from(one, session.starts_at, now),
            session.starts_at,
            f"{one.slot}:{session.id}:{session.starts_at:%Y%m%d%H%M}",
            _reminded(course, one),
        )
        for one in planned.reminders
    ]


def _left_to_invited(course: Course, now: datetime) -> list[Owing]:
    """The reminders to come for who has not answered, and before all of them the one whose time
    is just over."""
    late = replace(course, training=replace(course.training, catch_up=True))
    return [one for one in _reminders(late, now) if Standing.INVITED in one.standings]


def _inquiries(course: Course, now: datetime) -> list[Owing]:
    """How it was, and what came of it: for those who were there."""
    session = course.session
    found = [(kind, inquiry.due(of, session, now)) for kind, of in INQUIRIES.items()]
    return [
        Owing(kind, Class.NUDGE, session.id, None, when.opens_at or now, when.closes_at,
              f"{kind.value}:{session.id}", [Standing.ATTENDED])
        for kind, when in found
        if when is not None
    ]  # fmt: skip


def _reminded(course: Course, one: reminder.Reminder) -> list[Standing]:
    somebody = Enrolment(course.session.id, 0)
    return [
        standing
        for standing in Standing
        if rules.reminded(replace(somebody, standing=standing), course, one.slot, one.at)
    ]


def _without_catching_up(course: Course) -> Course:
    """Whoever has just tapped has read it all: what is past need not come at once."""
    return replace(course, training=replace(course.training, catch_up=False))


def _promise_unanswered(db: Db, session: TrainingSession, now: datetime) -> None:
    """The day before; where that leaves too little time to answer, later or, in effect, never."""
    at = reminder.instant_of(reminder.DAY, session.starts_at, session.zone)
    jobs.promise_again(db, JobKind.UNANSWERED, session.id, max(at, now + TO_ANSWER))


def _has_news_to_tell(db: Db, session_id: int) -> bool:
    kinds = (JobKind.REPLAN, JobKind.REINVITE)
    promised = any(jobs.unfinished(db, kind, session_id) for kind in kinds)
    return promised or notices.untold(db, session_id)


def _class(course: Course) -> Class:
    return Class.DUTY if course.training.mandatory else Class.NUDGE


def _ahead(db: Db, session_id: int, now: datetime) -> Course:
    course = held(db, session_id)
    if course.session.cancelled:
        raise TooLate(Why.CANCELLED)
    if now >= course.session.starts_at:
        raise TooLate(Why.BEGUN)
    return course
