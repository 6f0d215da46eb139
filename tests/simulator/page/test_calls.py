"""The log of calls: what the bot asked and was answered, as an author reads it."""

from playwright.async_api import expect

from tests.simulator.page.scene import IN_BROWSER, Scene

pytestmark = IN_BROWSER


async def test_every_call_and_its_answer_can_be_read(scene: Scene) -> None:
    await scene.begin()
    await scene.button("Log panggilan").click()
    calls = scene.page.get_by_role("region", name="Log panggilan").first
    row = calls.get_by_role("listitem").filter(has_text="sendMessage")
    await expect(row).to_contain_text("Yusuf berhasil")
    await row.locator("summary").click()

    await expect(row).to_contain_text('"text": "Terbaca: /start, lihat /hasil"')
    await expect(row).to_contain_text('"message_id": 2')


async def test_new_calls_join_the_log_and_refused_ones_stand_out(scene: Scene) -> None:
    await scene.begin()
    await scene.button("Log panggilan").click()
    rows = scene.page.locator("#calls-list > li")
    await scene.page.get_by_label("Hanya yang ditolak").check()
    await expect(scene.page.get_by_text("Belum ada panggilan yang cocok.")).to_be_visible()
    await scene.clerk.http.post(
        f"{scene.clerk.address}/bot1:local/sendMessage", json={"chat_id": 1002, "text": "Hai"}
    )

    await expect(rows).to_have_count(1)
    await expect(rows).to_contain_text("400 Bad Request: chat not found")


async def test_the_log_is_filtered_by_method_person_and_content(scene: Scene) -> None:
    await scene.begin()
    await scene.write("anggrek")
    await expect(scene.log).to_contain_text("Terbaca: anggrek")
    await scene.button("Log panggilan").click()
    rows = scene.page.locator("#calls-list > li")
    await scene.page.get_by_role("searchbox").fill("sendmessage")
    await expect(rows).to_have_count(2)
    await scene.page.get_by_role("searchbox").fill("terbaca: anggrek")
    await expect(rows).to_have_count(1)
    await scene.page.get_by_role("searchbox").fill("melati")

    await expect(rows).to_have_count(0)


async def test_hostile_calls_stay_text(scene: Scene) -> None:
    await scene.begin()
    await scene.clerk.call("sendMessage", chat_id=1001, text="<img src=x onerror=alert(1)>")
    await scene.button("Log panggilan").click()
    await scene.page.get_by_role("searchbox").fill("onerror")
    await scene.page.locator("#calls summary").click()

    await expect(scene.page.locator("#calls pre").first).to_contain_text("<img src=x")
    await expect(scene.page.locator("#calls img")).to_have_count(0)


async def test_escape_closes_the_log_and_returns_to_its_button(scene: Scene) -> None:
    await scene.button("Log panggilan").click()
    await expect(scene.page.get_by_role("searchbox")).to_be_focused()
    await scene.page.keyboard.press("Escape")

    await expect(scene.button("Log panggilan")).to_be_focused()
    await expect(scene.button("Log panggilan")).to_have_attribute("aria-expanded", "false")


async def test_a_long_log_scrolls_in_place(scene: Scene) -> None:
    await scene.button("Log panggilan").click()
    for number in range(40):
        await scene.clerk.call("getMyCommands", language_code="id", number=number)
    await expect(scene.page.locator("#calls-list > li").last).to_be_in_viewport()
    last = scene.page.locator("#calls-list > li").filter(has_text="getMyCommands").last
    await expect(last).to_be_in_viewport()

    assert await scene.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
