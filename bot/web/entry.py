"""The way into the dashboard and out of it.

The link leads to a page with a button: programs that look a link up before anybody opens it do
not use it up, and the session begins on our own page, so that its cookie may be a strict one.
After that no secret stands in an address.
"""

from aiohttp import hdrs, web

from bot.domain.people import Person
from bot.texts import LANGUAGES
from bot.usecases import admitting
from bot.usecases.admitting import SESSION_HOLDS
from bot.web.pages import page
from bot.web.site import SITE, Site, path_in, place

__all__ = ["admin_of", "routes"]


def routes() -> list[web.RouteDef]:
    """In every language."""
    return [
        route
        for language in LANGUAGES
        for route in (
            web.get(path_in(language, "/dasbor/masuk/{secret}"), _door),
            web.post(path_in(language, "/dasbor/masuk"), _enter),
            web.post(path_in(language, "/dasbor/keluar"), _leave),
        )
    ]


async def admin_of(request: web.Request) -> Person:
    """Whose session this is; raises HTTPForbidden where it is nobody's who is an admin now."""
    site = request.app[SITE]
    secret = request.cookies.get(_cookie(site), "")
    person = await site.database.read(admitting.admitted, site.office, secret, site.clock())
    if person is None:
        raise web.HTTPForbidden
    return person


async def _door(request: web.Request) -> web.Response:
    return page(request, "door.html", request.match_info["secret"])


async def _enter(request: web.Request) -> web.StreamResponse:
    _require_own_page(request)
    site = request.app[SITE]
    secret = str((await request.post()).get("secret", ""))
    session = await site.database.write(admitting.enter, site.office, secret, site.clock())
    if session is None:
        raise web.HTTPForbidden
    answer = _to("/dasbor")
    answer.set_cookie(
        _cookie(site),
        session,
        max_age=int(SESSION_HOLDS.total_seconds()),
        path="/",
        httponly=True,
        secure=_is_secure(site),
        samesite="Strict",
    )
    return answer


async def _leave(request: web.Request) -> web.StreamResponse:
    _require_own_page(request)
    site = request.app[SITE]
    secret = request.cookies.get(_cookie(site), "")
    await site.database.write(admitting.leave, site.office, secret)
    answer = _to("/")
    answer.del_cookie(
        _cookie(site), path="/", httponly=True, secure=_is_secure(site), samesite="Strict"
    )
    return answer


def _to(path: str) -> web.Response:
    return web.Response(status=303, headers={hdrs.LOCATION: place(path)})


def _require_own_page(request: web.Request) -> None:
    """Browsers say whether another site's page sends this; programs say nothing."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise web.HTTPForbidden


def _cookie(site: Site) -> str:
    """With this beginning browsers take it only from this host, and only by HTTPS."""
    return "__Host-dasbor" if _is_secure(site) else "dasbor"


def _is_secure(site: Site) -> bool:
    return site.address.startswith("https://")
