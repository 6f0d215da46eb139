"""The people's side over HTTP: `/sim/people/…`, described in docs/simulator.md."""

import mimetypes
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.simulator import bodies
from bot.simulator.advance import NothingDue
from bot.simulator.bell import Bell
from bot.simulator.core import Telegram
from bot.simulator.origin import Foreign
from bot.simulator.params import Json
from bot.simulator.people import Absent, Impossible

__all__ = ["Sim", "errors_as_json"]

TAP_PATIENCE = 10
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
STATUS: dict[type[Exception], int] = {
    bodies.Malformed: 400,
    Foreign: 403,
    Absent: 404,
    Impossible: 409,
    NothingDue: 409,
}


class Sim:
    """A thin door to `Telegram.people`; only the waiting is its own business."""

    def __init__(self, telegram: Telegram, bell: Bell) -> None:
        self._telegram = telegram
        self._people = telegram.people
        self._bell = bell

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/sim/people", self._known),
            web.post("/sim/people", self._add),
            web.get("/sim/people/{id}/chat", self._chat),
            web.get("/sim/people/{id}/transcript", self._transcript),
            web.post("/sim/people/{id}/tap", self._tap),
            web.post("/sim/people/{id}/reset", self._reset),
            *(
                web.post(f"/sim/people/{{id}}/{name}", self._sending(deed))
                for name, deed in self._deeds().items()
            ),
            web.get("/sim/files/{path:.+}", self._file),
        ]

    def _deeds(self) -> dict[str, Deed]:
        people = self._people
        return {
            "start": lambda who, body: people.start(who, bodies.field(body, "payload", str, "")),
            "say": lambda who, body: people.say(who, bodies.field(body, "text", str)),
            "file": lambda who, body: people.send_file(
                who,
                bodies.upload(body),
                bodies.field(body, "caption", str, ""),
                as_photo=bodies.flag(body, "as_photo"),
            ),
            "location": lambda who, body: people.send(who, {"location": bodies.location(body)}),
            "contact": lambda who, body: people.send(who, {"contact": bodies.contact(who, body)}),
            "sticker": lambda who, _body: people.send(who, {"sticker": STICKER}),
            "block": lambda who, _body: people.block(who),
            "unblock": lambda who, _body: people.unblock(who),
        }

    def _sending(self, deed: Deed) -> Handler:
        async def handle(request: web.Request) -> web.Response:
            return bodies.answer(
                {"message_ids": deed(bodies.who(request), await bodies.read(request)) or []}
            )

        return handle

    async def _known(self, request: web.Request) -> web.Response:
        ids = bodies.ids(request)
        if ids is not None:
            return bodies.answer(self._people.named(ids))
        words = request.query.get("q", "")
        limit = bodies.count(request, "limit")
        return bodies.answer(self._people.known(bodies.after(request), limit, words))

    async def _add(self, request: web.Request) -> web.Response:
        body = await bodies.read(request)
        name, language = (
            bodies.field(body, "first_name", str),
            bodies.field(body, "language_code", str),
        )
        return bodies.answer(self._people.add(bodies.field(body, "id", int), name, language))

    async def _chat(self, request: web.Request) -> web.Response:
        return bodies.answer(self._people.chat(bodies.who(request)))

    async def _transcript(self, request: web.Request) -> web.Response:
        text = self._people.transcript(bodies.who(request))
        return web.Response(text=text, headers=FILE_HEADERS)

    async def _reset(self, request: web.Request) -> web.Response:
        body = await bodies.read(request)
        new = bodies.flag(body, "new")
        return bodies.answer(self._people.reset(bodies.who(request), new=new))

    async def _tap(self, request: web.Request) -> web.Response:
        """Answered when the bot answers the tap, or when it has not for too long."""
        body = await bodies.read(request)
        query = self._people.tap(
            bodies.who(request),
            bodies.field(body, "message_id", int),
            bodies.field(body, "data", str, "") or None,
            bodies.field(body, "label", str, "") or None,
        )
        if query is None:
            return bodies.answer({"answer": None})
        await self._bell.until(lambda: self._people.answer(query) is not None, TAP_PATIENCE)
        return bodies.answer({"answer": self._people.answer(query)})

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


@web.middleware
async def errors_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Whatever goes wrong under /sim is told in one sentence, with a fitting status."""
    try:
        return await handler(request)
    except (Absent, bodies.Malformed, Foreign, Impossible, NothingDue) as error:
        return _told(request, str(error), STATUS[type(error)])
    except web.HTTPException as error:
        if request.path.startswith("/bot"):
            return _told(request, "Not Found", 404)
        return _told(request, f"{error.reason}.", error.status)


def _told(request: web.Request, what: str, status: int) -> web.Response:
    """To a bot in the way of Telegram."""
    if request.path.startswith("/bot"):
        told: Json = {"ok": False, "error_code": status, "description": what}
    else:
        told = {"error": what}
    return bodies.answer(told, status)
