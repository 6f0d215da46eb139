"""What is owed to many people, and what became of each of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from bot.db import units
from bot.db.base import Db
from bot.db.tables import DeliveryRow, EmployeeRow, PersonRow
from bot.domain.audience import Audience, Who
from bot.domain.broadcast import HOLD
from bot.domain.delivery import Class, State
from bot.domain.people import CONSENT_TEXT, Person
from bot.telegram.buttons import React
from bot.usecases import broadcasts, composing
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
    composing.label(db, ADMIN, "id", LABELS, [None, None])
    composing.address(db, ADMIN, Audience(Who.EMPLOYEES, units.ids(db)[unit]))
    launched = broadcasts.launch(db, office, ADMIN, None, launched_at)
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

    It was posted with success, `answered`, so often, and so often the connection was closed in
    place of an `unanswered` post's answer; `lost` counts the runs that died with it in hand.
    """

    person_id: int
    state: State
    answered: int
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
    posts = [call for call in calls if _is_of(call, broadcast_id)]
    ends = Counter((call["params"]["chat_id"], _end(call["answer"])) for call in posts)
    deaths = Counter(delivery for delivery, _run in lost)
    rows = db.execute(
        select(DeliveryRow.id, DeliveryRow.person_id, DeliveryRow.state).where(
            DeliveryRow.broadcast_id == broadcast_id
        )
    )
    return [
        Errand(who, State(state), ends[who, True], ends[who, None], deaths[delivery])
        for delivery, who, state in rows
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


def _end(answer: dict[str, Any] | None) -> bool | None:
    """Whether it was taken; None where no answer went out."""
    return None if answer is None else bool(answer["ok"])
