"""Running interviews: at most one for each person, what was answered sealed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import aliased

from bot.db.base import Db
from bot.db.people import Expectation
from bot.db.tables import (
    ExpectationRow,
    InterviewRow,
    ServiceUnitRow,
    SurveyVersionRow,
    TrainingRow,
    TrainingSessionRow,
)
from bot.domain.errors import AlreadyDone
from bot.domain.inquiry import Inquiry, Subject
from bot.domain.situation import About, Place

__all__ = [
    "Running",
    "add",
    "find",
    "hold",
    "oldest_touch",
    "remove",
    "remove_of_session",
    "save",
    "untouched_since",
]


@dataclass(frozen=True, slots=True)
class Running:
    """An interview as it is stored.

    `digest` names the form it is walked on, `expected` what this person's next line is for. It
    rates the unit, unless somebody of that unit is asked about the `subject`.
    """

    person_id: int
    survey_id: int
    version_id: int
    unit: Place
    card: int
    sealed: bytes
    started_at: datetime
    touched_at: datetime
    digest: str
    expected: Expectation | None = None
    subject: Subject | None = None

    @property
    def about(self) -> About:
        return self.unit if self.subject is None else self.subject


_parent = aliased(ServiceUnitRow)
_FIND = (
    select(
        InterviewRow.person_id,
        InterviewRow.survey_id,
        InterviewRow.version_id,
        InterviewRow.card,
        InterviewRow.sealed,
        InterviewRow.started_at,
        InterviewRow.touched_at,
        SurveyVersionRow.digest,
        ServiceUnitRow.id,
        ServiceUnitRow.code,
        ServiceUnitRow.name,
        _parent.name,
        ExpectationRow.kind,
        ExpectationRow.since,
        InterviewRow.session_id,
        InterviewRow.inquiry,
    )
    .join(SurveyVersionRow, SurveyVersionRow.id == InterviewRow.version_id)
    .join(ServiceUnitRow, ServiceUnitRow.id == InterviewRow.unit_id)
    .outerjoin(_parent, _parent.id == ServiceUnitRow.parent_id)
    .outerjoin(ExpectationRow, ExpectationRow.person_id == InterviewRow.person_id)
    .where(InterviewRow.person_id == bindparam("person"))
)
_SAVE = (
    update(InterviewRow)
    .where(InterviewRow.person_id == bindparam("person"), InterviewRow.card == bindparam("before"))
    .values({name: bindparam(name) for name in ("card", "sealed", "touched_at")})
)


def find(db: Db, person_id: int) -> Running | None:
    row = db.execute(_FIND, {"person": person_id}).one_or_none()
    if row is None:
        return None
    person_id, survey_id, version_id, card, sealed, started_at, touched_at, digest, *more = row
    *unit, kind, since, session_id, inquiry = more
    return Running(
        person_id,
        survey_id,
        version_id,
        Place(*unit),
        card,
        sealed,
        started_at,
        touched_at,
        digest,
        None if kind is None else Expectation(kind, since),
        None if session_id is None else _subject(db, session_id, Inquiry(inquiry)),
    )


def _subject(db: Db, session_id: int, inquiry: Inquiry) -> Subject:
    """Asked for by itself: ratings, which are many more, need not look for a session."""
    training_id, title = db.execute(
        select(TrainingRow.id, TrainingRow.title)
        .join(TrainingSessionRow, TrainingSessionRow.training_id == TrainingRow.id)
        .where(TrainingSessionRow.id == session_id)
    ).one()
    return Subject(session_id, training_id, inquiry, title)


def hold(db: Db, person_id: int) -> None:
    """Let no other unit move this interview on until ours ends.

    For units that run beside the person's own updates, which are in order.
    """
    row = select(InterviewRow.person_id).where(InterviewRow.person_id == person_id)
    db.execute(row.with_for_update())


def add(db: Db, running: Running) -> None:
    db.execute(
        insert(InterviewRow).values(
            person_id=running.person_id,
            survey_id=running.survey_id,
            version_id=running.version_id,
            unit_id=running.unit.id,
            card=running.card,
            sealed=running.sealed,
            started_at=running.started_at,
            touched_at=running.touched_at,
            session_id=running.subject and running.subject.session_id,
            inquiry=running.subject and running.subject.inquiry.value,
        )
    )


def save(db: Db, running: Running, before: int) -> None:
    """What a reply may change: the card, the sealed answers and the instant.

    Only while the card that stood there `before` is the live one: raises AlreadyDone where
    another press has moved on from it.
    """
    values = {name: getattr(running, name) for name in ("card", "sealed", "touched_at")}
    saved = db.execute(_SAVE, {"person": running.person_id, "before": before} | values)
    if saved.rowcount == 0:
        raise AlreadyDone


def remove(db: Db, person_id: int) -> None:
    db.execute(delete(InterviewRow).where(InterviewRow.person_id == person_id))


def remove_of_session(db: Db, person_id: int) -> bool:
    """Remove it where it is about a session; whether it was."""
    mine = delete(InterviewRow).where(InterviewRow.person_id == person_id)
    return db.execute(mine.where(InterviewRow.session_id.is_not(None))).rowcount > 0


def untouched_since(db: Db, instant: datetime) -> list[int]:
    """Whose interview had its last answer at or before this instant."""
    return list(
        db.scalars(select(InterviewRow.person_id).where(InterviewRow.touched_at <= instant))
    )


def oldest_touch(db: Db) -> datetime | None:
    """The earliest last answer among the running interviews."""
    return db.scalar(select(func.min(InterviewRow.touched_at)))
