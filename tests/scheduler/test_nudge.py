"""The unfinished interview is called to mind once, the next morning, and forgotten in a week."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import SendMessage
from sqlalchemy import select

from bot.app import Torang
from bot.db import deliveries
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import DeliveryRow, HandledUpdateRow
from bot.domain.delivery import Class, Kind
from bot.simulator.core import Telegram
from bot.simulator.refusal import Refusal
from bot.usecases import due
from tests.away import away
from tests.chat import Chat, CoreSession, Seconds
from tests.conftest import VirtualClock
from tests.handlers.survey import answer_all, rate, to_the_question
from tests.rows import counted, let_leases_run_out, rows_of

NEXT_MORNING = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)


def ends(db: Db) -> list[tuple[str, str | None]]:
    """How each delivery ended, or where it stands, and why."""
    rows = db.execute(select(DeliveryRow.state, DeliveryRow.reason))
    return [(state, reason) for state, reason in rows]


def timed_out(_method: str) -> Exception:
    return TelegramNetworkError(SendMessage(chat_id=1, text="-"), "Request timeout error")


async def test_the_reminder_comes_at_nine_the_next_morning(
    chat: Chat, torang: Torang, clock: VirtualClock
) -> None:
    await to_the_question(chat, 7)
    clock.at = NEXT_MORNING - timedelta(seconds=1)
    await torang.ticks.all()
    assert len(chat.cards) == 1

    clock.at = NEXT_MORNING
    await torang.ticks.all()

    assert chat.text.startswith(
        "Penilaian Anda untuk Disdukcapil · KTP elektronik belum selesai.\n"
        "Anda berhenti di pertanyaan 4 dari 9 (Pelayanan)."
    )
    assert "/stop" in chat.text
    assert chat.labels == ["Lanjutkan", "Mulai ulang", "Batalkan"]


async def test_the_reminder_makes_no_sound(
    chat: Chat, torang: Torang, clock: VirtualClock, wire: CoreSession
) -> None:
    await to_the_question(chat, 0)
    clock.at = NEXT_MORNING

    await torang.ticks.all()

    assert wire.params[-1]["disable_notification"] == "true"


async def test_the_reminder_speaks_the_person_s_language(
    someone: Callable[..., Chat], torang: Torang, clock: VirtualClock
) -> None:
    chat = someone(1001, "en")
    await chat.starts("dukcapil-ktp")
    await chat.taps("Start")
    clock.at = NEXT_MORNING

    await torang.ticks.all()

    assert "is not finished yet" in chat.text
    assert chat.labels == ["Continue", "Start over", "Cancel"]


async def test_the_reminder_comes_once(
    chat: Chat, torang: Torang, clock: VirtualClock, database: Database
) -> None:
    await to_the_question(chat, 1)
    for _day in range(6):
        clock.forward(days=1)
        await torang.ticks.all()
        await torang.ticks.all()

    assert len(chat.cards) == 2
    assert database.now(ends) == [("sent", None)]


async def test_an_answer_on_a_later_day_puts_the_reminder_off(
    chat: Chat, torang: Torang, clock: VirtualClock, database: Database
) -> None:
    await to_the_question(chat, 1)
    clock.at = NEXT_MORNING - timedelta(minutes=5)
    await chat.taps("Perempuan")
    clock.at = NEXT_MORNING
    await torang.ticks.all()
    assert len(chat.cards) == 1
    assert database.now(due.next_due, clock.at) == NEXT_MORNING + timedelta(days=1)

    clock.forward(days=1)
    await torang.ticks.all()

    assert len(chat.cards) == 2


async def test_after_the_reminder_continuing_takes_its_place_and_the_old_card_has_no_buttons(
    chat: Chat, torang: Torang, clock: VirtualClock
) -> None:
    await to_the_question(chat, 2)
    clock.at = NEXT_MORNING
    await torang.ticks.all()

    assert "Profil 3 dari 4" in await chat.taps("Lanjutkan")

    old, new = chat.cards
    assert (bool(old["keyboard"]), bool(new["keyboard"])) == (False, True)
    assert "Profil 4 dari 4" in await chat.taps("SMA")
    assert len(chat.cards) == 2


async def test_what_is_sent_is_not_called_to_mind(
    chat: Chat, torang: Torang, clock: VirtualClock, database: Database
) -> None:
    await rate(chat)
    clock.at = NEXT_MORNING
    await torang.ticks.all()

    assert len(chat.cards) == 1
    assert database.now(rows_of, "delivery") == 0


async def test_after_stop_there_is_no_reminder_but_the_interview_stays(
    chat: Chat, torang: Torang, clock: VirtualClock
) -> None:
    await to_the_question(chat, 2)
    await chat.says("/stop")
    await chat.taps("Hentikan pesan")
    before = len(chat.cards)
    clock.at = NEXT_MORNING
    await torang.ticks.all()

    assert len(chat.cards) == before
    await chat.starts()
    assert "Profil 3 dari 4" in await chat.taps("Lanjutkan")


async def test_who_blocked_the_bot_is_not_written_to_again(
    chat: Chat, torang: Torang, clock: VirtualClock, telegram: Telegram, database: Database
) -> None:
    await to_the_question(chat, 1)
    telegram.people.block(1001)
    clock.at = NEXT_MORNING
    await torang.ticks.all()
    telegram.people.unblock(1001)
    await torang.ticks.all()

    assert database.now(ends) == [("blocked", None)]
    assert len(chat.cards) == 1


async def test_a_429_puts_the_reminder_off(
    chat: Chat,
    torang: Torang,
    clock: VirtualClock,
    wire: CoreSession,
    database: Database,
    seconds: Seconds,
) -> None:
    await to_the_question(chat, 1)
    clock.at = NEXT_MORNING
    wire.fault = lambda _method: Refusal(429, "Too Many Requests: retry after 3", 3)
    await torang.ticks.all()
    assert database.now(ends) == [("pending", None)]
    assert database.now(due.next_due, clock.at) == NEXT_MORNING + timedelta(minutes=1)

    wire.fault = lambda _method: None
    clock.forward(minutes=1)
    seconds.now += 60
    await torang.ticks.all()
    await torang.ticks.all()

    assert database.now(ends) == [("sent", None)]
    assert len(chat.cards) == 2


async def test_a_429_stops_all_that_is_due_until_it_is_over(
    someone: Callable[..., Chat],
    torang: Torang,
    clock: VirtualClock,
    wire: CoreSession,
    database: Database,
) -> None:
    for person_id in (1001, 1002, 1003):
        await to_the_question(someone(person_id), 0)
    clock.at = NEXT_MORNING
    wire.fault = lambda _method: Refusal(429, "Too Many Requests: retry after 60", 60)
    wire.calls.clear()

    await torang.ticks.all()
    await torang.ticks.all()

    assert wire.calls == ["sendMessage"]
    assert database.now(ends) == [("pending", None)] * 3


def owe(db: Db, count: int) -> None:
    """So many duties to one person: more than the bot takes in hand at once."""
    for number in range(count):
        key, until = f"duty:{number}", NEXT_MORNING + timedelta(days=1)
        deliveries.plan(
            db, 1001, Kind.UNFINISHED, Class.DUTY, NEXT_MORNING, expires_at=until, dedupe_key=key
        )


async def test_some_that_fail_keep_none_of_the_others_waiting_for_the_next_tick(
    chat: Chat, torang: Torang, clock: VirtualClock, wire: CoreSession, database: Database
) -> None:
    await to_the_question(chat, 1)
    database.now(deliveries.forget, 1001)
    database.now(owe, 60)
    clock.at = NEXT_MORNING
    wire.calls.clear()
    failure = Refusal(500, "Internal Server Error")
    wire.fault = lambda _method: failure if len(wire.calls) % 10 == 0 else None

    await torang.ticks.sending.tick()

    assert Counter(database.now(ends)) == {("sent", None): 54, ("pending", None): 6}


async def test_while_all_fail_most_are_not_even_tried(
    chat: Chat, torang: Torang, clock: VirtualClock, wire: CoreSession, database: Database
) -> None:
    await to_the_question(chat, 1)
    database.now(deliveries.forget, 1001)
    database.now(owe, 60)
    clock.at = NEXT_MORNING
    wire.calls.clear()
    wire.fault = lambda _method: Refusal(500, "Internal Server Error")

    await torang.ticks.sending.tick()

    assert len(wire.calls) < 30


async def test_a_reminder_that_timed_out_is_never_sent_twice(
    chat: Chat, torang: Torang, clock: VirtualClock, wire: CoreSession, database: Database
) -> None:
    await to_the_question(chat, 1)
    clock.at = NEXT_MORNING
    wire.lost = timed_out
    await torang.ticks.all()
    wire.lost = lambda _method: None
    clock.forward(days=1)
    await torang.ticks.all()

    assert database.now(ends) == [("uncertain", None)]
    assert len(chat.cards) == 2


async def test_a_reminder_that_telegram_refuses_says_why(
    chat: Chat, torang: Torang, clock: VirtualClock, wire: CoreSession, database: Database
) -> None:
    await to_the_question(chat, 1)
    clock.at = NEXT_MORNING
    wire.fault = lambda _method: Refusal(400, "Bad Request: chat not found")
    await torang.ticks.all()

    assert database.now(ends) == [("rejected", "Bad Request: chat not found")]


class Died(BaseException):
    """The process ended here."""


async def test_a_crash_before_the_outcome_is_known_ends_uncertain(
    chat: Chat,
    torang: Torang,
    start: Callable[[], Torang],
    clock: VirtualClock,
    wire: CoreSession,
    database: Database,
) -> None:
    await to_the_question(chat, 1)
    clock.at = NEXT_MORNING
    wire.lost = lambda _method: Died()
    try:
        await torang.ticks.all()
    except Died:
        wire.lost = lambda _method: None
    assert database.now(ends) == [("sending", None)]

    again = start()
    database.now(let_leases_run_out)
    await again.ticks.all()

    assert database.now(ends) == [("uncertain", None)]
    assert len(chat.cards) == 2


async def test_a_reminder_that_could_not_leave_for_a_week_is_not_sent(
    chat: Chat, torang: Torang, clock: VirtualClock, database: Database
) -> None:
    await to_the_question(chat, 1)
    clock.forward(days=7)

    await torang.ticks.sending.tick()

    assert database.now(ends) == [("expired", None)]
    assert len(chat.cards) == 1


async def test_after_seven_days_the_interview_is_deleted_and_counted_where_it_was_left(
    chat: Chat, torang: Torang, clock: VirtualClock, database: Database
) -> None:
    await to_the_question(chat, 6)
    clock.forward(days=7, seconds=-1)
    await torang.ticks.tidy()
    assert database.now(rows_of, "interview") == 1

    clock.forward(seconds=1)
    await torang.ticks.tidy()

    assert database.now(rows_of, "interview") == 0
    assert database.now(rows_of, "delivery") == 0
    (left,) = (name for name in database.now(counted) if name.startswith("left:"))
    assert left.endswith("/waktu")
    await chat.taps("Cepat")
    assert chat.toasts == ["Penilaian itu sudah selesai. /start memulai yang baru."]


async def test_the_ratings_of_past_months_are_forgotten(
    chat: Chat, torang: Torang, clock: VirtualClock, database: Database
) -> None:
    await rate(chat)
    clock.at = datetime(2026, 11, 30, 14, 59, 59, tzinfo=UTC)
    await torang.ticks.tidy()
    assert database.now(rows_of, "participation") == 1

    clock.forward(seconds=1)
    await torang.ticks.tidy()

    assert database.now(rows_of, "participation") == 0
    assert database.now(rows_of, "ballot") == 1


async def test_the_ids_of_updates_are_kept_until_the_day_after_the_next(
    chat: Chat, torang: Torang, clock: VirtualClock, database: Database
) -> None:
    def days(db: Db) -> set[date]:
        return set(db.scalars(select(HandledUpdateRow.day)))

    await to_the_question(chat, 1)
    clock.forward(days=1)
    await torang.ticks.tidy()
    assert database.now(days) == {date(2026, 11, 24)}

    clock.forward(days=1)
    await torang.ticks.tidy()

    assert database.now(days) == set()


async def test_what_is_due_next_is_the_reminder_and_then_the_end_of_the_interview(
    chat: Chat, torang: Torang, clock: VirtualClock, database: Database
) -> None:
    assert database.now(due.next_due, clock.at) is None
    await to_the_question(chat, 1)
    began = clock.at
    assert database.now(due.next_due, clock.at) == NEXT_MORNING

    clock.at = NEXT_MORNING
    await torang.ticks.all()
    assert database.now(due.next_due, clock.at) == began + timedelta(days=7)


async def test_at_the_review_the_reminder_says_that_only_sending_is_left(
    chat: Chat, torang: Torang, clock: VirtualClock
) -> None:
    await answer_all(chat)
    clock.at = NEXT_MORNING
    await torang.ticks.all()

    assert "Anda berhenti tepat sebelum mengirim." in chat.text
    assert (await chat.taps("Lanjutkan")).startswith("Periksa sebelum dikirim")


async def test_ticks_go_on_while_the_database_is_away(
    chat: Chat, torang: Torang, clock: VirtualClock, database: Database
) -> None:
    await to_the_question(chat, 1)
    clock.at = NEXT_MORNING
    with away(database):
        await torang.ticks.all()
    assert len(chat.cards) == 1

    await torang.ticks.all()

    assert len(chat.cards) == 2


async def test_ticks_come_by_themselves(
    chat: Chat, torang: Torang, clock: VirtualClock, wire: CoreSession
) -> None:
    await to_the_question(chat, 1)
    clock.at = NEXT_MORNING
    sent = asyncio.Event()
    wire.lost = lambda method: sent.set() if method == "sendMessage" else None

    end = torang.ticks.schedule()
    async with asyncio.timeout(10):
        await sent.wait()
    await end()

    assert "belum selesai" in chat.text
