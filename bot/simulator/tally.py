"""How often and how fast the bot calls."""

import time
from collections import Counter, deque
from collections.abc import Callable

from bot.simulator.params import Json
from bot.simulator.refusal import TOO_MANY_REQUESTS, Refusal

__all__ = ["Tally"]

SENDING = {"sendMessage", "sendDocument", "sendPhoto", "sendMediaGroup", "copyMessage"}


class _Peak:
    """The most that ever fell into one second, wherever that second begins."""

    def __init__(self) -> None:
        self._at: deque[float] = deque()
        self.highest = 0

    def add(self, now: float, count: int = 1) -> None:
        self._at.extend([now] * count)
        while self._at[0] <= now - 1:
            self._at.popleft()
        self.highest = max(self.highest, len(self._at))


class Tally:
    """Counts since the start, in real time."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._calls = _Peak()
        self._messages = _Peak()
        self.calls: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()
        self.too_many = 0

    def count(self, method: str, result: object) -> None:
        """A call that was answered so."""
        now = self._seconds()
        self.calls[method] += 1
        self._calls.add(now)
        if isinstance(result, Refusal):
            self.errors[method] += 1
            self.too_many += result.code == TOO_MANY_REQUESTS
        elif method in SENDING:
            self._messages.add(now, len(result) if isinstance(result, list) else 1)

    def shown(self) -> Json:
        highest = {"calls": self._calls.highest, "messages": self._messages.highest}
        return {
            "calls": self.calls,
            "errors": self.errors,
            "highest_rate": highest,
            "too_many_requests": self.too_many,
        }
