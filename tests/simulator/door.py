"""Asks a running local Telegram over HTTP."""

from typing import Any

import aiohttp

BOT = "/bot1:local"
YUSUF = "/sim/people/1001"


class Door:
    """Answers are (status, JSON)."""

    def __init__(self, http: aiohttp.ClientSession, address: str) -> None:
        self.http = http
        self.address = address

    async def get(self, path: str) -> tuple[int, Any]:
        async with self.http.get(self.address + path) as response:
            return response.status, await response.json()

    async def post(self, path: str, body: object = None) -> tuple[int, Any]:
        async with self.http.post(self.address + path, json=body or {}) as response:
            return response.status, await response.json()

    async def result(self, method: str, **params: object) -> Any:
        status, body = await self.post(f"{BOT}/{method}", params)
        assert status == 200, body
        return body["result"]
