"""Which questionnaires on paper were entered, by the names of those that came together."""

import json
from datetime import date

from sqlalchemy import select

from bot.db.base import Db, insert
from bot.db.tables import PaperRow

__all__ = ["enter", "entered"]


def entered(db: Db, unit_id: int, month: date) -> list[list[str]]:
    """The names of those that were entered of a unit and a month, by what came together."""
    such = PaperRow.unit_id == unit_id, PaperRow.month == month
    return [json.loads(names) for names in db.scalars(select(PaperRow.names).where(*such))]


def enter(
    db: Db, digest: str, unit_id: int, month: date, names: tuple[str, ...], day: date
) -> None:
    """Note that these are entered now."""
    row = {"digest": digest, "unit_id": unit_id, "month": month, "names": json.dumps(names)}
    db.execute(insert(db, PaperRow).values(**row, entered_on=day))
