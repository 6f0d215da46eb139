"""A conversation on the chat page: what is sent, pressed, shown and moved."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.simulator.page.scene import IN_BROWSER, PHONE, PICTURE, Scene

HOSTILE = "<script>alert(1)</script><img src=/x><a href='javascript:alert(1)'>a</a><b id=x>b</b>"
RENDERED = """async (html) => {
    const { render } = await import("/page/markup.js");
    const shown = document.createElement("div");
    shown.append(render(html));
    return shown.innerHTML;
}"""
WORDS = """async () => {
    const [id, en] = await Promise.all([import("/page/words_id.js"), import("/page/words_en.js")]);
    return [Object.keys(id.default), Object.keys(en.default)];
}"""

pytestmark = IN_BROWSER


async def test_a_citizen_scans_the_code_of_a_counter(scene: Scene) -> None:
    await scene.choose("Yusuf")
    await scene.page.locator(".opening").get_by_role("button", name="Pindai QR").click()
    await scene.button("Disdukcapil · KTP elektronik").click()

    await expect(scene.log).to_contain_text("Terbaca: /start dukcapil-ktp")


async def test_another_code_can_be_typed(scene: Scene) -> None:
    await scene.begin("Ahmad")
    await scene.button("Pindai QR").click()
    await scene.page.get_by_label("Kode lain").fill("inv_K7FM2QXA")
    await scene.page.keyboard.press("Enter")

    await expect(scene.log).to_contain_text("Terbaca: /start inv_K7FM2QXA")


async def test_a_tap_edits_the_message_in_place_and_shows_the_answer(scene: Scene) -> None:
    await scene.begin()
    await scene.button("Cepat").click()

    await expect(scene.page.get_by_text("Dicatat")).to_be_visible()
    await expect(scene.log).to_contain_text("Pertanyaan kedua")
    await expect(scene.log).to_contain_text("diedit")
    await expect(scene.log.get_by_role("article")).to_have_count(2)


async def test_by_keyboard_one_stays_on_the_card_that_was_edited(scene: Scene) -> None:
    await scene.begin()
    await scene.button("Cepat").focus()
    await scene.page.keyboard.press("Enter")

    await expect(scene.button("Lanjut")).to_be_focused()


async def test_a_button_turns_until_the_bot_answers(scene: Scene) -> None:
    await scene.begin()
    await scene.button("Lambat").click()
    await expect(scene.button("Lambat")).to_have_attribute("aria-busy", "true")
    scene.clerk.patience.set()

    await expect(scene.button("Lambat")).to_have_attribute("aria-busy", "false")


async def test_an_alert_waits_to_be_read(scene: Scene) -> None:
    await scene.begin()
    await scene.button("Penting").click()
    await expect(scene.page.get_by_role("dialog")).to_contain_text("Baca dahulu.")
    await scene.button("Baik").click()

    await expect(scene.page.get_by_role("dialog")).to_have_count(0)


async def test_links_to_the_bot_stay_and_others_open_beside(scene: Scene) -> None:
    await scene.begin()
    site = scene.page.get_by_role("link", name="Situs")
    await expect(site).to_have_attribute("target", "_blank")
    await expect(site).to_have_attribute("rel", "noopener noreferrer")
    await scene.button("Poli KIA").click()

    await expect(scene.log).to_contain_text("Terbaca: /start puskesmas-kia")


async def test_enter_sends_and_shift_enter_breaks_the_line(scene: Scene) -> None:
    await scene.begin()
    await scene.page.get_by_label("Tulis pesan").press_sequentially("satu")
    await scene.page.keyboard.press("Shift+Enter")
    await scene.page.keyboard.type("dua")
    await scene.page.keyboard.press("Enter")

    await expect(scene.log).to_contain_text("Terbaca: satu\ndua")


async def test_what_one_began_to_write_is_not_for_another_to_send(scene: Scene) -> None:
    await scene.begin("Yusuf")
    await scene.page.get_by_label("Tulis pesan").fill("belum selesai")
    await scene.begin("Maria")

    await expect(scene.page.get_by_label("Tulis pesan")).to_have_value("")


async def test_the_field_is_as_high_as_what_is_written(scene: Scene) -> None:
    field = scene.page.get_by_label("Tulis pesan")
    await scene.begin("Yusuf")
    await scene.page.reload()
    await expect(field).to_be_visible()
    empty = await field.evaluate("field => field.clientHeight - field.scrollHeight")
    await field.fill("satu\ndua\ntiga")
    filled = await field.evaluate("field => field.clientHeight - field.scrollHeight")

    assert (empty, filled) == (0, 0)


async def test_commands_are_in_a_menu_and_in_the_text(scene: Scene) -> None:
    await scene.begin()
    await scene.button("Perintah").click()
    await scene.page.get_by_role("button", name="Hasil per unit").click()
    await expect(scene.log).to_contain_text("Terbaca: /hasil")
    await scene.log.get_by_role("button", name="/hasil").last.click()

    await expect(scene.log.get_by_text("Terbaca: /hasil")).to_have_count(2)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Lokasi (Sofifi)", "location"), ("Kontak saya", "contact")],
)
async def test_what_is_attached_reaches_the_bot(scene: Scene, name: str, kind: str) -> None:
    await scene.begin()
    await scene.button("Lampirkan").click()
    await scene.button(name).click()
    await expect(scene.log.get_by_role("article")).to_have_count(3)

    assert kind in scene.clerk.heard[-1]["message"]


async def test_a_file_goes_with_the_written_text(scene: Scene, tmp_path: Path) -> None:
    sheet = tmp_path / "unit.csv"
    sheet.write_text("kode,nama\n")
    await scene.begin("Rahma")
    await scene.page.get_by_label("Tulis pesan").fill("Daftar unit")
    await scene.page.locator("input[type=file]").set_input_files(sheet)
    download = scene.page.get_by_role("link", name="unit.csv")
    await expect(download).to_have_attribute("download", "unit.csv")

    assert scene.clerk.heard[-1]["message"]["caption"] == "Daftar unit"


async def test_a_picture_goes_as_a_photo_unless_it_is_wanted_as_a_file(
    scene: Scene, tmp_path: Path
) -> None:
    picture, sheet = tmp_path / "diri.png", tmp_path / "unit.csv"
    picture.write_bytes(PICTURE)
    sheet.write_text("kode,nama\n")
    await scene.begin()
    for entry, file, kind in [
        ("Foto atau berkas", picture, "photo"),
        ("Foto atau berkas", sheet, "document"),
        ("Kirim sebagai berkas", picture, "document"),
    ]:
        heard = len(scene.clerk.heard)
        await scene.button("Lampirkan").click()
        async with scene.page.expect_file_chooser() as chooser:
            await scene.button(entry).click()
        await (await chooser.value).set_files(file)
        await expect(scene.log.locator(".message.person")).to_have_count(heard + 1)
        assert kind in scene.clerk.heard[-1]["message"]

    await expect(scene.log.get_by_role("img")).to_have_js_property("naturalWidth", 1)


async def test_a_button_of_a_reply_keyboard_says_its_text(scene: Scene) -> None:
    await scene.begin()
    await scene.write("tanya")
    await scene.button("Ya, setuju").click()

    await expect(scene.log).to_contain_text("Terbaca: Ya, setuju")


async def test_who_blocks_the_bot_can_come_back(scene: Scene) -> None:
    await scene.begin()
    await scene.button("Lainnya").click()
    await scene.button("Blokir bot").click()
    await expect(scene.page.get_by_label("Tulis pesan")).to_be_hidden()
    await scene.button("Buka blokir").click()
    await scene.write("kembali")

    await expect(scene.log).to_contain_text("Terbaca: kembali")


async def test_marks_are_shown_and_hidden_text_opens(scene: Scene) -> None:
    await scene.begin()
    await scene.write("hias")
    await expect(scene.log.locator("b")).to_have_text("tebal")
    await scene.button("Tampilkan teks tersembunyi").click()

    await expect(scene.log.locator(".message").last).to_contain_text("tebal rahasia situs")


async def test_unknown_markup_becomes_only_its_text(scene: Scene) -> None:
    kept = await scene.page.evaluate(RENDERED, HOSTILE)

    assert kept == "alert(1)<span>a</span><b>b</b>"


async def test_the_clock_moves_on_by_an_hour(scene: Scene) -> None:
    await expect(scene.page.locator("#now-time")).to_have_text("09.00")
    await scene.button("+1 jam").click()

    await expect(scene.page.locator("#now-time")).to_have_text("10.00")
    await expect(scene.page.locator("#now-date")).to_have_text("Selasa, 24 November 2026")


async def test_the_clock_cannot_be_moved_while_it_moves(scene: Scene) -> None:
    await scene.begin()
    await scene.write("tunggu")
    await scene.button("+1 jam").click()
    await expect(scene.button("+1 hari")).to_be_disabled()
    scene.clerk.patience.set()

    await expect(scene.button("+1 hari")).to_be_enabled()
    await expect(scene.button("+1 jam")).to_be_focused()


async def test_what_is_due_next_fires_and_is_marked_unread(scene: Scene) -> None:
    await scene.begin("Ahmad")
    await scene.write("ingatkan")
    await scene.choose("Yusuf")
    await expect(scene.page.locator("#due")).to_contain_text("Rab, 25 Nov, 10.00")
    await scene.button("Berikutnya").click()

    await expect(scene.page.get_by_role("link", name="Ahmad")).to_contain_text("1 belum dibaca")
    await scene.choose("Ahmad")
    await expect(scene.log).to_contain_text("Besok ada pelatihan.")
    await expect(scene.log).to_contain_text("Rabu, 25 November 2026")
    await expect(scene.page.get_by_role("link", name="Ahmad")).not_to_contain_text("dibaca")


async def test_the_log_stays_where_one_reads_until_asked(scene: Scene) -> None:
    await scene.begin()
    for number in range(8):
        await scene.write(f"pesan {number}")
        await expect(scene.log).to_contain_text(f"Terbaca: pesan {number}")
    await expect(scene.log.locator(".message").last).to_be_in_viewport()
    await scene.log.hover()
    await scene.page.mouse.wheel(0, -600)
    await expect(scene.log.locator(".message").last).not_to_be_in_viewport()
    await scene.clerk.call("sendMessage", chat_id=1001, text="Kabar baru")
    await expect(scene.log.get_by_text("Kabar baru")).not_to_be_in_viewport()
    await scene.button("1 pesan baru").click()

    await expect(scene.log.get_by_text("Kabar baru")).to_be_in_viewport()


async def test_the_page_speaks_english_too_and_remembers(scene: Scene) -> None:
    await scene.button("English").click()
    await expect(scene.page.get_by_role("link", name="Ahmad")).to_contain_text("Employee")
    await scene.page.reload()

    await expect(scene.button("+1 hour")).to_be_visible()


async def test_another_language_leaves_one_at_the_end(scene: Scene) -> None:
    await scene.begin()
    for number in range(8):
        await scene.write(f"pesan {number}")
        await expect(scene.log).to_contain_text(f"Terbaca: pesan {number}")
    await scene.button("English").click()
    await expect(scene.page.get_by_role("log", name="Conversation of Yusuf")).to_be_visible()

    await expect(scene.log.locator(".message").last).to_be_in_viewport()


async def test_every_word_of_the_page_stands_in_both_languages(scene: Scene) -> None:
    indonesian, english = await scene.page.evaluate(WORDS)

    assert indonesian == english


async def test_everything_fits_a_small_telephone(scene: Scene) -> None:
    await scene.page.set_viewport_size(PHONE)
    await scene.begin()
    await expect(scene.page.get_by_role("link", name="Maria")).to_be_hidden()

    assert await scene.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    await scene.page.get_by_role("link", name="Kembali ke daftar orang").click()
    await expect(scene.page.get_by_role("link", name="Maria")).to_be_visible()
