"""Typed, asynchronous filters; any other kind would run in a thread for each handler."""

from aiogram.filters import Filter
from aiogram.types import Message

from bot.domain.people import Person

__all__ = ["AnyCommand", "Awaited", "Expecting", "Line"]


class Line(Filter):
    """A typed line that is no command; hands over `text`."""

    async def __call__(self, message: Message) -> bool | dict[str, str]:
        if message.text is None or message.text.startswith("/"):
            return False
        return {"text": message.text}


class AnyCommand(Filter):
    """A command, known or not."""

    async def __call__(self, message: Message) -> bool:
        return message.text is not None and message.text.startswith("/")


class Expecting(Filter):
    """The person's next line is expected to be this."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    async def __call__(self, _message: Message, person: Person) -> bool:
        return person.expecting == self._kind


class Awaited(Filter):
    """The person's next message, a line or not, is for this; hands over `about`, what comes after
    its name."""

    def __init__(self, wanted: str) -> None:
        self._wanted = wanted

    async def __call__(self, message: Message, person: Person) -> bool | dict[str, str]:
        kind, _colon, about = (person.expecting or "").partition(":")
        if kind != self._wanted or (message.text or "").startswith("/"):
            return False
        return {"about": about}
