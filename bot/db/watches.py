"""The cards that show admins how broadcasts go."""

from typing import NamedTuple

from sqlalchemy import delete, select

from bot.db.base import Db, insert
from bot.db.tables import WatchRow

__all__ = ["Watch", "all_", "end", "forget", "keep"]


class Watch(NamedTuple):
    """A message in the chat of an admin that is kept up to date."""

    broadcast_id: int
    person_id: int
    message_id: int


def keep(db: Db, watch: Watch) -> None:
    """One card of a broadcast for each admin: the newest."""
    new = insert(db, WatchRow).values(watch._asdict())
    again = {"message_id": watch.message_id}
    key = ["broadcast_id", "person_id"]
    db.execute(new.on_conflict_do_update(index_elements=key, set_=again))


def all_(db: Db) -> list[Watch]:
    rows = db.execute(
        select(WatchRow.broadcast_id, WatchRow.person_id, WatchRow.message_id).order_by(
            WatchRow.broadcast_id, WatchRow.person_id
        )
    )
    return [Watch(*row) for row in rows]


def end(db: Db, broadcast_id: int) -> None:
    """Nothing of this broadcast changes any more by itself."""
    db.execute(delete(WatchRow).where(WatchRow.broadcast_id == broadcast_id))


def forget(db: Db, person_id: int) -> None:
    """Whatever this person watched."""
    db.execute(delete(WatchRow).where(WatchRow.person_id == person_id))
