"""Documents and photos: what a bot sends, and what it fetches."""

from collections.abc import Callable
from pathlib import PurePosixPath

from bot.simulator import images, limits
from bot.simulator.params import Json, Params, Upload
from bot.simulator.refusal import Refusal, Refused, bad_request
from bot.simulator.world import World

__all__ = ["content", "document", "get_file", "given", "keep_document", "path_of", "photo"]

LONGEST_SUFFIX = 10


def given(params: Params, kind: str) -> Upload | str:
    """The file of a call: sent along, or named by its id."""
    file = params.file(kind)
    if not file:
        raise bad_request(f"there is no {kind} in the request")
    return file


def document(world: World, file: Upload | str) -> Callable[[], Json]:
    """Checks it; called, what comes back keeps it and gives the `document` of a message."""
    if isinstance(file, Upload):
        _check(file)
        return lambda: keep_document(world, file)
    known = _known(world, file)
    if "width" in known:
        raise bad_request("can't use file of type Photo as Document")
    return lambda: known


def photo(world: World, file: Upload | str) -> Callable[[], list[Json]]:
    """The same for the `photo` of a message, in its one size."""
    if not isinstance(file, Upload):
        known = _known(world, file)
        if "width" not in known:
            raise bad_request("can't use file of type Document as Photo")
        return lambda: [known]
    _check(file)
    if len(file.content) > limits.PHOTO:
        size_is = f"file of size {len(file.content)} bytes"
        raise bad_request(
            f"{size_is} is too big for a photo; the maximum size is {limits.PHOTO} bytes"
        )
    size = images.size(file.content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > limits.PHOTO_SIDES or max(size) > limits.PHOTO_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    facts = {"width": size[0], "height": size[1]}
    return lambda: [_keep(world, file, "photos", facts)]


def keep_document(world: World, upload: Upload) -> Json:
    name = PurePosixPath(upload.file_name.replace("\\", "/")).name or "file"
    return _keep(world, upload, "documents", {"file_name": name, "mime_type": upload.mime_type})


def get_file(world: World, params: Params) -> Json:
    if not params.text("file_id"):
        raise bad_request("file_id not specified")
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


def content(world: World, path: str) -> bytes | None:
    """What stands at this path; None where nothing does."""
    row = world.store.get("files", _id(path))
    return world.store.read_file(path) if row and row["path"] == path else None


def _keep(world: World, upload: Upload, folder: str, facts: Json) -> Json:
    """Keep an uploaded file; its row is what a message tells of it."""
    number = world.next("file")
    path = f"{folder}/file_{number}{_suffix(upload.file_name)}"
    world.store.write_file(path, upload.content)
    file = {
        "file_id": _id(path),
        "file_unique_id": f"sim{number}",
        "file_size": len(upload.content),
        **facts,
    }
    world.store.put("files", file["file_id"], {"file": file, "path": path})
    return file


def _id(path: str) -> str:
    """The id of an uploaded file says where it is: the folder, then the name."""
    return path.replace("/", "-", 1)


def _suffix(file_name: str) -> str:
    """The ending of a name, where it is an ordinary one."""
    suffix = PurePosixPath(file_name).suffix
    return suffix if suffix[1:].isalnum() and len(suffix) <= LONGEST_SUFFIX else ""


def _check(upload: Upload) -> None:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if len(upload.content) > limits.UPLOAD:
        raise Refused(Refusal(413, "Request Entity Too Large"))


def _known(world: World, file_id: str) -> Json:
    row = world.store.get("files", file_id)
    if row is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return dict(row["file"])
