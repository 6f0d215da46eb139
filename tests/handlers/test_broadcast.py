"""/siaran: composed, rehearsed, held, sent, watched, mended."""

from collections.abc import Callable
from datetime import datetime

import pytest

from bot import config
from bot.app import Torang
from bot.db import audiences, people
from bot.db.database import Database
from bot.simulator.core import Telegram
from bot.simulator.params import Upload
from bot.simulator.refusal import Refusal
from bot.usecases import listing
from tests.chat import Chat, CoreSession, Seconds
from tests.conftest import ADMIN, VirtualClock
from tests.handlers.broadcasting import (
    SETTINGS,
    SITI,
    STAFF,
    compose,
    employ,
    launch,
    send,
)


@pytest.fixture
def settings() -> config.Config:
    return SETTINGS


async def test_a_broadcast_from_the_first_line_to_the_report(
    admin: Chat, staff: dict[int, Chat], torang: Torang, clock: VirtualClock
) -> None:
    assert (await admin.says("/siaran")).startswith("Kirimkan pesannya di sini")
    card = await admin.says("Halo {nama} dari {unit}")
    assert card == (
        "Siaran, belum terkirim\n"
        "Pesan: Bahasa Indonesia\n"
        "“Halo {nama} dari {unit}”\n"
        "Tombol: 0\n"
        "Kepada: semua ASN"
    )
    rehearsal = await admin.taps("Gladi")
    assert admin.cards[-2]["text"] == "Halo Ahmad dari KTP elektronik\n\nPemerintah Provinsi"
    assert rehearsal.splitlines()[:3] == [
        "Gladi",
        "3 orang",
        "Selesai sekitar 1 detik setelah mulai.",
    ]
    assert (await admin.taps("Kirim sekarang")).startswith("Kirim ini kepada 3 orang sekarang?")
    assert await admin.taps("Ya, kirim") == (
        "⏳ Berangkat Selasa, 24 November 2026, 09.01 WIT, untuk 3 orang. "
        "Sampai saat itu satu ketukan menariknya kembali."
    )
    await torang.ticks.all()
    assert [len(chat.cards) for chat in staff.values()] == [1, 1, 1]

    await send(torang, clock)

    assert staff[2002].text == "Halo Budi dari KTP elektronik\n\nPemerintah Provinsi"
    assert staff[2002].labels == ["Berhenti menerima kabar"]
    assert admin.text == (
        "Laporan siaran\nSelasa, 24 November 2026, 09.01 WIT\n3 dari 3\nterkirim 3"
    )
    assert admin.buttons == [
        ["Muat ulang", "Unduh daftar"],
        ["Koreksi untuk semua", "Hapus untuk semua"],
    ]


@pytest.mark.usefixtures("staff")
async def test_what_is_taken_back_within_the_minute_never_leaves(
    admin: Chat, staff: dict[int, Chat], torang: Torang, clock: VirtualClock
) -> None:
    await launch(admin)
    assert (await admin.taps("Tarik kembali")).startswith("Siaran ditarik kembali;")

    await send(torang, clock, 5)

    assert [len(chat.cards) for chat in staff.values()] == [1, 1, 1]


async def test_nobody_to_write_to_is_told_at_the_rehearsal(admin: Chat) -> None:
    await compose(admin)

    card = await admin.taps("Gladi")

    assert "Tidak ada seorang pun di sasaran ini." in card
    assert "Kirim sekarang" not in admin.labels


@pytest.mark.usefixtures("staff")
async def test_a_mistake_is_told_when_it_is_composed_and_the_draft_stays(admin: Chat) -> None:
    await admin.says("/siaran")

    card = await admin.says("Halo {nma}")
    assert card.splitlines() == [
        "{nma} tidak dikenal; hanya {nama} dan {unit} yang diisi.",
        "Tidak ada yang berubah; kirim sekali lagi.",
    ]
    assert "Persingkat pesannya." in await admin.says("x" * 4096)

    assert "Pesan: Bahasa Indonesia" in await admin.says("Halo {nama}")


@pytest.mark.usefixtures("staff")
async def test_a_draft_survives_a_restart(
    admin: Chat, start: Callable[[], Torang], telegram: Telegram
) -> None:
    await compose(admin)

    again = Chat(telegram, ADMIN, start().inbox.turn)

    assert "“Halo {nama} dari {unit}”" in await again.says("/siaran")
    assert (await again.taps("Gladi")).startswith("Gladi\n3 orang")


@pytest.mark.usefixtures("staff")
async def test_two_languages_and_buttons(
    admin: Chat, someone: Callable[..., Chat], database: Database, torang: Torang,
    clock: VirtualClock,
) -> None:  # fmt: skip
    guest = someone(2003)
    database.now(people.set_language, 2003, "en")
    await compose(admin, "Besok ada pelatihan")
    await admin.taps("English")
    await admin.says("There is a training tomorrow")
    await admin.taps("Tombol: Bahasa Indonesia")
    await admin.says("Saya ikut\nDaftar - https://torang.example/daftar")
    await admin.taps("Tombol: English")
    assert "jumlahnya harus sama" in await admin.says("I come")
    await admin.says("I come\nRegister - https://torang.example/daftar")
    await admin.taps("Gladi")
    await admin.taps("Kirim sekarang")
    await admin.taps("Ya, kirim")
    await send(torang, clock)

    assert guest.text.startswith("There is a training tomorrow")
    assert guest.labels == ["I come", "Register", "No more such news"]
    await guest.taps("I come")
    await guest.taps("I come")
    assert guest.toasts == ["Thank you, noted."] * 2
    assert "Saya ikut: 0" in admin.text
    assert "Saya ikut: 1" in await admin.taps("Muat ulang")


async def test_the_audience_by_taps(
    admin: Chat, staff: dict[int, Chat], database: Database, someone: Callable[..., Chat]
) -> None:
    await someone(3001).says("/langganan")
    await someone(3001).taps("○ Kabar dari kantor")
    await someone(3001).taps("Setuju")
    await compose(admin, "Halo")
    await admin.taps("Kepada siapa")
    assert "warga pelanggan" in await admin.taps("Warga pelanggan")
    await admin.taps("‹ Kembali")
    assert (await admin.taps("Gladi")).splitlines()[1] == "1 orang"
    await admin.taps("Ubah")
    await admin.taps("Kepada siapa")
    await admin.taps("Keduanya")
    await admin.taps("Semua unit")
    await admin.taps("Disdukcapil")
    assert "ASN dan warga pelanggan · Disdukcapil" in admin.text
    await admin.taps("‹ Kembali")

    assert (await admin.taps("Gladi")).splitlines()[1] == f"{len(staff)} orang"
    assert database.now(people.news, 3001)


@pytest.mark.usefixtures("staff")
async def test_a_time_by_taps(admin: Chat, torang: Torang, clock: VirtualClock) -> None:
    await compose(admin)
    await admin.taps("Gladi")
    assert "Rabu, 25 November 2026, 08.00 WIT" in await admin.taps("Besok 08.00")
    await admin.taps("‹ Kembali")
    await admin.taps("Pilih waktu")
    await admin.taps("Kamis, 26 November 2026")
    assert "Kamis, 26 November 2026, 14.00 WIT" in await admin.taps("14.00")
    await admin.taps("Ya, kirim")
    clock.at = datetime.fromisoformat("2026-11-26T14:00+09:00")

    await torang.ticks.all()

    assert admin.text.endswith("terkirim 3")


async def large(database: Database, admin: Chat, siti: Chat) -> None:
    database.now(employ, dict.fromkeys(range(4001, 4012), "Pegawai"))
    await siti.starts()
    await compose(admin, "Besok {nama}")
    await admin.taps("English")
    await admin.says("Tomorrow")
    await admin.taps("Tombol: Bahasa Indonesia")
    await admin.says("Daftar - https://torang.example/daftar")
    await admin.taps("Tombol: English")
    await admin.says("Register")
    await admin.taps("Gladi")
    await admin.taps("Kirim sekarang")
    await admin.taps("Ya, kirim")


async def test_a_large_one_needs_another_admin_who_sees_all_of_it(
    admin: Chat, someone: Callable[..., Chat], database: Database, torang: Torang,
    clock: VirtualClock,
) -> None:  # fmt: skip
    siti = someone(SITI)
    await large(database, admin, siti)
    assert admin.text == "⏳ Menunggu ketukan admin kedua: 11 orang."
    await send(torang, clock, 5)
    assert [card["text"].splitlines()[0] for card in siti.cards[-3:-1]] == [
        "Besok Pegawai",
        "Tomorrow",
    ]
    assert [card["keyboard"][0][0]["url"] for card in siti.cards[-3:-1]] == [
        "https://torang.example/daftar"
    ] * 2
    assert siti.text.startswith("Admin lain meminta persetujuan Anda untuk mengirim ini kepada 11")

    assert (await siti.taps("Setujui")).startswith("⏳ Berangkat Selasa, 24 November 2026, 09.06")
    await send(torang, clock)

    assert "ditolak 11" in admin.text
    assert "ditolak 11" in siti.text


async def test_the_card_of_the_second_admin_follows_what_the_first_one_does(
    admin: Chat, someone: Callable[..., Chat], database: Database, torang: Torang
) -> None:
    siti = someone(SITI)
    await large(database, admin, siti)
    await admin.taps("Tarik kembali")

    await torang.ticks.all()

    assert siti.text == "Siaran ditarik kembali; tidak ada yang terkirim."
    assert siti.labels == []


async def test_that_the_second_admin_cannot_be_asked_is_told(
    admin: Chat, someone: Callable[..., Chat], database: Database, telegram: Telegram
) -> None:
    siti = someone(SITI)
    await siti.starts()
    telegram.people.block(SITI)
    database.now(employ, dict.fromkeys(range(4001, 4012), "Pegawai"))
    await launch(admin)

    assert admin.text == (
        "1 dari 1 admin lain tidak dapat dihubungi. Mereka menemukannya di /siaran."
    )
    telegram.people.unblock(SITI)
    assert (await siti.says("/siaran")).splitlines() == [
        "Siaran yang berjalan",
        "1. menunggu admin kedua · “Halo {nama} dari {unit}”",
    ]
    await siti.taps("1. Halo {nama} dari {unit}")
    assert siti.text.startswith("Admin lain meminta persetujuan Anda")
    assert (await siti.taps("Setujui")).startswith("⏳ Berangkat")


async def test_a_caption_as_long_as_may_be_reaches_the_second_admin(
    admin: Chat, someone: Callable[..., Chat], database: Database, telegram: Telegram
) -> None:
    database.now(employ, dict.fromkeys(range(4001, 4012), "Pegawai"))
    siti = someone(SITI)
    await siti.starts()
    await admin.says("/siaran")
    telegram.people.send_file(ADMIN, Upload("a.txt", b"isi", "text/plain"), "x" * 903)
    await admin.serve()
    await admin.taps("Gladi")
    await admin.taps("Kirim sekarang")
    await admin.taps("Ya, kirim")

    assert "Setujui" in siti.labels
    assert admin.text == "⏳ Menunggu ketukan admin kedua: 11 orang."


@pytest.mark.usefixtures("staff")
async def test_siaran_begins_with_what_is_under_way_beside_the_draft(admin: Chat) -> None:
    await launch(admin, "Pertama")
    assert (await admin.says("/siaran")).splitlines() == [
        "Siaran yang berjalan",
        "1. diluncurkan · “Pertama”",
    ]
    assert admin.labels == ["1. Pertama", "Siaran baru"]
    await admin.taps("Siaran baru")
    await admin.says("Kedua")
    assert "Draf: “Kedua”" in await admin.says("/siaran")

    assert (await admin.taps("1. Pertama")).startswith("⏳ Berangkat")
    assert admin.cards[-2]["text"].startswith("Pertama")


async def test_the_running_card_tells_the_measured_pace_and_when_it_goes_on(
    admin: Chat, staff: dict[int, Chat], torang: Torang, clock: VirtualClock
) -> None:
    await launch(admin, "Pertama")
    await send(torang, clock)
    clock.forward(hours=5)
    await compose(admin, "Kedua")
    await admin.taps("Gladi")
    await admin.taps("Kirim sekarang")
    await admin.taps("Ya, kirim")
    await send(torang, clock)

    assert admin.text == ("▱▱▱  0 dari 3\n3 menyusul, lanjut Rabu, 25 November 2026, 09.01 WIT")
    assert len(staff) == 3


async def test_pause_and_stop_work_at_once(
    admin: Chat, staff: dict[int, Chat], torang: Torang, clock: VirtualClock
) -> None:
    await launch(admin)
    await torang.ticks.work()
    clock.forward(minutes=1)
    await torang.ticks.showing.tick()
    assert admin.labels == ["Jeda", "Hentikan"]
    await admin.taps("Jeda")
    await torang.ticks.all()
    assert admin.text.startswith("Dijeda; tidak ada yang dikirim.")
    assert [len(chat.cards) for chat in staff.values()] == [1, 1, 1]
    await admin.taps("Lanjutkan")
    assert "Hentikan seterusnya? 0 orang" in await admin.taps("Hentikan")
    await admin.taps("Hentikan")

    await torang.ticks.all()

    assert admin.text.endswith("dibatalkan 3")
    assert [len(chat.cards) for chat in staff.values()] == [1, 1, 1]


async def test_a_deletion_takes_it_out_of_every_chat_after_a_second_tap(
    admin: Chat, staff: dict[int, Chat], torang: Torang, clock: VirtualClock
) -> None:
    await launch(admin)
    await send(torang, clock)
    assert "Hapus pesan ini pada 3 orang?" in await admin.taps("Hapus untuk semua")
    await admin.taps("Hapus untuk semua")
    await send(torang, clock)

    assert [len(chat.cards) for chat in staff.values()] == [1, 1, 1]
    assert admin.text.startswith("Penghapusan\n")


async def test_after_two_days_nothing_is_deleted_or_corrected_any_more(
    admin: Chat, staff: dict[int, Chat], torang: Torang, clock: VirtualClock
) -> None:
    await launch(admin)
    await send(torang, clock)
    await admin.taps("Hapus untuk semua")
    clock.forward(hours=48)
    await admin.taps("Hapus untuk semua")

    assert admin.toasts == ["Tidak ada pesan yang masih dapat diubah."]
    assert [len(chat.cards) for chat in staff.values()] == [2, 2, 2]


async def test_the_list_names_everybody_and_how_it_ended(
    admin: Chat, staff: dict[int, Chat], telegram: Telegram, torang: Torang, clock: VirtualClock,
    wire: CoreSession,
) -> None:  # fmt: skip
    telegram.people.block(2001)
    await staff[2002].serve()
    await launch(admin)
    await send(torang, clock)
    await admin.taps("Unduh daftar")
    assert admin.toasts == ["Daftar sedang disiapkan dan segera dikirim ke sini."]
    await torang.ticks.showing.send_lists()

    (document,) = uploads(wire)
    assert document.content.decode("utf-8-sig").splitlines() == [
        "id Telegram,nama,unit,status,alasan",
        "2001,Ahmad,KTP elektronik,memblokir bot,",
        "2002,Budi,KTP elektronik,terkirim,",
        "2003,Citra,KTP elektronik,terkirim,",
    ]
    assert admin.text == "Siapa yang menerima siaran dan siapa yang tidak."


def uploads(wire: CoreSession) -> list[Upload]:
    files = (value for params in wire.params for value in params.values())
    return [value for value in files if isinstance(value, Upload)]


@pytest.mark.usefixtures("staff")
async def test_a_list_is_never_cut_but_comes_in_parts(
    admin: Chat, torang: Torang, clock: VirtualClock, wire: CoreSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(audiences, "SLICE", 1)
    monkeypatch.setattr(listing, "SLICES", 2)
    await launch(admin)
    await send(torang, clock)
    for _again in range(2):
        await admin.taps("Unduh daftar")
        await torang.ticks.showing.send_lists()

    lengths = [len(one.content.decode().splitlines()) - 1 for one in uploads(wire)]
    assert lengths == [2, 1, 2, 1]
    assert [card["text"][-16:] for card in admin.cards[-2:]] == [
        "bagian 1 dari 2.",
        "bagian 2 dari 2.",
    ]


@pytest.mark.usefixtures("staff")
async def test_a_list_that_telegram_does_not_take_now_comes_later(
    admin: Chat, torang: Torang, clock: VirtualClock, wire: CoreSession, seconds: Seconds
) -> None:
    await launch(admin)
    await send(torang, clock)
    await admin.taps("Unduh daftar")
    wire.fault = lambda method: (
        Refusal(429, "Too Many Requests: retry after 5", 5) if method == "sendDocument" else None
    )
    await torang.ticks.showing.send_lists()
    assert "Siapa yang" not in admin.text
    wire.fault = lambda _method: None
    seconds.now += 60

    await torang.ticks.showing.send_lists()

    assert admin.text == "Siapa yang menerima siaran dan siapa yang tidak."


async def test_who_blocked_the_bot_is_passed_over_and_comes_back_with_the_next_word(
    admin: Chat, staff: dict[int, Chat], telegram: Telegram, database: Database
) -> None:
    telegram.people.block(2001)
    await admin.serve()
    await compose(admin)
    assert "3 orang · 1 memblokir bot" in await admin.taps("Gladi")
    telegram.people.unblock(2001)
    await staff[2001].says("/start")

    assert not database.now(people.addressees, [2001])[2001].blocked
    await admin.taps("Ubah")
    assert "memblokir" not in await admin.taps("Gladi")


async def test_muting_under_a_message_ends_them(
    admin: Chat, staff: dict[int, Chat], torang: Torang, clock: VirtualClock
) -> None:
    await launch(admin)
    await send(torang, clock)
    await staff[2001].taps("Berhenti menerima kabar")
    assert staff[2001].toasts == [
        "Selesai: kabar dari kantor tidak dikirim lagi. /langganan mengaktifkannya kembali."
    ]
    clock.forward(days=1, hours=1)
    await compose(admin)
    assert (await admin.taps("Gladi")).splitlines()[1] == "2 orang"


DOORS = (
    *("v:new:", "v:show:", "v:drop:", "v:drop:1", "v:text:id", "v:labels:id", "v:nolabels:"),
    *("v:who:", "v:who:citizens", "v:language:", "v:unit:0", "v:in:0", "v:rehearse:", "v:bare:"),
    *(f"L:{step}:1:00000000:" for step in ("plan", "canary", "day", "hour", "ask", "go")),
)


@pytest.mark.parametrize("door", DOORS)
async def test_nobody_else_opens_any_door(
    chat: Chat, admin: Chat, staff: dict[int, Chat], door: str
) -> None:
    await compose(admin)
    await chat.starts()

    await chat.presses(chat.cards[-1]["message_id"], door)

    assert chat.toasts == [
        "Hanya admin yang dapat melakukannya. /bantuan memperlihatkan apa yang bisa Anda lakukan "
        "di sini."
    ]
    assert len(staff) == 3


@pytest.mark.parametrize(
    "deed",
    ["cancel", "approve", "pause", "resume", "look", "stop", "erase", "correct", "list", "open"],
)
@pytest.mark.parametrize("sure", [0, 1])
async def test_nobody_else_steers(
    chat: Chat, admin: Chat, staff: dict[int, Chat], deed: str, sure: int, torang: Torang,
    clock: VirtualClock,
) -> None:  # fmt: skip
    await launch(admin)
    await chat.starts()

    await chat.presses(chat.cards[-1]["message_id"], f"i:1:{deed}:{sure}")

    assert chat.toasts[0].startswith("Hanya admin yang dapat melakukannya.")
    await send(torang, clock)
    assert [len(one.cards) for one in staff.values()] == [2, 2, 2]


async def test_siaran_is_for_admins(chat: Chat) -> None:
    assert (await chat.says("/siaran")).startswith("Hanya admin yang dapat melakukannya.")


@pytest.mark.usefixtures("staff")
async def test_a_second_tap_on_the_confirmation_sends_nothing_twice(
    admin: Chat, staff: dict[int, Chat], torang: Torang, clock: VirtualClock
) -> None:
    await compose(admin)
    await admin.taps("Gladi")
    await admin.taps("Kirim sekarang")
    message, data = admin.data("Ya, kirim")
    await admin.taps("Ya, kirim")
    await admin.presses(message, data)

    await send(torang, clock)

    assert [len(chat.cards) for chat in staff.values()] == [2, 2, 2]
    assert admin.toasts == ["Itu sudah tidak ada dalam daftar. /start memperlihatkan yang ada."]


@pytest.mark.usefixtures("staff")
async def test_a_canary_goes_first_and_the_rest_after_it_went_well(
    admin: Chat, torang: Torang, clock: VirtualClock, database: Database
) -> None:
    database.now(employ, dict.fromkeys(range(4001, 4006), "Pegawai"))
    await compose(admin)
    await admin.taps("Gladi")
    await admin.taps("Sebagian kecil dulu")
    assert "✓ Sebagian kecil dulu" in admin.labels
    await admin.taps("Kirim sekarang")
    await admin.taps("Ya, kirim")

    await send(torang, clock)

    # All eight are the canary here, and five of them have never talked to the bot.
    assert admin.text.startswith("Terhenti: terlalu banyak pesan pertama ditolak Telegram.")
    await admin.taps("Lanjutkan")
    await torang.ticks.all()
    assert "terkirim 3 · ditolak 5\n5 karena: Bad Request: chat not found" in admin.text


@pytest.mark.usefixtures("staff")
async def test_nothing_is_paid_for_unless_it_is_switched_on(
    admin: Chat, torang: Torang, clock: VirtualClock, wire: CoreSession
) -> None:
    await launch(admin)
    await send(torang, clock)

    assert not any("allow_paid_broadcast" in params for params in wire.params)


class TestPaid:
    """With paid broadcasts switched on."""

    @pytest.fixture
    def settings(self) -> config.Config:
        office = config.Office(name="Pemerintah Provinsi", admins=(ADMIN, SITI))
        return config.Config(office=office, telegram=config.Telegram(paid_broadcasts=True))

    @pytest.mark.usefixtures("staff")
    async def test_only_the_broadcast_is_paid_for(
        self, admin: Chat, torang: Torang, clock: VirtualClock, wire: CoreSession
    ) -> None:
        await launch(admin)
        await send(torang, clock)

        paid = [params["chat_id"] for params in wire.params if "allow_paid_broadcast" in params]
        assert sorted(map(int, paid)) == sorted(STAFF)
