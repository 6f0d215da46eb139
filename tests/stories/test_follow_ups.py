"""After a publication: a plan, its reminders until it is done, and what citizens hear of it."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

import pytest
from sqlalchemy import select, update

from bot.db import people, surveys, units
from bot.db.base import Db
from bot.db.tables import DeliveryRow, ServiceUnitRow
from bot.domain.audience import Topic
from bot.domain.delivery import Kind
from bot.domain.period import parse
from bot.domain.response import Response
from bot.domain.score import ELEMENTS
from bot.usecases import publications, releasing
from bot.usecases.office import Office
from tests.chat import Chat
from tests.factories import a_person
from tests.stories.conftest import Story

ADMIN = a_person(9001, admin=True)
NOVEMBER = parse("2026-11")
KTP, WAKTU = "Disdukcapil · KTP elektronik", "Waktu penyelesaian"
ACTION, CHANGED = "Membuka loket kedua pukul 11-13", "Loket kedua kini buka pukul 11 sampai 13."


def release(db: Db, office: Office, unit: str, low: Iterable[str] = ("waktu",)) -> None:
    """Five answers in November, 3 for all but what is low."""
    scores = {element.key: 3 for element in ELEMENTS} | dict.fromkeys(low, 2)
    some = [Response({}, scores, None, "sendiri", False, False, bytes([n]) * 32) for n in range(5)]
    survey_id, unit_id = surveys.survey_id(db, "skm"), units.ids(db)[unit]
    releasing.release(db, office.forms, survey_id, unit_id, some, date(2026, 11, 20))


def lead(db: Db, unit: str, n: int) -> None:
    """Employee n is the head of a unit."""
    named = update(ServiceUnitRow).where(ServiceUnitRow.code == unit)
    db.execute(named.values(head_nip=f"1986{n:014}"))


def publish(db: Db, office: Office, unit: str, now: datetime) -> None:
    publications.publish(db, office, ADMIN, units.ids(db)[unit], NOVEMBER, now)


def owed(db: Db, kind: Kind) -> list[tuple[int, str]]:
    rows = db.execute(
        select(DeliveryRow.person_id, DeliveryRow.state)
        .where(DeliveryRow.kind == kind.value)
        .order_by(DeliveryRow.person_id)
    )
    return [(person, state) for person, state in rows]


@pytest.fixture
async def published(story: Story) -> Story:
    """November of KTP is out on Tuesday 1 December; employee 1 leads the unit.

    The head reads nothing else of it, so that what was asked is the newest card.
    """
    office = story.torang.office
    story.database.now(people.mute, 2001, Topic.RESULTS.value)
    story.database.now(lead, "dukcapil-ktp", 1)
    story.database.now(release, office, "dukcapil-ktp")
    await story.until(12, 1, 9)
    story.database.now(publish, office, "dukcapil-ktp", story.clock.at)
    await story.until(12, 1, 9, 5)
    return story


async def promise(head: Chat, by: str = "2 minggu") -> str:
    await head.taps(WAKTU)
    await head.says(ACTION)
    await head.taps("Tim unit")
    return await head.taps(by)


async def test_from_the_publication_to_what_citizens_read(
    published: Story, admin: Chat, someone: Callable[..., Chat]
) -> None:
    story, head = published, published.people[1]
    citizen = someone(1001)
    await citizen.says("/hasil dukcapil-ktp")
    await citizen.taps("Kabari saya bila ada perbaikan")
    await citizen.taps("Setuju")
    assert head.message_with(WAKTU)
    asked = next(card["text"] for card in head.cards if "Tiga ketukan" in card["text"])
    assert asked == (
        f"Bapak/Ibu Pegawai 1, hasil {KTP} untuk November 2026 sudah terbit. Apa yang akan "
        "dilakukan untuk unsur yang dinilai terendah?\n"
        "Waktu penyelesaian: 2,00 dari 4\n\n"
        "Tiga ketukan dan satu kalimat: unsurnya, tindakannya, siapa, dan kapan.\n\n"
        "Pemerintah Provinsi"
    )

    assert "Ketik dalam satu kalimat, paling banyak 300 huruf." in await head.taps(WAKTU)
    assert await head.says("a" * 301) == "Ketik satu kalimat saja, paling banyak 300 huruf."
    assert (await head.says(ACTION)).endswith("Siapa yang melaksanakannya?")
    assert head.labels == ["Pegawai 1", "Pegawai 2", "Pegawai 3", "Pegawai 4", "Tim unit"]
    assert "Pelaksana: Pegawai 2. Paling lambat kapan?" in await head.taps("Pegawai 2")
    assert head.labels == ["2 minggu", "1 bulan", "3 bulan", "Akhir tahun"]
    assert await head.taps("2 minggu") == (
        f"{KTP}\nWaktu penyelesaian: “{ACTION}”\n"
        "Pegawai 2, paling lambat Selasa, 15 Desember 2026\n\n"
        "✓ Tercatat. Kami ingatkan sebelum dan pada harinya, lalu sekali seminggu sampai selesai."
    )

    assert "1 rencana tindak lanjut unit mencantumkan nama Anda." in (
        await story.people[2].says("/dataku")
    )
    await story.until(12, 15, 12)
    assert "hari ini jatuh tempo:" in head.text
    assert head.labels == ["Sudah selesai", "Belum, geser 2 minggu"]
    await head.taps("Sudah selesai")
    assert await head.says(CHANGED) == (
        f"{KTP} · November 2026\nWaktu penyelesaian: “{ACTION}”\n\n“{CHANGED}”\n"
        "✓ Tersimpan. Warga membacanya setelah admin menerbitkannya."
    )

    assert "selesai, perlu diterbitkan: 1" in await admin.says("/rtl")
    await admin.taps(KTP)
    assert CHANGED in await admin.taps("Terbitkan: Waktu penyelesaian")
    await admin.taps("Ya, terbitkan")
    await story.until(12, 16, 9)

    assert citizen.text == (
        f"Anda menilai, kami berbenah\n{KTP}\n“{CHANGED}”\n"
        "Terkait: Waktu penyelesaian, dinilai terendah pada November 2026.\n\nPemerintah Provinsi"
    )
    assert citizen.labels == ["Lihat hasil unit ini", "Berhenti menerima kabar"]
    assert "terbit: 1" in await admin.says("/rtl")
    await story.until(2, 1, 9)
    assert [line for line in story.read[1] if "jatuh tempo" in line] == [
        "Mon 14 Dec 09.00 1 hari lagi ini jatuh tempo:",
        "Tue 15 Dec 09.00 hari ini jatuh tempo:",
    ]


async def test_a_promise_is_reminded_of_once_a_week_until_it_is_done(published: Story) -> None:
    """On a working day: Saturday's comes on Monday, that of a holiday the day after."""
    await promise(published.people[1])

    await published.until(1, 6, 12)
    assert [line for line in published.read[1] if "jatuh tempo" in line] == [
        "Mon 14 Dec 09.00 1 hari lagi ini jatuh tempo:",
        "Tue 15 Dec 09.00 hari ini jatuh tempo:",
        "Tue 22 Dec 09.00 ini sudah jatuh tempo. Sudah sampai mana?",
        "Tue 29 Dec 09.00 ini sudah jatuh tempo. Sudah sampai mana?",
        "Wed 06 Jan 09.00 ini sudah jatuh tempo. Sudah sampai mana?",
    ]

    text = await published.people[1].taps("Belum, geser 2 minggu")
    assert "paling lambat Rabu, 20 Januari 2027" in text
    await published.until(1, 19, 12)
    assert [line for line in published.read[1] if "jatuh tempo" in line][5:] == [
        "Mon 18 Jan 09.00 2 hari lagi ini jatuh tempo:"
    ]


async def test_without_a_head_the_one_above_is_asked_and_without_any_the_list_says_so(
    story: Story, admin: Chat
) -> None:
    office = story.torang.office
    story.database.now(lead, "dukcapil", 2)
    for unit in ("dukcapil-ktp", "dukcapil-kk", "puskesmas"):
        story.database.now(release, office, unit)
    await story.until(12, 1, 9)
    for unit in ("dukcapil", "puskesmas"):
        story.database.now(publish, office, unit, story.clock.at)

    assert [person for person, _state in story.database.now(owed, Kind.PLAN)] == [2002] * 3
    listed = await admin.says("/rtl")
    assert (
        "Puskesmas Sofifi · November 2026\nbelum ada rencana; kepalanya belum terhubung" in listed
    )
    assert "Disdukcapil · November 2026\nbelum ada rencana" in listed
    await admin.taps("Puskesmas Sofifi")
    assert "Pelaksana: tim unit" in await _draft(admin)
    await admin.taps("1 bulan")
    assert "berjalan: 1" in await admin.says("/rtl")


async def _draft(chat: Chat) -> str:
    await chat.taps(WAKTU)
    await chat.says(ACTION)
    return await chat.taps("Tim unit")


async def test_a_head_sees_their_own_units_and_nobody_else_sees_any(
    published: Story, chat: Chat
) -> None:
    story = published
    story.database.now(release, story.torang.office, "puskesmas")
    story.database.now(publish, story.torang.office, "puskesmas", story.clock.at)

    assert await story.people[1].says("/rtl") == (
        f"Rencana tindak lanjut (RTL)\n\n{KTP} · November 2026\nbelum ada rencana"
    )
    for other in (story.people[2], chat):
        assert (await other.says("/rtl")).startswith("Itu untuk kepala unit dan admin.")


async def test_a_plan_of_another_unit_is_not_for_a_head_to_touch(published: Story) -> None:
    story, head, other = published, published.people[1], published.people[2]
    message, data = head.data(WAKTU)
    await promise(head)
    story.database.now(lead, "dukcapil-ktp", 2)

    await head.presses(message, data)
    assert "Itu untuk kepala unit dan admin." in head.toasts[-1] + head.text
    assert "berjalan: 1" in await other.says("/rtl")


async def test_what_all_rated_the_same_asks_for_no_plan(story: Story) -> None:
    office = story.torang.office
    story.database.now(lead, "dukcapil-ktp", 1)
    story.database.now(release, office, "dukcapil-ktp", ())
    await story.until(12, 1, 9)
    story.database.now(publish, office, "dukcapil-ktp", story.clock.at)

    assert story.database.now(owed, Kind.PLAN) == []


async def test_news_of_a_change_goes_once_to_who_follows_the_unit_or_one_above(
    published: Story, admin: Chat
) -> None:
    story = published
    ids = story.database.now(units.ids)
    for person, unit in ((3001, "dukcapil-ktp"), (3001, "dukcapil"), (3002, "dukcapil"),
                         (3003, "dukcapil-kk"), (3004, "puskesmas")):  # fmt: skip
        story.database.now(people.consent, person, "id", "skm-1", date(2026, 11, 1))
        story.database.now(people.follow, person, ids[unit])
    await promise(story.people[1])
    await admin.says("/rtl")
    await admin.taps(KTP)
    await admin.taps("Tandai selesai: Waktu penyelesaian")
    await admin.taps("Lewati")
    assert ACTION in await admin.taps("Terbitkan: Waktu penyelesaian")
    message, data = admin.data("Ya, terbitkan")
    await admin.taps("Ya, terbitkan")
    await admin.presses(message, data)

    assert [person for person, _state in story.database.now(owed, Kind.IMPROVED)] == [3001, 3002]


async def test_what_was_reworded_meanwhile_is_not_published(published: Story, admin: Chat) -> None:
    await promise(published.people[1])
    await admin.says("/rtl")
    await admin.taps(KTP)
    await admin.taps("Tandai selesai: Waktu penyelesaian")
    await admin.taps("Lewati")
    await admin.taps("Terbitkan: Waktu penyelesaian")
    message, data = admin.data("Ya, terbitkan")
    await admin.taps("Tulis ulang")
    assert CHANGED in await admin.says(CHANGED)

    await admin.presses(message, data)

    assert published.database.now(owed, Kind.IMPROVED) == []
    await admin.taps("Ya, terbitkan")
    assert "Sudah terbit" in admin.text
