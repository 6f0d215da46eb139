"""Something long that an admin asked for: done beside the inbox, and told on a card of its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

__all__ = ["LIFETIME", "MOST_TRIES", "Errand", "ErrandKind"]

LIFETIME = timedelta(days=1)
"""What nobody confirmed for so long is thrown away."""

MOST_TRIES = 30
"""Telegram may not hand a file over at once; after so many tries it is told."""


class ErrandKind(StrEnum):
    """What is asked: a spreadsheet to read, one to apply, invitations as cards or as a list, a
    list of those whom a broadcast is for, the attendance list of a session, JP of a year, the
    rehearsal of a campaign, what one has brought, results as a report, a workbook or rows, the
    poster of a unit or a sheet of cards for its tables, the chart of a unit, and, for anybody, the
    chart of what is published."""

    READ = "read"
    APPLY = "apply"
    CARDS = "cards"
    LIST = "list"
    NAMES = "names"
    ATTENDANCE = "attendance"
    RECAP = "recap"
    REHEARSAL = "rehearsal"
    FINDINGS = "findings"
    REPORT = "report"
    WORKBOOK = "workbook"
    ROWS = "rows"
    POSTER = "poster"
    TABLE_CARDS = "table_cards"
    CHART = "chart"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Errand:
    """`about` is Telegram's name of a file, the id of a unit, a session or a campaign, (JP) a year
    and the id of a unit, if one is meant, (findings) the id of a campaign and a page, (results)
    the id of a unit and the code of a period, or (to be applied) the edition of the changes shown.
    """

    id: int
    person_id: int
    kind: ErrandKind
    about: str
    content: bytes | None
    card_id: int | None
    tries: int
    created_at: datetime

    @property
    def stamp(self) -> int:
        """What tells it from one that had the same id before."""
        return int(self.created_at.timestamp())
