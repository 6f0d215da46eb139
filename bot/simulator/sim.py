"""The people's side and the clock over HTTP: `/sim/…`, described in docs/simulator.md."""

import base64
import binascii
import mimetypes
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from aiohttp import web

from bot.simulator import raw
from bot.simulator.advance import Advance, NothingDue
from bot.simulator.bell import Bell
from bot.simulator.bot_api import BotApi
from bot.simulator.clock import Clock
from bot.simulator.core import Telegram
from bot.simulator.params import Json, Upload, dumps, loads
from bot.simulator.people import Absent, Impossible

__all__ = ["Sim", "errors_as_json"]

T = TypeVar("T", str, int)
KINDS: dict[type, str] = {str: "text", int: "a whole number"}
TAP_PATIENCE = 10
CHANGES_PATIENCE = 25
# A year is a long way to walk; more is a slip of the keyboard.
LARGEST = 400 * 86400
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Deed = Callable[[int, Json], list[int] | None]
STICKER = {
    "file_id": "sim-sticker",
    "file_unique_id": "sim-sticker",
    "type": "regular",
    "width": 512,
    "height": 512,
    "is_animated": False,
    "is_video": False,
    "emoji": "👍",
}
FILE_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
SHOWN = {"image/png", "image/jpeg"}


class Malformed(Exception):
    """The body is not what this call takes."""


STATUS: dict[type[Exception], int] = {
    Malformed: 400,
    Absent: 404,
    Impossible: 409,
    NothingDue: 409,
}


class Sim:
    def __init__(
        self, telegram: Telegram, clock: Clock, bell: Bell, advance: Advance, bot_api: BotApi
    ) -> None:
        self._telegram = telegram
        self._people = telegram.people
        self._clock = clock
        self._bell = bell
        self._advance = advance
        self._bot_api = bot_api

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sim/people", self._known),
            web.post("/sim/people", self._add),
            web.get("/sim/people/{id}/chat", self._chat),
            web.post("/sim/people/{id}/tap", self._tap),
            *(
                web.post(f"/sim/people/{{id}}/{name}", self._sending(deed))
                for name, deed in self._deeds().items()
            ),
            web.get("/sim/clock", self._time),
            web.post("/sim/clock", self._move),
            web.post("/sim/due", self._due),
            web.get("/sim/changes", self._changes),
            web.get("/sim/stats", self._stats),
            web.get("/sim/health", self._health),
            web.post("/sim/updates", self._raw_update),
            web.get("/sim/files/{path:.+}", self._file),
        ]

    def _deeds(self) -> dict[str, Deed]:
        people = self._people
        return {
            "start": lambda who, body: people.start(who, _field(body, "payload", str, "")),
            "say": lambda who, body: people.say(who, _field(body, "text", str)),
            "file": _send_file(people.send_file),
            "location": lambda who, body: people.send(who, {"location": _location(body)}),
            "contact": lambda who, body: people.send(who, {"contact": _contact(who, body)}),
            "sticker": lambda who, _body: people.send(who, {"sticker": STICKER}),
            "block": lambda who, _body: people.block(who),
            "unblock": lambda who, _body: people.unblock(who),
        }

    def _sending(self, deed: Deed) -> Handler:
        async def handle(request: web.Request) -> web.Response:
            return _json({"message_ids": deed(_who(request), await _body(request)) or []})

        return handle

    async def _known(self, _request: web.Request) -> web.Response:
        return _json(self._people.known())

    async def _add(self, request: web.Request) -> web.Response:
        body = await _body(request)
        name, language = _field(body, "first_name", str), _field(body, "language_code", str)
        return _json(self._people.add(_field(body, "id", int), name, language))

    async def _chat(self, request: web.Request) -> web.Response:
        return _json(self._people.chat(_who(request)))

    async def _tap(self, request: web.Request) -> web.Response:
        """Answered when the bot answers the tap, or when it has not for too long."""
        body = await _body(request)
        query = self._people.tap(
            _who(request),
            _field(body, "message_id", int),
            _field(body, "data", str, "") or None,
            _field(body, "label", str, "") or None,
        )
        if query is None:
            return _json({"answer": None})
        await self._bell.until(lambda: self._people.answer(query) is not None, TAP_PATIENCE)
        return _json({"answer": self._people.answer(query)})

    async def _time(self, _request: web.Request) -> web.Response:
        due = self._advance.due
        return _json(self._now() | {"due": due and due.isoformat()})

    async def _move(self, request: web.Request) -> web.Response:
        body = await _body(request)
        if body.get("to") == "due":
            await self._advance.to_due()
        else:
            await self._advance.by(_seconds(body))
        return await self._time(request)

    async def _due(self, request: web.Request) -> web.Response:
        body = await _body(request)
        at = _instant(_field(body, "at", str)) if body.get("at") is not None else None
        self._advance.report(at, _field(body, "offset", int))
        return _json(self._now())

    async def _changes(self, request: web.Request) -> web.Response:
        after = request.query.get("after", "0")
        if not after.isdecimal():
            raise Malformed("“after” must be a number that this call answered before, or 0.")
        world, since = self._telegram.world, int(after)
        await self._bell.until(lambda: world.seq != since, CHANGES_PATIENCE)
        # A number from before a restart is ahead of ours: then everything may have changed.
        since = since if since <= world.seq else 0
        people = [chat for chat, seq in world.touched.items() if seq > since and chat > 0]
        return _json({"seq": world.seq, "people": people, **self._now()})

    async def _stats(self, _request: web.Request) -> web.Response:
        return _json({"calls": self._telegram.calls, "errors": self._telegram.errors})

    async def _health(self, _request: web.Request) -> web.Response:
        return _json({"bot": self._bot_api.bot_is_there})

    async def _raw_update(self, request: web.Request) -> web.Response:
        return _json({"update_id": raw.queue(self._telegram.world, await _body(request))})

    async def _file(self, request: web.Request) -> web.Response:
        path = request.match_info["path"]
        content = self._telegram.download(path)
        if content is None:
            raise Absent("There is no such file.")
        kind = mimetypes.guess_type(path)[0]
        if kind in SHOWN:
            return web.Response(body=content, content_type=kind, headers=FILE_HEADERS)
        saved = FILE_HEADERS | {"Content-Disposition": "attachment"}
        return web.Response(body=content, headers=saved)

    def _now(self) -> Json:
        return {"now": self._clock().isoformat(), "offset": self._clock.offset}


@web.middleware
async def errors_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Whatever goes wrong under /sim is told in one sentence, with a fitting status."""
    try:
        return await handler(request)
    except (Absent, Malformed, Impossible, NothingDue) as error:
        return _json({"error": str(error)}, STATUS[type(error)])
    except web.HTTPException as error:
        if request.path.startswith("/bot"):
            return _json({"ok": False, "error_code": 404, "description": "Not Found"}, 404)
        return _json({"error": f"{error.reason}."}, error.status)


def _json(value: object, status: int = 200) -> web.Response:
    return web.Response(body=dumps(value), status=status, content_type="application/json")


def _who(request: web.Request) -> int:
    person_id = request.match_info["id"]
    if not person_id.isdecimal():
        raise Absent("A person is named by a number.")
    return int(person_id)


async def _body(request: web.Request) -> Json:
    try:
        body = loads(await request.read() or b"{}")
    except ValueError as error:
        raise Malformed("The body must be JSON.") from error
    if not isinstance(body, dict):
        raise Malformed("The body must be a JSON object.")
    return body


def _field(body: Json, name: str, kind: type[T], default: T | None = None) -> T:
    value = body.get(name, default)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise Malformed(f"“{name}” must be {KINDS[kind]}.")
    return value


def _number(body: Json, name: str) -> float:
    value = body.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool) or abs(value) > LARGEST:
        raise Malformed(f"“{name}” must be a number.")
    return value


def _seconds(body: Json) -> float:
    seconds = _number(body, "advance")
    if seconds < 0:
        raise Malformed("The clock never goes back: “advance” must not be negative.")
    return seconds


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise Malformed("“at” must be an ISO instant or null.") from error
    if instant.tzinfo is None:
        raise Malformed("“at” must say its offset from UTC.")
    return instant


def _location(body: Json) -> Json:
    return {name: _number(body, name) for name in ("latitude", "longitude")}


def _contact(who: int, body: Json) -> Json:
    fields = {name: _field(body, name, str) for name in ("phone_number", "first_name")}
    return {**fields, "user_id": who}


def _send_file(send: Callable[[int, Upload, str], list[int]]) -> Deed:
    def deed(who: int, body: Json) -> list[int]:
        try:
            content = base64.b64decode(_field(body, "content_base64", str), validate=True)
        except binascii.Error as error:
            raise Malformed("“content_base64” must be base64.") from error
        upload = Upload(_field(body, "file_name", str), content, _field(body, "mime_type", str))
        return send(who, upload, _field(body, "caption", str, ""))

    return deed
