"""The chat page in a real browser, against the real local Telegram and a bot of a few lines."""

import asyncio
import os
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from aiohttp import ClientSession, FormData
from playwright.async_api import Browser, Locator, Page, ViewportSize, async_playwright, expect

from bot.simulator.core import TOKEN
from bot.simulator.server import serving

CHROMIUM = Path("/usr/bin/chromium")
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
PHONE = ViewportSize(width=360, height=740)
DESKTOP = ViewportSize(width=1280, height=800)
CARD = {
    "inline_keyboard": [
        [{"text": "Cepat", "callback_data": "fast"}, {"text": "Lambat", "callback_data": "slow"}],
        [{"text": "Penting", "callback_data": "alert"}],
        [{"text": "Situs", "url": "https://example.org/"}],
        [{"text": "Poli KIA", "url": "https://t.me/torang_bot?start=puskesmas-kia"}],
    ]
}
NEXT_CARD = {
    "text": "Pertanyaan kedua",
    "reply_markup": {"inline_keyboard": [[{"text": "Lanjut", "callback_data": "next"}]]},
}
ANSWERS: dict[str, Any] = {
    "fast": {"text": "Dicatat"},
    "alert": {"text": "Baca dahulu.", "show_alert": True},
}
RICH = '<b>tebal</b> <tg-spoiler>rahasia</tg-spoiler> <a href="https://example.org/">situs</a>'
REPLIES: dict[str, Any] = {
    "hias": {"text": RICH, "parse_mode": "HTML"},
    "tanya": {"text": "Setuju?", "reply_markup": {"keyboard": [[{"text": "Ya, setuju"}]]}},
}
HOSTILE = "<script>alert(1)</script><img src=/x><a href='javascript:alert(1)'>a</a><b id=x>b</b>"
PICTURE = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
RENDERED = """async (html) => {
    const { render } = await import("/page/markup.js");
    const shown = document.createElement("div");
    shown.append(render(html));
    return shown.innerHTML;
}"""
COLOURS = """(names) => {
    const root = getComputedStyle(document.documentElement);
    return Object.fromEntries(names.map((name) => [name, root.getPropertyValue(`--${name}`)]));
}"""
WRITTEN_ON = [
    *product(["text", "quiet"], ["ground", "panel", "in", "out", "accent-soft"]),
    *product(["accent"], ["ground", "panel", "in", "out", "accent-soft", "key", "key-hover"]),
    ("text", "wall"),
    ("on-accent", "accent"),
    ("warn", "warn-ground"),
]

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(
        not CHROMIUM.exists() and os.environ.get("TORANG_REQUIRE_SERVICES") != "1",
        reason=f"there is no browser at {CHROMIUM}",
    ),
]


@dataclass(slots=True)
class Clerk:
    """A bot of a few words that speaks the Bot API by plain HTTP and follows the clock."""

    http: ClientSession
    address: str
    heard: list[Any] = field(default_factory=list)
    patience: asyncio.Event = field(default_factory=asyncio.Event)
    due: datetime | None = None
    offset: str = ""

    async def call(self, method: str, **params: Any) -> Any:
        url = f"{self.address}/bot{TOKEN}/{method}"
        async with self.http.post(url, json=params) as response:
            if response.headers["X-Sim-Offset"] != self.offset:
                self.offset = response.headers["X-Sim-Offset"]
                await self.tick()
            return (await response.json())["result"]

    async def tick(self) -> None:
        async with self.http.get(f"{self.address}/sim/clock") as response:
            now = datetime.fromisoformat((await response.json())["now"])
        if self.due is not None and self.due <= now:
            self.due = None
            await self.call("sendMessage", chat_id=2001, text="Besok ada pelatihan.")
        report = {"at": self.due and self.due.isoformat(), "offset": int(self.offset)}
        await self.http.post(f"{self.address}/sim/due", json=report)

    async def listen(self) -> None:
        commands = [{"command": "hasil", "description": "Hasil per unit"}]
        await self.call("setMyCommands", commands=commands)
        known = 0
        while True:
            for update in await self.call("getUpdates", offset=known, timeout=20):
                known = update["update_id"] + 1
                self.heard.append(update)
                await self.answer(update)

    async def answer(self, update: Any) -> None:
        match update:
            case {"callback_query": query}:
                await self.answer_tap(query)
            case {"message": {"text": "tunggu"}}:
                await self.patience.wait()
            case {"message": {"text": "ingatkan"}}:
                self.due = datetime.fromisoformat("2026-11-25T01:00+00:00")
                await self.tick()
            case {"message": {"text": text, "chat": chat}}:
                echo = {"text": f"Terbaca: {text}, lihat /hasil", "reply_markup": CARD}
                await self.call("sendMessage", chat_id=chat["id"], **REPLIES.get(text, echo))
            case _:
                pass  # A place, a contact or a block needs no answer.

    async def answer_tap(self, query: Any) -> None:
        if query["data"] == "slow":
            await self.patience.wait()
        answer = ANSWERS.get(query["data"], {})
        await self.call("answerCallbackQuery", callback_query_id=query["id"], **answer)
        if query["data"] == "fast":
            message = query["message"]
            to = {"chat_id": message["chat"]["id"], "message_id": message["message_id"]}
            await self.call("editMessageText", **to, **NEXT_CARD)


@dataclass(slots=True)
class Scene:
    """An open page and the bot it talks to."""

    page: Page
    clerk: Clerk

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    async def choose(self, name: str) -> None:
        await self.page.get_by_role("link", name=name).click()

    async def begin(self, name: str = "Yusuf") -> None:
        await self.choose(name)
        await self.button("Mulai").click()
        await expect(self.log).to_contain_text("Terbaca: /start")

    async def write(self, text: str) -> None:
        await self.page.get_by_label("Tulis pesan").fill(text)
        await self.page.keyboard.press("Enter")


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
    async with serving(0, tmp_path) as address, ClientSession() as http:
        clerk = Clerk(http, address)
        async with awake(clerk):
            await page.goto(address)
            yield Scene(page, clerk)
            await page.close()
    assert complaints == []
    assert hosts == {urlsplit(address).netloc}


@asynccontextmanager
async def awake(clerk: Clerk) -> AsyncIterator[None]:
    listening = asyncio.ensure_future(clerk.listen())
    yield
    listening.cancel()
    with suppress(asyncio.CancelledError):
        await listening


async def test_a_citizen_scans_the_code_of_a_counter(scene: Scene) -> None:
    await scene.choose("Yusuf")
    await scene.page.locator("#opening").get_by_role("button", name="Pindai QR").click()
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
    [("Lokasi (Sofifi)", "location"), ("Kontak saya", "contact"), ("Stiker", "sticker")],
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
    await scene.page.locator("#file").set_input_files(sheet)
    download = scene.page.get_by_role("link", name="unit.csv")
    await expect(download).to_have_attribute("download", "unit.csv")

    assert scene.clerk.heard[-1]["message"]["caption"] == "Daftar unit"


async def test_a_picture_is_shown_in_the_chat(scene: Scene) -> None:
    await scene.begin()
    form = FormData({"chat_id": "1001", "caption": "Hasil bulan ini"})
    form.add_field("photo", PICTURE, filename="hasil.png", content_type="image/png")
    await scene.clerk.http.post(f"{scene.clerk.address}/bot{TOKEN}/sendPhoto", data=form)
    await expect(scene.log).to_contain_text("Hasil bulan ini")

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


async def test_everything_fits_a_small_telephone(scene: Scene) -> None:
    await scene.page.set_viewport_size(PHONE)
    await scene.begin()
    await expect(scene.page.get_by_role("link", name="Maria")).to_be_hidden()

    assert await scene.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    await scene.page.get_by_role("link", name="Kembali ke daftar orang").click()
    await expect(scene.page.get_by_role("link", name="Maria")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_stands_out_from_its_ground(
    scene: Scene, scheme: Literal["light", "dark"]
) -> None:
    await scene.page.emulate_media(color_scheme=scheme)
    colours = await scene.page.evaluate(COLOURS, sorted({c for pair in WRITTEN_ON for c in pair}))
    faint = [pair for pair in WRITTEN_ON if contrast(colours[pair[0]], colours[pair[1]]) < 4.5]

    assert faint == []


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """As WCAG 2 defines it, of a colour written as #rrggbb."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


async def test_a_lost_bot_is_told_and_a_returned_one_too(page: Page, tmp_path: Path) -> None:
    async with serving(0, tmp_path) as address, ClientSession() as http:
        await page.goto(address)
        await expect(page.get_by_role("alert")).to_contain_text("Bot sedang tidak tersambung")
        async with awake(Clerk(http, address)):
            await expect(page.get_by_role("alert")).to_be_hidden()


async def test_a_lost_server_is_told_and_found_again(page: Page, tmp_path: Path) -> None:
    async with serving(0, tmp_path) as address:
        await page.goto(f"{address}/#1001")
        await page.get_by_role("button", name="Mulai").click()
    await expect(page.get_by_role("alert")).to_contain_text("Server lokal tidak menjawab")
    async with serving(urlsplit(address).port or 0, tmp_path):
        await expect(page.get_by_role("alert")).to_contain_text("Bot sedang tidak tersambung")
        await page.get_by_label("Tulis pesan").fill("masih di sini")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("log")).to_contain_text("masih di sini")
    async with serving(urlsplit(address).port or 0, tmp_path, fresh=True):
        await expect(page.get_by_text("Belum ada percakapan")).to_be_visible()
