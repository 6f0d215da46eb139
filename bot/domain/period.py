"""Periods that figures are told of: whole calendar months, one after another.

A month is named 2026-11, a quarter 2026-Q4, a half-year 2026-S2, a year 2026, any other run of
months 2026-02..2026-05.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.errors import NoPeriod

__all__ = [
    "HALF_YEAR",
    "LONGEST",
    "MONTH",
    "QUARTER",
    "YEAR",
    "Period",
    "month_of",
    "parse",
    "spanning",
    "usual",
]

MONTH, QUARTER, HALF_YEAR, YEAR = 1, 3, 6, 12
"""How many months the usual periods have."""

LONGEST = 5 * YEAR
"""No period has more months."""

YEARS = range(2000, 2100)

_MONTH = r"(\d{4})-(\d{2})"
_SIGNS = {QUARTER: "Q", HALF_YEAR: "S"}
_CODE = re.compile(rf"(\d{{4}})(?:-(?:(\d{{2}})|([QSTqst])(\d)))?|{_MONTH}\.\.{_MONTH}", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """So many months from the first of one on."""

    first: date
    months: int

    @property
    def last(self) -> date:
        """The first day of its last month."""
        return _later(self.first, self.months - 1)

    @property
    def last_day(self) -> date:
        return _later(self.first, self.months) - timedelta(days=1)

    @property
    def code(self) -> str:
        """Its name, which `parse` reads."""
        year, month = self.first.year, self.first.month
        if self.months == MONTH:
            return f"{year}-{month:02}"
        if not self.is_usual:
            return f"{year}-{month:02}..{self.last.year}-{self.last.month:02}"
        if self.months == YEAR:
            return f"{year}"
        return f"{year}-{_SIGNS[self.months]}{month // self.months + 1}"

    @property
    def is_usual(self) -> bool:
        """Whether it is a month, quarter, half-year or year of the calendar."""
        usual = self.months in {MONTH, QUARTER, HALF_YEAR, YEAR}
        return usual and (self.first.month - 1) % self.months == 0

    def closed(self, today: date) -> bool:
        """Whether all of it is over."""
        return self.last_day < today

    def before(self, count: int = 1) -> "Period":
        """The period as long as this one, so many before it."""
        return Period(_later(self.first, -count * self.months), self.months)

    def after(self) -> "Period":
        """The period as long as this one that follows it."""
        return Period(_later(self.first, self.months), self.months)

    def holds(self, other: "Period") -> bool:
        """Whether the other lies within this one."""
        return self.first <= other.first and other.last <= self.last

    def meets(self, other: "Period") -> bool:
        """Whether they have a month in common."""
        return self.first <= other.last and other.first <= self.last

    def __iter__(self) -> Iterator[date]:
        """The first day of each of its months."""
        return (_later(self.first, n) for n in range(self.months))


def month_of(day: date, months: int = MONTH) -> Period:
    """The month, or the usual period of so many months, that a day lies in."""
    month = (day.month - 1) // months * months + 1
    return Period(day.replace(month=month, day=1), months)


def spanning(first: date, last: date) -> Period:
    """From the month of one day to that of another."""
    months = (last.year - first.year) * YEAR + last.month - first.month + 1
    return Period(first.replace(day=1), months)


def usual(span: Period) -> tuple[Period, ...]:
    """The usual periods that a month of the span lies in, the newest first, months before what
    they lie in."""
    return tuple(
        one
        for months in (MONTH, QUARTER, HALF_YEAR, YEAR)
        for one in dict.fromkeys(month_of(day, months) for day in reversed(list(span)))
    )


def parse(code: str) -> Period:
    """The period with this name; T stands for a quarter, too. Raises NoPeriod."""
    found = _CODE.fullmatch(code.strip())
    if found is None:
        raise NoPeriod(code)
    year, month, sign, part, *span = found.groups()
    try:
        if span[0] is not None:
            ends = spanning(*(date(int(span[at]), int(span[at + 1]), 1) for at in (0, 2)))
            first, months = ends.first, ends.months
        elif sign is not None:
            months = HALF_YEAR if sign in "Ss" else QUARTER
            first = date(int(year), (int(part) - 1) * months + 1, 1)
        else:
            months = YEAR if month is None else MONTH
            first = date(int(year), int(month or 1), 1)
    except ValueError:
        raise NoPeriod(code) from None
    if first.year not in YEARS or not MONTH <= months <= LONGEST:
        raise NoPeriod(code)
    return Period(first, months)


def _later(first: date, months: int) -> date:
    count = first.year * YEAR + first.month - 1 + months
    return date(count // YEAR, count % YEAR + 1, 1)
