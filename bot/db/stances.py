"""What was answered in a campaign, sealed, under marks that lead to nobody without the key."""

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, select

from bot.db.base import Db, inserting
from bot.db.tables import StanceRow

__all__ = ["every", "find", "forget", "forget_one", "put"]

_FIND = select(StanceRow.sealed).where(
    StanceRow.campaign_id == bindparam("campaign"), StanceRow.mark == bindparam("mark")
)
_PUT = inserting(
    StanceRow,
    lambda new: new.values(
        campaign_id=bindparam("campaign_id"), mark=bindparam("mark"), sealed=bindparam("sealed")
    ).on_conflict_do_update(
        index_elements=["campaign_id", "mark"], set_={"sealed": new.excluded.sealed}
    ),
)


def find(db: Db, campaign_id: int, mark: bytes) -> bytes | None:
    """What is sealed under a mark."""
    return db.scalar(_FIND, {"campaign": campaign_id, "mark": mark})


def put(db: Db, campaign_id: int, mark: bytes, sealed: bytes) -> None:
    """In place of what was sealed under this mark before."""
    db.execute(_PUT(db), {"campaign_id": campaign_id, "mark": mark, "sealed": sealed})


def every(db: Db, campaign_id: int) -> Iterable[tuple[bytes, bytes]]:
    """Each mark of a campaign and what is sealed under it."""
    rows = db.execute(
        select(StanceRow.mark, StanceRow.sealed).where(StanceRow.campaign_id == campaign_id)
    )
    return ((mark, sealed) for mark, sealed in rows)


def forget(db: Db, campaign_id: int) -> int:
    """Delete all of a campaign; how many there were."""
    return db.execute(delete(StanceRow).where(StanceRow.campaign_id == campaign_id)).rowcount


def forget_one(db: Db, campaign_id: int, mark: bytes) -> None:
    """Delete what stands under a mark."""
    db.execute(
        delete(StanceRow).where(StanceRow.campaign_id == campaign_id, StanceRow.mark == mark)
    )
