"""Everything the bot says leaves here, at a pace that Telegram takes.

A reply is tried once, at once. What cannot leave yet waits in one slot for each chat, where a
newer card takes the place of an older one: losing it costs a card, never an answer.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from math import inf

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramRetryAfter

from bot.domain.delivery import Blocked, Outcome, Rejected, Sent, TryLater, Uncertain
from bot.domain.errors import DatabaseAway
from bot.telegram.calls import answer_tap, download, strip_card
from bot.telegram.card import Card
from bot.telegram.lane import Lane
from bot.telegram.posting import FIRST_WAIT, Posted, correct, erase, file, post

__all__ = ["Sender", "Shown"]

BURST = 5
PER_SECOND = 1.0

MAX_TRIES = 8
LANE_TICK = 0.1

log = structlog.get_logger()

Shown = Callable[[int], Awaitable[None]]
"""Told the message that shows a card."""


@dataclass(frozen=True, slots=True)
class _Slot:
    card: Card
    on: int | None
    shown: Shown | None
    due: float
    tries: int = 0


@dataclass(slots=True)
class _Pace:
    """A bucket of tokens, full at first, for one chat."""

    tokens: float
    at: float


@dataclass(slots=True)
class Sender:
    """Posts cards for one bot; `clock` is monotonic seconds.

    All that one bot says stops for as long as Telegram asks in a 429, whatever it answered.
    """

    bot: Bot
    clock: Callable[[], float]
    lane: Lane
    _slots: dict[int, _Slot] = field(default_factory=dict)
    _paces: dict[int, _Pace] = field(default_factory=dict)
    _leaving: set[int] = field(default_factory=set)
    _stopped_until: float = 0.0

    @property
    def silenced(self) -> bool:
        """Whether Telegram has asked for a rest that is not over yet."""
        return self.clock() < self._stopped_until

    async def reply(
        self,
        chat_id: int,
        card: Card,
        on: int | None = None,
        shown: Shown | None = None,
    ) -> None:
        """Show a card, in place of message `on` or as a new one; waits for one try at most."""
        slot = self._slots[chat_id] = _Slot(card, on, shown, self.clock())
        if self._may_speak(chat_id):
            await self._try(chat_id, slot)

    async def post(self, chat_id: int, card: Card, on: int | None = None) -> Posted:
        """One attempt, with its outcome; nothing waits here."""
        return self._heard(await post(self.bot, chat_id, card, on))

    async def correct(self, chat_id: int, message_id: int, card: Card) -> Posted:
        """As `post`, only in place of this message."""
        return self._heard(await correct(self.bot, chat_id, message_id, card))

    async def file(self, chat_id: int, name: str, content: bytes, caption: str = "") -> Posted:
        """One attempt to send a file."""
        return self._heard(await file(self.bot, chat_id, name, content, caption))

    async def fetch(self, file_id: str) -> bytes:
        """What somebody sent; raises what aiogram raises."""
        return await download(self.bot, file_id)

    async def erase(self, chat_id: int, message_id: int) -> Posted:
        """One attempt to take a message out of a chat."""
        return self._heard(await erase(self.bot, chat_id, message_id))

    @property
    def batch(self) -> int:
        """How many messages that nobody waits for to take in hand at once."""
        return self.lane.batch(self.clock())

    async def each(self, deeds: Sequence[Callable[[], Awaitable[Posted]]]) -> list[Outcome | None]:
        """Do all of these at the pace of what nobody waits for; how each ended.

        None for what was not tried, because Telegram wanted a rest before its turn came.
        """
        turn = asyncio.Lock()
        return await asyncio.gather(*(self._in_turn(turn, deed) for deed in deeds))

    async def _in_turn(
        self, turn: asyncio.Lock, deed: Callable[[], Awaitable[Posted]]
    ) -> Outcome | None:
        async with turn:
            # Not an event to wait for: replies and rests move the instant meanwhile.
            while not self.silenced and (wait := self.lane.wait(self.clock())):  # noqa: ASYNC110
                await asyncio.sleep(wait)
            if self.silenced:
                return None
            self.lane.take(self.clock())
        return (await deed()).outcome

    async def answer(self, query_id: str, text: str | None, *, alert: bool) -> None:
        """Answer a tap, unless Telegram wants a rest; raises what aiogram raises."""
        await self._beside(answer_tap(self.bot, query_id, text, alert=alert))

    def hush(self) -> None:
        """Begin to say nothing more, as before the end; what is on its way is waited for."""
        self._stopped_until = inf

    async def strip(self, chat_id: int, message_id: int) -> None:
        """Take the buttons off a message that is no longer the live card, if that is possible."""
        try:
            await self._beside(strip_card(self.bot, chat_id, message_id))
        except (TelegramAPIError, ClientDecodeError) as error:
            # Its buttons are recognised as old anyway.
            log.debug("not stripped", error=str(error))

    async def run(self) -> None:
        """Empty the slots, for ever, as time allows."""
        while True:
            await asyncio.sleep(LANE_TICK)
            await self.flush()

    async def flush(self) -> None:
        """Try whatever waits and may leave now."""
        now = self.clock()
        for chat_id, slot in list(self._slots.items()):
            if slot.due <= now and self._may_speak(chat_id):
                try:
                    await self._try(chat_id, slot)
                except DatabaseAway as error:
                    # The card is there; only which message shows it is not noted.
                    log.error("database away, card not noted", error=str(error))
                except Exception:
                    # One card that cannot be sent must not hold up those of everybody else.
                    log.exception("reply given up")
                    self._done(chat_id, slot)
        self._forget_the_silent(now)

    async def _try(self, chat_id: int, slot: _Slot) -> None:
        self._leaving.add(chat_id)
        self.lane.yield_to_reply(self.clock())
        try:
            posted = await self.post(chat_id, slot.card, slot.on)
        finally:
            self._leaving.discard(chat_id)
        self._settle(chat_id, slot, posted.outcome)
        if posted.message_id is not None and slot.shown is not None:
            await slot.shown(posted.message_id)

    async def _beside(self, call: Coroutine[None, None, None]) -> None:
        """Say what belongs to a card and is worth nothing later."""
        if self.silenced:
            call.close()
            return
        try:
            await call
        except TelegramRetryAfter as error:
            self._rest(error.retry_after)
            raise

    def _heard(self, posted: Posted) -> Posted:
        if posted.rest:
            self._rest(posted.rest)
        return posted

    def _rest(self, seconds: int) -> None:
        """Say nothing for so long; a shorter rest does not end a longer one."""
        now = self.clock()
        self._stopped_until = max(self._stopped_until, now + seconds)
        # Until it is over, and a minute longer.
        self.lane.slow_down(self._stopped_until)

    def _settle(self, chat_id: int, slot: _Slot, outcome: Outcome) -> None:
        match outcome:
            case TryLater(wait=wait):
                self._wait(chat_id, slot, wait)
            case Uncertain():
                self._wait(chat_id, slot, FIRST_WAIT)
            case Rejected(reason=reason):
                log.error("reply rejected", reason=reason)
                self._done(chat_id, slot)
            case Sent() | Blocked():
                self._done(chat_id, slot)

    def _wait(self, chat_id: int, slot: _Slot, wait: timedelta) -> None:
        if self._slots.get(chat_id) is not slot:
            return
        if slot.tries + 1 >= MAX_TRIES:
            log.error("reply given up")
            self._done(chat_id, slot)
            return
        seconds = max(wait.total_seconds(), FIRST_WAIT.total_seconds() * 2**slot.tries)
        self._slots[chat_id] = replace(slot, due=self.clock() + seconds, tries=slot.tries + 1)

    def _done(self, chat_id: int, slot: _Slot) -> None:
        if self._slots.get(chat_id) is slot:
            del self._slots[chat_id]

    def _may_speak(self, chat_id: int) -> bool:
        """Take a token of this chat, if Telegram listens and there is one.

        One card of a chat at a time, or the older could arrive last.
        """
        if self.silenced or chat_id in self._leaving:
            return False
        now = self.clock()
        pace = self._paces.setdefault(chat_id, _Pace(BURST, now))
        pace.tokens = min(BURST, pace.tokens + (now - pace.at) * PER_SECOND)
        pace.at = now
        if pace.tokens < 1:
            return False
        pace.tokens -= 1
        return True

    def _forget_the_silent(self, now: float) -> None:
        """Nothing is kept for people who are not talking."""
        full = [
            chat_id
            for chat_id, pace in self._paces.items()
            if pace.tokens + (now - pace.at) * PER_SECOND >= BURST
        ]
        for chat_id in full:
            del self._paces[chat_id]
