"""Whom a message is for: a rule, resolved when the broadcast starts."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.employee import RankGroup, Status, grades
from bot.domain.learning import Targets
from bot.domain.standing import Standing, Turnout, standings

__all__ = [
    "MOST_NAMED",
    "Attending",
    "Audience",
    "Employment",
    "Named",
    "Recipient",
    "Short",
    "Topic",
    "Who",
    "includes",
    "matches",
    "meant_for",
]

MOST_NAMED = 5_000
"""A list names no more people: more are a unit, or all."""


class Topic(StrEnum):
    """What a message is about; each may be muted by itself."""

    NEWS = "news"
    UNFINISHED = "unfinished"
    LEARNING = "learning"
    PROGRESS = "progress"
    QUESTIONS = "questions"
    CAMPAIGNS = "campaigns"
    RESULTS = "results"


class Who(StrEnum):
    """Employees, citizens who asked for news, or both."""

    EMPLOYEES = "employees"
    CITIZENS = "citizens"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Short:
    """Fewer JP in a year than these targets ask for."""

    year: int
    targets: Targets


@dataclass(frozen=True, slots=True)
class Attending:
    """These of a session of a training; `title` is what that was called when they were chosen."""

    session_id: int
    turnouts: tuple[Turnout, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Audience:
    """`unit_id` stands for its whole subtree; None, in it as in all else, means any.

    `named` are employees by id. What is said of status, rank, JP, names or a session is true of
    no citizen.
    """

    who: Who
    unit_id: int | None = None
    language: str | None = None
    status: Status | None = None
    rank: RankGroup | None = None
    short: Short | None = None
    named: frozenset[int] | None = None
    attending: Attending | None = None

    @property
    def of_employees(self) -> bool:
        """Whether only employees can belong to it."""
        narrowed = (self.status, self.rank, self.short, self.named, self.attending)
        return self.who is Who.EMPLOYEES or any(one is not None for one in narrowed)


@dataclass(frozen=True, slots=True)
class Named:
    """How many of a list are on the roster, and the numbers that are not, masked."""

    found: int
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Employment:
    """What the roster says of an employee, the JP that count in the year that is asked of, and how
    they stand to sessions, by their ids."""

    id: int
    unit_id: int
    status: str | None = None
    grade: str | None = None
    jp: int = 0
    parts: frozenset[tuple[int, Standing]] = frozenset()


@dataclass(frozen=True, slots=True)
class Recipient:
    """What decides whether somebody belongs to an audience.

    `works` is None for a citizen; `follows` are the units whose news somebody asked for, and
    `news` says whether they asked for news in general.
    """

    language: str
    works: Employment | None
    news: bool
    follows: frozenset[int]
    muted: bool


def meant_for(audience: Audience, who: Who) -> Audience:
    """The same for others; where citizens belong to it, nothing is asked of employees."""
    if who is Who.EMPLOYEES:
        return replace(audience, who=who)
    return Audience(who, audience.unit_id, audience.language)


def matches(audience: Audience, units: frozenset[int] | None, who: Recipient) -> bool:
    """Whether the audience includes this person; `units` is the subtree of its unit, None: all.

    Employees are told unless they muted it; citizens only after they asked for it. Who asked
    for news in general gets what is for any unit, not what is for one.
    """
    if who.muted or audience.language not in {None, who.language}:
        return False
    if who.works is not None:
        return includes(audience, units, who.works)
    if audience.of_employees:
        return False
    if units is None:
        return who.news or bool(who.follows)
    return bool(who.follows & units)


def includes(audience: Audience, units: frozenset[int] | None, one: Employment) -> bool:
    """Whether an employee belongs to the audience, whatever they want to hear of."""
    short = audience.short
    return (
        audience.who is not Who.CITIZENS
        and (units is None or one.unit_id in units)
        and audience.status in {None, one.status}
        and (audience.rank is None or one.grade in grades(audience.rank))
        and (short is None or one.jp < short.targets.of(one.status))
        and (audience.named is None or one.id in audience.named)
        and (audience.attending is None or _attends(audience.attending, one))
    )


def _attends(meant: Attending, one: Employment) -> bool:
    wanted = {(meant.session_id, standing) for standing in standings(meant.turnouts)}
    return not wanted.isdisjoint(one.parts)
