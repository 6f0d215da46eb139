"""What units have changed, as everybody may read it."""

from bot.db.base import Db
from bot.domain.improvement import Improvement

__all__ = ["of"]


def of(_db: Db, _unit_id: int) -> list[Improvement]:
    """What a unit has changed and published, the newest first. A pure read.

    Nothing yet: follow-up plans do not exist.
    """
    return []
