"""What employees answered about sessions, in their own name."""

import json
from collections.abc import Mapping
from datetime import date

from sqlalchemy import delete, select

from bot.db.base import Db, insert
from bot.db.tables import EmployeeRow, FeedbackRow, TrainingRow, TrainingSessionRow
from bot.domain.inquiry import Inquiry, Subject

__all__ = ["Scores", "answers", "forget", "note", "of_employee", "of_person", "scores"]

Scores = dict[str, int]
"""What was chosen on each scale, or counted."""


def note(
    db: Db,
    about: Subject,
    employee_id: int,
    version_id: int,
    answers: Mapping[str, str],
    scores: Mapping[str, int],
    day: date,
) -> None:
    """Keep it; what was answered before stays."""
    new = insert(db, FeedbackRow).values(
        session_id=about.session_id,
        inquiry=about.inquiry.value,
        employee_id=employee_id,
        version_id=version_id,
        answers=json.dumps(answers, ensure_ascii=False),
        scores=json.dumps(scores),
        answered_on=day,
    )
    db.execute(new.on_conflict_do_nothing())


def of_employee(db: Db, session_id: int, employee_id: int) -> dict[Inquiry, Scores]:
    """What this employee has answered about a session."""
    rows = db.execute(
        select(FeedbackRow.inquiry, FeedbackRow.scores).where(
            FeedbackRow.session_id == session_id, FeedbackRow.employee_id == employee_id
        )
    )
    return {Inquiry(inquiry): json.loads(found) for inquiry, found in rows}


def of_person(db: Db, person_id: int) -> list[Subject]:
    """What this person has answered, the newest session first."""
    rows = db.execute(
        select(TrainingSessionRow.id, TrainingRow.id, FeedbackRow.inquiry, TrainingRow.title)
        .join(TrainingSessionRow, TrainingSessionRow.id == FeedbackRow.session_id)
        .join(TrainingRow, TrainingRow.id == TrainingSessionRow.training_id)
        .join(EmployeeRow, EmployeeRow.id == FeedbackRow.employee_id)
        .where(EmployeeRow.person_id == person_id)
        .order_by(TrainingSessionRow.starts_at.desc(), FeedbackRow.inquiry)
    )
    return [Subject(session, of, Inquiry(inquiry), title) for session, of, inquiry, title in rows]


def scores(db: Db, session_id: int) -> dict[Inquiry, list[Scores]]:
    """All that was answered about a session, without whose it is."""
    found: dict[Inquiry, list[Scores]] = {}
    rows = db.execute(
        select(FeedbackRow.inquiry, FeedbackRow.scores)
        .where(FeedbackRow.session_id == session_id)
        .order_by(FeedbackRow.employee_id)
    )
    for inquiry, row in rows:
        found.setdefault(Inquiry(inquiry), []).append(json.loads(row))
    return found


def answers(db: Db, session_id: int, inquiry: Inquiry) -> list[dict[str, str]]:
    """Every answer by its name, without whose it is."""
    rows = db.scalars(
        select(FeedbackRow.answers).where(
            FeedbackRow.session_id == session_id, FeedbackRow.inquiry == inquiry.value
        )
    )
    return [json.loads(row) for row in rows]


def forget(db: Db, person_id: int) -> None:
    """All of this person's."""
    mine = select(EmployeeRow.id).where(EmployeeRow.person_id == person_id)
    db.execute(delete(FeedbackRow).where(FeedbackRow.employee_id.in_(mine)))
