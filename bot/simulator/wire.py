"""How a call of the Bot API comes over HTTP, and how its answer goes back."""

from collections.abc import Mapping

from aiohttp import web

from bot.simulator import limits
from bot.simulator.params import Upload, dumps, loads
from bot.simulator.refusal import Refusal, bad_request

__all__ = ["BODY_LIMIT", "answer", "params"]

BODY_LIMIT = limits.UPLOAD + (1 << 20)


async def params(request: web.Request) -> Mapping[str, object]:
    """The parameters, wherever they stand; those of the body win."""
    found: dict[str, object] = dict(request.query)
    match request.content_type:
        case "application/json":
            found |= _object(await request.read())
        case "application/x-www-form-urlencoded" | "multipart/form-data":
            found |= await _form(request)
        case _:
            pass
    return found


def answer(result: object) -> bytes:
    """The body that tells a result or a refusal."""
    if not isinstance(result, Refusal):
        return dumps({"ok": True, "result": result})
    body = {"ok": False, "error_code": result.code, "description": result.description}
    if result.retry_after is not None:
        body["parameters"] = {"retry_after": result.retry_after}
    return dumps(body)


def _object(body: bytes) -> dict[str, object]:
    try:
        given = loads(body) if body else {}
    except ValueError as error:
        raise bad_request("expected next field or object end") from error
    if not isinstance(given, dict):
        raise bad_request("JSON object expected")
    return given


async def _form(request: web.Request) -> dict[str, object]:
    try:
        fields = await request.post()
    except (ValueError, LookupError) as error:
        raise bad_request("can't parse form data headers") from error
    return {name: _upload(value) for name, value in fields.items()}


def _upload(value: str | bytes | bytearray | web.FileField) -> object:
    if isinstance(value, web.FileField):
        return Upload(value.filename, value.file.read(), value.content_type)
    return value if isinstance(value, str) else bytes(value).decode(errors="replace")
