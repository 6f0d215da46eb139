"""What things are called: names that cards, workbooks and web pages share."""

from datetime import date

from babel.dates import format_date

from bot.domain.campaign import Item, Stage
from bot.domain.experiment import Outcome
from bot.domain.period import HALF_YEAR, MONTH, QUARTER, YEAR, Period
from bot.texts import _, locale

__all__ = ["item", "outcome", "period", "stage"]

ROMAN = ("I", "II", "III", "IV")


def period(one: Period) -> str:
    """As in "November 2026", "Triwulan IV 2026" or "Februari–Mei 2026"."""
    if one.months == MONTH:
        return _month(one.first, "MMMM y")
    part = ROMAN[(one.first.month - 1) // one.months % len(ROMAN)]
    if one.is_usual:
        words = {
            QUARTER: _("Quarter {part} {year}"),
            HALF_YEAR: _("Semester {part} {year}"),
            YEAR: _("Year {year}"),
        }
        return words[one.months].format(part=part, year=one.first.year)
    first = "MMMM" if one.first.year == one.last.year else "MMMM y"
    return f"{_month(one.first, first)}–{_month(one.last, 'MMMM y')}"


def _month(day: date, pattern: str) -> str:
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
