"""How often people asked for fewer unasked messages, by day and without saying who."""

from datetime import date

from sqlalchemy import func, select

from bot.db.base import Db, insert
from bot.db.tables import OptOutRow
from bot.domain.period import Period

__all__ = ["count", "total"]


def count(db: Db, day: date) -> None:
    """Somebody did."""
    new = insert(db, OptOutRow).values(day=day, n=1)
    db.execute(new.on_conflict_do_update(index_elements=["day"], set_={"n": OptOutRow.n + 1}))


def total(db: Db, period: Period) -> int:
    """How often in a period."""
    such = OptOutRow.day.between(period.first, period.last_day)
    return int(db.scalar(select(func.sum(OptOutRow.n)).where(such)) or 0)
