"""How far a broadcast has come, counted in people."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.domain.broadcast import Broadcast, Stage
from bot.domain.delivery import State

__all__ = ["Progress", "Receiver", "Waiting"]


class Receiver(NamedTuple):
    """Where a broadcast stands with one person; without a name it is a citizen."""

    person_id: int
    name: str | None
    unit: str | None
    state: State
    reason: str | None


class Waiting(NamedTuple):
    """How many messages are put off, and until when the first of them is."""

    people: int = 0
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a broadcast has come; `expanded` is False while its deliveries are being made.

    `forgotten` are people of the audience who deleted their data since; `erased` says that the
    message was deleted for all, `waiting` what is put off.
    """

    broadcast: Broadcast
    size: int
    states: Counter[State]
    reasons: Counter[str]
    reactions: Counter[int]
    expanded: bool
    held: bool
    erased: bool
    waiting: Waiting

    @property
    def ended(self) -> int:
        """How many are in a final state."""
        owed = self.states[State.PENDING] + self.states[State.SENDING]
        return self.states.total() - owed

    @property
    def leaving(self) -> int:
        """How many are about to leave."""
        return self.states[State.PENDING] + self.states[State.SENDING] - self.waiting.people

    @property
    def forgotten(self) -> int:
        return max(0, self.size - self.states.total()) if self.expanded else 0

    @property
    def over(self) -> bool:
        """Whether nothing of it will change any more by itself."""
        final = self.broadcast.stage in {Stage.STOPPED, Stage.CANCELLED, Stage.DONE}
        return final and self.expanded and self.ended == self.states.total()
