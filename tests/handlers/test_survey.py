"""A citizen at the counter, from the code to the thanks."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.app import Torang
from bot.db.database import Database
from bot.simulator.core import Telegram
from tests.chat import Chat, Seconds
from tests.conftest import VirtualClock
from tests.handlers.survey import RATINGS, answer_all, rate, receipt, to_the_question
from tests.rows import counted, rows_of


async def test_the_code_at_the_counter_leads_to_the_consent_card(chat: Chat) -> None:
    text = await chat.starts("dukcapil-ktp")

    assert "Disdukcapil · KTP elektronik" in text
    assert "Dengan menekan Mulai Anda setuju" in text
    assert chat.buttons == [["Mulai", "Unit lain"], ["English"]]


async def test_a_citizen_answers_from_the_first_question_to_the_thanks(chat: Chat) -> None:
    await chat.starts("dukcapil-ktp")

    assert await chat.taps("Mulai") == "Profil 1 dari 4  ▰▱▱▱\nBerapa usia Anda?"
    assert "Profil 2 dari 4" in await chat.taps("26–35 tahun")
    assert "Profil 3 dari 4" in await chat.taps("Perempuan")
    assert "Profil 4 dari 4" in await chat.taps("SMA")
    assert "Pelayanan 1 dari 9" in await chat.taps("Wirausaha")
    await chat.taps("Sesuai")
    assert "Pelayanan 3 dari 9  ▰▰▰▱▱▱▱▱▱" in await chat.taps("Mudah")
    for label in ("Cepat", "Gratis", "Sesuai", "Kompeten", "Sopan dan ramah", "Baik"):
        await chat.taps(label)
    assert (await chat.taps("Dikelola dengan baik")).startswith("Saran")
    review = await chat.says("Antrean siang terlalu panjang")
    assert "1 Persyaratan · Sesuai" in review
    assert "“Antrean siang terlalu panjang”" in review
    assert "Kode tanda terima: " in review
    assert (await chat.taps("Kirim")).startswith("Terima kasih. Jawaban Anda sudah masuk")
    assert chat.toasts == []


async def test_back_shows_the_answer_given_before(chat: Chat) -> None:
    await to_the_question(chat, 2)

    assert "Profil 2 dari 4" in await chat.taps("‹ Kembali")
    assert chat.labels[:2] == ["Laki-laki", "✓ Perempuan"]
    assert "Profil 3 dari 4" in await chat.taps("Laki-laki")


async def test_the_first_question_has_no_way_back(chat: Chat) -> None:
    await to_the_question(chat, 0)

    assert chat.labels[-1:] == ["Berhenti"]
    assert "‹ Kembali" not in chat.labels


async def test_another_occupation_is_asked_by_name(chat: Chat) -> None:
    await to_the_question(chat, 3)

    assert "Profil 5 dari 5" in await chat.taps("Lainnya")
    assert "Pelayanan 1 dari 9" in await chat.says("Nelayan")


async def test_under_seventeen_is_thanked_and_nothing_is_stored(
    chat: Chat, database: Database
) -> None:
    await to_the_question(chat, 0)

    text = await chat.taps("Di bawah 17 tahun")

    assert text == (
        "Survei ini untuk usia 17 tahun ke atas. Terima kasih atas perhatiannya; "
        "tidak ada yang disimpan."
    )
    assert database.now(rows_of, "person") == 0
    assert database.now(rows_of, "interview") == 0
    assert database.now(rows_of, "delivery") == 0
    assert database.now(counted) == {}


async def test_under_seventeen_keeps_what_an_earlier_consent_stored(
    chat: Chat, database: Database
) -> None:
    await rate(chat)
    await to_the_question(chat, 0, "dukcapil-kk")

    await chat.taps("Di bawah 17 tahun")

    assert database.now(rows_of, "person") == 1
    assert database.now(rows_of, "interview") == 0


async def test_a_tap_on_an_old_card_changes_nothing_and_shows_where_one_is(chat: Chat) -> None:
    await to_the_question(chat, 1)
    message_id, data = chat.data("Perempuan")
    await chat.taps("Perempuan")
    before = chat.text

    text = await chat.presses(message_id, data)

    assert text == before
    assert chat.toasts == [
        "Pertanyaan itu sudah dijawab - lanjutkan di kartu terbawah.",
    ]


async def test_text_where_a_button_is_expected_brings_the_question_again(chat: Chat) -> None:
    await to_the_question(chat, 1)

    text = await chat.says("perempuan")

    assert text.startswith("Pilih salah satu tombol di bawah ini.")
    assert "Profil 2 dari 4" in text
    assert len(chat.cards) == 2
    assert "keyboard" not in chat.cards[0] or not chat.cards[0]["keyboard"]
    assert "Profil 3 dari 4" in await chat.taps("Perempuan")


async def test_a_sticker_brings_the_question_again(chat: Chat) -> None:
    await to_the_question(chat, 1)

    text = await chat.sends(
        {
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
    )

    assert text.startswith("Bot ini hanya membaca ketukan dan teks.")
    assert "Profil 2 dari 4" in text
    assert "Profil 3 dari 4" in await chat.taps("Perempuan")


async def test_a_text_of_5000_characters_is_refused_whole(chat: Chat, clock: VirtualClock) -> None:
    await to_the_question(chat, 13)

    text = await chat.says("a" * 5000)

    assert text.startswith("Teks itu terlalu panjang: paling banyak 1.000 huruf.")
    assert "Saran" in text
    clock.forward(seconds=5)
    assert "“Antrean panjang”" in await chat.says("Antrean panjang")


async def test_an_answer_right_after_a_refused_one_is_taken(chat: Chat) -> None:
    await to_the_question(chat, 3)
    await chat.taps("Lainnya")

    assert (await chat.says("a" * 1200)).startswith("Teks itu terlalu panjang")
    assert "Pelayanan 1 dari 9" in await chat.says("Nelayan")


async def test_every_line_typed_where_a_button_is_expected_is_answered(chat: Chat) -> None:
    await to_the_question(chat, 1)

    for cards, line in enumerate(("satu", "dua", "tiga"), 2):
        assert (await chat.says(line)).startswith("Pilih salah satu tombol di bawah ini.")
        assert len(chat.cards) == cards
        assert chat.messages[-1]["from"] == "bot"


async def test_the_rest_of_a_text_that_was_cut_is_no_answer(chat: Chat) -> None:
    await to_the_question(chat, 13)

    text = await chat.says("a" * 2048)
    assert await chat.says("b" * 900) == text
    assert len(chat.cards) == 2


async def test_the_longest_text_is_stored_whole(chat: Chat) -> None:
    await to_the_question(chat, 13)

    assert "😀" * 1000 in await chat.says("😀" * 1000)


async def test_numbers_that_name_a_person_are_hidden_before_they_are_stored(chat: Chat) -> None:
    text = await answer_all(chat, suggestion="Hubungi saya di 0812-3456-7890")

    assert "“Hubungi saya di *************”" in text or "3456" not in text


async def test_an_answer_is_changed_from_the_review(chat: Chat) -> None:
    await answer_all(chat)

    await chat.taps("Ubah jawaban")
    assert chat.labels == ["Profil", "Pelayanan", "Saran", "‹ Kembali"]
    await chat.taps("Pelayanan")
    await chat.taps("3 Waktu penyelesaian · Cepat")
    assert "✓ Cepat" in chat.labels
    text = await chat.taps("Tidak cepat")

    assert text.startswith("Periksa sebelum dikirim")
    assert "3 Waktu penyelesaian · Tidak cepat" in text


async def test_back_from_an_answer_to_be_changed_leads_to_the_review(chat: Chat) -> None:
    review = await answer_all(chat)

    for group, label in (
        ("Profil", "Berapa usia And… · 26–35 tahun"),
        ("Pelayanan", "2 Prosedur · Mudah"),
    ):
        await chat.taps("Ubah jawaban")
        await chat.taps(group)
        await chat.taps(label)
        assert await chat.taps("‹ Kembali") == review
    await chat.taps("Ubah jawaban")
    await chat.taps("Saran")
    assert await chat.taps("‹ Kembali") == review


async def test_who_stops_while_changing_an_answer_stands_just_before_sending(chat: Chat) -> None:
    await answer_all(chat)
    await chat.taps("Ubah jawaban")
    await chat.taps("Pelayanan")
    await chat.taps("2 Prosedur · Mudah")

    assert "Anda berhenti tepat sebelum mengirim" in await chat.taps("Berhenti")
    assert "Pelayanan 2 dari 9" in await chat.taps("Lanjutkan")


async def test_nine_answers_to_change_stand_on_two_pages(chat: Chat) -> None:
    await answer_all(chat)
    await chat.taps("Ubah jawaban")
    await chat.taps("Pelayanan")

    assert len(chat.labels) == 7
    await chat.taps("Berikutnya ›")
    assert chat.labels[-3:] == ["9 Penanganan pengaduan · Dike…", "‹ Sebelumnya", "‹ Kembali"]
    await chat.taps("9 Penanganan pengaduan · Dike…")
    assert "✓ Dikelola dengan baik" in chat.labels


async def test_a_line_typed_after_a_look_at_the_languages_is_told_not_to_be_taken(
    chat: Chat,
) -> None:
    await to_the_question(chat, 13)
    await chat.says("/bahasa")

    text = await chat.says("Antrean panjang")

    assert text.startswith("Tulisan tadi belum dicatat: ketuk Lanjutkan dulu, lalu tulis lagi.")
    await chat.taps("Lanjutkan")
    assert "“Antrean panjang”" in await chat.says("Antrean panjang")


async def test_the_language_of_the_consent_card_stays_for_who_consented_before(
    chat: Chat,
) -> None:
    await rate(chat)
    await chat.starts("dukcapil-kk")
    await chat.taps("English")

    assert "About you 1 of 4" in await chat.taps("Start")
    assert "About you 2 of 4" in await chat.taps("26–35")


async def test_an_unknown_code_lists_all_units_while_an_interview_runs(chat: Chat) -> None:
    await to_the_question(chat, 2)

    assert await chat.starts("pasar") == "Unit mana yang melayani Anda?"
    assert "Anda berhenti di pertanyaan 3 dari 4" in await chat.starts()


async def test_the_receipt_code_survives_a_change(chat: Chat) -> None:
    code = receipt(await answer_all(chat))

    await chat.taps("Ubah jawaban")
    await chat.taps("Saran")

    assert receipt(await chat.says("Baik")) == code


async def test_the_language_changes_in_the_middle_and_nothing_is_lost(chat: Chat) -> None:
    await to_the_question(chat, 6)
    await chat.says("/bahasa")

    await chat.taps("English")

    assert "Service 3 of 9" in chat.text
    await chat.taps("‹ Back")
    assert "✓ Easy" in chat.labels


async def test_a_unit_is_rated_once_a_month(chat: Chat, clock: VirtualClock) -> None:
    await rate(chat)

    text = await chat.starts("dukcapil-ktp")

    assert text.startswith("Anda sudah menilai Disdukcapil · KTP elektronik pada periode ini.")
    assert text.endswith("Penilaian berikutnya bisa mulai Selasa, 1 Desember 2026.")
    clock.forward(days=7)
    assert "Dengan menekan Mulai Anda setuju" in await chat.starts("dukcapil-ktp")


async def test_an_interview_begun_before_the_month_ended_counts_where_it_is_sent(
    chat: Chat, clock: VirtualClock
) -> None:
    await rate(chat)
    clock.at = datetime(2026, 11, 30, 14, 55, tzinfo=UTC)
    clock.forward(minutes=10)

    assert (await rate(chat)).startswith("Terima kasih.")
    assert "Jumat, 1 Januari 2027" in await chat.starts("dukcapil-ktp")


async def test_another_unit_asks_before_the_running_interview_is_deleted(
    chat: Chat, database: Database
) -> None:
    await to_the_question(chat, 3)

    text = await chat.starts("dukcapil-kk")

    assert "Bila Anda memulai “Disdukcapil · Kartu Keluarga”, jawaban untuk" in text
    assert "Profil 4 dari 4" in await chat.taps("Lanjutkan KTP elektronik")
    await chat.starts("dukcapil-kk")
    assert "Profil 1 dari 4" in await chat.taps("Mulai Kartu Keluarga")
    assert database.now(rows_of, "interview") == 1


async def test_coming_back_offers_to_continue(chat: Chat, clock: VirtualClock) -> None:
    await to_the_question(chat, 7)
    clock.forward(days=2)

    text = await chat.starts()

    assert "Anda berhenti di pertanyaan 4 dari 9 (Pelayanan)." in text
    assert chat.labels == ["Lanjutkan", "Mulai ulang", "Batalkan"]
    assert "Pelayanan 4 dari 9" in await chat.taps("Lanjutkan")


async def test_stopping_is_possible_on_every_question(chat: Chat) -> None:
    await to_the_question(chat, 2)

    assert "Anda berhenti di pertanyaan 3 dari 4 (Profil)." in await chat.taps("Berhenti")


async def test_starting_over_names_what_will_be_deleted_first(chat: Chat) -> None:
    await to_the_question(chat, 2)
    await chat.taps("Berhenti")

    assert "sejauh ini akan dihapus" in await chat.taps("Mulai ulang")
    assert "Profil 1 dari 4" in await chat.taps("Hapus dan mulai ulang")


async def test_cancelling_deletes_the_interview(chat: Chat, database: Database) -> None:
    await to_the_question(chat, 2)
    await chat.taps("Berhenti")
    await chat.taps("Batalkan")
    assert database.now(rows_of, "interview") == 1

    assert "sudah dihapus" in await chat.taps("Hapus dan berhenti")
    assert database.now(rows_of, "interview") == 0
    assert database.now(rows_of, "delivery") == 0


async def test_sending_twice_stores_one_ballot(chat: Chat, database: Database) -> None:
    await answer_all(chat)
    message_id, data = chat.data("Kirim")
    await chat.taps("Kirim")

    text = await chat.presses(message_id, data)

    assert text.startswith("Terima kasih.")
    assert chat.toasts == ["Penilaian itu sudah selesai. /start memulai yang baru."]
    assert database.now(rows_of, "ballot") == 1


async def test_beginning_twice_begins_once(chat: Chat, database: Database) -> None:
    await chat.starts("dukcapil-ktp")
    message_id, data = chat.data("Mulai")
    await chat.taps("Mulai")

    assert "Profil 1 dari 4" in await chat.presses(message_id, data)
    assert database.now(rows_of, "interview") == 1


async def test_a_line_typed_after_going_elsewhere_is_not_taken_for_the_answer(chat: Chat) -> None:
    await to_the_question(chat, 13)
    await chat.says("/hasil")

    text = await chat.says("Antrean panjang")

    assert "Anda berhenti di pertanyaan 1 dari 1 (Saran)." in text
    await chat.taps("Lanjutkan")
    assert "“Antrean panjang”" in await chat.says("Antrean panjang")


async def test_a_restart_between_any_two_taps_loses_nothing(
    telegram: Telegram, start: Callable[[], Torang]
) -> None:
    async def serve() -> None:
        inbox = start().inbox
        await inbox.turn()
        await inbox.confirm()

    chat = Chat(telegram, 1001, serve)

    assert (await rate(chat, suggestion="Baik")).startswith("Terima kasih.")


async def test_updates_that_all_come_again_change_nothing(
    telegram: Telegram, start: Callable[[], Torang], database: Database
) -> None:
    async def serve() -> None:
        await start().inbox.turn()

    chat = Chat(telegram, 1001, serve)

    await rate(chat)

    assert database.now(rows_of, "ballot") == 1
    assert database.now(counted)["submitted"] == 1


async def test_five_different_people_open_the_box(
    someone: Callable[..., Chat], database: Database
) -> None:
    for person_id in range(1, 5):
        await rate(someone(1000 + person_id))
    assert database.now(rows_of, "response") == 0

    await rate(someone(1005))

    assert database.now(rows_of, "response") == 5
    assert database.now(rows_of, "ballot") == 0


async def test_an_answer_one_came_back_to_is_kept_by_one_tap(chat: Chat) -> None:
    await answer_all(chat, suggestion="Antrean siang terlalu panjang")
    await chat.taps("Ubah jawaban")
    text = await chat.taps("Saran")
    assert "Jawaban Anda tadi: “Antrean siang terlalu panjang”" in text
    assert chat.labels[:2] == ["Pakai jawaban tadi", "Kosongkan"]

    assert "“Antrean siang terlalu panjang”" in await chat.taps("Pakai jawaban tadi")


async def test_an_answer_one_came_back_to_can_be_left_empty(chat: Chat) -> None:
    await answer_all(chat, suggestion="Antrean siang terlalu panjang")
    await chat.taps("Ubah jawaban")
    await chat.taps("Saran")

    assert "(dilewati)" in await chat.taps("Kosongkan")


async def test_a_language_changed_at_a_typed_question_still_takes_the_line(chat: Chat) -> None:
    await to_the_question(chat, 13)
    await chat.says("/bahasa")
    await chat.taps("English")
    assert "Type your answer, or skip it." in chat.text

    assert "“The queue is too long”" in await chat.says("The queue is too long")


async def test_text_at_the_review_is_told_to_use_the_buttons(chat: Chat) -> None:
    await answer_all(chat)

    text = await chat.says("kirim ya")

    assert text.startswith("Pilih salah satu tombol di bawah ini.")
    assert "Periksa sebelum dikirim" in text
    assert (await chat.taps("Kirim")).startswith("Terima kasih.")


async def test_fast_taps_are_answered_at_once_and_the_newest_card_follows(
    chat: Chat, seconds: Seconds, torang: Torang
) -> None:
    await to_the_question(chat, 4)
    seconds.step = 0
    for label in RATINGS[:5]:
        await chat.taps(label)
    assert "Pelayanan 6 dari 9" in chat.text
    await chat.taps("Kompeten")
    assert "Pelayanan 6 dari 9" in chat.text

    seconds.now += 1
    await torang.sender.flush()

    assert "Pelayanan 7 dari 9" in chat.text
