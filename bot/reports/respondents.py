"""Who answered, as far as it may be told: the tables that a report and a workbook share."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot import naming
from bot.domain.figures import Figures
from bot.domain.mix import Mix
from bot.domain.period import YEAR
from bot.domain.rollup import MODE, STRAIGHT, YES
from bot.texts import _

__all__ = ["Table", "hidden", "tables", "untold", "why_hidden"]


class Table(NamedTuple):
    """A question, how many gave each answer, and how many people's answer is not told."""

    title: str
    answers: Sequence[tuple[str, int]]
    untold: int


def tables(found: Figures) -> list[Table]:
    """Those that tell anything: in the order of the form, then how it was answered, and what may
    speak against it."""
    return [one for one, told in _every(found) if told]


def untold(found: Figures) -> str:
    """Which tables are missing, why, and where more is told; nothing where none is."""
    titles = "; ".join(one.title for one, told in _every(found) if not told)
    if not titles:
        return ""
    text = _(
        "Not told of this period, as groups of fewer than five people would be seen, or its "
        "months are not over: {titles}."
    )
    said = text.format(titles=titles)
    if found.basis.period.months >= YEAR:
        return said
    more = _("A half-year or a year tells more.")
    return f"{said} {more}"


def _every(found: Figures) -> list[tuple[Table, bool]]:
    """All tables, and whether each may be told."""
    asked = [
        Table(
            naming.chosen(one.label, one.name),
            [
                (naming.chosen(words, answer), mix.told[answer].n)
                for answer, words in one.answers.items()
                if answer in mix.told
            ],
            mix.untold,
        )
        for one in found.asked
        if (mix := found.mix.get(one.name, Mix())).n
    ]
    flags = (_beside(found, _("The same score for every element"), STRAIGHT, _yes_or_no),)
    ways = _beside(found, _("How it was answered"), MODE, naming.mode)
    # Half of a yes or no says nothing.
    return [
        *((one, bool(one.answers)) for one in (*asked, ways)),
        *((one, not one.untold) for one in flags),
    ]


def _beside(found: Figures, title: str, question: str, words: Callable[[str], str]) -> Table:
    mix = found.mix.get(question, Mix(untold=found.n))
    told = [(words(answer), count.n) for answer, count in sorted(mix.told.items())]
    return Table(title, told, mix.untold)


def _yes_or_no(answer: str) -> str:
    return _("yes") if answer == YES else _("no")


def hidden() -> str:
    """What those are whose answer is not told."""
    return _("Not shown")


def why_hidden() -> str:
    return _(
        "Not shown are answers of fewer than 5 people, what would lead to them, and months that "
        "are not over."
    )
