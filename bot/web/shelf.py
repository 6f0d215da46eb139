"""Public pages, made once for as long as nothing new is published."""

from collections.abc import Awaitable, Callable
from hashlib import sha256

from aiohttp import hdrs, web

from bot.usecases import showcase
from bot.web.pages import STYLE_PATH, packed
from bot.web.site import SITE

__all__ = ["SHELF", "Shelf", "public"]

Made = Callable[[web.Request], Awaitable[tuple[str, str]]]
"""Makes what stands at an address: the text, and of which type it is."""

KEPT = "public, max-age=60"


class Shelf:
    """What was made at which address, and what was published then.

    Only pages that are there are kept, so there are no more of them than of published results.
    """

    def __init__(self) -> None:
        self._stamp = ""
        self._made: dict[str, tuple[str, str]] = {}

    async def take(self, request: web.Request, stamp: str, made: Made) -> tuple[str, str]:
        if stamp != self._stamp:
            self._stamp, self._made = stamp, {}
        found = self._made.get(request.path)
        if found is None:
            found = await made(request)
            if stamp == self._stamp:
                self._made[request.path] = found
        return found


SHELF = web.AppKey("shelf", Shelf)


def public(made: Made) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Answers with what is made, or that what the reader has is still right."""

    async def handler(request: web.Request) -> web.StreamResponse:
        site = request.app[SITE]
        stamp = await site.database.read(showcase.stamp)
        etag = sha256(f"{stamp} {STYLE_PATH} {request.path}".encode()).hexdigest()[:32]
        asked = request.if_none_match or ()
        headers = {hdrs.CACHE_CONTROL: KEPT}
        if any(one.value in {etag, "*"} for one in asked):
            answer = web.Response(status=304, headers=headers)
        else:
            text, content_type = await request.app[SHELF].take(request, stamp, made)
            answer = packed(text, content_type=content_type)
            answer.headers.update(headers)
        # Weak: packed or not, it says the same.
        answer.headers[hdrs.ETAG] = f'W/"{etag}"'
        return answer

    return handler
