"""Who has heard of a session, seen from a row of `EmployeeRow` inside another statement."""

from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_
from sqlalchemy.orm import aliased

from bot.db.tables import DeliveryRow, EmployeeRow
from bot.domain.delivery import State

__all__ = ["LEFT", "heard", "heard_since"]

LEFT = (State.SENT, State.SENDING)


def heard(
    session_id: int, *such: ColumnElement[bool], earlier: type[DeliveryRow] | None = None
) -> ColumnElement[bool]:
    """Whatever a message about it was, it told the day; one that may have arrived counts.

    Or only of `such` an `earlier` one.
    """
    one = aliased(DeliveryRow) if earlier is None else earlier
    return exists().where(
        one.session_id == session_id,
        one.person_id == EmployeeRow.person_id,
        one.state.in_([state.value for state in (*LEFT, State.UNCERTAIN)]),
        *such,
    )


def heard_since(session_id: int, since: datetime) -> ColumnElement[bool]:
    """Whether any has left since, or is leaving."""
    one = aliased(DeliveryRow)
    lately = or_(one.settled_at.is_(None), one.settled_at >= since)
    return heard(session_id, lately, earlier=one)
