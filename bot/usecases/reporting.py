"""Lists that an admin asks for: who is expected at a session, JP of a year. Pure reads."""

from bot.db import registers, trainings, units
from bot.db.base import Db
from bot.domain.errors import Gone
from bot.domain.learning import DEFAULT_RULES
from bot.domain.people import Person, require_admin
from bot.domain.register import Recap, Register, expected
from bot.usecases.office import Office

__all__ = ["recap", "register"]


def register(db: Db, person: Person, session_id: int) -> Register:
    """Those who are to sign at the door of a session."""
    require_admin(person)
    course = trainings.course(db, session_id)
    if course is None:
        raise Gone
    return Register(course, registers.participants(db, session_id, expected(course.training)))


def recap(db: Db, office: Office, person: Person, unit_id: int | None, year: int) -> Recap:
    """The JP of a unit and of all below it (None: of everybody) in a year."""
    require_admin(person)
    tree = units.tree(db)
    scope = None if unit_id is None else tree.by_id.get(unit_id)
    if unit_id is not None and scope is None:
        raise Gone
    found = registers.earners(db, year, units.subtree(db, unit_id), office.targets)
    listed = [*([scope] if scope else []), *(unit for _depth, unit in tree.walk(unit_id))]
    codes = {unit.id: (unit.code, tree.title(unit)) for unit in listed}
    # Also of a unit that was taken out of the list, and still has employees.
    for one in {each.unit_id for each in found} - codes.keys():
        place = units.place(db, one)
        codes[one] = (place.code, place.title)
    order = {one: n for n, one in enumerate(codes)}
    kinds = {kind for each in found for kind, jp in each.jp.items() if jp}
    usual = [rule.kind for rule in DEFAULT_RULES if rule.kind in kinds]
    return Recap(
        tree.title(scope) if scope else "",
        year,
        [*usual, *sorted(kinds.difference(usual))],
        codes,
        sorted(found, key=lambda each: order[each.unit_id]),
    )
