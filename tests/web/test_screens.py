"""The pages in a real browser: on a telephone and a desk, light and dark, by keyboard, and for
whoever has switched JavaScript off."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from bot.db.database import Database
from bot.usecases import admitting
from bot.usecases.office import Office
from bot.web import server
from tests.conftest import VirtualClock
from tests.simulator.page.conftest import ARGS
from tests.simulator.page.scene import CHROMIUM, DESKTOP, IN_BROWSER, PHONE
from tests.usecases.campaign_room import a_campaign, deal
from tests.usecases.training_room import announced, planned
from tests.web.conftest import ADMIN, DECEMBER, a_site, walked

PUBLIC = [
    "/",
    "/en/",
    "/unit/dukcapil",
    "/unit/dukcapil-ktp",
    "/unit/puskesmas",
    "/metode",
    "/data/",
    "/nowhere",
]
OWN = [
    "/dasbor",
    "/dasbor/pelepasan",
    "/dasbor/kiriman",
    "/dasbor/pelatihan",
    "/dasbor/kampanye",
    "/dasbor/kampanye/1",
    "/dasbor/kanal",
    "/dasbor/kanal/2?periode=2026-11",
]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text()
SERIOUS = """async () => (await axe.run()).violations
    .filter(({ impact }) => ["serious", "critical"].includes(impact))
    .map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html.slice(0, 100))])"""
WIDTHS = "[document.documentElement.scrollWidth, document.body.scrollWidth]"
FOCUSED = """() => {
    const at = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    return { what: at.outerHTML.slice(0, 80), seen: outlineStyle !== "none" && outlineWidth };
}"""

pytestmark = IN_BROWSER


@dataclass(frozen=True, slots=True)
class Screen:
    """A browser's page, where the site is, and the secret of a link to the dashboard."""

    page: Page
    address: str
    secret: str

    async def opens(self, path: str) -> None:
        await self.page.goto(self.address + path)

    async def enters(self) -> None:
        await self.opens(f"/dasbor/masuk/{self.secret}")
        await self.page.get_by_role("button", name="Buka dasbor").click()
        await expect(self.page.get_by_role("heading", name="Unit", level=1)).to_be_visible()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        yield await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)


@pytest_asyncio.fixture(loop_scope="module", params=[True])
async def screen(
    request: pytest.FixtureRequest,
    browser: Browser,
    file: Path,  # noqa: ARG001 - As for the other pages.
    published: dict[str, int],  # noqa: ARG001 - There is something to see.
    database: Database,
    office: Office,
    clock: VirtualClock,
) -> AsyncIterator[Screen]:
    """No page may make the browser complain, or reach beyond the machine."""
    database.now(deal, a_campaign(), {"adil": 8, "tanpa": 8})
    database.now(announced)
    planned(database)
    database.now(walked)
    site, listener = a_site(database, office, clock)
    secret = database.now(admitting.link, office, ADMIN, DECEMBER)
    complaints: list[str] = []
    hosts: set[str] = set()
    async with (
        server.serving(site, listener),
        await browser.new_context(
            locale="id-ID", viewport=PHONE, java_script_enabled=request.param
        ) as context,
    ):
        context.set_default_timeout(10_000)
        page = await context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: hosts.add(urlsplit(asked.url).netloc))
        yield Screen(page, site.address, secret)
        await page.close()
    # What is not there the browser notes by itself.
    assert [one for one in complaints if "Failed to load resource" not in one] == []
    assert hosts == {urlsplit(site.address).netloc}


async def faults(screen: Screen, paths: list[str]) -> dict[tuple[str, int, str], object]:
    """What axe finds serious on these pages, by page, width and scheme."""
    found: dict[tuple[str, int, str], object] = {}
    for path in paths:
        await screen.opens(path)
        await screen.page.evaluate(AXE)
        for size in (PHONE, DESKTOP):
            await screen.page.set_viewport_size(size)
            for scheme in SCHEMES:
                await screen.page.emulate_media(color_scheme=scheme)
                if serious := await screen.page.evaluate(SERIOUS):
                    found[path, size["width"], scheme] = serious
    return found


async def test_axe_finds_nothing_serious_on_the_public_pages(screen: Screen) -> None:
    assert await faults(screen, PUBLIC) == {}


async def test_axe_finds_nothing_serious_on_the_dashboard(screen: Screen) -> None:
    assert await faults(screen, [f"/dasbor/masuk/{screen.secret}"]) == {}
    await screen.enters()

    assert await faults(screen, OWN) == {}


async def test_a_telephone_has_room_for_every_page(screen: Screen) -> None:
    await screen.enters()
    widths = {}
    for path in (*PUBLIC, *OWN):
        await screen.opens(path)
        widths[path] = await screen.page.evaluate(WIDTHS)

    assert widths == dict.fromkeys((*PUBLIC, *OWN), [PHONE["width"]] * 2)


async def test_where_the_keyboard_is_can_be_seen(screen: Screen) -> None:
    await screen.enters()
    unseen = []
    for path in ("/", "/unit/dukcapil-ktp", "/dasbor"):
        await screen.opens(path)
        for _ in range(12):
            await screen.page.keyboard.press("Tab")
            at = await screen.page.evaluate(FOCUSED)
            unseen += [] if at["seen"] else [at["what"]]

    assert unseen == []


async def test_the_first_tab_leads_past_the_menu(screen: Screen) -> None:
    await screen.opens("/")
    await screen.page.keyboard.press("Tab")
    await expect(screen.page.get_by_role("link", name="Langsung ke isi")).to_be_in_viewport()
    await screen.page.keyboard.press("Enter")

    await expect(screen.page.get_by_role("main")).to_be_focused()


@pytest.mark.parametrize("screen", [False], indirect=True)
async def test_all_of_it_works_without_javascript(screen: Screen) -> None:
    page = screen.page
    await screen.opens("/")
    await page.get_by_role("link", name="KTP elektronik").click()
    await expect(page.get_by_role("heading", name="KTP elektronik", level=1)).to_be_visible()
    await page.get_by_text("Lihat sebagai tabel").click()
    await expect(page.get_by_role("rowheader", name="Oktober 2026")).to_be_visible()
    await page.get_by_role("link", name="Oktober 2026").click()
    await expect(page.get_by_text("Oktober 2026").first).to_be_visible()
    await page.get_by_role("link", name="English").click()
    await expect(page.get_by_role("heading", name="The nine elements")).to_be_visible()


@pytest.mark.parametrize("screen", [False], indirect=True)
async def test_who_enters_reads_and_leaves_without_javascript(screen: Screen) -> None:
    await screen.enters()
    await screen.page.get_by_role("link", name="Pelatihan").click()
    await expect(screen.page.get_by_role("heading", name="Pelatihan", level=1)).to_be_visible()
    assert "masuk" not in screen.page.url
    await screen.page.get_by_role("button", name="Keluar").click()
    await screen.opens("/dasbor")

    await expect(screen.page.get_by_role("heading", level=1)).to_have_text(
        "Halaman ini tidak terbuka untuk Anda"
    )
