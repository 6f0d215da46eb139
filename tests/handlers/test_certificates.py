"""Certificates of learning elsewhere: sent step by step, looked at, decided, told."""

from collections.abc import Callable
from io import BytesIO

import pytest
import segno
from sqlalchemy import select, update

from bot.app import Torang
from bot.db import certificates, learning, people, trainings
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import EmployeeRow, LearningRow
from bot.domain.learning import DEFAULT_RULES, Per, Rule
from bot.simulator.params import Upload
from bot.usecases import leaving
from tests.chat import Chat
from tests.conftest import VirtualClock
from tests.factories import MORNING
from tests.rows import rows_of
from tests.usecases.training_room import employ

PDF = Upload("sertifikat.pdf", b"%PDF-1.4", "application/pdf")
STICKER = {
    "sticker": {
        "file_id": "s",
        "file_unique_id": "s",
        "type": "regular",
        "width": 1,
        "height": 1,
        "is_animated": False,
        "is_video": False,
    }
}


def _fill(db: Db) -> None:
    employ(db, 2)
    for rule in DEFAULT_RULES:
        trainings.put_rule(db, rule)


@pytest.fixture
async def ahmad(database: Database, someone: Callable[..., Chat]) -> Chat:
    database.now(_fill)
    chat = someone(2001)
    await chat.starts()
    return chat


async def send(chat: Chat, upload: Upload = PDF, *, as_photo: bool = False) -> str:
    chat.telegram.people.send_file(chat.person_id, upload, as_photo=as_photo)
    await chat.serve()
    return chat.text


def picture() -> Upload:
    image = BytesIO()
    segno.make("sertifikat").save(image, kind="png", scale=4)
    return Upload("a.png", image.getvalue(), "image/png")


async def to_the_file(chat: Chat, kind: str = "Pelatihan") -> str:
    """Two days of 4,5 hours, ended yesterday; what the card asks then."""
    await chat.says("/pelatihan")
    await chat.taps("Kirim sertifikat")
    await chat.taps(kind)
    if kind == "Pelatihan":
        await chat.taps("2")
        await chat.says("4,5")
    await chat.taps("Kemarin")
    return await chat.says("Pelayanan Prima")


async def test_a_certificate_from_the_first_tap_to_the_hours(
    ahmad: Chat, admin: Chat, torang: Torang
) -> None:
    await ahmad.says("/pelatihan")
    assert await ahmad.taps("Kirim sertifikat") == (
        "Belajar di tempat lain\nKegiatan apa? Siapkan foto atau PDF sertifikatnya."
    )
    assert await ahmad.taps("Pelatihan") == (
        "Pelatihan\n\nBerapa hari lamanya? Tekan atau ketik angkanya."
    )
    await ahmad.taps("2")
    assert await ahmad.says("4,5") == (
        "Pelatihan\n2 hari, 4,5 jam sehari\n\n"
        "Kapan selesainya? Tekan, atau ketik seperti 20/11/2026."
    )
    await ahmad.taps("Kemarin")
    assert await ahmad.says("Pelayanan Prima") == (
        "Pelatihan\n2 hari, 4,5 jam sehari\nSelesai Senin, 23 November 2026\n\n"
        "Sekarang kirim foto atau PDF sertifikatnya. Hanya Anda dan admin yang dapat melihatnya."
    )
    assert await send(ahmad) == (
        "Pelayanan Prima\nPelatihan\n2 hari, 4,5 jam sehari\nSelesai Senin, 23 November 2026\n\n"
        "⏳ Menunggu persetujuan; menurut tabel nilainya 12 JP."
    )

    await admin.says("/pelatihan")
    assert await admin.taps("Periksa sertifikat (1)") == "1 sertifikat menunggu."
    assert (await admin.taps("Pegawai 1: Pelayanan Prima")).startswith(
        "Pegawai 1\nPelayanan Prima"
    )
    await admin.taps("Lihat berkas")
    assert admin.cards[-1]["document"]["file_name"] == "sertifikat.pdf"
    assert (await admin.taps("Setujui")) is not None
    judged = admin.cards[-2]["text"]
    assert judged.endswith("✓ Disetujui: 12 JP dihitung.\nPegawai yang bersangkutan diberi tahu.")
    await torang.ticks.all()

    assert ahmad.text == (
        "Pegawai 1, sertifikat Anda disetujui:\n\n"
        "Pelayanan Prima\nPelatihan\n2 hari, 4,5 jam sehari\nSelesai Senin, 23 November 2026\n\n"
        "12 JP tercatat untuk Anda.\n"
        "JP Anda tahun ini: 12 dari 20  ▰▰▰▰▰▰▱▱▱▱\n\nPemerintah Provinsi"
    )


@pytest.mark.parametrize("kind", ["Diklat: teknis", "Bimtek & <Diklat>", "Kursus " + "📚" * 14])
async def test_a_kind_may_be_called_whatever_the_office_likes(
    someone: Callable[..., Chat], database: Database, kind: str
) -> None:
    database.now(employ, 1)
    database.now(trainings.put_rule, Rule(kind, Per.DAY, 4))
    chat = someone(2001)
    await chat.says("/pelatihan")
    await chat.taps("Kirim sertifikat")

    assert chat.labels[0] == kind
    told = await chat.taps(kind)

    assert told == f"{kind}\n\nBerapa hari lamanya? Tekan atau ketik angkanya."


async def test_a_refused_one_says_why_and_does_not_count(
    ahmad: Chat, admin: Chat, torang: Torang, database: Database
) -> None:
    for _again in range(2):
        await to_the_file(ahmad)
        await send(ahmad)
    await admin.says("/pelatihan")
    await admin.taps("Periksa sertifikat (2)")
    await admin.taps("Pegawai 1: Pelayanan Prima")
    await admin.taps("Tolak")
    await admin.taps("Berkas tidak terbaca")
    assert await admin.taps("Sertifikat berikutnya") == "1 sertifikat menunggu."
    await admin.taps("Pegawai 1: Pelayanan Prima")
    await admin.taps("Tolak")
    await admin.taps("Alasan lain, saya tulis")
    assert await admin.sends(STICKER) == "Ketik alasannya, paling panjang 300 huruf."
    await admin.says("Belum <ada> cap, hubungi 0812 3456 7890")
    await torang.ticks.all()

    told = [card["text"] for card in ahmad.cards[-2:]]
    assert [text.splitlines()[0] for text in told] == [
        "Pegawai 1, sertifikat Anda belum dapat dihitung:"
    ] * 2
    reasons = {line for text in told for line in text.splitlines() if line.startswith("Alasan")}
    assert reasons == {
        "Alasan: Berkas tidak terbaca",
        "Alasan: Belum <ada> cap, hubungi **** **** ****",
    }
    assert database.now(learning.jp_in, 2026, [1]) == {1: 0}
    assert "Kegiatan apa?" in await ahmad.taps("Kirim lagi")


async def test_every_bad_answer_is_told_what_would_be_right(ahmad: Chat) -> None:
    await ahmad.says("/pelatihan")
    await ahmad.taps("Kirim sertifikat")
    await ahmad.taps("Pelatihan")
    assert (await ahmad.says("dua")).startswith("Ketik angka saja, misalnya 3.\n\nPelatihan")
    assert (await ahmad.says("0")).startswith("Ketik jumlah hari, dari 1 sampai 366.")
    assert (await send(ahmad)).startswith("Ketik jawabannya, atau tekan salah satu tombol.")
    await ahmad.says("1")
    assert (await ahmad.says("40")).startswith("Ketik jumlah jam dalam sehari")
    await ahmad.taps("4")
    assert (await ahmad.says("30 Februari 2026")).startswith("Itu bukan tanggal.")
    assert (await ahmad.says("1/1/2027")).startswith("Hari itu belum tiba.")
    assert (await ahmad.says("1/1/2020")).startswith("Itu lebih dari setahun yang lalu")
    await ahmad.taps("Hari ini")
    assert (await ahmad.says("x" * 121)).startswith("Ketik judul paling panjang 120 huruf.")
    await ahmad.says("Pelayanan Prima")
    assert (await ahmad.says("ini")).startswith("Kirim sertifikatnya di sini: foto atau PDF.")
    assert (await ahmad.sends(STICKER)).startswith("Kirim sertifikatnya di sini: foto atau PDF.")
    csv = Upload("a.csv", b"a", "text/csv")
    assert (await send(ahmad, csv)).startswith("Hanya foto atau PDF yang dapat diperiksa.")
    large = {"file_id": "x", "file_unique_id": "x", "file_name": "x.pdf"}
    text = await ahmad.sends(
        {"document": large | {"mime_type": PDF.mime_type, "file_size": 21 * 2**20}}
    )
    assert text.startswith("Berkas ini lebih dari 20 MB.")

    assert "⏳ Menunggu persetujuan" in await send(ahmad)


async def test_a_photo_is_seen_by_its_owner_and_by_admins_alone(
    ahmad: Chat, someone: Callable[..., Chat]
) -> None:
    await to_the_file(ahmad)
    await send(ahmad, picture(), as_photo=True)
    _message, data = ahmad.data("Lihat berkas")
    await ahmad.taps("Lihat berkas")
    other = someone(2002)
    await other.says("/pelatihan")
    message = other.cards[-1]["message_id"]
    for deed in (data, "tq:1:show:", "tq:1:sure:", "tq:1:approve:", "tq:1:why:twice"):
        await other.presses(message, deed)

    assert "photo" in ahmad.cards[-1]
    assert len(other.cards) == 1
    assert len(other.toasts) == 5


async def test_what_waits_can_be_withdrawn_with_a_second_tap(
    ahmad: Chat, database: Database
) -> None:
    await to_the_file(ahmad)
    await send(ahmad)
    await ahmad.says("/pelatihan")
    await ahmad.taps("Riwayat belajar")
    await ahmad.taps("Pelayanan Prima")
    await ahmad.taps("Tarik kembali")
    assert database.now(rows_of, "learning") == 1
    await ahmad.taps("Ya, tarik kembali")

    assert database.now(rows_of, "learning") == 0


async def test_an_old_tap_answers_nothing(ahmad: Chat) -> None:
    await ahmad.says("/pelatihan")
    await ahmad.taps("Kirim sertifikat")
    await ahmad.taps("Pelatihan")
    message, data = ahmad.data("2")
    await ahmad.taps("3")
    assert "3 hari" in await ahmad.presses(message, data)
    await ahmad.says("/pelatihan")
    await ahmad.presses(message, data)

    assert "Kegiatan apa?" in ahmad.cards[-2]["text"]


async def test_the_third_coaching_of_a_month_is_in_order_but_does_not_count(
    ahmad: Chat, admin: Chat, torang: Torang, database: Database, clock: VirtualClock
) -> None:
    for _again in range(3):
        await to_the_file(ahmad, "Coaching")
        await send(ahmad)
        await admin.says("/pelatihan")
        await admin.taps("Periksa sertifikat (1)")
        await admin.taps("Pegawai 1: Pelayanan Prima")
        await admin.taps("Setujui")
    message, data = admin.data("Sertifikat berikutnya")
    await admin.presses(message, "tq:3:approve:")
    clock.forward(minutes=1)
    await torang.ticks.all()

    assert database.now(learning.jp_in, 2026, [1]) == {1: 4}
    assert "kegiatan sejenis sudah mencapai batas hari atau bulan itu" in ahmad.text
    assert admin.toasts == ["Itu sudah terlambat, atau terlalu awal: keadaannya sudah berubah."]
    assert "Tidak ada sertifikat yang menunggu." in await admin.presses(message, data)


async def test_two_e_learnings_of_one_day_count_three_jp_and_the_second_is_told_so(
    ahmad: Chat, admin: Chat, torang: Torang, database: Database, clock: VirtualClock
) -> None:
    for title in ("Modul satu", "Modul dua"):
        await ahmad.says("/pelatihan")
        await ahmad.taps("Kirim sertifikat")
        for answer in ("E-learning", "1", "4", "Kemarin"):
            await ahmad.taps(answer)
        await ahmad.says(title)
        await send(ahmad)
        await admin.says("/pelatihan")
        await admin.taps("Periksa sertifikat (1)")
        await admin.taps(f"Pegawai 1: {title}")
        await admin.taps("Setujui")
    clock.forward(minutes=1)
    await torang.ticks.all()

    assert database.now(learning.jp_in, 2026, [1]) == {1: 3}
    assert "kegiatan sejenis sudah mencapai batas hari atau bulan itu" in ahmad.text
    assert "Modul dua" in ahmad.text


async def test_what_was_approved_is_found_by_name_and_decided_anew(
    ahmad: Chat, admin: Chat, torang: Torang, database: Database, clock: VirtualClock
) -> None:
    await to_the_file(ahmad)
    await send(ahmad)
    await admin.says("/pelatihan")
    await admin.taps("Periksa sertifikat (1)")
    await admin.taps("Pegawai 1: Pelayanan Prima")
    await admin.taps("Setujui")
    await torang.ticks.all()
    clock.forward(minutes=1)
    await admin.taps("Sertifikat berikutnya")
    assert await admin.taps("Cari menurut nama") == (
        "Sertifikat siapa? Ketik namanya atau sebagian saja."
    )
    assert await admin.says("Salma") == (
        "Belum ada sertifikat dari nama itu. Coba ketik nama yang lain."
    )
    await admin.says("pegawai")
    await admin.taps("✓ Pegawai 1: Pelayanan Prima")
    assert admin.labels == ["Lihat berkas", "Putuskan lagi", "‹ Kembali"]
    assert "Pegawai 1 diberi tahu keputusannya. Lanjut?" in await admin.taps("Putuskan lagi")
    assert database.now(learning.jp_in, 2026, [1]) == {1: 12}
    await admin.taps("Ya, putuskan lagi")
    assert database.now(learning.jp_in, 2026, [1]) == {1: 0}
    await admin.taps("Tolak")
    await admin.taps("Tertulis nama orang lain")
    await torang.ticks.all()

    first, second = (card["text"] for card in ahmad.cards[-2:])
    assert first.startswith("Pegawai 1, sertifikat Anda disetujui:")
    assert second.startswith("Pegawai 1, sertifikat Anda belum dapat dihitung:")
    assert "Alasan: Tertulis nama orang lain" in second


async def test_what_is_decided_anew_before_it_was_told_is_told_once(
    ahmad: Chat, admin: Chat, torang: Torang, clock: VirtualClock
) -> None:
    await to_the_file(ahmad)
    await send(ahmad)
    await admin.says("/pelatihan")
    await admin.taps("Periksa sertifikat (1)")
    await admin.taps("Pegawai 1: Pelayanan Prima")
    for decision in ("Setujui", "Tolak"):
        await admin.taps(decision)
        if decision == "Setujui":
            await admin.taps("Sertifikat berikutnya")
            await admin.taps("Cari menurut nama")
            await admin.says("1")
            await admin.taps("✓ Pegawai 1: Pelayanan Prima")
            await admin.taps("Putuskan lagi")
            await admin.taps("Ya, putuskan lagi")
    await admin.taps("Berkas tidak terbaca")
    clock.forward(minutes=1)
    before = len(ahmad.cards)
    await torang.ticks.all()

    assert len(ahmad.cards) == before + 1
    assert "belum dapat dihitung" in ahmad.text


async def test_an_admin_does_not_decide_about_their_own(database: Database, admin: Chat) -> None:
    database.now(_fill)
    database.now(lambda db: db.execute(update(EmployeeRow).values(person_id=None)))
    await admin.starts()
    database.now(people.admit, admin.person_id, "id", "skm-1", MORNING.date())
    mine = update(EmployeeRow).where(EmployeeRow.id == 1).values(person_id=admin.person_id)
    database.now(lambda db: db.execute(mine))
    await to_the_file(admin)
    await send(admin)
    await admin.says("/pelatihan")
    await admin.taps("Periksa sertifikat (1)")
    await admin.taps("Pegawai 1: Pelayanan Prima")
    await admin.taps("Setujui")

    assert admin.toasts == ["Ini sertifikat Anda sendiri: admin lain yang memutuskannya."]
    assert database.now(certificates.waiting) == 1


async def test_what_is_stored_names_the_certificates_and_deleting_it_takes_their_files(
    ahmad: Chat, admin: Chat, database: Database
) -> None:
    for _again in range(2):
        await to_the_file(ahmad)
        await send(ahmad)
    await admin.says("/pelatihan")
    await admin.taps("Periksa sertifikat (2)")
    await admin.taps("Pegawai 1: Pelayanan Prima")
    await admin.taps("Setujui")

    assert (
        "Sertifikat beserta berkasnya:\n"
        "Senin, 23 November 2026: Pelayanan Prima, 12 JP (menunggu persetujuan)\n"
        "Senin, 23 November 2026: Pelayanan Prima, 12 JP\n"
    ) in await ahmad.says("/dataku")
    assert "berkas sertifikat lainnya dihapus" in await ahmad.says("/hapus")
    await ahmad.taps("Hapus data saya")

    def kept(db: Db) -> list[tuple[object, ...]]:
        columns = (LearningRow.jp, LearningRow.file_id, LearningRow.media, LearningRow.reason)
        return [tuple(row) for row in db.execute(select(*columns))]

    assert database.now(kept) == [(12, None, None, None)]
    assert database.now(certificates.of_employee, 1) == []
    assert "Sertifikat" not in await ahmad.says("/dataku")


async def test_who_unlinks_is_offered_before_to_have_the_files_deleted_and_promised_nothing_after(
    ahmad: Chat, admin: Chat, database: Database
) -> None:
    await to_the_file(ahmad)
    await send(ahmad)
    await ahmad.says("/keluar")
    assert ahmad.labels == ["Lepaskan akun", "Hapus data saya", "‹ Kembali"]
    assert "sertifikat yang menunggu ditarik" in await ahmad.taps("Hapus data saya")
    await ahmad.taps("Jangan hapus")
    await ahmad.says("/keluar")
    await ahmad.taps("Lepaskan akun")

    card = await ahmad.says("/hapus")
    assert "Ini menghapus ID Telegram" in card
    assert "sertifikat" not in card
    assert "pelatihan" not in card
    await ahmad.taps("Hapus data saya")
    assert database.now(certificates.waiting) == 1
    await admin.says("/pelatihan")
    assert "Periksa sertifikat (1)" in admin.labels


async def test_who_has_all_deleted_leaves_no_paper(ahmad: Chat, database: Database) -> None:
    await to_the_file(ahmad)
    await send(ahmad)
    database.now(leaving.forget_person, 2001)

    assert database.now(certificates.waiting) == 0
    assert not database.now(people.known, [2001])


async def test_an_admin_corrects_how_long_it_took(
    ahmad: Chat, admin: Chat, torang: Torang, database: Database
) -> None:
    await to_the_file(ahmad)
    await send(ahmad)
    await admin.says("/pelatihan")
    await admin.taps("Periksa sertifikat (1)")
    await admin.taps("Pegawai 1: Pelayanan Prima")
    assert (await admin.taps("Lamanya lain")).endswith(
        "Berapa hari lamanya? Tekan atau ketik angkanya."
    )
    assert (await admin.says("tiga")).startswith("Ketik angka saja, misalnya 3.")
    await admin.says("1")
    assert (await admin.says("60 jam")).startswith("Ketik jumlah jam dalam sehari")
    assert "1 hari, 3 jam sehari" in await admin.says("3")
    await admin.taps("Setujui")
    await torang.ticks.all()

    assert database.now(learning.jp_in, 2026, [1]) == {1: 4}
    assert "1 hari, 3 jam sehari" in ahmad.text
    assert "4 JP tercatat untuk Anda." in ahmad.text


async def test_a_kind_that_counts_by_the_activity_has_no_length(ahmad: Chat, admin: Chat) -> None:
    await to_the_file(ahmad, "Coaching")
    await send(ahmad)
    await admin.says("/pelatihan")
    await admin.taps("Periksa sertifikat (1)")
    await admin.taps("Pegawai 1: Pelayanan Prima")

    assert "dihitung per kegiatan" in await admin.taps("Lamanya lain")
    await admin.taps("‹ Kembali")
    assert "Setujui" in admin.labels


async def test_a_long_list_of_certificates_is_turned_page_by_page(ahmad: Chat) -> None:
    for _again in range(9):
        await to_the_file(ahmad)
        await send(ahmad)
    await ahmad.says("/pelatihan")
    await ahmad.taps("Riwayat belajar")
    assert ahmad.labels == ["Pelayanan Prima"] * 5 + ["Berikutnya ›", "‹ Kembali"]

    await ahmad.taps("Berikutnya ›")

    assert ahmad.labels == ["Pelayanan Prima"] * 4 + ["‹ Sebelumnya", "‹ Kembali"]


async def test_a_paper_that_comes_before_anything_was_told_leads_to_the_first_question(
    ahmad: Chat, chat: Chat
) -> None:
    await to_the_file(ahmad)
    await ahmad.says("/pelatihan")

    for as_photo in (False, True):
        upload = picture() if as_photo else PDF
        assert await send(ahmad, upload, as_photo=as_photo) == (
            "Bila ini sertifikat, mulailah dari tombol di bawah; berkasnya dikirim paling akhir."
        )
    assert (await ahmad.taps("Kirim sertifikat")).startswith("Belajar di tempat lain")
    await chat.starts()
    assert (await send(chat)).startswith("Bot ini hanya membaca ketukan dan teks")
