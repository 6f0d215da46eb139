"""What an employee is asked about a session, in their own name: when, and what may be told of it.

registered ── BEFORE ──▶ the session ── an hour ──▶ FEEDBACK, AFTER ── 45 days ──▶ FOLLOW_UP

BEFORE and AFTER are the same few questions, where the training has a check of what one knows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction

from bot.domain.errors import NotNow, TooLate, Why
from bot.domain.response import RELEASE_SIZE
from bot.domain.time import instant, local_day
from bot.domain.training import TAKING_PART, Course, Enrolment, Standing, TrainingSession

__all__ = [
    "CHECKS",
    "Figures",
    "Inquiry",
    "Noted",
    "Score",
    "Subject",
    "Window",
    "check_of",
    "counted",
    "due",
    "figures",
    "is_open",
    "require_open",
    "score",
    "share",
    "window",
]

REST = timedelta(hours=1)
"""So long after the end people are asked how it was."""

DAYS_LATER = timedelta(days=45)
"""So many days after the end, by the calendar of the place, they are asked what came of it."""

PATIENCE = timedelta(days=30)
"""So long one may answer the last of it."""

LONGEST = DAYS_LATER + PATIENCE
"""Nothing is asked any more so long after the end."""

MORNING = time(9)

RIGHT, ASKED = "benar", "soal"
"""What the form of a check counts: answers that are right, and questions."""


class Inquiry(StrEnum):
    """What is asked, and so when."""

    BEFORE = "before"
    FEEDBACK = "feedback"
    AFTER = "after"
    FOLLOW_UP = "follow_up"


_SURVEYS = {Inquiry.FEEDBACK: "training_feedback", Inquiry.FOLLOW_UP: "training_followup"}

CHECKS = frozenset({Inquiry.BEFORE, Inquiry.AFTER})


@dataclass(frozen=True, slots=True)
class Subject:
    """A session, as what an employee is asked about; `title` is the training's."""

    session_id: int
    training_id: int
    inquiry: Inquiry
    title: str

    @property
    def survey(self) -> str:
        """The code of the survey that asks this."""
        return _SURVEYS.get(self.inquiry) or check_of(self.training_id)


@dataclass(frozen=True, slots=True)
class Window:
    """From when until when one may answer; None: from the day one registered."""

    opens_at: datetime | None
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Score:
    """So many questions of a check were answered right, of so many."""

    right: int
    asked: int


@dataclass(frozen=True, slots=True)
class Noted:
    """The answers are kept, now or `already` before; `open` is what else may be answered now.

    `before` and `after` are told after the second check.
    """

    about: Subject
    already: bool = False
    open: frozenset[Inquiry] = frozenset()
    before: Score | None = None
    after: Score | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """So many answered; the mean of each question, where there are enough of them."""

    n: int
    means: Mapping[str, Fraction] = field(default_factory=dict)


def check_of(training_id: int) -> str:
    """The code of the survey that checks what people know of a training."""
    return f"check-{training_id}"


def window(inquiry: Inquiry, session: TrainingSession) -> Window:
    """When this is asked; how it was may be told until it is asked what came of it."""
    later = instant(local_day(session.ends_at, session.zone) + DAYS_LATER, MORNING, session.zone)
    if inquiry is Inquiry.BEFORE:
        return Window(None, session.starts_at)
    if inquiry is Inquiry.FOLLOW_UP:
        return Window(later, later + PATIENCE)
    return Window(session.ends_at + REST, later)


def due(inquiry: Inquiry, session: TrainingSession, now: datetime) -> Window | None:
    """When to write to somebody who was there, as noted now; None where it is too late."""
    found = window(inquiry, session)
    opens_at = max(now, found.opens_at or now)
    return Window(opens_at, found.closes_at) if opens_at < found.closes_at else None


def require_open(inquiry: Inquiry, one: Enrolment, course: Course, now: datetime) -> None:
    """Raise TooLate or NotNow where this employee is not asked this, or not now."""
    if course.session.cancelled:
        raise TooLate(Why.CANCELLED)
    if not is_open(inquiry, one, course, now):
        raise NotNow(one.standing)


def is_open(inquiry: Inquiry, one: Enrolment, course: Course, now: datetime) -> bool:
    """Whether this employee may answer this now."""
    asked = TAKING_PART if inquiry is Inquiry.BEFORE else {Standing.ATTENDED}
    found = window(inquiry, course.session)
    begun = found.opens_at is None or found.opens_at <= now
    kept = one.standing in asked and not course.session.cancelled
    return kept and begun and now < found.closes_at


def counted(answers: Mapping[str, str]) -> dict[str, int]:
    """What a check has counted; nothing in any other form."""
    return {name: int(answers[name]) for name in (RIGHT, ASKED) if name in answers}


def score(counted: Mapping[str, int] | None) -> Score | None:
    """None for a check that was not answered."""
    return None if counted is None else Score(counted[RIGHT], counted[ASKED])


def share(found: Figures) -> Fraction | None:
    """How much of a check was answered right; None where it may not be told."""
    asked = found.means.get(ASKED)
    return found.means[RIGHT] / asked if asked else None


def figures(scores: Iterable[Mapping[str, int]]) -> Figures:
    """What of these answers may be told: no mean of fewer than five people.

    Whatever question too few of them answered has none.
    """
    rows = list(scores)
    names = dict.fromkeys(name for row in rows for name in row)
    answered = {name: [row[name] for row in rows if name in row] for name in names}
    means = {
        name: Fraction(sum(values), len(values))
        for name, values in answered.items()
        if len(values) >= RELEASE_SIZE
    }
    return Figures(len(rows), means)
