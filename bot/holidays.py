"""Official days off, as a set of dates: public holidays and collective leave (cuti bersama)."""

from collections.abc import Collection
from datetime import date

from holidays import country_holidays

from bot.domain.calendar import Calendar

__all__ = ["calendar"]

YEARS = range(2025, 2036)


def calendar(
    days_off: Collection[date], working_days: Collection[date], ramadan: Collection[date]
) -> Calendar:
    """What is official, corrected by the office: its own days go before the package's."""
    known = country_holidays("ID", years=YEARS, categories=("public", "government"))
    off = (frozenset(known) | frozenset(days_off)) - frozenset(working_days)
    return Calendar(off, frozenset(ramadan))
