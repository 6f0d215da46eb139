"""The ticks: send what is due, tidy up what ran out, watch."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.db.database import Database
from bot.domain.delivery import TryLater
from bot.domain.errors import DatabaseAway
from bot.domain.outage import Sense
from bot.domain.time import Clock
from bot.scheduler.watching import Watching
from bot.telegram.sender import Sender
from bot.telegram.views import survey as views
from bot.texts import speaking
from bot.usecases import due
from bot.usecases.due import Owed
from bot.usecases.office import Office

__all__ = ["Ticks"]

DUE_SECONDS = 2
TIDY_SECONDS = 60
WATCH_SECONDS = 60

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Ticks:
    """What is done at every tick; `run` is this process run's random name."""

    database: Database
    office: Office
    sender: Sender
    clock: Clock
    run: str
    watching: Watching

    def schedule(self) -> Callable[[], None]:
        """Tick from now on; what is returned ends it."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        once = {"max_instances": 1, "coalesce": True}
        scheduler.add_job(self.send_due, "interval", seconds=DUE_SECONDS, **once)
        scheduler.add_job(self.tidy, "interval", seconds=TIDY_SECONDS, **once)
        scheduler.add_job(self.watching.tick, "interval", seconds=WATCH_SECONDS, **once)
        scheduler.start()
        return lambda: scheduler.shutdown(wait=False)

    async def recover(self) -> None:
        """Settle what a run that is over had in its hands."""
        lost = await self.database.write(due.recover, self.run, self.clock())
        if lost:
            log.warning("messages may or may not have been sent before the stop", count=lost)

    async def all(self) -> None:
        """Every tick once."""
        await self.tidy()
        await self.send_due()
        await self.watching.tick()

    async def send_due(self) -> None:
        """Send what is due, one at a time."""
        try:
            while not self.sender.silenced and (owed := await self._claim()) is not None:
                if not await self._send(owed):
                    return
        except DatabaseAway as error:
            self.watching.saw(Sense.TICKING, False)
            log.error("database away, nothing sent", error=str(error))

    async def tidy(self) -> None:
        """End what ran out, forget what is not to be kept."""
        try:
            await self.recover()
            await self.database.write(due.tidy, self.office, self.clock())
            await self.database.wipe()
        except DatabaseAway as error:
            self.watching.saw(Sense.TIDYING, False)
            log.error("database away, nothing tidied", error=str(error))
        else:
            self.watching.saw(Sense.TIDYING, True)

    async def _claim(self) -> Owed | None:
        owed = await self.database.write(due.claim, self.office, self.run, self.clock())
        self.watching.saw(Sense.TICKING, True)
        return owed

    async def _send(self, owed: Owed) -> bool:
        """One attempt; False when Telegram wants a rest."""
        with speaking(owed.language):
            card = views.nudge(owed.content)
        posted = await self.sender.post(owed.delivery.person_id, card)
        await self.database.write(due.settled, owed.delivery, posted.outcome, self.clock())
        return not isinstance(posted.outcome, TryLater)
