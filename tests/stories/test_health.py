"""How citizens fare in the chat, from their first press to what admins read of it."""

from collections.abc import Callable

from bot.app import Torang
from bot.db.database import Database
from tests.chat import Chat
from tests.conftest import VirtualClock
from tests.handlers.survey import rate, to_the_question
from tests.rows import counted

CARD = "KTP elektronik"
BOX = range(1001, 1006)


async def read(admin: Chat) -> list[str]:
    await admin.says("/laporan")
    await admin.taps(CARD)
    return (await admin.taps("Kesehatan kanal")).splitlines()


async def test_presses_are_told_beside_what_is_ideal(
    someone: Callable[..., Chat], admin: Chat, database: Database
) -> None:
    for person_id in BOX[:3]:
        await rate(someone(person_id))
    for person_id in BOX[3:]:
        chat = someone(person_id)
        await to_the_question(chat, 2)
        old = chat.data("SMA")
        await chat.taps("‹ Kembali")
        await chat.taps("✓ Perempuan")
        await chat.taps("SMA")
        await chat.presses(*old)
        for label in ("Wirausaha", "Sesuai", "Mudah", "Cepat", "Gratis", "Sesuai"):
            await chat.taps(label)
        for label in ("Kompeten", "Sopan dan ramah", "Baik", "Dikelola dengan baik"):
            await chat.taps(label)
        await chat.says("Baik sekali")
        await chat.taps("Kirim")

    lines = await read(admin)

    assert database.now(counted)["taps:2"] == 3
    assert database.now(counted)["taps:4"] == 2
    at = lines.index("Ketukan dari Mulai sampai Kirim, pada separuhnya paling banyak: 16")
    assert lines[at + 1].strip() == "target maksimal 16, tercapai"
    assert any(line.startswith("Ketukan pada kartu lama: 2, semuanya ditolak.") for line in lines)


async def test_of_those_who_are_called_to_mind_some_go_on_and_send(
    someone: Callable[..., Chat],
    admin: Chat,
    torang: Torang,
    clock: VirtualClock,
    database: Database,
) -> None:
    # All of it within one month.
    clock.forward(days=-14)
    chats = [someone(person_id) for person_id in BOX]
    for chat in chats:
        await to_the_question(chat, 12)
    clock.forward(days=1)
    await torang.ticks.all()
    goes_on, begins_anew, *others = chats
    await goes_on.taps("Lanjutkan")
    await goes_on.taps("Dikelola dengan baik")
    await begins_anew.taps("Mulai ulang")
    await begins_anew.taps("Hapus dan mulai ulang")
    for label in ("26–35 tahun", "Perempuan", "SMA", "Wirausaha", "Sesuai", "Mudah", "Cepat"):
        await begins_anew.taps(label)
    for label in ("Gratis", "Sesuai", "Kompeten", "Sopan dan ramah", "Baik"):
        await begins_anew.taps(label)
    await begins_anew.taps("Dikelola dengan baik")
    for chat in (goes_on, begins_anew):
        await chat.taps("Lewati")
        assert "Terima kasih" in await chat.taps("Kirim")
    await others[0].taps("Batalkan")
    await others[0].taps("Hapus dan berhenti")
    assert "–" in next(line for line in await read(admin) if "setelah diingatkan" in line)

    # Whoever says nothing more is forgotten after a week.
    clock.forward(days=6)
    await torang.ticks.all()
    lines = await read(admin)

    found = database.now(counted)
    assert (found["nudged"], found["recovered"]) == (5, 2)
    at = lines.index("Terkirim setelah diingatkan, dari yang diingatkan: 40%")
    assert lines[at + 1].strip() == "target minimal 10%, tercapai"
