"""A kiosk: one device of a unit, survey after survey."""

import re
from collections.abc import Callable

import pytest

from bot.app import Torang
from bot.db import ballots, kiosks, surveys
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.kiosk import MOST, SILENCE
from bot.domain.response import Response
from tests.chat import Chat
from tests.conftest import VirtualClock
from tests.factories import MORNING
from tests.handlers.released import unit_id
from tests.handlers.survey import PROFILE, RATINGS
from tests.rows import counted, rows_of

TABLET = 3001
KTP = "Disdukcapil · KTP elektronik"
THANKS = (
    "Terima kasih. Jawaban Anda sudah masuk kotak suara unit ini, dan dihitung bersama sedikitnya "
    "empat jawaban lain."
)


async def link(admin: Chat, label: str = "Buat tautan") -> str:
    """What the link that an admin makes carries."""
    await admin.says("/poster")
    await admin.taps(KTP)
    await admin.taps("Kios")
    await admin.taps(label)
    if label != "Buat tautan":
        await admin.taps("Ya, buat yang baru")
    return payload(admin)


def payload(admin: Chat) -> str:
    shown = next(
        str(one["text"]) for one in reversed(admin.cards) if "kios_" in str(one.get("text"))
    )
    found = re.search(r"start=(kios_\w+)", shown)
    assert found is not None, shown
    return found[1]


@pytest.fixture
async def tablet(admin: Chat, someone: Callable[..., Chat]) -> Chat:
    """The device in the unit, on which nobody answers yet."""
    chat = someone(TABLET)
    await chat.starts(await link(admin))
    return chat


async def answer(tablet: Chat, start: str = "Mulai", suggestion: str | None = None) -> str:
    """Everything up to the review."""
    await tablet.taps(start)
    for label in (*PROFILE, *RATINGS):
        await tablet.taps(label)
    return await (tablet.taps("Lewati") if suggestion is None else tablet.says(suggestion))


async def rate(tablet: Chat, start: str = "Mulai") -> str:
    await answer(tablet, start)
    return await tablet.taps("Kirim")


def released(db: Db) -> list[Response]:
    survey_id, unit = surveys.survey_id(db, "skm"), unit_id(db, "dukcapil-ktp")
    return [one for _day, one in ballots.released(db, survey_id, unit, None, None)]


async def test_one_person_after_the_other_rates_on_one_device(
    tablet: Chat, database: Database
) -> None:
    assert tablet.text.startswith(f"Selamat datang. Apakah Anda baru saja dilayani di\n{KTP}?")
    assert tablet.labels == ["Mulai", "Dibantu petugas", "English"]
    for _n in range(3):
        assert await rate(tablet) == THANKS
        assert tablet.labels == ["Mulai penilaian baru"]
        assert (await tablet.taps("Mulai penilaian baru")).startswith("Selamat datang.")
    await rate(tablet, "Dibantu petugas")
    await tablet.taps("Mulai penilaian baru")
    assert database.now(released) == []
    await rate(tablet)

    assert sorted(one.mode for one in database.now(released)) == ["dibantu", *["kios"] * 4]
    assert database.now(rows_of, "participation") == 0
    assert database.now(counted)["submitted"] == 5
    assert len(tablet.cards) == 1


async def test_what_somebody_typed_does_not_stay_on_the_screen(tablet: Chat) -> None:
    review = await answer(tablet, suggestion="Antrean siang terlalu panjang")
    assert "Antrean siang terlalu panjang" in review
    await tablet.taps("Kirim")
    await tablet.taps("Mulai penilaian baru")

    shown = " ".join(str(one.get("text")) for one in tablet.messages)
    assert "Antrean" not in shown
    assert [one["from"] for one in tablet.messages] == ["person", "bot"]
    await tablet.says("Siapa di sana")
    assert "Siapa di sana" not in " ".join(str(one.get("text")) for one in tablet.messages)
    assert tablet.text.startswith("Selamat datang.")


async def test_each_person_chooses_a_language_and_the_next_begins_in_indonesian(
    tablet: Chat,
) -> None:
    assert (await tablet.taps("English")).startswith("Welcome. Were you just served at")
    assert tablet.labels == ["Start", "An officer helps me", "Bahasa Indonesia"]
    assert "How old are you?" in await tablet.taps("Start")
    await tablet.taps("Stop")
    assert tablet.text == f"{KTP}\nYour answers are not sent yet. Start over deletes them."

    assert (await tablet.taps("Start over")).startswith("Selamat datang.")


async def test_what_is_left_unfinished_goes_after_some_silence(
    tablet: Chat, torang: Torang, database: Database, clock: VirtualClock
) -> None:
    await tablet.taps("Mulai")
    await tablet.taps(PROFILE[0])
    clock.forward(seconds=SILENCE.seconds - 1)
    await torang.ticks.all()
    assert database.now(rows_of, "interview") == 1

    clock.forward(seconds=1)
    await torang.ticks.all()

    assert database.now(rows_of, "interview") == 0
    assert database.now(rows_of, "delivery") == 0
    assert tablet.text.startswith("Selamat datang.")
    assert len(tablet.cards) == 1
    assert "Berapa usia Anda?" in await tablet.taps("Mulai")


async def test_who_is_too_young_leaves_room_for_the_next(tablet: Chat) -> None:
    await tablet.taps("Mulai")
    await tablet.taps("Di bawah 17 tahun")

    assert tablet.labels == ["Mulai penilaian baru"]
    assert (await tablet.taps("Mulai penilaian baru")).startswith("Selamat datang.")


async def test_a_day_has_only_so_many_ratings(
    tablet: Chat, database: Database, clock: VirtualClock
) -> None:
    unit, today = database.now(unit_id, "dukcapil-ktp"), MORNING.date()
    for _n in range(MOST):
        database.now(kiosks.count, unit, today)

    assert (await tablet.taps("Mulai")).startswith(f"{KTP}\nTerima kasih: perangkat ini sudah")
    assert database.now(rows_of, "interview") == 0
    clock.forward(days=1)
    assert (await tablet.taps("Mulai penilaian baru")).startswith("Selamat datang.")


async def test_a_new_link_takes_the_place_of_the_old_one(
    admin: Chat, tablet: Chat, someone: Callable[..., Chat], database: Database
) -> None:
    await tablet.taps("Mulai")
    new = await link(admin, "Buat tautan baru")
    assert database.now(rows_of, "interview") == 0
    await tablet.starts()
    assert "Selamat datang." not in tablet.text

    other = someone(TABLET + 1)
    assert (await other.starts(new)).startswith("Selamat datang.")
    assert "Selamat datang." not in await tablet.starts(new)


async def test_a_link_is_revoked_with_a_second_tap(
    admin: Chat, tablet: Chat, database: Database
) -> None:
    await admin.says("/poster")
    await admin.taps(KTP)
    assert (await admin.taps("Kios")).endswith(
        "Satu perangkat sudah terhubung. Penilaian hari ini: 0"
    )
    await admin.taps("Cabut tautan")
    assert database.now(rows_of, "kiosk") == 1
    assert await admin.taps("Ya, cabut tautan") == "Tautan dicabut; perangkat itu bukan kios lagi."

    assert database.now(kiosks.of_person, TABLET) is None
    await tablet.taps("Mulai")
    assert database.now(rows_of, "interview") == 0


async def test_a_visitor_cannot_end_the_kiosk(tablet: Chat, database: Database) -> None:
    message = tablet.cards[-1]["message_id"]
    for said in ("/hapus", "/stop", "stop", "/keluar"):
        assert (await tablet.says(said)).startswith("Perangkat ini kios sebuah unit: hanya admin")
    for data in ("d:1", "t", "6:1"):
        await tablet.presses(message, data)

    assert len(tablet.toasts) == 3
    assert all(toast.startswith("Perangkat ini kios") for toast in tablet.toasts)
    assert database.now(kiosks.of_person, TABLET) is not None
    assert (await tablet.starts()).startswith("Selamat datang.")


async def test_what_is_stored_names_the_kiosk(tablet: Chat) -> None:
    assert f"Akun ini kios {KTP}: hanya admin" in await tablet.says("/dataku")
    assert tablet.labels == []


async def test_the_count_of_the_day_survives_a_new_link(
    admin: Chat, someone: Callable[..., Chat], database: Database
) -> None:
    await link(admin)
    unit, today = database.now(unit_id, "dukcapil-ktp"), MORNING.date()
    for _n in range(MOST):
        database.now(kiosks.count, unit, today)
    await admin.says("/poster")
    for label in (KTP, "Kios", "Cabut tautan", "Ya, cabut tautan"):
        await admin.taps(label)
    new = await link(admin)

    assert "perangkat ini sudah menerima semua penilaian" in await someone(TABLET + 1).starts(new)


async def test_the_link_of_a_kiosk_that_is_gone_makes_nobody_another(
    admin: Chat, someone: Callable[..., Chat], database: Database
) -> None:
    old = await link(admin)
    tablet, other = someone(TABLET), someone(TABLET + 1)
    await tablet.starts(old)
    database.now(kiosks.leave, TABLET)

    assert "sudah tidak ada" in await other.starts(old)


async def test_only_admins_make_kiosks(someone: Callable[..., Chat], database: Database) -> None:
    chat = someone(2001)
    await chat.starts()
    message = chat.cards[0]["message_id"]
    for deed in ("kiosk", "kioskasknew", "kioskmake", "kioskend"):
        await chat.presses(message, f"dr:2:{deed}:0")

    assert len(chat.toasts) == 4
    assert all(toast.startswith("Hanya admin") for toast in chat.toasts)
    assert "sudah tidak ada" in await chat.starts("kios_AAAAAAAAAAAAAAAA")
    assert database.now(rows_of, "kiosk") == 0
    assert database.now(rows_of, "person") == 0
