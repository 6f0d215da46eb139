"""The tree of service units."""

from typing import NamedTuple

from sqlalchemy import bindparam, select, union, update
from sqlalchemy.orm import aliased

from bot.db.base import Db, insert
from bot.db.tables import BallotRow, InterviewRow, ResponseRow, ServiceUnitRow
from bot.domain.situation import Place
from bot.domain.unit import ServiceUnit, Tree, UnitLine

__all__ = [
    "StoredUnit",
    "above",
    "deactivate",
    "ids",
    "place",
    "put",
    "rated_codes",
    "set_parent",
    "stored",
    "subtree",
    "tree",
]

_parent = aliased(ServiceUnitRow)
_PLACE = (
    select(ServiceUnitRow.id, ServiceUnitRow.code, ServiceUnitRow.name, _parent.name)
    .outerjoin(_parent, _parent.id == ServiceUnitRow.parent_id)
    .where(ServiceUnitRow.id == bindparam("unit"))
)


class StoredUnit(NamedTuple):
    """What is stored of a unit: its parent's code ("" for none), whether it is active, who leads
    it and whom to ask there."""

    name: str
    parent: str
    active: bool
    head_nip: str | None
    contact_nip: str | None

    def differs(self, line: UnitLine) -> bool:
        """Whether importing this line would change it."""
        told = (line.head_nip, line.contact_nip)
        people = tuple(
            before if new is None else new or None
            for before, new in zip(self[3:], told, strict=True)
        )
        return self != (line.name, line.parent, True, *people)


def tree(db: Db, *, closed: bool = False) -> Tree:
    """The active units, in the order of the spreadsheet they came from; with those that are
    `closed`, too."""
    every = select(
        ServiceUnitRow.id, ServiceUnitRow.code, ServiceUnitRow.name, ServiceUnitRow.parent_id
    )
    listed = every if closed else every.where(ServiceUnitRow.active)
    return Tree(ServiceUnit(*row) for row in db.execute(listed.order_by(ServiceUnitRow.place)))


def subtree(db: Db, unit_id: int | None) -> frozenset[int] | None:
    """The ids of a unit and of all below it; None, which stands for every unit, for None."""
    if unit_id is None:
        return None
    below = (unit.id for _depth, unit in tree(db).walk(unit_id))
    return frozenset({unit_id, *below})


def above(db: Db, unit_id: int) -> list[int]:
    """The ids of a unit and of those above it, from itself upwards."""
    by_id, found = tree(db).by_id, []
    at: int | None = unit_id
    while at is not None:
        found.append(at)
        at = by_id[at].parent_id if at in by_id else None
    return found


def place(db: Db, unit_id: int) -> Place:
    """A unit as people are told of it, also one taken out of the list meanwhile."""
    return Place(*db.execute(_PLACE, {"unit": unit_id}).one())


def ids(db: Db) -> dict[str, int]:
    """The id of every unit by its code, inactive ones too."""
    rows = db.execute(select(ServiceUnitRow.code, ServiceUnitRow.id))
    return {code: unit_id for code, unit_id in rows}  # noqa: C416 - Rows are unpacked.


def stored(db: Db) -> dict[str, StoredUnit]:
    """Every unit by its code, inactive ones too."""
    rows = db.execute(
        select(
            ServiceUnitRow.code,
            ServiceUnitRow.name,
            _parent.code,
            ServiceUnitRow.active,
            ServiceUnitRow.head_nip,
            ServiceUnitRow.contact_nip,
        )
        .outerjoin(_parent, _parent.id == ServiceUnitRow.parent_id)
        .order_by(ServiceUnitRow.place)
    )
    return {
        code: StoredUnit(name, above or "", active, head, contact)
        for code, name, above, active, head, contact in rows
    }


def rated_codes(db: Db) -> set[str]:
    """The codes of the units that somebody rated or is rating."""
    running = select(InterviewRow.unit_id).where(InterviewRow.session_id.is_(None))
    rated = union(running, select(BallotRow.unit_id), select(ResponseRow.unit_id))
    return set(db.scalars(select(ServiceUnitRow.code).where(ServiceUnitRow.id.in_(rated))))


def put(db: Db, line: UnitLine, place: int) -> None:
    """Add a unit, or give one its name and place in the list again; what a line does not tell
    stays."""
    values: dict[str, object] = {"name": line.name, "place": place, "active": True}
    told = {"head_nip": line.head_nip, "contact_nip": line.contact_nip}
    values |= {key: nip or None for key, nip in told.items() if nip is not None}
    new = insert(db, ServiceUnitRow).values(code=line.code, **values)
    db.execute(new.on_conflict_do_update(index_elements=["code"], set_=values))


def set_parent(db: Db, unit_id: int, parent_id: int | None) -> None:
    db.execute(
        update(ServiceUnitRow).where(ServiceUnitRow.id == unit_id).values(parent_id=parent_id)
    )


def deactivate(db: Db, unit_id: int) -> None:
    """Take a unit out of every list; what was answered there stays."""
    db.execute(update(ServiceUnitRow).where(ServiceUnitRow.id == unit_id).values(active=False))
