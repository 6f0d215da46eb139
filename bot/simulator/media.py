"""InputMedia: pictures and documents as they come in an album or in place of others."""

from collections.abc import Callable

from bot.simulator import files, limits, text
from bot.simulator.params import Json, Params
from bot.simulator.refusal import Refused, bad_request, within
from bot.simulator.world import World

__all__ = ["Content", "album", "replacement"]

Content = Callable[[], Json]
"""Checked already; called, it keeps the file and gives what the message holds."""


def album(world: World, params: Params) -> list[Content]:
    """The pictures of sendMediaGroup."""
    given = params.required_json("media", "can't parse media JSON object")
    if not isinstance(given, list):
        raise bad_request("expected an Array of InputMedia")
    read = [_Media(params, value, {"photo"}) for value in given]
    if len(read) > limits.ALBUM:
        raise bad_request("too many messages to send as an album")
    if not read:
        raise bad_request("there are no messages to send")
    return [media.content(world) for media in read]


def replacement(world: World, params: Params) -> Content:
    """What editMessageMedia puts into a message."""
    given = params.required_json("media", "can't parse input media JSON object")
    return _Media(params, given, {"photo", "document"}).content(world)


class _Media:
    """One InputMedia, read as far as the call alone tells."""

    def __init__(self, params: Params, value: object, kinds: set[str]) -> None:
        if not isinstance(value, dict):
            raise _broken("expected an Object")
        fields = Params(value)
        try:
            self._caption = text.read(fields, "caption")
            self._kind = fields.field_text("type")
            self._file = params.attached(fields.field_text("media", ""))
        except Refused as refused:
            raise within("InputMedia", refused) from refused
        if not self._file:
            raise _broken("media not found")
        if self._kind not in kinds:
            raise _broken(f'type "{self._kind}" is unsupported')

    def content(self, world: World) -> Content:
        caption = text.caption(text.laid_out(self._caption), text.CAPTION_TOO_LONG)
        if self._kind == "document":
            keep = files.document(world, self._file)
            return lambda: {"document": keep()} | caption
        keep_photo = files.photo(world, self._file)
        return lambda: {"photo": keep_photo()} | caption


def _broken(what: str) -> Refused:
    return bad_request(f"can't parse InputMedia: {what}")
