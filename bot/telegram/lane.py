"""The pace of all that leaves unasked: so many a second, evenly, behind the replies.

The generic cell rate algorithm (ITU-T I.371): one instant says how far ahead of the pace we are.
"""

from dataclasses import dataclass

__all__ = ["Lane"]

BURST = 3

SLOW_SECONDS = 60.0
"""After Telegram has asked for a rest the pace is halved for so long."""

MOST_DEBT = 1.0
"""So many seconds at most do replies keep the others waiting."""

LARGEST_BATCH = 64


@dataclass(slots=True)
class Lane:
    """`per_second` of 0 means without a limit."""

    per_second: float
    _next: float = 0.0
    _slow_until: float = 0.0

    def batch(self, now: float) -> int:
        """How many to take in hand at once: what leaves within a second, so that a pause works."""
        if not self.per_second:
            return LARGEST_BATCH
        return max(1, min(LARGEST_BATCH, int(1 / self._interval(now))))

    def wait(self, now: float) -> float:
        """In how many seconds the next may leave; 0 for now."""
        return max(0.0, self._next - (BURST - 1) * self._interval(now) - now)

    def take(self, now: float) -> None:
        """One leaves."""
        self._next = max(self._next, now) + self._interval(now)

    def yield_to_reply(self, now: float) -> None:
        """A reply leaves, which waits for nobody."""
        self.take(now)
        self._next = min(self._next, now + MOST_DEBT)

    def slow_down(self, now: float) -> None:
        """Telegram has asked for a rest."""
        self._slow_until = now + SLOW_SECONDS

    def _interval(self, now: float) -> float:
        if not self.per_second:
            return 0.0
        return (2 if now < self._slow_until else 1) / self.per_second
