"""What went wrong is told in a plain sentence and logged once; what must wait, waits."""

from collections.abc import Callable

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from bot.app import Torang
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.errors import DatabaseAway
from bot.simulator.core import Telegram
from bot.simulator.refusal import Refusal
from tests.away import away
from tests.chat import Chat, CoreSession
from tests.conftest import VirtualClock
from tests.handlers.survey import answer_all, to_the_question
from tests.rows import rows_of

SORRY = "Ada kesalahan di pihak kami, dan tidak ada yang berubah. Silakan coba lagi."


def drop(db: Db, table: str) -> None:
    db.execute(text(f"DROP TABLE {table}"))


async def test_an_error_of_ours_is_told_in_a_sentence_and_logged_once_with_the_update(
    chat: Chat, database: Database
) -> None:
    await chat.starts("dukcapil-ktp")
    database.now(drop, "counter")

    with capture_logs() as logs:
        await chat.taps("Mulai")

    assert chat.toasts == [SORRY]
    (failed,) = (entry for entry in logs if entry["event"] == "update failed")
    assert failed["update_id"] == 2
    assert database.now(rows_of, "person") == 0


async def test_an_error_in_what_was_typed_is_told_as_a_message(
    chat: Chat, database: Database
) -> None:
    await to_the_question(chat, 13)
    database.now(drop, "delivery")
    database.now(drop, "participation")

    assert await chat.says("/dataku") == SORRY


async def test_what_went_wrong_is_not_served_again(
    telegram: Telegram, start: Callable[[], Torang], database: Database
) -> None:
    async def serve() -> None:
        await start().inbox.turn()

    chat = Chat(telegram, 1001, serve)
    await chat.starts("dukcapil-ktp")
    database.now(drop, "counter")
    with capture_logs() as logs:
        await chat.taps("Mulai")
        await start().inbox.turn()

    assert [entry["event"] for entry in logs].count("update failed") == 1


def rename(db: Db, table: str, name: str) -> None:
    db.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


async def test_what_went_wrong_and_cannot_even_be_noted_stays_at_telegram(
    chat: Chat, torang: Torang, database: Database
) -> None:
    """No update can be noted then, so only an operator can help."""
    await to_the_question(chat, 1)
    await torang.inbox.confirm()
    query = chat.telegram.people.tap(1001, chat.message_with("Perempuan"), label="Perempuan")
    assert query is not None
    database.now(rename, "handled_update", "aside")

    for _try in range(2):
        with pytest.raises(DatabaseAway, match="handled_update"):
            await torang.inbox.turn()
    assert chat.telegram.waiting
    assert chat.telegram.people.answer(query) is None
    database.now(rename, "aside", "handled_update")
    await torang.inbox.turn()

    assert "Profil 3 dari 4" in chat.text


async def test_an_update_with_an_id_that_no_table_takes_holds_up_nobody(
    someone: Callable[..., Chat], torang: Torang, telegram: Telegram
) -> None:
    chat, other = someone(1001), someone(1002)
    await to_the_question(chat, 1)
    telegram.people.start(1002, "dukcapil-ktp")
    telegram.world.store.put("counters", "update", 2**63)
    telegram.people.tap(1001, chat.message_with("Perempuan"), label="Perempuan")

    with capture_logs() as logs:
        assert await torang.inbox.turn() == 2

    assert "Dengan menekan Mulai" in other.text
    assert "Profil 2 dari 4" in chat.text
    assert "failure not told" in [entry["event"] for entry in logs]


async def test_while_the_database_is_away_an_answer_waits_at_telegram_and_counts_when_it_is_back(
    chat: Chat, torang: Torang, database: Database
) -> None:
    await to_the_question(chat, 1)
    await torang.inbox.confirm()
    query = chat.telegram.people.tap(1001, chat.message_with("Perempuan"), label="Perempuan")
    with away(database):
        with pytest.raises(DatabaseAway):
            await torang.inbox.turn()
        await torang.inbox.confirm()
        assert chat.telegram.waiting
        assert query is not None
        assert chat.telegram.people.answer(query) is None

    await torang.inbox.turn()

    assert "Profil 3 dari 4" in chat.text


async def test_served_updates_of_a_batch_that_comes_again_are_recognised_and_only_shown(
    someone: Callable[..., Chat], torang: Torang, database: Database, telegram: Telegram
) -> None:
    first, second = someone(1001), someone(1002)
    await answer_all(first)
    await to_the_question(second, 1)
    await torang.inbox.confirm()
    telegram.people.tap(1001, first.message_with("Kirim"), label="Kirim")
    await torang.inbox.turn()
    assert database.now(rows_of, "ballot") == 1
    telegram.people.tap(1002, second.message_with("Perempuan"), label="Perempuan")
    with away(database), pytest.raises(DatabaseAway):
        await torang.inbox.turn()

    await torang.inbox.turn()

    assert database.now(rows_of, "ballot") == 1
    assert first.text.startswith("Terima kasih.")
    assert "Profil 3 dari 4" in second.text


async def test_a_command_menu_that_telegram_refuses_spoils_nothing(
    admin: Chat, wire: CoreSession
) -> None:
    wire.fault = lambda method: (
        Refusal(500, "Internal Server Error") if method == "setMyCommands" else None
    )

    text = await admin.starts("dukcapil-ktp")

    assert "Dengan menekan Mulai Anda setuju" in text
    assert len(admin.cards) == 1


async def test_a_tap_too_old_to_be_answered_still_changes_the_card(
    chat: Chat, wire: CoreSession, telegram: Telegram, torang: Torang, clock: VirtualClock
) -> None:
    await to_the_question(chat, 1)
    telegram.people.tap(1001, chat.message_with("Perempuan"), label="Perempuan")
    clock.forward(minutes=5)

    await torang.inbox.turn()

    assert wire.calls[-1] == "answerCallbackQuery"
    assert "Profil 3 dari 4" in chat.text
