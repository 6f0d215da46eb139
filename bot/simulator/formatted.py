"""A text with what in it is bold, a link, a command …"""

from dataclasses import dataclass

from bot.simulator.params import Json

__all__ = ["Formatted", "units"]


@dataclass(frozen=True, slots=True)
class Formatted:
    """Entities in the order they begin, an outer one before those inside it."""

    text: str
    entities: tuple[Json, ...] = ()


def units(text: str) -> int:
    """The length in UTF-16 code units, in which Telegram counts."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
