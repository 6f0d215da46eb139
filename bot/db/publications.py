"""Results that are published: of a unit and a closed period."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from bot.db.base import Db, insert
from bot.db.tables import PublicationLeafRow, PublicationRow
from bot.domain.figures import Publication
from bot.domain.period import Period, parse

__all__ = [
    "add",
    "all_",
    "find",
    "is_counted",
    "is_frozen",
    "latest",
    "leaves",
    "of",
    "published",
    "referred",
    "within",
]

_stored = (
    PublicationRow.id,
    PublicationRow.unit_id,
    PublicationRow.period,
    PublicationRow.published_on,
    PublicationRow.reference,
)


def add(
    db: Db,
    survey_id: int,
    unit_id: int,
    period: Period,
    published_on: date,
    reference: str,
    leaves: Collection[int],
) -> int | None:
    """Publish what was reckoned from these leaves; its id, or None where it is published
    already."""
    new = insert(db, PublicationRow).values(
        survey_id=survey_id,
        unit_id=unit_id,
        period=period.code,
        first=period.first,
        last=period.last,
        published_on=published_on,
        reference=reference,
    )
    id = db.scalar(new.on_conflict_do_nothing().returning(PublicationRow.id))
    if id is not None:
        of = [{"publication_id": id, "unit_id": leaf} for leaf in leaves]
        db.execute(insert(db, PublicationLeafRow), of)
    return id


def of(db: Db, survey_id: int, unit_id: int) -> list[Publication]:
    """All that are published of a unit, the newest period first."""
    return _of(db, survey_id, PublicationRow.unit_id == unit_id)


def all_(db: Db, survey_id: int) -> list[Publication]:
    """All that are published, the newest period first."""
    return _of(db, survey_id)


def latest(db: Db, survey_id: int, unit_id: int) -> Publication | None:
    """The one of the newest period; None before the first."""
    return next(iter(of(db, survey_id, unit_id)), None)


def published(
    db: Db, survey_id: int, unit_ids: Collection[int], period: Period
) -> dict[int, Publication]:
    """What is published of a period, by unit, of these units."""
    such = PublicationRow.unit_id.in_(unit_ids), PublicationRow.period == period.code
    return {one.unit_id: one for one in _of(db, survey_id, *such)}


def within(
    db: Db, survey_id: int, unit_ids: Collection[int], period: Period, published_on: date
) -> list[Publication]:
    """Those of these units of which a period was published on a day, in that order."""
    return _of(
        db,
        survey_id,
        PublicationRow.unit_id.in_(unit_ids),
        PublicationRow.period == period.code,
        PublicationRow.published_on == published_on,
    )


def leaves(db: Db, ids: Collection[int]) -> dict[int, list[int]]:
    """By publication, the leaves that it was reckoned from."""
    rows = db.execute(
        select(PublicationLeafRow.publication_id, PublicationLeafRow.unit_id)
        .where(PublicationLeafRow.publication_id.in_(ids))
        .order_by(PublicationLeafRow.unit_id)
    )
    found: defaultdict[int, list[int]] = defaultdict(list)
    for id, unit_id in rows:
        found[id].append(unit_id)
    return found


def is_frozen(db: Db, survey_id: int, leaf_id: int, month: date) -> bool:
    """Whether a month of a leaf is published, with it alone or with others, so that nothing may
    be added to it."""
    found = (
        select(PublicationRow.id)
        .join(PublicationLeafRow, PublicationLeafRow.publication_id == PublicationRow.id)
        .where(
            PublicationLeafRow.unit_id == leaf_id,
            PublicationRow.survey_id == survey_id,
            PublicationRow.first <= month,
            PublicationRow.last >= month,
        )
    )
    return db.scalar(found.limit(1)) is not None


def is_counted(db: Db, survey_id: int, unit_id: int, period: Period) -> bool:
    """Whether a period of this unit is published, or of one above that was reckoned from it."""
    found = (
        select(PublicationRow.id)
        .join(PublicationLeafRow, PublicationLeafRow.publication_id == PublicationRow.id)
        .where(
            PublicationRow.survey_id == survey_id,
            PublicationRow.period == period.code,
            or_(PublicationRow.unit_id == unit_id, PublicationLeafRow.unit_id == unit_id),
        )
    )
    return db.scalar(found.limit(1)) is not None


def referred(db: Db, reference: str) -> Publication | None:
    """The one with this reference, or with what it ends with; None where nothing was published
    so."""
    ends = PublicationRow.reference.endswith(f"/{reference}", autoescape=True)
    same = PublicationRow.reference == reference
    row = db.execute(select(*_stored).where(same | ends)).first()
    return None if row is None else _read(*row)


def find(db: Db, id: int) -> Publication | None:
    """None where there is none."""
    row = db.execute(select(*_stored).where(PublicationRow.id == id)).one_or_none()
    return None if row is None else _read(*row)


def _of(db: Db, survey_id: int, *such: ColumnElement[bool]) -> list[Publication]:
    rows = db.execute(
        select(*_stored)
        .where(PublicationRow.survey_id == survey_id, *such)
        .order_by(PublicationRow.last.desc(), PublicationRow.first.desc(), PublicationRow.id)
    )
    return [_read(*row) for row in rows]


def _read(id: int, unit_id: int, period: str, published_on: date, reference: str) -> Publication:
    return Publication(id, unit_id, parse(period), published_on, reference)
