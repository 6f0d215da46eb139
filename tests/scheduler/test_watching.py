"""The owner is told in chat when something has been away, and when it is back; each once."""

from collections.abc import Callable

import pytest
from aiogram.exceptions import ClientDecodeError, TelegramAPIError, TelegramNetworkError
from aiogram.methods import GetMe
from structlog.testing import capture_logs

from bot import config
from bot.app import Torang
from bot.db import people
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.errors import DatabaseAway
from bot.domain.outage import ENOUGH, NEARLY_FULL
from bot.simulator.core import Telegram
from bot.simulator.refusal import Refusal
from bot.telegram.card import Card
from tests.away import away
from tests.chat import Chat, CoreSession, Fault, Seconds
from tests.conftest import Disk, VirtualClock
from tests.handlers.survey import to_the_question

Passing = Callable[[float], None]
Someone = Callable[..., Chat]

OWNER = 7001
HTML_502 = "<html><head><title>502 Bad Gateway</title></head></html>"

AWAY = (
    "Basis data tidak dapat dipakai sejak Selasa, 24 November 2026, 09.00 WIT. Kiriman orang "
    "menunggu di Telegram, paling lama sehari. Jalankan torang doctor di server dan ikuti "
    "petunjuknya."
)
BACK = (
    "Dari Selasa, 24 November 2026, 09.00 WIT sampai Selasa, 24 November 2026, {until} WIT basis "
    "data tidak dapat dipakai; sekarang bisa lagi. Tidak ada yang perlu dilakukan."
)
SENDING = (
    "Dari Selasa, 24 November 2026, 09.00 WIT sampai Selasa, 24 November 2026, {until} WIT tidak "
    "ada yang dapat dikirim; sekarang bisa lagi. Bila sering terjadi, periksa jaringan server."
)


@pytest.fixture
def settings() -> config.Config:
    return config.Config(office=config.Office(owner=OWNER))


@pytest.fixture
async def owner(someone: Someone) -> Chat:
    """Pressed Start once, and has nothing else to do with the bot."""
    chat = someone(OWNER)
    await chat.starts()
    return chat


@pytest.fixture
def seconds() -> Seconds:
    """Only a test moves it: how often it is looked at must not tell."""
    return Seconds(step=0)


@pytest.fixture
def pass_time(clock: VirtualClock, seconds: Seconds) -> Callable[[float], None]:
    """By every clock there is."""

    def passed(minutes: float) -> None:
        clock.forward(minutes=minutes)
        seconds.now += minutes * 60

    return passed


def said(owner: Chat) -> list[str]:
    """After the welcome."""
    return [card["text"] for card in owner.cards[1:]]


async def fetch(torang: Torang) -> None:
    """As the loop does: what fails is tried again."""
    try:
        await torang.inbox.turn()
    except (TelegramAPIError, ClientDecodeError, DatabaseAway):
        return


def consent(db: Db, language: str) -> None:
    people.consent(db, OWNER, language, "skm-1", VirtualClock().at.date())


def network_down(_method: str) -> Exception:
    return TelegramNetworkError(GetMe(), "Request timeout error")


async def test_a_database_away_for_ten_minutes_is_told_once_and_its_return_once(
    owner: Chat, torang: Torang, database: Database, pass_time: Passing
) -> None:
    await torang.ticks.all()
    with away(database):
        for _minute in range(10):
            await torang.ticks.all()
            assert said(owner) == []
            pass_time(1)
        for _minute in range(5):
            await torang.ticks.all()
            assert said(owner) == [AWAY]
            pass_time(1)
    await torang.ticks.all()
    await torang.ticks.all()

    assert said(owner) == [AWAY, BACK.format(until="09.15")]


async def test_a_database_away_for_less_is_not_told(
    owner: Chat, torang: Torang, database: Database, pass_time: Passing
) -> None:
    await torang.ticks.all()
    with away(database):
        await torang.ticks.all()
        pass_time(9)
        await torang.ticks.all()
    await torang.ticks.all()
    pass_time(30)
    await torang.ticks.all()

    assert said(owner) == []


async def test_updates_that_cannot_be_stored_are_enough_even_where_the_ticks_go_well(
    owner: Chat, torang: Torang, database: Database, pass_time: Passing, someone: Someone
) -> None:
    chat = someone(1001)
    await to_the_question(chat, 1)
    await torang.inbox.confirm()
    chat.telegram.people.tap(1001, chat.message_with("Perempuan"), label="Perempuan")
    for _try in range(2):
        with away(database):
            await fetch(torang)
        await torang.ticks.all()
        pass_time(10)

    assert said(owner) == [AWAY]
    await torang.inbox.turn()
    await torang.ticks.all()
    assert said(owner) == [AWAY, BACK.format(until="09.20")]


async def test_a_jump_of_the_clock_alone_makes_no_outage(
    owner: Chat, torang: Torang, database: Database, clock: VirtualClock
) -> None:
    await torang.ticks.all()
    with away(database):
        await torang.ticks.all()
        clock.forward(days=1)
        await torang.ticks.all()

        assert said(owner) == []


@pytest.mark.parametrize(
    "fault",
    [network_down, lambda _method: HTML_502, lambda _method: Refusal(500, "Internal")],
    ids=["network", "html-502", "500"],
)
async def test_that_nothing_could_be_sent_is_told_in_one_sentence_when_it_can_be(
    owner: Chat, torang: Torang, wire: CoreSession, pass_time: Passing, fault: Fault
) -> None:
    wire.fault = fault
    for _minute in range(20):
        await fetch(torang)
        await torang.ticks.all()
        pass_time(1)
    assert said(owner) == []
    wire.fault = lambda _method: None
    await fetch(torang)
    await torang.ticks.all()
    await torang.ticks.all()

    assert said(owner) == [SENDING.format(until="09.20")]


async def test_one_failed_post_with_nothing_to_say_after_it_is_no_outage(
    owner: Chat, torang: Torang, wire: CoreSession, pass_time: Passing
) -> None:
    wire.fault = lambda _method: Refusal(500, "Internal")
    await torang.sender.post(1001, Card("Halo"))
    wire.fault = lambda _method: None
    for _hour in range(2):
        pass_time(60)
        await torang.ticks.all()

    assert said(owner) == []


async def test_posts_that_fail_are_an_outage_even_while_updates_come(
    owner: Chat, torang: Torang, wire: CoreSession, pass_time: Passing
) -> None:
    wire.fault = lambda method: None if method == "getUpdates" else Refusal(500, "Internal")
    await torang.sender.post(1001, Card("Halo"))
    for _minute in range(20):
        await fetch(torang)
        await torang.ticks.all()
        pass_time(1)
    assert said(owner) == []
    wire.fault = lambda _method: None
    await torang.ticks.all()

    assert said(owner) == [SENDING.format(until="09.20")]


@pytest.mark.parametrize("refusal", [Refusal(403, "Forbidden"), Refusal(400, "Bad Request: x")])
async def test_a_refusal_is_an_answer(
    owner: Chat, torang: Torang, wire: CoreSession, pass_time: Passing, refusal: Refusal
) -> None:
    wire.fault = lambda _method: refusal
    for _minute in range(20):
        await torang.sender.post(1001, Card("Halo"))
        pass_time(1)
    wire.fault = lambda _method: None
    await torang.sender.post(OWNER, Card("Halo"))
    await torang.ticks.all()

    assert said(owner) == ["Halo"]


async def test_an_update_that_cannot_be_read_is_an_answer(
    owner: Chat, torang: Torang, telegram: Telegram, pass_time: Passing
) -> None:
    telegram.queue({"message": {"message_id": "none", "text": 5}})
    for _minute in range(12):
        with pytest.raises(ClientDecodeError):
            await torang.inbox.turn()
        pass_time(1)
    await torang.ticks.all()

    assert said(owner) == []


async def test_while_nothing_can_be_sent_news_of_the_database_waits(
    owner: Chat, torang: Torang, database: Database, wire: CoreSession, pass_time: Passing
) -> None:
    await torang.ticks.all()
    wire.fault = network_down
    with away(database):
        for _minute in range(12):
            await fetch(torang)
            await torang.ticks.all()
            pass_time(1)
        posts = wire.calls.count("sendMessage")
        wire.fault = lambda _method: None
        await torang.inbox.confirm()
        await fetch(torang)
        await torang.ticks.all()

    assert posts == 1
    assert said(owner) == [SENDING.format(until="09.12"), AWAY]


async def test_a_disk_that_is_nearly_full_is_told_at_once_and_room_again_once(
    owner: Chat, torang: Torang, disk: Disk, pass_time: Passing
) -> None:
    for free in (NEARLY_FULL, NEARLY_FULL - 1, NEARLY_FULL + 1, NEARLY_FULL - 1, ENOUGH, ENOUGH):
        disk.free = free
        await torang.ticks.all()
        pass_time(1)

    assert said(owner) == [
        "Disk hampir penuh: tersisa kurang dari 500 MB. Kosongkan ruang di sana.",
        "Dari Selasa, 24 November 2026, 09.01 WIT sampai Selasa, 24 November 2026, 09.04 WIT disk "
        "hampir penuh; sekarang ruangnya cukup lagi.",
    ]


async def test_the_owner_is_told_in_the_language_that_is_known_also_while_the_database_is_away(
    owner: Chat, torang: Torang, database: Database, pass_time: Passing
) -> None:
    database.now(consent, "en")
    await torang.ticks.all()
    with away(database):
        await torang.ticks.all()
        pass_time(10)
        await torang.ticks.all()

    assert said(owner) == [
        "The database cannot be used since Tuesday, 24 November 2026, 09:00 WIT. What "
        "people send waits at Telegram, for a day at most. Please run torang doctor on the "
        "machine and do what it says."
    ]


async def test_an_owner_who_never_started_the_bot_is_logged_once_and_breaks_nothing(
    torang: Torang, disk: Disk, wire: CoreSession, telegram: Telegram
) -> None:
    telegram.people.add(OWNER, "Rahma", "id")
    disk.free = 0
    with capture_logs() as logs:
        await torang.ticks.all()
        await torang.ticks.all()

    assert [entry["event"] for entry in logs] == ["the owner cannot be told"]
    assert wire.calls.count("sendMessage") == 1


async def test_what_telegram_cannot_take_now_is_told_later(
    owner: Chat, torang: Torang, disk: Disk, wire: CoreSession, pass_time: Passing
) -> None:
    disk.free = 0
    wire.fault = lambda method: Refusal(429, "Too Many", 90) if method == "sendMessage" else None
    await torang.ticks.all()
    wire.fault = lambda _method: None
    await torang.ticks.all()
    assert (said(owner), wire.calls.count("sendMessage")) == ([], 2)

    pass_time(2)
    await torang.ticks.all()

    assert len(said(owner)) == 1


async def test_what_may_have_arrived_is_not_said_again(
    owner: Chat, torang: Torang, disk: Disk, wire: CoreSession
) -> None:
    disk.free = 0
    wire.lost = lambda method: network_down(method) if method == "sendMessage" else None
    await torang.ticks.all()
    wire.lost = lambda _method: None
    await torang.ticks.all()

    assert len(said(owner)) == 1


async def test_after_a_restart_what_is_still_so_is_told_anew(
    owner: Chat, start: Callable[[], Torang], disk: Disk
) -> None:
    disk.free = 0
    await start().ticks.all()
    await start().ticks.all()

    assert len(said(owner)) == 2
