"""What is owed to people because of a session: planned for many at once, or for one."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from bot.db.base import Db, insert
from bot.db.enrolments import replaced
from bot.db.heard import LEFT, heard
from bot.db.tables import DeliveryRow, EmployeeRow, EnrolmentRow
from bot.domain.delivery import AGAIN, MUST, UNSENT, Class, Delivery, Kind, State
from bot.domain.training import HOLDING, SEATED, Standing, TrainingSession

__all__ = [
    "Owing",
    "Slice",
    "drop",
    "drop_all",
    "drop_kind",
    "drop_of",
    "forget_losses",
    "heard_since",
    "invited_since",
    "message_of",
    "next_slice",
    "owe",
    "owe_anew",
    "owe_to",
    "owe_until",
    "reached",
    "reminded",
    "take_back",
    "told_that_they_must",
    "untold",
]

PLANNED = (Kind.INVITATION, Kind.REMINDER, Kind.STARTING, Kind.FEEDBACK, Kind.FOLLOW_UP)
"""What is planned long before; the rest tells of something that has happened."""

# What is put into words when it leaves, as things stand then.
KEPT = (
    Kind.INVITATION,
    Kind.SEAT,
    Kind.RELEASED,
    Kind.ASKED,
    Kind.WITHDRAWN,
    Kind.REPLY,
    Kind.UNANSWERED,
)

FIRST = (Kind.INVITATION, Kind.ASKED)
"""In which somebody hears of a session."""

FAVOURS = (Kind.FOLLOW_UP,)
"""What is asked of people long after, with no seat any more: it comes at work, within budget."""

NEWS = (Kind.CHANGE, Kind.CANCELLATION)
"""What is none for somebody who has not heard of the session yet."""


class Owing(NamedTuple):
    """One message about a session, for all who stand to it in one of these ways.

    It is told once for each `key`. Who has a seat is told as a duty, but for favours.
    """

    kind: Kind
    class_: Class
    session_id: int
    slot: str | None
    due_at: datetime
    expires_at: datetime
    key: str
    standings: Collection[Standing]


class Slice(NamedTuple):
    """The employees of a session after one id, up to another."""

    after: int
    last: int


def next_slice(db: Db, session_id: int, after: int, most: int) -> Slice | None:
    """The next so many employees that stand to a session in any way; None for no more."""
    ids = (
        select(EnrolmentRow.employee_id)
        .where(EnrolmentRow.session_id == session_id, EnrolmentRow.employee_id > after)
        .order_by(EnrolmentRow.employee_id)
        .limit(most)
        .subquery()
    )
    last: int | None = db.scalar(select(func.max(ids.c.employee_id)))
    return None if last is None else Slice(after, last)


def owe(db: Db, owing: Owing, to: Slice | None = None) -> None:
    """Owe it to those of them who are linked (None: to all); again, a pending one is moved."""
    seated = () if owing.kind in FAVOURS else SEATED
    class_ = case(
        (EnrolmentRow.state.in_([one.value for one in seated]), Class.DUTY.value),
        else_=owing.class_.value,
    )
    values = _values(owing, EmployeeRow.person_id, class_)
    found = _of_those(owing, to, *values.values())
    _put(db, insert(db, DeliveryRow).from_select(list(values), found))


def owe_anew(
    db: Db, owing: Owing, to: Slice, ended: Collection[State] = UNSENT, *, known: bool = False
) -> None:
    """Owe it once more to those of them whom it did not reach, as it ended so, nor anything of
    this session; or else (`known`) who have heard of that."""
    told = heard(owing.session_id)
    found = _of_those(owing, to, EmployeeRow.person_id).where(told if known else ~told)
    db.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.session_id == owing.session_id,
            DeliveryRow.dedupe_key == literal(f"{owing.key}:").concat(DeliveryRow.person_id),
            DeliveryRow.state.in_([one.value for one in ended]),
            DeliveryRow.person_id.in_(found),
        )
        .values(
            state=State.PENDING.value,
            due_at=owing.due_at,
            expires_at=owing.expires_at,
            attempts=0,
            reason=None,
            settled_at=None,
        )
    )


def reached(db: Db, owing: Owing) -> int:
    """How many there are to whom it would be owed now."""
    return db.scalar(_of_those(owing, None, func.count())) or 0


def reminded(db: Db, session: TrainingSession, person_id: int) -> bool:
    """Whether a reminder of this session at its time has left for this person, or is leaving."""
    return _left(
        db,
        DeliveryRow.session_id == session.id,
        DeliveryRow.person_id == person_id,
        DeliveryRow.kind == Kind.REMINDER.value,
        # A reminder lasts until the start that it is about.
        DeliveryRow.expires_at == session.starts_at,
    )


def invited_since(db: Db, session_id: int, person_id: int, since: datetime) -> bool:
    """Whether an invitation to this session has left for this person since, or is leaving."""
    return _left(
        db,
        DeliveryRow.session_id == session_id,
        DeliveryRow.person_id == person_id,
        DeliveryRow.kind == Kind.INVITATION.value,
        or_(DeliveryRow.settled_at.is_(None), DeliveryRow.settled_at > since),
    )


def heard_since(db: Db, delivery: Delivery, since: datetime) -> bool:
    """Whether anything else about its session has left for this person since, or is leaving."""
    return _left(
        db,
        DeliveryRow.id != delivery.id,
        DeliveryRow.session_id == delivery.session_id,
        DeliveryRow.person_id == delivery.person_id,
        or_(DeliveryRow.settled_at.is_(None), DeliveryRow.settled_at >= since),
    )


def told_that_they_must(db: Db, news: Delivery) -> bool:
    """Whether this person is to read that they must attend what the news is about, or has read
    it since that was due."""
    state = DeliveryRow.state
    found = exists().where(
        DeliveryRow.session_id == news.session_id,
        DeliveryRow.person_id == news.person_id,
        DeliveryRow.slot == MUST,
        state.in_([one.value for one in (State.PENDING, *LEFT)]),
        or_(DeliveryRow.settled_at.is_(None), DeliveryRow.settled_at >= news.due_at),
    )
    return bool(db.scalar(select(found)))


def untold(db: Db, session_id: int) -> bool:
    """Whether anybody has yet to be told of a change, or of another day."""
    pending = exists().where(
        DeliveryRow.session_id == session_id,
        or_(DeliveryRow.kind == Kind.CHANGE.value, DeliveryRow.slot == AGAIN),
        # Who declined may hear of another day much later than others.
        DeliveryRow.class_ == Class.DUTY.value,
        DeliveryRow.state == State.PENDING.value,
    )
    return bool(db.scalar(select(pending)))


def owe_to(db: Db, owing: Owing, person_id: int) -> None:
    """Owe it to one person, however they stand to the session."""
    values = _values(owing, literal(person_id), literal(owing.class_.value))
    _put(db, insert(db, DeliveryRow).values(values))


def drop(db: Db, session_id: int, most: int, *, news: bool) -> int:
    """Owe at most so many of what is pending about a session no more; how many there were.

    Of news too, or only of reminders.
    """
    kind = DeliveryRow.kind
    reminders = kind.in_([Kind.REMINDER.value, Kind.STARTING.value])
    pending = (
        select(DeliveryRow.id)
        .where(
            DeliveryRow.session_id == session_id,
            DeliveryRow.state == State.PENDING.value,
            kind.not_in([one.value for one in KEPT]) if news else reminders,
        )
        .limit(most)
    )
    return db.execute(delete(DeliveryRow).where(DeliveryRow.id.in_(pending))).rowcount


def drop_kind(db: Db, session_id: int, kind: Kind) -> None:
    """Owe nobody this of a session."""
    db.execute(
        delete(DeliveryRow).where(
            DeliveryRow.session_id == session_id,
            DeliveryRow.state == State.PENDING.value,
            DeliveryRow.kind == kind.value,
        )
    )


def drop_of(db: Db, session_id: int, person_id: int) -> None:
    """Owe one person none of what was planned long before."""
    db.execute(
        delete(DeliveryRow).where(
            DeliveryRow.session_id == session_id,
            DeliveryRow.person_id == person_id,
            DeliveryRow.state == State.PENDING.value,
            DeliveryRow.kind.in_([kind.value for kind in PLANNED]),
        )
    )


def take_back(db: Db, session_id: int, person_id: int, kind: Kind) -> list[tuple[int, bool]]:
    """Owe one person nothing of this kind any more; the ids of those that have told it, or are
    leaving, which is said beside each."""
    of = (
        DeliveryRow.session_id == session_id,
        DeliveryRow.person_id == person_id,
        DeliveryRow.kind == kind.value,
    )
    db.execute(delete(DeliveryRow).where(*of, DeliveryRow.state == State.PENDING.value))
    state = DeliveryRow.state
    left = select(DeliveryRow.id, state).where(*of, state.in_([one.value for one in LEFT]))
    return [(id, state == State.SENDING.value) for id, state in db.execute(left)]


def message_of(db: Db, delivery_id: int) -> int | None:
    """The message that this has become, if it has."""
    return db.scalar(select(DeliveryRow.message_id).where(DeliveryRow.id == delivery_id))


def owe_until(db: Db, session_id: int, starts_at: datetime, now: datetime) -> None:
    """What is kept although a session has moved is of use until it begins.

    What waits for the morning is due, so that it is seen anew whether it can.
    """
    kinds = [kind.value for kind in KEPT if kind not in PLANNED]
    lasting = or_(DeliveryRow.kind.in_(kinds), DeliveryRow.slot == AGAIN)
    db.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.session_id == session_id,
            DeliveryRow.state == State.PENDING.value,
            lasting,
        )
        .values(due_at=now, expires_at=starts_at)
    )


def drop_all(db: Db, person_id: int) -> None:
    """Owe one person nothing that is pending about any session."""
    db.execute(
        delete(DeliveryRow).where(
            DeliveryRow.person_id == person_id,
            DeliveryRow.session_id.is_not(None),
            DeliveryRow.state == State.PENDING.value,
        )
    )


def forget_losses(db: Db, session_id: int) -> None:
    """What was told of a seat once lost is as if untold, for those who are gone with one again."""
    gone = (
        select(EmployeeRow.person_id)
        .join(EnrolmentRow, EnrolmentRow.employee_id == EmployeeRow.id)
        .where(
            EnrolmentRow.session_id == session_id,
            EnrolmentRow.state.in_([one.value for one in HOLDING]),
            EmployeeRow.person_id.is_not(None),
            ~EmployeeRow.active,
        )
    )
    db.execute(
        delete(DeliveryRow).where(
            DeliveryRow.session_id == session_id,
            DeliveryRow.kind == Kind.RELEASED.value,
            DeliveryRow.person_id.in_(gone),
        )
    )


def _of_those(owing: Owing, to: Slice | None, *columns: Any) -> Select[Any]:
    """Of the employees whom it is for and who are linked, or of some of them.

    Who lost a seat by the roster has that taken for an answer: what does not take place they are
    told too.
    """
    # Who was only invited, or asked to come instead, or declined another day, has lost no answer.
    lost = and_(
        EnrolmentRow.state == Standing.INVITED.value,
        EnrolmentRow.stood.in_([one.value for one in HOLDING - {Standing.ASKED}]),
    )
    standing: ColumnElement[bool] = EnrolmentRow.state.in_([one.value for one in owing.standings])
    if owing.kind is Kind.CANCELLATION:
        standing = or_(standing, lost)
    found = (
        select(*columns)
        .select_from(EmployeeRow)
        .join(EnrolmentRow, EnrolmentRow.employee_id == EmployeeRow.id)
        .where(
            EnrolmentRow.session_id == owing.session_id,
            standing,
            EmployeeRow.person_id.is_not(None),
            EmployeeRow.active,
        )
    )
    if to is not None:
        of = EnrolmentRow.employee_id
        found = found.where(of > to.after, of <= to.last)
    if owing.kind is Kind.RELEASED:
        return found.where(lost)
    if owing.slot == AGAIN:
        answered = EnrolmentRow.state == Standing.DECLINED.value
        found = found.where(or_(answered, heard(owing.session_id)), ~replaced())
    if owing.slot == MUST:
        found = found.where(_was_free_to_come(owing.session_id))
    if owing.kind in NEWS or owing.slot == AGAIN:
        found = found.where(~_yet_to_be_invited(owing.session_id))
    return found


def _left(db: Db, *such: ColumnElement[bool]) -> bool:
    left = DeliveryRow.state.in_([one.value for one in LEFT])
    return bool(db.scalar(select(exists().where(left, *such))))


def _was_free_to_come(session_id: int) -> ColumnElement[bool]:
    """So it was when the invitation left."""
    earlier = aliased(DeliveryRow)
    free = earlier.kind == Kind.INVITATION.value, earlier.class_ == Class.NUDGE.value
    return heard(session_id, *free, earlier=earlier)


def _yet_to_be_invited(session_id: int) -> ColumnElement[bool]:
    """But for who is to be told that they must attend what they have heard of."""
    earlier = aliased(DeliveryRow)
    return exists().where(
        earlier.session_id == session_id,
        earlier.person_id == EmployeeRow.person_id,
        earlier.kind.in_([kind.value for kind in FIRST]),
        earlier.slot.is_distinct_from(MUST),
        earlier.state == State.PENDING.value,
    )


def _values(
    owing: Owing, person: ColumnElement[Any] | Any, class_: ColumnElement[Any]
) -> dict[str, Any]:
    instants = DeliveryRow.due_at.type
    return {
        "person_id": person,
        "kind": literal(owing.kind.value),
        "class": class_,
        "due_at": literal(owing.due_at, instants),
        "expires_at": literal(owing.expires_at, instants),
        "dedupe_key": literal(f"{owing.key}:").concat(person),
        "state": literal(State.PENDING.value),
        "attempts": literal(0),
        "session_id": literal(owing.session_id),
        "slot": literal(owing.slot),
    }


def _put(db: Db, new: Any) -> None:
    again = {
        "class": new.excluded["class"],
        "due_at": new.excluded.due_at,
        "expires_at": new.excluded.expires_at,
    }
    db.execute(
        new.on_conflict_do_update(
            index_elements=["dedupe_key"],
            set_=again,
            where=DeliveryRow.state == State.PENDING.value,
        )
    )
