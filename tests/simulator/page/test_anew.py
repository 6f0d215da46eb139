"""Beginning anew, as the same person or another, and keeping what was said."""

from pathlib import Path

from playwright.async_api import expect

from tests.simulator.page.scene import IN_BROWSER, Scene

pytestmark = IN_BROWSER


async def test_the_same_person_begins_anew(scene: Scene) -> None:
    await scene.begin()
    await scene.menu("Atur ulang…")
    await scene.page.get_by_role("button", name="Orang yang sama").click()
    await expect(scene.page.get_by_text("Belum ada percakapan")).to_be_visible()
    await scene.button("Mulai").click()
    await expect(scene.log).to_contain_text("Terbaca: /start")

    assert [heard["message"]["from"]["id"] for heard in scene.clerk.heard] == [1001, 1001]


async def test_a_new_person_of_the_same_name_takes_the_place(scene: Scene) -> None:
    await scene.three()
    await scene.pane("Yusuf").get_by_role("button", name="Lainnya").click()
    await scene.button("Atur ulang…").click()
    await scene.page.get_by_role("button", name="Orang baru").click()
    yusuf = scene.pane("Yusuf")
    await expect(yusuf).to_contain_text("Orang baru · 7000000001")
    await yusuf.get_by_role("button", name="Mulai").click()
    await expect(yusuf.get_by_role("log")).to_contain_text("Terbaca: /start")

    assert scene.clerk.heard[-1]["message"]["from"]["id"] == 7000000001
    await expect(scene.page.locator(".chat-name")).to_have_text(["Yusuf", "Ahmad", "Rahma"])
    await expect(scene.person("Yusuf").first).to_contain_text("Warga")


async def test_a_new_person_made_new_again_leaves_nobody_behind(scene: Scene) -> None:
    await scene.begin()
    for number in (1, 2):
        await scene.menu("Atur ulang…")
        await scene.page.get_by_role("button", name="Orang baru").click()
        await expect(scene.pane("Yusuf")).to_contain_text(f"700000000{number}")

    await expect(scene.page.locator(".person-role", has_text="Orang baru")).to_have_count(1)


async def test_who_thinks_better_of_it_changes_nothing(scene: Scene) -> None:
    await scene.begin()
    await scene.menu("Atur ulang…")
    await expect(scene.page.get_by_role("dialog")).to_contain_text("Atur ulang Yusuf")
    await scene.page.keyboard.press("Escape")

    await expect(scene.page.get_by_role("dialog")).to_have_count(0)
    await expect(scene.log).to_contain_text("Terbaca: /start")


async def test_the_conversation_can_be_kept_as_text(scene: Scene, tmp_path: Path) -> None:
    await scene.begin()
    async with scene.page.expect_download() as download:
        await scene.button("Lainnya").click()
        await scene.page.get_by_role("link", name="Unduh percakapan").click()
    kept = await download.value
    await kept.save_as(tmp_path / "kept.txt")

    assert kept.suggested_filename == "Yusuf.txt"
    assert "Terbaca: /start" in (tmp_path / "kept.txt").read_text()
