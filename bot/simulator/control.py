"""Time, counts and the log of calls over HTTP: what an observer of this Telegram sees and sets."""

from aiohttp import web

from bot.simulator import bodies
from bot.simulator.advance import Advance
from bot.simulator.bell import Bell
from bot.simulator.bot_api import BotApi
from bot.simulator.clock import Clock
from bot.simulator.core import Telegram
from bot.simulator.params import Json

__all__ = ["Control"]

CHANGES_PATIENCE = 25


class Control:
    """A thin door; only to wait for a change is its own business."""

    def __init__(
        self, telegram: Telegram, clock: Clock, bell: Bell, advance: Advance, bot_api: BotApi
    ) -> None:
        self._telegram = telegram
        self._clock = clock
        self._bell = bell
        self._advance = advance
        self._bot_api = bot_api

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sim/clock", self._time),
            web.post("/sim/clock", self._move),
            web.post("/sim/due", self._due),
            web.get("/sim/changes", self._changes),
            web.get("/sim/outbox", self._calls),
            web.get("/sim/stats", self._stats),
            web.get("/sim/health", self._health),
            web.get("/sim/bot", self._bot),
            web.post("/sim/updates", self._raw_update),
        ]

    async def _time(self, _request: web.Request) -> web.Response:
        due = self._advance.due
        return bodies.answer(self._now() | {"due": due and due.isoformat()})

    async def _move(self, request: web.Request) -> web.Response:
        body = await bodies.read(request)
        if body.get("to") == "due":
            await self._advance.to_due()
        else:
            await self._advance.by(bodies.seconds(body))
        return await self._time(request)

    async def _due(self, request: web.Request) -> web.Response:
        body = await bodies.read(request)
        self._advance.report(bodies.instant(body, "at"), bodies.field(body, "offset", int))
        return bodies.answer(self._now())

    async def _changes(self, request: web.Request) -> web.Response:
        world, since = self._telegram.world, bodies.after(request)
        changes = world.changes
        await self._bell.until(lambda: changes.seq != since, CHANGES_PATIENCE)
        chats = changes.since(since)
        # A chat may be a group's; a person may be gone, and is named all the same.
        people = None if chats is None else [chat for chat in chats if chat > 0]
        return bodies.answer({"seq": changes.seq, "people": people, **self._now()})

    async def _calls(self, request: web.Request) -> web.Response:
        calls = self._bot_api.outbox.after(bodies.after(request), bodies.count(request, "last"))
        return web.Response(body=calls, content_type="application/json")

    async def _stats(self, _request: web.Request) -> web.Response:
        return bodies.answer(self._telegram.tally.shown())

    async def _health(self, _request: web.Request) -> web.Response:
        return bodies.answer({"bot": self._bot_api.bot_is_there})

    async def _bot(self, _request: web.Request) -> web.Response:
        return bodies.answer(self._telegram.profile())

    async def _raw_update(self, request: web.Request) -> web.Response:
        return bodies.answer({"update_id": self._telegram.queue(await bodies.read(request))})

    def _now(self) -> Json:
        return {"now": self._clock().isoformat(), "offset": self._clock.offset}
