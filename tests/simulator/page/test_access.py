"""Whether everybody can use the page: by eye, ear, keyboard; small and large; light and dark."""

from collections.abc import Awaitable, Callable
from importlib import resources
from itertools import product
from typing import Any, Literal

import pytest
from playwright.async_api import Browser, ViewportSize, expect

from tests.simulator.page.scene import DESKTOP, IN_BROWSER, ON_ITS_SIDE, PHONE, Scene

AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text()
FINDINGS = """async () => (await axe.run()).violations.map(
    ({ id, impact, nodes }) => [impact, id, ...nodes.map(({ html }) => html.slice(0, 100))]
)"""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
COLOURS = """(names) => {
    const root = getComputedStyle(document.documentElement);
    return Object.fromEntries(names.map((name) => [name, root.getPropertyValue(`--${name}`)]));
}"""
LIVE_AT_FIRST = """() => {
    window.liveAtFirst = [];
    new MutationObserver((changes) => {
        const filled = changes.some(({ addedNodes }) =>
            [...addedNodes].some((node) => node.dataset?.name === "Yusuf"));
        if (filled) window.liveAtFirst.push(document.querySelector(".log").ariaLive);
    }).observe(document.querySelector("#panes"), { childList: true });
}"""
FOCUSED = """() => {
    const at = document.activeElement;
    const { outlineStyle } = getComputedStyle(at);
    return { what: at.outerHTML.slice(0, 80), outline: at === document.body ? "" : outlineStyle };
}"""
ANIMATIONS = """document.getAnimations().filter(
    ({ effect }) => effect.target.ariaBusy === "true"
).length"""
CUT_OFF = """() => [...document.querySelectorAll("[placeholder]")]
    .filter((field) => field.checkVisibility())
    .filter((field) => {
        const pen = new OffscreenCanvas(1, 1).getContext("2d");
        const look = getComputedStyle(field);
        pen.font = look.font;
        const room = field.clientWidth - parseFloat(look.paddingLeft) * 2;
        return pen.measureText(field.placeholder).width > room;
    })
    .map((field) => field.placeholder)"""
SIZES = [PHONE, ON_ITS_SIDE, DESKTOP, ViewportSize(width=961, height=700)]
WRITTEN_ON = [
    *product(["text", "quiet"], ["ground", "panel", "in", "out", "accent-soft"]),
    *product(["accent"], ["ground", "panel", "in", "out", "accent-soft", "key", "key-hover"]),
    ("text", "wall"),
    ("on-accent", "accent"),
    ("warn", "warn-ground"),
]

pytestmark = IN_BROWSER


async def three_with_pictures(scene: Scene) -> None:
    await scene.three()
    await scene.clerk.show("Hasil bulan ini")
    await scene.clerk.call("sendMessage", chat_id=2001, text="Malam", disable_notification=True)
    await expect(scene.pane("Yusuf").get_by_role("img")).to_be_visible()
    await expect(scene.pane("Ahmad")).to_contain_text("Malam")


async def at_the_counter(scene: Scene) -> None:
    await scene.begin()
    await scene.button("Pindai QR").click()
    await expect(scene.page.get_by_role("dialog")).to_be_visible()


async def choosing_how_to_begin_anew(scene: Scene) -> None:
    await scene.begin()
    await scene.menu("Atur ulang…")
    await expect(scene.page.get_by_role("dialog")).to_be_visible()


async def with_an_open_menu(scene: Scene) -> None:
    await scene.begin()
    await scene.button("Lainnya").click()
    await expect(scene.button("Blokir bot")).to_be_visible()


async def with_commands_offered(scene: Scene) -> None:
    await scene.begin()
    await scene.page.get_by_label("Tulis pesan").press_sequentially("/")
    await scene.page.keyboard.press("ArrowDown")
    await expect(scene.page.get_by_role("option")).to_be_visible()


async def reading_the_log_of_calls(scene: Scene) -> None:
    await scene.begin()
    await scene.button("Log panggilan").click()
    await scene.page.locator("#calls summary").last.click()
    await expect(scene.page.locator("#calls pre").first).to_be_visible()


async def looking_at_a_picture(scene: Scene) -> None:
    await scene.begin()
    await scene.clerk.show("Hasil bulan ini")
    await scene.button("Gambar").click()
    await expect(scene.page.get_by_role("dialog")).to_be_visible()


async def having_blocked_the_bot(scene: Scene) -> None:
    await scene.begin()
    await scene.menu("Blokir bot")
    await expect(scene.button("Buka blokir")).to_be_visible()


async def with_something_unread(scene: Scene) -> None:
    await scene.begin("Ahmad")
    await scene.choose("Yusuf")
    await scene.clerk.call("sendMessage", chat_id=2001, text="Besok ada pelatihan.")
    await expect(scene.person("Ahmad")).to_contain_text("1 belum dibaca")
    await scene.button("Buka Ahmad di samping").click()
    await expect(scene.page.get_by_role("heading", name="Belum dibaca")).to_be_visible()


async def among_very_many(scene: Scene) -> None:
    for number in range(70):
        await scene.added(20_000 + number, f"Siti {number}")
    await expect(scene.page.locator("#people-count")).to_have_text("60 dari 75")


async def with_a_toast(scene: Scene) -> None:
    await scene.three()
    await scene.pane("Yusuf").get_by_role("button", name="Cepat").click()
    await expect(scene.pane("Yusuf").locator(".toast")).to_be_visible()


async def before_anyone_is_chosen(scene: Scene) -> None:
    await expect(scene.page.get_by_role("heading", name="Pilih seseorang")).to_be_visible()


async def on_a_telephone(scene: Scene) -> None:
    await scene.page.set_viewport_size(PHONE)
    await scene.begin()


async def on_a_telephone_on_its_side(scene: Scene) -> None:
    await scene.page.set_viewport_size(ON_ITS_SIDE)
    await scene.begin()


async def on_a_telephone_among_the_people(scene: Scene) -> None:
    await scene.page.set_viewport_size(PHONE)
    await expect(scene.person("Rahma")).to_be_visible()


STATES: list[Callable[[Scene], Awaitable[None]]] = [
    before_anyone_is_chosen,
    three_with_pictures,
    at_the_counter,
    choosing_how_to_begin_anew,
    with_an_open_menu,
    with_commands_offered,
    reading_the_log_of_calls,
    looking_at_a_picture,
    having_blocked_the_bot,
    with_something_unread,
    among_very_many,
    with_a_toast,
    on_a_telephone,
    on_a_telephone_among_the_people,
    on_a_telephone_on_its_side,
]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
async def test_axe_finds_nothing_in_light_and_dark(
    scene: Scene, state: Callable[[Scene], Awaitable[None]]
) -> None:
    await state(scene)
    await scene.page.evaluate(AXE)
    found: dict[str, Any] = {}
    for scheme in SCHEMES:
        await scene.page.emulate_media(color_scheme=scheme)
        found[scheme] = await scene.page.evaluate(FINDINGS)

    assert found == {"light": [], "dark": []}


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
async def test_nothing_is_wider_than_a_small_telephone(
    scene: Scene, state: Callable[[Scene], Awaitable[None]]
) -> None:
    await state(scene)
    await scene.page.set_viewport_size(PHONE)

    widths = await scene.page.evaluate(
        "[document.documentElement.scrollWidth, document.body.scrollWidth]"
    )
    assert widths == [PHONE["width"]] * 2


@pytest.mark.parametrize("width", [800, 640, 568])
async def test_a_telephone_on_its_side_shows_the_people_and_the_conversation(
    scene: Scene, width: int
) -> None:
    await scene.page.set_viewport_size({"width": width, "height": 320})
    for name in ("Yusuf", "Maria", "Ahmad"):
        await expect(scene.person(name)).to_be_in_viewport(ratio=0.8)
    await expect(scene.button("Berikutnya")).to_be_in_viewport(ratio=1)
    await scene.begin()
    await expect(scene.button("Kirim")).to_be_in_viewport(ratio=1)
    log = await scene.log.bounding_box()

    assert log is not None
    assert log["height"] >= 140


@pytest.mark.parametrize("language", ["Indonesia", "English"])
async def test_no_hint_is_cut_off_in_a_narrow_place(scene: Scene, language: str) -> None:
    await among_very_many(scene)
    await scene.three()
    await scene.button("Buka Maria di samping").click()
    await scene.button(language).click()
    cut = {}
    for size in SIZES:
        await scene.page.set_viewport_size(size)
        cut[size["width"]] = await scene.page.evaluate(CUT_OFF)

    assert cut == {size["width"]: [] for size in SIZES}


async def test_new_messages_are_read_aloud_and_old_ones_are_not(scene: Scene) -> None:
    await scene.begin()
    await expect(scene.log).to_have_attribute("aria-live", "polite")
    await scene.page.evaluate(LIVE_AT_FIRST)
    await scene.choose("Maria")
    await scene.choose("Yusuf")
    await expect(scene.log).to_have_attribute("aria-live", "polite")
    await scene.page.wait_for_function("window.liveAtFirst.length > 0")
    at_first = await scene.page.evaluate("window.liveAtFirst")
    await scene.clerk.call("sendMessage", chat_id=1001, text="Kabar baru")
    await expect(scene.log).to_contain_text("Torang kepada Yusuf: Kabar baru")

    assert at_first == ["off"]
    await expect(scene.log).to_have_attribute("aria-live", "polite")


async def test_all_can_be_done_by_keyboard(scene: Scene) -> None:
    keys = scene.page.keyboard
    await scene.person("Yusuf").focus()
    await keys.press("Enter")
    await expect(scene.button("Mulai")).to_be_focused()
    await keys.press("Enter")
    await expect(scene.log).to_contain_text("Terbaca: /start")
    await scene.page.locator("#skip").focus()
    await keys.press("Enter")
    await expect(scene.page.get_by_label("Tulis pesan")).to_be_focused()
    for _ in range(3):
        await keys.press("Shift+Tab")
    await expect(scene.button("Poli KIA")).to_be_focused()
    await keys.press("Enter")

    await expect(scene.log).to_contain_text("Terbaca: /start puskesmas-kia")


async def test_by_keyboard_one_goes_into_the_conversation_one_chose(scene: Scene) -> None:
    await scene.begin("Maria")
    await scene.begin("Yusuf")
    field = scene.page.get_by_label("Tulis pesan")
    for name in ("Maria", "Yusuf", "Yusuf"):
        await scene.person(name).focus()
        await scene.page.keyboard.press("Enter")
        await expect(scene.pane(name)).to_be_visible()
        await expect(field).to_be_focused()
    await scene.page.set_viewport_size(PHONE)
    back = scene.page.get_by_role("link", name="Kembali ke daftar orang")
    await back.focus()
    await scene.page.keyboard.press("Enter")
    await expect(scene.person("Yusuf")).to_be_focused()
    await scene.person("Maria").focus()
    await scene.page.keyboard.press("Enter")

    await expect(scene.pane("Maria").get_by_label("Tulis pesan")).to_be_focused()


async def test_by_touch_no_keyboard_springs_up(scene: Scene, browser: Browser) -> None:
    address = scene.clerk.address
    async with await browser.new_context(
        locale="id-ID", viewport=PHONE, has_touch=True, is_mobile=True
    ) as context:
        page = await context.new_page()
        await scene.begin("Yusuf")
        await page.goto(address)
        await page.get_by_role("link", name="Yusuf").tap()

        await expect(page.get_by_role("log")).to_be_focused()


async def test_who_begins_anew_as_another_goes_on_where_one_begins(scene: Scene) -> None:
    for which in ("Orang yang sama", "Orang baru"):
        await scene.begin()
        await scene.button("Lainnya").focus()
        await scene.page.keyboard.press("Enter")
        await expect(scene.button("Mulai lagi (/start)")).to_be_focused()
        await scene.page.keyboard.press("ArrowUp")
        await scene.page.keyboard.press("Enter")
        await scene.page.get_by_role("button", name=which).press("Enter")
        await expect(scene.page.get_by_text("Belum ada percakapan")).to_be_visible()
        await expect(scene.button("Mulai")).to_be_focused()


async def test_who_closes_a_conversation_goes_to_the_one_beside(scene: Scene) -> None:
    await scene.three()
    await scene.button("Tutup percakapan Rahma").focus()
    await scene.page.keyboard.press("Enter")

    await expect(scene.pane("Ahmad").get_by_label("Tulis pesan")).to_be_focused()


async def test_who_starts_by_keyboard_writes_on_without_looking_for_the_field(
    scene: Scene,
) -> None:
    await scene.choose("Yusuf")
    await scene.button("Mulai").press("Enter")
    await expect(scene.log).to_contain_text("Terbaca: /start")
    await expect(scene.page.get_by_label("Tulis pesan")).to_be_focused()
    await scene.page.keyboard.type("halo")
    await scene.page.keyboard.press("Enter")

    await expect(scene.log).to_contain_text("Terbaca: halo")


async def test_who_thinks_better_of_beginning_anew_is_back_at_the_menu(scene: Scene) -> None:
    await scene.begin()
    await scene.button("Lainnya").press("Enter")
    await scene.button("Atur ulang…").press("Enter")
    await expect(scene.page.get_by_role("dialog")).to_be_visible()
    await scene.page.keyboard.press("Escape")

    await expect(scene.button("Lainnya")).to_be_focused()


async def test_menus_are_walked_by_arrows_and_give_the_focus_back(scene: Scene) -> None:
    await scene.begin()
    await scene.button("Lainnya").focus()
    await scene.page.keyboard.press("Enter")
    await expect(scene.button("Mulai lagi (/start)")).to_be_focused()
    await scene.page.keyboard.press("ArrowUp")
    await expect(scene.button("Atur ulang…")).to_be_focused()
    await scene.page.keyboard.press("ArrowDown")
    await expect(scene.button("Mulai lagi (/start)")).to_be_focused()
    await scene.page.keyboard.press("Escape")

    await expect(scene.button("Lainnya")).to_be_focused()


async def test_where_the_keyboard_is_can_be_seen(scene: Scene) -> None:
    await scene.begin()
    unseen: list[str] = []
    for _ in range(40):
        await scene.page.keyboard.press("Tab")
        at = await scene.page.evaluate(FOCUSED)
        unseen += [at["what"]] if at["outline"] == "none" else []

    assert unseen == []


async def test_a_button_under_way_stands_still_for_who_wants_no_motion(scene: Scene) -> None:
    await scene.begin()
    await scene.button("Lambat").click()
    await expect(scene.button("Lambat")).to_have_attribute("aria-busy", "true")
    turning = await scene.page.evaluate(ANIMATIONS)
    await scene.page.emulate_media(reduced_motion="reduce")
    still = await scene.page.evaluate(ANIMATIONS)
    scene.clerk.patience.set()

    assert (turning, still) == (1, 0)


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
