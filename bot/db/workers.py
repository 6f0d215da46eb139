"""Threads that run units of work; units that wait for a free one share what comes next."""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from bot.domain.errors import DatabaseAway

__all__ = ["Outcome", "Workers"]

T = TypeVar("T")

Outcome = tuple[Any, BaseException | None]
"""What a unit returned, or what it raised."""

Job = Callable[[], None]


class Workers:
    """Runs units in `threads` threads, up to `together` of those that wait at a time.

    `carry_out` is given units and returns the outcome of each, in their order. Whoever has waited
    for `patience` seconds is told DatabaseAway: of a server that hangs, or a disk, no error ever
    comes. All methods but `close` are for one event loop.
    """

    def __init__(
        self,
        name: str,
        threads: int,
        together: int,
        carry_out: Callable[[Sequence[Any]], list[Outcome]],
        patience: float,
    ) -> None:
        self._pool = ThreadPoolExecutor(threads, name)
        self._idle = threads
        self._together = together
        self._carry_out = carry_out
        self._patience = patience
        self._waiting: deque[tuple[Any, asyncio.Future[Any]]] = deque()

    async def run(self, unit: Any) -> Any:
        """What the unit returns; raises what it raises."""
        loop = asyncio.get_running_loop()
        outcome = loop.create_future()
        self._waiting.append((unit, outcome))
        # Not at once: what else is ready in the loop may join.
        loop.call_soon(self._start, loop)
        # Leaner than asyncio's own timeout, as it comes with every unit.
        limit = loop.call_later(self._patience, self._give_up, outcome)
        try:
            return await outcome
        finally:
            limit.cancel()

    async def alone(self, job: Callable[[], T]) -> T:
        """What the job returns, in one of the threads."""
        done = asyncio.get_running_loop().run_in_executor(self._pool, job)
        try:
            return await asyncio.wait_for(done, self._patience)
        except TimeoutError:
            raise self._away() from None

    def close(self) -> None:
        """Wait for the units that run."""
        self._pool.shutdown()

    def _give_up(self, outcome: asyncio.Future[Any]) -> None:
        if not outcome.done():
            outcome.set_exception(self._away())

    def _away(self) -> DatabaseAway:
        return DatabaseAway(f"no answer within {self._patience:g} s")

    def _start(self, loop: asyncio.AbstractEventLoop) -> None:
        while self._idle and self._waiting:
            count = min(self._together, len(self._waiting))
            taken = [self._waiting.popleft() for _ in range(count)]
            # Whoever asked may have gone meanwhile.
            group = [(unit, outcome) for unit, outcome in taken if not outcome.done()]
            if group:
                self._idle -= 1
                units = [unit for unit, _outcome in group]
                done = loop.run_in_executor(self._pool, self._carry_out, units)
                done.add_done_callback(partial(self._tell, loop, group))

    def _tell(
        self,
        loop: asyncio.AbstractEventLoop,
        group: list[tuple[Any, asyncio.Future[Any]]],
        done: asyncio.Future[list[Outcome]],
    ) -> None:
        self._idle += 1
        for (_unit, outcome), (value, error) in zip(group, done.result(), strict=True):
            if outcome.done():
                continue
            if error is None:
                outcome.set_result(value)
            elif isinstance(error, StopIteration):
                # A future refuses it, and the others would wait for ever.
                outcome.set_exception(RuntimeError("a unit raised StopIteration"))
            else:
                outcome.set_exception(error)
        self._start(loop)
