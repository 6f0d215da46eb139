"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import time
from collections.abc import Mapping

from aiohttp import web

from bot.simulator import limits
from bot.simulator.bell import Bell
from bot.simulator.clock import Clock
from bot.simulator.core import Telegram
from bot.simulator.params import Params, Upload, dumps, loads
from bot.simulator.refusal import Refusal, Refused, bad_request

__all__ = ["BotApi"]

LONGEST_POLL = 50
# Between two polls a bot works through what it got; so long it still counts as there.
BETWEEN_POLLS = 5
UNAUTHORIZED = Refusal(401, "Unauthorized")
NOT_FOUND = Refusal(404, "Not Found")
OTHER_POLL = Refusal(
    409,
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
    "running",
)
TOO_LARGE = Refusal(413, "Request Entity Too Large")


class BotApi:
    """A thin door to `Telegram.call`; only to wait for updates is its own business."""

    def __init__(self, telegram: Telegram, clock: Clock, bell: Bell) -> None:
        self._telegram = telegram
        self._clock = clock
        self._bell = bell
        self._poll = 0
        self._polling = 0
        self._last_poll = float("-inf")
        self._told_offset = clock.offset

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token}/{method}", self._method),
            web.get("/file/bot{token}/{path:.+}", self._file),
        ]

    @property
    def bot_is_there(self) -> bool:
        """Whether someone waits for updates, or did a moment ago."""
        return self._polling > 0 or time.monotonic() - self._last_poll < BETWEEN_POLLS

    async def _method(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self._telegram.token:
            return self._answer(UNAUTHORIZED)
        method = request.match_info["method"]
        try:
            params = await _params(request)
        except Refused as refused:
            return self._answer(refused.refusal)
        except web.HTTPRequestEntityTooLarge:
            return self._answer(TOO_LARGE)
        if method.lower() == "getupdates":
            return self._answer(await self._updates(params))
        return self._answer(self._telegram.call(method, params))

    async def _updates(self, params: Mapping[str, object]) -> object:
        """What waits, or what comes in time; a newer poll ends this one."""
        self._poll += 1
        poll = self._poll
        self._bell.ring()
        answer = self._telegram.call("getUpdates", params)
        if answer == []:
            await self._wait(poll, Params(params).integer("timeout"))
            if poll != self._poll:
                return OTHER_POLL
            answer = self._telegram.pending(params)
        self._told_offset = self._clock.offset
        self._last_poll = time.monotonic()
        return answer

    async def _wait(self, poll: int, seconds: int) -> None:
        """Until an update comes, another poll does, or the clock is put forward."""
        told = self._told_offset
        self._polling += 1
        try:
            await self._bell.until(
                lambda: self._telegram.waiting or poll != self._poll or self._moved(told),
                min(max(seconds, 0), LONGEST_POLL),
            )
        finally:
            self._polling -= 1
            self._last_poll = time.monotonic()

    def _moved(self, told: int) -> bool:
        """Whether the clock was put forward since the last poll was answered."""
        return self._clock.offset != told

    async def _file(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self._telegram.token:
            return self._answer(UNAUTHORIZED)
        content = self._telegram.download(request.match_info["path"])
        if content is None:
            return self._answer(NOT_FOUND)
        return web.Response(
            body=content, headers=self._headers(), content_type="application/octet-stream"
        )

    def _answer(self, result: object) -> web.Response:
        status = 200
        body: dict[str, object] = {"ok": True, "result": result}
        if isinstance(result, Refusal):
            status = result.code
            body = {"ok": False, "error_code": status, "description": result.description}
            if result.retry_after is not None:
                body["parameters"] = {"retry_after": result.retry_after}
        return web.Response(
            body=dumps(body),
            status=status,
            headers=self._headers(),
            content_type="application/json",
        )

    def _headers(self) -> dict[str, str]:
        return {"X-Sim-Offset": str(self._clock.offset)}


async def _params(request: web.Request) -> Mapping[str, object]:
    """The parameters, wherever they stand; those of the body win."""
    params: dict[str, object] = dict(request.query)
    match request.content_type:
        case "application/json":
            params |= _object(await request.read())
        case "application/x-www-form-urlencoded" | "multipart/form-data":
            params |= await _form(request)
        case _:
            pass
    return params


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


BODY_LIMIT = limits.UPLOAD + (1 << 20)
