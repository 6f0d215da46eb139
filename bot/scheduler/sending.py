"""Sends what is due: claim, put into words, post, settle."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import assert_never

import structlog

from bot.db.database import Database
from bot.domain.delivery import Delivery, Kind, Outcome, Rejected, TryLater
from bot.domain.digest import Digest
from bot.domain.errors import DatabaseAway
from bot.domain.follow_up import Asked, Assigned, Due, Improved, Summary
from bot.domain.offer import Decision, Encouragement, Notice
from bot.domain.outage import Saw, Sense
from bot.domain.question import Answer
from bot.domain.situation import Paused, Telling
from bot.domain.stance import Told
from bot.domain.thread import Waiting
from bot.domain.time import Clock
from bot.telegram.card import Card, Letterhead
from bot.telegram.posting import Posted
from bot.telegram.sender import Sender
from bot.telegram.views import survey as views
from bot.telegram.views.asking import answer
from bot.telegram.views.loop import after_publication
from bot.telegram.views.notices import decision, encouragement, notice
from bot.telegram.views.replies import waiting
from bot.telegram.views.steps import step
from bot.telegram.views.telling import telling
from bot.texts import speaking
from bot.usecases import due
from bot.usecases.due import Owed
from bot.usecases.office import Office

__all__ = ["Sending"]

HANDS = 2

log = structlog.get_logger()

Ended = tuple[Delivery, Outcome | None]
"""A delivery and how the attempt ended; without an outcome there was none."""


@dataclass(frozen=True, slots=True)
class Sending:
    """What is owed leaves by `run`, this process run's random name; `saw` is told how that goes.

    Where `paid`, broadcasts are sent at a price, faster than Telegram allows otherwise.
    """

    database: Database
    office: Office
    sender: Sender
    letterhead: Letterhead
    clock: Clock
    run: str
    saw: Saw
    paid: bool = False
    _unsettled: list[Ended] = field(default_factory=list)
    _under_way: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def recover(self) -> None:
        """Settle what a run that is over had in its hands."""
        lost = await self.database.write(due.recover, self.run, self.clock())
        if lost:
            log.warning("messages may or may not have been sent before the stop", count=lost)

    async def tick(self) -> None:
        """Send what is due, until nothing is, Telegram wants a rest or all that is tried fails.

        While one hand waits for Telegram, the other asks the database.
        """
        try:
            async with self._under_way:
                await asyncio.gather(*(self._hand() for _ in range(HANDS)))
                await self._settle()
        except DatabaseAway as error:
            self.saw(Sense.TICKING, False)
            log.error("database away, nothing sent", error=str(error))

    async def end(self) -> None:
        """Begin nothing more; what is in hand is sent and settled."""
        self.sender.hush()
        async with self._under_way:
            return

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
        self.saw(Sense.TICKING, True)
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
            case Kind.CORRECTION | Kind.WITHDRAWN, int():
                return await self.sender.correct(person, message, card)
            case _:
                return await self.sender.post(person, card)

    def _card(self, owed: Owed) -> Card:
        match owed.content:
            case Paused():
                return views.nudge(owed.content)
            case Telling():
                return replace(telling(owed.content, self.letterhead), paid=self.paid)
            case Asked() | Due() | Assigned() | Summary() | Digest() | Improved():
                return after_publication(owed.content, self.letterhead)
            case _:
                return _to_employee(owed.content, self.letterhead)


def _to_employee(
    content: Notice | Encouragement | Decision | Answer | Told | Waiting, letterhead: Letterhead
) -> Card:
    match content:
        case Notice():
            return notice(content, letterhead)
        case Encouragement():
            return encouragement(content, letterhead)
        case Decision():
            return decision(content, letterhead)
        case Answer():
            return answer(content, letterhead)
        case Told():
            return step(content, letterhead)
        case Waiting():
            return waiting(content, letterhead)
        case _:
            assert_never(content)
