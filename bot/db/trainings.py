"""Trainings, their sessions, and the table of what learning is worth."""

import json
from collections.abc import Collection
from dataclasses import astuple, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select, update

from bot.db import audiences
from bot.db.base import Db, insert
from bot.db.tables import JpRuleRow, TrainingRow, TrainingSessionRow
from bot.domain.check import CheckQuestion
from bot.domain.learning import Per, Rule, worth
from bot.domain.programme import Programme
from bot.domain.training import Course, Provider, Training, TrainingSession, span

__all__ = [
    "Was",
    "add_session",
    "ahead",
    "announced",
    "course",
    "courses",
    "find",
    "hold",
    "mark_announced",
    "note_was",
    "offsets_of",
    "past",
    "put",
    "put_rule",
    "rules",
    "save_session",
    "starts_before",
    "stored",
    "upcoming",
    "was",
]

MINUTE = timedelta(minutes=1)


class Was(NamedTuple):
    """A session as it was until that instant; None where that is not known."""

    course: Course
    until: datetime | None


_training: list[Any] = [
    TrainingRow.id,
    TrainingRow.code,
    TrainingRow.title,
    TrainingRow.kind,
    TrainingRow.provider,
    TrainingRow.provider_name,
    TrainingRow.elements,
    TrainingRow.audience,
    TrainingRow.mandatory,
    TrainingRow.offsets,
    TrainingRow.jp,
    TrainingRow.catch_up,
    TrainingRow.active,
    TrainingRow.questions,
]
_session: list[Any] = [
    TrainingSessionRow.id,
    TrainingSessionRow.training_id,
    TrainingSessionRow.code,
    TrainingSessionRow.starts_at,
    TrainingSessionRow.ends_at,
    TrainingSessionRow.zone,
    TrainingSessionRow.place,
    TrainingSessionRow.deadline,
    TrainingSessionRow.link,
    TrainingSessionRow.transport,
    TrainingSessionRow.contact,
    TrainingSessionRow.capacity,
    TrainingSessionRow.version,
    TrainingSessionRow.cancelled,
]


def put_rule(db: Db, rule: Rule) -> None:
    """What a kind of learning is worth from now on."""
    values = {"unit": rule.per.value, "jp": rule.jp, "most": rule.most}
    new = insert(db, JpRuleRow).values(kind=rule.kind, **values)
    db.execute(new.on_conflict_do_update(index_elements=["kind"], set_=values))


def rules(db: Db) -> dict[str, Rule]:
    """The table, by kind."""
    rows = db.execute(select(JpRuleRow.kind, JpRuleRow.unit, JpRuleRow.jp, JpRuleRow.most))
    return {kind: Rule(kind, Per(unit), jp, most) for kind, unit, jp, most in rows}


def put(db: Db, training: Training) -> int:
    """Add a training, or say anew what the one with its code is; its id."""
    values = {
        "title": training.title,
        "kind": training.kind,
        "provider": training.provider.value,
        "provider_name": training.provider_name,
        "elements": json.dumps(training.elements),
        "audience": audiences.written(training.audience),
        "mandatory": training.mandatory,
        "offsets": json.dumps([one // MINUTE for one in training.offsets]),
        "jp": training.jp,
        "catch_up": training.catch_up,
        "active": training.active,
        "questions": json.dumps([astuple(one) for one in training.questions], ensure_ascii=False),
    }
    new = insert(db, TrainingRow).values(code=training.code, **values)
    again = new.on_conflict_do_update(index_elements=["code"], set_=values)
    return int(db.scalars(again.returning(TrainingRow.id)).one())


def add_session(db: Db, session: TrainingSession) -> int:
    """Keep a new one, of which nobody knows yet; its id."""
    new = insert(db, TrainingSessionRow).values(
        training_id=session.training_id, code=session.code, announced=False, **_changing(session)
    )
    return int(db.scalars(new.returning(TrainingSessionRow.id)).one())


def save_session(db: Db, session: TrainingSession) -> None:
    """All that may change of it."""
    changed = update(TrainingSessionRow).where(TrainingSessionRow.id == session.id)
    db.execute(changed.values(**_changing(session)))


def announced(db: Db, session_id: int) -> bool:
    """Whether those it is for were invited."""
    found = select(TrainingSessionRow.announced).where(TrainingSessionRow.id == session_id)
    return bool(db.scalar(found))


def mark_announced(db: Db, session_id: int) -> None:
    changed = update(TrainingSessionRow).where(TrainingSessionRow.id == session_id)
    db.execute(changed.values(announced=True))


def course(db: Db, session_id: int) -> Course | None:
    """A session with its training; None where there is none."""
    found = _courses(db, _all().where(TrainingSessionRow.id == session_id))
    return found[0] if found else None


def hold(db: Db, session_id: int) -> Course | None:
    """As `course`; nobody else gives its seats away until this transaction ends."""
    db.execute(
        select(TrainingSessionRow.id).where(TrainingSessionRow.id == session_id).with_for_update()
    )
    return course(db, session_id)


def courses(db: Db, ids: list[int]) -> dict[int, Course]:
    """By the id of the session."""
    found = _courses(db, _all().where(TrainingSessionRow.id.in_(ids)))
    return {one.session.id: one for one in found}


def find(db: Db, training_id: int) -> Training | None:
    """None where there is none."""
    row = db.execute(select(*_training).where(TrainingRow.id == training_id)).one_or_none()
    return None if row is None else _read(*row)


def stored(db: Db) -> Programme:
    """All of it, in the order in which it was added."""
    found = [_read(*row) for row in db.execute(select(*_training).order_by(TrainingRow.id))]
    codes = {one.id: one.code for one in found}
    dated = db.execute(select(*_session).order_by(TrainingSessionRow.id))
    sessions = [_session_of(*row) for row in dated]
    return Programme(
        rules(db),
        {one.code: one for one in found},
        {(codes[one.training_id], one.code): one for one in sessions},
    )


def offsets_of(db: Db, code: str) -> tuple[timedelta, ...] | None:
    """How long before a training reminds; None where there is none of this code."""
    kept = db.scalar(select(TrainingRow.offsets).where(TrainingRow.code == code))
    return None if kept is None else tuple(one * MINUTE for one in json.loads(kept))


def upcoming(db: Db, after: datetime, training_id: int | None = None) -> list[Course]:
    """What is announced and ends after that, the earliest first; or only of one training."""
    found = _all().where(
        TrainingSessionRow.ends_at > after,
        TrainingSessionRow.announced,
        ~TrainingSessionRow.cancelled,
        TrainingRow.active,
    )
    if training_id is not None:
        found = found.where(TrainingRow.id == training_id)
    return _courses(db, found.order_by(TrainingSessionRow.starts_at, TrainingSessionRow.id))


def ahead(db: Db, now: datetime) -> list[int]:
    """The sessions that were announced and have not begun, also those that were cancelled."""
    found = select(TrainingSessionRow.id).where(
        TrainingSessionRow.starts_at > now, TrainingSessionRow.announced
    )
    return list(db.scalars(found.order_by(TrainingSessionRow.starts_at, TrainingSessionRow.id)))


def note_was(db: Db, session: TrainingSession, now: datetime) -> None:
    """So it is as those concerned have read of it, before it changes."""
    starts_at, ends_at, at = (one.isoformat() for one in (session.starts_at, session.ends_at, now))
    rest = [session.link, session.transport, session.contact, at]
    told = [starts_at, ends_at, session.zone.key, session.place, *rest]
    was = json.dumps(told, ensure_ascii=False)
    changed = update(TrainingSessionRow).where(TrainingSessionRow.id == session.id)
    db.execute(changed.values(was=was))


def was(db: Db, course: Course) -> Was | None:
    """The same as those concerned had read of it; None for one that never changed."""
    found = select(TrainingSessionRow.was).where(TrainingSessionRow.id == course.session.id)
    written = db.scalar(found)
    if written is None:
        return None
    starts_at, ends_at, zone, place, *rest = json.loads(written)
    before = replace(
        course.session,
        starts_at=datetime.fromisoformat(starts_at),
        ends_at=datetime.fromisoformat(ends_at),
        zone=ZoneInfo(zone),
        place=place,
    )
    if not rest:
        # Of an older one it was not noted.
        return Was(replace(course, session=before), None)
    link, transport, contact, at = rest
    before = replace(before, link=link, transport=transport, contact=contact)
    return Was(replace(course, session=before), datetime.fromisoformat(at))


def starts_before(db: Db, ids: Collection[int]) -> dict[int, datetime]:
    """When those of these sessions that changed were to begin before, by their ids."""
    if not ids:
        return {}
    found = select(TrainingSessionRow.id, TrainingSessionRow.was).where(
        TrainingSessionRow.id.in_(ids), TrainingSessionRow.was.is_not(None)
    )
    return {id: datetime.fromisoformat(json.loads(was or "")[0]) for id, was in db.execute(found)}


def past(db: Db, after: datetime, before: datetime) -> list[Course]:
    """What took place and ended between these, the latest first."""
    return _courses(
        db,
        _all()
        .where(
            TrainingSessionRow.ends_at > after,
            TrainingSessionRow.ends_at <= before,
            TrainingSessionRow.announced,
            ~TrainingSessionRow.cancelled,
        )
        .order_by(TrainingSessionRow.starts_at.desc(), TrainingSessionRow.id.desc()),
    )


def _all() -> Select[Any]:
    return select(*_training, *_session).join(
        TrainingSessionRow, TrainingSessionRow.training_id == TrainingRow.id
    )


def _courses(db: Db, query: Select[Any]) -> list[Course]:
    rows = db.execute(query).all()
    table = rules(db) if rows else {}
    cut = len(_training)
    return [_course(_read(*row[:cut]), _session_of(*row[cut:]), table) for row in rows]


def _course(training: Training, session: TrainingSession, table: dict[str, Rule]) -> Course:
    rule = table.get(training.kind)
    by_table = 0 if rule is None else worth(rule, span(session))
    jp = by_table if training.jp is None else training.jp
    return Course(training, session, jp, rule is not None and rule.repeats)


def _changing(session: TrainingSession) -> dict[str, Any]:
    return {
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "zone": session.zone.key,
        "place": session.place,
        "link": session.link,
        "transport": session.transport,
        "contact": session.contact,
        "capacity": session.capacity,
        "deadline": session.deadline,
        "version": session.version,
        "cancelled": session.cancelled,
    }


def _read(
    id: int,
    code: str,
    title: str,
    kind: str,
    provider: str,
    provider_name: str,
    elements: str,
    audience: str,
    mandatory: bool,
    offsets: str,
    jp: int | None,
    catch_up: bool,
    active: bool,
    questions: str,
) -> Training:
    return Training(
        id,
        code,
        title,
        kind,
        Provider(provider),
        provider_name,
        tuple(json.loads(elements)),
        audiences.read(audience),
        mandatory,
        tuple(one * MINUTE for one in json.loads(offsets)),
        jp,
        catch_up,
        active,
        tuple(_question(*one) for one in json.loads(questions)),
    )


def _question(text: str, choices: list[str], right: int) -> CheckQuestion:
    return CheckQuestion(text, tuple(choices), right)


def _session_of(
    id: int,
    training_id: int,
    code: str,
    starts_at: datetime,
    ends_at: datetime,
    zone: str,
    *rest: Any,
) -> TrainingSession:
    return TrainingSession(id, training_id, code, starts_at, ends_at, ZoneInfo(zone), *rest)
