"""What things are called: names that cards, workbooks and reports share."""

from datetime import date

from babel.dates import format_date

from bot.domain.campaign import Item, Stage
from bot.domain.experiment import Outcome
from bot.domain.period import HALF_YEAR, QUARTER, YEAR, Period
from bot.texts import _, locale

__all__ = ["item", "outcome", "period", "stage"]

PARTS = ("I", "II", "III", "IV")
"""How offices number the quarters and halves of a year."""

IN_YEAR = "MMMM y"


def period(one: Period) -> str:
    """As in "November 2026", "Quarter IV 2026", "Half-year II 2026", "Year 2026", and of any other
    months "February–May 2026"."""
    year = one.first.year
    if not one.is_usual:
        same = one.last.year == year
        return f"{_month(one.first, 'MMMM' if same else IN_YEAR)}–{_month(one.last)}"
    part = PARTS[(one.first.month - 1) // one.months] if one.months >= QUARTER else ""
    if one.months == QUARTER:
        return _("Quarter {part} {year}").format(part=part, year=year)
    if one.months == HALF_YEAR:
        return _("Half-year {part} {year}").format(part=part, year=year)
    return _("Year {year}").format(year=year) if one.months == YEAR else _month(one.first)


def _month(day: date, pattern: str = IN_YEAR) -> str:
    return format_date(day, pattern, locale=locale())


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
