"""What is filed of a unit and a period: its figures on a terminal."""

from decimal import Decimal

from bot import naming
from bot.domain.figures import Figures, Interval, Sample
from bot.telegram.views.index import as_text as index_as_text
from bot.texts import _, day, number

__all__ = ["as_text", "interval", "target"]


def as_text(found: Figures) -> str:
    """The nine elements, the whole, how sure it is, and where all of it comes from."""
    lines = [f"{found.title}, {naming.period(found.basis.period)}"]
    lines += filter(None, (naming.provisional(found.basis),))
    if found.index is None:
        lines.append(_("No answers were released in this period."))
    else:
        lines.append(index_as_text(found.index))
    if found.interval is not None:
        lines.append(_("95 % interval: {interval}").format(interval=interval(found.interval)))
    lines.append(target(found.sample))
    lines.append(_("As of {day}").format(day=day(found.basis.day)))
    return "\n".join([*lines, _("Reference: {reference}").format(reference=found.basis.reference)])


def interval(one: Interval) -> str:
    """As in "81,20–84,90"."""
    return "–".join(number(Decimal(end), 2) for end in (one.low, one.high))


def target(sample: Sample) -> str:
    """How many answers there should be."""
    if sample.target is None:
        return _("How many people were served is not known, and so no target either.")
    text = _("Target (Krejcie & Morgan): {target} answers of {population} people served")
    return text.format(target=number(sample.target), population=number(sample.population or 0))
