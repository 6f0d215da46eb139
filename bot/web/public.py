"""Pages for everybody: the units beside one another, a unit, and how all of it is measured."""

from decimal import Decimal

import segno
from aiohttp import web

from bot.domain.errors import Gone
from bot.domain.figures import ranks
from bot.domain.period import Period, parse
from bot.domain.score import BOUNDS, SCALE, Mutu
from bot.texts import DEFAULT, LANGUAGES
from bot.usecases import showcase
from bot.web.pages import rendered
from bot.web.shelf import public
from bot.web.site import SITE, path_in

__all__ = ["routes"]

HTML = "text/html"


async def _overview(request: web.Request) -> tuple[str, str]:
    found = await request.app[SITE].database.read(showcase.overview, _period(request))
    ranked = ranks(found.ranking)
    return rendered(request, "overview.html", found, ranked=ranked), HTML


async def _unit(request: web.Request) -> tuple[str, str]:
    site = request.app[SITE]
    code, period = request.match_info["code"], _period(request)
    found = await site.database.read(showcase.sheet, site.office, code, period, site.clock())
    link, ranked = site.rating_link(code), ranks(found.below)
    return rendered(request, "unit.html", found, link=link, qr=_qr(link), ranked=ranked), HTML


async def _method(request: web.Request) -> tuple[str, str]:
    bounds = (*BOUNDS, (25 * Decimal(SCALE[0]), Mutu.D))
    return rendered(request, "method.html", None, bounds=bounds), HTML


def routes() -> list[web.RouteDef]:
    """Of every page in every language."""
    pages = {
        "/": _overview,
        "/peringkat/{period}": _overview,
        "/unit/{code}": _unit,
        "/unit/{code}/{period}": _unit,
        "/metode": _method,
    }
    return [
        web.get(path_in(language, path), public(made))
        for language in (DEFAULT, *LANGUAGES[1:])
        for path, made in pages.items()
    ]


def _period(request: web.Request) -> Period | None:
    """The one that the address names; raises NoPeriod, and Gone where it has another name, so that
    each page has one address."""
    code = request.match_info.get("period")
    if code is None:
        return None
    found = parse(code)
    if found.code != code:
        raise Gone
    return found


def _qr(link: str) -> str:
    return segno.make(link, error="m").svg_inline(border=0, omitsize=True, dark="#10211f")
