"""The tags of Telegram's HTML, what their attributes mean and which entity each makes."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.simulator.links import checked_link
from bot.simulator.params import Json
from bot.simulator.refusal import Refused, bad_request

__all__ = ["END", "SPACES", "Tag", "decoded", "entity", "unparsable"]

# Stands behind the last character of a source; like Telegram's reader, ours takes it for a space.
END = "\0"
SPACES = " \t\r\n\v\0"

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
# The attribute that a tag reads, and how its value must begin to count.
READ = {
    ("a", "href"): "",
    ("code", "class"): "language-",
    ("span", "class"): "tg-",
    ("tg-emoji", "emoji-id"): "",
    ("tg-time", "format"): "",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LONGEST_REFERENCE = 10
INTEGER = re.compile(r"-?[0-9]{1,18}")


@dataclass(slots=True)
class Tag:
    """A start tag, with what its attributes said."""

    name: str
    argument: str = ""
    unix: int = 0

    @property
    def known(self) -> bool:
        return self.name in TYPES

    def take(self, attribute: str, value: str) -> None:
        prefix = READ.get((self.name, attribute))
        if (self.name, attribute) == ("blockquote", "expandable"):
            self.argument = "1"
        elif (self.name, attribute) == ("tg-time", "unix"):
            self.unix = int(value) if INTEGER.fullmatch(value) else 0
        elif prefix is not None and value.startswith(prefix):
            self.argument = value.removeprefix(prefix)


def entity(tag: Tag, shown: Callable[[], str]) -> Json | None:
    """What the tag around this text makes, but for its place; None for a link that is none."""
    kind = TYPES[tag.name]
    match tag.name:
        case "a":
            url = checked_link(tag.argument or shown())
            return None if url is None else {"type": kind, "url": url}
        case "code" if tag.argument:
            return {"type": kind, "language": tag.argument}
        case "tg-emoji" if not INTEGER.fullmatch(tag.argument) or int(tag.argument) == 0:
            raise unparsable("Invalid custom emoji identifier specified")
        case "tg-emoji":
            return {"type": kind, "custom_emoji_id": tag.argument}
        case "tg-time":
            form = {"date_time_format": tag.argument} if tag.argument else {}
            return {"type": kind, "unix_time": tag.unix, **form} if tag.unix > 0 else None
        case "blockquote" if tag.argument:
            return {"type": "expandable_blockquote"}
        case _:
            return {"type": kind}


def decoded(reference: str) -> str:
    """What a character reference stands for; one that stands for nothing stays as written."""
    body = reference.removeprefix("&").removesuffix(";")
    if not body.startswith("#"):
        return NAMED.get(body, reference)
    if len(body) + 1 >= LONGEST_REFERENCE:
        return reference
    digits = body.removeprefix("#")
    code = int(digits[1:], 16) if digits[0] == "x" else int(digits)
    return chr(code) if 0 < code < 0x10FFFF else reference


def unparsable(what: str) -> Refused:
    return bad_request(f"can't parse entities: {what}")
