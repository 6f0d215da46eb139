"""A chat as plain text, to keep or to send to somebody."""

from datetime import UTC, datetime

from bot.simulator.params import Json

__all__ = ["write"]

OTHERS = ("document", "photo", "location", "contact", "sticker")


def write(messages: list[Json], person: str, bot: str) -> str:
    """One block for each message as the person sees it: when, who, what, and the buttons."""
    names = {"person": person, "bot": bot}
    return "\n\n".join(_block(message, names[message["from"]]) for message in messages) + "\n"


def _block(message: Json, name: str) -> str:
    at = datetime.fromtimestamp(message["date"], UTC)
    marks = "".join(f" ({mark})" for mark in ("edited", "silent") if message.get(mark))
    marks += f" (album {message['album']})" if "album" in message else ""
    lines = [f"{at:%Y-%m-%d %H:%M} UTC  {name}{marks}"]
    lines += [f"<{kind}: {_named(message[kind])}>" for kind in OTHERS if kind in message]
    lines += message["text"].splitlines()
    lines += [" ".join(f"[{button['text']}]" for button in row) for row in message["keyboard"]]
    return "\n".join(lines)


def _named(thing: Json) -> str:
    """What is told of a file, a place, a card."""
    told = ("file_name", "latitude", "longitude", "first_name", "phone_number", "emoji")
    return ", ".join(str(thing[name]) for name in told if name in thing)
