"""The pace of all that leaves unasked: so many a second, evenly, behind the replies.

The generic cell rate algorithm (ITU-T I.371): an instant says how far ahead of the pace we are,
another how far all is, together with the replies.
"""

from dataclasses import dataclass

__all__ = ["Lane"]

BURST = 3

SLOW_SECONDS = 60.0
"""After Telegram has asked for a rest the pace is halved for so long."""

WITH_REPLIES = 1.2
"""So much faster may all that leaves be together: Telegram takes 30 a second where 25 are set."""

MOST_DEBT = 1.0
"""So many seconds at most do replies keep the others waiting."""

LARGEST_BATCH = 64


@dataclass(slots=True)
class Lane:
    """`per_second` of 0 means without a limit."""

    per_second: float
    _next: float = 0.0
    _next_of_all: float = 0.0
    _slow_until: float = 0.0

    def batch(self, now: float) -> int:
        """How many to take in hand at once: what leaves within a second, so that a pause works."""
        if not self.per_second:
            return LARGEST_BATCH
        return max(1, min(LARGEST_BATCH, int(1 / self._interval(now))))

    def wait(self, now: float) -> float:
        """In how many seconds the next may leave; 0 for now."""
        ahead = (BURST - 1) * self._interval(now)
        return max(0.0, self._next - ahead - now, self._next_of_all - ahead / WITH_REPLIES - now)

    def take(self, now: float) -> None:
        """One leaves."""
        self._next = max(self._next, now) + self._interval(now)
        self._count(now)

    def yield_to_reply(self, now: float) -> None:
        """A reply leaves, which waits for nobody; the others wait once there are many."""
        self._count(now)
        self._next_of_all = min(self._next_of_all, now + MOST_DEBT)

    def _count(self, now: float) -> None:
        each = self._interval(now) / WITH_REPLIES
        self._next_of_all = max(self._next_of_all, now) + each

    def slow_down(self, now: float) -> None:
        """Telegram has asked for a rest."""
        self._slow_until = now + SLOW_SECONDS

    def _interval(self, now: float) -> float:
        if not self.per_second:
            return 0.0
        return (2 if now < self._slow_until else 1) / self.per_second
