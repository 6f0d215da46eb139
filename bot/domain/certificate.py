"""Learning elsewhere: what an employee says of it, a step at a time, and what an admin decides.

Whoever learned says what it was, how long it took and when it ended, and sends a photo or a PDF of
the certificate. It waits as PENDING, and counts by the table once an admin has approved it.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from bot.domain.content import Media, MediaKind
from bot.domain.errors import NotNow
from bot.domain.learning import (
    LESSON,
    Credit,
    Per,
    Record,
    Rule,
    Span,
    Stretch,
    counted,
    credited,
    dates,
    stretch,
    worth,
)
from bot.domain.privacy import mask

__all__ = [
    "LARGEST",
    "LENGTH",
    "LONGEST_REASON",
    "LONGEST_TITLE",
    "MOST_DAYS",
    "MOST_HOURS",
    "Certificate",
    "Draft",
    "Fault",
    "Paper",
    "Refusal",
    "Step",
    "answered",
    "approved",
    "begun",
    "by_table",
    "handed_in",
    "lasted",
    "mended",
    "read",
    "refused",
    "reopened",
    "require_pending",
    "written",
]

MOST_DAYS = 366
MOST_HOURS = 12
LONGEST_TITLE = 120
LONGEST_REASON = 300

LARGEST = 20 * 2**20
"""Telegram hands no larger file over to a bot, so nobody could ever move it elsewhere."""

OLDEST = timedelta(days=366)

HOUR = 60

_DAYS = re.compile(r"(\d{1,4})\s*(?:hari|days?)?", re.ASCII | re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:jam|hours?)?", re.ASCII | re.IGNORECASE)
_DATE = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2}|[a-z]+)[\s./-]+(\d{4})", re.ASCII | re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)

# By their first three letters, in Indonesian and in English.
_INDONESIAN = ["jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des"]
_MONTHS = {name: number for number, name in enumerate(_INDONESIAN, 1)}
_MONTHS |= {"may": 5, "aug": 8, "oct": 10, "dec": 12}


class Step(StrEnum):
    """What is to be said next; the last is the file itself."""

    DAYS = "days"
    MINUTES = "minutes"
    DAY = "day"
    TITLE = "title"
    FILE = "file"


LENGTH = frozenset({Step.DAYS, Step.MINUTES})
"""What is asked of how long it took."""


class Fault(StrEnum):
    """Why something is no answer."""

    NOT_TYPED = "not_typed"
    NO_NUMBER = "no_number"
    DAYS = "days"
    HOURS = "hours"
    NO_DATE = "no_date"
    AHEAD = "ahead"
    TOO_OLD = "too_old"
    TITLE = "title"
    NO_FILE = "no_file"
    OTHER_FILE = "other_file"
    TOO_LARGE = "too_large"
    REASON = "reason"


class Refusal(StrEnum):
    """Why an admin refuses a certificate, where one tap says it."""

    UNREADABLE = "unreadable"
    SOMEBODY_ELSE = "somebody_else"
    DIFFERENT = "different"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was said so far; `minutes` are those of one day."""

    kind: str
    days: int | None = None
    minutes: int | None = None
    day: date | None = None
    title: str | None = None

    @property
    def step(self) -> Step:
        """The first thing that has not been said."""
        said = {
            Step.DAYS: self.days,
            Step.MINUTES: self.minutes,
            Step.DAY: self.day,
            Step.TITLE: self.title,
        }
        return next((step for step, value in said.items() if value is None), Step.FILE)


@dataclass(frozen=True, slots=True)
class Paper:
    """A photo or a file that was sent, and what Telegram says of it."""

    media: Media
    type: str
    size: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """Something learned elsewhere, with the paper that shows it; only its owner and admins see it.

    `reason` is why it was refused: a Refusal, or what the admin wrote.
    """

    id: int
    employee_id: int
    record: Record
    days: int
    minutes: int
    media: Media
    reason: str | None = None


def begun(rule: Rule) -> Draft:
    """Only what this kind of learning is counted by is asked."""
    if rule.per is Per.HOUR:
        return Draft(rule.kind)
    return Draft(rule.kind, None if rule.per is Per.DAY else 1, 0)


def answered(draft: Draft, text: str | None, today: date) -> Draft | Fault:
    """The draft with what was typed or tapped; None stands for what is no text."""
    if draft.step is Step.FILE:
        return Fault.NO_FILE
    if text is None:
        return Fault.NOT_TYPED
    typed = " ".join(text.split())
    match draft.step:
        case Step.DAYS:
            return _with_days(draft, typed)
        case Step.MINUTES:
            return _with_hours(draft, typed)
        case Step.DAY:
            return _with_day(draft, typed, today)
        case _:
            title = mask(typed)
            return replace(draft, title=title) if 0 < len(title) <= LONGEST_TITLE else Fault.TITLE


def handed_in(paper: Paper | None) -> Fault | None:
    """Why this is no certificate; None for one that an admin can look at."""
    if paper is None:
        return Fault.NO_FILE
    readable = paper.type == "application/pdf" or paper.type.startswith("image/")
    if paper.media.kind is MediaKind.DOCUMENT and not readable:
        return Fault.OTHER_FILE
    return Fault.TOO_LARGE if paper.size > LARGEST else None


def by_table(rule: Rule, days: int, minutes: int) -> int:
    """What it is worth, whatever else there was in that month."""
    return worth(rule, Span(days, timedelta(minutes=minutes)))


def lasted(day: date, days: int) -> tuple[date, ...]:
    """The days of what ended on this one: nobody asks of free days between."""
    return dates(day - (days - 1) * timedelta(days=1), days)


def approved(
    one: Certificate, rule: Rule | None, times: int, earlier: Iterable[Stretch] = ()
) -> Certificate:
    """It counts by the table, after so many of its kind in that month, and where the table allows
    so much a day, after all `earlier` of its kind.

    A kind that is in the table no more counts as it did when it was sent. Raises NotNow for one
    that was decided before.
    """
    require_pending(one)
    jp = one.record.jp
    if rule is not None and rule.daily:
        span = Span(one.days, timedelta(minutes=one.minutes))
        mine = stretch(rule, lasted(one.record.day, one.days)[0], span)
        jp = counted(rule, [*earlier, mine])[-1]
    elif rule is not None:
        jp = credited(rule, by_table(rule, one.days, one.minutes), times)
    return replace(one, record=replace(one.record, jp=jp, credit=Credit.APPROVED))


def refused(one: Certificate, reason: str) -> Certificate:
    """It does not count; raises NotNow for one that was decided before."""
    require_pending(one)
    return replace(one, record=replace(one.record, credit=Credit.REFUSED), reason=reason)


def mended(one: Certificate, said: Draft, rule: Rule) -> Certificate:
    """It took as long as a draft says; raises NotNow for one that was decided before."""
    require_pending(one)
    days, minutes = said.days or 1, said.minutes or 0
    record = replace(one.record, jp=by_table(rule, days, minutes))
    return replace(one, record=record, days=days, minutes=minutes)


def reopened(one: Certificate, rule: Rule | None) -> Certificate:
    """It waits again, as when it was sent, and does not count meanwhile; raises NotNow for one
    that waits already."""
    if one.record.credit is Credit.PENDING:
        raise NotNow(one.record.credit)
    jp = one.record.jp if rule is None else by_table(rule, one.days, one.minutes)
    return replace(one, record=replace(one.record, jp=jp, credit=Credit.PENDING), reason=None)


def require_pending(one: Certificate) -> None:
    """Raise NotNow for one that was decided before."""
    if one.record.credit is not Credit.PENDING:
        raise NotNow(one.record.credit)


def written(draft: Draft) -> str:
    """The draft as one line, to be read again."""
    day = draft.day and draft.day.isoformat()
    return json.dumps([draft.kind, draft.days, draft.minutes, day, draft.title])


def read(line: str) -> Draft:
    """A draft that was written."""
    kind, days, minutes, day, title = json.loads(line)
    return Draft(kind, days, minutes, day and date.fromisoformat(day), title)


def _with_days(draft: Draft, typed: str) -> Draft | Fault:
    found = _DAYS.fullmatch(typed)
    if found is None:
        return Fault.NO_NUMBER
    days = int(found[1])
    return replace(draft, days=days) if 1 <= days <= MOST_DAYS else Fault.DAYS


def _with_hours(draft: Draft, typed: str) -> Draft | Fault:
    found = _HOURS.fullmatch(typed)
    if found is None:
        return Fault.NO_NUMBER
    minutes = int(Decimal(found[1].replace(",", ".")) * HOUR)
    fits = LESSON <= timedelta(minutes=minutes) <= timedelta(hours=MOST_HOURS)
    return replace(draft, minutes=minutes) if fits else Fault.HOURS


def _with_day(draft: Draft, typed: str, today: date) -> Draft | Fault:
    day = _day(typed)
    if day is None:
        return Fault.NO_DATE
    if day > today:
        return Fault.AHEAD
    return Fault.TOO_OLD if today - day > OLDEST else replace(draft, day=day)


def _day(typed: str) -> date | None:
    if found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = found.groups()
    elif found := _DATE.fullmatch(typed):
        day, month, year = found.groups()
    else:
        return None
    number = int(month) if month.isdecimal() else _MONTHS.get(month[:3].lower(), 0)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
