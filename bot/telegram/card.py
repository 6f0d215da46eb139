"""A card: what one message says, and its buttons."""

from dataclasses import dataclass
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData

from bot.domain.content import Media

__all__ = ["Button", "Card", "Letterhead", "Picture", "Row", "button", "column", "escape"]


@dataclass(frozen=True, slots=True)
class Button:
    """Its words, and what a tap on it carries (at most 64 bytes), or where it leads."""

    label: str
    data: str
    link: str | None = None

    def shown(self) -> dict[str, str]:
        """As Telegram takes it, an InlineKeyboardButton."""
        if self.link is not None:
            return {"text": self.label, "url": self.link}
        return {"text": self.label, "callback_data": self.data}


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that Telegram does not have yet, as PNG."""

    content: bytes


@dataclass(frozen=True, slots=True)
class Card:
    """Text in Telegram's HTML, and rows of buttons; `silent` makes no sound.

    With `media` the text stands under a picture or a file; `preview` is the address of a picture
    that Telegram shows above it; `paid` sends it at a price.
    """

    text: str
    rows: tuple[Row, ...] = ()
    silent: bool = False
    media: Media | Picture | None = None
    paid: bool = False
    preview: str | None = None

    def keyboard(self) -> dict[str, Any] | None:
        """The buttons as Telegram takes them, an InlineKeyboardMarkup; None without any."""
        rows = [[one.shown() for one in row] for row in self.rows]
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
