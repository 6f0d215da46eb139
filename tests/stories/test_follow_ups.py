"""After a publication: a plan, its reminders until it is done, and what citizens hear of it."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update

from bot.db import people, surveys, units
from bot.db.base import Db
from bot.db.jobs import JobKind
from bot.db.tables import DeliveryRow, JobRow, ServiceUnitRow
from bot.domain.audience import Topic
from bot.domain.delivery import Kind
from bot.domain.period import Period, parse
from bot.domain.response import Response
from bot.domain.score import ELEMENTS
from bot.telegram.views.words import clip
from bot.usecases import publications, releasing
from bot.usecases.office import Office
from tests.chat import Chat
from tests.factories import a_person
from tests.stories.conftest import Story

ADMIN = a_person(9001, admin=True)
NOVEMBER, DECEMBER = parse("2026-11"), parse("2026-12")
KTP, WAKTU = "Disdukcapil · KTP elektronik", "Waktu penyelesaian"
PLAN = f"Rencana: {WAKTU}"
ACTION, CHANGED = "Membuka loket kedua pukul 11-13", "Loket kedua kini buka pukul 11 sampai 13."


def release(
    db: Db,
    office: Office,
    unit: str,
    low: Iterable[str] = ("waktu",),
    day: date = date(2026, 11, 20),
) -> None:
    """Five answers, 3 for all but what is low."""
    scores = {element.key: 3 for element in ELEMENTS} | dict.fromkeys(low, 2)
    some = [Response({}, scores, None, "sendiri", False, False, bytes([n]) * 32) for n in range(5)]
    survey_id, unit_id = surveys.survey_id(db, "skm"), units.ids(db)[unit]
    releasing.release(db, office.forms, survey_id, unit_id, some, day)


def lead(db: Db, unit: str, n: int) -> None:
    """Employee n is the head of a unit."""
    named = update(ServiceUnitRow).where(ServiceUnitRow.code == unit)
    db.execute(named.values(head_nip=f"1986{n:014}"))


def publish(db: Db, office: Office, unit: str, now: datetime, period: Period = NOVEMBER) -> None:
    publications.publish(db, office, ADMIN, units.ids(db)[unit], period, now)


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


def reminders(story: Story, n: int) -> list[str]:
    """What came to employee n of promises, and when."""
    return [line for line in story.read.get(n, []) if "jatuh tempo" in line]


def requests(story: Story, n: int) -> list[str]:
    """When employee n was asked for plans, and for how many."""
    found = story.read.get(n, [])
    return [line[:16] for line in found if "sudah terbit" in line]


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
    await admin.taps(PLAN)
    assert CHANGED in await admin.taps("Terbitkan")
    await admin.taps("Ya, terbitkan")
    await story.until(12, 16, 9)

    assert citizen.text == (
        f"Anda menilai, kami berbenah\n{KTP}\n“{CHANGED}”\n"
        "Terkait: Waktu penyelesaian, dinilai terendah pada November 2026.\n\nPemerintah Provinsi"
    )
    assert citizen.labels == ["Lihat hasil unit ini", "Berhenti menerima kabar"]
    assert "terbit: 1" in await admin.says("/rtl")
    await story.until(2, 1, 9)
    assert reminders(story, 1) == [
        "Fri 11 Dec 09.00 4 hari lagi ini jatuh tempo:",
        "Tue 15 Dec 09.00 hari ini jatuh tempo:",
    ]


async def test_a_promise_is_reminded_of_once_a_week_until_it_is_done(published: Story) -> None:
    """On a working day: before Saturday's on Friday, after a holiday the day after it."""
    await promise(published.people[1])

    await published.until(1, 6, 12)
    assert reminders(published, 1) == [
        "Fri 11 Dec 09.00 4 hari lagi ini jatuh tempo:",
        "Tue 15 Dec 09.00 hari ini jatuh tempo:",
        "Tue 22 Dec 09.00 ini sudah jatuh tempo. Sudah sampai mana?",
        "Tue 29 Dec 09.00 ini sudah jatuh tempo. Sudah sampai mana?",
        "Wed 06 Jan 09.00 ini sudah jatuh tempo. Sudah sampai mana?",
    ]

    text = await published.people[1].taps("Belum, geser 2 minggu")
    assert "paling lambat Rabu, 20 Januari 2027" in text
    await published.until(1, 19, 12)
    assert reminders(published, 1)[5:] == ["Fri 15 Jan 09.00 5 hari lagi ini jatuh tempo:"]


async def test_who_does_not_answer_is_asked_once_a_week_and_the_next_results_hide_nothing(
    published: Story,
) -> None:
    """The request went out once, and the next publication hid it from /rtl."""
    story, head = published, published.people[1]
    await story.until(12, 9, 12)
    await head.taps(WAKTU)
    await head.says(ACTION)
    story.database.now(
        release, story.torang.office, "dukcapil-ktp", ("sarana",), date(2026, 12, 5)
    )
    await story.until(1, 7, 10)
    story.database.now(publish, story.torang.office, "dukcapil-ktp", story.clock.at, DECEMBER)
    await story.until(1, 7, 11)

    assert requests(story, 1) == [
        "Tue 01 Dec 09.00",
        "Tue 08 Dec 09.00",
        "Tue 15 Dec 09.00",
        "Tue 22 Dec 09.00",
        "Tue 29 Dec 09.00",
        "Wed 06 Jan 09.00",
        "Thu 07 Jan 10.00",
    ]
    assert "2 hasil unit Anda sudah terbit" in head.text
    assert (await head.taps("Buka rencana (RTL)")).count("belum ada rencana: 1") == 2
    months = [f"{clip(KTP, 24)} · Desember 2026", f"{clip(KTP, 24)} · November 2026"]
    assert head.labels == months
    for month in months:
        await head.says("/rtl")
        await head.taps(month)
        await head.taps(head.labels[0])
        await head.says(ACTION)
        await head.taps("Tim unit")
        await head.taps("2 minggu")
    await story.until(1, 21, 12)
    assert [line for line in head.text.splitlines() if line.startswith("•")] == [
        f"• {KTP} · November 2026", f"• {KTP} · Desember 2026",
    ]  # fmt: skip


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

    await story.until(12, 1, 9, 5)

    assert story.database.now(owed, Kind.PLAN) == [(2002, "sent")]
    cards = [card["text"] for card in story.people[2].cards]
    assert any("3 hasil unit Anda sudah terbit" in text for text in cards)
    listed = await admin.says("/rtl")
    assert (
        "Puskesmas Sofifi · November 2026\nbelum ada rencana: 1\n"
        "belum bisa ditanyakan: daftar unit tidak menyebut kepala" in listed
    )
    assert "Disdukcapil · November 2026\nbelum ada rencana: 1\n" in listed
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
        f"Rencana tindak lanjut (RTL)\n\n{KTP} · November 2026\nbelum ada rencana: 1"
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
    await story.until(12, 2, 9, 5)

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
    await admin.taps(PLAN)
    await admin.taps("Sudah selesai")
    await admin.taps("Lewati")
    await admin.taps(PLAN)
    assert ACTION in await admin.taps("Terbitkan")
    message, data = admin.data("Ya, terbitkan")
    await admin.taps("Ya, terbitkan")
    await admin.presses(message, data)

    assert [person for person, _state in story.database.now(owed, Kind.IMPROVED)] == [3001, 3002]


async def test_what_an_office_changes_is_told_to_who_follows_a_unit_below_it(
    story: Story, admin: Chat, someone: Callable[..., Chat]
) -> None:
    """Citizens follow a counter; the head of the office promises, and does it."""
    office = story.torang.office
    citizen = someone(3001)
    await citizen.says("/hasil dukcapil-ktp")
    await citizen.taps("Kabari saya bila ada perbaikan")
    await citizen.taps("Setuju")
    ids = story.database.now(units.ids)
    for person, unit in ((3001, "dukcapil-kk"), (3001, "dukcapil"), (3002, "puskesmas")):
        story.database.now(people.consent, person, "id", "skm-1", date(2026, 11, 1))
        story.database.now(people.follow, person, ids[unit])
    story.database.now(lead, "dukcapil", 1)
    story.database.now(release, office, "dukcapil-ktp")
    await story.until(12, 1, 9)
    story.database.now(publish, office, "dukcapil", story.clock.at)
    await admin.says("/rtl")
    await admin.taps("Disdukcapil")
    await _draft(admin)
    await admin.taps("2 minggu")
    await admin.says("/rtl")
    await admin.taps("Disdukcapil")
    await admin.taps(PLAN)
    await admin.taps("Sudah selesai")
    await admin.taps("Lewati")
    await admin.taps(PLAN)
    await admin.taps("Terbitkan")
    await admin.taps("Ya, terbitkan")

    assert [person for person, _state in story.database.now(owed, Kind.IMPROVED)] == [3001]
    await story.until(12, 2, 9)
    assert citizen.text.startswith(f"Anda menilai, kami berbenah\nDisdukcapil\n“{ACTION}”")


async def test_what_was_reworded_meanwhile_is_not_published(published: Story, admin: Chat) -> None:
    await promise(published.people[1])
    await admin.says("/rtl")
    await admin.taps(KTP)
    await admin.taps(PLAN)
    await admin.taps("Sudah selesai")
    await admin.taps("Lewati")
    await admin.taps(PLAN)
    await admin.taps("Terbitkan")
    message, data = admin.data("Ya, terbitkan")
    await admin.taps("Tulis ulang")
    assert CHANGED in await admin.says(CHANGED)

    await admin.presses(message, data)

    assert published.database.now(owed, Kind.IMPROVED) == []
    await admin.taps("Ya, terbitkan")
    assert "Sudah terbit" in admin.text


async def test_a_request_keeps_to_working_days_at_nine(story: Story) -> None:
    """It came on a Sunday at 08.00."""
    story.database.now(lead, "dukcapil-ktp", 1)
    story.database.now(release, story.torang.office, "dukcapil-ktp")
    await story.until(12, 5, 18)
    story.database.now(publish, story.torang.office, "dukcapil-ktp", story.clock.at)
    await story.until(12, 8, 9)

    assert requests(story, 1) == ["Mon 07 Dec 09.00"]


async def test_a_head_who_is_named_later_or_comes_back_is_asked(published: Story) -> None:
    """Who was named a minute after the publication, or had blocked the bot, heard nothing."""
    story = published
    story.database.now(lead, "dukcapil-ktp", 2)
    await story.until(12, 2, 9)
    assert requests(story, 2) == ["Wed 02 Dec 09.00"]

    story.database.now(people.block, [2002], blocked=True)
    await story.until(12, 10, 9)
    story.database.now(people.block, [2002], blocked=False)
    await story.until(12, 16, 12)
    assert requests(story, 2) == ["Wed 02 Dec 09.00", "Wed 16 Dec 09.00"]
    assert requests(story, 1) == ["Tue 01 Dec 09.00"]


async def test_a_head_of_many_units_gets_one_request_and_one_reminder_a_day(story: Story) -> None:
    office = story.torang.office
    leaves = ("dukcapil-ktp", "dukcapil-kk", "puskesmas")
    for unit in leaves:
        story.database.now(lead, unit, 1)
        story.database.now(release, office, unit)
    await story.until(12, 1, 9)
    for unit in leaves:
        story.database.now(publish, office, unit, story.clock.at)
    await story.until(12, 1, 9, 5)
    head = story.people[1]
    for title in (KTP, "Disdukcapil · Kartu Keluarga", "Puskesmas Sofifi"):
        await head.says("/rtl")
        await head.taps(title)
        await promise(head)

    await story.until(12, 16, 12)

    assert requests(story, 1) == ["Tue 01 Dec 09.00"]
    assert reminders(story, 1) == [
        "Fri 11 Dec 09.00 3 rencana unit Anda jatuh tempo atau sudah dekat:",
        "Tue 15 Dec 09.00 3 rencana unit Anda jatuh tempo atau sudah dekat:",
    ]
    await head.taps("Buka rencana (RTL)")
    assert head.text.count("telat: 1") == 0


async def test_a_reminder_goes_to_whoever_leads_the_unit_on_its_day(published: Story) -> None:
    """Both reminders were cancelled with the old head, and the new one heard a week late."""
    await promise(published.people[1])
    await published.until(12, 13, 12)
    published.database.now(lead, "dukcapil-ktp", 2)
    await published.until(12, 16, 12)

    assert reminders(published, 1) == ["Fri 11 Dec 09.00 4 hari lagi ini jatuh tempo:"]
    assert reminders(published, 2) == [
        "Mon 14 Dec 09.00 1 hari lagi ini jatuh tempo:",
        "Tue 15 Dec 09.00 hari ini jatuh tempo:",
    ]


def nobody_leads(db: Db) -> None:
    db.execute(update(ServiceUnitRow).values(head_nip=None))


async def test_without_any_head_admins_are_told_once_a_week(published: Story, admin: Chat) -> None:
    await admin.starts()
    await promise(published.people[1])
    published.database.now(nobody_leads)
    await published.until(12, 8, 8)

    assert admin.text == (
        "Rencana tindak lanjut (RTL)\n\n"
        "Unit yang rencananya tidak bisa ditanyakan atau diingatkan kepada siapa pun: 1\n"
        f"• {KTP}: belum bisa ditanyakan: daftar unit tidak menyebut kepala\n\n"
        "Pemerintah Provinsi"
    )
    assert [state for _person, state in published.database.now(owed, Kind.PLAN_NEWS)] == ["sent"]
    await published.until(12, 9, 12)
    assert len(published.database.now(owed, Kind.PLAN_NEWS)) == 2
    assert KTP in await admin.taps("Buka rencana (RTL)")


async def test_a_plan_of_a_unit_that_is_no_longer_listed_is_no_dead_end(
    published: Story, admin: Chat
) -> None:
    """Reminders came without end, and no admin could reach what was done."""
    story, head = published, published.people[1]
    await promise(head)
    await story.until(12, 11, 12)
    story.database.now(units.deactivate, story.database.now(units.ids)["dukcapil-ktp"])
    await story.until(12, 30, 12)
    assert len(reminders(story, 1)) == 1
    assert "tidak ada lagi di daftar" in await head.says("/rtl")
    await head.taps(KTP)
    await head.taps(PLAN)
    await admin.starts()
    await head.taps("Sudah selesai")
    await head.taps("Lewati")
    await story.until(12, 31, 12)
    assert f"selesai, perlu diterbitkan: 1\n• {KTP}: Waktu penyelesaian" in admin.text

    await admin.says("/rtl")
    await admin.taps(KTP)
    await admin.taps(PLAN)
    await admin.taps("Terbitkan")
    assert "Sudah terbit" in await admin.taps("Ya, terbitkan")


async def test_a_promise_can_be_changed_and_stands_meanwhile(published: Story) -> None:
    story, head = published, published.people[1]
    await promise(head)
    await head.taps("Ubah")
    assert f"Sebelumnya: “{ACTION}”" in head.text
    await head.says("Membuka loket ketiga")
    await head.taps("Pegawai 2")
    assert "Tetap Selasa, 15 Desember 2026" in head.labels
    assert "Pegawai 2, paling lambat Jumat, 1 Januari 2027" in await head.taps("1 bulan")
    await head.taps("Ubah")
    await head.taps("Biarkan begitu")
    await head.taps("Pegawai 3")
    text = await head.taps("Tetap Jumat, 1 Januari 2027")

    assert text.startswith(f"{KTP}\nWaktu penyelesaian: “Membuka loket ketiga”\nPegawai 3, ")
    await story.until(12, 1, 18)
    told = [card["text"] for card in story.people[3].cards if "pelaksananya" in card["text"]]
    assert len(told) == 1
    assert "Membuka loket ketiga" in told[0]
    assert [state for _person, state in story.database.now(owed, Kind.PLAN_WHO)] == [
        "cancelled", "sent",
    ]  # fmt: skip


async def test_what_is_done_is_told_to_admins_and_can_be_taken_back(
    published: Story, admin: Chat
) -> None:
    """Nobody told an admin that a plan waits; and a wrong tap stayed for good."""
    story, head = published, published.people[1]
    await admin.starts()
    await promise(head)
    await story.until(12, 2, 12)
    await head.taps("Sudah selesai")
    await head.taps("Lewati")
    await head.taps(PLAN)
    assert "belum selesai" in await head.taps("Belum selesai")
    await story.until(12, 3, 12)
    assert story.database.now(owed, Kind.PLAN_NEWS) == []
    await head.taps("Sudah selesai")
    await head.says(CHANGED)
    await story.until(12, 8, 12)

    assert f"selesai, perlu diterbitkan: 1\n• {KTP}: Waktu penyelesaian" in admin.text
    assert len(story.database.now(owed, Kind.PLAN_NEWS)) == 1
    await admin.taps("Buka rencana (RTL)")
    await admin.taps(KTP)
    await admin.taps(PLAN)
    await admin.taps("Terbitkan")
    await admin.taps("Ya, terbitkan")
    await admin.taps("‹ Rencana unit ini")
    await admin.taps(PLAN)
    assert CHANGED in await admin.taps("Tarik kalimat ini")
    _message, data = admin.data("Ya, tarik kembali")
    await head.presses(head.cards[-1]["message_id"], data)
    assert "Hanya admin" in head.toasts[-1] + head.text
    assert "Sudah ditarik" in await admin.taps("Ya, tarik kembali")
    assert "Terbitkan" in admin.labels
    await head.says("/rtl")
    await head.taps(KTP)
    await head.taps(PLAN)
    assert head.labels == ["Tulis apa yang berubah", "Belum selesai", "‹ Rencana unit ini"]


async def test_a_draft_goes_on_with_what_was_typed(published: Story) -> None:
    """Who had stopped at a draft heard nothing more, and had to type all of it again."""
    story, head = published, published.people[1]
    await head.taps(WAKTU)
    await head.says(ACTION)
    await story.until(12, 8, 9)

    assert len(requests(story, 1)) == 2
    assert f"Sebelumnya: “{ACTION}”" in await head.taps(WAKTU)
    await head.taps("Biarkan begitu")
    await head.taps("Tim unit")
    assert ACTION in await head.taps("2 minggu")


async def test_after_a_standstill_nobody_is_asked_on_a_sunday(published: Story) -> None:
    story = published
    story.database.now(lead, "dukcapil-ktp", 2)
    story.clock.at = datetime(2026, 12, 6, 1, tzinfo=UTC)
    await story.until(12, 7, 12)

    assert requests(story, 2) == ["Mon 07 Dec 09.00"]


async def test_a_day_that_failed_is_made_up_for_the_next(published: Story) -> None:
    story = published
    story.database.now(lead, "dukcapil-ktp", 2)
    story.database.now(put_aside)
    await story.until(12, 3, 12)

    assert requests(story, 2) == ["Wed 02 Dec 09.00"]


def put_aside(db: Db) -> None:
    """As what fails at every try is."""
    db.execute(update(JobRow).where(JobRow.kind == JobKind.FOLLOW_UP.value).values(done=True))


@pytest.mark.parametrize("deed", ["Ubah", "Sudah selesai"])
async def test_a_line_of_another_day_changes_no_plan(published: Story, deed: str) -> None:
    """Weeks later a line to the bot overwrote what was promised, or what was changed."""
    story, head = published, published.people[1]
    await promise(head)
    await head.taps(deed)
    await story.until(12, 3, 9)
    await head.says("Selamat pagi")
    await head.says("/rtl")
    await head.taps(KTP)

    assert f"{WAKTU}: “{ACTION}”" in head.text


async def test_two_taps_postpone_once(published: Story) -> None:
    head = published.people[1]
    await promise(head)
    message, data = head.data("Belum, geser 2 minggu")
    await head.presses(message, data)
    await head.presses(message, data)

    await head.says("/rtl")
    await head.taps(KTP)
    assert "paling lambat Selasa, 29 Desember 2026" in await head.taps(PLAN)


async def test_two_taps_on_done_lose_no_line(published: Story) -> None:
    """The second was refused, and the line was taken for nothing."""
    head = published.people[1]
    await promise(head)
    message, data = head.data("Sudah selesai")
    await head.presses(message, data)
    await head.presses(message, data)
    assert f"“{CHANGED}”" in await head.says(CHANGED)

    await head.says("/rtl")
    await head.taps(KTP)
    await head.taps(PLAN)
    await head.taps("Tulis apa yang berubah")
    assert "“Tiga loket.”" in await head.says("Tiga loket.")


@pytest.mark.parametrize("deed", ["Ubah", "Sudah selesai"])
async def test_after_a_line_that_was_refused_none_is_expected(
    published: Story, admin: Chat, deed: str
) -> None:
    """Each further line was refused, too."""
    story, head = published, published.people[1]
    await promise(head)
    await head.taps(deed)
    await admin.says("/rtl")
    await admin.taps(KTP)
    await admin.taps(PLAN)
    await admin.taps("Sudah selesai" if deed == "Ubah" else "Belum selesai")

    assert "sudah berubah" in await head.says(CHANGED)
    assert story.database.now(people.expectation, 2001) is None


async def test_an_admin_hears_once_of_what_is_done_before_nine(
    published: Story, admin: Chat
) -> None:
    """They were told that day, and again the next."""
    story, head = published, published.people[1]
    await admin.starts()
    await promise(head)
    await story.until(12, 2, 8, 30)
    await head.taps("Sudah selesai")
    await head.taps("Lewati")
    await story.until(12, 8, 12)

    assert len(story.database.now(owed, Kind.PLAN_NEWS)) == 1


async def test_who_does_it_hears_of_it_at_work(published: Story) -> None:
    story, head = published, published.people[1]
    await story.until(12, 4, 20)
    await head.taps(WAKTU)
    await head.says(ACTION)
    await head.taps("Pegawai 3")
    await head.taps("2 minggu")
    await story.until(12, 7, 12)

    told = [line[:16] for line in story.read[3] if "pelaksananya" in line]
    assert told == ["Mon 07 Dec 09.00"]


async def _publish(admin: Chat) -> None:
    await admin.says("/rtl")
    await admin.taps(KTP)
    await admin.taps(PLAN)
    await admin.taps("Terbitkan")
    await admin.taps("Ya, terbitkan")


async def _withdraw(admin: Chat) -> None:
    await admin.taps("‹ Rencana unit ini")
    await admin.taps(PLAN)
    await admin.taps("Tarik kalimat ini")
    await admin.taps("Ya, tarik kembali")


async def test_who_has_not_heard_of_a_change_before_it_was_withdrawn_hears_of_it_later(
    published: Story, admin: Chat, someone: Callable[..., Chat]
) -> None:
    """It was cancelled with the sentence, and never owed again."""
    story, head = published, published.people[1]
    told, late = someone(3001), someone(3002)
    await told.starts()
    await late.starts()
    unit = story.database.now(units.ids)["dukcapil-ktp"]

    def follows(db: Db, person: int) -> None:
        people.consent(db, person, "id", "skm-1", date(2026, 11, 1))
        people.follow(db, person, unit)

    story.database.now(follows, 3001)
    await promise(head)
    await head.taps("Sudah selesai")
    await head.says(CHANGED)
    await _publish(admin)
    await story.until(12, 2, 9)
    story.database.now(follows, 3002)
    await _withdraw(admin)
    await _publish(admin)
    await _withdraw(admin)
    await story.until(12, 3, 9)
    assert story.database.now(owed, Kind.IMPROVED) == [(3001, "sent"), (3002, "cancelled")]
    await _publish(admin)
    await story.until(12, 4, 9)

    assert [sum(CHANGED in card["text"] for card in chat.cards) for chat in (told, late)] == [1, 1]
