"""What the released responses of a unit in a period say: the figures that every outlet tells."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from math import floor

from bot.domain.mix import Mix
from bot.domain.period import Period
from bot.domain.response import Result
from bot.domain.rollup import Asked, Count, Rolled, rates
from bot.domain.score import ELEMENTS, SCALE, Index, index_of_sums
from bot.domain.unit import ServiceUnit

__all__ = [
    "Basis",
    "Change",
    "Figures",
    "Interval",
    "Point",
    "Pooled",
    "Public",
    "Publication",
    "Ranking",
    "Rated",
    "Remarks",
    "Reported",
    "Sample",
    "digest",
    "joined",
    "krejcie_morgan",
    "line",
    "pooled",
    "ranks",
    "rating",
    "spread",
]

Pooled = Mapping[str, Mapping[str, Count]]
"""By question, how many gave each answer."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Where what is true lies 95 times of 100, on the scale of the index from 25 to 100."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Basis:
    """What figures are reckoned from: which responses, as they were known at the end of a day.

    `digest` is of the counts themselves, under the office's own key: whoever knows some of them
    cannot try which others fit.
    """

    survey: str
    version: int
    unit: str
    period: Period
    day: date
    digest: str

    @property
    def reference(self) -> str:
        """From which the figures can be found, and reckoned, again."""
        version = f"{self.survey}.{self.version}"
        return f"{version}/{self.unit}/{self.period.code}/{self.day:%Y%m%d}/{self.digest}"


@dataclass(frozen=True, slots=True)
class Sample:
    """How many answered, of how many who were served (None: not known), and how many should."""

    n: int
    population: int | None

    @property
    def target(self) -> int | None:
        return None if self.population is None else krejcie_morgan(self.population)

    @property
    def rate(self) -> Fraction | None:
        """The share of those served who answered."""
        return Fraction(self.n, self.population) if self.population else None


@dataclass(frozen=True, slots=True)
class Rated:
    """How a unit was rated in a period; `index` is None without answers.

    `intervals` are those of the elements; how often each score was given is not told.
    """

    index: Index | None
    interval: Interval | None
    intervals: Mapping[str, Interval]
    sample: Sample


@dataclass(frozen=True, slots=True)
class Point:
    """One period, or one unit, of several that are compared; `index` is None without answers."""

    period: Period
    index: Index | None
    interval: Interval | None
    code: str = ""
    title: str = ""

    @property
    def n(self) -> int:
        return self.index.n if self.index else 0


@dataclass(frozen=True, slots=True)
class Change:
    """From the period before to this one, in points of the index, with its 95 % interval."""

    before: Period
    difference: float
    low: float
    high: float

    @property
    def shown(self) -> bool:
        """Whether the answers show that it has changed at all."""
        return not self.low <= 0 <= self.high


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is told of a unit and all below it in a period.

    `index` is None while nothing is released; `waiting` is the live count of ballots in the boxes.
    `intervals` are those of the elements; how often each score was given is not told.
    `mix` is by question, of closed months only; `asked` are those questions in the form's order.
    `trend` ends with this period, the oldest first. `change` is None where it cannot be told.
    """

    basis: Basis
    unit_id: int
    title: str
    waiting: int
    index: Index | None
    interval: Interval | None
    intervals: Mapping[str, Interval]
    sample: Sample
    asked: tuple[Asked, ...] = ()
    mix: Mapping[str, Mix] = field(default_factory=dict)
    trend: tuple[Point, ...] = ()
    change: Change | None = None

    @property
    def n(self) -> int:
        """How many released responses the figures rest on."""
        return self.index.n if self.index else 0

    def beside(self, periods: Collection[Period]) -> "Figures":
        """The same for whoever may see only these periods: compared with no other."""
        change = self.change if self.change and self.change.before in periods else None
        trend = tuple(point for point in self.trend if point.period in periods)
        return replace(self, waiting=0, trend=trend, change=change)


@dataclass(frozen=True, slots=True)
class Publication:
    """The results of a unit and a closed period, which everybody may see and which change no more.

    `reference` is that of the figures as they were published.
    """

    id: int
    unit_id: int
    period: Period
    published_on: date
    reference: str


@dataclass(frozen=True, slots=True)
class Public:
    """What anybody may see of a unit: the figures of one of its published periods.

    `figures` and `publication` are None before the first; then `so_far`, how many have answered,
    is all there is to show. `periods` are the published ones, the newest first. `change` is from
    the one as long as this that was published before it, None where it cannot be told.
    """

    so_far: Result
    figures: Figures | None = None
    publication: Publication | None = None
    periods: tuple[Period, ...] = ()
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """What an admin sees of a unit in a period.

    `known` are the months with any answer of any unit, None without any; `closed` says that the
    period is over, `inner` that there are units below.
    """

    figures: Figures
    known: Period | None
    closed: bool
    published_on: date | None
    inner: bool

    @property
    def period(self) -> Period:
        return self.figures.basis.period


@dataclass(frozen=True, slots=True)
class Ranking:
    """The units right below a `parent` (None: the highest that are compared) by their ids, the
    best first.

    `known` are the months with any answer of any unit, None without any.
    """

    parent: ServiceUnit | None
    period: Period
    known: Period | None
    found: Sequence[tuple[int, Point]]


@dataclass(frozen=True, slots=True)
class Remarks:
    """A page, from 0, of what respondents of a unit wrote in a period, each with the title of the
    leaf.

    With a `word` only that in which it stands.
    """

    unit_id: int
    title: str
    period: Period
    found: tuple[tuple[str, str], ...]
    page: int
    more: bool
    word: str = ""


def pooled(rows: Iterable[Rolled]) -> dict[str, dict[str, Count]]:
    """The counts of all units and months together."""
    found: dict[str, dict[str, Count]] = {}
    for row in rows:
        answers = found.setdefault(row.question, {})
        known = answers.get(row.answer)
        answers[row.answer] = row.count if known is None else known + row.count
    return found


def joined(given: Iterable[Pooled]) -> Pooled:
    """The counts of several, together."""
    found: dict[str, dict[str, Count]] = {}
    for counts in given:
        for question, some in counts.items():
            answers = found.setdefault(question, {})
            for answer, count in some.items():
                known = answers.get(answer)
                answers[answer] = count if known is None else known + count
    return found


def ranks(points: Iterable[Point]) -> list[tuple[int, Point]]:
    """Those that have answers, the best first, each with its rank; the same index, the same."""
    found = [one for one in points if one.index is not None]
    every = [one.index.ikm for one in found if one.index]
    return [(1 + sum(ikm > of.index.ikm for ikm in every), of) for of in found if of.index]


def spread(counts: Pooled, element: str) -> dict[int, int]:
    """How often each score was given to an element."""
    answers = counts.get(rates(element), {})
    return {score: answers[key].n if (key := str(score)) in answers else 0 for score in SCALE}


def rating(counts: Pooled) -> Index | None:
    """The index; None where nothing is counted, or not all of the nine elements."""
    spreads = {element.key: spread(counts, element.key) for element in ELEMENTS}
    sizes = {sum(one.values()) for one in spreads.values()}
    if len(sizes) != 1 or not (n := sizes.pop()):
        return None
    sums = {key: sum(score * n for score, n in one.items()) for key, one in spreads.items()}
    return index_of_sums(n, sums)


def digest(written: Iterable[tuple[str, date, str]]) -> str:
    """The name of these counts: of each unit, by its code, and month the lines of its cells, in
    any order, as `line` has them."""
    boxes = (
        f"{unit}\t{month:%Y-%m}\n" + "\n".join(sorted(lines.split("\n")))
        for unit, month, lines in written
    )
    return sha256("\n\n".join(sorted(boxes)).encode()).hexdigest()


def line(row: Rolled) -> str:
    """A count in words: question, answer, how many, and the sum of their scores."""
    return f"{row.question}\t{row.answer}\t{row.count.n}\t{row.count.total}"


def krejcie_morgan(population: int) -> int:
    """How many should answer so that a share is known within five points, 95 times of 100.

    R. V. Krejcie and D. W. Morgan, Educational and Psychological Measurement 30 (1970), 607-610.
    """
    chi = Fraction(3841, 1000)
    share = chi * population / 4 / (Fraction(25, 10_000) * (population - 1) + chi / 4)
    return floor(share + Fraction(1, 2))
