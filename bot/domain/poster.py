"""What invites people on the spot: a poster of a unit, and cards for its tables."""

from dataclasses import dataclass

from bot.domain.period import Period
from bot.domain.score import Index

__all__ = ["Poster", "link"]


@dataclass(frozen=True, slots=True)
class Poster:
    """A unit, and the newest period that is published of it, if there is one, with its index and
    the reference under which that was published."""

    code: str
    name: str
    parent: str | None
    published: tuple[Period, Index, str] | None


def link(username: str, code: str) -> str:
    """What begins the rating of a unit, without the scheme, as it is printed."""
    return f"t.me/{username}?start={code}"
