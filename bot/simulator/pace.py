"""How fast a bot may send: Telegram's flood limits, as strict as its words allow."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from bot.simulator.params import Json
from bot.simulator.refusal import too_many_requests

__all__ = ["NO_LIMITS", "TELEGRAM_LIMITS", "FloodLimits", "Pace"]

SECOND, MINUTE = 1.0, 60.0
# A bot that keeps to a limit must not trip over the jitter of the wire.
JITTER = 0.1
CHATS_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class FloodLimits:
    """How many new messages pass; None is no limit."""

    bot_per_second: int | None = None
    chat_per_second: int | None = None
    chat_burst: int = 5
    group_per_minute: int | None = None


NO_LIMITS = FloodLimits()
TELEGRAM_LIMITS = FloodLimits(bot_per_second=30, chat_per_second=1, group_per_minute=20)


class Pace:
    """Counts new messages of one bot, in real seconds: a clock put forward does not help it."""

    def __init__(
        self, limits: FloodLimits = NO_LIMITS, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._seconds = seconds
        self.set(limits)

    def set(self, limits: FloodLimits) -> None:
        """Other limits from now on, as if nothing had been sent yet."""
        self.limits = limits
        self._bot: deque[float] = deque()
        self._groups: dict[int, deque[float]] = {}
        # When a chat has its whole burst again.
        self._rested: dict[int, float] = {}

    def spend(self, chat: Json, count: int = 1) -> None:
        """Let so many messages into the chat, or refuse and say when to come back."""
        if self.limits == NO_LIMITS:
            return
        now = self._seconds()
        waits = [self._bot_wait(now, count), self._chat_wait(now, chat, count)]
        wait = max(waits)
        if wait > 0:
            raise too_many_requests(max(ceil(wait), 1))
        self._note(now, chat, count)

    def _bot_wait(self, now: float, count: int) -> float:
        return _window_wait(self._bot, self.limits.bot_per_second, SECOND, now, count)

    def _chat_wait(self, now: float, chat: Json, count: int) -> float:
        if chat["type"] != "private":
            sent = self._groups.get(chat["id"], deque())
            return _window_wait(sent, self.limits.group_per_minute, MINUTE, now, count)
        if self.limits.chat_per_second is None:
            return 0.0
        # An album larger than the burst passes when the chat is wholly rested.
        allowed = max(self.limits.chat_burst - count, 0) / self.limits.chat_per_second + JITTER
        return self._rested.get(chat["id"], now) - now - allowed

    def _note(self, now: float, chat: Json, count: int) -> None:
        if self.limits.bot_per_second is not None:
            self._bot.extend([now] * count)
        if chat["type"] != "private":
            if self.limits.group_per_minute is not None:
                self._groups.setdefault(chat["id"], deque()).extend([now] * count)
        elif self.limits.chat_per_second is not None:
            rested = max(self._rested.pop(chat["id"], now), now)
            self._rested[chat["id"]] = rested + count / self.limits.chat_per_second
            self._forget_the_rested(now)

    def _forget_the_rested(self, now: float) -> None:
        if len(self._rested) > CHATS_KEPT:
            self._rested = {chat: at for chat, at in self._rested.items() if at > now}


def _window_wait(
    sent: deque[float], most: int | None, length: float, now: float, count: int
) -> float:
    """How long until `count` more fit into a window that slides along; those past are dropped."""
    if most is None:
        return 0.0
    while sent and sent[0] <= now - length:
        sent.popleft()
    over = min(len(sent) + count - most, len(sent))
    return sent[over - 1] + length - now if over > 0 else 0.0
