"""What things are called: names that cards, workbooks and printed pages share."""

from datetime import date

from babel.dates import format_date

from bot.domain.campaign import Item, Stage
from bot.domain.experiment import Outcome
from bot.domain.period import HALF_YEAR, MONTH, QUARTER, YEAR, Period
from bot.texts import _, locale

__all__ = ["item", "outcome", "period", "stage"]

ROMAN = ("I", "II", "III", "IV")


def stage(one: Stage | None) -> str:
    """The name of a stage, or of whom a step is for that names none."""
    if one is None:
        return _("whoever has no step of their own")
    return {
        Stage.AWARENESS: _("awareness"),
        Stage.DESIRE: _("desire"),
        Stage.KNOWLEDGE: _("knowledge"),
        Stage.ABILITY: _("ability"),
        Stage.REINFORCEMENT: _("reinforcement"),
    }[one]


def outcome(one: Outcome) -> str:
    """What is measured."""
    return {
        Outcome.REGISTERED: _("registered for a training"),
        Outcome.ATTENDED: _("attended a training"),
        Outcome.JP: _("JP earned"),
        Outcome.ANSWERED: _("answered a step"),
        Outcome.STAGE: _("stage moved"),
        Outcome.PULSE: _("pulse score"),
    }[one]


def item(one: Item) -> str:
    """What an item of the pulse is about."""
    return {
        Item.NEEDED: _("needed"),
        Item.USEFUL: _("useful"),
        Item.SUPPORTED: _("supported by superiors"),
        Item.ABLE: _("able"),
        Item.WILLING: _("willing"),
        Item.BURDEN: _("only a burden (turned round)"),
    }[one]


def period(one: Period) -> str:
    """As in "November 2026", "Triwulan IV 2026", "Februari–Mei 2026"."""
    year, part = one.first.year, (one.first.month - 1) // one.months
    if one.months == MONTH:
        return _month(one.first)
    if one.is_usual:
        text = {
            QUARTER: _("Quarter {part} of {year}"),
            HALF_YEAR: _("Half-year {part} of {year}"),
            YEAR: _("Year {year}"),
        }[one.months]
        return text.format(part=ROMAN[part], year=year)
    first = _month(one.first, "MMMM" if one.last.year == year else "MMMM y")
    return f"{first}–{_month(one.last)}"


def _month(day: date, pattern: str = "MMMM y") -> str:
    return format_date(day, pattern, locale=locale())
