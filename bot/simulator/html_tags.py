"""The tags of Telegram's HTML, what their attributes mean and which entity each makes."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.simulator.entities import TIME_FORMAT
from bot.simulator.links import WrongLink, checked_link
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
EMOJI_ID = re.compile(r"-?[1-9][0-9]{0,18}")
SECONDS = re.compile(r"-?[0-9]+")


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
            self.unix = _seconds(value)
        elif prefix is not None and value.startswith(prefix):
            self.argument = value.removeprefix(prefix)


def entity(tag: Tag, shown: Callable[[], str]) -> Json | None:
    """What the tag around this text makes, but for its place; None for a link that is none."""
    kind = TYPES[tag.name]
    match tag.name:
        case "a":
            return _link(tag.argument or shown())
        case "code" if tag.argument:
            return {"type": kind, "language": tag.argument}
        case "tg-emoji":
            return _emoji(tag.argument)
        case "tg-time":
            return _time(tag.unix, tag.argument)
        case "blockquote" if tag.argument:
            return {"type": "expandable_blockquote"}
        case _:
            return {"type": kind}


def _link(address: str) -> Json | None:
    try:
        return {"type": "text_link", "url": checked_link(address)}
    except WrongLink:
        return None


def _emoji(number: str) -> Json:
    if not EMOJI_ID.fullmatch(number) or not -(1 << 63) <= int(number) < 1 << 63:
        raise unparsable("Invalid custom emoji identifier specified")
    return {"type": "custom_emoji", "custom_emoji_id": number}


def _seconds(value: str) -> int:
    """The leading digits, of whose number Telegram keeps 32 bits."""
    found = SECONDS.match(value)
    number = int(found[0]) & 0xFFFFFFFF if found else 0
    return number if number < 1 << 31 else number - (1 << 32)


def _time(unix: int, form: str) -> Json | None:
    """A moment; None for one that is not after 1970."""
    if not TIME_FORMAT.fullmatch(form):
        raise unparsable("Invalid date format used")
    formed = {"date_time_format": form} if form else {}
    return {"type": "date_time", "unix_time": unix, **formed} if unix > 0 else None


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
