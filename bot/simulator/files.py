"""Documents and photos: what a bot sends, and what it fetches."""

from pathlib import PurePosixPath

from bot.simulator import images, limits
from bot.simulator.params import Json, Params, Upload
from bot.simulator.refusal import Refusal, Refused, bad_request
from bot.simulator.world import World

__all__ = ["document", "get_file", "keep_document", "path_of", "photo"]


def document(world: World, params: Params) -> Json:
    """The `document` of a message: kept anew, or one known by its id."""
    given = _given(params, "document")
    return keep_document(world, given) if isinstance(given, Upload) else _known(world, given)


def photo(world: World, params: Params) -> list[Json]:
    """The `photo` of a message, in its one size."""
    given = _given(params, "photo")
    if not isinstance(given, Upload):
        return [_known(world, given)]
    if len(given.content) > limits.PHOTO:
        raise bad_request("file is too big")
    size = images.size(given.content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    return [world.add_file(given, "photos", {"width": size[0], "height": size[1]})]


def keep_document(world: World, upload: Upload) -> Json:
    name = PurePosixPath(upload.file_name.replace("\\", "/")).name or "file"
    return world.add_file(upload, "documents", {"file_name": name, "mime_type": upload.mime_type})


def get_file(world: World, params: Params) -> Json:
    row = world.store.get("files", params.text("file_id"))
    if row is None:
        raise bad_request("invalid file_id")
    if row["file"]["file_size"] > limits.DOWNLOAD:
        raise bad_request("file is too big")
    facts = {name: row["file"][name] for name in ("file_id", "file_unique_id", "file_size")}
    return facts | {"file_path": row["path"]}


def path_of(file: Json) -> str:
    """Where the content of a document or photo is fetched."""
    return str(file["file_id"]).replace("-", "/", 1)


def _given(params: Params, kind: str) -> Upload | str:
    given = params.file(kind)
    if not given:
        raise bad_request(f"there is no {kind} in the request")
    if isinstance(given, Upload):
        if not given.content:
            raise bad_request("file must be non-empty")
        if len(given.content) > limits.UPLOAD:
            raise Refused(Refusal(413, "Request Entity Too Large"))
    return given


def _known(world: World, file_id: str) -> Json:
    row = world.store.get("files", file_id)
    if row is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return dict(row["file"])
