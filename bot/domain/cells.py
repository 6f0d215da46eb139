"""What people mean by a cell: a day and a time, yes or no, a number, one of several words."""

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.domain.content import URL
from bot.domain.sheet import CellFault, CellProblem, Record, is_formula, plain
from bot.domain.unit import CODE

__all__ = ["Cells", "Moment", "read_moment", "read_span", "read_zone"]

T = TypeVar("T")

DAY = r"(?:(?P<iso>\d{4}-\d{1,2}-\d{1,2})|(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2}|[a-z]{3,9})[-/. ](?P<year>\d{4}))"  # noqa: E501 - One pattern.
TIME = r"(?:(?:pukul |jam )?(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?P<second>:\d{2}(?:\.\d+)?)?)"
MOMENT = re.compile(rf"(?:[a-z']+, )?(?:{DAY})?[ ,t]*{TIME}?", re.ASCII)
SPAN = re.compile(r"(\d{1,4}) ?([a-z]+)", re.ASCII)

MONTHS = (
    ("jan", 1), ("feb", 2), ("mar", 3), ("apr", 4), ("mei", 5), ("may", 5), ("jun", 6),
    ("jul", 7), ("agu", 8), ("ags", 8), ("aug", 8), ("sep", 9), ("okt", 10), ("oct", 10),
    ("nov", 11), ("des", 12), ("dec", 12),
)  # fmt: skip

UNITS = {
    "hari": timedelta(days=1), "day": timedelta(days=1), "days": timedelta(days=1),
    "jam": timedelta(hours=1), "hour": timedelta(hours=1), "hours": timedelta(hours=1),
    "menit": timedelta(minutes=1), "minute": timedelta(minutes=1), "minutes": timedelta(minutes=1),
}  # fmt: skip

ZONES = {"wib": "Asia/Jakarta", "wita": "Asia/Makassar", "wit": "Asia/Jayapura"}

REACH = timedelta(days=20 * 365)
"""A day that is further away than this has a year that was mistyped."""

FLAGS = {
    **dict.fromkeys(("ya", "y", "yes", "x", "true", "1"), True),
    **dict.fromkeys(("tidak", "t", "no", "n", "false", "0"), False),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and a time on the wall, as far as a cell tells them."""

    day: date | None
    wall: time | None


def read_moment(cell: str) -> Moment | None:
    """As in "1/12/2026 09.00", "2026-12-01 09:00", "Selasa, 1 Desember 2026" or "15.00".

    A spreadsheet program adds midnight to a day that has no time. None where it is neither.
    """
    found = MOMENT.fullmatch(" ".join(cell.casefold().split()))
    if found is None or not cell.strip():
        return None
    try:
        day, wall = _day(found), _wall(found)
    except ValueError:
        return None
    alone = day is not None and wall == time(0) and found["second"] is not None
    return Moment(day, None if alone else wall)


def read_span(cell: str) -> timedelta | None:
    """As in "3 hari" or "2 jam"; None where it is not understood."""
    found = SPAN.fullmatch(" ".join(cell.casefold().split()))
    if found is None or found[2] not in UNITS:
        return None
    return int(found[1]) * UNITS[found[2]]


def read_zone(cell: str) -> ZoneInfo | None:
    """WIB, WITA, WIT, or a name such as Asia/Jayapura; None where there is none such."""
    try:
        return ZoneInfo(ZONES.get(cell.casefold(), cell))
    except (KeyError, ValueError, OSError):
        return None


@dataclass(slots=True)
class Cells:
    """The cells of a row, read one by one; what cannot be read is noted in `problems`."""

    record: Record
    sheet: str
    problems: list[CellProblem] = field(default_factory=list)

    def __getitem__(self, key: str) -> str:
        return " ".join(self.record[key].split())

    def refuse(self, key: str, fault: CellFault) -> None:
        """Note what is wrong with a cell."""
        self.problems.append(CellProblem(self.record.row, key, fault, self[key], self.sheet))

    def near(self, key: str, day: date, now: datetime) -> bool:
        """Whether a day is one that somebody can mean."""
        if abs(day - now.date()) <= REACH:
            return True
        self.refuse(key, CellFault.FAR_DAY)
        return False

    def once(self, key: str, what: Hashable, met: dict[Any, int]) -> bool:
        """Whether no earlier row says the same; `met` has the row of each that was said."""
        if self[key] and what in met:
            row, earlier = self.record.row, met[what]
            twice = CellProblem(row, key, CellFault.TWICE, self[key], self.sheet, earlier)
            self.problems.append(twice)
            return False
        met[what] = self.record.row
        return True

    def text(self, key: str, most: int, *, needed: bool = False) -> str:
        """Words that fit on a card."""
        found = self[key]
        if needed and not found:
            self.refuse(key, CellFault.MISSING)
        elif len(found) > most:
            self.refuse(key, CellFault.TOO_LONG)
        elif not found.isprintable():
            self.refuse(key, CellFault.BAD_SIGNS)
        return found

    def name(self, key: str, most: int) -> str:
        """What something is called, in files of the office too."""
        found = self.text(key, most, needed=True)
        if is_formula(found):
            self.refuse(key, CellFault.BAD_START)
        return found

    def lines(self, key: str, most: int, *, needed: bool = False) -> str:
        """As `text`, with its line breaks and empty lines between paragraphs."""
        found = "\n".join(" ".join(line.split()) for line in self.record[key].strip().splitlines())
        if needed and not found:
            self.refuse(key, CellFault.MISSING)
        elif len(found) > most:
            self.refuse(key, CellFault.TOO_LONG)
        elif not found.replace("\n", "").isprintable():
            self.refuse(key, CellFault.BAD_SIGNS)
        return found

    def link(self, key: str, most: int) -> str:
        """What a browser opens."""
        found = self.text(key, most)
        if found and not URL.fullmatch(found):
            self.refuse(key, CellFault.BAD_LINK)
        return found

    def code(self, key: str) -> str:
        """Small letters, digits and dashes."""
        if not self[key]:
            self.refuse(key, CellFault.MISSING)
        elif not CODE.fullmatch(self[key]):
            self.refuse(key, CellFault.BAD_CODE)
        return self[key]

    def flag(self, key: str) -> bool:
        """Yes or no; an empty cell says no."""
        if not self[key]:
            return False
        return self.one_of(key, FLAGS, CellFault.BAD_FLAG) or False

    def number(self, key: str, least: int, *, needed: bool = False) -> int | None:
        """A whole number of at most four digits; None for an empty cell."""
        found = self[key]
        if not found:
            if needed:
                self.refuse(key, CellFault.MISSING)
            return None
        if not re.fullmatch("[0-9]{1,4}", found) or int(found) < least:
            self.refuse(key, CellFault.BAD_NUMBER)
            return None
        return int(found)

    def one_of(self, key: str, words: Mapping[str, T], fault: CellFault) -> T | None:
        """What the word in the cell stands for."""
        found = words.get(plain(self[key]))
        if found is None:
            self.refuse(key, fault if self[key] else CellFault.MISSING)
        return found


def _day(found: re.Match[str]) -> date | None:
    if found["iso"]:
        return date(*map(int, found["iso"].split("-")))
    if not found["day"]:
        return None
    return date(int(found["year"]), _month(found["month"]), int(found["day"]))


def _month(word: str) -> int:
    """Its number; 0, which is no month, where it is none."""
    return int(word) if word.isdecimal() else dict(MONTHS).get(word[:3], 0)


def _wall(found: re.Match[str]) -> time | None:
    """To the minute: a spreadsheet program may be a moment off."""
    if not found["hour"]:
        return None
    wall = time(int(found["hour"]), int(found["minute"]))
    late = found["second"] is not None and float(found["second"][1:]) >= 30
    return (datetime.combine(date.min, wall) + timedelta(minutes=late)).time()
