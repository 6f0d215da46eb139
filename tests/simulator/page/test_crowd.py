"""Many people: a list of a few of them, a field that finds the others, and little to ask."""

import re
from contextlib import suppress

from playwright.async_api import Request, expect
from playwright.async_api import TimeoutError as PlaywrightTimeout

from tests.simulator.page.scene import IN_BROWSER, Scene

COUNTED = "60 dari 205"

pytestmark = IN_BROWSER


async def crowd(scene: Scene, count: int = 200) -> None:
    for number in range(count):
        await scene.added(20_000 + number, f"Siti {number}")
    await expect(scene.page.locator("#people-count")).to_have_text(COUNTED)


async def quiet(scene: Scene) -> None:
    """Until the page has asked for nobody for a second: a crowd takes it a while."""
    with suppress(PlaywrightTimeout):
        while True:
            async with scene.page.expect_request(re.compile("/sim/people"), timeout=1_000):
                pass


async def test_of_many_some_are_listed_and_all_are_counted(scene: Scene) -> None:
    await crowd(scene)
    await expect(scene.page.locator("#people-list > li")).to_have_count(60)
    await expect(scene.person("Yusuf")).to_be_visible()
    await scene.added(30_000, "Ayu")

    await expect(scene.page.locator("#people-count")).to_have_text("60 dari 206")


async def test_few_need_neither_a_field_nor_a_count(scene: Scene) -> None:
    await expect(scene.person("Rahma")).to_be_visible()

    await expect(scene.page.get_by_role("search")).to_be_hidden()
    await expect(scene.page.locator("#people-count")).to_be_hidden()


async def test_anybody_is_found_by_name_or_number(scene: Scene) -> None:
    await crowd(scene)
    field = scene.page.get_by_role("searchbox", name="Nama atau nomor")
    for words, names in [("siti 19", 11), ("20150", 1), ("rahma", 1), ("tidak ada", 0)]:
        await field.fill(words)
        await expect(scene.page.locator("#people-list > li")).to_have_count(names)
        await expect(scene.page.locator("#people-found")).to_have_text(f"{names} cocok")
    await field.fill("siti")
    await expect(scene.page.locator("#people-count")).to_have_text("60 pertama yang cocok")
    await field.fill("")

    await expect(scene.page.locator("#people-count")).to_have_text(COUNTED)


async def test_who_is_looked_for_is_chosen_by_keyboard(scene: Scene) -> None:
    await crowd(scene)
    field = scene.page.get_by_role("searchbox")
    await field.fill("siti 15")
    await expect(scene.page.locator("#people-found")).to_have_text("11 cocok")
    await field.press("ArrowDown")
    await expect(scene.person("Siti 15").first).to_be_focused()
    await scene.page.keyboard.press("ArrowDown")
    await expect(scene.person("Siti 150")).to_be_focused()
    for _ in range(2):
        await scene.page.keyboard.press("ArrowUp")
    await expect(field).to_be_focused()
    await field.fill("siti 177")
    await expect(scene.page.locator("#people-found")).to_have_text("1 cocok")
    await field.press("Enter")
    await expect(scene.pane("Siti 177").get_by_role("button", name="Mulai")).to_be_focused()


async def test_who_is_not_listed_is_opened_by_the_address(scene: Scene) -> None:
    await crowd(scene)
    await scene.page.goto(f"{scene.clerk.address}/#20199")
    await expect(scene.pane("Siti 199")).to_be_visible()
    await scene.page.reload()

    await expect(scene.pane("Siti 199")).to_be_visible()


async def test_a_change_asks_for_no_more_than_what_changed(scene: Scene) -> None:
    await crowd(scene)
    await scene.begin()
    await scene.clerk.http.post(f"{scene.clerk.address}/sim/people/20199/start")
    await quiet(scene)
    asked: set[str] = set()

    def note(request: Request) -> None:
        asked.add(request.url.removeprefix(scene.clerk.address))

    scene.page.on("request", note)
    await scene.clerk.call("sendMessage", chat_id=1001, text="Kabar baru")
    await expect(scene.log).to_contain_text("Kabar baru")
    async with scene.page.expect_request("**/sim/people?limit=*"):
        await scene.clerk.call("sendMessage", chat_id=20199, text="Kabar lain")

    people = {path for path in asked if path.startswith("/sim/people")}
    assert people == {"/sim/people?ids=1001", "/sim/people/1001/chat", "/sim/people?limit=60&q="}


async def test_a_renamed_person_has_the_new_name_in_the_list_and_in_the_chat(
    scene: Scene,
) -> None:
    await scene.begin()
    await scene.added(1001, "Yusuf Abdullah")
    await scene.page.get_by_label("Tulis pesan sebagai Yusuf Abdullah").fill("nama baru")
    await scene.page.keyboard.press("Enter")
    await expect(scene.pane("Yusuf Abdullah").get_by_role("log")).to_contain_text("nama baru")
    await scene.page.reload()

    await expect(scene.person("Yusuf Abdullah")).to_contain_text("Warga")
    await expect(scene.page.locator(".chat-name")).to_have_text("Yusuf Abdullah")
    assert scene.clerk.heard[-1]["message"]["from"]["first_name"] == "Yusuf Abdullah"
