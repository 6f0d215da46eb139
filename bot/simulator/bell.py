"""Waiting for a change without asking again and again."""

import asyncio
from collections.abc import Callable

__all__ = ["Bell"]


class Bell:
    """Rung by whoever changes something; heard by all who wait at that moment."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def ring(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    async def until(self, happened: Callable[[], bool], seconds: float) -> bool:
        """Whether it happened before the time was over; looked at anew at every ring."""
        try:
            async with asyncio.timeout(seconds):
                while not happened():
                    await self._next.wait()
        except TimeoutError:
            return happened()
        return True
