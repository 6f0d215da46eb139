"""How Telegram says no."""

from dataclasses import dataclass

__all__ = [
    "TOO_MANY_REQUESTS",
    "Refusal",
    "Refused",
    "bad_request",
    "forbidden",
    "too_many_requests",
    "within",
]

TOO_MANY_REQUESTS = 429


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that is an error: the status, Telegram's own words, and how long to wait."""

    code: int
    description: str
    retry_after: int | None = None


class Refused(Exception):
    """Carries a refusal out of a method; `Telegram.call` returns it as a value."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.description)
        self.refusal = refusal


def bad_request(what: str) -> Refused:
    return Refused(Refusal(400, f"Bad Request: {what}"))


def within(whole: str, refused: Refused) -> Refused:
    """The refusal of a whole for what is wrong with a part of it."""
    part = refused.refusal.description.removeprefix("Bad Request: ")
    return bad_request(f"can't parse {whole}: {part[0].upper()}{part[1:]}")


def forbidden(what: str) -> Refused:
    return Refused(Refusal(403, f"Forbidden: {what}"))


def too_many_requests(seconds: int) -> Refused:
    return Refused(
        Refusal(TOO_MANY_REQUESTS, f"Too Many Requests: retry after {seconds}", seconds)
    )
