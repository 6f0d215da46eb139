"""How far a broadcast has come, counted in people."""

from collections import Counter
from dataclasses import dataclass

from bot.domain.broadcast import Broadcast, Stage
from bot.domain.delivery import State

__all__ = ["Progress"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a broadcast has come; `expanded` is False while its deliveries are being made.

    `forgotten` are people of the audience who deleted their data since; `erased` says that the
    message was deleted for all.
    """

    broadcast: Broadcast
    size: int
    states: Counter[State]
    reasons: Counter[str]
    reactions: Counter[int]
    expanded: bool
    held: bool
    erased: bool = False

    @property
    def ended(self) -> int:
        """How many are in a final state."""
        owed = self.states[State.PENDING] + self.states[State.SENDING]
        return self.states.total() - owed

    @property
    def forgotten(self) -> int:
        return max(0, self.size - self.states.total()) if self.expanded else 0

    @property
    def over(self) -> bool:
        """Whether nothing of it will change any more by itself."""
        final = self.broadcast.stage in {Stage.STOPPED, Stage.CANCELLED, Stage.DONE}
        return final and self.expanded and self.ended == self.states.total()
