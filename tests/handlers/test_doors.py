"""The code at the door of a session: it changes by itself, and a trainer shows it by a link."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot import app, config
from bot.app import Torang
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import TrainingSessionRow
from bot.keys import Keys
from bot.simulator.params import Upload
from bot.simulator.refusal import Refusal
from bot.telegram.qr import qr
from bot.usecases import planning
from tests.chat import Chat, CoreSession, Seconds
from tests.conftest import SECRET, Disk, VirtualClock
from tests.factories import MORNING
from tests.rows import rows_of
from tests.usecases.training_room import announced, employ, standings

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
START = MORNING + 7 * DAY
END = START + 6 * HOUR

pytestmark = pytest.mark.usefixtures("session")

EDIT, ERASE = "editMessageMedia", "deleteMessage"


@pytest.fixture
def session(database: Database, clock: VirtualClock) -> int:
    """A training that began five minutes ago, for three employees."""
    database.now(employ, 3)
    found = database.now(announced)
    clock.at = START + 5 * MINUTE
    return found


@pytest.fixture
async def rahma(someone: Callable[..., Chat]) -> Chat:
    """A trainer from elsewhere, of whom nothing is known."""
    return someone(3001)


def lengthen(db: Db, session_id: int, ends_at: datetime) -> None:
    longer = update(TrainingSessionRow).where(TrainingSessionRow.id == session_id)
    db.execute(longer.values(ends_at=ends_at))


async def to_the_session(admin: Chat) -> str:
    await admin.says("/pelatihan")
    return await admin.taps("1/12 Manajemen Waktu Pelayan…")


async def open_door(admin: Chat) -> str:
    await to_the_session(admin)
    return await admin.taps("Kode hadir")


async def share(admin: Chat) -> str:
    """The payload of the link that is to be handed on to the trainer."""
    await open_door(admin)
    return (await admin.taps("Bagikan ke pelatih")).partition("?start=")[2]


def shown(chat: Chat) -> str:
    """What the newest picture says that stands in the chat."""
    return str([card["text"] for card in chat.cards if "photo" in card][-1])


def code_of(card: str) -> str:
    return card.partition("Kode: ")[2].splitlines()[0]


def pictures(wire: CoreSession) -> list[bytes]:
    """All that were sent, the first first."""
    values = [value for params in wire.params for value in params.values()]
    return [value.content for value in values if isinstance(value, Upload)]


@contextmanager
def failing(wire: CoreSession, method: str, refusal: Refusal) -> Iterator[None]:
    """Telegram answers so to all such calls."""
    wire.fault = lambda called: refusal if called == method else None
    yield
    wire.fault = lambda _called: None


async def test_the_code_at_the_door_changes_by_itself_in_place(
    admin: Chat,
    session: int,
    torang: Torang,
    clock: VirtualClock,
    wire: CoreSession,
    someone: Callable[..., Chat],
    database: Database,
) -> None:
    """It took a tap each minute."""
    first = await open_door(admin)
    messages = len(admin.cards)
    assert "Ini kode pukul 09.05; di sini kodenya berganti sendiri" in first
    assert "sampai 15.00" in first
    await torang.ticks.all()
    assert admin.text == first

    clock.forward(minutes=1)
    await torang.ticks.all()

    second = admin.text
    assert "Ini kode pukul 09.06" in second
    assert code_of(first) != code_of(second)
    assert len(admin.cards) == messages
    assert admin.labels == ["Bagikan ke pelatih", "‹ Kembali"]
    assert pictures(wire)[-1] == qr(second.partition("Tautan: ")[2].split()[0])
    assert pictures(wire)[-1] != pictures(wire)[-2]
    ahmad = someone(2001)
    link = second.partition("?start=")[2].split()[0]
    assert "✓ Kehadiran Anda tercatat pukul 09.06" in await ahmad.starts(link)
    assert database.now(standings, session)[1] == "attended"


async def test_within_a_minute_nothing_is_sent_again(
    admin: Chat, torang: Torang, clock: VirtualClock, wire: CoreSession
) -> None:
    await open_door(admin)
    wire.calls.clear()
    for _look in range(3):
        clock.forward(seconds=15)
        await torang.ticks.all()
    assert EDIT not in wire.calls

    clock.forward(seconds=15)
    await torang.ticks.all()
    await torang.ticks.all()

    assert wire.calls.count(EDIT) == 1


async def test_after_a_restart_the_code_goes_on_changing(
    admin: Chat, clock: VirtualClock, start: Callable[[], Torang]
) -> None:
    await open_door(admin)

    clock.forward(minutes=3)
    await start().ticks.all()

    assert "Ini kode pukul 09.08" in admin.text


async def test_what_telegram_does_not_take_now_is_shown_by_the_next_tick(
    admin: Chat, torang: Torang, clock: VirtualClock, wire: CoreSession
) -> None:
    await open_door(admin)
    clock.forward(minutes=1)
    with failing(wire, EDIT, Refusal(502, "Bad Gateway")):
        await torang.ticks.all()
    assert "Ini kode pukul 09.05" in admin.text

    await torang.ticks.all()

    assert "Ini kode pukul 09.06" in admin.text


async def test_of_a_card_that_is_gone_nothing_is_kept(
    admin: Chat,
    torang: Torang,
    clock: VirtualClock,
    wire: CoreSession,
    database: Database,
) -> None:
    await open_door(admin)
    clock.forward(minutes=1)
    gone = Refusal(400, "Bad Request: message to edit not found")
    with failing(wire, EDIT, gone):
        await torang.ticks.all()

    assert database.now(rows_of, "door") == 0


async def test_with_the_end_of_the_session_the_code_goes(
    admin: Chat, torang: Torang, clock: VirtualClock, database: Database
) -> None:
    await open_door(admin)
    clock.at = END - MINUTE
    await torang.ticks.all()
    assert "Ini kode pukul 14.59" in admin.text

    clock.at = END
    await torang.ticks.all()

    assert all("photo" not in card for card in admin.cards)
    assert database.now(rows_of, "door") == 0


async def test_no_code_is_shown_through_the_nights_of_a_session_of_several_days(
    admin: Chat, session: int, database: Database, torang: Torang, clock: VirtualClock
) -> None:
    database.now(lengthen, session, END + 2 * DAY)
    assert "sampai 00.00" in await open_door(admin)

    clock.at = START + 15 * HOUR
    await torang.ticks.all()

    assert all("photo" not in card for card in admin.cards)
    clock.at = START + DAY
    assert "Ini kode pukul 09.00" in await open_door(admin)


async def test_a_card_that_is_closed_goes_and_changes_no_more(
    admin: Chat, torang: Torang, wire: CoreSession, clock: VirtualClock
) -> None:
    await open_door(admin)
    assert (await admin.taps("‹ Kembali")).startswith("Manajemen Waktu Pelayanan")
    assert "Daftar peserta" in admin.labels
    clock.forward(minutes=1)
    await torang.ticks.all()
    clock.forward(minutes=1)
    await torang.ticks.all()

    assert all("photo" not in card for card in admin.cards)
    assert EDIT not in wire.calls[wire.calls.index(ERASE) :]


async def test_the_code_is_shown_on_the_newest_card_alone(
    admin: Chat, torang: Torang, clock: VirtualClock, database: Database
) -> None:
    await open_door(admin)
    await open_door(admin)

    clock.forward(minutes=1)
    await torang.ticks.all()

    (card,) = (card["text"] for card in admin.cards if "photo" in card)
    assert "Ini kode pukul 09.06" in card
    assert database.now(rows_of, "door") == 1


async def test_at_a_session_that_is_cancelled_no_code_is_shown(
    admin: Chat, session: int, torang: Torang, clock: VirtualClock, database: Database
) -> None:
    clock.at = START - 30 * MINUTE
    await open_door(admin)
    database.now(planning.cancel, session, clock.at)

    clock.forward(minutes=1)
    await torang.ticks.all()

    assert all("photo" not in card for card in admin.cards)


async def test_before_the_door_opens_the_card_says_when(admin: Chat, clock: VirtualClock) -> None:
    clock.at = START - HOUR - MINUTE

    assert "Kode tampil mulai pukul 08.00" in await open_door(admin)

    assert admin.labels == ["Bagikan ke pelatih", "‹ Kembali"]
    await admin.taps("‹ Kembali")
    assert "Daftar peserta" in admin.labels
    clock.at = END
    await admin.taps("Kode hadir")
    assert admin.toasts[-1].startswith("Kehadiran dicatat")


async def test_a_trainer_shows_the_code_by_a_link_and_it_changes_by_itself(
    admin: Chat,
    rahma: Chat,
    torang: Torang,
    clock: VirtualClock,
    someone: Callable[..., Chat],
) -> None:
    link = await share(admin)
    assert admin.toasts[-1].startswith("Teruskan pesan di bawah")
    assert admin.labels == []

    first = await rahma.starts(link)
    clock.forward(minutes=1)
    await torang.ticks.all()

    assert code_of(first) != code_of(rahma.text)
    assert code_of(rahma.text) == code_of(shown(admin))
    assert rahma.labels == ["Tutup"]
    assert "Akun Anda dicatat hanya selama kode tampil di sini." in rahma.text
    ahmad = someone(2001)
    assert "✓ Kehadiran" in await ahmad.starts(rahma.text.partition("?start=")[2].split()[0])


async def test_the_link_of_a_trainer_gives_no_other_right(
    admin: Chat, rahma: Chat, session: int, database: Database
) -> None:
    await rahma.starts(await share(admin))
    message, messages = rahma.message_with("Tutup"), len(rahma.cards)
    deeds = ("show", "code", "share", "people", "mark", "find", "cancel", "sure", "list", "to")
    for deed in deeds:
        await rahma.presses(message, f"tz:{session}:{deed}:{1 if deed == 'mark' else ''}")

    assert len(rahma.toasts) == len(deeds)
    assert all(one.startswith("Hanya admin yang dapat melakukannya") for one in rahma.toasts)
    assert len(rahma.cards) == messages
    assert database.now(standings, session)[1] == "invited"


async def test_a_link_that_is_shared_anew_ends_the_one_before(
    admin: Chat, rahma: Chat, torang: Torang, clock: VirtualClock
) -> None:
    old = await share(admin)
    await rahma.starts(old)
    new = await share(admin)
    assert old != new

    clock.forward(minutes=1)
    await torang.ticks.all()

    assert all("photo" not in card for card in rahma.cards)
    assert "Tautan ini tidak berlaku lagi" in await rahma.starts(old)
    assert "Ini kode pukul 09.06" in await rahma.starts(new)


async def test_a_trainer_closes_the_card_and_opens_it_again(
    admin: Chat, rahma: Chat, torang: Torang, database: Database
) -> None:
    link = await share(admin)
    await rahma.starts(link)
    assert "Kode tidak tampil lagi" in await rahma.taps("Tutup")
    await torang.ticks.all()
    assert all("photo" not in card for card in rahma.cards)
    assert database.now(rows_of, "door") == 1, "that of the admin"

    assert "Ini kode pukul 09.05" in await rahma.starts(link)


async def test_the_link_of_a_trainer_shows_nothing_before_the_door_opens_nor_after_the_end(
    admin: Chat, rahma: Chat, clock: VirtualClock, database: Database
) -> None:
    clock.at = START - 2 * DAY
    link = await share(admin)

    assert "Kode tampil mulai pukul 08.00" in await rahma.starts(link)
    assert rahma.labels == []
    clock.at = END
    assert (await rahma.starts(link)).startswith("Kehadiran dicatat")
    assert database.now(rows_of, "door") == 0


@pytest.mark.parametrize("payload", ["pintu_", "pintu_1", "pintu_1_", "pintu_1_abc", "pintu_99_a"])
async def test_a_link_that_nobody_has_shared_opens_no_door(
    rahma: Chat, payload: str, database: Database
) -> None:
    assert "Kode:" not in await rahma.starts(payload)
    assert database.now(rows_of, "door") == 0


async def test_to_whom_is_no_admin_any_more_no_code_is_shown(
    admin: Chat,
    torang: Torang,
    clock: VirtualClock,
    settings: config.Config,
    database: Database,
    seconds: Seconds,
    disk: Disk,
) -> None:
    await open_door(admin)
    changed = settings.model_copy(update={"office": config.Office(name="Pemerintah Provinsi")})
    restarted = app.build(changed, database, Keys(SECRET), torang.bot, clock, seconds, disk)

    clock.forward(minutes=1)
    await restarted.ticks.all()

    assert all("photo" not in card for card in admin.cards)


async def test_the_code_stays_in_the_language_in_which_it_was_opened(
    admin: Chat,
    torang: Torang,
    clock: VirtualClock,
    someone: Callable[..., Chat],
) -> None:
    john = someone(3002, "en")
    await john.starts(await share(admin))

    clock.forward(minutes=1)
    await torang.ticks.all()

    assert "This is the code of 09:06" in john.text.replace(".", ":")
    assert john.labels == ["Close"]


async def test_whoever_deletes_what_is_stored_is_shown_no_code_any_more(
    admin: Chat, rahma: Chat, database: Database
) -> None:
    await rahma.starts(await share(admin))
    assert database.now(rows_of, "door") == 2
    await rahma.says("/hapus")
    await rahma.taps("Hapus data saya")

    assert database.now(rows_of, "door") == 1
