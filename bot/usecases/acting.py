"""Acted employees go through a campaign in virtual time, in a database of their own.

All that decides is the real thing: who is dealt to which arm, what is owed on a day, what may
leave, what an answer changes. Only Telegram is left out: what is claimed arrives, or is blocked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from typing import assert_never

from bot.db import participants, people, scratch
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.actor import Act, Actor, Deed
from bot.domain.audience import Topic
from bot.domain.campaign import Ask, Reaction
from bot.domain.dead_end import Gap
from bot.domain.delivery import Blocked, Outcome, Sent
from bot.domain.people import Person
from bot.domain.run_through import Said
from bot.domain.stance import Told
from bot.domain.time import local_day
from bot.texts import LANGUAGES
from bot.usecases import accounts, conducting, due, steps
from bot.usecases.due import Owed
from bot.usecases.office import Office

__all__ = ["Play"]

RUN = "rehearsal"

MOST = 500
"""So many messages are claimed at once: nothing has to wait for Telegram."""

FURTHER = timedelta(minutes=1)


@dataclass
class Play:
    """A launched campaign and its actors, by the id of the employee, who is the person too.

    What was `said` to whom, the `gaps` where there was nothing to say, and which cards were
    `answered`, by employee and step, is noted as it happens.
    """

    database: Database
    office: Office
    campaign_id: int
    actors: Mapping[int, Actor]
    now: datetime
    said: list[Said] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    answered: set[tuple[int, str]] = field(default_factory=set)
    _cards: dict[int, list[Told]] = field(default_factory=dict)
    _acts: list[tuple[datetime, int, int, Act, Told]] = field(default_factory=list)

    def until(self, end: datetime) -> None:
        """Let time pass to this instant, and all happen that is due on the way."""
        self.database.now(self._tick)
        while (at := self.database.now(due.next_due, self.now)) is not None and at < end:
            self.database.now(self._act, at)
            # What is due now and did not happen waits for a tick of its own.
            self.now = at if at > self.now else self.now + FURTHER
            self.database.now(self._tick)
        self.database.now(self._act, end)
        self.now = end
        self.database.now(self._send)

    def _tick(self, db: Db) -> None:
        """As the bot's own: long work, then what is due."""
        while conducting.work(db, self.office, self.now):
            pass
        self._send(db)

    def _send(self, db: Db) -> None:
        while owed := due.claim(db, self.office, RUN, self.now, MOST):
            due.settled(db, [(one.delivery, self._post(one)) for one in owed], self.now)
        for one in scratch.unsaid(db, self.now):
            part = participants.find(db, self.campaign_id, one.person_id)
            stance = steps.stance_of(db, self.office, self.campaign_id, one.person_id)
            if part is not None:
                self.gaps.append(Gap(one.person_id, one.slot, part.arm, stance.stage))

    def _post(self, owed: Owed) -> Outcome:
        """Whether it arrives; if so, what its reader then does is only a matter of time."""
        told, number = owed.content, owed.delivery.person_id
        actor, cards = self.actors[number], self._cards.setdefault(number, [])
        if not isinstance(told, Told) or actor.blocks(len(cards)):
            return Blocked()
        cards.append(told)
        day = local_day(self.now, self.office.zone)
        self.said.append(Said(number, self.now, day, told.step.code))
        for act in actor.acts(told.step, len(cards), len(told.objections)):
            card = self._before(cards) if act.old else told
            if card is not None:
                heappush(self._acts, (self.now + act.after, len(self.said), number, act, card))
        return Sent(len(self.said))

    def _before(self, cards: list[Told]) -> Told | None:
        """The last card but this one that asks for a reaction."""
        asking = (card for card in reversed(cards[:-1]) if card.step.ask is Ask.REACTION)
        return next(asking, None)

    def _act(self, db: Db, until: datetime) -> None:
        """What people do before then, each at an instant of their own."""
        while self._acts and self._acts[0][0] < until:
            at, _order, number, act, card = heappop(self._acts)
            self._do(db, number, act, card, at)

    def _do(self, db: Db, number: int, act: Act, card: Told, at: datetime) -> None:
        person, office = Person(number, LANGUAGES[0], consented=True, admin=False), self.office
        match act.deed:
            case Deed.MUTE:
                accounts.subscribe(db, office, person, Topic.CAMPAIGNS, at, wanted=False)
                return
            case Deed.SWITCH:
                people.set_language(db, number, LANGUAGES[-1])
                return
            case Deed.REACT:
                steps.react(db, office, person, card.spot, Reaction(act.value), at)
            case Deed.OBJECT:
                steps.object_to(db, office, person, card.spot, int(act.value), at)
            case Deed.SCORE:
                steps.score(db, office, person, card.spot, int(act.value), at)
            case _:
                assert_never(act.deed)
        self.answered.add((number, card.step.code))
