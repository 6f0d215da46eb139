"""Replies leave at once or wait in one slot for each chat; faults cost a wait, never a tap."""

import asyncio
from collections import Counter
from collections.abc import Callable

import pytest
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter
from aiogram.methods import SendMessage
from aiohttp import ClientConnectorDNSError, ServerDisconnectedError
from aiohttp.client_reqrep import ConnectionKey
from structlog.testing import capture_logs

from bot.domain.delivery import Blocked, Outcome, Rejected, Sent, TryLater, Uncertain
from bot.domain.errors import DatabaseAway
from bot.simulator.core import Telegram
from bot.simulator.refusal import Refusal
from bot.telegram.card import Card
from bot.telegram.posting import FIRST_WAIT
from bot.telegram.sender import MAX_TRIES, Sender
from tests.chat import Chat, CoreSession, Seconds

Reader = Callable[[int], Chat]

HTML_502 = "<html><head><title>502 Bad Gateway</title></head></html>"
FLOOD = Refusal(429, "Too Many Requests: retry after 7", retry_after=7)


def network_error(message: str, cause: Exception) -> TelegramNetworkError:
    """As aiogram raises it."""
    error = TelegramNetworkError(SendMessage(chat_id=1, text="-"), message)
    error.__cause__ = cause
    return error


def timed_out() -> TelegramNetworkError:
    return network_error("Request timeout error", TimeoutError())


def hung_up() -> TelegramNetworkError:
    cause = ServerDisconnectedError()
    return network_error(f"{type(cause).__name__}: {cause}", cause)


def unreachable() -> TelegramNetworkError:
    key = ConnectionKey("local", 443, True, True, None, None, None)
    cause = ClientConnectorDNSError(key, OSError("no such host"))
    return network_error(f"{type(cause).__name__}: {cause}", cause)


def said(chat: Chat) -> list[str]:
    return [card["text"] for card in chat.cards]


async def test_a_reply_is_there_at_once(sender: Sender, reader: Reader) -> None:
    chat = reader(1001)

    await sender.reply(1001, Card("Satu"))

    assert said(chat) == ["Satu"]


async def test_five_replies_leave_at_once_and_the_sixth_waits_a_second(
    sender: Sender, reader: Reader, frozen: Seconds
) -> None:
    chat = reader(1001)

    for number in range(6):
        await sender.reply(1001, Card(f"Kartu {number}"))
    await sender.flush()
    assert said(chat) == [f"Kartu {number}" for number in range(5)]

    frozen.now += 1
    await sender.flush()
    assert said(chat)[-1] == "Kartu 5"


async def test_after_the_burst_one_reply_leaves_each_second(
    sender: Sender, reader: Reader, frozen: Seconds
) -> None:
    chat = reader(1001)

    for tenth in range(100):
        frozen.now = tenth / 10
        await sender.reply(1001, Card(f"Kartu {tenth}"))
        await sender.flush()

    assert 13 <= len(said(chat)) <= 15


async def test_one_chat_that_waits_holds_up_no_other(sender: Sender, reader: Reader) -> None:
    other = reader(1002)
    reader(1001)
    for number in range(7):
        await sender.reply(1001, Card(f"Kartu {number}"))

    await sender.reply(1002, Card("Halo"))

    assert said(other) == ["Halo"]


async def test_a_newer_card_takes_the_place_of_the_one_that_waits(
    sender: Sender, reader: Reader, frozen: Seconds
) -> None:
    chat = reader(1001)
    for number in range(8):
        await sender.reply(1001, Card(f"Kartu {number}"))

    frozen.now += 10
    await sender.flush()
    await sender.flush()

    assert said(chat) == [*(f"Kartu {number}" for number in range(5)), "Kartu 7"]


async def test_a_card_is_shown_in_place_of_the_message_it_belongs_to(
    sender: Sender, reader: Reader
) -> None:
    chat = reader(1001)
    shown: list[int] = []

    async def note(message_id: int) -> None:
        shown.append(message_id)

    await sender.reply(1001, Card("Satu"), shown=note)
    await sender.reply(1001, Card("Dua"), on=shown[0], shown=note)

    assert said(chat) == ["Dua"]
    assert shown == [shown[0]] * 2


async def test_a_card_that_stands_there_already_counts_as_shown(
    sender: Sender, reader: Reader
) -> None:
    reader(1001)
    first = await sender.post(1001, Card("Satu"))

    again = await sender.post(1001, Card("Satu"), first.message_id)

    assert again == first
    assert first.outcome == Sent(first.message_id)


async def test_a_card_whose_message_vanished_is_sent_anew(
    sender: Sender, reader: Reader, telegram: Telegram
) -> None:
    chat = reader(1001)
    first = await sender.post(1001, Card("Satu"))
    telegram.call("deleteMessage", {"chat_id": 1001, "message_id": first.message_id})

    again = await sender.post(1001, Card("Dua"), first.message_id)

    assert said(chat) == ["Dua"]
    assert again.message_id != first.message_id


async def test_a_card_on_a_message_that_cannot_be_edited_is_sent_anew(
    sender: Sender, reader: Reader
) -> None:
    chat = reader(1001)

    await sender.reply(1001, Card("Dua"), on=chat.messages[0]["message_id"])

    assert said(chat) == ["Dua"]


@pytest.mark.parametrize(
    "words",
    ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"],
)
async def test_what_telegram_says_of_a_message_that_cannot_be_edited_leads_to_a_new_card(
    sender: Sender, reader: Reader, wire: CoreSession, words: str
) -> None:
    chat = reader(1001)
    first = await sender.post(1001, Card("Satu"))
    refused = Refusal(400, f"Bad Request: {words}")
    wire.fault = lambda method: refused if method == "editMessageText" else None

    again = await sender.post(1001, Card("Dua"), first.message_id)

    assert said(chat) == ["Satu", "Dua"]
    assert again.outcome == Sent(chat.cards[-1]["message_id"])


async def test_a_429_in_one_chat_stops_the_replies_to_all_until_it_is_over(
    sender: Sender, reader: Reader, wire: CoreSession, frozen: Seconds
) -> None:
    first, second = reader(1001), reader(1002)
    wire.fault = lambda _method: FLOOD
    await sender.reply(1001, Card("Satu"))
    wire.fault = lambda _method: None

    await sender.reply(1002, Card("Dua"))
    frozen.now += 6.9
    await sender.flush()
    assert (said(first), said(second)) == ([], [])

    frozen.now += 0.2
    await sender.flush()
    assert (said(first), said(second)) == (["Satu"], ["Dua"])


async def test_a_429_to_the_answer_of_a_tap_stops_all_until_it_is_over(
    sender: Sender, reader: Reader, wire: CoreSession, frozen: Seconds
) -> None:
    chat = reader(1001)
    wire.fault = lambda _method: FLOOD
    with pytest.raises(TelegramRetryAfter):
        await sender.answer("1", None, alert=False)
    wire.fault = lambda _method: None

    await sender.reply(1001, Card("Satu"))
    await sender.answer("2", "Baik", alert=False)
    await sender.strip(1001, 1)
    frozen.now += 6.9
    await sender.flush()
    assert wire.calls == ["answerCallbackQuery"]

    frozen.now += 0.2
    await sender.flush()
    assert said(chat) == ["Satu"]


async def test_a_429_to_taking_buttons_off_stops_all(
    sender: Sender, reader: Reader, wire: CoreSession
) -> None:
    chat = reader(1001)
    first = await sender.post(1001, Card("Satu"))
    assert first.message_id is not None
    wire.fault = lambda _method: FLOOD
    await sender.strip(1001, first.message_id)
    wire.fault = lambda _method: None

    await sender.reply(1001, Card("Dua"))

    assert said(chat) == ["Satu"]


async def test_a_shorter_rest_does_not_end_a_longer_one(
    sender: Sender, reader: Reader, wire: CoreSession, frozen: Seconds
) -> None:
    reader(1001)
    rests = iter([7, 2])
    wire.fault = lambda _method: Refusal(429, "Too Many Requests", next(rests))
    await sender.post(1001, Card("Satu"))
    await sender.post(1001, Card("Satu"))

    frozen.now += 6.9

    assert sender.silenced


async def test_a_429_is_heard_by_who_sends_what_is_due(
    sender: Sender, reader: Reader, wire: CoreSession, frozen: Seconds
) -> None:
    reader(1001)
    wire.fault = lambda _method: FLOOD
    await sender.reply(1001, Card("Satu"))

    silenced = []
    for _second in range(9):
        silenced.append(sender.silenced)
        frozen.now += 1
    assert silenced == [True] * 7 + [False] * 2


@pytest.mark.parametrize(
    "fault",
    [timed_out(), hung_up(), unreachable(), HTML_502, Refusal(500, "Internal Server Error")],
    ids=["timeout", "disconnect", "unreachable", "html-502", "500"],
)
async def test_a_reply_that_met_a_fault_comes_a_second_later(
    sender: Sender,
    reader: Reader,
    wire: CoreSession,
    frozen: Seconds,
    fault: Refusal | str | Exception,
) -> None:
    chat = reader(1001)
    wire.fault = lambda _method: fault
    await sender.reply(1001, Card("Satu"))
    wire.fault = lambda _method: None

    await sender.flush()
    assert said(chat) == []
    frozen.now += 1
    await sender.flush()
    await sender.flush()

    assert said(chat) == ["Satu"]


async def test_waits_double_and_a_reply_is_given_up_in_the_end(
    sender: Sender, reader: Reader, wire: CoreSession, frozen: Seconds
) -> None:
    chat = reader(1001)
    wire.fault = lambda _method: Refusal(500, "Internal Server Error")
    await sender.reply(1001, Card("Satu"))

    tried_at = [0.0]
    for second in range(1, 400):
        frozen.now, before = float(second), len(wire.calls)
        await sender.flush()
        tried_at += [frozen.now] * (len(wire.calls) - before)
    wire.fault = lambda _method: None
    frozen.now += 10_000
    await sender.flush()

    assert tried_at == [float(2**n - 1) for n in range(MAX_TRIES)]
    assert said(chat) == []


async def test_a_blocked_person_is_left_alone(
    sender: Sender, reader: Reader, telegram: Telegram, wire: CoreSession, frozen: Seconds
) -> None:
    reader(1001)
    telegram.people.block(1001)

    await sender.reply(1001, Card("Satu"))
    frozen.now += 100
    await sender.flush()

    assert wire.calls == ["sendMessage"]


async def test_a_card_that_telegram_never_takes_is_dropped_and_logged(
    sender: Sender, reader: Reader, wire: CoreSession, frozen: Seconds
) -> None:
    reader(1001)

    with capture_logs() as logs:
        await sender.reply(1001, Card("<b>Satu"))
    frozen.now += 100
    await sender.flush()

    assert wire.calls == ["sendMessage"]
    assert [entry["event"] for entry in logs] == ["reply rejected"]


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (timed_out(), Uncertain()),
        (hung_up(), Uncertain()),
        (unreachable(), TryLater(FIRST_WAIT)),
        (Refusal(403, "Forbidden: bot was blocked by the user"), Blocked()),
        (Refusal(400, "Bad Request: chat not found"), Rejected("Bad Request: chat not found")),
        (Refusal(500, "Internal Server Error"), TryLater(FIRST_WAIT)),
        (HTML_502, TryLater(FIRST_WAIT)),
    ],
    ids=["timeout", "disconnect", "unreachable", "blocked", "rejected", "500", "html-502"],
)
async def test_every_fault_has_its_outcome(
    sender: Sender,
    reader: Reader,
    wire: CoreSession,
    fault: Refusal | str | Exception,
    outcome: Outcome,
) -> None:
    reader(1001)
    wire.fault = lambda _method: fault

    posted = await sender.post(1001, Card("Satu"))

    assert posted.outcome == outcome
    assert posted.message_id is None


async def test_a_newer_card_waits_until_the_one_under_way_has_arrived(
    sender: Sender, reader: Reader, wire: CoreSession
) -> None:
    chat = reader(1001)
    reached, go_on = asyncio.Event(), asyncio.Event()

    class Slow(CoreSession):
        async def make_request(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]  # Only held up.
            reached.set()
            await go_on.wait()
            return await wire.make_request(*args, **kwargs)  # type: ignore[arg-type]  # As it came.

    sender.bot.session = Slow(wire.telegram)
    under_way = asyncio.ensure_future(sender.reply(1001, Card("Satu")))
    await reached.wait()
    await sender.reply(1001, Card("Dua"))
    go_on.set()
    await under_way
    assert said(chat) == ["Satu"]

    await sender.flush()
    assert said(chat) == ["Satu", "Dua"]


async def test_the_lane_goes_on_while_the_database_is_away(
    sender: Sender, reader: Reader, frozen: Seconds
) -> None:
    first, second = reader(1001), reader(1002)

    async def away(_message_id: int) -> None:
        raise DatabaseAway

    for chat in (1001, 1002):
        for number in range(5):
            await sender.reply(chat, Card(f"Kartu {number}"))
        await sender.reply(chat, Card("Lima"), shown=away)
    frozen.now += 1
    await sender.flush()
    await sender.flush()

    assert Counter(said(first) + said(second))["Lima"] == 2


async def test_nothing_is_kept_for_the_silent(
    sender: Sender, reader: Reader, frozen: Seconds
) -> None:
    for person_id in range(1001, 1011):
        reader(person_id)
        await sender.reply(person_id, Card("Halo"))

    frozen.now += 1
    await sender.flush()

    assert (sender._slots, sender._paces) == ({}, {})


async def test_the_lane_empties_by_itself(
    sender: Sender, reader: Reader, wire: CoreSession, frozen: Seconds
) -> None:
    chat, arrived = reader(1001), asyncio.Event()

    async def shown(_message_id: int) -> None:
        arrived.set()

    wire.fault = lambda _method: HTML_502
    await sender.reply(1001, Card("Satu"), shown=shown)
    wire.fault = lambda _method: None
    frozen.now += 1

    running = asyncio.ensure_future(sender.run())
    async with asyncio.timeout(5):
        await arrived.wait()
    running.cancel()

    assert said(chat) == ["Satu"]


async def test_buttons_are_stripped_if_that_is_possible(
    sender: Sender, reader: Reader, wire: CoreSession
) -> None:
    chat = reader(1001)
    posted = await sender.post(1001, Card("Satu"))
    assert posted.message_id is not None

    wire.fault = lambda _method: HTML_502
    await sender.strip(1001, posted.message_id)

    assert said(chat) == ["Satu"]


async def test_a_card_that_cannot_be_noted_does_not_hold_up_the_others(
    sender: Sender, reader: Reader, wire: CoreSession, frozen: Seconds
) -> None:
    async def fails(_message_id: int) -> None:
        raise ZeroDivisionError

    first, second = reader(1001), reader(1002)
    wire.fault = lambda _method: FLOOD
    await sender.reply(1001, Card("Satu"), shown=fails)
    await sender.reply(1002, Card("Dua"))
    wire.fault = lambda _method: None
    frozen.now += 8

    with capture_logs() as logs:
        await sender.flush()
        await sender.flush()

    assert (said(first), said(second)) == (["Satu"], ["Dua"])
    assert [line["event"] for line in logs] == ["reply given up"]
