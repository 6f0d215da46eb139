"""Follow-up plans: what units promise to do about their weak elements."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select, update

from bot.db.base import Db, insert
from bot.db.tables import FollowUpRow
from bot.domain.follow_up import FollowUp, State
from bot.domain.period import Period, parse

__all__ = [
    "all_",
    "any_unfinished",
    "done",
    "draft",
    "draw",
    "find",
    "hold",
    "naming",
    "of",
    "published",
    "save",
    "unfinished",
]

UNFINISHED = [state.value for state in State if state is not State.PUBLISHED]

_stored: list[Any] = [
    FollowUpRow.id,
    FollowUpRow.unit_id,
    FollowUpRow.period,
    FollowUpRow.element,
    FollowUpRow.state,
    FollowUpRow.action,
    FollowUpRow.who_id,
    FollowUpRow.due_on,
    FollowUpRow.done_on,
    FollowUpRow.changed,
    FollowUpRow.published_on,
]


def draw(db: Db, unit_id: int, period: Period, elements: Iterable[str]) -> None:
    """Something is to be done about these; what is said about it already stays."""
    for element in elements:
        values = {"unit_id": unit_id, "period": period.code, "element": element}
        new = insert(db, FollowUpRow).values(**values, state=State.DRAFT.value, action="")
        db.execute(new.on_conflict_do_nothing())


def draft(db: Db, unit_id: int, period: Period, element: str, action: str) -> int | None:
    """Begin a plan, or say anew what is to be done in one that is not promised; its id, or None
    where it is."""
    values = {"action": action, "who_id": None}
    new = insert(db, FollowUpRow).values(
        unit_id=unit_id,
        period=period.code,
        element=element,
        state=State.DRAFT.value,
        **values,
    )
    again = new.on_conflict_do_update(
        index_elements=["unit_id", "period", "element"],
        set_=values,
        where=FollowUpRow.state == State.DRAFT.value,
    )
    return db.scalar(again.returning(FollowUpRow.id))


def find(db: Db, id: int) -> FollowUp | None:
    """None where there is none."""
    return next(iter(_such(db, FollowUpRow.id == id)), None)


def hold(db: Db, id: int) -> FollowUp | None:
    """As `find`; nobody else changes it until this transaction ends."""
    db.execute(select(FollowUpRow.id).where(FollowUpRow.id == id).with_for_update())
    return find(db, id)


def of(db: Db, unit_id: int, period: Period) -> dict[str, FollowUp]:
    """Those of a unit that follow a period, by element."""
    found = _such(db, FollowUpRow.unit_id == unit_id, FollowUpRow.period == period.code)
    return {one.element: one for one in found}


def all_(db: Db) -> Mapping[tuple[int, str], list[FollowUp]]:
    """Every one, by unit and the code of its period."""
    found: dict[tuple[int, str], list[FollowUp]] = {}
    for one in _such(db):
        found.setdefault((one.unit_id, one.period.code), []).append(one)
    return found


def unfinished(db: Db, unit_ids: Iterable[int]) -> list[FollowUp]:
    """Those of these units that are not published."""
    return _such(db, FollowUpRow.unit_id.in_(list(unit_ids)), FollowUpRow.state.in_(UNFINISHED))


def done(db: Db) -> list[FollowUp]:
    """Those that wait to be published, also of units that are not in the list any more."""
    return _such(db, FollowUpRow.state == State.DONE.value)


def any_unfinished(db: Db) -> bool:
    """Whether there is one anywhere that is not published."""
    return bool(db.scalar(select(exists().where(FollowUpRow.state.in_(UNFINISHED)))))


def published(db: Db, unit_ids: Iterable[int]) -> list[FollowUp]:
    """What these units have told everybody that they changed, the newest first."""
    told = _such(
        db,
        FollowUpRow.unit_id.in_(list(unit_ids)),
        FollowUpRow.state == State.PUBLISHED.value,
    )
    return sorted(told, key=lambda one: (one.published_on or date.min, one.id), reverse=True)


def naming(db: Db, employee_id: int) -> int:
    """How many name this employee as who does it."""
    return db.scalar(select(func.count()).where(FollowUpRow.who_id == employee_id)) or 0


def save(db: Db, one: FollowUp) -> None:
    """All that may change of it."""
    db.execute(
        update(FollowUpRow)
        .where(FollowUpRow.id == one.id)
        .values(
            state=one.state.value,
            action=one.action,
            who_id=one.who_id,
            due_on=one.due_on,
            done_on=one.done_on,
            changed=one.changed,
            published_on=one.published_on,
        )
    )


def _such(db: Db, *such: ColumnElement[bool]) -> list[FollowUp]:
    rows = db.execute(select(*_stored).where(*such).order_by(FollowUpRow.id))
    return [_read(*row) for row in rows]


def _read(id: int, unit_id: int, period: str, element: str, state: str, *rest: Any) -> FollowUp:
    return FollowUp(id, unit_id, parse(period), element, State(state), *rest)
