"""A citizen comes to a unit: by a link, from the list, or with a typed word; and begins."""

from datetime import datetime

from bot.db import ballots, people, units
from bot.db.base import Db
from bot.domain.errors import Gone
from bot.domain.people import CONSENT_TEXT, Person
from bot.domain.situation import (
    AlreadyRated,
    Choosing,
    Late,
    NoUnits,
    OtherRunning,
    Place,
    Situation,
    Welcome,
)
from bot.domain.time import Window, local_day, window
from bot.domain.unit import ServiceUnit, Tree
from bot.usecases import kiosks, walks
from bot.usecases.office import Office

__all__ = ["arrive", "arrive_at", "begin", "choose", "participation_mark"]

PAGE = 8
"""Units on one page of the list."""


def arrive(db: Db, office: Office, person: Person, code: str, now: datetime) -> Situation:
    """/start with a unit's code: its consent card, its leaves, or for an unknown code all units.

    Without a code what is running, else all units; at a kiosk always its own unit. A pure read.
    """
    tree = units.tree(db)
    node = tree.by_code.get(code)
    walk = walks.load(db, office, person)
    if walk is not None and (walk.at_kiosk or not code):
        return walks.paused(walk)
    kiosk = kiosks.at(db, office, person, now)
    if kiosk is not None:
        return kiosk
    leaves = tree.leaves(node.id if node else None)
    if len(leaves) == 1:
        return arrive_at(db, office, person, leaves[0].id, now)
    return choose(db, node.id if node else None)


def arrive_at(db: Db, office: Office, person: Person, unit_id: int, now: datetime) -> Situation:
    """The consent card of a leaf, or why it cannot be rated now; a pure read."""
    unit = _leaf(units.tree(db), unit_id)
    walk = walks.load(db, office, person)
    if walk is not None:
        return walks.paused(walk) if walk.rates(unit_id) else OtherRunning(walk.about, unit)
    return already_rated(db, office, person, unit, now) or Welcome(unit)


def choose(
    db: Db, node_id: int | None = None, text: str = "", page: int = 0, *, results: bool = False
) -> Choosing | NoUnits:
    """A page of the leaves below a unit (None: of all) that hold the text; to see `results`, also
    of the units above leaves. A pure read."""
    tree = units.tree(db)
    if not tree.by_id:
        return NoUnits()
    node = tree.by_id.get(node_id) if node_id is not None else None
    below = node.id if node else None
    among = tree.leaves(below)
    if results:
        among = [*([node] if node else []), *(unit for _depth, unit in tree.walk(below))]
    found = tree.search(text, among) if text else among
    pages = max(1, -(-len(found) // PAGE))
    page = max(0, min(page, pages - 1))
    shown = found[page * PAGE : (page + 1) * PAGE]
    return Choosing(tuple(_place(tree, unit) for unit in shown), page, pages, text, node)


def begin(
    db: Db, office: Office, person: Person, unit_id: int, now: datetime, *, instead: bool = False
) -> Situation | Late:
    """[Mulai]: records the consent and asks the first question.

    With an interview on another unit it asks first, unless begun `instead` of that one.
    """
    unit = _leaf(units.tree(db), unit_id)
    walk = walks.load(db, office, person)
    if walk is not None and walk.rates(unit_id):
        return Late(walks.here(walk))
    if walk is not None and not instead:
        return OtherRunning(walk.about, unit)
    if rated := already_rated(db, office, person, unit, now):
        return rated
    if walk is not None:
        walks.give_up(db, office, walk, now)
    people.consent(db, person.id, person.language, CONSENT_TEXT, local_day(now, office.zone))
    # The card was read in this language, and the questions follow in it.
    people.set_language(db, person.id, person.language)
    return walks.here(walks.start(db, office, person, unit, now))


def already_rated(
    db: Db, office: Office, person: Person, unit: Place, now: datetime
) -> AlreadyRated | None:
    """Whether the person's rating of this leaf in the current window is given."""
    current = window(now, office.zone)
    mark = participation_mark(office, person.id, unit.id, current)
    if not ballots.participated(db, [mark]):
        return None
    return AlreadyRated(unit, current.next_first_day)


def participation_mark(office: Office, person_id: int, unit_id: int, current: Window) -> bytes:
    """The mark under which a rating in a window is remembered, 32 bytes."""
    return office.keys.mark("participation", person_id, walks.SKM, unit_id, current.first_day)


def _leaf(tree: Tree, unit_id: int) -> Place:
    if not tree.is_leaf(unit_id):
        raise Gone
    return _place(tree, tree.by_id[unit_id])


def _place(tree: Tree, unit: ServiceUnit) -> Place:
    parent = tree.by_id.get(unit.parent_id) if unit.parent_id is not None else None
    return Place(unit.id, unit.code, unit.name, parent.name if parent else None)
