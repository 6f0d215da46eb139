"""What a message about a session says, found when it is about to leave."""

from datetime import datetime, timedelta
from operator import attrgetter

from bot.db import certificates, dates, enrolments, staff, trainings
from bot.db import notices as owed
from bot.db.base import Db
from bot.domain import inquiry
from bot.domain import training as rules
from bot.domain.audience import Topic
from bot.domain.delivery import AGAIN, MUST, Delivery, Kind
from bot.domain.dispatch import invites
from bot.domain.inquiry import Inquiry
from bot.domain.learning import Credit, behind
from bot.domain.offer import MOST_OFFERS, Decision, Encouragement, Notice, Offer, fits
from bot.domain.people import Addressee
from bot.domain.time import local_day
from bot.domain.training import SEATED, TAKING_PART, Course, Enrolment, Standing
from bot.usecases import inquiring, offers, planning, steps
from bot.usecases.office import Office

__all__ = ["decision", "encouragement", "notice", "withdrawn"]

MOST_NAMES = 20

OF_A_DATE = {Kind.INVITATION, Kind.REMINDER, Kind.CHANGE}
"""What is nothing to somebody who has chosen another date of the same training."""

TOLD = attrgetter("starts_at", "ends_at", "zone", "place", "link", "transport", "contact")
"""What news of a change says of a session."""

FRESH = timedelta(hours=3)
"""So long an invitation needs no reminder."""


def notice(db: Db, delivery: Delivery, to: Addressee, now: datetime) -> Notice | None:
    """None where it is not wanted any more, or not by this person."""
    course = trainings.course(db, delivery.session_id or 0)
    if course is None or _is_stale(db, delivery, course):
        return None
    if delivery.kind in planning.INQUIRIES:
        return _inquiry(db, delivery, course, to, now)
    if now >= course.session.starts_at and delivery.kind is not Kind.REPLY:
        return None
    if delivery.kind is Kind.UNANSWERED:
        return _unanswered(db, delivery, course, to, now)
    who = staff.by_person(db, delivery.person_id)
    one = None if who is None else enrolments.find(db, course.session.id, who.id)
    if who is None or one is None or not _wanted(db, delivery, course, one, now):
        return None
    slot, _colon, about = (delivery.slot or "").partition(":")
    colleague = _colleague(db, delivery, one, about)
    asks = delivery.kind is Kind.REMINDER and one.standing in TAKING_PART
    check = asks and Inquiry.BEFORE in inquiring.pending(db, course, who.id)
    days = _days(course, now)
    words = None
    if delivery.kind in {Kind.REMINDER, Kind.STARTING}:
        words = steps.wording(db, delivery, course.training.code, slot, who.id)
    was = trainings.was(db, course) if delivery.kind is Kind.CHANGE else None
    cancelled = delivery.kind is Kind.CANCELLATION
    return Notice(
        delivery.kind,
        course,
        to,
        days,
        one,
        slot or None,
        colleague,
        check=check,
        wording=words,
        was=None if was is None else was.course,
        others=offers.other_dates(db, who, course, now) if cancelled else (),
    )


def _is_as_before(db: Db, delivery: Delivery, course: Course, one: Enrolment) -> bool:
    """Whether news of a change is none: it has changed back, and nothing was read meanwhile, nor
    answered."""
    if delivery.kind is not Kind.CHANGE and delivery.slot != AGAIN:
        return False
    if one.standing is Standing.DECLINED and one.edition is not None:
        # What persuades them may wait until others have heard of several days.
        return rules.declined_it(one, course.session)
    if one.version not in {None, course.session.version}:
        return False
    was = trainings.was(db, course)
    if was is None or was.until is None or owed.heard_since(db, delivery, was.until):
        return False
    old, new = was.course.session, course.session
    return old.day == new.day if delivery.slot == AGAIN else TOLD(old) == TOLD(new)


def withdrawn(db: Db, delivery: Delivery) -> int | None:
    """The message of the request that this takes back; None where it has not arrived."""
    return owed.message_of(db, int((delivery.slot or "").rpartition(":")[2]))


def decision(
    db: Db, office: Office, delivery: Delivery, to: Addressee, now: datetime
) -> Decision | None:
    """None for who is no employee any more, or has had the certificate deleted; and while it is
    decided anew."""
    who = staff.by_person(db, delivery.person_id)
    one = certificates.find(db, int(delivery.slot or 0))
    if who is None or one is None or one.employee_id != who.id:
        return None
    if one.record.credit is Credit.PENDING:
        return None
    return Decision(one, offers.year(db, office, who, now), to)


def encouragement(
    db: Db, office: Office, person_id: int, to: Addressee, now: datetime
) -> Encouragement | None:
    """None for who is not behind. Of each training the next date that fits is offered, and none
    of one that they have chosen a date of."""
    who = staff.by_person(db, person_id)
    if who is None:
        return None
    year = offers.year(db, office, who, now)
    if not behind(year, local_day(now, office.zone)):
        return None
    found: dict[int, Course] = {}
    for one in offers.open_to(db, who, now):
        if fits(one, now) and not dates.is_settled(db, one.course, who.id, now):
            found.setdefault(one.course.training.id, one.course)
    return Encouragement(year, tuple(found.values())[:MOST_OFFERS], to)


def _is_stale(db: Db, delivery: Delivery, course: Course) -> bool:
    """An invitation that has made way for its own reminder says nothing new."""
    may_be = invites(delivery) or delivery.slot == AGAIN
    return may_be and owed.reminded(db, course.session, delivery.person_id)


def _has_just_read_it(db: Db, delivery: Delivery, one: Enrolment, now: datetime) -> bool:
    """Nor does a reminder to somebody who was invited a moment ago and has not answered."""
    if one.standing is not Standing.INVITED or delivery.kind is not Kind.REMINDER:
        return False
    return owed.invited_since(db, one.session_id, delivery.person_id, now - FRESH)


def _is_told_as_must(db: Db, delivery: Delivery, course: Course, one: Enrolment) -> bool:
    """Nor does news of a change to who reads with the new day and place that they must attend."""
    if delivery.kind is not Kind.CHANGE and delivery.slot != AGAIN:
        return False
    return _must(course, one) and owed.told_that_they_must(db, delivery)


def _inquiry(
    db: Db, delivery: Delivery, course: Course, to: Addressee, now: datetime
) -> Notice | None:
    """None for who was not there after all, has answered, or wants to hear of no trainings.

    Also where the session has moved meanwhile: its own time will come.
    """
    about = planning.INQUIRIES[delivery.kind]
    when = inquiry.due(about, course.session, now)
    if when is None or when.opens_at != now:
        return None
    who = staff.by_person(db, delivery.person_id)
    one = None if who is None else enrolments.find(db, course.session.id, who.id)
    if one is None or one.standing is not Standing.ATTENDED or Topic.QUESTIONS in to.muted:
        return None
    pending = inquiring.pending(db, course, one.employee_id)
    if about not in pending or course.session.cancelled:
        return None
    check = delivery.kind is Kind.FEEDBACK and Inquiry.AFTER in pending
    return Notice(delivery.kind, course, to, 0, one, check=check)


def _wanted(db: Db, delivery: Delivery, course: Course, one: Enrolment, now: datetime) -> bool:
    if _has_just_read_it(db, delivery, one, now) or _is_as_before(db, delivery, course, one):
        return False
    if _is_told_as_must(db, delivery, course, one):
        return False
    if delivery.kind in OF_A_DATE and dates.is_settled(db, course, one.employee_id, now):
        return False
    standing, kind = one.standing, delivery.kind
    if kind in {Kind.REMINDER, Kind.STARTING}:
        # One that was planned for another time is on its way out.
        current = delivery.expires_at == course.session.starts_at
        due = rules.reminded(one, course, delivery.slot or "", now)
        return current and due and not _is_without_a_seat(db, course, one, now)
    if kind is Kind.CANCELLATION:
        return standing is not Standing.DECLINED
    wanted = {
        Kind.INVITATION: _invited(db, delivery, course, one) and now < course.closes_at,
        Kind.ASKED: standing is Standing.ASKED,
        # Who has taken part since may have had that message turned into another card; who is asked
        # again reads of it in a new one.
        Kind.WITHDRAWN: standing in {Standing.INVITED, Standing.ASKED},
        Kind.SEAT: standing in SEATED,
        Kind.RELEASED: standing is Standing.INVITED,
        Kind.CHANGE: standing is not Standing.DECLINED,
    }
    return wanted.get(kind, True) and not course.session.cancelled


def _invited(db: Db, delivery: Delivery, course: Course, one: Enrolment) -> bool:
    if delivery.slot == AGAIN and one.standing is Standing.DECLINED:
        return not enrolments.is_replaced(db, one)
    if delivery.slot is None and rules.lost_answer(one):
        # They read so in its place.
        return False
    if delivery.slot != MUST:
        return one.standing is Standing.INVITED
    return _must(course, one)


def _must(course: Course, one: Enrolment) -> bool:
    """Whether they are to read that they must attend: who has neither a seat nor waits for one."""
    return course.training.mandatory and one.standing in {Standing.INVITED, Standing.DECLINED}


def _is_without_a_seat(db: Db, course: Course, one: Enrolment, now: datetime) -> bool:
    """Whether there is none to give to somebody who need not come and has not registered."""
    if one.standing is not Standing.INVITED or course.training.mandatory:
        return False
    return not fits(Offer(course, enrolments.seats_to_give(db, course, now), one), now)


def _colleague(db: Db, delivery: Delivery, one: Enrolment, about: str) -> str | None:
    """Who asks, who asks no more, or who has answered, or left."""
    match delivery.kind:
        case Kind.ASKED:
            found = enrolments.asker_of(db, one.session_id, one.employee_id)
        case Kind.WITHDRAWN | Kind.REPLY:
            found = int(about.partition(":")[0])
        case _:
            found = None
    return None if found is None else staff.name(db, found)


def _days(course: Course, now: datetime) -> int:
    """By the calendar where the session is."""
    zone = course.session.zone
    return (local_day(course.session.starts_at, zone) - local_day(now, zone)).days


def _unanswered(
    db: Db, delivery: Delivery, course: Course, to: Addressee, now: datetime
) -> Notice | None:
    """Those of the units that this person is the contact of, as things stand now."""
    units = [unit for unit, who in staff.contacts(db).items() if who == delivery.person_id]
    stand = planning.unanswering(course)
    names = enrolments.names(db, course, stand, units, delivery.person_id, now)
    if not names or course.session.cancelled:
        return None
    shown = tuple(names[:MOST_NAMES])
    return Notice(
        delivery.kind, course, to, _days(course, now), names=shown, more=len(names) - len(shown)
    )
