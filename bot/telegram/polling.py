"""The inbox loop: fetch, process, and only then confirm.

Telegram keeps an update until the next fetch names a higher one, so a crash in between loses
nothing: what was served before is recognised by its id.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramRetryAfter
from aiogram.types import Update

from bot.domain.errors import DatabaseAway
from bot.domain.outage import Saw, Sense

__all__ = ["ALLOWED_UPDATES", "Inbox"]

ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"]
BATCH = 100
POLL_SECONDS = 25
SLOW_SECONDS = 2.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0

Process = Callable[[Update], Awaitable[None]]

log = structlog.get_logger()


class Inbox:
    """The updates of one bot, in order within a person, side by side across people."""

    def __init__(self, bot: Bot, process: Process, saw: Saw, clock: Callable[[], float]) -> None:
        self._bot = bot
        self._process = process
        self._saw = saw
        self._clock = clock
        self._offset: int | None = None
        self._serving = False
        self._limit = BATCH

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until told to stop; a batch begun is finished and confirmed."""
        pause = FIRST_PAUSE
        while not stop.is_set():
            try:
                await self._until(stop, self.turn(POLL_SECONDS))
                pause = FIRST_PAUSE
            except DatabaseAway as error:
                log.error("database away, updates are kept", error=str(error))
                pause = await _rest(stop, pause)
            except TelegramRetryAfter as error:
                await _rest(stop, error.retry_after)
            except ClientDecodeError as error:
                self._pass_by(error)
                pause = await _rest(stop, pause)
            except TelegramAPIError as error:
                log.warning("no updates", error=str(error))
                pause = await _rest(stop, pause)
        await self.confirm()

    async def turn(self, wait: int = 0) -> int:
        """Fetch and serve one batch; the next fetch confirms it. How many there were.

        Raises DatabaseAway when some could not be served: then all of them will come again, and
        those that were served are recognised.
        """
        updates = await self._bot.get_updates(
            offset=self._offset,
            limit=self._limit,
            timeout=wait,
            allowed_updates=ALLOWED_UPDATES,
            request_timeout=wait + 10,
        )
        self._limit = BATCH
        self._serving = True
        try:
            await self._serve(updates)
        except DatabaseAway:
            self._saw(Sense.SERVING, False)
            raise
        finally:
            self._serving = False
        self._saw(Sense.SERVING, True)
        if updates:
            self._offset = updates[-1].update_id + 1
        return len(updates)

    async def confirm(self) -> None:
        """Tell Telegram what was served, without waiting for the next fetch."""
        if self._offset is None:
            return
        try:
            await self._bot.get_updates(offset=self._offset, limit=1, timeout=0, request_timeout=5)
        except (TelegramAPIError, ClientDecodeError) as error:
            log.warning("not confirmed, updates will come twice", error=str(error))

    def _pass_by(self, error: ClientDecodeError) -> None:
        """An update that cannot be read must not hold up the others: find it, and leave it out."""
        found = error.data.get("result") if isinstance(error.data, dict) else None
        ids = [update["update_id"] for update in found] if isinstance(found, list) else []
        log.warning("unreadable answer", updates=ids)
        if len(ids) == 1:
            self._offset = ids[0] + 1
        elif ids:
            self._limit = 1

    async def _until(self, stop: asyncio.Event, turn: Awaitable[int]) -> None:
        """Wait for a batch; while nothing has come yet, being told to stop ends the wait."""
        serving = asyncio.ensure_future(turn)
        stopping = asyncio.ensure_future(stop.wait())
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not serving.done() and not self._serving:
            serving.cancel()
            return
        await serving

    async def _serve(self, updates: Iterable[Update]) -> None:
        results = await asyncio.gather(
            *map(self._in_order, _by_person(updates)), return_exceptions=True
        )
        for result in results:
            if isinstance(result, BaseException):
                raise result

    async def _in_order(self, own: list[Update]) -> None:
        for update in own:
            await self._timed(update)

    async def _timed(self, update: Update) -> None:
        began = self._clock()
        await self._process(update)
        seconds = self._clock() - began
        if seconds > SLOW_SECONDS:
            log.warning("slow handler", update_id=update.update_id, seconds=round(seconds, 2))


def _by_person(updates: Iterable[Update]) -> list[list[Update]]:
    people: dict[int, list[Update]] = {}
    for update in updates:
        source = update.message or update.callback_query or update.my_chat_member
        if source is None:
            # A kind that we did not ask for.
            continue
        person = source.from_user
        people.setdefault(person.id if person else 0, []).append(update)
    return list(people.values())


async def _rest(stop: asyncio.Event, seconds: float) -> float:
    """Wait, or until told to stop; the next rest is twice as long."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    return min(seconds * 2, LONGEST_PAUSE)
