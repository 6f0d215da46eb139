"""Whom a message is for: a rule, resolved when the broadcast starts."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Audience", "Recipient", "Topic", "Who", "matches"]


class Topic(StrEnum):
    """What a message is about; each may be muted by itself."""

    NEWS = "news"
    UNFINISHED = "unfinished"
    LEARNING = "learning"


class Who(StrEnum):
    """Employees, citizens who asked for news, or both."""

    EMPLOYEES = "employees"
    CITIZENS = "citizens"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Audience:
    """`unit_id` stands for its whole subtree; None, in it as in `language`, means any."""

    who: Who
    unit_id: int | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """What decides whether somebody belongs to an audience.

    `works_at` is the unit of an employee, None for a citizen; `follows` are the units whose news
    somebody asked for, and `news` says whether they asked for news in general.
    """

    language: str
    works_at: int | None
    news: bool
    follows: frozenset[int]
    muted: bool


def matches(audience: Audience, units: frozenset[int] | None, who: Recipient) -> bool:
    """Whether the audience includes this person; `units` is the subtree of its unit, None: all.

    Employees are told unless they muted it; citizens only after they asked for it. Who asked
    for news in general gets what is for any unit, not what is for one.
    """
    if who.muted or audience.language not in {None, who.language}:
        return False
    if who.works_at is not None:
        included = audience.who is not Who.CITIZENS
        return included and (units is None or who.works_at in units)
    if audience.who is Who.EMPLOYEES:
        return False
    if units is None:
        return who.news or bool(who.follows)
    return bool(who.follows & units)
