"""What the cells that say whom something is for may name."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.db import employees, units
from bot.db.base import Db
from bot.domain.addressing import Known, numbers
from bot.domain.audience import Short
from bot.domain.learning import Targets
from bot.domain.sheet import Records
from bot.domain.time import local_day
from bot.domain.unit import UnitNames

__all__ = ["known_to"]


def known_to(db: Db, found: Records, zone: ZoneInfo, targets: Targets, now: datetime) -> Known:
    """The units, the employees that these rows name, and what is short of JP this year."""
    nips = {nip for record in found.rows for nip in numbers(record["for_nips"])}
    short = Short(local_day(now, zone).year, targets)
    return Known(UnitNames(units.tree(db)), employees.ids(db, nips), short)
