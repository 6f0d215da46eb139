"""A bot or a server that goes away: the page says so, keeps what was written, and goes on."""

import asyncio
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import ClientSession
from playwright.async_api import Page, expect

from bot.simulator.server import serving
from tests.simulator.page.scene import IN_BROWSER, Clerk, awake

pytestmark = IN_BROWSER


PATIENCE_MS = 30_000


@asynccontextmanager
async def a_server(port: int, folder: Path) -> AsyncIterator[Process]:
    """The local Telegram as a process of its own, ready to be asked; killed in the end."""
    command = ["-m", "bot", "simulator", "--port", str(port), "--state", str(folder)]
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdin=DEVNULL)
    try:
        while not listens(port):
            with suppress(TimeoutError):
                assert await asyncio.wait_for(process.wait(), 0.1) is None, "it ended"
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def listens(port: int) -> bool:
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0


def a_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


async def test_a_lost_bot_is_told_and_a_returned_one_too(page: Page, tmp_path: Path) -> None:
    async with serving(0, tmp_path) as address, ClientSession() as http:
        await page.goto(address)
        await expect(page.get_by_role("alert")).to_contain_text("Bot sedang tidak tersambung")
        async with awake(Clerk(http, address)):
            await expect(page.get_by_role("alert")).to_be_hidden()


async def test_a_lost_server_is_told_and_found_again(page: Page, tmp_path: Path) -> None:
    async with serving(0, tmp_path) as address:
        await page.goto(f"{address}/#1001")
        await page.get_by_role("button", name="Mulai", exact=True).click()
        await expect(page.get_by_role("log")).to_contain_text("/start")
    await expect(page.get_by_role("alert")).to_contain_text("Server lokal tidak menjawab")
    async with serving(urlsplit(address).port or 0, tmp_path):
        await expect(page.get_by_role("alert")).to_contain_text("Bot sedang tidak tersambung")
        await page.get_by_label("Tulis pesan").fill("masih di sini")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("log")).to_contain_text("masih di sini")
    async with serving(urlsplit(address).port or 0, tmp_path, fresh=True):
        await expect(page.get_by_text("Belum ada percakapan")).to_be_visible()


async def test_a_killed_server_costs_no_written_word(page: Page, tmp_path: Path) -> None:
    port = a_port()
    field, log = page.get_by_label("Tulis pesan"), page.get_by_role("log")
    async with a_server(port, tmp_path) as server:
        await page.goto(f"http://127.0.0.1:{port}/#1001")
        await page.get_by_role("button", name="Mulai", exact=True).click()
        await expect(log).to_contain_text("/start")
        server.kill()
        await field.fill("belum terkirim")
        await field.press("Enter")
        await expect(page.get_by_text("Tidak terkirim")).to_be_visible()
    await expect(page.get_by_role("alert")).to_contain_text("Server lokal tidak menjawab")
    await expect(field).to_have_value("belum terkirim")
    async with a_server(port, tmp_path):
        await expect(page.get_by_role("alert")).to_contain_text(
            "Bot sedang tidak tersambung", timeout=PATIENCE_MS
        )
        await field.press("Enter")
        await expect(log).to_contain_text("belum terkirim")


async def test_a_server_that_hangs_is_told_too(page: Page, tmp_path: Path) -> None:
    port = a_port()
    async with a_server(port, tmp_path) as server:
        await page.goto(f"http://127.0.0.1:{port}/#1001")
        await expect(page.get_by_role("alert")).to_contain_text("Bot sedang")
        server.send_signal(signal.SIGSTOP)
        await expect(page.get_by_role("alert")).to_contain_text(
            "Server lokal tidak menjawab", timeout=PATIENCE_MS
        )
        server.send_signal(signal.SIGCONT)
        await expect(page.get_by_role("alert")).to_contain_text("Bot sedang", timeout=PATIENCE_MS)


async def test_the_log_of_calls_goes_on_with_a_new_server(page: Page, tmp_path: Path) -> None:
    rows = page.locator("#calls-list > li")
    async with serving(0, tmp_path) as address, ClientSession() as http:
        await page.goto(address)
        await page.get_by_role("button", name="Log panggilan").click()
        for _ in range(3):
            await Clerk(http, address).call("getMe")
        await expect(rows.filter(has_text="getMe")).to_have_count(3)
    async with serving(urlsplit(address).port or 0, tmp_path), ClientSession() as http:
        await Clerk(http, address).call("getMyCommands")
        await expect(rows.filter(has_text="getMyCommands")).to_have_count(1)
        await expect(rows.filter(has_text="getMe")).to_have_count(0)
