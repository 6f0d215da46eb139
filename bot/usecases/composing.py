"""A broadcast while it is composed: its words, its buttons, its audience; and a correction."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from bot.db import audiences, broadcasts, people, trainings
from bot.db.base import Db
from bot.domain import broadcast as rules
from bot.domain import content
from bot.domain.audience import Attending, Audience, Who
from bot.domain.broadcast import Broadcast, Stage
from bot.domain.content import Content, Media, Problem
from bot.domain.delivery import Kind
from bot.domain.errors import Gone, NobodyReached, NotNow
from bot.domain.people import CONSENT_TEXT, Person, require_admin
from bot.domain.standing import Turnout
from bot.domain.time import local_day
from bot.texts import DEFAULT
from bot.usecases.office import Office
from bot.usecases.rehearsing import scope

__all__ = [
    "Wanted",
    "address",
    "begin",
    "compose",
    "correct",
    "draft",
    "drop",
    "drop_media",
    "expect",
    "label",
    "own_draft",
    "set_canary",
    "write_to",
]


class Wanted(StrEnum):
    """What an admin's next message is for."""

    TEXT = "broadcast-text"
    LABELS = "broadcast-labels"
    NAMES = "broadcast-names"


def draft(db: Db, person: Person) -> Broadcast | None:
    """What this admin is composing, the newest; None when there is none. A pure read."""
    require_admin(person)
    return broadcasts.draft_of(db, person.id)


def own_draft(db: Db, person: Person) -> Broadcast:
    """What this admin is composing; raises Gone where there is none."""
    found = draft(db, person)
    if found is None:
        raise Gone
    return found


def begin(
    db: Db, office: Office, person: Person, now: datetime, *, instead_of: int = 0
) -> Broadcast:
    """A new draft, perhaps in place of another; the admin's next message is its text."""
    _consent(db, office, person, now)
    drop(db, person, instead_of)
    expect(db, person, Wanted.TEXT, DEFAULT)
    new = Broadcast(0, Kind.MESSAGE, person.id, Stage.DRAFT, Content(), Audience(Who.EMPLOYEES))
    return replace(new, id=broadcasts.add(db, new))


def correct(db: Db, office: Office, person: Person, broadcast_id: int, now: datetime) -> Broadcast:
    """A draft of what takes the place of this message, with what it says now.

    One that this admin has begun already goes on. Raises NobodyReached where nobody has it.
    """
    _consent(db, office, person, now)
    begun = broadcasts.draft_of(db, person.id)
    if begun is not None and begun.of_id == broadcast_id:
        return begun
    before = broadcasts.told(db, broadcast_id)
    if before is None:
        raise Gone
    if broadcasts.erased(db, broadcast_id):
        raise NotNow(before.stage)
    new = rules.correction(before, person.id)
    if audiences.somebody(db, scope(db, new, now)) is None:
        raise NobodyReached
    return replace(new, id=broadcasts.add(db, new))


def drop(db: Db, person: Person, draft_id: int) -> None:
    """Throw this draft away; one that is gone already, or another, is let be."""
    old = draft(db, person)
    if old is not None and old.id == draft_id:
        broadcasts.save(db, replace(old, stage=Stage.CANCELLED))


def expect(db: Db, person: Person, wanted: Wanted, language: str) -> None:
    """The admin's next message is this, in a language."""
    require_admin(person)
    people.expect(db, person.id, f"{wanted}:{language}")


def compose(
    db: Db, person: Person, language: str, html: str, media: Media | None
) -> tuple[Broadcast, list[Problem]]:
    """The draft with this text in a language; where there are problems, as it was before.

    Raises NotNow for more than a text in a language that a correction is about.
    """
    before = own_draft(db, person)
    if before.of_id is not None and (media or language not in before.content.texts):
        raise NotNow(before.stage)
    return _kept(db, before, *content.worded(before.content, language, html, media))


def drop_media(db: Db, person: Person) -> tuple[Broadcast, list[Problem]]:
    """The draft without its picture or file; where there are problems, as it was before."""
    before = _own_message(db, person)
    after = replace(before.content, media=None)
    found = [one for one in content.problems(after) if one.fault is not content.Fault.LABELS]
    return _kept(db, before, after, found)


def label(
    db: Db, person: Person, language: str, lines: Iterable[str]
) -> tuple[Broadcast, list[Problem]]:
    """The draft with these buttons; where there are problems, as it was before."""
    before = _own_message(db, person)
    if language not in before.content.texts:
        raise Gone
    return _kept(db, before, *content.labelled(before.content, language, lines))


def address(db: Db, person: Person, audience: Audience) -> Broadcast:
    """The draft for this audience."""
    after = replace(_own_message(db, person), audience=audience)
    broadcasts.save(db, after)
    return after


def write_to(
    db: Db,
    office: Office,
    person: Person,
    session_id: int,
    turnouts: tuple[Turnout, ...],
    now: datetime,
) -> Broadcast:
    """A draft for these of a session; a message that is being composed is for them now."""
    require_admin(person)
    course = trainings.course(db, session_id)
    if course is None or not turnouts:
        raise Gone
    found = draft(db, person)
    if found is None or found.of_id is not None:
        begin(db, office, person, now)
    elif not found.content.texts:
        expect(db, person, Wanted.TEXT, DEFAULT)
    whom = Attending(session_id, turnouts, course.training.title)
    return address(db, person, Audience(Who.EMPLOYEES, attending=whom))


def set_canary(db: Db, person: Person, *, on: bool) -> Broadcast:
    """Whether a small part of the draft goes first, and the rest only if that went well."""
    after = replace(own_draft(db, person), canary=on)
    broadcasts.save(db, after)
    return after


def _own_message(db: Db, person: Person) -> Broadcast:
    """As `own_draft`; raises NotNow for a correction, of which only the texts may change."""
    found = own_draft(db, person)
    if found.of_id is not None:
        raise NotNow(found.stage)
    return found


def _consent(db: Db, office: Office, person: Person, now: datetime) -> None:
    """The draft names its author anyway, and what the next line is for needs the person."""
    require_admin(person)
    people.consent(db, person.id, person.language, CONSENT_TEXT, local_day(now, office.zone))


def _kept(
    db: Db, before: Broadcast, said: Content, found: list[Problem]
) -> tuple[Broadcast, list[Problem]]:
    if found:
        return before, found
    after = replace(before, content=said)
    broadcasts.save(db, after)
    people.expect_nothing(db, before.author_id)
    return after, []
