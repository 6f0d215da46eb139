"""Whom messages reached, and what came of it; counted, of nobody by name."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, distinct, func, or_, select, text

from bot.db.base import Db, plain
from bot.db.tables import DeliveryRow, EmployeeRow, EnrolmentRow
from bot.domain.delivery import Kind, State
from bot.domain.health import Told

__all__ = ["answered", "delivered", "invited_at", "people"]

Span = tuple[datetime, datetime]
"""From one instant to before another."""


def delivered(db: Db, spans: Sequence[Span]) -> list[Told]:
    """How many messages were sent in each span, one after another, and how many met somebody who
    had blocked the bot; all of it in one look through the messages."""
    place = case(
        *((DeliveryRow.settled_at < until, at) for at, (_since, until) in enumerate(spans))
    )
    every = spans[0][0], spans[-1][1]
    rows = db.execute(
        select(place.label("at"), DeliveryRow.state, func.count())
        .where(*_within(every))
        .group_by(text("at"), DeliveryRow.state)
    )
    found = {(at, state): n for at, state, n in rows}
    return [
        Told(found.get((at, State.SENT.value), 0), found.get((at, State.BLOCKED.value), 0))
        for at in range(len(spans))
    ]


def people(db: Db, span: Span) -> Told:
    """How many people were sent a message, and how many were met who had blocked the bot."""
    whom = [
        func.count(distinct(case((_state(state), DeliveryRow.person_id))))
        for state in (State.SENT, State.BLOCKED)
    ]
    row = db.execute(select(*whom).where(*_within(span))).one()
    return Told(row[0], row[1])


def answered(db: Db, span: Span) -> dict[int, Told]:
    """By unit, how many invitations to trainings its people were sent, and how many of them were
    answered within a day. One that tells of another date is none of its own.

    What was answered before that was noted is left out.
    """
    prompt = func.sum(case((EnrolmentRow.prompt.is_(True), 1), else_=0))
    mine = and_(
        EnrolmentRow.session_id == DeliveryRow.session_id,
        EnrolmentRow.employee_id == EmployeeRow.id,
    )
    known = or_(EnrolmentRow.edition.is_(None), EnrolmentRow.prompt.is_not(None))
    rows = db.execute(
        select(EmployeeRow.unit_id, func.count(), prompt)
        .select_from(DeliveryRow)
        .join(EmployeeRow, EmployeeRow.person_id == DeliveryRow.person_id)
        .outerjoin(EnrolmentRow, mine)
        .where(*_invitation(), *_within(span), known)
        .group_by(EmployeeRow.unit_id)
    )
    return {unit_id: Told(told, int(did)) for unit_id, told, did in rows}


def invited_at(db: Db, session_id: int, person_id: int) -> datetime | None:
    """When the invitation to a session reached somebody; None where it has not."""
    mine = DeliveryRow.session_id == session_id, DeliveryRow.person_id == person_id
    return db.scalar(select(func.max(DeliveryRow.settled_at)).where(*mine, *_invitation()))


def _invitation() -> tuple[ColumnElement[bool], ...]:
    return (
        # In words of the index that holds the messages of sessions alone.
        DeliveryRow.session_id.is_not(None),
        DeliveryRow.kind == Kind.INVITATION.value,
        DeliveryRow.slot.is_(None),
        _state(State.SENT),
    )


def _state(one: State) -> ColumnElement[bool]:
    return plain(DeliveryRow.state) == one.value


def _within(span: Span) -> tuple[ColumnElement[bool], ...]:
    since, until = span
    return DeliveryRow.settled_at >= since, DeliveryRow.settled_at < until
