"""How often something happened at a unit on a day; counts carry no person and no answer."""

from datetime import date

from bot.db.base import Db, insert
from bot.db.tables import CounterRow

__all__ = ["count"]


def count(db: Db, survey_id: int, unit_id: int, day: date, name: str, by: int = 1) -> None:
    """Add one, or take back one that shall not have been."""
    new = insert(db, CounterRow).values(
        survey_id=survey_id, unit_id=unit_id, day=day, name=name, n=by
    )
    db.execute(
        new.on_conflict_do_update(
            index_elements=["survey_id", "unit_id", "day", "name"], set_={"n": CounterRow.n + by}
        )
    )
