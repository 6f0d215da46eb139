"""A training, one dated session of it, and how an employee stands to that.

            ┌────────────── [Saya ikut] ───────────────┐
INVITED ────┤                                          ├──▶ ENROLLED ── [Hadir] ──▶ CONFIRMED ──▶ ATTENDED
            │   full ──▶ WAITING ── a seat is free ────┘        ▲
            └── [Tidak bisa] ──▶ DECLINED ── names a colleague ─┴─ ASKED

Who declines frees the seat at once; whoever waits longest gets it. A colleague who is asked to
come instead has a seat meanwhile, until the day before. One is asked at a time: who asks another
one, or comes after all, does not ask the first any more. Who declined one day of what they must
attend is INVITED to another, unless a colleague comes instead. Who was there is in `presence`.
"""  # noqa: E501 - A picture.

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.audience import Audience
from bot.domain.check import CheckQuestion
from bot.domain.errors import Full, NotNow, TooLate, Why
from bot.domain.learning import Span
from bot.domain.reminder import DAY, DEFAULT_OFFSETS, slot
from bot.domain.standing import ANSWERED, HOLDING, SEATED, TAKING_PART, Standing
from bot.domain.time import local_day

__all__ = [
    "ANSWERED",
    "HOLDING",
    "SEATED",
    "TAKING_PART",
    "Course",
    "Enrolment",
    "Preparation",
    "Provider",
    "Reason",
    "Seats",
    "Standing",
    "Training",
    "TrainingSession",
    "answered",
    "ask",
    "asked_anew",
    "confirm",
    "decline",
    "declined_another",
    "declined_it",
    "enrol",
    "explain",
    "is_ahead",
    "is_another",
    "lapsed",
    "lost_answer",
    "may_ask",
    "may_register",
    "owes_answer",
    "planned",
    "prepare",
    "promoted",
    "released",
    "reminded",
    "span",
    "unanswered",
]


SECOND = timedelta(seconds=1)

SITTING = timedelta(hours=12)
"""What is no longer than this is one day's, also through the night."""


class Provider(StrEnum):
    """Who gives a training."""

    INTERNAL = "internal"
    UNIVERSITY = "university"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Training:
    """What is taught, by whom, for whom; `elements` are those of the service that it improves.

    `jp` is what it is worth where that does not follow from the table. `catch_up` says that a
    reminder whose time is over when it is planned comes at once. With `questions` it is checked
    what people know of it before and after.
    """

    id: int
    code: str
    title: str
    kind: str
    provider: Provider
    provider_name: str
    elements: tuple[str, ...]
    audience: Audience
    mandatory: bool = False
    offsets: tuple[timedelta, ...] = DEFAULT_OFFSETS
    jp: int | None = None
    catch_up: bool = False
    active: bool = True
    questions: tuple[CheckQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class TrainingSession:
    """One dated run of a training; its times are those of its own zone.

    Without a `capacity` whoever comes has a seat. `version` counts the changes since it was
    announced.
    """

    id: int
    training_id: int
    code: str
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    place: str
    deadline: datetime
    link: str = ""
    transport: str = ""
    contact: str = ""
    capacity: int | None = None
    version: int = 0
    cancelled: bool = False

    @property
    def day(self) -> date:
        """On which it begins, by the calendar of its place."""
        return local_day(self.starts_at, self.zone)

    @property
    def last_day(self) -> date:
        """On which it ends: not the next where it ends at midnight, or is one sitting."""
        if self.ends_at - self.starts_at <= SITTING:
            return self.day
        return local_day(self.ends_at - SECOND, self.zone)

    @property
    def edition(self) -> str:
        """What tells a button that was made for this start and these days from one for others."""
        begin = int(self.starts_at.timestamp()) // 60
        return f"{begin:x}-{local_day(self.ends_at, self.zone):%y%m%d}"


@dataclass(frozen=True, slots=True)
class Course:
    """A session with its training, and what it is worth in JP.

    Where one `repeats` it, each session is learning of its own; else they are dates of the same.
    """

    training: Training
    session: TrainingSession
    jp: int
    repeats: bool = False

    @property
    def closes_at(self) -> datetime:
        """Until when one may register: the deadline, and the start for what one must attend."""
        return self.session.starts_at if self.training.mandatory else self.session.deadline


class Reason(StrEnum):
    """Why somebody cannot come."""

    DUTY = "duty"
    LEAVE = "leave"
    TRANSPORT = "transport"
    UNSUITED = "unsuited"
    OTHER = "other"


class Preparation(StrEnum):
    """What somebody plans, so that coming is easy."""

    EARLY = "early"
    NIGHT_BEFORE = "night_before"
    COVERED = "covered"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """An employee in a session; `place` is the order of arrival, None without a seat or a wait.

    `substitute_id` is the employee who was asked to come instead. `stood` is how one stood before
    being there, before giving up or losing a seat, or before leaving the roster; `enrolled_on` the
    day on which one registered first, by the calendar of its place. `edition` and `version` are
    those of the session that was answered last; no version where all have been told of it since.
    `prompt` says whether the first answer came within a day of the invitation, None before any.
    """

    session_id: int
    employee_id: int
    standing: Standing = Standing.INVITED
    place: int | None = None
    reason: Reason | None = None
    substitute_id: int | None = None
    plan: Preparation | None = None
    checked_in_at: datetime | None = None
    jp: int | None = None
    stood: Standing | None = None
    enrolled_on: date | None = None
    edition: str | None = None
    version: int | None = None
    prompt: bool | None = None


@dataclass(frozen=True, slots=True)
class Seats:
    """How many seats there are (None: any number) and are taken, and the last place given.

    `kept` is the place of a seat that is kept for whom this very employee has asked.
    """

    capacity: int | None
    taken: int
    last_place: int
    waiting: int = field(default=0)
    kept: int | None = None

    @property
    def free(self) -> int | None:
        """None: any number."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def full(self) -> bool:
        return self.free == 0


def enrol(before: Enrolment, course: Course, seats: Seats, now: datetime) -> Enrolment:
    """With a seat, or on the waiting list where all are taken; tapped twice it is done once.

    Raises TooLate for a session that is cancelled or has begun, or whose registration is closed.
    """
    _require_ahead(course.session, now)
    if before.standing in TAKING_PART | {Standing.WAITING}:
        return before
    today = before.enrolled_on or local_day(now, course.session.zone)
    if before.standing is Standing.ASKED:
        return replace(before, standing=Standing.ENROLLED, enrolled_on=today)
    anew = _afresh(before, today)
    if seats.kept is not None:
        # Who declined and asked a colleague takes the seat back; nobody else has a claim to it.
        return replace(anew, standing=Standing.ENROLLED, place=seats.kept)
    if not may_register(before, course, seats, now):
        raise TooLate(Why.CLOSED)
    # Whoever waits comes first, also when a seat has just become free.
    waits = seats.full or seats.waiting > 0
    standing = Standing.WAITING if waits else Standing.ENROLLED
    return replace(anew, standing=standing, place=seats.last_place + 1)


def may_register(one: Enrolment, course: Course, seats: Seats, now: datetime) -> bool:
    """Whether registration is open to this employee.

    Who gave up or lost a seat may come back until the start as long as one is free, or kept for
    whom they have asked.
    """
    if not is_ahead(course.session, now):
        return False
    if now < course.closes_at or seats.kept is not None:
        return True
    return one.stood in SEATED and not seats.full and not seats.waiting


def confirm(before: Enrolment, course: Course, seats: Seats, now: datetime) -> Enrolment:
    """[Hadir]: enrolled if need be, and confirmed where there is a seat."""
    after = enrol(before, course, seats, now)
    return replace(after, standing=Standing.CONFIRMED) if _is_enrolled(after) else after


def decline(before: Enrolment, course: Course, now: datetime) -> Enrolment:
    """[Tidak bisa]: one tap, and the seat is free; who has checked in already is there."""
    _require_ahead(course.session, now)
    if before.standing in {Standing.DECLINED, Standing.ATTENDED}:
        return before
    stood = before.standing if before.standing in SEATED else None
    gone = _afresh(before, before.enrolled_on)
    return replace(gone, standing=Standing.DECLINED, stood=stood)


def answered(one: Enrolment, session: TrainingSession) -> Enrolment:
    """Of somebody who has just answered the session as it is now; what they had planned for other
    days or another start is over, and so is why they did not come then."""
    if one.edition not in {None, session.edition}:
        one = replace(one, plan=None, reason=None)
    return replace(one, edition=session.edition, version=session.version)


def planned(one: Enrolment, session: TrainingSession) -> Preparation | None:
    """What is planned for the session as it is now; None also for a plan for other days, or for
    another start."""
    return one.plan if one.edition in {None, session.edition} else None


def explain(before: Enrolment, reason: Reason) -> Enrolment:
    """Why; raises NotNow for somebody who comes after all."""
    if before.standing is not Standing.DECLINED:
        raise NotNow(before.standing)
    return replace(before, reason=reason)


def prepare(before: Enrolment, plan: Preparation) -> Enrolment:
    """What somebody plans; raises NotNow for somebody who does not come."""
    if before.standing is not Standing.CONFIRMED:
        raise NotNow(before.standing)
    return replace(before, plan=plan)


def ask(
    asker: Enrolment, other: Enrolment, course: Course, seats: Seats, now: datetime
) -> tuple[Enrolment, Enrolment]:
    """Who declined asks a colleague to come instead, for whom a seat is kept meanwhile.

    Raises NotNow where either cannot, Full where the seat has gone to whoever waited, and TooLate
    where registration is closed and the asker has no seat to hand on. Who was asked before it
    closed may still accept: that seat is promised.
    """
    _require_ahead(course.session, now)
    if not may_ask(asker, course, now):
        raise TooLate(Why.CLOSED)
    if asker.standing is not Standing.DECLINED:
        raise NotNow(asker.standing)
    if other.standing is not Standing.INVITED or asker.employee_id == other.employee_id:
        raise NotNow(other.standing)
    if seats.full or seats.waiting:
        raise Full
    place = seats.last_place + 1
    asked = replace(other, standing=Standing.ASKED, place=place, stood=None, reason=None)
    return replace(asker, substitute_id=other.employee_id), asked


def may_ask(asker: Enrolment, course: Course, now: datetime) -> bool:
    """Whether this employee may name a colleague: once registration is closed only who gave up a
    seat, as else anybody could register by way of another."""
    return now < course.closes_at or asker.stood in SEATED


def promoted(waiting: Iterable[Enrolment], seats: Seats) -> list[Enrolment]:
    """Those who get the seats that are free, whoever waits longest first."""
    queue = sorted(waiting, key=lambda one: one.place or 0)
    return [replace(one, standing=Standing.ENROLLED) for one in queue[: seats.free]]


def released(before: Enrolment) -> Enrolment:
    """Of somebody who left without a word: invited as before, without a seat or a wait for one.

    What they had answered is noted, so that they may come back; to be asked is no answer.
    """
    if before.standing not in HOLDING:
        return before
    stood = None if before.standing is Standing.ASKED else before.standing
    gone = _afresh(before, before.enrolled_on)
    return replace(gone, stood=stood)


def lapsed(asked: Enrolment) -> Enrolment:
    """Of a colleague who did not answer in time: the seat is kept no more."""
    return replace(_afresh(asked, None), stood=asked.standing)


def _afresh(one: Enrolment, enrolled_on: date | None) -> Enrolment:
    """Without what belonged to how they stood; how soon they answered first stays so."""
    employee = one.session_id, one.employee_id
    return Enrolment(*employee, enrolled_on=enrolled_on, prompt=one.prompt)


def lost_answer(one: Enrolment) -> bool:
    """Whether what this employee had answered holds no more, as they were gone meanwhile."""
    return one.standing is Standing.INVITED and one.stood in HOLDING - {Standing.ASKED}


def declined_it(one: Enrolment, session: TrainingSession) -> bool:
    """Whether this employee has declined the day on which the session is now; not known of what
    was declined long ago."""
    if one.standing is not Standing.DECLINED or one.edition is None:
        return False
    minutes = int(one.edition.partition("-")[0], 16)
    return local_day(datetime.fromtimestamp(minutes * 60, UTC), session.zone) == session.day


def declined_another(one: Enrolment, session: TrainingSession) -> bool:
    """Whether this employee has declined another day than the session is on now, as far as is
    known."""
    declined = one.standing is Standing.DECLINED and one.edition is not None
    return declined and not declined_it(one, session)


def asked_anew(one: Enrolment) -> Enrolment:
    """Of somebody who declined another day of what they must attend, and whom nobody replaces."""
    return replace(one, standing=Standing.INVITED, stood=one.standing)


def owes_answer(one: Enrolment) -> bool:
    """Whether whoever asked this colleague to come instead waits for an answer, in time or not."""
    late = one.standing is Standing.INVITED and one.stood is Standing.ASKED
    return late or one.standing is Standing.ASKED


def unanswered(one: Enrolment, training: Training) -> bool:
    """Whether this employee should have said by now whether they come, and has not.

    An offer that somebody let pass is no silence: nobody need answer it.
    """
    must = training.mandatory and one.standing is Standing.INVITED
    return must or owes_answer(one) or one.standing is Standing.ENROLLED


def reminded(one: Enrolment, course: Course, of: str, now: datetime) -> bool:
    """Whether this employee is to get the reminder of this slot.

    On the day itself only who confirmed; before, who has a seat, and who must come. Who was only
    invited is asked once more, the first time, while there is still time to register.
    """
    offsets = {slot(offset): offset for offset in course.training.offsets}
    offset = offsets.get(of)
    if offset is None or course.session.cancelled:
        return False
    if offset < DAY:
        return one.standing is Standing.CONFIRMED
    if one.standing is Standing.INVITED and not course.training.mandatory:
        return offset == max(offsets.values()) and now < course.session.deadline
    return one.standing in {Standing.ENROLLED, Standing.CONFIRMED, Standing.INVITED}


def span(session: TrainingSession) -> Span:
    """How many days it takes, and how long each of them.

    Nothing where that is not known: what begins at one and ends at noon of another day has no
    two days alike.
    """
    begin, end = (at.astimezone(session.zone) for at in (session.starts_at, session.ends_at))
    days = (session.last_day - session.day).days + 1
    a_day = end.replace(tzinfo=None) - begin.replace(tzinfo=None) - (days - 1) * DAY
    return Span(days, max(timedelta(0), a_day))


def is_another(before: TrainingSession, after: TrainingSession) -> bool:
    """Whether who confirmed this session has not said to come to that: it is on other days, or
    begins at another time. That it ends earlier or later is told, and so is another room."""
    return after.edition != before.edition


def is_ahead(session: TrainingSession, now: datetime) -> bool:
    """Whether it is to take place and has not begun."""
    return not session.cancelled and now < session.starts_at


def _is_enrolled(one: Enrolment) -> bool:
    return one.standing is Standing.ENROLLED


def _require_ahead(session: TrainingSession, now: datetime) -> None:
    if session.cancelled:
        raise TooLate(Why.CANCELLED)
    if now >= session.starts_at:
        raise TooLate(Why.BEGUN)
