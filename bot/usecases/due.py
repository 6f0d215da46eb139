"""What time brings: messages that are due, interviews that ran out, what is to be forgotten."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.db import (
    ballots,
    broadcasts,
    budgets,
    deliveries,
    errands,
    interviews,
    invitations,
    jobs,
    people,
    tallies,
    trainings,
    tries,
    updates,
)
from bot.db.base import Db
from bot.domain.audience import Topic
from bot.domain.broadcast import Broadcast, Stage, allowance
from bot.domain.delivery import (
    BUDGET,
    LONGEST_BUDGET,
    Blocked,
    Class,
    Coming,
    Delivery,
    Kind,
    Outcome,
    State,
    Uncertain,
    settle,
)
from bot.domain.digest import Digest
from bot.domain.dispatch import ahead, dispatched, invites
from bot.domain.errand import LIFETIME
from bot.domain.follow_up import Asked, Assigned, Due, Improved, Summary
from bot.domain.offer import Decision, Encouragement, Notice
from bot.domain.people import Addressee, Person
from bot.domain.question import Answer
from bot.domain.situation import Paused, Telling
from bot.domain.stance import Told
from bot.domain.thread import Waiting
from bot.domain.time import window
from bot.texts import DEFAULT
from bot.usecases import (
    asking,
    awaiting,
    conducting,
    digesting,
    encouraging,
    evaluating,
    improving,
    notices,
    reminding,
    steps,
    threads,
    walks,
)
from bot.usecases.office import Office

__all__ = ["Loop", "Owed", "claim", "next_due", "proceed", "recover", "settled", "tidy"]


ROUNDS = 20
"""So many batches of which nothing is to be sent are settled in one transaction at most."""


Loop = Asked | Due | Assigned | Summary | Digest | Improved
"""What follows the publication of results."""

Content = Paused | Telling | Notice | Encouragement | Decision | Answer | Told | Waiting | Loop
"""What a message says."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A claimed delivery with all that putting it into words needs."""

    delivery: Delivery
    language: str
    content: Content


def claim(db: Db, office: Office, run: str, now: datetime, most: int) -> list[Owed]:
    """The next messages that may leave now, SENDING in the name of this run; at most so many.

    What has to wait, came too late or is not wanted any more is settled on the way.
    """
    for _ in range(ROUNDS):
        taken, launched = _taken(db, run, now, most)
        owed = _dispatched(db, office, taken, launched, now)
        if owed or not taken:
            return owed
    return []


def proceed(
    db: Db,
    office: Office,
    run: str,
    ends: Iterable[tuple[Delivery, Outcome | None]],
    now: datetime,
    most: int,
) -> list[Owed]:
    """Settle how attempts ended and claim the next: one commit for both."""
    settled(db, ends, now)
    return claim(db, office, run, now, most)


def settled(
    db: Db, ends: Iterable[tuple[Delivery, Outcome | None]], now: datetime
) -> list[Delivery]:
    """The deliveries after these attempts, saved; without an outcome there was none.

    Who blocked the bot is remembered.
    """
    known = list(ends)
    after = [
        replace(one, state=State.PENDING) if outcome is None else settle(one, outcome, now)
        for one, outcome in known
    ]
    deliveries.save(db, zip((one for one, _outcome in known), after, strict=True), now)
    blocked = [one.person_id for one, outcome in known if isinstance(outcome, Blocked)]
    if blocked:
        people.block(db, blocked, blocked=True)
    return after


def recover(db: Db, run: str, now: datetime) -> int:
    """Settle as uncertain what runs that are over had in their hands; how many there were."""
    lost = deliveries.in_flight(db, run)
    settled(db, [(one, Uncertain()) for one in lost], now)
    return len(lost)


def tidy(db: Db, office: Office, now: datetime) -> None:
    """End interviews that ran out, and forget what is not to be kept any longer."""
    last = now - walks.LIFETIME
    for person_id in interviews.untouched_since(db, last):
        interviews.hold(db, person_id)
        walk = walks.load(db, office, _somebody(person_id, DEFAULT))
        if walk is not None and walk.row.touched_at <= last:
            walks.give_up(db, office, walk, now)
    ballots.destroy_participation_before(db, window(now, office.zone).first_day)
    tries.forget_before(db, now)
    errands.forget_before(db, now - LIFETIME)
    invitations.forget_before(db, now)
    asking.forget_old(db, office, now)
    threads.forget_old(db, office, now)
    awaiting.tell(db, office, now)
    conducting.keep_going(db, office, now)
    evaluating.freeze(db, office, now)
    evaluating.forget(db, office, now)
    people.end_mutes(db, now)
    encouraging.promise(db, office, now)
    reminding.keep_going(db, office, now)
    updates.forget_before(db, (now.astimezone(UTC) - timedelta(days=1)).date())


def next_due(db: Db, now: datetime) -> datetime | None:
    """The instant at which time next brings something; None when nothing is to come."""
    if errands.any_left(db):
        return now
    running = [one.id for one in broadcasts.at_stages(db, [Stage.LAUNCHED])]
    owed, touched = deliveries.next_due(db, running), interviews.oldest_touch(db)
    ends = touched + walks.LIFETIME if touched else None
    instants = [owed, ends, jobs.next_due(db, now)]
    return min((instant for instant in instants if instant), default=None)


def _taken(db: Db, run: str, now: datetime, most: int) -> tuple[list[Delivery], list[Broadcast]]:
    """Duty goes before nudges, and these before broadcasts, which are told beside them."""
    taken: list[Delivery] = []
    for class_ in (Class.DUTY, Class.NUDGE):
        if len(taken) < most:
            taken += deliveries.claim(db, run, class_, now, most - len(taken))
    # Only now: what was launched since would be among those, and unknown here.
    launched = broadcasts.launched(db)
    for broadcast in launched:
        room = min(most - len(taken), _allowance(db, broadcast, most))
        if room > 0 and not broadcast.held(now):
            taken += deliveries.claim_of(db, run, broadcast.id, now, room)
    return taken, launched


def _allowance(db: Db, broadcast: Broadcast, most: int) -> int:
    if not broadcast.canary:
        return most
    tried = tallies.attempted(db, broadcast.id)
    allowed = allowance(broadcast, tallies.size(db, broadcast.id), tried)
    return most if allowed is None else allowed


def _dispatched(
    db: Db,
    office: Office,
    taken: Sequence[Delivery],
    launched: Iterable[Broadcast],
    now: datetime,
) -> list[Owed]:
    """Those of them that may leave; the others are settled.

    Invitations come last, and of these first what can be waited for least.
    """
    # Another hand may be about to send to the same people, and both would keep to the budget.
    to = people.addressees(db, [one.person_id for one in taken], hold=True)
    left = _left(db, taken, to, now)
    told = {one.id: one for one in launched}
    owed: list[Owed] = []
    invited = sorted(filter(invites, taken), key=lambda one: one.expires_at)
    for some in ([one for one in taken if not invites(one)], invited):
        owed += _leaving(db, office, some, to, left, told, now)
    return owed


def _leaving(
    db: Db,
    office: Office,
    some: Sequence[Delivery],
    to: Mapping[int, Addressee],
    left: Mapping[tuple[Class, int], list[datetime]],
    told: Mapping[int, Broadcast],
    now: datetime,
) -> list[Owed]:
    coming = _coming(db, office, [one.person_id for one in some if invites(one)], to, now)
    changed = [one.session_id or 0 for one in some if one.kind is Kind.CHANGE]
    was = trainings.starts_before(db, changed)
    owed: list[Owed] = []
    ended: list[tuple[Delivery, Delivery]] = []
    for one in some:
        whom, recent = to.get(one.person_id), left.get((one.class_, one.person_id), [])
        first = ahead(one, coming.get(one.person_id, []), now)
        old = was.get(one.session_id or 0) if one.kind is Kind.CHANGE else None
        after = dispatched(one, whom, recent, now, office.zone, office.calendar, first, old)
        ready = None
        if whom is not None and after.state is State.SENDING:
            # A second one of the same batch must know of the first.
            recent.append(now)
            ready = _owed(db, office, one, whom, told.get(one.broadcast_id or 0), now)
            after = after if ready else replace(one, state=State.CANCELLED)
        if ready is None:
            ended.append((one, after))
        else:
            owed.append(ready)
    deliveries.save(db, ended, now)
    return owed


def _coming(
    db: Db, office: Office, ids: Sequence[int], to: Mapping[int, Addressee], now: datetime
) -> dict[int, list[Coming]]:
    """What else is owed to these people within the time of a budget; the news of the month, whose
    readers are found on its day, among it."""
    if not ids:
        return {}
    until = now + LONGEST_BUDGET
    found = budgets.coming(db, ids, Class.NUDGE, until)
    for person_id, due_at in encouraging.coming(db, office, ids, until).items():
        if person_id in to and Topic.PROGRESS not in to[person_id].muted:
            found[person_id].append(Coming(Kind.PROGRESS, due_at, due_at))
    return found


def _left(
    db: Db, taken: Sequence[Delivery], to: Mapping[int, Addressee], now: datetime
) -> dict[tuple[Class, int], list[datetime]]:
    """When messages of a class left for a person, as far back as their budget reaches."""
    found: dict[tuple[Class, int], list[datetime]] = {}
    in_hand = [one.id for one in taken]
    for (class_, employed), budget in BUDGET.items():
        ids = [one.person_id for one in taken if one.class_ is class_]
        whom = [one for one in ids if one in to and to[one].employed is employed]
        if whom:
            left = budgets.left(db, whom, class_, now - budget.within, now, in_hand)
            found |= {(class_, person_id): instants for person_id, instants in left.items()}
    return found


def _owed(
    db: Db,
    office: Office,
    delivery: Delivery,
    to: Addressee,
    broadcast: Broadcast | None,
    now: datetime,
) -> Owed | None:
    """None where there is nothing to say any more."""
    if delivery.kind is Kind.WITHDRAWN:
        delivery = replace(delivery, message_id=notices.withdrawn(db, delivery))
        if delivery.message_id is None:
            return None
    content = _content(db, office, delivery, to, broadcast, now)
    return None if content is None else Owed(delivery, to.language, content)


def _content(
    db: Db,
    office: Office,
    delivery: Delivery,
    to: Addressee,
    broadcast: Broadcast | None,
    now: datetime,
) -> Content | None:
    if (found := _CONTENTS.get(delivery.kind)) is not None:
        return found(db, office, delivery, to, now)
    if delivery.session_id is not None:
        return notices.notice(db, delivery, to, now)
    if broadcast is None:
        return None
    return Telling(broadcast.of_id or broadcast.id, broadcast.content, to)


def _paused(
    db: Db, office: Office, delivery: Delivery, to: Addressee, _now: datetime
) -> Paused | None:
    walk = walks.load(db, office, _somebody(delivery.person_id, to.language))
    return None if walk is None else walks.paused(walk)


def _somebody(person_id: int, language: str) -> Person:
    return Person(person_id, language, consented=True, admin=False)


# Of a session or a broadcast, whatever the kind, the rest is found by that.
_CONTENTS: dict[Kind, Callable[[Db, Office, Delivery, Addressee, datetime], Content | None]] = {
    Kind.UNFINISHED: _paused,
    Kind.ANSWER: lambda db, office, one, to, _now: asking.answer(db, office, one, to),
    Kind.DECISION: notices.decision,
    Kind.PROGRESS: lambda db, office, one, to, now: notices.encouragement(
        db, office, one.person_id, to, now
    ),
    Kind.STEP: steps.told,
    Kind.PLAN: reminding.asked,
    Kind.PLAN_DUE: reminding.due,
    Kind.PLAN_WHO: reminding.assigned,
    Kind.PLAN_NEWS: reminding.summary,
    Kind.DIGEST: digesting.digest,
    Kind.IMPROVED: improving.improved,
    Kind.CITIZENS: awaiting.waiting,
}
