"""After a publication: what is done about the lowest elements is planned, done and corrected."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.db import deliveries, follow_ups, people, publications, staff, surveys, units
from bot.db.base import Db
from bot.domain import calendar
from bot.domain import follow_up as rules
from bot.domain.delivery import Class, Kind
from bot.domain.errors import Gone, NotLeading, NotNow
from bot.domain.figures import Publication
from bot.domain.follow_up import By, Detail, FollowUp, Plans, State, Unreachable, Weak
from bot.domain.learning import Learner
from bot.domain.people import Person
from bot.domain.time import instant, local_day
from bot.usecases import expecting, reckoning
from bot.usecases.office import Office
from bot.usecases.walks import SKM

__all__ = [
    "AT",
    "TO_PLAN",
    "TO_RESTATE",
    "TO_WORD",
    "assign",
    "begin",
    "concerned",
    "detail",
    "expect_action",
    "expect_changed",
    "expect_restated",
    "expects",
    "finish",
    "listed",
    "look",
    "opening",
    "postpone",
    "promise",
    "reopen",
    "restate",
    "told",
    "weak",
    "word",
]

AT = time(9)
"""Nobody hears of plans earlier on a day."""

TO_PLAN = "rtl"
"""The expectation while an action is typed; the publication's id and the element come after it."""

TO_RESTATE = "rtl-anew"
"""The expectation while the action of a promise is typed anew; the plan's id comes after it."""

TO_WORD = "rtl-changed"
"""The expectation while it is typed what was changed; the plan's id comes after it."""

LASTING = timedelta(days=1)
"""So long a typed line is taken for what was asked; a later one is about something else."""

MOST_SUGGESTED = 6

SETTLED = timedelta(minutes=10)
"""Who is named hears of it so much later, as whoever named them may have mistapped."""

TO_HEAR = timedelta(days=7)


def opening(office: Office, now: datetime) -> datetime:
    """The first instant from now on at which the office is at work, and has begun its day."""
    opens = calendar.opening(Class.NUDGE, now, office.zone, office.calendar)
    return max(opens, instant(local_day(opens, office.zone), AT, office.zone))


def concerned(db: Db) -> set[int]:
    """The units whose head is asked for plans: each leaf, and each unit above that has a head of
    its own."""
    tree, led = units.tree(db), staff.led(db)
    return {unit for unit in tree.by_id if tree.is_leaf(unit) or unit in led}


def listed(db: Db, office: Office, person: Person, now: datetime) -> list[Plans]:
    """/rtl: of each unit what follows its last publication, and what is asked for or unfinished of
    those before; an admin's are all, a head's their own. Raises NotLeading for others."""
    heads = staff.heads(db)
    if not person.admin and person.id not in heads.values():
        raise NotLeading
    kept, concerns, why = follow_ups.all_(db), concerned(db), _unreachable(db)
    today = local_day(now, office.zone)
    found: list[Plans] = []
    seen: set[int] = set()
    for one in publications.all_(db, surveys.survey_id(db, SKM)):
        unit, some = one.unit_id, kept.get((one.unit_id, one.period.code), [])
        told = unit not in seen or rules.is_open(some, one.published_on, today)
        mine = person.admin or heads.get(unit) == person.id
        if mine and (_unfinished(some) or (told and unit in concerns)):
            found.append(_plans(db, one, {each.element: each for each in some}, why.get(unit)))
        seen.add(unit)
    return found


def look(db: Db, person: Person, publication_id: int) -> Weak:
    """What follows one publication, for its head or an admin. A pure read."""
    return weak(db, _publication(db, person, publication_id))


def weak(db: Db, publication: Publication) -> Weak:
    """What follows a publication. A pure read."""
    unit, period = publication.unit_id, publication.period
    why = _unreachable(db).get(unit)
    plans = _plans(db, publication, follow_ups.of(db, unit, period), why)
    return Weak(plans, reckoning.index(db, publication.unit_id, publication.period))


def expect_action(
    db: Db, office: Office, person: Person, publication_id: int, element: str, now: datetime
) -> Weak:
    """The next typed line says what will be done about this element; raises NotNow where that is
    promised."""
    found = look(db, person, publication_id)
    if element not in found.open:
        raise NotNow(State.PROMISED)
    _expect(db, office, person, f"{TO_PLAN}:{publication_id}:{element}", now)
    return found


def expects(db: Db, person: Person, sent_at: datetime) -> bool:
    """Whether a line of this moment is still for what was asked; if not, none is any more."""
    found = people.expectation(db, person.id)
    if found is not None and found.since is not None and sent_at - found.since <= LASTING:
        return True
    people.expect_nothing(db, person.id)
    return False


def begin(db: Db, person: Person, about: str, text: str | None) -> Detail | None:
    """The draft with a typed action; None where it is too long, or no text. `about` is what
    stands behind the expectation."""
    publication_id, _colon, element = about.partition(":")
    known = look(db, person, int(publication_id))
    action = rules.line(text)
    if action is None:
        return None
    people.expect_nothing(db, person.id)
    publication = known.plans.publication
    found = None
    if element in known.open:
        found = follow_ups.draft(db, publication.unit_id, publication.period, element, action)
    if found is None:
        raise NotNow(State.PROMISED)
    return detail(db, person, found)


def expect_restated(db: Db, office: Office, person: Person, plan_id: int, now: datetime) -> Detail:
    """[Ubah]: the next typed line says anew what will be done; the promise stands meanwhile."""
    return _expect_in(db, office, person, plan_id, State.PROMISED, TO_RESTATE, now)


def restate(db: Db, person: Person, plan_id: int, text: str | None) -> Detail | None:
    """Another action; None where it is too long, or no text."""
    return _retyped(db, person, plan_id, text, rules.restated)


def assign(
    db: Db,
    office: Office,
    person: Person,
    plan_id: int,
    who_id: int | None,
    state: State,
    now: datetime,
) -> Detail:
    """Who does what is in this state; None for the team. Raises Gone for somebody who is not
    suggested any more."""
    found = _held(db, person, plan_id)
    if who_id is not None and who_id not in {one.id for one in found.suggested}:
        raise Gone
    one = rules.given(found.plan, who_id, state)
    _tell_who(db, office, person, one, now)
    return _saved(db, found, one)


def promise(
    db: Db, office: Office, person: Person, plan_id: int, by: By, state: State, now: datetime
) -> Detail:
    """By when what is in this state is done; from then on its head is reminded of it until it
    is."""
    found = _held(db, person, plan_id)
    one = rules.promised(found.plan, by, local_day(now, office.zone), state)
    _tell_who(db, office, person, one, now)
    return _saved(db, found, one)


def postpone(
    db: Db, office: Office, person: Person, plan_id: int, due_on: date, now: datetime
) -> Detail:
    """[Belum, geser 2 minggu], under what was due on this day."""
    found = _held(db, person, plan_id)
    return _saved(db, found, rules.postponed(found.plan, due_on, local_day(now, office.zone)))


def reopen(db: Db, person: Person, plan_id: int) -> Detail:
    """[Belum selesai], after it was said that it is."""
    found = _held(db, person, plan_id)
    return _saved(db, found, rules.reopened(found.plan))


def finish(db: Db, office: Office, person: Person, plan_id: int, now: datetime) -> Detail:
    """[Sudah selesai]: the next typed line says what was changed, if anything is typed; also
    where it was tapped twice."""
    found = _held(db, person, plan_id)
    _expect(db, office, person, f"{TO_WORD}:{plan_id}", now)
    if found.plan.state is State.DONE:
        return found
    return _saved(db, found, rules.finished(found.plan, local_day(now, office.zone)))


def expect_changed(db: Db, office: Office, person: Person, plan_id: int, now: datetime) -> Detail:
    """The next typed line says what was changed, in what is done."""
    return _expect_in(db, office, person, plan_id, State.DONE, TO_WORD, now)


def word(db: Db, person: Person, plan_id: int, text: str | None) -> Detail | None:
    """What was changed, as it was typed; None where it is too long, or no text."""
    return _retyped(db, person, plan_id, text, rules.reworded)


def detail(db: Db, person: Person, plan_id: int) -> Detail:
    """One plan, for its head or an admin. A pure read; raises Gone where there is none."""
    return _detail(db, person, follow_ups.find(db, plan_id))


def told(db: Db, one: FollowUp) -> Detail:
    """A plan as it is told. A pure read."""
    survey_id = surveys.survey_id(db, SKM)
    every = publications.of(db, survey_id, one.unit_id)
    publication_id = next((each.id for each in every if each.period == one.period), 0)
    who = None if one.who_id is None else staff.name(db, one.who_id)
    return Detail(one, units.place(db, one.unit_id).title, publication_id, who)


def _expect(db: Db, office: Office, person: Person, kind: str, now: datetime) -> None:
    """The next line is for this, if it comes soon."""
    expecting.admit(db, office, person, now)
    people.expect(db, person.id, kind, since=now)


def _tell_who(db: Db, office: Office, person: Person, one: FollowUp, now: datetime) -> None:
    """Once promised, whoever does it is told so once, at work, unless it is who promises."""
    who = None if one.who_id is None else staff.find(db, one.who_id)
    if one.state is not State.PROMISED or who is None or who.person_id in {None, person.id}:
        return
    once, at = f"{Kind.PLAN_WHO.value}:{one.id}:{who.id}", opening(office, now + SETTLED)
    kind, until = Kind.PLAN_WHO, at + TO_HEAR
    deliveries.plan(db, who.person_id, kind, Class.DUTY, at, until, once, str(one.id))


def _publication(db: Db, person: Person, publication_id: int) -> Publication:
    found = publications.find(db, publication_id)
    if found is None:
        raise Gone
    _require_head(db, person, found.unit_id)
    return found


def _require_head(db: Db, person: Person, unit_id: int) -> None:
    if not person.admin and staff.heads(db).get(unit_id) != person.id:
        raise NotLeading


def _plans(
    db: Db, publication: Publication, plans: Mapping[str, FollowUp], why: Unreachable | None
) -> Plans:
    title = units.place(db, publication.unit_id).title
    names = staff.names(db, [one.who_id for one in plans.values() if one.who_id is not None])
    return Plans(publication, title, plans, names, why)


def _unreachable(db: Db) -> dict[int, Unreachable]:
    """The units, of the list or not any more, whose head cannot be written to, and why."""
    listed, found = units.tree(db).by_id, staff.unreachable(db)
    gone = dict.fromkeys(units.ids(db).values() - listed.keys(), Unreachable.GONE)
    return found | gone


def _unfinished(some: list[FollowUp]) -> bool:
    return any(one.state in {State.PROMISED, State.DONE} for one in some)


def _expect_in(
    db: Db, office: Office, person: Person, plan_id: int, state: State, kind: str, now: datetime
) -> Detail:
    """The next typed line is for this, of a plan that must be in this state."""
    found = detail(db, person, plan_id)
    rules.require(found.plan, state)
    _expect(db, office, person, f"{kind}:{plan_id}", now)
    return found


def _retyped(
    db: Db,
    person: Person,
    plan_id: int,
    text: str | None,
    rule: Callable[[FollowUp, str], FollowUp],
) -> Detail | None:
    found, line = _held(db, person, plan_id), rules.line(text)
    if line is None:
        return None
    people.expect_nothing(db, person.id)
    return _saved(db, found, rule(found.plan, line))


def _held(db: Db, person: Person, plan_id: int) -> Detail:
    return _detail(db, person, follow_ups.hold(db, plan_id))


def _detail(db: Db, person: Person, one: FollowUp | None) -> Detail:
    if one is None:
        raise Gone
    _require_head(db, person, one.unit_id)
    return replace(told(db, one), suggested=_suggested(db, one.unit_id))


def _saved(db: Db, before: Detail, one: FollowUp) -> Detail:
    follow_ups.save(db, one)
    return replace(told(db, one), suggested=before.suggested)


def _suggested(db: Db, unit_id: int) -> tuple[Learner, ...]:
    """The head, whom to ask there, and their colleagues."""
    named = (staff.heads(db).get(unit_id), staff.contacts(db).get(unit_id))
    first = [staff.by_person(db, person_id) for person_id in named if person_id is not None]
    every = [*(one for one in first if one is not None), *staff.of_units(db, [unit_id])]
    return tuple({one.id: one for one in every}.values())[:MOST_SUGGESTED]
