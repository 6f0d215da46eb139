"""Long lists of buttons, a page at a time."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from aiogram.filters.callback_data import CallbackData

from bot.telegram.card import Row, button
from bot.texts import _

__all__ = ["Page", "paged", "turning"]

MOST = 8
"""More entries than this are turned page by page."""


class Page(NamedTuple):
    """Which one it is, from 0, of how many, and the places of its entries in the whole list."""

    at: int
    of: int
    places: range


def paged(items: Sequence[object], at: int | None, holding: int = 0) -> Page:
    """The page nearest to that number; without one, the page that holds the entry at a place.

    Pages are of one length, so that the last holds no lone rest.
    """
    of = max(1, -(-len(items) // MOST))
    length = max(1, -(-len(items) // of))
    at = max(0, min(holding // length if at is None else at, of - 1))
    return Page(at, of, range(len(items))[at * length : (at + 1) * length])


def turning(at: int, of: int, to: Callable[[int], CallbackData]) -> tuple[Row, ...]:
    """The row that leads to the page before and the one after; none where there is one page."""
    row = []
    if at > 0:
        row.append(button(_("‹ Previous"), to(at - 1)))
    if at + 1 < of:
        row.append(button(_("More ›"), to(at + 1)))
    return (tuple(row),) if row else ()
