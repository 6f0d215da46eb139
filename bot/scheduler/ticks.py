"""The ticks: send what is due, tidy up what ran out, watch."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import groupby
from typing import assert_never

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.db.base import Db
from bot.db.database import Database
from bot.db.watches import Watch
from bot.domain.delivery import Delivery, Kind, Outcome, Rejected, TryLater, Uncertain
from bot.domain.errors import DatabaseAway
from bot.domain.offer import Decision, Encouragement, Notice
from bot.domain.outage import Sense
from bot.domain.people import Person
from bot.domain.progress import Progress
from bot.domain.situation import Paused, Telling
from bot.domain.time import Clock
from bot.scheduler.paperwork import Paperwork
from bot.scheduler.watching import Watching
from bot.telegram.card import Card, Letterhead
from bot.telegram.posting import Posted
from bot.telegram.sender import Sender
from bot.telegram.views import broadcasting
from bot.telegram.views import listing as words
from bot.telegram.views import survey as views
from bot.telegram.views.notices import decision, encouragement, notice
from bot.telegram.views.telling import telling
from bot.texts import speaking
from bot.usecases import (
    accounts,
    broadcasts,
    due,
    encouraging,
    listing,
    planning,
    spreadsheet,
    watching,
)
from bot.usecases.due import Owed
from bot.usecases.listing import Part
from bot.usecases.office import Office

__all__ = ["Ticks"]

DUE_SECONDS = 1
WORK_SECONDS = 1
SHOW_SECONDS = 4
HANDS = 2
TIDY_SECONDS = 60
WATCH_SECONDS = 60

log = structlog.get_logger()

Ended = tuple[Delivery, Outcome | None]
"""A delivery and how the attempt ended; without an outcome there was none."""


@dataclass(frozen=True, slots=True)
class Ticks:
    """What is done at every tick; `run` is this process run's random name.

    Where `paid`, broadcasts are sent at a price, faster than Telegram allows otherwise.
    """

    database: Database
    office: Office
    sender: Sender
    letterhead: Letterhead
    clock: Clock
    run: str
    watching: Watching
    paperwork: Paperwork
    paid: bool = False
    _shown: dict[Watch, Card] = field(default_factory=dict)
    _looks: dict[int, tuple[datetime, int]] = field(default_factory=dict)
    _unsettled: list[Ended] = field(default_factory=list)
    _sending: asyncio.Lock = field(default_factory=asyncio.Lock)

    def schedule(self) -> Callable[[], Awaitable[None]]:
        """Tick from now on; what is returned ends it, once what is in hand has been sent."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        for tick, seconds in (
            (self.send_due, DUE_SECONDS),
            (self.work, WORK_SECONDS),
            (self.paperwork.work, WORK_SECONDS),
            (self.send_lists, WORK_SECONDS),
            (self.show_broadcasts, SHOW_SECONDS),
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
            self.sender.hush()
            async with self._sending:
                scheduler.shutdown(wait=False)

        return end

    async def recover(self) -> None:
        """Settle what a run that is over had in its hands."""
        lost = await self.database.write(due.recover, self.run, self.clock())
        if lost:
            log.warning("messages may or may not have been sent before the stop", count=lost)

    async def all(self) -> None:
        """Every tick once."""
        await self.tidy()
        await self.work()
        await self.paperwork.work()
        await self.send_due()
        await self.send_lists()
        await self.show_broadcasts()
        await self.watching.tick()

    async def send_due(self) -> None:
        """Send what is due, until nothing is, Telegram wants a rest or all that is tried fails.

        While one hand waits for Telegram, the other asks the database.
        """
        try:
            async with self._sending:
                await asyncio.gather(*(self._hand() for _ in range(HANDS)))
                await self._settle()
        except DatabaseAway as error:
            self.watching.saw(Sense.TICKING, False)
            log.error("database away, nothing sent", error=str(error))

    async def work(self) -> None:
        """Go on with long work until none is left."""
        try:
            while await self.database.write(_work, self.office, self.clock()):
                pass
        except DatabaseAway as error:
            log.error("database away, long work waits", error=str(error))

    async def show_broadcasts(self) -> None:
        """Bring the cards of broadcasts up to date, for the last time when all of it ended."""
        try:
            watched = await self.database.read(watching.watched)
            for broadcast_id, watches in groupby(watched, key=lambda one: one.broadcast_id):
                await self._show(broadcast_id, list(watches))
        except DatabaseAway as error:
            log.error("database away, no progress shown", error=str(error))

    async def send_lists(self) -> None:
        """Send the files of lists that admins asked for, one after the other."""
        try:
            while not self.sender.silenced and (
                part := await self.database.write(listing.next_part, self.clock())
            ):
                if not await self._send_part(part):
                    await self.database.write(listing.put_back, part)
                    return
        except DatabaseAway as error:
            log.error("database away, no list sent", error=str(error))

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

    async def _send_part(self, part: Part) -> bool:
        """Whether it is settled, one way or another."""
        rows = await self.database.read(listing.rows, part)
        person = await self._admin(part.job.for_id)
        with speaking(person.language):
            lines = [words.header(), *map(words.line, rows)]
            caption = words.caption(part.number, part.of)
        name = f"siaran-{part.job.subject_id}-{part.number}.csv"
        posted = await self.sender.file(person.id, name, spreadsheet.written(lines), caption)
        return not isinstance(posted.outcome, TryLater)

    async def _show(self, broadcast_id: int, watches: Sequence[Watch]) -> None:
        now = self.clock()
        found = await self.database.write(watching.look, broadcast_id, now)
        rate = self._rate(found, now)
        settled = [await self._show_to(one, found, now, rate) for one in watches]
        if found.over and all(settled):
            await self.database.write(watching.over, broadcast_id)
            self._looks.pop(broadcast_id, None)

    async def _show_to(
        self, watch: Watch, found: Progress, now: datetime, rate: float | None
    ) -> bool:
        """Whether the card of this admin shows it."""
        if self.sender.silenced:
            return False
        person = await self._admin(watch.person_id)
        with speaking(person.language):
            card = broadcasting.progress(found, person.id, self.office.zone, now, rate)
        if self._shown.get(watch) == card:
            return True
        posted = await self.sender.correct(person.id, watch.message_id, card)
        if isinstance(posted.outcome, TryLater | Uncertain):
            return False
        self._shown[watch] = card
        if found.over:
            self._shown.pop(watch)
        return True

    def _rate(self, found: Progress, now: datetime) -> float | None:
        """How many ended in a second between the last two looks of this run, where any did."""
        at, ended = self._looks.get(found.broadcast.id, (now, 0))
        self._looks[found.broadcast.id] = (now, found.ended)
        seconds = (now - at).total_seconds()
        return (found.ended - ended) / seconds if seconds and found.ended > ended else None

    async def _admin(self, person_id: int) -> Person:
        return await self.database.read(accounts.recognise, person_id, None, self.office.admins)

    async def _hand(self) -> None:
        """Claim, send, settle, a batch at a time."""
        while not self.sender.silenced and (owed := await self._proceed()):
            outcomes = await self.sender.each([partial(self._say, one) for one in owed])
            ends = zip((one.delivery for one in owed), outcomes, strict=True)
            self._unsettled.extend(ends)
            if all(isinstance(end, TryLater | None) for end in outcomes):
                return

    async def _proceed(self) -> list[Owed]:
        """What to send next; how the attempts before it ended is stored with the claim."""
        most = max(1, self.sender.batch // HANDS)
        with self._storing() as known:
            owed = await self.database.write(
                due.proceed, self.office, self.run, known, self.clock(), most
            )
        self.watching.saw(Sense.TICKING, True)
        return owed

    async def _settle(self) -> None:
        """Store how the last attempts ended."""
        with self._storing() as known:
            if known:
                await self.database.write(due.settled, known, self.clock())

    @contextmanager
    def _storing(self) -> Iterator[list[Ended]]:
        """The attempts to settle; what cannot be stored now is stored at the next tick."""
        known = self._unsettled.copy()
        self._unsettled.clear()
        try:
            yield known
        except DatabaseAway:
            self._unsettled.extend(known)
            raise

    async def _say(self, owed: Owed) -> Posted:
        """One attempt; a message that cannot be made hurts nobody but itself."""
        delivery = owed.delivery
        try:
            with speaking(owed.language):
                card = self._card(owed)
        except Exception:
            log.exception("message not made", delivery=delivery.id)
            return Posted(Rejected("not made"))
        person, message = delivery.person_id, delivery.message_id
        match delivery.kind, message:
            case Kind.DELETION, int():
                return await self.sender.erase(person, message)
            case Kind.CORRECTION, int():
                return await self.sender.correct(person, message, card)
            case _:
                return await self.sender.post(person, card)

    def _card(self, owed: Owed) -> Card:
        match owed.content:
            case Paused():
                return views.nudge(owed.content)
            case Notice():
                return notice(owed.content, self.letterhead)
            case Encouragement():
                return encouragement(owed.content, self.letterhead)
            case Decision():
                return decision(owed.content, self.letterhead)
            case Telling():
                return replace(telling(owed.content, self.letterhead), paid=self.paid)
            case _:
                assert_never(owed.content)


async def _interruptible(tick: Callable[[], Awaitable[None]]) -> None:
    """The end interrupts whatever may be done again; that is no failure."""
    with suppress(asyncio.CancelledError):
        await tick()


def _work(db: Db, office: Office, now: datetime) -> bool:
    """A piece of whatever long work there is; whether there may be more."""
    return broadcasts.work(db, now) or planning.work(db, now) or encouraging.work(db, office, now)
