"""A broadcast while it is composed: its words, its buttons, its audience, its rehearsal."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.db import audiences, broadcasts, people, units
from bot.db.base import Db
from bot.domain import broadcast as rules
from bot.domain.audience import Audience, Who
from bot.domain.broadcast import Broadcast, Stage
from bot.domain.calendar import opening
from bot.domain.content import Content, Media, Problem, Text, problems
from bot.domain.delivery import BUDGET, Class, Kind
from bot.domain.errors import Gone
from bot.domain.people import CONSENT_TEXT, Addressee, Person, require_admin
from bot.domain.progress import Rehearsal
from bot.domain.time import local_day
from bot.texts import DEFAULT
from bot.usecases.office import Office

__all__ = [
    "Wanted",
    "address",
    "begin",
    "compose",
    "draft",
    "drop",
    "example",
    "expect",
    "label",
    "own_draft",
    "rehearse",
    "set_canary",
    "subtree",
]


class Wanted(StrEnum):
    """What an admin's next message is for."""

    TEXT = "broadcast-text"
    LABELS = "broadcast-labels"
    CORRECTION = "broadcast-correction"
    NAMES = "broadcast-names"


def draft(db: Db, person: Person) -> Broadcast | None:
    """What this admin is composing; None when there is none. A pure read."""
    require_admin(person)
    return broadcasts.draft_of(db, person.id)


def begin(db: Db, office: Office, person: Person, now: datetime) -> Broadcast:
    """A new draft, in place of the one before; the admin's next message is its text."""
    require_admin(person)
    drop(db, person)
    # The draft names its author anyway, and what the next line is for needs the person.
    people.consent(db, person.id, person.language, CONSENT_TEXT, local_day(now, office.zone))
    expect(db, person, Wanted.TEXT, DEFAULT)
    new = Broadcast(0, Kind.MESSAGE, person.id, Stage.DRAFT, Content(), Audience(Who.EMPLOYEES))
    return replace(new, id=broadcasts.add(db, new))


def drop(db: Db, person: Person) -> None:
    """Throw the draft away, if there is one."""
    require_admin(person)
    old = broadcasts.draft_of(db, person.id)
    if old is not None:
        broadcasts.save(db, replace(old, stage=Stage.CANCELLED))


def expect(db: Db, person: Person, wanted: Wanted, about: str) -> None:
    """The admin's next message is this, in a language or about a broadcast."""
    require_admin(person)
    people.expect(db, person.id, f"{wanted}:{about}")


def compose(
    db: Db, person: Person, language: str, html: str, media: Media | None
) -> tuple[Broadcast, list[Problem]]:
    """The draft with this text in a language; where there are problems, as it was before.

    A picture or a file belongs to all languages; without one the text is for the one before.
    """
    before = own_draft(db, person)
    labels = before.content.texts[language].labels if language in before.content.texts else ()
    texts = {**before.content.texts, language: Text(html, labels)}
    content = replace(before.content, texts=texts, media=media or before.content.media)
    found = [one for one in problems(content) if one.language == language]
    return _kept(db, before, content, found)


def label(
    db: Db, person: Person, language: str, labels: list[str], links: list[str | None]
) -> tuple[Broadcast, list[Problem]]:
    """The draft with these buttons; in a second language only their words count.

    Where there are problems it is as it was before.
    """
    before = own_draft(db, person)
    first = next(iter(before.content.texts))
    text = replace(before.content.text(language), labels=tuple(labels))
    texts = {**before.content.texts, language: text}
    content = replace(before.content, texts=texts)
    if language == first:
        content = replace(content, links=tuple(links))
    # Other languages get their words afterwards.
    found = [one for one in problems(content) if one.language in {"", language}]
    return _kept(db, before, content, found)


def address(db: Db, person: Person, audience: Audience) -> Broadcast:
    """The draft for this audience."""
    after = replace(own_draft(db, person), audience=audience)
    broadcasts.save(db, after)
    return after


def example(db: Db, found: Broadcast, language: str) -> Addressee:
    """One of those the draft is for, who reads this language; nobody in particular without any.

    A pure read.
    """
    reading = replace(found.audience, language=language)
    one = audiences.somebody(db, reading, subtree(db, found.audience))
    known = {} if one is None else people.addressees(db, [one])
    return next(iter(known.values()), Addressee(language))


def set_canary(db: Db, person: Person, *, on: bool) -> Broadcast:
    """Whether a small part of the draft goes first, and the rest only if that went well."""
    after = replace(own_draft(db, person), canary=on)
    broadcasts.save(db, after)
    return after


def rehearse(
    db: Db, office: Office, person: Person, at: datetime | None, now: datetime
) -> Rehearsal:
    """What a launch of the draft at this instant (None: now) would do. A pure read."""
    found = own_draft(db, person)
    starts_at = max(at or now, now + rules.HOLD)
    who, within = found.audience, subtree(db, found.audience)
    groups = audiences.groups(db, who, within)
    size = sum(group.people for group in groups)
    # Zones of employees are few; each is asked once.
    opens = opening(Class.BROADCAST, starts_at, office.zone, office.calendar)
    reachable = [group for group in groups if not group.blocked]
    later = sum(
        group.people for group in reachable if _opens(office, group, starts_at) > starts_at
    )
    return Rehearsal(
        broadcast=found,
        size=size,
        blocked=size - sum(group.people for group in reachable),
        over_budget=_over_budget(db, who, within, starts_at),
        later=later,
        opens=opens if later and opens > starts_at else None,
        seconds=round(size / office.per_second) if office.per_second else 0,
        languages=tuple(sorted({group.language for group in groups})),
        needs_approval=size > office.approval_above,
    )


def own_draft(db: Db, person: Person) -> Broadcast:
    """What this admin is composing; raises Gone where there is none."""
    found = draft(db, person)
    if found is None:
        raise Gone
    return found


def _kept(
    db: Db, before: Broadcast, content: Content, found: list[Problem]
) -> tuple[Broadcast, list[Problem]]:
    if found:
        return before, found
    after = replace(before, content=content)
    broadcasts.save(db, after)
    people.expect_nothing(db, before.author_id)
    return after, []


def subtree(db: Db, audience: Audience) -> frozenset[int] | None:
    """The ids of the units that an audience is limited to; None for all."""
    if audience.unit_id is None:
        return None
    tree = units.tree(db)
    below = (unit.id for _depth, unit in tree.walk(audience.unit_id))
    return frozenset({audience.unit_id, *below})


def _opens(office: Office, group: audiences.Group, at: datetime) -> datetime:
    zone = office.zone if group.zone is None else ZoneInfo(group.zone)
    return opening(Class.BROADCAST, at, zone, office.calendar)


def _over_budget(
    db: Db, audience: Audience, within: frozenset[int] | None, starts_at: datetime
) -> int:
    """How many had so much lately that the message would come too late for them."""
    ends = starts_at + rules.LIFETIME
    return sum(
        audiences.over_budget(
            db, audience, within, ends - BUDGET[Class.BROADCAST, employed].within, who
        )
        for employed, who in ((True, Who.EMPLOYEES), (False, Who.CITIZENS))
    )
