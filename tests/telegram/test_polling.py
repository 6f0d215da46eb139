"""Telegram is the inbox: an update is confirmed only after it was served."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.types import Update
from structlog.testing import capture_logs

from bot.domain.errors import DatabaseAway
from bot.domain.outage import Sense
from bot.simulator.core import Telegram
from bot.simulator.refusal import Refusal
from bot.telegram import polling
from bot.telegram.polling import Inbox
from tests.chat import CoreSession, Seconds

HTML_502 = "<html><head><title>502 Bad Gateway</title></head></html>"
Said = list[tuple[int, str]]


@pytest.fixture
def said() -> Said:
    """What the bot was told, in the order in which it finished with it."""
    return []


@pytest.fixture
def inbox(api: Bot, said: Said, frozen: Seconds) -> Inbox:
    async def process(update: Update) -> None:
        said.append(words(update))

    return Inbox(api, process, unwatched, frozen)


def unwatched(_sense: Sense, _well: bool) -> None:
    """Nobody wants to know."""


def words(update: Update) -> tuple[int, str]:
    assert update.message is not None
    assert update.message.from_user is not None
    return update.message.from_user.id, update.message.text or ""


def say(telegram: Telegram, person_id: int, text: str) -> None:
    telegram.people.add(person_id, "Yusuf", "id")
    telegram.people.say(person_id, text)


async def until(stop: asyncio.Event, inbox: Inbox) -> None:
    async with asyncio.timeout(20):
        await inbox.run(stop)


async def test_an_update_is_confirmed_by_the_fetch_after_it_was_served(
    telegram: Telegram, inbox: Inbox, said: Said
) -> None:
    say(telegram, 1001, "Halo")

    fetched = [(await inbox.turn(), telegram.waiting) for _fetch in range(2)]

    assert fetched == [(1, True), (0, False)]
    assert said == [(1001, "Halo")]


async def test_confirming_needs_no_next_fetch(telegram: Telegram, inbox: Inbox) -> None:
    say(telegram, 1001, "Halo")
    await inbox.confirm()
    assert telegram.waiting
    await inbox.turn()

    await inbox.confirm()

    assert not telegram.waiting


async def test_more_than_a_hundred_updates_come_in_batches(
    telegram: Telegram, inbox: Inbox, said: Said
) -> None:
    for number in range(130):
        say(telegram, 1001, str(number))

    assert [await inbox.turn() for _fetch in range(3)] == [100, 30, 0]
    assert [text for _person, text in said] == [str(number) for number in range(130)]


async def test_one_person_is_served_in_order_and_holds_up_nobody_else(
    telegram: Telegram, api: Bot, frozen: Seconds
) -> None:
    go_on, finished = asyncio.Event(), asyncio.Event()
    served: Said = []

    async def process(update: Update) -> None:
        if words(update) == (1001, "lama"):
            await go_on.wait()
        served.append(words(update))
        finished.set()

    for person_id, text in ((1001, "lama"), (1001, "nanti"), (1002, "cepat")):
        say(telegram, person_id, text)
    turn = asyncio.ensure_future(Inbox(api, process, unwatched, frozen).turn())
    await finished.wait()
    assert served == [(1002, "cepat")]

    go_on.set()
    await turn
    assert served == [(1002, "cepat"), (1001, "lama"), (1001, "nanti")]


async def test_while_the_database_is_away_the_whole_batch_comes_again(
    telegram: Telegram, api: Bot, frozen: Seconds
) -> None:
    away = True
    served: Said = []

    async def process(update: Update) -> None:
        if away and words(update)[0] == 1001:
            raise DatabaseAway
        served.append(words(update))

    for person_id, text in ((1001, "satu"), (1002, "dua"), (1001, "tiga")):
        say(telegram, person_id, text)
    inbox = Inbox(api, process, unwatched, frozen)

    with pytest.raises(DatabaseAway):
        await inbox.turn()
    away = False
    await inbox.turn()

    assert served == [(1002, "dua"), (1001, "satu"), (1001, "tiga"), (1002, "dua")]


async def test_the_loop_goes_on_when_the_database_is_back(
    telegram: Telegram, api: Bot, frozen: Seconds
) -> None:
    stop, tries = asyncio.Event(), 0

    async def process(_update: Update) -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise DatabaseAway
        stop.set()

    say(telegram, 1001, "Halo")
    with capture_logs() as logs:
        await until(stop, Inbox(api, process, unwatched, frozen))

    assert tries == 2
    assert not telegram.waiting
    assert [entry["event"] for entry in logs] == ["database away, updates are kept"]


async def test_told_to_stop_a_batch_is_finished_and_confirmed(
    telegram: Telegram, api: Bot, frozen: Seconds
) -> None:
    stop = asyncio.Event()
    served: Said = []

    async def process(update: Update) -> None:
        stop.set()
        await asyncio.wait([asyncio.ensure_future(stop.wait())])
        served.append(words(update))

    say(telegram, 1001, "satu")
    say(telegram, 1001, "dua")

    await until(stop, Inbox(api, process, unwatched, frozen))

    assert served == [(1001, "satu"), (1001, "dua")]
    assert not telegram.waiting


async def test_told_to_stop_while_nothing_comes_it_stops_at_once(
    api: Bot, wire: CoreSession, inbox: Inbox
) -> None:
    stop = asyncio.Event()

    class Waiting(CoreSession):
        async def make_request(self, *_args: object, **_kwargs: object) -> object:  # type: ignore[override]  # Only waits.
            stop.set()
            await asyncio.Event().wait()
            return []

    api.session = Waiting(wire.telegram)

    await until(stop, inbox)

    assert stop.is_set()


async def test_an_update_that_cannot_be_read_is_passed_by_and_the_others_are_served(
    telegram: Telegram, wire: CoreSession, inbox: Inbox, said: Said
) -> None:
    stop = asyncio.Event()
    say(telegram, 1001, "satu")
    telegram.queue({"message": {"message_id": "none", "text": 5}})
    say(telegram, 1002, "dua")
    wire.fault = lambda _method: stop.set() if len(said) == 2 else None

    await until(stop, inbox)

    assert said == [(1001, "satu"), (1002, "dua")]
    assert not telegram.waiting


async def test_kinds_of_updates_that_nobody_asked_for_are_passed_by(
    telegram: Telegram, api: Bot, frozen: Seconds
) -> None:
    kinds: list[str | None] = []

    async def process(update: Update) -> None:
        kinds.append(next(iter(update.model_extra or {"message": None})))

    telegram.queue({"something_new": {"id": 1}})
    say(telegram, 1001, "Halo")

    assert await Inbox(api, process, unwatched, frozen).turn() == 2
    assert kinds == ["message"]


@pytest.mark.parametrize(
    "fault",
    [
        Refusal(401, "Unauthorized"),
        Refusal(409, "Conflict: terminated by other getUpdates request"),
        Refusal(429, "Too Many Requests: retry after 1", retry_after=1),
        HTML_502,
    ],
    ids=["401", "409", "429", "html-502"],
)
async def test_a_refused_fetch_is_tried_again(
    telegram: Telegram, wire: CoreSession, inbox: Inbox, said: Said, fault: Refusal | str
) -> None:
    stop, faults = asyncio.Event(), [fault]

    def faulty(_method: str) -> Refusal | str | None:
        if said:
            stop.set()
        return faults.pop() if faults else None

    say(telegram, 1001, "Halo")
    wire.fault = faulty
    await until(stop, inbox)

    assert said == [(1001, "Halo")]


async def test_rests_double_up_to_a_bound() -> None:
    stop = asyncio.Event()
    stop.set()
    rests = [polling.FIRST_PAUSE]
    for _error in range(6):
        rests.append(await polling._rest(stop, rests[-1]))

    assert rests == [0.5, 1, 2, 4, 8, 15, 15]


async def test_an_unconfirmed_stop_is_only_logged(
    telegram: Telegram, wire: CoreSession, inbox: Inbox
) -> None:
    say(telegram, 1001, "Halo")
    await inbox.turn()
    wire.fault = lambda _method: HTML_502

    with capture_logs() as logs:
        await inbox.confirm()

    assert [entry["event"] for entry in logs] == ["not confirmed, updates will come twice"]
    assert telegram.waiting


async def test_a_slow_handler_is_named_in_the_log(
    telegram: Telegram, api: Bot, frozen: Seconds
) -> None:
    async def process(_update: Update) -> None:
        frozen.now += 2.5

    say(telegram, 1001, "Halo")
    with capture_logs() as logs:
        await Inbox(api, process, unwatched, frozen).turn()

    assert logs == [
        {"event": "slow handler", "log_level": "warning", "update_id": 1, "seconds": 2.5}
    ]
