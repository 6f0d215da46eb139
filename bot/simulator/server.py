"""The local Telegram as a server on this machine: the Bot API, the people's side, the page."""

import errno
import mimetypes
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from aiohttp import web

from bot.simulator.advance import Advance
from bot.simulator.bell import Bell
from bot.simulator.bot_api import BotApi
from bot.simulator.clock import FRESH_START, Clock
from bot.simulator.control import Control
from bot.simulator.core import TOKEN, Telegram
from bot.simulator.faults import Faults
from bot.simulator.origin import ours_only
from bot.simulator.pace import NO_LIMITS, TELEGRAM_LIMITS, Pace
from bot.simulator.settings import Settings
from bot.simulator.sim import Sim, errors_as_json
from bot.simulator.store import Store
from bot.simulator.wire import BODY_LIMIT

__all__ = ["PortBusy", "build", "serving"]

HOST = "127.0.0.1"
PAGE = Path(__file__).parent / "page"
PAGE_HEADERS = {"Content-Security-Policy": "default-src 'self'", "Cache-Control": "no-store"}


class PortBusy(Exception):
    """Another program listens on this port."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port}")
        self.port = port


def build(telegram: Telegram, clock: Clock) -> web.Application:
    """All doors to one Telegram; `clock` is the one that it tells the time by."""
    bell = Bell()
    telegram.watchers.append(bell.ring)
    faults = Faults()
    bot_api = BotApi(telegram, clock, bell, faults)
    advance = Advance(telegram, clock, bell)
    control = Control(telegram, clock, bell, advance, bot_api)
    app = web.Application(middlewares=[errors_as_json, ours_only], client_max_size=BODY_LIMIT)
    sim, settings = Sim(telegram, bell), Settings(faults, telegram.pace)
    for door in (bot_api, sim, control, settings):
        app.add_routes(door.routes())
    app.add_routes([web.get("/", _page), web.get("/page/{name}", _page)])
    return app


@asynccontextmanager
async def serving(
    port: int,
    state_dir: Path,
    token: str = TOKEN,
    *,
    fresh: bool = False,
    real_time: bool = False,
    flood_limits: bool = False,
) -> AsyncIterator[str]:
    """Serve while inside; gives the address. Port 0 lets the system choose one.

    `fresh` forgets the state that is there. A fresh state begins on the morning of FRESH_START,
    or now with `real_time`. With `flood_limits` a bot may send no faster than
    Telegram lets it. Raises PortBusy, StateUnwritable or StateUnreadable.
    """
    with closing(_listen(port)) as listener, closing(Store(state_dir, fresh=fresh)) as store:
        clock = Clock(store, start=None if real_time else FRESH_START)
        pace = Pace(TELEGRAM_LIMITS if flood_limits else NO_LIMITS)
        runner = web.AppRunner(
            build(Telegram(clock, token=token, store=store, pace=pace), clock),
            access_log=None,
            shutdown_timeout=0.1,
            # A bot that went away in the middle of a poll is gone at once.
            handler_cancellation=True,
            # A body that aiohttp cannot unpack it would answer for itself.
            auto_decompress=False,
        )
        await runner.setup()
        try:
            await web.SockSite(runner, listener).start()
            yield f"http://{HOST}:{listener.getsockname()[1]}"
        finally:
            await runner.cleanup()


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortBusy(port) from error
        raise


async def _page(request: web.Request) -> web.Response:
    file = PAGE / request.match_info.get("name", "index.html")
    if file.parent != PAGE or not file.is_file():
        raise web.HTTPNotFound
    # Not a FileResponse: a browser that goes away while it opens the file leaves it open.
    kind, _encoding = mimetypes.guess_type(file.name)
    return web.Response(
        body=file.read_bytes(), content_type=kind, charset="utf-8", headers=PAGE_HEADERS
    )
