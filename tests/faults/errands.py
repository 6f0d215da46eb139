"""What is owed to many people, and what became of each of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from bot.db import audiences, jobs, units
from bot.db import broadcasts as kept
from bot.db.base import Db
from bot.db.jobs import JobKind
from bot.db.tables import DeliveryRow, EmployeeRow, PersonRow
from bot.domain.audience import Audience, Who
from bot.domain.broadcast import HOLD, confirm
from bot.domain.delivery import Class, State
from bot.domain.people import CONSENT_TEXT, Person
from bot.telegram.buttons import React
from bot.usecases import broadcasts, composing, rehearsing
from bot.usecases.office import Office

__all__ = [
    "ADMIN",
    "DUTY",
    "LABELS",
    "PERSUASION",
    "Errand",
    "arrived",
    "employ",
    "errands",
    "owe",
]

ADMIN = Person(9001, "id", consented=True, admin=True)

DUTY = "Sesi Anda pindah ke hari Kamis."
PERSUASION = "Mari ikut sosialisasi penilaian kinerja."
LABELS = ["Saya ikut", "Berhalangan"]


def employ(db: Db, people: Iterable[int], unit: str, now: datetime) -> None:
    """These are people of a unit, who talk to the bot."""
    known = {"language": "id", "consent_text": CONSENT_TEXT, "consented_on": now.date()}
    work = {"unit_id": units.ids(db)[unit], "name": "Pegawai"}
    ids = [*people]
    db.execute(insert(PersonRow), [{"id": one, **known} for one in ids])
    db.execute(insert(EmployeeRow), [{"person_id": one, **work} for one in ids])


def owe(db: Db, office: Office, text: str, unit: str, now: datetime) -> int:
    """A broadcast to all of a unit, of which the first is due now; its id."""
    launched_at = now - HOLD
    composing.begin(db, office, ADMIN, launched_at)
    composing.compose(db, ADMIN, "id", text, None)
    composing.label(db, ADMIN, "id", LABELS)
    composing.address(db, ADMIN, Audience(Who.EMPLOYEES, units.ids(db)[unit]))
    draft = composing.own_draft(db, ADMIN)
    # Not by the use case: of people who are owed so much it says that nobody can be reached.
    audiences.freeze(db, draft.id, rehearsing.scope(db, draft, launched_at))
    launched = confirm(draft, None, launched_at, alone=True)
    kept.save(db, launched)
    jobs.promise(db, JobKind.EXPAND, launched.id)
    while broadcasts.work(db, launched_at):
        pass
    if text == DUTY:
        # No use case owes a duty yet; the queue knows them by their class alone.
        of = update(DeliveryRow).where(DeliveryRow.broadcast_id == launched.id)
        db.execute(of.values({DeliveryRow.class_: Class.DUTY.value}))
    return launched.id


@dataclass(frozen=True, slots=True)
class Errand:
    """One delivery as the database and Telegram have it.

    `message_id` is what the database knows of. Telegram took it as these `messages`, one after
    another, and closed the connection in place of an answer `unanswered` times; `lost` counts the
    runs that died with it in hand.
    """

    person_id: int
    state: State
    message_id: int | None
    messages: tuple[int, ...]
    unanswered: int
    lost: int


def arrived(db: Db, broadcast_id: int) -> dict[int, int]:
    """Whom it has reached, as which message."""
    rows = db.execute(
        select(DeliveryRow.person_id, DeliveryRow.message_id).where(
            DeliveryRow.broadcast_id == broadcast_id, DeliveryRow.state == State.SENT.value
        )
    )
    return {person: message for person, message in rows if message is not None}


def errands(
    db: Db, broadcast_id: int, calls: list[dict[str, Any]], lost: set[tuple[int, str]]
) -> list[Errand]:
    """All deliveries of a broadcast."""
    messages: dict[int, tuple[int, ...]] = {}
    unanswered: Counter[int] = Counter()
    for call in calls:
        person = call["params"].get("chat_id")
        match call["answer"] if _is_of(call, broadcast_id) else {}:
            case {"result": {"message_id": int(message)}}:
                messages[person] = (*messages.get(person, ()), message)
            case None:
                unanswered[person] += 1
            case _:
                pass
    deaths = Counter(delivery for delivery, _run in lost)
    rows = db.execute(
        select(
            DeliveryRow.id, DeliveryRow.person_id, DeliveryRow.state, DeliveryRow.message_id
        ).where(DeliveryRow.broadcast_id == broadcast_id)
    )
    return [
        Errand(
            who, State(state), message, messages.get(who, ()), unanswered[who], deaths[delivery]
        )
        for delivery, who, state, message in rows
    ]


def _is_of(call: dict[str, Any], broadcast_id: int) -> bool:
    """The first button under a message knows of what it is."""
    first = React(broadcast=broadcast_id, button=0).pack()
    match call:
        case {
            "method": "sendMessage",
            "params": {"reply_markup": {"inline_keyboard": [[{"callback_data": data}], *_]}},
        }:
            return bool(data == first)
        case _:
            return False
