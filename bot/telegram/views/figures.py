"""Lines of figures that several cards share: the index, how sure it is, how it has moved."""

from decimal import Decimal

from bot import naming
from bot.domain.figures import Change, Interval, Sample
from bot.domain.score import ELEMENTS, Index
from bot.telegram.card import escape
from bot.telegram.views.words import element, elements, mutu
from bot.texts import _, ngettext, number

__all__ = ["change", "extremes", "headline", "interval", "of_elements", "reference", "sample"]


def headline(index: Index) -> str:
    """The index with its grade."""
    text = _("Satisfaction index {ikm}, grade {mutu}")
    return text.format(ikm=number(index.ikm, 2), mutu=mutu(index.mutu))


def interval(found: Interval | None) -> list[str]:
    """Between what the index lies; nothing where all answered alike, which tells no interval."""
    if found is None or found.low == found.high:
        return []
    text = _("Most likely between {low} and {high} (95% interval)")
    return [text.format(low=_points(found.low), high=_points(found.high))]


def sample(found: Sample) -> str:
    """How many answered, and of how many who were served, where that is known."""
    n = ngettext("{n} answer", "{n} answers", found.n).format(n=number(found.n))
    if found.rate is None or found.target is None or found.population is None:
        return n
    text = _("{answers} of {served} people served ({percent}%); target {target}")
    percent = 100 * found.rate
    return text.format(
        answers=n,
        served=number(found.population),
        percent=_points(float(percent), 1),
        target=number(found.target),
    )


def of_elements(index: Index) -> list[str]:
    """A line for each element: name, NRR, index, grade, and a mark on the lowest."""
    lines = []
    for known in ELEMENTS:
        figure = index.elements[known.key]
        nrr = number(Decimal(figure.nrr.numerator) / figure.nrr.denominator, 2)
        low = _(" ◂ lowest") if known.key in index.lowest != index.highest else ""
        name = escape(element(known.key))
        lines.append(f"{name}: {nrr} · {number(figure.ikm, 2)} {figure.mutu}{low}")
    return lines


def extremes(index: Index) -> list[str]:
    """The strongest and the weakest elements; nothing where all are alike."""
    if index.lowest == index.highest:
        return []
    return [
        _("Strongest: {elements}").format(elements=elements(index.highest)),
        _("Weakest: {elements}").format(elements=elements(index.lowest)),
    ]


def change(found: Change | None) -> list[str]:
    """How the index has moved since an earlier period, if the answers tell it."""
    if found is None:
        return []
    if not found.shown:
        text = _("Since {period}: whether it has changed cannot be concluded yet")
    elif found.difference > 0:
        text = _("Since {period}: up by {points} points")
    else:
        text = _("Since {period}: down by {points} points")
    points = _points(abs(found.difference))
    return [text.format(period=naming.period(found.before), points=points)]


def reference(text: str) -> str:
    """From which the figures can be found again."""
    return _("Reference: {reference}").format(reference=f"<code>{escape(text)}</code>")


def _points(value: float, digits: int = 2) -> str:
    return number(Decimal(value), digits)
