"""Who may ask: programs of this machine and the page served here, but no page from elsewhere.

A browser lets a foreign page post to this machine, and a name that its owner makes point here
lets such a page read the answers as well; what the browser says of both gives them away.
"""

import re
from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web

__all__ = ["Foreign", "ours_only"]

OURS = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?", re.IGNORECASE)


class Foreign(Exception):
    """The request came by another name than this machine's, or from another page than ours."""

    def __init__(self) -> None:
        super().__init__(
            "Only 127.0.0.1, localhost or [::1] opens the local Telegram, and no other page may."
        )


@web.middleware
async def ours_only(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    host = request.headers.get(hdrs.HOST, "")
    # Browsers name the page that asks, programs none.
    page = request.headers.get(hdrs.ORIGIN, f"http://{host}")
    if not OURS.fullmatch(host) or page.lower() != f"http://{host}".lower():
        raise Foreign
    return await handler(request)
