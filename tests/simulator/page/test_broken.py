"""What cannot be done or read is told where it stands; all else goes on."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession
from playwright.async_api import Page, Route, expect

from bot.simulator.server import serving
from tests.simulator.page.scene import IN_BROWSER, Clerk, Scene, awake

BROKEN = "**/sim/people/1001/chat"

pytestmark = IN_BROWSER


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, "500 Internal Server Error"),
        (404, '{"error": "There is no such person."}'),
        (200, "<html>"),
        (200, '{"commands": []}'),
        (200, '{"messages": [{"message_id": 1}], "commands": []}'),
    ],
)
async def test_a_broken_conversation_is_told_in_its_own_pane(
    page: Page, tmp_path: Path, status: int, body: str
) -> None:
    async def answer(route: Route) -> None:
        await route.fulfill(status=status, body=body, content_type="application/json")

    async with serving(0, tmp_path) as address, ClientSession() as http:
        clerk = Clerk(http, address)
        async with awake(clerk):
            scene = Scene(page, clerk)
            await page.route(BROKEN, answer)
            await page.goto(f"{address}/#1001,2001")
            yusuf, ahmad = scene.pane("Yusuf"), scene.pane("Ahmad")
            await expect(yusuf.get_by_role("alert")).to_contain_text("tidak dapat dibaca")
            await ahmad.get_by_role("button", name="Mulai").click()
            await expect(ahmad.get_by_role("log")).to_contain_text("Terbaca: /start")
            loads: list[str] = []
            page.on("request", lambda request: loads.append(urlsplit(request.url).path))
            await clerk.call("sendMessage", chat_id=2001, text="Masih di sini")
            await expect(ahmad.get_by_role("log")).to_contain_text("Masih di sini")
            assert "/sim/people/1001/chat" not in loads
            await expect(page.locator("#trouble")).to_be_hidden()
            await expect(ahmad.get_by_role("alert")).to_have_count(0)

            await page.unroute(BROKEN)
            await yusuf.get_by_role("button", name="Coba lagi").click()
            await expect(yusuf.get_by_role("alert")).to_have_count(0)
            await expect(yusuf.get_by_role("button", name="Mulai")).to_be_visible()


async def test_a_broken_conversation_that_is_not_open_hinders_nobody(
    page: Page, tmp_path: Path
) -> None:
    async with serving(0, tmp_path) as address, ClientSession() as http:
        clerk = Clerk(http, address)
        async with awake(clerk):
            scene = Scene(page, clerk)
            await scene.added(2001, "Ahmad")
            await page.route("**/sim/people/2001/chat", lambda route: route.fulfill(status=500))
            await page.goto(f"{address}/#1001")
            await scene.button("Mulai").click()
            await http.post(f"{address}/sim/people/2001/start")
            await clerk.call("sendMessage", chat_id=1001, text="Masih di sini")

            await expect(scene.log).to_contain_text("Masih di sini")
            await expect(page.locator("#trouble")).to_be_hidden()


async def test_a_picture_that_is_none_is_told_beside_where_it_was_sent(
    page: Page, tmp_path: Path
) -> None:
    picture = tmp_path / "rusak.png"
    picture.write_bytes(b"rusak")
    async with serving(0, tmp_path / "state") as address:
        await page.goto(f"{address}/#1001")
        await page.get_by_role("button", name="Mulai", exact=True).click()
        await expect(page.get_by_role("log")).to_contain_text("/start")
        await page.locator("input[type=file]").set_input_files(picture)
        told = page.get_by_role("region", name="Yusuf").get_by_role("status")

        await expect(told).to_contain_text("send it as a file")
