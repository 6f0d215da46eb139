"""The web site as a server: all pages, behind one guard."""

import errno
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

from aiohttp import hdrs, web

from bot.web import dashboard, entry, opendata, public
from bot.web.guard import errors_as_pages, guarded, spoken
from bot.web.pages import ICON, STYLE, STYLE_PATH, TEMPLATES, environment
from bot.web.shelf import SHELF, Shelf
from bot.web.site import SITE, Site

__all__ = ["PortBusy", "build", "listen", "serving"]

BODY_LIMIT = 4_096
FOR_GOOD = "public, max-age=31536000, immutable"
END_SECONDS = 1.0


class PortBusy(Exception):
    """Another program listens on this port."""


def build(site: Site) -> web.Application:
    """All pages of a site."""
    app = web.Application(middlewares=[spoken, errors_as_pages], client_max_size=BODY_LIMIT)
    app[SITE], app[TEMPLATES], app[SHELF] = site, environment(), Shelf()
    app.on_response_prepare.append(guarded)
    files = [web.get(STYLE_PATH, _style), web.get("/static/torang.svg", _icon)]
    app.add_routes([*public.routes(), *opendata.routes(), *files])
    app.add_routes([*entry.routes(), *dashboard.routes()])
    return app


@asynccontextmanager
async def serving(site: Site, listener: socket.socket) -> AsyncIterator[None]:
    """Serve while inside, and close the socket then."""
    with closing(listener):
        runner = web.AppRunner(build(site), access_log=None, shutdown_timeout=END_SECONDS)
        await runner.setup()
        try:
            await web.SockSite(runner, listener).start()
            yield
        finally:
            await runner.cleanup()


def listen(host: str, port: int) -> socket.socket:
    """A socket there; port 0 lets the system choose one. Raises PortBusy, and OSError for
    a host that is not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortBusy(port) from error
        raise


async def _style(_request: web.Request) -> web.Response:
    answer = web.Response(body=STYLE, content_type="text/css", charset="utf-8")
    answer.headers[hdrs.CACHE_CONTROL] = FOR_GOOD
    answer.enable_compression()
    return answer


async def _icon(_request: web.Request) -> web.Response:
    answer = web.Response(body=ICON, content_type="image/svg+xml", charset="utf-8")
    answer.headers[hdrs.CACHE_CONTROL] = "public, max-age=86400"
    return answer
