"""A local Telegram, a database, and bots on them that are killed; each a process of its own."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import ClientSession
from sqlalchemy import select

from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import DeliveryRow
from bot.domain.delivery import State
from bot.simulator.core import TOKEN
from tests.rows import let_leases_run_out

__all__ = ["LOOK_SECONDS", "Stage", "kill", "until"]

PATIENCE_SECONDS = 120
LOOK_SECONDS = 0.02
AWHILE_SECONDS = 0.1
MINUTE = 60

T = TypeVar("T")

Json = dict[str, Any]


@dataclass(slots=True)
class Stage:
    """`alive` are the runs of the bot and their processes.

    `lost` holds every delivery that a run had in hand when it died, with that run.
    """

    telegram: ClientSession
    database: Database
    config: Path
    bear: Callable[[Path], int]
    alive: dict[str, int] = field(default_factory=dict)
    lost: set[tuple[int, str]] = field(default_factory=set)

    async def start(self) -> str:
        """The name of a new run, once it has something in hand."""
        process = self.bear(self.config)
        known = {*self.alive, *(run for _delivery, run in self.lost)}

        async def new() -> set[str]:
            return {run for _delivery, run in await self.database.read(_in_hand)} - known

        (run,) = await until(new)
        self.alive[run] = process
        return run

    async def kill(self, run: str) -> None:
        """In the midst of sending."""
        await self._busy(run)
        await kill(self.alive.pop(run))
        await self.bury()

    async def halt(self, run: str) -> int:
        """Stop it in the midst of sending, for longer than a lease; its process."""
        await self._busy(run)
        # What it has in hand shall be on its way, and not there yet.
        await asyncio.sleep(AWHILE_SECONDS)
        process = self.alive.pop(run)
        os.kill(process, signal.SIGSTOP)
        await self.bury()
        return process

    async def has_what_was_lost(self, run: str) -> bool:
        """Whether a run has something in hand that another had before."""
        lost = {delivery for delivery, _run in self.lost}
        in_hand = await self.database.read(_in_hand)
        return any(delivery in lost for delivery, one in in_hand if one == run)

    async def bury(self) -> bool:
        """Note what the dead had in hand, and let their leases run out; whether there was any."""
        in_hand = await self.database.read(_in_hand)
        held = {(delivery, run) for delivery, run in in_hand if run not in self.alive}
        if found := held - self.lost:
            self.lost |= found
            await self.database.write(let_leases_run_out, [*self.alive])
        return bool(found)

    async def time_passes(self) -> None:
        """Until all that is owed has come to an end."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while owed := await self.database.read(_owed_at):
                if await self.bury() or min(owed) > await self.clock():
                    await self.post("/sim/clock", {"advance": MINUTE})
                else:
                    await asyncio.sleep(LOOK_SECONDS)

    async def is_idle(self) -> bool:
        """Whether nothing is left to send."""
        return not await self.database.read(_owed_at)

    async def clock(self) -> datetime:
        return datetime.fromisoformat((await self.get("/sim/clock"))["now"])

    async def faults(self, **plan: object) -> None:
        """What goes wrong from now on."""
        await self.post("/sim/faults", plan)

    async def waiting(self) -> list[Json]:
        """The updates that no bot has confirmed, at most a hundred."""
        found: list[Json] = (await self.post(f"/bot{TOKEN}/getUpdates", {}))["result"]
        return found

    async def forget_updates(self) -> None:
        """As if the bot had served them all."""
        for last in await self._last():
            await self.post(f"/bot{TOKEN}/getUpdates", {"offset": last["update_id"] + 1})

    async def calls(self) -> list[Json]:
        """Every call of a bot, with its answer."""
        outbox = await self.get("/sim/outbox")
        found: list[Json] = outbox["calls"]
        assert len(found) == outbox["seq"]
        return found

    async def get(self, path: str) -> Any:
        async with self.telegram.get(path) as answer:
            answer.raise_for_status()
            return await answer.json()

    async def post(self, path: str, body: Json) -> Any:
        async with self.telegram.post(path, json=body) as answer:
            answer.raise_for_status()
            return await answer.json()

    async def _busy(self, run: str) -> None:
        async def busy() -> bool:
            return any(run == one for _delivery, one in await self.database.read(_in_hand))

        await until(busy)

    async def _last(self) -> list[Json]:
        found: list[Json] = (await self.post(f"/bot{TOKEN}/getUpdates", {"offset": -1}))["result"]
        return found


async def kill(process: int) -> None:
    """As kill -9, and the process is no more."""

    async def gone() -> bool:
        return not Path(f"/proc/{process}").exists()

    os.kill(process, signal.SIGKILL)
    await until(gone)


async def until(found: Callable[[], Awaitable[T]]) -> T:
    """What is found, as soon as it is something."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (value := await found()):
            await asyncio.sleep(LOOK_SECONDS)
    return value


def _in_hand(db: Db) -> set[tuple[int, str]]:
    """Deliveries in flight, and who has them."""
    rows = db.execute(
        select(DeliveryRow.id, DeliveryRow.claimed_by).where(
            DeliveryRow.state == State.SENDING.value
        )
    )
    return {(delivery, str(run)) for delivery, run in rows}


def _owed_at(db: Db) -> list[datetime]:
    """When each of those is due that have not come to an end."""
    owed = [State.PENDING.value, State.SENDING.value]
    return list(db.scalars(select(DeliveryRow.due_at).where(DeliveryRow.state.in_(owed))))
