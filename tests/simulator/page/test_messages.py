"""How messages look: pictures, albums, what was sent silently, the commands one can type."""

import json

from aiohttp import FormData
from playwright.async_api import expect

from bot.simulator.core import TOKEN
from tests.simulator.page.scene import IN_BROWSER, PICTURE, Scene

CAPTIONED = {"caption": "Tiga loket"}

pytestmark = IN_BROWSER


async def test_a_picture_is_shown_and_opens_large(scene: Scene) -> None:
    await scene.begin()
    await scene.clerk.show("Hasil bulan ini")
    await expect(scene.log).to_contain_text("Hasil bulan ini")
    await expect(scene.log.get_by_role("img")).to_have_js_property("naturalWidth", 1)
    await scene.button("Gambar").click()
    large = scene.page.get_by_role("dialog").get_by_role("img", name="Hasil bulan ini")
    await expect(large).to_have_js_property("naturalWidth", 1)
    await scene.page.keyboard.press("Escape")

    await expect(scene.button("Gambar")).to_be_focused()


async def test_the_pictures_of_an_album_stand_together(scene: Scene) -> None:
    await scene.begin()
    media = [{"type": "photo", "media": f"attach://{name}"} for name in ("one", "two", "three")]
    form = FormData({"chat_id": "1001", "media": json.dumps([*media[:2], CAPTIONED | media[2]])})
    for name in ("one", "two", "three"):
        form.add_field(name, PICTURE, filename=f"{name}.png", content_type="image/png")
    await scene.clerk.http.post(f"{scene.clerk.address}/bot{TOKEN}/sendMediaGroup", data=form)
    album = scene.log.get_by_role("article").last
    await expect(album).to_contain_text("Tiga loket")

    await expect(album.get_by_role("img")).to_have_count(3)
    await expect(scene.log.get_by_role("article")).to_have_count(3)


async def test_what_was_sent_silently_is_marked(scene: Scene) -> None:
    await scene.begin()
    await scene.clerk.call(
        "sendMessage", chat_id=1001, text="Tengah malam", disable_notification=True
    )
    silent = scene.log.get_by_role("article").filter(has_text="Tengah malam")
    await expect(silent).to_contain_text("dikirim tanpa bunyi")

    await expect(scene.log.get_by_text("dikirim tanpa bunyi")).to_have_count(1)


async def test_typing_a_slash_offers_the_commands(scene: Scene) -> None:
    await scene.begin()
    field = scene.page.get_by_label("Tulis pesan")
    await field.press_sequentially("/ha")
    option = scene.page.get_by_role("option", name="/hasil")
    await expect(option).to_be_visible()
    await field.press("ArrowDown")
    await expect(option).to_have_attribute("aria-selected", "true")
    chosen = await option.get_attribute("id") or ""
    await expect(field).to_have_attribute("aria-activedescendant", chosen)
    await field.press("Enter")

    await expect(scene.log).to_contain_text("Terbaca: /hasil")
    await expect(field).to_have_value("")


async def test_escape_and_other_words_put_the_offer_away(scene: Scene) -> None:
    await scene.begin()
    field = scene.page.get_by_label("Tulis pesan")
    await field.press_sequentially("/")
    await expect(scene.page.get_by_role("option")).to_have_count(1)
    await field.press("Escape")
    await expect(scene.page.get_by_role("option")).to_have_count(0)
    await field.press("Enter")

    await expect(scene.log).to_contain_text("Terbaca: /,")


async def test_an_offered_command_can_be_pressed(scene: Scene) -> None:
    await scene.begin()
    await scene.page.get_by_label("Tulis pesan").press_sequentially("/")
    await scene.page.get_by_role("option", name="/hasil").click()

    await expect(scene.log).to_contain_text("Terbaca: /hasil")
