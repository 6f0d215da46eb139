"""After a training: how it was, and 45 days later what came of it, as people read of it.

Tuesday 1 December 2026, 09.00 to 15.00 in Sofifi, is when the training takes place.
"""

from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.db.base import Db
from bot.db.tables import EmployeeRow
from bot.domain.check import CheckQuestion
from bot.seed_trainings import seed_trainings
from bot.usecases import attending, checking
from tests.chat import Chat
from tests.conftest import ADMIN
from tests.factories import a_person, a_session, a_training
from tests.stories.conftest import Story
from tests.stories.test_trainings import JAYAPURA, at, move
from tests.usecases.training_room import KTP, announced, employ

OFFER = "terima kasih sudah hadir. Bagaimana pelatihannya?"
FOLLOW_UP = "beberapa pekan lalu Anda ikut pelatihan ini. Apa hasilnya di pekerjaan?"


def correct(db: Db, session: int, n: int, story: Story, *, there: bool = True) -> None:
    attending.correct(db, a_person(ADMIN, admin=True), session, n, story.clock.at, there=there)


def deactivate(db: Db, n: int) -> None:
    db.execute(update(EmployeeRow).where(EmployeeRow.id == n).values(active=False))


@pytest.fixture
async def session(story: Story) -> int:
    """Employee 1 is coming, employee 2 is registered."""
    found = story.database.now(announced)
    await story.until(11, 24, 9, 1)
    for n in (1, 2):
        await story.people[n].taps("Saya ikut")
    await story.people[1].taps("Hadir")
    return found


def later(story: Story, n: int) -> list[str]:
    """What somebody read since the training began."""
    return [line for line in story.read.get(n, []) if line.endswith((OFFER, FOLLOW_UP))]


async def test_an_hour_after_the_end_who_was_there_is_asked_how_it_was(
    story: Story, session: int
) -> None:
    await story.until(12, 1, 9, 5)
    story.database.now(correct, session, 1, story)
    ahmad = story.people[1]

    await story.until(12, 1, 15, 59)
    assert later(story, 1) == []
    await story.until(12, 1, 16)

    assert later(story, 1) == [f"Tue 01 Dec 16.00 {OFFER}"]
    assert later(story, 2) == []
    assert ahmad.text == (
        "Bapak/Ibu Pegawai 1, terima kasih sudah hadir. Bagaimana pelatihannya?\n\n"
        "Manajemen Waktu Pelayanan · 6 JP\n"
        "Selasa, 1 Desember 2026, 09.00–15.00 WIT\n\n"
        "Lima ketukan dan, bila berkenan, satu kalimat saran. Jawaban ini tercatat atas nama "
        "Bapak/Ibu. Admin hanya membaca berapa yang menjawab dan, mulai lima orang, rata-rata "
        "serta komentar tanpa nama. /dataku menunjukkan apa yang tercatat, /hapus "
        "menghapusnya.\n\n"
        "Pemerintah Provinsi"
    )
    assert ahmad.labels == ["Beri umpan balik", "Jangan tanyakan lagi"]
    assert await ahmad.taps("Beri umpan balik") == (
        "Pelatihan 1 dari 5  ▰▱▱▱▱\nSeberapa sesuai pelatihan ini dengan pekerjaan Anda?"
    )
    await ahmad.taps("Sangat sesuai")
    await ahmad.taps("Jelas")
    await ahmad.taps("‹ Kembali")
    await ahmad.taps("Sangat jelas")
    await ahmad.taps("Cukup mudah")
    await ahmad.taps("Sebagian besar")
    assert (await ahmad.taps("Baik")).startswith("Saran\nApa yang sebaiknya diperbaiki")
    assert await ahmad.says("Lebih banyak latihan") == (
        "Periksa sebelum dikirim\nUmpan balik · Manajemen Waktu Pelayanan\n\n"
        "Pelatihan\n1 Sesuai kebutuhan · Sangat sesuai\n2 Pengajar · Sangat jelas\n"
        "3 Materi · Cukup mudah\n4 Bisa dipakai · Sebagian besar\n5 Keseluruhan · Baik\n\n"
        "Saran\n“Lebih banyak latihan”\n\n"
        "Jawaban ini tercatat atas nama Bapak/Ibu. Admin hanya membaca berapa yang menjawab dan, "
        "mulai lima orang, rata-rata serta komentar tanpa nama. /dataku menunjukkan apa yang "
        "tercatat, /hapus menghapusnya."
    )
    assert await ahmad.taps("Kirim") == (
        "Umpan balik · Manajemen Waktu Pelayanan\n\n✓ Terima kasih. Jawaban Anda sudah tercatat."
    )
    assert "Tercatat atas nama Anda:\nUmpan balik · Manajemen Waktu Pelayanan" in await ahmad.says(
        "/dataku"
    )


async def test_45_days_later_on_a_working_day_what_came_of_it(story: Story, session: int) -> None:
    """The day itself is Friday 15 January 2027, at nine."""
    await story.until(12, 1, 9, 5)
    for n in (1, 2):
        story.database.now(correct, session, n, story)

    await story.until(1, 18, 12)

    assert later(story, 1) == [
        f"Tue 01 Dec 16.00 {OFFER}",
        f"Fri 15 Jan 09.00 {FOLLOW_UP}",
    ]
    ahmad = story.people[1]
    assert ahmad.labels == ["Jawab", "Jangan tanyakan lagi"]
    assert (await ahmad.taps("Jawab")).startswith("Penerapan 1 dari 3")
    for choice in ("Sering", "Cukup", "Didukung", "Lewati"):
        await ahmad.taps(choice)
    assert "Jawaban Anda sudah tercatat" in await ahmad.taps("Kirim")


async def test_who_is_noted_late_is_asked_late_and_who_was_not_there_is_not(
    story: Story, session: int
) -> None:
    await story.until(12, 1, 9, 5)
    story.database.now(correct, session, 1, story)
    await story.until(12, 1, 10)
    story.database.now(correct, session, 1, story, there=False)
    await story.until(12, 3, 21)
    story.database.now(correct, session, 2, story)

    await story.until(1, 20, 12)

    assert later(story, 1) == []
    assert later(story, 2) == [f"Fri 04 Dec 08.00 {OFFER}", f"Fri 15 Jan 09.00 {FOLLOW_UP}"]


async def test_an_evening_session_is_asked_about_in_the_morning(story: Story) -> None:
    session = story.database.now(announced, None, a_session(starts_at=at(12, 1, 14)))
    await story.until(11, 24, 9, 1)
    await story.people[1].taps("Saya ikut")
    await story.until(12, 1, 14, 5)
    story.database.now(correct, session, 1, story)

    await story.until(12, 3, 12)

    assert later(story, 1) == [f"Wed 02 Dec 08.00 {OFFER}"]


async def test_a_session_that_is_moved_is_asked_about_after_its_new_end(
    story: Story, session: int
) -> None:
    story.database.now(move, session, at(12, 2, 9), story.clock.at)
    await story.until(12, 2, 9, 5)
    story.database.now(correct, session, 1, story)

    await story.until(1, 20, 12)

    assert later(story, 1) == [f"Wed 02 Dec 16.00 {OFFER}", f"Mon 18 Jan 08.00 {FOLLOW_UP}"]


async def test_a_rating_that_runs_is_not_lost_for_it(story: Story, session: int) -> None:
    await story.until(12, 1, 9, 5)
    story.database.now(correct, session, 1, story)
    await story.until(12, 1, 16)
    ahmad = story.people[1]
    await ahmad.starts("dukcapil-kk")
    await ahmad.taps("Mulai")

    offer, _data = ahmad.data("Beri umpan balik")
    await ahmad.taps("Beri umpan balik")

    (card,) = (card for card in ahmad.cards if card["message_id"] == offer)
    assert card["text"] == (
        "Jawaban Anda untuk “Disdukcapil · Kartu Keluarga” belum dikirim. Bila Anda memulai "
        "“Umpan balik · Manajemen Waktu Pelayanan”, jawaban untuk “Disdukcapil · Kartu Keluarga” "
        "dihapus."
    )
    labels = [button["text"] for row in card["keyboard"] for button in row]
    assert labels == ["Lanjutkan Kartu Keluarga", "Mulai umpan balik"]
    await ahmad.taps("Mulai umpan balik")
    assert (await ahmad.starts("dukcapil-kk")).startswith("Jawaban Anda untuk “Umpan balik")
    assert ahmad.labels == ["Lanjutkan umpan balik", "Mulai Kartu Keluarga"]


QUESTIONS = (
    CheckQuestion("Berapa lama standar pelayanan KTP?", ("1 hari", "7 hari"), 0),
    CheckQuestion("Siapa yang dilayani lebih dulu?", ("Yang datang dulu", "Kenalan"), 0),
)


async def test_what_one_knows_is_checked_before_and_after(story: Story) -> None:
    checked = replace(a_training(), questions=QUESTIONS)
    session = story.database.now(announced, checked)
    story.database.now(checking.promise, 1, None, checked)
    ahmad, budi = story.people[1], story.people[2]
    await story.until(11, 24, 9, 1)
    for chat in (ahmad, budi):
        await chat.taps("Saya ikut")

    await story.until(11, 28, 9)
    assert "Cek pengetahuan singkat sebelum pelatihan membantu pengajar" in ahmad.text
    assert ahmad.labels == ["Hadir", "Tidak bisa hadir", "Cek pengetahuan (2 soal)", "Detail"]
    reminder = ahmad.cards[-1]
    assert await ahmad.taps("Cek pengetahuan (2 soal)") == (
        "Cek pengetahuan 1 dari 2  ▰▱\nBerapa lama standar pelayanan KTP?"
    )
    assert ahmad.cards[-2] == reminder
    await ahmad.taps("7 hari")
    await ahmad.taps("Yang datang dulu")
    assert await ahmad.taps("Kirim") == (
        "Cek pengetahuan · Manajemen Waktu Pelayanan\n\n"
        "✓ Terima kasih. Jawaban Anda sudah tercatat.\n"
        "Setelah pelatihan kami tanyakan hal yang sama sekali lagi, dan Anda melihat keduanya."
    )
    await ahmad.taps("Detail")
    assert "Tidak bisa hadir" in ahmad.labels

    await story.until(11, 30, 9)
    assert "Cek pengetahuan (2 soal)" not in ahmad.labels
    assert "Cek pengetahuan (2 soal)" in budi.labels
    await story.until(12, 1, 9, 5)
    assert "Cek pengetahuan (2 soal)" in budi.labels
    await budi.taps("Cek pengetahuan (2 soal)")
    assert budi.toasts[-1] == "Itu sudah terlambat, atau terlalu awal: keadaannya sudah berubah."
    for n in (1, 2):
        story.database.now(correct, session, n, story)

    await story.until(12, 1, 16)
    assert ahmad.labels == [
        "Beri umpan balik",
        "Cek pengetahuan (2 soal)",
        "Jangan tanyakan lagi",
    ]
    await ahmad.taps("Beri umpan balik")
    for choice in ("Sesuai", "Jelas", "Mudah", "Sebagian", "Baik", "Lewati", "Kirim"):
        await ahmad.taps(choice)
    assert ahmad.labels == ["Cek pengetahuan saya", "Detail", "Pelatihan saya"]
    await ahmad.taps("Cek pengetahuan saya")
    for choice in ("1 hari", "Yang datang dulu"):
        await ahmad.taps(choice)
    assert await ahmad.taps("Kirim") == (
        "Cek pengetahuan · Manajemen Waktu Pelayanan\n\n"
        "✓ Terima kasih. Jawaban Anda sudah tercatat.\n"
        "Benar sebelum pelatihan: 1 dari 2. Benar sekarang: 2 dari 2.\n"
        "Semuanya benar: bagus sekali."
    )
    assert ahmad.labels == ["Detail", "Pelatihan saya"]
    await budi.taps("Cek pengetahuan (2 soal)")
    for choice in ("1 hari", "Kenalan"):
        await budi.taps(choice)
    assert (await budi.taps("Kirim")).splitlines()[3:] == [
        "Benar sekarang: 1 dari 2.",
        "Yang belum pas dapat ditanyakan kepada pengajar atau rekan.",
    ]
    # Who begins with the check has not lost the question how it was.
    assert budi.labels == ["Beri umpan balik", "Detail", "Pelatihan saya"]
    assert (await budi.taps("Beri umpan balik")).startswith("Pelatihan 1 dari 5")


async def test_the_session_tells_an_admin_what_five_people_said(story: Story, admin: Chat) -> None:
    story.database.now(employ, 1, KTP, 5)
    await story.meet(5)
    session = story.database.now(announced)
    await story.until(11, 24, 9, 1)
    for n in range(1, 6):
        await story.people[n].taps("Saya ikut")
    await story.until(12, 1, 9, 5)
    for n in range(1, 6):
        story.database.now(correct, session, n, story)
    await story.until(12, 1, 16)

    async def answer(n: int, last: str, comment: str | None) -> None:
        chat = story.people[n]
        await chat.taps("Beri umpan balik")
        for choice in ("Sesuai", "Jelas", "Mudah", "Sebagian", last):
            await chat.taps(choice)
        await (chat.taps("Lewati") if comment is None else chat.says(comment))
        await chat.taps("Kirim")

    for n in range(1, 5):
        await answer(n, "Baik", f"Saran {n}")
    await admin.says("/pelatihan")
    await admin.taps("Yang sudah lewat")
    text = await admin.taps("1/12 Manajemen Waktu Pelayan…")
    assert text.splitlines()[-1] == "Memberi umpan balik: 4, angkanya ditampilkan mulai 5"
    assert "Komentar" not in admin.labels
    assert "Batalkan sesi" not in admin.labels
    await answer(5, "Sangat baik", None)

    await admin.says("/pelatihan")
    await admin.taps("Yang sudah lewat")
    text = await admin.taps("1/12 Manajemen Waktu Pelayan…")

    assert text.splitlines()[-6:] == [
        "Memberi umpan balik: 5",
        "   Sesuai kebutuhan: 4,0 dari 5",
        "   Pengajar: 4,0 dari 5",
        "   Materi: 4,0 dari 5",
        "   Bisa dipakai: 3,0 dari 5",
        "   Keseluruhan: 4,2 dari 5",
    ]
    assert await admin.taps("Komentar") == "Komentar, tanpa nama\n\n" + "\n\n".join(
        f"“Saran {n}”" for n in range(1, 5)
    )


async def test_who_leaves_or_is_no_employee_any_more_is_not_asked(
    story: Story, session: int
) -> None:
    await story.until(12, 1, 9, 5)
    for n in (1, 2):
        story.database.now(correct, session, n, story)
    await story.people[1].says("/hapus")
    await story.people[1].taps("Hapus data saya")
    story.database.now(deactivate, 2)

    await story.until(1, 20, 12)

    assert later(story, 1) == later(story, 2) == []


async def test_what_is_not_sent_is_called_to_mind_once(story: Story, session: int) -> None:
    await story.until(12, 1, 9, 5)
    story.database.now(correct, session, 1, story)
    await story.until(12, 1, 16)
    ahmad = story.people[1]
    await ahmad.taps("Beri umpan balik")
    await ahmad.taps("Sesuai")

    await story.until(12, 2, 9)
    assert ahmad.text.splitlines()[:2] == [
        "Jawaban Anda untuk “Umpan balik · Manajemen Waktu Pelayanan” belum dikirim.",
        "Anda berhenti di pertanyaan 2 dari 5 (Pelatihan).",
    ]
    await ahmad.taps("Batalkan")
    await ahmad.taps("Hapus dan berhenti")
    assert ahmad.text == (
        "Jawaban Anda untuk “Umpan balik · Manajemen Waktu Pelayanan” sudah dihapus."
    )
    assert (await ahmad.taps("Mulai ulang")).startswith("Pelatihan 1 dari 5")


async def test_the_demonstration_has_a_training_that_has_just_begun(story: Story) -> None:
    seed_trainings(story.database, JAYAPURA, [2001, 2002])
    await story.until(11, 24, 11, 59)
    assert later(story, 1) == []

    await story.until(11, 24, 12)

    assert later(story, 1) == later(story, 2) == [f"Tue 24 Nov 12.00 {OFFER}"]
    assert later(story, 3) == []


async def test_no_more_questions_silences_nothing_but_questions(
    story: Story, session: int
) -> None:
    await story.until(12, 1, 9, 5)
    story.database.now(correct, session, 1, story)
    await story.until(12, 1, 16)
    ahmad = story.people[1]

    await ahmad.taps("Jangan tanyakan lagi")

    assert ahmad.toasts[-1] == (
        "Selesai: tidak ada lagi pertanyaan setelah pelatihan. /langganan mengaktifkannya kembali."
    )
    story.database.now(announced, a_training(code="b"), a_session(starts_at=at(12, 8, 9)))
    await story.until(12, 2, 9)
    assert story.read[1][-1] == "Wed 02 Dec 08.00 ada pelatihan untuk Anda:"
    await ahmad.says("/langganan")
    assert ahmad.labels[2:] == [
        "✓ Pelatihan yang tersedia",
        "✓ Kabar JP tiap bulan",
        "○ Pertanyaan setelah pelatihan",
        "✓ Kampanye untuk pegawai",
        "✓ Penilaian warga untuk unit saya",
    ]


async def test_who_wants_no_such_questions_gets_none(story: Story, session: int) -> None:
    await story.until(12, 1, 9, 5)
    story.database.now(correct, session, 1, story)
    await story.until(12, 1, 16)
    await story.people[1].taps("Jangan tanyakan lagi")

    await story.until(1, 20, 12)

    assert later(story, 1) == [f"Tue 01 Dec 16.00 {OFFER}"]


async def test_who_lost_the_message_finds_the_questions_under_what_was_learned(
    story: Story, session: int
) -> None:
    await story.until(12, 1, 9, 5)
    story.database.now(correct, session, 1, story)
    ahmad, feedback = story.people[1], "Umpan balik · Manajemen Waktu Pelayanan"

    await ahmad.says("/pelatihan")
    await ahmad.taps("Riwayat belajar")
    assert feedback not in ahmad.labels

    await story.until(12, 1, 17)
    await ahmad.says("/pelatihan")
    await ahmad.taps("Riwayat belajar")
    await ahmad.taps(feedback)
    for choice in ("Sesuai", "Jelas", "Mudah", "Semuanya", "Baik", "Lewati", "Kirim"):
        await ahmad.taps(choice)
    await ahmad.says("/pelatihan")
    await ahmad.taps("Riwayat belajar")
    assert feedback not in ahmad.labels
