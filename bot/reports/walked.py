"""How interviews in the chat went: what a report and a workbook share, as the channels' health
has it."""

from collections.abc import Sequence
from typing import NamedTuple

from bot import naming
from bot.domain.health import Health, Measure
from bot.domain.response import RELEASE_SIZE
from bot.texts import _, number

__all__ = ["Walked", "summed_up", "walked"]


class Walked(NamedTuple):
    """What is counted, how many interviews each line holds, and of how many."""

    title: str
    rows: Sequence[tuple[str, int]]
    of: int


def walked(found: Health | None) -> list[Walked]:
    """Where interviews were left, of all that ended, and how long those took that were sent;
    nothing where fewer than five were."""
    if found is None or found.submitted < RELEASE_SIZE:
        return []
    left = [(naming.question(key), n) for key, n in found.left]
    took = [(naming.seconds(end), n) for end, n in found.seconds]
    tables = (
        Walked(_("Left at the question"), left, found.submitted + _left(found)),
        Walked(_("Time from the first question to sending"), took, found.submitted),
    )
    return [one for one in tables if one.rows]


def summed_up(found: Health | None) -> str:
    """What stands above these tables."""
    if found is None or found.submitted < RELEASE_SIZE:
        text = _("Fewer than {size} answered in the chat in this period: nothing is told of that.")
        return text.format(size=RELEASE_SIZE)
    text = _(
        "In the chat {sent} interviews were sent and {left} were left. Half of those sent took "
        "{within}. Counted when it happened, without names, also of answers that are not released "
        "yet; answers on paper are not among them."
    )
    within = naming.seconds(found.measures[Measure.SECONDS])
    return text.format(sent=number(found.submitted), left=number(_left(found)), within=within)


def _left(found: Health) -> int:
    return sum(n for _key, n in found.left)
