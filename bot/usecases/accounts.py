"""What a person decides about themselves: language, news of a unit, what is stored, leaving."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time

from bot.db import (
    ballots,
    certificates,
    deliveries,
    employees,
    enrolments,
    feedback,
    follow_ups,
    interviews,
    learning,
    opt_outs,
    participants,
    people,
    units,
    wishes,
)
from bot.db import kiosks as devices
from bot.db.base import Db
from bot.db.people import Known
from bot.domain.audience import Topic
from bot.domain.errors import Gone
from bot.domain.learning import Record, resumes
from bot.domain.people import CONSENT_TEXT, Person, Stored
from bot.domain.situation import Place, Subscriptions
from bot.domain.time import instant, local_day, window
from bot.texts import best
from bot.usecases import asking, encouraging, kiosks, steps
from bot.usecases.arrivals import participation_mark
from bot.usecases.leaving import forget_person
from bot.usecases.office import Office

__all__ = [
    "expect_nothing",
    "follow",
    "forget",
    "hush",
    "is_back",
    "note_blocked",
    "recognise",
    "recognise_all",
    "stop",
    "stored",
    "subscribe",
    "subscriptions",
    "unfollow",
]


def recognise(
    db: Db, person_id: int, client_language: str | None, admins: Collection[int]
) -> Person:
    """Who is talking; somebody without consent has the client's language. A pure read."""
    return recognise_all(db, {person_id: client_language}, admins)[person_id]


def recognise_all(
    db: Db, speakers: Mapping[int, str | None], admins: Collection[int]
) -> dict[int, Person]:
    """As `recognise`, of several by their ids, each with the language of the client."""
    known = people.known(db, speakers.keys())
    return {
        person_id: _person(person_id, client_language, known.get(person_id), person_id in admins)
        for person_id, client_language in speakers.items()
    }


def _person(
    person_id: int, client_language: str | None, known: Known | None, admin: bool
) -> Person:
    if known is None:
        return Person(person_id, best(None, client_language), consented=False, admin=admin)
    return Person(
        id=person_id,
        language=best(known.language, client_language),
        consented=True,
        admin=admin,
        expecting=known.expecting,
        blocked=known.blocked,
    )


def is_back(db: Db, person: Person) -> None:
    """Who had blocked the bot writes again."""
    people.block(db, [person.id], blocked=False)


def note_blocked(db: Db, office: Office, person_id: int, now: datetime, *, blocked: bool) -> None:
    """Telegram says that somebody blocked the bot, or is back."""
    if people.block(db, [person_id], blocked=blocked) and blocked:
        _opt_out(db, office, now)


def expect_nothing(db: Db, person: Person) -> None:
    """A command or a tap elsewhere: the next typed line is for nothing in particular."""
    people.expect_nothing(db, person.id)


def follow(db: Db, office: Office, person: Person, unit_id: int, now: datetime) -> Place:
    """[Kabari saya]: tell this person when something improves at the unit.

    The card said what is stored for it, so the tap is the consent of somebody who has none.
    """
    place = _listed(db, unit_id)
    people.consent(db, person.id, person.language, CONSENT_TEXT, local_day(now, office.zone))
    people.follow(db, person.id, unit_id)
    return place


def unfollow(db: Db, office: Office, person: Person, unit_id: int, now: datetime) -> Place:
    """No more news of this unit."""
    if people.follows(db, person.id, unit_id):
        people.unfollow(db, person.id, unit_id)
        _opt_out(db, office, now)
    return units.place(db, unit_id)


def stop(db: Db, office: Office, person: Person, now: datetime) -> None:
    """No unasked message any more: no news, no reminder of an interview; raises IsKiosk."""
    kiosks.require_own(db, person)
    if person.consented and people.muted(db, person.id) != set(Topic):
        _opt_out(db, office, now)
    people.unfollow_all(db, person.id)
    people.set_news(db, person.id, wanted=False)
    if person.consented:
        for topic in Topic:
            people.mute(db, person.id, topic.value)
    deliveries.cancel(db, person.id)


def subscriptions(db: Db, person: Person) -> Subscriptions:
    """What this person hears of unasked. A pure read."""
    muted = people.muted(db, person.id)
    return Subscriptions(
        employee=people.is_employee(db, person.id),
        news=_wants_news(db, person, muted),
        reminders=Topic.UNFINISHED.value not in muted,
        learning=Topic.LEARNING.value not in muted,
        progress=Topic.PROGRESS.value not in muted,
        questions=Topic.QUESTIONS.value not in muted,
        campaigns=Topic.CAMPAIGNS.value not in muted,
        results=Topic.RESULTS.value not in muted,
        followed=tuple(units.place(db, found) for found in people.followed(db, person.id)),
    )


def subscribe(
    db: Db, office: Office, person: Person, topic: Topic, now: datetime, *, wanted: bool
) -> Subscriptions:
    """Hear of a topic, or no more; the tap is the consent of somebody who has none."""
    if wanted:
        people.consent(db, person.id, person.language, CONSENT_TEXT, local_day(now, office.zone))
        people.unmute(db, person.id, topic.value)
    elif person.consented:
        if topic.value not in people.muted(db, person.id):
            _opt_out(db, office, now)
        people.mute(db, person.id, topic.value)
    if topic is Topic.NEWS:
        people.set_news(db, person.id, wanted=wanted)
    return subscriptions(db, person)


def hush(db: Db, office: Office, person: Person, now: datetime, *, month: bool) -> date | None:
    """No monthly news of one's own learning: the next are left out, or (None) all of them.

    The day from which they come again.
    """
    to_come = encouraging.to_come(db, office, person.id, now)
    again = resumes(local_day(now, office.zone), to_come=to_come) if month else None
    until = None if again is None else instant(again, time(0), office.zone)
    if until is None and Topic.PROGRESS.value not in people.muted(db, person.id):
        _opt_out(db, office, now)
    people.mute(db, person.id, Topic.PROGRESS.value, until)
    return again


def _opt_out(db: Db, office: Office, now: datetime) -> None:
    opt_outs.count(db, local_day(now, office.zone))


def _wants_news(db: Db, person: Person, muted: Collection[str]) -> bool:
    """Employees are told unless they muted it, citizens once they asked for it."""
    if Topic.NEWS.value in muted:
        return False
    return people.is_employee(db, person.id) or people.news(db, person.id)


def forget(db: Db, office: Office, person: Person) -> None:
    """/hapus: everything that leads to this person; raises IsKiosk for the device of a unit."""
    kiosks.require_own(db, person)
    asking.forget(db, office, person.id)
    steps.forget(db, office, person.id)
    forget_person(db, person.id)


def stored(db: Db, office: Office, person: Person, now: datetime) -> Stored | None:
    """/dataku: all that is kept about this person; None when nothing is. A pure read."""
    record = people.record(db, person.id)
    current = window(now, office.zone)
    tree = units.tree(db)
    marks = {participation_mark(office, person.id, u.id, current): u for u in tree.leaves()}
    rated = ballots.participated(db, marks)
    if record is None and not rated:
        return None
    running = interviews.find(db, person.id)
    employee = employees.profile(db, person_id=person.id)
    former = None if employee else employees.profile(db, person_id=person.id, former=True)
    who, kiosk = employees.id_of_person(db, person.id), devices.of_person(db, person.id)
    return Stored(
        language=record.language if record else None,
        consented_on=record.consented_on if record else None,
        running=running.about.title if running else None,
        followed=tuple(units.place(db, found).title for found in people.followed(db, person.id)),
        rated=tuple(tree.title(unit) for mark, unit in marks.items() if mark in rated),
        rated_until=current.next_first_day,
        employee=employee or former,
        certificates=() if who is None else _certificates(db, who),
        answered=tuple(feedback.of_person(db, person.id)),
        former=former is not None,
        sessions=() if who is None else tuple(enrolments.attendance(db, who)),
        jp=() if who is None else tuple(learning.jp_by_year(db, who)),
        questions=0 if who is None else asking.count(db, office, who),
        campaigns=() if who is None else tuple(participants.campaigns_of(db, who).values()),
        wished=() if who is None else wishes.of_employee(db, who),
        plans=0 if who is None else follow_ups.naming(db, who),
        kiosk=units.place(db, kiosk.unit_id).title if kiosk else None,
    )


def _certificates(db: Db, employee_id: int) -> tuple[Record, ...]:
    return tuple(one.record for one in certificates.of_employee(db, employee_id))


def _listed(db: Db, unit_id: int) -> Place:
    if unit_id not in units.tree(db).by_id:
        raise Gone
    return units.place(db, unit_id)
