"""Who was there: whoever stands at the door, and whom an admin has seen.

Any standing ── the code at the door, or an admin's word ──▶ ATTENDED ── taken back ──▶ as before

                                  └── does not begin after all ──▶ CONFIRMED

Who was there counts, also without having registered, after having declined, or beyond the
capacity: they are in the room.
"""

from dataclasses import replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.domain.errors import TooLate, Why
from bot.domain.standing import Standing
from bot.domain.time import instant, local_day
from bot.domain.training import Course, Enrolment, TrainingSession

__all__ = [
    "DOORS_OPEN",
    "Miss",
    "check_in",
    "counts",
    "doors_open",
    "lateness",
    "note",
    "sent_home",
    "shown_at",
    "shown_lately",
    "shuts_at",
    "take_back",
]

DAY = timedelta(days=1)

DOORS_OPEN = timedelta(hours=1)
"""So long before the start one may check in."""

MINUTE = timedelta(minutes=1)
"""So long each code is shown at the door."""

GRACE = timedelta(seconds=30)
"""So long after that it still counts, from the screen to the typing: 90 seconds in all."""

FORGIVEN = 5
"""So many codes back somebody was only slow, and has not guessed."""


class Miss(StrEnum):
    """Why a code does not count: it never was one, or another is shown by now."""

    WRONG = "wrong"
    CHANGED = "changed"


def shown_at(now: datetime) -> datetime:
    """Since when the code has been shown that is shown now: the begin of the minute."""
    return now.replace(second=0, microsecond=0)


def shown_lately(now: datetime) -> list[datetime]:
    """Since when each code was shown that somebody may have seen: that of now, and before it the
    last few."""
    return [shown_at(now) - n * MINUTE for n in range(FORGIVEN + 1)]


def counts(shown: datetime, now: datetime) -> bool:
    """Whether the code that was shown from then on is taken."""
    return shown <= now < shown + MINUTE + GRACE


def doors_open(session: TrainingSession, now: datetime) -> bool:
    """Whether one may check in."""
    return session.starts_at - DOORS_OPEN <= now < session.ends_at


def shuts_at(session: TrainingSession, now: datetime) -> datetime:
    """When the code is no longer shown that was shown then: at the end, or before at midnight, so
    that no screen goes on through the nights of a session of several days."""
    tomorrow = local_day(now, session.zone) + DAY
    return min(session.ends_at, instant(tomorrow, time(0), session.zone))


def lateness(session: TrainingSession, at: datetime) -> timedelta:
    """How long after the start somebody came; nothing for who was in time.

    A session of several days begins on each of them at the same time, as far as is known.
    """
    days = min(local_day(at, session.zone), session.last_day) - session.day
    return max(timedelta(0), at - session.starts_at - max(timedelta(0), days))


def check_in(before: Enrolment, course: Course, now: datetime) -> Enrolment:
    """At the door, from an hour before the start to the end; the first time counts.

    Raises TooLate outside these hours.
    """
    _require_held(course.session, now)
    if now >= course.session.ends_at:
        raise TooLate(Why.NOT_ITS_TIME)
    return _there(before, course, now)


def note(before: Enrolment, course: Course, now: datetime) -> Enrolment:
    """By an admin, also when it is over: there from the start; what the door noted stays."""
    _require_held(course.session, now)
    return _there(before, course, course.session.starts_at)


def take_back(before: Enrolment) -> Enrolment:
    """An admin's word that somebody was not there after all: they stand as they did before."""
    if before.standing is not Standing.ATTENDED:
        return before
    # Of older ones it was not noted.
    known = before.stood or (Standing.INVITED if before.place is None else Standing.CONFIRMED)
    return replace(before, standing=known, stood=None, checked_in_at=None, jp=None)


def sent_home(before: Enrolment) -> Enrolment:
    """Of who was there too early for what does not begin after all: they have said to come."""
    return replace(
        before, standing=Standing.CONFIRMED, stood=None, checked_in_at=None, jp=None, reason=None
    )


def _there(before: Enrolment, course: Course, at: datetime) -> Enrolment:
    if before.standing is Standing.ATTENDED:
        return before
    return replace(
        before,
        standing=Standing.ATTENDED,
        stood=before.standing,
        checked_in_at=at,
        jp=course.jp,
    )


def _require_held(session: TrainingSession, now: datetime) -> None:
    if session.cancelled:
        raise TooLate(Why.CANCELLED)
    if now < session.starts_at - DOORS_OPEN:
        raise TooLate(Why.NOT_ITS_TIME)
