"""A card: what one message says, and its buttons."""

from dataclasses import dataclass
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData

__all__ = ["Button", "Card", "Letterhead", "Row", "button", "column", "escape"]


@dataclass(frozen=True, slots=True)
class Button:
    """Its words, and what a tap on it carries (at most 64 bytes)."""

    label: str
    data: str


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """Text in Telegram's HTML, and rows of buttons; `silent` makes no sound."""

    text: str
    rows: tuple[Row, ...] = ()
    silent: bool = False

    def keyboard(self) -> dict[str, Any] | None:
        """The buttons as Telegram takes them, an InlineKeyboardMarkup; None without any."""
        rows = [[{"text": b.label, "callback_data": b.data} for b in row] for row in self.rows]
        return {"inline_keyboard": rows} if rows else None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who speaks: the office's name and contact, and the zone its times are in."""

    name: str
    contact: str
    zone: ZoneInfo


def button(label: str, data: CallbackData) -> Button:
    """A button with these words that carries this."""
    return Button(label, data.pack())


def column(*buttons: Button) -> tuple[Row, ...]:
    """Each button over the full width."""
    return tuple((one,) for one in buttons)
