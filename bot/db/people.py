"""People who consented, what their next typed line is for, and whom to tell of improvements."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, delete, exists, select, update

from bot.db.base import Db, insert, inserting
from bot.db.tables import (
    EmployeeRow,
    ExpectationRow,
    MuteRow,
    PersonRow,
    ServiceUnitRow,
    SubscriptionRow,
)
from bot.domain.people import Addressee

__all__ = [
    "Expectation",
    "Known",
    "Record",
    "addressees",
    "admit",
    "block",
    "consent",
    "delete_person",
    "end_mutes",
    "expect",
    "expect_nothing",
    "expectation",
    "follow",
    "followed",
    "follows",
    "is_employee",
    "known",
    "leave_employment",
    "mute",
    "muted",
    "news",
    "record",
    "set_language",
    "set_news",
    "unfollow",
    "unfollow_all",
    "unmute",
]


_KNOWN = (
    select(PersonRow.id, PersonRow.language, PersonRow.blocked, ExpectationRow.kind)
    .outerjoin(ExpectationRow, ExpectationRow.person_id == PersonRow.id)
    .where(PersonRow.id.in_(bindparam("people", expanding=True)))
)
_RECORD = select(PersonRow.language, PersonRow.consent_text, PersonRow.consented_on).where(
    PersonRow.id == bindparam("person")
)
_EXPECTATION = select(ExpectationRow.kind, ExpectationRow.since).where(
    ExpectationRow.person_id == bindparam("person")
)
_EXPECT = inserting(
    ExpectationRow,
    lambda new: new.on_conflict_do_update(
        index_elements=["person_id"],
        set_={"kind": new.excluded.kind, "since": new.excluded.since},
    ),
)


# A row for each topic that somebody muted, and one for who muted none.
_ADDRESSEES = (
    select(
        PersonRow.id,
        PersonRow.language,
        PersonRow.blocked,
        EmployeeRow.name,
        ServiceUnitRow.name,
        EmployeeRow.zone,
        MuteRow.topic,
    )
    .outerjoin(EmployeeRow, and_(EmployeeRow.person_id == PersonRow.id, EmployeeRow.active))
    .outerjoin(ServiceUnitRow, ServiceUnitRow.id == EmployeeRow.unit_id)
    .outerjoin(MuteRow, MuteRow.person_id == PersonRow.id)
    .where(PersonRow.id.in_(bindparam("people", expanding=True)))
)
# In one order, so that nobody waits for somebody who waits. SQLite has one writer anyway.
_HELD = _ADDRESSEES.order_by(PersonRow.id).with_for_update(of=PersonRow, key_share=True)


class Known(NamedTuple):
    """Of somebody who consented: the language, whether they blocked the bot, and what their next
    line is for."""

    language: str
    blocked: bool
    expecting: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """What is stored of a person who consented."""

    language: str
    consent_text: str
    consented_on: date


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the next typed line is for; lines sent up to `since` are not meant."""

    kind: str
    since: datetime | None


def known(db: Db, people: Collection[int]) -> dict[int, Known]:
    """By id, what every update of these people asks for; only of those who consented."""
    rows: Iterable[Any] = db.execute(_KNOWN, {"people": people})
    return {person_id: Known(*row) for person_id, *row in rows}


def addressees(db: Db, people: Collection[int], *, hold: bool = False) -> dict[int, Addressee]:
    """By id, whom an unasked message is for; those who were deleted are missing.

    Where they are held, nobody else decides what they get until this transaction ends.
    """
    found: dict[int, Addressee] = {}
    rows: Iterable[Any] = db.execute(_HELD if hold else _ADDRESSEES, {"people": people})
    for person_id, language, blocked, name, unit, zone, topic in rows:
        before = found[person_id].muted if person_id in found else frozenset()
        muted = before if topic is None else before | {topic}
        at = None if zone is None else ZoneInfo(zone)
        found[person_id] = Addressee(language, blocked, name, unit, at, muted)
    return found


def block(db: Db, people: Collection[int], *, blocked: bool) -> int:
    """Note that these people blocked the bot, or that they are back; of how many it is new."""
    others = update(PersonRow).where(PersonRow.id.in_(people), PersonRow.blocked != blocked)
    return db.execute(others.values(blocked=blocked)).rowcount


def record(db: Db, person_id: int) -> Record | None:
    """None: never consented, or deleted since."""
    row = db.execute(_RECORD, {"person": person_id}).one_or_none()
    return None if row is None else Record(*row)


def consent(db: Db, person_id: int, language: str, text: str, day: date) -> None:
    """Note the consent to this version of the privacy text; a newer one replaces an older."""
    new = insert(db, PersonRow).values(
        id=person_id, language=language, consent_text=text, consented_on=day
    )
    db.execute(
        new.on_conflict_do_update(
            index_elements=["id"],
            set_={"language": language, "consent_text": text, "consented_on": day},
            where=PersonRow.consent_text != text,
        )
    )


def admit(db: Db, person_id: int, language: str, text: str, day: date) -> None:
    """As `consent`, but one that was given before stays what it is."""
    new = insert(db, PersonRow).values(
        id=person_id, language=language, consent_text=text, consented_on=day
    )
    db.execute(new.on_conflict_do_nothing(index_elements=["id"]))


def set_language(db: Db, person_id: int, language: str) -> None:
    """Nothing happens for somebody without consent."""
    db.execute(update(PersonRow).where(PersonRow.id == person_id).values(language=language))


def delete_person(db: Db, person_id: int) -> None:
    """The row itself; whatever points to it must be gone before."""
    db.execute(delete(PersonRow).where(PersonRow.id == person_id))


def expectation(db: Db, person_id: int) -> Expectation | None:
    row = db.execute(_EXPECTATION, {"person": person_id}).one_or_none()
    return None if row is None else Expectation(*row)


def expect(db: Db, person_id: int, kind: str, since: datetime | None = None) -> None:
    db.execute(_EXPECT(db), {"person_id": person_id, "kind": kind, "since": since})


def expect_nothing(db: Db, person_id: int) -> None:
    db.execute(delete(ExpectationRow).where(ExpectationRow.person_id == person_id))


def follow(db: Db, person_id: int, unit_id: int) -> None:
    new = insert(db, SubscriptionRow).values(person_id=person_id, unit_id=unit_id)
    db.execute(new.on_conflict_do_nothing())


def unfollow(db: Db, person_id: int, unit_id: int) -> None:
    db.execute(
        delete(SubscriptionRow).where(
            SubscriptionRow.person_id == person_id, SubscriptionRow.unit_id == unit_id
        )
    )


def unfollow_all(db: Db, person_id: int) -> None:
    db.execute(delete(SubscriptionRow).where(SubscriptionRow.person_id == person_id))


def set_news(db: Db, person_id: int, *, wanted: bool) -> None:
    """Whether somebody wants news in general; nothing happens for somebody without consent."""
    db.execute(update(PersonRow).where(PersonRow.id == person_id).values(news=wanted))


def news(db: Db, person_id: int) -> bool:
    """Whether somebody asked for news in general."""
    return bool(db.scalar(select(PersonRow.news).where(PersonRow.id == person_id)))


def mute(db: Db, person_id: int, topic: str, until: datetime | None = None) -> None:
    """Hear no more of this topic, until then or for good."""
    new = insert(db, MuteRow).values(person_id=person_id, topic=topic, until=until)
    again = new.on_conflict_do_update(index_elements=["person_id", "topic"], set_={"until": until})
    db.execute(again)


def end_mutes(db: Db, now: datetime) -> None:
    """Let those hear again who wanted to hear nothing until now."""
    db.execute(delete(MuteRow).where(MuteRow.until <= now))


def unmute(db: Db, person_id: int, topic: str | None = None) -> None:
    """Hear of this topic again; None: of every one."""
    gone = delete(MuteRow).where(MuteRow.person_id == person_id)
    db.execute(gone if topic is None else gone.where(MuteRow.topic == topic))


def muted(db: Db, person_id: int) -> set[str]:
    """The topics that somebody does not want to hear of."""
    return set(db.scalars(select(MuteRow.topic).where(MuteRow.person_id == person_id)))


def leave_employment(db: Db, person_id: int) -> None:
    """The employee stays, without the person and the consent."""
    db.execute(
        update(EmployeeRow)
        .where(EmployeeRow.person_id == person_id)
        .values(person_id=None, consent_text=None, consented_on=None)
    )


def is_employee(db: Db, person_id: int) -> bool:
    """Whether this account is that of somebody who is on the roster."""
    there = exists().where(EmployeeRow.person_id == person_id, EmployeeRow.active)
    return bool(db.scalar(select(there)))


def follows(db: Db, person_id: int, unit_id: int) -> bool:
    return unit_id in followed(db, person_id)


def followed(db: Db, person_id: int) -> list[int]:
    """The ids of the units somebody wants to hear of."""
    return list(
        db.scalars(select(SubscriptionRow.unit_id).where(SubscriptionRow.person_id == person_id))
    )
