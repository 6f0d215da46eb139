"""The dashboard: what admins read, as tables, and nothing that can be changed."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot import naming
from bot.domain.delivery import State
from bot.domain.errors import Gone
from bot.domain.health import Measure, standing
from bot.domain.people import Person
from bot.domain.period import parse
from bot.domain.standing import Standing
from bot.telegram.views import campaigns as campaign_views
from bot.telegram.views import findings as findings_views
from bot.telegram.views import health as health_views
from bot.texts import LANGUAGES
from bot.usecases import evaluating, health, overseeing
from bot.web import words
from bot.web.entry import admin_of
from bot.web.pages import page
from bot.web.site import SITE, path_in

__all__ = ["routes"]

Shown = Callable[[web.Request, Person], Awaitable[web.Response]]

SAID: dict[str, Any] = {"health": health_views, "standing": standing}
"""What pages about the channels say, in the words of the chat."""

NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def routes() -> list[web.RouteDef]:
    """Of every page in every language; each asks anew who reads."""
    pages: dict[str, Shown] = {
        "/dasbor": _units,
        "/dasbor/pelepasan": _releases,
        "/dasbor/kiriman": _deliveries,
        "/dasbor/pelatihan": _trainings,
        "/dasbor/kampanye": _campaigns,
        "/dasbor/kampanye/{id}": _campaign,
        "/dasbor/kanal": _channels,
        "/dasbor/kanal/{id}": _channel,
    }
    return [
        web.get(path_in(language, path), _for_admins(shown))
        for language in LANGUAGES
        for path, shown in pages.items()
    ]


def _for_admins(shown: Shown) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handler(request: web.Request) -> web.StreamResponse:
        return await shown(request, await admin_of(request))

    return handler


async def _units(request: web.Request, person: Person) -> web.Response:
    code = request.query.get("periode")
    period = None if code is None else parse(code)
    found = await request.app[SITE].database.read(overseeing.report, person, period)
    return page(request, "units.html", found)


async def _releases(request: web.Request, person: Person) -> web.Response:
    at = _at(request)
    found = await request.app[SITE].database.read(overseeing.releases, person, at)
    return page(request, "releases.html", found)


async def _deliveries(request: web.Request, person: Person) -> web.Response:
    found = await request.app[SITE].database.read(overseeing.owed, person)
    states = [one for one in State if any(counts[one] for counts in found.values())]
    return page(request, "deliveries.html", found, states=states, words=words)


async def _trainings(request: web.Request, person: Person) -> web.Response:
    at = _at(request)
    found = await request.app[SITE].database.read(overseeing.sessions, person, at)
    return page(request, "trainings.html", found, standings=tuple(Standing), words=words)


async def _campaigns(request: web.Request, person: Person) -> web.Response:
    found = await request.app[SITE].database.read(overseeing.launched, person)
    return page(request, "campaigns.html", found, how=campaign_views.how)


async def _campaign(request: web.Request, person: Person) -> web.Response:
    """In the words of the chat. Where it has ended, reading it for the first time keeps what it
    brought."""
    site = request.app[SITE]
    campaign_id = _number(request.match_info["id"])
    basis = await site.database.write(
        evaluating.basis, site.office, person, campaign_id, site.clock()
    )
    found = await asyncio.to_thread(evaluating.evaluated, basis)
    parts = [findings_views.page(found, name).text for name in ("arms", "answers")]
    return page(request, "campaign.html", found.found, parts=parts)


async def _channels(request: web.Request, person: Person) -> web.Response:
    site, code = request.app[SITE], request.query.get("periode")
    period = None if code is None else parse(code)
    of = site.office, person, period, site.clock()
    return page(request, "channels.html", await site.database.read(health.overview, *of), **SAID)


async def _channel(request: web.Request, person: Person) -> web.Response:
    site, unit_id = request.app[SITE], _number(request.match_info["id"])
    of = site.office, person, unit_id, request.query.get("periode", ""), site.clock()
    found = await site.database.read(health.health, *of)
    now = found.found[-1]
    shown: dict[str, Any] = {
        # The newest first, for who reads on a telephone.
        "rows": [(one,) for one in reversed(found.found)],
        "left": [(naming.question(key), n) for key, n in now.left],
        "seconds": [(naming.seconds(end), n) for end, n in now.seconds],
    }
    return page(
        request,
        "channel.html",
        found,
        measures=(*health_views.OF_A_UNIT, Measure.BLOCKS),
        **shown,
        **SAID,
    )


def _at(request: web.Request) -> int:
    """The number of the page, from 1."""
    return _number(request.query.get("hal", "1"))


def _number(written: str) -> int:
    if not NUMBER.fullmatch(written):
        raise Gone
    return int(written)
