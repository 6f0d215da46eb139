"""What a broadcast would do, and how far one has come, counted in people."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from bot.domain.broadcast import Broadcast, Stage
from bot.domain.delivery import State

__all__ = ["Progress", "Rehearsal"]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a launch at that instant would do, counted in people.

    `later` are those for whom it would come in quiet hours, and wait until `opens`. `seconds` is
    how long it takes at the pace of the office, the quiet hours not counted.
    """

    broadcast: Broadcast
    size: int
    blocked: int
    over_budget: int
    later: int
    opens: datetime | None
    seconds: int
    languages: tuple[str, ...]
    needs_approval: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a broadcast has come; `expanded` is False while its deliveries are being made.

    `forgotten` are people of the audience who deleted their data since.
    """

    broadcast: Broadcast
    size: int
    states: Counter[State]
    reasons: Counter[str]
    reactions: Counter[int]
    expanded: bool
    held: bool

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
