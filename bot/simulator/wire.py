"""How a call of the Bot API comes over HTTP, and how its answer goes back."""

from collections.abc import Mapping

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from bot.simulator import limits
from bot.simulator.params import Upload, dumps, loads
from bot.simulator.refusal import Refusal, Refused, bad_request

__all__ = ["BODY_LIMIT", "answer", "is_packed", "params"]

BODY_LIMIT = limits.UPLOAD + (1 << 20)
# What aiohttp raises for a form that is none.
NO_FORM = (ValueError, LookupError, RuntimeError, HttpProcessingError)


async def params(request: web.Request) -> Mapping[str, object]:
    """The parameters, wherever they stand; those of the body win."""
    if is_packed(request):
        raise Refused(Refusal(415, "Unsupported Media Type: content-encoding not supported"))
    found: dict[str, object] = dict(request.query)
    match request.content_type:
        case "application/json":
            found |= await _object(request)
        case "application/x-www-form-urlencoded" | "multipart/form-data":
            found |= await _form(request)
        case _:
            pass
    return found


def is_packed(request: web.Request) -> bool:
    """Whether the body would have to be unpacked first, which no library asks for."""
    return request.headers.get("Content-Encoding", "identity").lower() not in {"identity", "none"}


def answer(result: object) -> bytes:
    """The body that tells a result or a refusal."""
    if not isinstance(result, Refusal):
        return dumps({"ok": True, "result": result})
    body = {"ok": False, "error_code": result.code, "description": result.description}
    if result.retry_after is not None:
        body["parameters"] = {"retry_after": result.retry_after}
    return dumps(body)


async def _object(request: web.Request) -> dict[str, object]:
    try:
        given = loads(await request.read() or b"{}")
    except ValueError as error:
        raise bad_request("expected next field or object end") from error
    if not isinstance(given, dict):
        raise bad_request("JSON object expected")
    return given


async def _form(request: web.Request) -> dict[str, object]:
    try:
        fields = await request.post()
    except NO_FORM as error:
        raise bad_request("can't parse form data headers") from error
    return {name: _upload(value) for name, value in fields.items()}


def _upload(value: str | bytes | bytearray | web.FileField) -> object:
    if isinstance(value, web.FileField):
        return Upload(value.filename, value.file.read(), value.content_type)
    return value if isinstance(value, str) else bytes(value).decode(errors="replace")
