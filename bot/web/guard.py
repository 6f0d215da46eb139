"""What holds for every answer: what browsers may not do, the language, errors as plain pages."""

from collections.abc import Awaitable, Callable

import structlog
from aiohttp import hdrs, web

from bot.domain.errors import DatabaseAway, Gone, NoPeriod
from bot.texts import speaking
from bot.web.pages import page
from bot.web.site import language_of

__all__ = ["errors_as_pages", "guarded", "spoken"]

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

said = structlog.get_logger()


async def guarded(_request: web.Request, response: web.StreamResponse) -> None:
    """The headers of every answer; whoever sets one of them has a reason."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault(hdrs.CACHE_CONTROL, "no-store")
    # Nobody need know which programs serve here.
    response.headers[hdrs.SERVER] = "torang"


@web.middleware
async def spoken(request: web.Request, handler: Handler) -> web.StreamResponse:
    with speaking(language_of(request.path)):
        return await handler(request)


@web.middleware
async def errors_as_pages(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except (Gone, NoPeriod):
        return page(request, "error.html", 404, status=404)
    except DatabaseAway:
        return page(request, "error.html", 503, status=503)
    except web.HTTPException as answer:
        if answer.status < 400:
            raise
        # A method that a page does not know asks for a page that is not there.
        status = 404 if answer.status == 405 else answer.status
        return page(request, "error.html", status, status=status)
    except Exception:  # noqa: BLE001 - Whoever reads is told, and it is in the log.
        # Not the path: it may hold a link's secret.
        said.exception("a page failed", page=getattr(request.match_info.handler, "__name__", ""))
        return page(request, "error.html", 500, status=500)
