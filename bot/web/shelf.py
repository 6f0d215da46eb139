"""Public pages, made once for as long as nothing new is published."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from hashlib import sha256
from types import MappingProxyType

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
        self._making: dict[str, asyncio.Lock] = {}

    async def take(self, request: web.Request, stamp: str, made: Made) -> tuple[str, str]:
        """What stands there; many who ask at once cost no more than one."""
        path = request.path
        found = self._kept(path, stamp)
        if found is not None:
            return found
        async with self._making.setdefault(path, asyncio.Lock()):
            try:
                found = self._kept(path, stamp) or await made(request)
                if stamp == self._stamp:
                    self._made[path] = found
            finally:
                # Whoever waits holds the lock itself; whoever comes now finds what was made.
                self._making.pop(path, None)
            return found

    def _kept(self, path: str, stamp: str) -> tuple[str, str] | None:
        if stamp != self._stamp:
            self._stamp, self._made = stamp, {}
        return self._made.get(path)


SHELF = web.AppKey("shelf", Shelf)


def public(
    made: Made, more: Mapping[str, str] = MappingProxyType({})
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Answers with what is made, or that what the reader has is still right; with more headers."""

    async def handler(request: web.Request) -> web.StreamResponse:
        site = request.app[SITE]
        stamp = await site.database.read(showcase.stamp)
        etag = sha256(f"{stamp} {STYLE_PATH} {request.path}".encode()).hexdigest()[:32]
        asked = request.if_none_match or ()
        headers = {hdrs.CACHE_CONTROL: KEPT, **more}
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
