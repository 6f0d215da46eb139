"""Learning hours (JP): what a course is worth by the office's table, and how far a year has come.

One JP is a lesson of 45 minutes. The table and the targets are the office's to change.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

__all__ = [
    "DEFAULT_RULES",
    "LESSON",
    "MONTHS",
    "Credit",
    "Learner",
    "Per",
    "Record",
    "Rule",
    "Span",
    "Stretch",
    "Targets",
    "Year",
    "behind",
    "counted",
    "credited",
    "dates",
    "fixed",
    "resumes",
    "stretch",
    "worth",
]

LESSON = timedelta(minutes=45)

DAY = timedelta(days=1)

MONTHS = 12

A_MONTH = timedelta(days=31)
"""At least."""


class Per(StrEnum):
    """What a rule counts."""

    HOUR = "hour"
    DAY = "day"
    SESSION = "session"
    SEMESTER = "semester"


@dataclass(frozen=True, slots=True)
class Rule:
    """So many JP for each lesson, day, session or semester of this kind of learning.

    `most` limits lessons and days to so many JP a day, sessions to so many a month.
    """

    kind: str
    per: Per
    jp: int
    most: int | None = None

    @property
    def limited(self) -> bool:
        """Whether what counts depends on what else there was in that month."""
        return self.per is Per.SESSION and self.most is not None

    @property
    def daily(self) -> bool:
        """Whether what counts depends on what else there was on the same days."""
        return self.per in {Per.HOUR, Per.DAY} and self.most is not None

    @property
    def repeats(self) -> bool:
        """Whether it is done again and again and counts each time: what is counted by the session
        or semester, and what is limited to so much a day."""
        return self.per in {Per.SESSION, Per.SEMESTER} or self.most is not None

    @property
    def mark(self) -> str:
        """What a button carries for the kind, which the office may call what it likes."""
        return sha256(self.kind.encode()).hexdigest()[:16]


DEFAULT_RULES = (
    Rule("training", Per.HOUR, 1),
    Rule("seminar", Per.DAY, 4),
    Rule("workshop", Per.DAY, 5),
    Rule("coaching", Per.SESSION, 2, 2),
    Rule("mentoring", Per.SESSION, 2, 2),
    Rule("elearning", Per.HOUR, 1, 3),
    Rule("selfstudy", Per.HOUR, 1, 2),
    Rule("community", Per.HOUR, 1, 2),
    Rule("internship", Per.SESSION, 20),
    Rule("exchange", Per.SESSION, 20),
    Rule("benchmarking", Per.SESSION, 10),
    Rule("study", Per.SEMESTER, 20),
)
"""One national agency's table, with which an office begins."""


@dataclass(frozen=True, slots=True)
class Span:
    """How long something lasts, by the clock of the place: days, and the time of each."""

    days: int
    a_day: timedelta


@dataclass(frozen=True, slots=True)
class Stretch:
    """Something that was learned on days on end, and its JP of each day from the first on.

    It is `given` where they do not follow from the table: nothing limits them.
    """

    first: date
    jp: tuple[int, ...]
    given: bool = False

    @property
    def days(self) -> tuple[date, ...]:
        return dates(self.first, len(self.jp))


class Credit(StrEnum):
    """Whether learning counts: outside learning waits for an admin."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Record:
    """Something that was learned: on which day, and what it is worth."""

    day: date
    title: str
    kind: str
    jp: int
    credit: Credit = Credit.APPROVED


@dataclass(frozen=True, slots=True)
class Learner:
    """An employee who takes trainings, and the person that is, once the account is linked."""

    id: int
    person_id: int | None
    name: str
    unit_id: int
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Targets:
    """JP a year: at least so many for PNS, and for PPPK."""

    pns: int = 20
    pppk: int = 24

    def of(self, status: str | None) -> int:
        """That of an employee of this status; who has none in the roster counts as PNS."""
        return self.pppk if status == "PPPK" else self.pns


@dataclass(frozen=True, slots=True)
class Year:
    """How many JP an employee has in a year, and how many there are to be."""

    year: int
    jp: int
    target: int

    @property
    def reached(self) -> bool:
        return self.jp >= self.target


def worth(rule: Rule, span: Span) -> int:
    """What something of this length is worth; only whole lessons count."""
    if rule.per in {Per.SESSION, Per.SEMESTER}:
        return rule.jp
    a_day = rule.jp if rule.per is Per.DAY else rule.jp * (span.a_day // LESSON)
    return span.days * (a_day if rule.most is None else min(a_day, rule.most))


def credited(rule: Rule, jp: int, times: int) -> int:
    """What of this counts, after so many of the kind in the same month."""
    return 0 if rule.limited and rule.most is not None and times >= rule.most else jp


def dates(first: date, count: int) -> tuple[date, ...]:
    """So many days on end."""
    return tuple(first + n * DAY for n in range(count))


def stretch(rule: Rule, first: date, span: Span) -> Stretch:
    """By the table, with nothing else on these days."""
    return Stretch(first, (worth(rule, Span(1, span.a_day)),) * span.days)


def fixed(first: date, days: int, jp: int) -> Stretch:
    """What an office gives, spread over the days, more on the first of them."""
    a_day, left = divmod(jp, days)
    return Stretch(first, (a_day + 1,) * left + (a_day,) * (days - left), given=True)


def counted(rule: Rule, found: Iterable[Stretch]) -> list[int]:
    """What each of these counts where the table allows so much of their kind a day.

    Who came first comes first: each takes of every day what those before it have left of that.
    What was learned is spread over its days as the table counts it, the same on each.
    """
    used: Counter[date] = Counter()
    sums = []
    for one in found:
        taken = [jp if one.given else min(jp, _room(rule, used[day])) for day, jp in _each(one)]
        used.update(dict(zip(one.days, taken, strict=True)))
        sums.append(sum(taken))
    return sums


def resumes(today: date, *, to_come: bool) -> date:
    """When the monthly news come again after those that are next were left out: those of this
    month where they are still `to_come`.

    January has none: in a year that has just begun nobody is behind.
    """
    skipped = today.replace(day=1) if to_come else _next_month(today)
    return _next_month(_next_month(skipped) if skipped.month == 1 else skipped)


def behind(year: Year, today: date) -> bool:
    """Whether fewer JP are there than the months that are over would have brought evenly."""
    return year.jp * MONTHS < year.target * (today.month - 1)


def _each(one: Stretch) -> Iterable[tuple[date, int]]:
    return zip(one.days, one.jp, strict=True)


def _room(rule: Rule, used: int) -> int:
    """What of a day is left to others of the kind."""
    return max(0, (rule.most or 0) - used)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + A_MONTH).replace(day=1)
