"""Several people at once: their conversations side by side, and what they have not read."""

from playwright.async_api import expect

from tests.simulator.page.scene import DESKTOP, IN_BROWSER, PHONE, Scene

pytestmark = IN_BROWSER


async def test_a_citizen_an_employee_and_an_admin_chat_side_by_side(scene: Scene) -> None:
    await scene.three()
    rahma = scene.pane("Rahma")
    await rahma.get_by_label("Tulis pesan").fill("laporan")
    await scene.page.keyboard.press("Enter")
    await expect(rahma.get_by_role("log")).to_contain_text("Terbaca: laporan")

    await expect(scene.pane("Yusuf").get_by_role("log")).not_to_contain_text("laporan")
    assert {heard["message"]["chat"]["id"] for heard in scene.clerk.heard} == {1001, 2001, 9001}


async def test_whoever_scans_is_the_one_whose_button_was_pressed(scene: Scene) -> None:
    await scene.three()
    await scene.pane("Ahmad").get_by_role("button", name="Pindai QR").click()
    await scene.button("Puskesmas · KIA").click()

    await expect(scene.pane("Ahmad").get_by_role("log")).to_contain_text("/start puskesmas-kia")


async def test_another_opens_beside_and_closes_again(scene: Scene) -> None:
    await scene.begin("Yusuf")
    await scene.button("Buka Maria di samping").click()
    await expect(scene.pane("Maria")).to_be_visible()
    await expect(scene.pane("Yusuf")).to_be_visible()
    await scene.button("Tutup percakapan Maria").click()

    await expect(scene.pane("Maria")).to_have_count(0)
    await expect(scene.pane("Yusuf")).to_be_visible()


async def test_who_is_chosen_takes_the_place_of_the_one_in_use(scene: Scene) -> None:
    await scene.three()
    await scene.pane("Ahmad").get_by_label("Tulis pesan").focus()
    await scene.choose("Maria")
    await expect(scene.pane("Maria")).to_be_visible()
    await expect(scene.pane("Ahmad")).to_have_count(0)

    await expect(scene.page.locator(".chat-name")).to_have_text(["Yusuf", "Maria", "Rahma"])


async def test_who_is_open_already_is_only_gone_into(scene: Scene) -> None:
    await scene.three()
    await scene.choose("Yusuf")

    await expect(scene.pane("Yusuf").get_by_label("Tulis pesan")).to_be_focused()
    await expect(scene.page.locator(".chat-name")).to_have_text(["Yusuf", "Ahmad", "Rahma"])


async def test_reloading_and_going_back_keep_who_is_open(scene: Scene) -> None:
    await scene.three()
    await scene.page.reload()
    await expect(scene.page.locator(".chat-name")).to_have_text(["Yusuf", "Ahmad", "Rahma"])
    await scene.button("Tutup percakapan Ahmad").click()
    await expect(scene.page.locator(".chat-name")).to_have_text(["Yusuf", "Rahma"])
    await scene.page.go_back()

    await expect(scene.page.locator(".chat-name")).to_have_text(["Yusuf", "Ahmad", "Rahma"])


async def test_what_one_began_to_write_waits_for_oneself(scene: Scene) -> None:
    await scene.begin("Yusuf")
    await scene.page.get_by_label("Tulis pesan").fill("belum selesai")
    await scene.begin("Maria")
    await expect(scene.page.get_by_label("Tulis pesan")).to_have_value("")
    await scene.choose("Yusuf")

    await expect(scene.page.get_by_label("Tulis pesan")).to_have_value("belum selesai")


async def test_what_was_not_read_stands_under_a_line_until_one_acts(scene: Scene) -> None:
    await scene.begin("Ahmad")
    await scene.choose("Yusuf")
    await scene.clerk.call("sendMessage", chat_id=2001, text="Besok ada pelatihan.")
    await expect(scene.person("Ahmad")).to_contain_text("1 belum dibaca")
    await expect(scene.page).to_have_title("(1) Torang")
    await scene.choose("Ahmad")
    line = scene.log.get_by_role("heading", name="Belum dibaca")
    await expect(line.locator("+ article")).to_contain_text("Besok ada pelatihan.")
    await expect(scene.page).to_have_title("Torang")
    await scene.write("baik")

    await expect(line).to_have_count(0)


async def test_what_comes_in_sight_has_no_line(scene: Scene) -> None:
    await scene.three()
    await scene.clerk.call("sendMessage", chat_id=1001, text="Kabar baru")
    await expect(scene.pane("Yusuf").get_by_role("log")).to_contain_text("Kabar baru")

    await expect(scene.page.get_by_text("Belum dibaca", exact=True)).to_have_count(0)
    await expect(scene.page.get_by_text("belum dibaca")).to_have_count(0)


async def test_on_a_telephone_one_conversation_is_shown_and_the_others_count(
    scene: Scene,
) -> None:
    await scene.three()
    await scene.choose("Yusuf")
    await scene.page.set_viewport_size(PHONE)
    await expect(scene.pane("Yusuf")).to_be_visible()
    await expect(scene.pane("Rahma")).to_be_hidden()
    await scene.clerk.call("sendMessage", chat_id=9001, text="Laporan siap")
    await expect(scene.page).to_have_title("(1) Torang")
    await scene.page.get_by_role("link", name="Kembali ke daftar orang").click()
    await expect(scene.person("Rahma")).to_contain_text("1 belum dibaca")
    await scene.choose("Rahma")

    await expect(scene.log).to_contain_text("Laporan siap")
    await expect(scene.page).to_have_title("Torang")


async def test_the_address_shows_the_first_and_reloading_the_one_in_use(scene: Scene) -> None:
    await scene.page.set_viewport_size(PHONE)
    await scene.page.goto(f"{scene.clerk.address}/#2001,1001,9001")
    await expect(scene.pane("Ahmad")).to_be_visible()
    await expect(scene.pane("Rahma")).to_be_hidden()
    await scene.page.set_viewport_size(DESKTOP)
    await scene.pane("Yusuf").get_by_role("button", name="Mulai").click()
    await scene.page.reload()
    await expect(scene.pane("Yusuf").get_by_role("log")).to_contain_text("Terbaca: /start")
    await scene.page.set_viewport_size(PHONE)
    await expect(scene.pane("Ahmad")).to_be_hidden()

    await expect(scene.pane("Yusuf")).to_be_visible()


async def test_what_the_bot_answers_stands_in_the_conversation_it_is_for(scene: Scene) -> None:
    await scene.three()
    for name in ("Yusuf", "Rahma"):
        pane = scene.pane(name)
        await pane.get_by_role("button", name="Cepat").click()
        toast = pane.get_by_role("status").get_by_text("Dicatat")
        await expect(toast).to_be_in_viewport(ratio=1)
        around, inside = await pane.bounding_box(), await toast.bounding_box()
        assert around is not None
        assert inside is not None
        assert around["x"] <= inside["x"]
        assert inside["x"] + inside["width"] <= around["x"] + around["width"]


async def test_on_a_tablet_two_conversations_are_seen_whole(scene: Scene) -> None:
    await scene.page.set_viewport_size({"width": 768, "height": 900})
    await scene.page.goto(f"{scene.clerk.address}/#1001,2001")

    await expect(scene.pane("Yusuf")).to_be_in_viewport(ratio=1)
    await expect(scene.pane("Ahmad")).to_be_in_viewport(ratio=1)


async def test_many_conversations_scroll_in_place(scene: Scene) -> None:
    await scene.three()
    await scene.button("Buka Maria di samping").click()
    await scene.button("Buka Fatimah di samping").click()
    await expect(scene.pane("Fatimah")).to_be_in_viewport(ratio=0.99)

    wide = await scene.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert wide
