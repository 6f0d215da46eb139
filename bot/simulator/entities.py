"""Entities that a bot gives beside its text, read and refused as Telegram does."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from bot.simulator import marks
from bot.simulator.formatted import Formatted, units
from bot.simulator.links import WrongLink, checked_link
from bot.simulator.params import Json, Params
from bot.simulator.refusal import Refused, bad_request, within

__all__ = ["TIME_FORMAT", "placed", "read"]

BARE = {*marks.SOFT, *marks.QUOTES, "code"}
# Telegram finds these in a text by itself, and takes no one's word for it.
FOUND = {
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "bank_card_number",
}
# Whom it mentions would have to be known to the bot; nobody here is mentioned by such.
LEFT_OUT = {"text_mention"}
TIME_FORMAT = re.compile(r"[rR]|[tTdDwW]*")
LARGEST = 1_000_000


def read(given: list[Any]) -> tuple[Json, ...]:
    """The entities as they were given, but for those that Telegram finds by itself."""
    return tuple(
        entity for entity in map(_entity, given) if entity["type"] not in FOUND | LEFT_OUT
    )


def placed(whole: Formatted) -> Formatted:
    """The same, refused where an entity says nonsense or does not lie in the text."""
    if not whole.entities:
        return whole
    given = [_sound(entity) for entity in whole.entities]
    for name, value in ((name, one[name]) for one in given for name in ("offset", "length")):
        if not 0 <= value <= LARGEST:
            raise bad_request(f"receive an entity with incorrect {name} {value}")
    entities = marks.settled([entity for entity in given if entity["length"] > 0])
    _check_between_characters(whole.text, entities)
    _check_within(units(whole.text), entities)
    return Formatted(whole.text, entities)


def _entity(given: Any) -> Json:
    if not isinstance(given, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    fields = Params(given)
    try:
        span = {name: fields.field_integer(name) for name in ("offset", "length")}
        return _kind(fields) | span
    except Refused as refused:
        raise within("MessageEntity", refused) from refused


def _kind(fields: Params) -> Json:
    kind = fields.field_text("type")
    more: Json = {}
    if kind == "pre":
        language = fields.field_text("language", "")
        more = {"language": language} if language else {}
    elif kind == "text_link":
        more = {"url": fields.field_text("url")}
    elif kind == "custom_emoji":
        more = {"custom_emoji_id": str(fields.field_integer("custom_emoji_id", 64))}
    elif kind == "date_time":
        more = _time(fields)
    elif kind not in BARE | FOUND | LEFT_OUT:
        raise bad_request("unsupported type specified" if kind else "type is not specified")
    return {"type": kind, **more}


def _time(fields: Params) -> Json:
    unix_time = fields.field_integer("unix_time")
    form = fields.field_text("date_time_format", "")
    if not TIME_FORMAT.fullmatch(form):
        raise bad_request("invalid date-time format specified")
    return {"unix_time": unix_time} | ({"date_time_format": form} if form else {})


def _sound(entity: Json) -> Json:
    match entity:
        case {"type": "text_link", "url": url}:
            return {**entity, "url": _link(url)}
        case {"custom_emoji_id": "0"}:
            raise bad_request("invalid custom emoji identifier specified")
        case {"unix_time": int(unix_time)} if unix_time <= 0:
            raise bad_request("invalid date specified")
        case _:
            return entity


def _link(url: str) -> str:
    try:
        return checked_link(url)
    except WrongLink as wrong:
        raise bad_request(f"entity URL '{url}' is invalid: {wrong}") from wrong


def _check_between_characters(text: str, entities: Iterable[Json]) -> None:
    middles = _middles(text)
    for entity in entities:
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        if begin in middles:
            raise bad_request(
                f"entity begins in a middle of a UTF-16 symbol at byte offset {middles[begin]}"
            )
        if end in middles:
            raise bad_request(
                f"entity beginning at UTF-16 offset {begin} ends in a middle of a UTF-16 symbol "
                f"at byte offset {middles[end]}"
            )


def _middles(text: str) -> dict[int, int]:
    """The places inside a character of two units, and the byte behind it."""
    found: dict[int, int] = {}
    unit = byte = 0
    for character in "" if text.isascii() else text:
        unit += units(character)
        byte += len(character.encode(errors="surrogatepass"))
        if units(character) > 1:
            found[unit - 1] = byte
    return found


def _check_within(length: int, entities: Sequence[Json]) -> None:
    for begin in (entity["offset"] for entity in entities):
        if begin > length:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {begin}")
    for entity in reversed(entities):
        begin, end = entity["offset"], entity["offset"] + entity["length"]
        if end > length:
            raise bad_request(
                f"entity beginning at UTF-16 offset {begin} ends after the end of the text at "
                f"UTF-16 offset {end}"
            )
