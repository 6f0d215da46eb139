"""A browser for each module, and in it the page with a bot that is awake."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest_asyncio
from aiohttp import ClientSession
from playwright.async_api import Browser, Page, async_playwright

from bot.simulator.server import serving
from tests.simulator.page.scene import CHROMIUM, DESKTOP, Clerk, Scene, awake

ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        yield await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    async with await browser.new_context(locale="id-ID", viewport=DESKTOP) as context:
        context.set_default_timeout(5000)
        yield await context.new_page()


@pytest_asyncio.fixture(loop_scope="module")
async def scene(page: Page, tmp_path: Path) -> AsyncIterator[Scene]:
    """The page with the bot awake; no test may make it complain or reach beyond the machine."""
    complaints: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    async with serving(0, tmp_path, flood_limits=False) as address, ClientSession() as http:
        clerk = Clerk(http, address)
        async with awake(clerk):
            await page.goto(address)
            yield Scene(page, clerk)
            await page.close()
    assert complaints == []
    assert hosts == {urlsplit(address).netloc}
