"""What a person sends, as the content of a message."""

from bot.simulator import files, limits, text
from bot.simulator.formatted import Formatted
from bot.simulator.params import Json, Upload
from bot.simulator.refusal import Refused
from bot.simulator.world import World

__all__ = ["Impossible", "file", "spoken"]


class Impossible(Exception):
    """A person could not do this in Telegram."""


def spoken(words: str) -> Json:
    said = text.detected(Formatted(words.strip()))
    entities = {"entities": list(said.entities)} if said.entities else {}
    return {"text": said.text, **entities}


def file(world: World, upload: Upload, caption: str, *, as_photo: bool) -> Json:
    """Keeps the file, and what is written to it, for a message."""
    if not upload.content or len(caption) > limits.CAPTION:
        raise Impossible("A file has content, and a caption of at most 1024 characters.")
    said = {"caption": caption} if caption else {}
    if as_photo:
        return {"photo": _photo(world, upload), **said}
    return {"document": files.keep_document(world, upload), **said}


def _photo(world: World, upload: Upload) -> list[Json]:
    try:
        return files.photo(world, upload)()
    except Refused as refused:
        raise Impossible("Telegram takes no such picture; send it as a file.") from refused
