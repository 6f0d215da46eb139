"""Faults put into the wire, by chance that can be repeated or by a script."""

import random
from dataclasses import dataclass, field, replace
from enum import Enum

from bot.simulator.params import Json
from bot.simulator.refusal import Refusal

__all__ = ["Drop", "Fault", "Faults", "Line", "Plan"]

# What Telegram says when it fails, and what the gateway in front of it does; by turns of chance.
FAILURES = (Refusal(500, "Internal Server Error"), Refusal(502, "Bad Gateway"))


class Drop(Enum):
    """When the connection is closed in place of an answer; the client cannot tell which."""

    BEFORE = "before the call was carried out"
    AFTER = "after the call was carried out"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the script: the next calls of this method are refused so."""

    method: str
    refusal: Refusal
    times: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes wrong; rates are between 0 and 1, and no methods named are all methods."""

    latency_ms: float = 0
    error_rate: float = 0
    drop_rate: float = 0
    duplicate_rate: float = 0
    only_methods: frozenset[str] = frozenset()
    script: tuple[Line, ...] = ()
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one call."""

    latency: float = 0
    refusal: Refusal | None = None
    drop: Drop | None = None


@dataclass(slots=True)
class Faults:
    """The plan in force; the same plan and the same calls of a method give it the same faults."""

    plan: Plan = Plan()
    _chances: dict[str, random.Random] = field(default_factory=dict)

    def set(self, plan: Plan) -> None:
        self.plan = plan
        self._chances.clear()

    def strike(self, method: str) -> Fault:
        """What happens to this call; a line of the script is used up by it."""
        scripted = self._scripted(method)
        if not self._touches(method):
            return Fault(refusal=scripted)
        failing, dropping, which = (self._chance(method).random() for _ in range(3))
        refusal = FAILURES[which < 0.5] if failing < self.plan.error_rate else None
        drop = None
        if dropping < self.plan.drop_rate:
            drop = Drop.BEFORE if which < 0.5 else Drop.AFTER
        return Fault(self.plan.latency_ms / 1000, scripted or refusal, drop)

    def again(self, confirmed: list[Json]) -> list[Json]:
        """Those of the updates just confirmed that come once more."""
        rate = self.plan.duplicate_rate if self._touches("getUpdates") else 0
        chance = self._chance("updates")
        return [update for update in confirmed if chance.random() < rate]

    def _chance(self, method: str) -> random.Random:
        """Each method has its own: how often a bot polls must not change what befalls the rest."""
        name = method.lower()
        if name not in self._chances:
            seed = f"{self.plan.seed}:{name}"
            self._chances[name] = random.Random(seed)  # noqa: S311 - To be repeated, not secret.
        return self._chances[name]

    def _touches(self, method: str) -> bool:
        return not self.plan.only_methods or method.lower() in self.plan.only_methods

    def _scripted(self, method: str) -> Refusal | None:
        for place, line in enumerate(self.plan.script):
            if line.method == method.lower():
                rest = (replace(line, times=line.times - 1),) if line.times > 1 else ()
                script = (*self.plan.script[:place], *rest, *self.plan.script[place + 1 :])
                self.plan = replace(self.plan, script=script)
                return line.refusal
        return None
