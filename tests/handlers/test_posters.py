"""Ways to a unit: posters and table cards that an admin asks for."""

from collections.abc import Callable
from datetime import date
from random import Random

from bot.app import Torang
from bot.db.database import Database
from bot.domain.period import parse
from bot.simulator.params import Upload
from bot.usecases import publications
from bot.usecases.office import Office
from tests.chat import Chat, CoreSession
from tests.conftest import ADMIN
from tests.factories import MORNING, a_person
from tests.handlers.released import unit_id
from tests.reports.filed import printed
from tests.usecases.answered import answers, put


def files(wire: CoreSession) -> list[tuple[str, bytes]]:
    """What was sent, and how it begins."""
    values = [value for params in wire.params for value in params.values()]
    return [(one.file_name, one.content[:5]) for one in values if isinstance(one, Upload)]


async def test_a_poster_and_table_cards_of_a_unit(
    admin: Chat,
    torang: Torang,
    database: Database,
    office: Office,
    wire: CoreSession,
) -> None:
    chance = Random(1)  # noqa: S311 - The same chances in each run.
    database.now(put, office, "dukcapil-ktp", date(2026, 10, 3), answers(chance, 9))
    person, october = a_person(ADMIN, admin=True), parse("2026-10")
    unit = database.now(unit_id, "dukcapil-ktp")
    await admin.says("/poster")
    assert admin.labels == [
        "Disdukcapil", "Disdukcapil · KTP elektronik", "Disdukcapil · Kartu Keluarga",
        "Puskesmas Sofifi",
    ]  # fmt: skip
    assert (await admin.taps("Disdukcapil · KTP elektronik")).startswith("Disdukcapil · KTP")
    assert await admin.taps("Kartu meja") == "⏳ Sedang disusun; nanti datang sebagai berkas."
    await torang.ticks.paperwork.work()
    assert admin.cards[0]["text"] == (
        "Disdukcapil · KTP elektronik\n✓ Ada di berkas di bawah, siap dicetak di A4. "
        "Hasil unit ini belum ada yang diterbitkan, jadi belum tertera."
    )

    database.now(publications.publish, office, person, unit, october, MORNING)
    await admin.taps("‹ Kembali")
    await admin.taps("Poster")
    await torang.ticks.paperwork.work()

    assert admin.cards[0]["text"].endswith("Indeks Oktober 2026 ikut tertera.")
    assert files(wire) == [
        ("kartu-meja-dukcapil-ktp.pdf", b"%PDF-"),
        ("poster-dukcapil-ktp.pdf", b"%PDF-"),
    ]
    poster = [one for params in wire.params for one in params.values() if isinstance(one, Upload)]
    assert "Acuan: skm.1/dukcapil-ktp/2026-10/20261124/" in printed(poster[-1].content)


async def test_only_admins_get_posters(
    someone: Callable[..., Chat], torang: Torang, wire: CoreSession
) -> None:
    chat = someone(2001)
    await chat.starts()
    await chat.says("/poster")
    message = chat.cards[0]["message_id"]
    for deed in ("units", "look", "poster", "cards"):
        await chat.presses(message, f"dr:2:{deed}:0")
    await torang.ticks.paperwork.work()

    assert len(chat.toasts) == 4
    assert all(toast.startswith("Hanya admin") for toast in chat.toasts)
    assert files(wire) == []


async def test_of_a_unit_that_is_gone_there_is_no_poster(
    admin: Chat, torang: Torang, wire: CoreSession
) -> None:
    await admin.says("/poster")
    message = admin.cards[-1]["message_id"]
    await admin.presses(message, "dr:999:look:0")
    await admin.presses(message, "dr:999:poster:0")
    await torang.ticks.paperwork.work()

    assert "sudah tidak ada" in admin.toasts[0]
    assert "sudah tidak ada" in admin.text
    assert files(wire) == []
