"""Who answered, as far as it may be told: the tables that a report and a workbook share."""

from collections.abc import Sequence
from typing import NamedTuple

from bot import naming
from bot.domain.figures import Figures
from bot.domain.mix import Mix
from bot.domain.rollup import MODE
from bot.texts import _

__all__ = ["Table", "hidden", "tables", "why_hidden"]


class Table(NamedTuple):
    """A question, how many gave each answer, and how many people's answer is not told."""

    title: str
    answers: Sequence[tuple[str, int]]
    untold: int


def tables(found: Figures) -> list[Table]:
    """In the order of the form, and last how it was answered."""
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
    ways = found.mix.get(MODE, Mix())
    by_mode = [(naming.mode(one), count.n) for one, count in sorted(ways.told.items())]
    return [*asked, Table(_("How it was answered"), by_mode, ways.untold)] if ways.n else asked


def hidden() -> str:
    """What those are whose answer is not told."""
    return _("Not shown")


def why_hidden() -> str:
    return _(
        "Not shown are answers of fewer than 5 people, what would lead to them, and months that "
        "are not over."
    )
