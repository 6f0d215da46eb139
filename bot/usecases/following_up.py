"""After a publication: the head of a unit is asked what is done about its weakest elements."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.db import deliveries, follow_ups, people, publications, staff, surveys, units
from bot.db.base import Db
from bot.domain import follow_up as rules
from bot.domain.delivery import Class, Delivery, Kind
from bot.domain.errors import Gone, NotLeading, NotNow
from bot.domain.figures import Figures, Publication
from bot.domain.follow_up import Asked, By, Detail, Due, FollowUp, Plans, State, Weak
from bot.domain.learning import Learner
from bot.domain.people import Addressee, Person
from bot.domain.time import instant, local_day
from bot.usecases import reckoning
from bot.usecases.expecting import expect
from bot.usecases.office import Office
from bot.usecases.walks import SKM

__all__ = [
    "TO_PLAN",
    "TO_WORD",
    "ask",
    "asked",
    "assign",
    "begin",
    "detail",
    "due",
    "expect_action",
    "finish",
    "keep_reminding",
    "listed",
    "look",
    "postpone",
    "promise",
    "word",
]

TO_PLAN = "rtl"
"""The expectation while an action is typed; the publication's id and the element come after it."""

TO_WORD = "rtl-changed"
"""The expectation while it is typed what was changed; the plan's id comes after it."""

AT = time(9)

TO_ANSWER = timedelta(days=60)

FRESH = timedelta(days=6)
"""Then the next reminder is near."""

MOST_SUGGESTED = 6


def ask(db: Db, new: Mapping[int, Figures], now: datetime) -> None:
    """Owe the heads the question what will be done, for each new publication by its id.

    Asked of every leaf, and of a unit above that has a head of its own, where one is the lowest.
    """
    tree, heads, led = units.tree(db), staff.heads(db), staff.led(db)
    for publication_id, figures in new.items():
        unit, about = figures.unit_id, str(publication_id)
        concerns = tree.is_leaf(unit) or unit in led
        if concerns and unit in heads and rules.drawn(figures.index):
            once = f"{Kind.PLAN.value}:{about}"
            to, ends = heads[unit], now + TO_ANSWER
            deliveries.plan(db, to, Kind.PLAN, Class.DUTY, now, ends, once, about)


def asked(
    db: Db, _office: Office, delivery: Delivery, to: Addressee, _now: datetime
) -> Asked | None:
    """None for who leads the unit no more, or where everything is promised."""
    publication = publications.find(db, int(delivery.slot or 0))
    if publication is None or staff.heads(db).get(publication.unit_id) != delivery.person_id:
        return None
    weak = _weak(db, publication)
    return Asked(weak, to) if weak.open else None


def listed(db: Db, person: Person) -> list[Plans]:
    """/rtl: of each unit what follows its last publication, and what is unfinished of those
    before; an admin's are all, a head's their own. Raises NotLeading for others."""
    heads = staff.heads(db)
    if not person.admin and person.id not in heads.values():
        raise NotLeading
    kept, tree, led = follow_ups.all_(db), units.tree(db), staff.led(db)
    found: list[Plans] = []
    seen: set[int] = set()
    for one in publications.all_(db, surveys.survey_id(db, SKM)):
        unit, some = one.unit_id, kept.get((one.unit_id, one.period.code), [])
        mine = person.admin or heads.get(unit) == person.id
        concerns = unit in tree.by_id and (tree.is_leaf(unit) or unit in led)
        if mine and concerns and (unit not in seen or _unfinished(some)):
            found.append(_plans(db, one, {each.element: each for each in some}, unit in heads))
        seen.add(unit)
    return found


def look(db: Db, person: Person, publication_id: int) -> Weak:
    """What follows one publication, for its head or an admin. A pure read."""
    return _weak(db, _publication(db, person, publication_id))


def expect_action(
    db: Db, office: Office, person: Person, publication_id: int, element: str, now: datetime
) -> Weak:
    """The next typed line says what will be done about this element; raises NotNow where that is
    promised."""
    weak = look(db, person, publication_id)
    if element not in weak.open:
        raise NotNow(State.PROMISED)
    expect(db, office, person, f"{TO_PLAN}:{publication_id}:{element}", now)
    return weak


def begin(db: Db, person: Person, about: str, text: str | None) -> Detail | None:
    """The draft with a typed action; None where it is too long, or no text. `about` is what
    stands behind the expectation."""
    publication_id, _colon, element = about.partition(":")
    weak = look(db, person, int(publication_id))
    action = rules.line(text)
    if action is None:
        return None
    people.expect_nothing(db, person.id)
    publication = weak.plans.publication
    found = None
    if element in weak.open:
        found = follow_ups.draft(db, publication.unit_id, publication.period, element, action)
    if found is None:
        raise NotNow(State.PROMISED)
    return detail(db, person, found)


def assign(db: Db, person: Person, plan_id: int, who_id: int | None) -> Detail:
    """Who does it; None for the team. Raises Gone for somebody who is not suggested any more."""
    found = _held(db, person, plan_id)
    if who_id is not None and who_id not in {one.id for one in found.suggested}:
        raise Gone
    if found.plan.state is not State.DRAFT:
        raise NotNow(found.plan.state)
    return _saved(db, found, replace(found.plan, who_id=who_id))


def promise(db: Db, office: Office, person: Person, plan_id: int, by: By, now: datetime) -> Detail:
    """By when; from then on its head is reminded of it until it is done."""
    found = _held(db, person, plan_id)
    one = rules.promised(found.plan, by, local_day(now, office.zone))
    return _saved(db, found, _reminded(db, office, one, now))


def postpone(db: Db, office: Office, person: Person, plan_id: int, now: datetime) -> Detail:
    """[Belum, geser 2 minggu]."""
    found = _held(db, person, plan_id)
    one = rules.postponed(found.plan, local_day(now, office.zone))
    _forget_reminder(db, one)
    return _saved(db, found, _reminded(db, office, one, now))


def finish(db: Db, office: Office, person: Person, plan_id: int, now: datetime) -> Detail:
    """[Sudah selesai]: the next typed line says what was changed, if anything is typed."""
    found = _held(db, person, plan_id)
    one = rules.finished(found.plan, local_day(now, office.zone))
    _forget_reminder(db, one)
    expect(db, office, person, f"{TO_WORD}:{plan_id}", now)
    return _saved(db, found, one)


def word(db: Db, person: Person, plan_id: int, text: str | None) -> Detail | None:
    """What was changed, as it was typed; None where it is too long, or no text."""
    found = _held(db, person, plan_id)
    changed = rules.line(text)
    if changed is None:
        return None
    people.expect_nothing(db, person.id)
    return _saved(db, found, rules.reworded(found.plan, changed))


def detail(db: Db, person: Person, plan_id: int) -> Detail:
    """One plan, for its head or an admin. A pure read; raises Gone where there is none."""
    return _detail(db, person, follow_ups.find(db, plan_id))


def due(db: Db, office: Office, delivery: Delivery, to: Addressee, now: datetime) -> Due | None:
    """None for who leads the unit no more, and once it is done."""
    one = follow_ups.find(db, int(delivery.slot or 0))
    if one is None or one.state is not State.PROMISED or one.due_on is None:
        return None
    if staff.heads(db).get(one.unit_id) != delivery.person_id:
        return None
    left = (one.due_on - local_day(now, office.zone)).days
    return Due(_told(db, one), left, to)


def keep_reminding(db: Db, office: Office, now: datetime) -> None:
    """Owe the next reminder of those promises whose last one has come to its day."""
    for one in follow_ups.reminded(db, local_day(now, office.zone)):
        follow_ups.save(db, _reminded(db, office, one, now))


def _reminded(db: Db, office: Office, one: FollowUp, now: datetime) -> FollowUp:
    """With its next reminder owed to whoever leads the unit."""
    day = rules.reminder_after(one.due_on or date.max, local_day(now, office.zone))
    head = staff.heads(db).get(one.unit_id)
    if head is not None:
        at = instant(office.calendar.first_working_day(day), AT, office.zone)
        kind, once = Kind.PLAN_DUE, f"{Kind.PLAN_DUE.value}:{one.id}:{day.isoformat()}"
        deliveries.plan(db, head, kind, Class.DUTY, at, at + FRESH, once, str(one.id))
    return replace(one, remind_on=day)


def _forget_reminder(db: Db, one: FollowUp) -> None:
    head = staff.heads(db).get(one.unit_id)
    if head is not None:
        deliveries.drop(db, head, Kind.PLAN_DUE, str(one.id))


def _publication(db: Db, person: Person, publication_id: int) -> Publication:
    found = publications.find(db, publication_id)
    if found is None:
        raise Gone
    _require_head(db, person, found.unit_id)
    return found


def _require_head(db: Db, person: Person, unit_id: int) -> None:
    if not person.admin and staff.heads(db).get(unit_id) != person.id:
        raise NotLeading


def _weak(db: Db, publication: Publication) -> Weak:
    unit, period = publication.unit_id, publication.period
    led = unit in staff.heads(db)
    plans = _plans(db, publication, follow_ups.of(db, unit, period), led)
    return Weak(plans, reckoning.published(db, publication))


def _plans(db: Db, publication: Publication, plans: Mapping[str, FollowUp], led: bool) -> Plans:
    title = units.place(db, publication.unit_id).title
    names = staff.names(db, [one.who_id for one in plans.values() if one.who_id is not None])
    return Plans(publication, title, plans, names, led)


def _unfinished(some: list[FollowUp]) -> bool:
    return any(one.state in {State.PROMISED, State.DONE} for one in some)


def _held(db: Db, person: Person, plan_id: int) -> Detail:
    return _detail(db, person, follow_ups.hold(db, plan_id))


def _detail(db: Db, person: Person, one: FollowUp | None) -> Detail:
    if one is None:
        raise Gone
    _require_head(db, person, one.unit_id)
    return replace(_told(db, one), suggested=_suggested(db, one.unit_id))


def _told(db: Db, one: FollowUp) -> Detail:
    survey_id = surveys.survey_id(db, SKM)
    told = publications.of(db, survey_id, one.unit_id)
    publication_id = next((each.id for each in told if each.period == one.period), 0)
    who = None if one.who_id is None else staff.name(db, one.who_id)
    return Detail(one, units.place(db, one.unit_id).title, publication_id, who)


def _saved(db: Db, before: Detail, one: FollowUp) -> Detail:
    follow_ups.save(db, one)
    return replace(_told(db, one), suggested=before.suggested)


def _suggested(db: Db, unit_id: int) -> tuple[Learner, ...]:
    """The head, whom to ask there, and their colleagues."""
    named = (staff.heads(db).get(unit_id), staff.contacts(db).get(unit_id))
    first = [staff.by_person(db, person_id) for person_id in named if person_id is not None]
    every = [*(one for one in first if one is not None), *staff.of_units(db, [unit_id])]
    return tuple({one.id: one for one in every}.values())[:MOST_SUGGESTED]
