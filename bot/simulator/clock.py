"""Time in this Telegram: real time plus an offset that only grows."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from math import ceil

from bot.simulator.store import Store

__all__ = ["FRESH_START", "Clock", "real_time"]

# Tuesday, 09:00 in Jayapura: a working morning, so a demonstration starts outside quiet hours.
FRESH_START = datetime(2026, 11, 24, tzinfo=UTC)


def real_time() -> datetime:
    return datetime.now(UTC)


class Clock:
    """Runs with real time, may be put forward, and never goes back, also across a restart."""

    def __init__(
        self,
        store: Store,
        real: Callable[[], datetime] = real_time,
        start: datetime | None = FRESH_START,
    ) -> None:
        """A fresh state starts at `start`, or in real time where that is None."""
        self._store = store
        self._real = real
        kept = store.get("clock", "clock")
        if kept is None:
            self.offset = 0 if start is None else ceil((start - real()).total_seconds())
        else:
            self.offset = kept["offset"]
        self._latest = datetime.fromtimestamp(kept["latest"] if kept else 0, UTC)
        self._keep()

    def __call__(self) -> datetime:
        self._latest = max(self._latest, self._real() + timedelta(seconds=self.offset))
        return self._latest

    def put_forward(self, seconds: int) -> None:
        """Add whole seconds, at least none; the caller tells those who watch."""
        self.offset += max(seconds, 0)
        self._keep()

    def _keep(self) -> None:
        kept = {"offset": self.offset, "latest": self().timestamp()}
        self._store.put("clock", "clock", kept)
        self._store.commit()
