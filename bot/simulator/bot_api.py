"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import asyncio
import time
from collections.abc import Awaitable, Mapping

from aiohttp import web

from bot.simulator import wire
from bot.simulator.bell import Bell
from bot.simulator.clock import Clock
from bot.simulator.core import Telegram
from bot.simulator.faults import Drop, Fault, Faults
from bot.simulator.outbox import Outbox
from bot.simulator.params import Json, Params
from bot.simulator.refusal import Refusal, Refused

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
BAD_GATEWAY = 502
GATEWAY_PAGE = "<html><head><title>502 Bad Gateway</title></head></html>"
TOO_LARGE = Refusal(413, "Request Entity Too Large")


class BotApi:
    """A thin door to `Telegram.call`; only to wait for updates is its own business."""

    def __init__(self, telegram: Telegram, clock: Clock, bell: Bell, faults: Faults) -> None:
        self._telegram = telegram
        self._clock = clock
        self._bell = bell
        self._faults = faults
        self.outbox = Outbox()
        self._poll = 0
        self._polling = 0
        self._last_poll = float("-inf")
        self._told_offset = clock.offset
        self._delivered: list[Json] = []

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
        params: Mapping[str, object] = {}
        refusal: Refusal | None = None
        try:
            params = await wire.params(request)
        except Refused as refused:
            refusal = refused.refusal
        except web.HTTPRequestEntityTooLarge:
            refusal = TOO_LARGE
        # What cannot be read is refused as it is, and leaves the faults for the calls.
        fault = Fault() if refusal else self._faults.strike(method)
        serving: Awaitable[web.Response] = self._served(request, params, fault, refusal)
        if fault.latency and method.lower() != "getupdates":
            # It is on its way: whoever hangs up meanwhile does not take it back.
            serving = asyncio.shield(serving)
        return await serving

    async def _served(
        self,
        request: web.Request,
        params: Mapping[str, object],
        fault: Fault,
        refusal: Refusal | None,
    ) -> web.Response:
        """What the bot gets; the outbox has the call and its answer, even if nobody waits."""
        method = request.match_info["method"]
        result = refusal or await self._result(method, params, fault)
        body = wire.answer(result)
        at = self._telegram.world.seconds()
        self.outbox.note(at, method, params, b"null" if fault.drop else body)
        return self._hang_up(request) if fault.drop else self._respond(result, body)

    async def _result(self, method: str, params: Mapping[str, object], fault: Fault) -> object:
        """What comes of the call; faults come before it, and in its stead."""
        if fault.latency:
            await asyncio.sleep(fault.latency)
        if fault.drop is Drop.BEFORE:
            return None
        if fault.refusal is not None:
            self._telegram.count(method, fault.refusal)
            return fault.refusal
        if method.lower() == "getupdates":
            return await self._updates(params)
        return self._telegram.call(method, params)

    async def _updates(self, params: Mapping[str, object]) -> object:
        """What waits, or what comes in time; a newer poll ends this one."""
        self._poll += 1
        poll = self._poll
        self._bell.ring()
        again = self._again(params)
        answer = self._telegram.call("getUpdates", params)
        if answer == [] and not again:
            await self._wait(poll, Params(params).integer("timeout"))
            if poll != self._poll:
                return OTHER_POLL
            answer = self._telegram.pending(params)
        self._told_offset = self._clock.offset
        self._last_poll = time.monotonic()
        if isinstance(answer, Refusal):
            return answer
        self._delivered = answer
        return again + answer

    def _again(self, params: Mapping[str, object]) -> list[Json]:
        """What this call confirms and a fault delivers once more."""
        offset = Params(params).integer("offset")
        confirmed = [update for update in self._delivered if update["update_id"] < offset]
        self._delivered = []
        return self._faults.again(confirmed)

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
        return self._respond(result, wire.answer(result))

    def _hang_up(self, request: web.Request) -> web.Response:
        """Close the connection; the response is written into nothing."""
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    def _respond(self, result: object, body: bytes) -> web.Response:
        if isinstance(result, Refusal) and result.code == BAD_GATEWAY:
            # It does not come from Telegram, but from what stands before it.
            return web.Response(text=GATEWAY_PAGE, status=BAD_GATEWAY, content_type="text/html")
        return web.Response(
            body=body,
            status=result.code if isinstance(result, Refusal) else 200,
            headers=self._headers(),
            content_type="application/json",
        )

    def _headers(self) -> dict[str, str]:
        return {"X-Sim-Offset": str(self._clock.offset)}
