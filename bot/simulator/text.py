"""What a message says: parsed, trimmed, measured, and with commands and links found in it."""

import re

from bot.simulator import entities, html, limits, marks
from bot.simulator.formatted import Formatted, units
from bot.simulator.params import Json, Params
from bot.simulator.refusal import bad_request

__all__ = [
    "CAPTION_TOO_LONG",
    "caption",
    "detected",
    "formatted",
    "laid_out",
    "message",
    "read",
    "split",
]

# What Telegram marks by itself; code and links are left alone.
DETECTED = re.compile(
    r"(?P<url>https?://[^\s<>\"]*[^\s<>\".,;:!?)])"
    r"|(?<![\w/<>])(?P<bot_command>/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?)(?![\w/])"
    r"|(?<![\w.])(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w@])(?P<mention>@[a-zA-Z0-9_]{4,32})\b"
    r"|(?<!\w)(?P<hashtag>#(?=\w{0,255}[^\W\d_])\w{1,256})"
)
# Characters that Telegram takes out of a text: a control becomes a space, others vanish.
UNCLEAN = re.compile("[\x00-\x09\x0b-\x1f\u2028-\u202e]")
VANISHING = re.compile("[\r\u2028-\u202e]")
BLANK = " \n"
CAPTION_TOO_LONG = "message caption is too long"
# What comes beside a text whose parse mode does not mark it.
ENTITIES = {"text": "entities", "caption": "caption_entities"}


def formatted(params: Params, name: str) -> Formatted:
    """The named parameter as it will stand in the message."""
    return laid_out(read(params, name))


def read(params: Params, name: str) -> Formatted:
    """The named parameter by its parse mode; without one, with the entities given beside it."""
    source, mode = params.text(name), params.text("parse_mode").lower()
    if len(source.encode()) > limits.TEXT_BYTES:
        raise bad_request("text is too long")
    if not source or mode in {"", "none"}:
        return Formatted(source, entities.read(params.array(ENTITIES[name]) or []))
    if mode != "html":
        raise bad_request("unsupported parse_mode")
    return html.read(source)


def laid_out(whole: Formatted) -> Formatted:
    """The text as Telegram keeps it: cleaned, trimmed, and with what it finds in it marked."""
    return detected(_trimmed(_clean(entities.placed(whole))))


def message(params: Params, too_long: str) -> Formatted:
    """The text of a message; `too_long` is how the method in question complains."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    said = formatted(params, "text")
    if not said.text.strip():
        raise bad_request("text must be non-empty")
    if units(said.text) > limits.TEXT:
        raise bad_request(too_long)
    return said


def caption(said: Formatted, too_long: str) -> Json:
    """What a message holds of its caption; nothing where it is empty."""
    if units(said.text) > limits.CAPTION:
        raise bad_request(too_long)
    if not said.text:
        return {}
    marked = {"caption_entities": list(said.entities)} if said.entities else {}
    return {"caption": said.text, **marked}


def detected(plain: Formatted) -> Formatted:
    """The same text, with what Telegram recognises in it marked as well."""
    found = [_entity(plain.text, match) for match in DETECTED.finditer(plain.text)]
    return Formatted(plain.text, marks.settled(plain.entities, found)[: limits.ENTITIES])


def split(text: str) -> list[str]:
    """The text in pieces of at most one message each, as the official clients send it."""
    pieces = [""]
    length = 0
    for character in text:
        width = units(character)
        if length + width > limits.TEXT:
            pieces.append("")
            length = 0
        pieces[-1] += character
        length += width
    return [piece for piece in pieces if piece.strip()]


def _clean(whole: Formatted) -> Formatted:
    """Without control characters; entities are moved along."""
    if not UNCLEAN.search(whole.text):
        return whole
    gone = [units(whole.text[: found.start()]) for found in VANISHING.finditer(whole.text)]
    cleaned = UNCLEAN.sub(" ", VANISHING.sub("", whole.text))
    return Formatted(cleaned, tuple(_without(entity, gone) for entity in whole.entities))


def _without(entity: Json, gone: list[int]) -> Json:
    """The entity once the units at these places are gone."""
    start, end = entity["offset"], entity["offset"] + entity["length"]
    before, inside = (sum(place < stop for place in gone) for stop in (start, end))
    return entity | {"offset": start - before, "length": end - start - (inside - before)}


def _trimmed(whole: Formatted) -> Formatted:
    """Without blanks around it, but for those in front that an entity covers."""
    text = whole.text.rstrip(BLANK)
    lead = len(text) - len(text.lstrip(BLANK))
    lead = min([lead, *(entity["offset"] for entity in whole.entities)])
    text = text[lead:]
    fitted = (_fitted(entity, lead, units(text)) for entity in whole.entities)
    return Formatted(text, tuple(entity for entity in fitted if entity["length"] > 0))


def _fitted(entity: Json, lead: int, length: int) -> Json:
    start = min(max(entity["offset"] - lead, 0), length)
    end = min(max(entity["offset"] + entity["length"] - lead, 0), length)
    return entity | {"offset": start, "length": end - start}


def _entity(text: str, found: re.Match[str]) -> Json:
    return {
        "type": found.lastgroup,
        "offset": units(text[: found.start()]),
        "length": units(found[0]),
    }
