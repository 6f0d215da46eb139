"""/laporan of any months, one after another: from which one on, and up to which."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from bot import naming
from bot.domain.period import LONGEST, Period, month_of, spanning
from bot.telegram import buttons
from bot.telegram.card import Card, button, escape
from bot.texts import _

__all__ = ["Months", "first", "last"]

IN_A_ROW = 3


class Months(NamedTuple):
    """What to choose from: of which unit, from when to when there are answers at all, and the
    months of which year are to be shown."""

    unit_id: int
    title: str
    known: Period
    year: int


def first(given: Months, here: Period) -> Card:
    """The months to begin with."""
    return _card(
        given,
        _("From which month on?"),
        list(given.known),
        lambda month: _to(given, "to", month_of(month)),
        lambda year: _to(given, "from", here, year),
        _to(given, "unit", here),
    )


def last(given: Months, begins: Period) -> Card:
    """The months to end with."""
    until = spanning(begins.first, given.known.last)
    months = list(until)[:LONGEST]
    asked = _("From {month} up to which month?").format(month=naming.period(begins))
    return _card(
        given,
        asked,
        months,
        lambda month: _to(given, "unit", spanning(begins.first, month)),
        lambda year: _to(given, "to", begins, year),
        _to(given, "from", begins),
    )


def _card(
    given: Months,
    asked: str,
    months: list[date],
    choose: Callable[[date], buttons.Report],
    turn: Callable[[int], buttons.Report],
    back: buttons.Report,
) -> Card:
    shown = [month for month in months if month.year == given.year]
    taps = [button(naming.short_month(month), choose(month)) for month in shown]
    rows = [tuple(taps[at : at + IN_A_ROW]) for at in range(0, len(taps), IN_A_ROW)]
    years = sorted({month.year for month in months})
    turning = tuple(
        button(f"‹ {year}" if year < given.year else f"{year} ›", turn(year))
        for year in (given.year - 1, given.year + 1)
        if year in years
    )
    text = f"<b>{escape(given.title)}</b>\n{asked}"
    return Card(text, (*rows, *((turning,) if turning else ()), (button(_("‹ Back"), back),)))


def _to(given: Months, view: str, period: Period, year: int | None = None) -> buttons.Report:
    return buttons.Report(view=view, unit=given.unit_id, period=period.code, page=year)
