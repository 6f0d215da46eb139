"""Keeps the cards of broadcasts and kiosks up to date, and sends lists that admins asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

import structlog

from bot.db.database import Database
from bot.db.watches import Watch
from bot.domain.delivery import TryLater, Uncertain
from bot.domain.errors import DatabaseAway
from bot.domain.people import Person
from bot.domain.progress import Progress
from bot.domain.time import Clock
from bot.telegram.card import Card, Letterhead
from bot.telegram.sender import Sender
from bot.telegram.views import broadcasting, survey
from bot.telegram.views import listing as words
from bot.texts import DEFAULT, speaking
from bot.usecases import accounts, kiosks, listing, spreadsheet, watching
from bot.usecases.listing import Part
from bot.usecases.office import Office

__all__ = ["Showing"]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Showing:
    """What this run has shown last, and how far each broadcast had come then."""

    database: Database
    office: Office
    sender: Sender
    letterhead: Letterhead
    clock: Clock
    _shown: dict[Watch, Card] = field(default_factory=dict)
    _looks: dict[int, tuple[datetime, int]] = field(default_factory=dict)

    async def tick(self) -> None:
        """Bring the cards of broadcasts up to date, for the last time when all of it ended."""
        try:
            watched = await self.database.read(watching.watched)
            for broadcast_id, watches in groupby(watched, key=lambda one: one.broadcast_id):
                await self._show(broadcast_id, list(watches))
        except DatabaseAway as error:
            log.error("database away, no progress shown", error=str(error))

    async def clear_kiosks(self) -> None:
        """Take off the screens of kiosks what people left there in the midst."""
        try:
            left = await self.database.write(kiosks.clear, self.office, self.clock())
        except DatabaseAway as error:
            log.error("database away, no kiosk cleared", error=str(error))
            return
        for one in left:
            with speaking(DEFAULT):
                card = survey.situation(one.card, self.letterhead)
            await self.sender.reply(one.person_id, card, one.message_id)

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
