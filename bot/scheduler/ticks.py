"""The ticks: send what is due, go on with long work, show, tidy up what ran out, watch."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.db import jobs
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.errors import DatabaseAway
from bot.domain.outage import Sense
from bot.domain.time import Clock
from bot.scheduler.checking import Checking
from bot.scheduler.opening import Opening
from bot.scheduler.paperwork import Paperwork
from bot.scheduler.sending import Sending
from bot.scheduler.showing import Showing
from bot.scheduler.watching import Watching
from bot.usecases import (
    broadcasts,
    conducting,
    due,
    encouraging,
    planning,
    releasing,
    reminding,
    substitutes,
    turnover,
)
from bot.usecases.office import Office

__all__ = ["Ticks"]

DUE_SECONDS = 1
WORK_SECONDS = 1
SHOW_SECONDS = 4
# Converting a form takes a second or two.
CHECK_SECONDS = 5
TIDY_SECONDS = 60
WATCH_SECONDS = 60

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Ticks:
    """What is done at every tick; none of it remembers what is to be done."""

    database: Database
    office: Office
    clock: Clock
    sending: Sending
    showing: Showing
    opening: Opening
    paperwork: Paperwork
    checking: Checking
    watching: Watching

    def schedule(self) -> Callable[[], Awaitable[None]]:
        """Tick from now on; what is returned ends it, once what is in hand has been sent."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        for tick, seconds in (
            (self.sending.tick, DUE_SECONDS),
            (self.work, WORK_SECONDS),
            (self.paperwork.work, WORK_SECONDS),
            (self.checking.work, CHECK_SECONDS),
            (self.showing.send_lists, WORK_SECONDS),
            (self.showing.tick, SHOW_SECONDS),
            (self.opening.tick, SHOW_SECONDS),
            (self.showing.clear_kiosks, SHOW_SECONDS),
            (self.tidy, TIDY_SECONDS),
            (self.watching.tick, WATCH_SECONDS),
        ):
            scheduler.add_job(
                partial(_interruptible, tick),
                "interval",
                seconds=seconds,
                name=tick.__qualname__,
                max_instances=1,
                coalesce=True,
            )
        scheduler.start()

        async def end() -> None:
            scheduler.pause()
            await self.sending.end()
            scheduler.shutdown(wait=False)

        return end

    async def all(self) -> None:
        """Every tick once."""
        await self.tidy()
        await self.work()
        await self.paperwork.work()
        await self.checking.work()
        await self.sending.tick()
        await self.showing.send_lists()
        await self.showing.tick()
        await self.opening.tick()
        await self.showing.clear_kiosks()
        await self.watching.tick()

    async def work(self) -> None:
        """Go on with long work until none is left."""
        try:
            while await self._piece():
                pass
        except DatabaseAway as error:
            log.error("database away, long work waits", error=str(error))

    async def _piece(self) -> bool:
        """Whether there may be more; what would fail at every try is put aside, so that the
        rest goes on."""
        try:
            return await self.database.write(_work, self.office, self.clock())
        except jobs.Broken as broken:
            job = broken.job
            log.exception("long work failed", kind=job.kind.value, subject=job.subject_id)
            await self.database.write(jobs.end, job)
            return True

    async def tidy(self) -> None:
        """End what ran out, forget what is not to be kept."""
        try:
            await self.sending.recover()
            await self.database.write(due.tidy, self.office, self.clock())
            await self.database.wipe()
        except DatabaseAway as error:
            self.watching.saw(Sense.TIDYING, False)
            log.error("database away, nothing tidied", error=str(error))
        else:
            self.watching.saw(Sense.TIDYING, True)


async def _interruptible(tick: Callable[[], Awaitable[None]]) -> None:
    """The end interrupts whatever may be done again; that is no failure."""
    with suppress(asyncio.CancelledError):
        await tick()


def _work(db: Db, office: Office, now: datetime) -> bool:
    """A piece of whatever long work there is; whether there may be more."""
    return (
        broadcasts.work(db, now)
        or planning.work(db, now)
        or substitutes.work(db, now)
        or turnover.work(db, now)
        or encouraging.work(db, office, now)
        or conducting.work(db, office, now)
        or reminding.work(db, office, now)
        or releasing.work(db, office.forms, now)
    )
