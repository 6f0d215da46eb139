"""The clock: nothing else reads it, and rules are handed the instant."""

from datetime import UTC, datetime

__all__ = ["clock"]


def clock() -> datetime:
    """The instant it is now."""
    return datetime.now(UTC)
