"""Faults on the wire and processes that die: nothing promised is lost, and little comes twice.

What may come twice is named one by one: a duty that was in flight when a run died, or whose answer
was lost. Persuasion ends as uncertain there, and comes once at most.
"""

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import Callable, Collection, Iterable

import pytest
from sqlalchemy import select

from bot.db import tallies
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import MuteRow
from bot.domain.delivery import State
from bot.usecases.office import Office
from tests.faults.errands import DUTY, LABELS, PERSUASION, Errand, arrived, employ, errands, owe
from tests.faults.stage import LOOK_SECONDS, Stage, kill, until

PEOPLE = range(10_001, 12_001)
HAVE_BLOCKED = range(10_001, 12_001, 100)
BESIDE = 20

# What the bot calls once it is at work; a start that fails is tried again after a while only.
AT_WORK = ["sendMessage", "getUpdates", "answerCallbackQuery"]
ROUGH = {
    "latency_ms": 50,
    "error_rate": 0.05,
    "drop_rate": 0.02,
    "duplicate_rate": 0.5,
    "only_methods": AT_WORK,
}
STORM = 100
TOO_MANY = {"method": "sendMessage", "code": 429, "retry_after": 1, "times": STORM}

KILLS = 10
REACH_SECONDS = 0.6
# So that every kill finds something in flight.
SLOW = {"latency_ms": 500, "only_methods": AT_WORK}
# So few are owed a duty, each time anew.
MOVED = 100

REACTING, MUTING = 40, 20
MUTE = "Berhenti menerima kabar"


async def come(stage: Stage, people: Iterable[int], have_blocked: Collection[int] = ()) -> None:
    """They have pressed Start, and some have blocked the bot since, which it has not heard."""
    free = asyncio.Semaphore(BESIDE)

    async def one(person: int) -> None:
        async with free:
            known = {"id": person, "first_name": "Ahmad", "language_code": "id"}
            await stage.post("/sim/people", known)
            await stage.post(f"/sim/people/{person}/start", {})
            if person in have_blocked:
                await stage.post(f"/sim/people/{person}/block", {})

    await asyncio.gather(*map(one, people))
    await stage.forget_updates()


async def start(stage: Stage, promise_more: Callable[[], None]) -> None:
    """A run; until it is there, however long that takes, there is something to send."""
    starting = asyncio.ensure_future(stage.start())
    while not starting.done():
        if await stage.is_idle():
            promise_more()
        await asyncio.wait({starting}, timeout=LOOK_SECONDS)
    await starting


async def tapped(stage: Stage, tappers: list[tuple[int, int]]) -> list[asyncio.Future[None]]:
    """All of it waits for the bot; an answer to each is waited for, and need not come."""
    reacting, muting = tappers[:REACTING], tappers[REACTING:]
    taps: list[asyncio.Future[None]] = []

    async def all_wait() -> bool:
        return len(await stage.waiting()) == len(taps)

    for people, label in ((reacting, LABELS[0]), (muting, MUTE), (reacting, LABELS[1])):
        taps += [asyncio.ensure_future(tap(stage, *one, label)) for one in people]
        await until(all_wait)
    return taps


async def tap(stage: Stage, person: int, message: int, label: str) -> None:
    pressed = {"message_id": message, "label": label}
    await stage.post(f"/sim/people/{person}/tap", pressed)


async def sent(stage: Stage, broadcast_id: int, count: int) -> None:
    async def so_many() -> bool:
        states = await stage.database.read(tallies.states, broadcast_id)
        return states[State.SENT] >= count

    await until(so_many)


def reached(db: Db, *broadcast_ids: int) -> list[tuple[int, int]]:
    """Some who got all of these, and the message that the last of them is."""
    got = [arrived(db, broadcast_id) for broadcast_id in broadcast_ids]
    people = set.intersection(*map(set, got))
    return [(person, got[-1][person]) for person in sorted(people)][: REACTING + MUTING]


def muted(db: Db) -> set[int]:
    return set(db.scalars(select(MuteRow.person_id)))


def all_served(db: Db, broadcast_id: int) -> bool:
    reactions = tallies.reactions(db, broadcast_id)
    return reactions.total() == REACTING and len(muted(db)) == MUTING


def judge_duties(found: list[Errand], have_blocked: Collection[int] = ()) -> None:
    """Nobody was missed; doubled was at most what was in flight when a run died."""
    for one in found:
        if one.person_id in have_blocked:
            assert (one.state, one.messages) == (State.BLOCKED, ()), one
        else:
            assert one.state is State.SENT, one
            assert 1 <= len(one.messages) <= 1 + one.lost, one
            assert one.message_id in one.messages, one


def judge_persuasion(found: list[Errand], have_blocked: Collection[int] = ()) -> None:
    """Nobody got it twice; uncertain is exactly what may or may not have arrived."""
    for one in found:
        assert len(one.messages) + one.unanswered <= 1, one
        if one.lost or one.unanswered:
            assert one.state is State.UNCERTAIN, one
        elif one.person_id in have_blocked:
            assert (one.state, one.messages) == (State.BLOCKED, ()), one
        else:
            assert (one.state, one.messages) == (State.SENT, (one.message_id,)), one


async def test_a_rough_line_a_storm_and_three_kills_lose_nobody(
    stage: Stage, database: Database, office: Office
) -> None:
    chance = random.Random(1)
    now = await stage.clock()
    await come(stage, PEOPLE, HAVE_BLOCKED)
    database.now(employ, PEOPLE, "dukcapil-ktp", now)
    duty = database.now(owe, office, DUTY, "dukcapil", now)
    persuasion = database.now(owe, office, PERSUASION, "dukcapil", now)

    await stage.faults(**ROUGH, seed=1)
    run = await stage.start()
    await sent(stage, duty, chance.randrange(200, 1_200))
    await stage.kill(run)

    await stage.faults(**ROUGH, seed=2, script=[TOO_MANY])
    run = await stage.start()
    await sent(stage, persuasion, chance.randrange(200, 1_200))
    await stage.kill(run)

    # While no bot is there, some tap what they got, one button and then another.
    await stage.faults()
    tappers = await database.read(reached, duty, persuasion)
    taps = await tapped(stage, tappers)
    await stage.faults(**ROUGH, seed=3)
    process = stage.bear(stage.config)
    await until(lambda: database.read(tallies.reactions, persuasion))
    await kill(process)
    await stage.bury()

    await stage.start()
    await until(lambda: database.read(all_served, persuasion))
    await asyncio.gather(*taps)
    await stage.time_passes()

    calls = await stage.calls()
    duties = database.now(errands, duty, calls, stage.lost)
    persuaded = database.now(errands, persuasion, calls, stage.lost)
    judge_duties(duties, HAVE_BLOCKED)
    judge_persuasion(persuaded, HAVE_BLOCKED)
    assert len(duties) == len(persuaded) == len(PEOPLE)
    for found in (duties, persuaded):
        assert sum(one.lost for one in found) > 0
        assert sum(one.unanswered for one in found) > 0
    assert (await stage.get("/sim/stats"))["too_many_requests"] == STORM
    assert database.now(tallies.reactions, persuasion) == Counter({1: REACTING})
    assert database.now(muted) == {person for person, _message in tappers[REACTING:]}


@pytest.mark.usefixtures("server")
async def test_two_processes_of_which_one_dies_ten_times_send_nothing_twice(
    stage: Stage, database: Database, office: Office
) -> None:
    chance = random.Random(2)
    now = await stage.clock()
    await come(stage, PEOPLE)
    database.now(employ, PEOPLE[:MOVED], "dukcapil-ktp", now)
    database.now(employ, PEOPLE[MOVED:], "dukcapil-kk", now)
    persuasion = database.now(owe, office, PERSUASION, "dukcapil", now)
    duties: list[int] = []

    def promise_more() -> None:
        duties.append(database.now(owe, office, DUTY, "dukcapil-ktp", now))

    await stage.faults(**SLOW)
    await stage.start()
    for _ in range(KILLS):
        await start(stage, promise_more)
        promise_more()
        await asyncio.sleep(chance.uniform(0, REACH_SECONDS))
        await stage.kill(chance.choice([*stage.alive]))
    await start(stage, promise_more)
    await stage.faults()
    await stage.time_passes()

    calls = await stage.calls()
    told = [one for duty in duties for one in database.now(errands, duty, calls, stage.lost)]
    persuaded = database.now(errands, persuasion, calls, stage.lost)
    judge_duties(told)
    judge_persuasion(persuaded)
    assert (len(told), len(persuaded)) == (len(duties) * MOVED, len(PEOPLE))
    for found in (told, persuaded):
        assert sum(one.lost for one in found) > 0


@pytest.mark.usefixtures("server")
async def test_who_stood_still_past_the_lease_settles_nothing_that_another_has_in_hand(
    stage: Stage, database: Database, office: Office
) -> None:
    now = await stage.clock()
    await come(stage, PEOPLE[:MOVED])
    database.now(employ, PEOPLE[:MOVED], "dukcapil-ktp", now)
    duty = database.now(owe, office, DUTY, "dukcapil-ktp", now)

    async def twice_in_hand() -> set[int]:
        """Whom the first of two had written to when it stopped, before it could note that."""
        found = database.now(errands, duty, await stage.calls(), stage.lost)
        return {one.person_id for one in found if one.lost and one.messages}

    await stage.faults(**SLOW)
    slow = await stage.start()
    process = await stage.halt(slow)
    twice = await until(twice_in_hand)
    other = await stage.start()
    await until(lambda: stage.has_what_was_lost(other))
    os.kill(process, signal.SIGCONT)
    stage.alive[slow] = process
    await stage.time_passes()

    found = database.now(errands, duty, await stage.calls(), stage.lost)
    judge_duties(found)
    assert len(found) == MOVED
    for one in found:
        if one.person_id in twice:
            # The other has noted its own.
            assert one.message_id == one.messages[1], one
