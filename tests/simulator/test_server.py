"""Every call of docs/simulator.md over real HTTP."""

import asyncio
import base64
from pathlib import Path
from urllib.parse import quote

import aiohttp
import pytest

from bot.simulator.server import PortBusy, serving
from bot.simulator.store import StateUnwritable
from tests.simulator.door import BOT, YUSUF, Door

JSON_TYPE = {"Content-Type": "application/json"}
CARD = {
    "chat_id": 1001,
    "text": "Pilih",
    "reply_markup": {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]},
}
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def test_people_are_listed(door: Door) -> None:
    yusuf = {"id": 1001, "first_name": "Yusuf", "language_code": "id"}

    known = {"people": [yusuf | {"started": True, "blocked": False}], "total": 1, "more": False}
    assert await door.get("/sim/people") == (200, known)


async def test_people_come_in_pages_and_by_name_and_by_number(door: Door) -> None:
    for number in range(1002, 1008):
        person = {"id": number, "first_name": f"Siti “{number % 2}”", "language_code": "id"}
        await door.post("/sim/people", person)

    async def asked(query: str) -> tuple[list[int], int, bool]:
        _, answer = await door.get(f"/sim/people?{query}")
        ids = [person["id"] for person in answer["people"]]
        return ids, answer["total"], answer.get("more", False)

    assert await asked("limit=2") == ([1001, 1002], 7, True)
    assert await asked("limit=2&after=1002") == ([1003, 1004], 7, True)
    assert await asked("limit=4&after=1003") == ([1004, 1005, 1006, 1007], 7, False)
    assert await asked("q=%20siTI%20&limit=2&after=1005") == ([1006, 1007], 7, False)
    assert await asked("q=“0”") == ([1002, 1004, 1006], 7, False)
    assert await asked("q=1007") == ([1007], 7, False)
    assert await asked("q=007") == ([], 7, False)
    assert await asked("ids=1003,5,1001") == ([1003, 1001], 7, False)


@pytest.mark.parametrize(
    ("query", "status"),
    [("limit=x", 400), ("after=x", 400), ("ids=1,x", 400), ("ids=", 400), ("after=7", 404)],
)
async def test_what_asks_for_no_people_is_refused(door: Door, query: str, status: int) -> None:
    assert (await door.get(f"/sim/people?{query}"))[0] == status


async def test_words_are_looked_for_in_names_alone(door: Door) -> None:
    for words in ("first_name", "true", "id", '"', "\\"):
        _, answer = await door.get(f"/sim/people?q={quote(words)}")
        assert answer["people"] == []


async def test_parameters_come_in_four_ways_and_mixed(door: Door) -> None:
    url = f"{door.address}{BOT}/sendMessage"
    params = {"chat_id": "1001", "text": "Hai & <halo>"}
    form = aiohttp.FormData(params)
    multipart = aiohttp.FormData(params, default_to_multipart=True)
    answers = [
        await door.http.get(url, params=params),
        await door.http.post(url, data=form),
        await door.http.post(url, data=multipart),
        await door.http.post(url, json=params),
        await door.http.post(url, params={"chat_id": "1001"}, json={"text": params["text"]}),
    ]

    texts = [(await answer.json())["result"]["text"] for answer in answers]
    assert texts == ["Hai & <halo>"] * 5


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (b"[1]", "application/json", "JSON object expected"),
        (b"{", "application/json", "expected next field or object end"),
        (b'{"text": NaN}', "application/json", "expected next field or object end"),
        (b'{"text": 1e999}', "application/json", "expected next field or object end"),
        (b'{"text": "\xff"}', "application/json", "expected next field or object end"),
        (b"[" * 100_000, "application/json", "expected next field or object end"),
        (b"text=%ff", "application/x-www-form-urlencoded", "chat_id is empty"),
        (b"--", "multipart/form-data", "can't parse form data headers"),
        (
            b"a=b",
            "application/x-www-form-urlencoded; charset=moon",
            "can't parse form data headers",
        ),
        (
            b"--z\r\nfoo\r\n\r\nx\r\n--z--\r\n",
            "multipart/form-data; boundary=z",
            "can't parse form data headers",
        ),
        (
            b'--z\r\nContent-Disposition: form-data; name="text"\r\n'
            b"Content-Transfer-Encoding: foo\r\n\r\nx\r\n--z--\r\n",
            "multipart/form-data; boundary=z",
            "can't parse form data headers",
        ),
        (b"", "application/json", "message text is empty"),
    ],
)
async def test_a_malformed_body_is_refused(door: Door, body: bytes, kind: str, said: str) -> None:
    url = f"{door.address}{BOT}/sendMessage"
    async with door.http.post(url, data=body, headers={"Content-Type": kind}) as response:
        answer = await response.json()

    assert (response.status, answer["description"]) == (400, f"Bad Request: {said}")


async def test_a_packed_body_is_refused_and_logged(door: Door) -> None:
    packed = JSON_TYPE | {"Content-Encoding": "gzip"}
    bot, sim = f"{door.address}{BOT}/sendMessage", f"{door.address}/sim/people"
    async with door.http.post(bot, data=b"zz", headers=packed) as response:
        refused = response.status, (await response.json())["description"]
    async with door.http.post(sim, data=b"zz", headers=packed) as response:
        told = response.status, await response.json()
    _, log = await door.get("/sim/outbox")

    assert refused == (415, "Unsupported Media Type: content-encoding not supported")
    assert told == (400, {"error": "The body must not be packed."})
    assert log["calls"][-1]["answer"]["description"] == refused[1]


async def test_only_the_token_opens_and_every_answer_tells_the_offset(door: Door) -> None:
    told = set()
    for path, status in [
        (f"{BOT}/getMe", 200),
        (f"{BOT}/nothing", 404),
        ("/bot2:other/getMe", 401),
        ("/file/bot2:other/a", 401),
        ("/file/bot1:local/a", 404),
    ]:
        async with door.http.get(door.address + path) as response:
            body = await response.json()
            told.add(response.headers["X-Sim-Offset"])
            assert (response.status, body["ok"]) == (status, status == 200)
            assert body.get("error_code", 200) == status
    _, clock = await door.get("/sim/clock")
    assert told == {str(clock["offset"])}


SENTENCE = "Only 127.0.0.1, localhost or [::1] opens the local Telegram, and no other page may."


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:8081"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "localhost.:80"},
        {"Host": ""},
        {"Origin": "http://evil.example"},
        {"Origin": "https://localhost"},
        {"Origin": "null"},
    ],
)
async def test_a_page_from_elsewhere_opens_nothing(door: Door, headers: dict[str, str]) -> None:
    for path in ("/", "/sim/people", "/sim/nothing", "/file/bot1:local/a"):
        async with door.http.get(door.address + path, headers=headers) as response:
            assert response.status == 403
            assert await response.json() == {"error": SENTENCE}
    async with door.http.post(f"{door.address}{BOT}/getMe", headers=headers) as response:
        told = {"ok": False, "error_code": 403, "description": SENTENCE}
        assert (response.status, await response.json()) == (403, told)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
async def test_this_machine_by_each_of_its_names_and_its_own_page_may_ask(
    door: Door, name: str
) -> None:
    host = f"{name}:{door.address.rpartition(':')[2]}"
    for headers in ({"Host": host}, {"Host": host, "Origin": f"http://{host}"}):
        async with door.http.post(
            f"{door.address}{YUSUF}/say", json={"text": "halo"}, headers=headers
        ) as response:
            assert response.status == 200


async def test_a_document_goes_up_and_comes_down(door: Door) -> None:
    form = aiohttp.FormData({"chat_id": "1001", "document": "attach://f"})
    form.add_field("f", b"isi", filename="a.txt", content_type="text/plain")
    async with door.http.post(f"{door.address}{BOT}/sendDocument", data=form) as response:
        document = (await response.json())["result"]["document"]
    path = (await door.result("getFile", file_id=document["file_id"]))["file_path"]

    async with door.http.get(f"{door.address}/file/bot1:local/{path}") as response:
        assert await response.read() == b"isi"


async def test_the_page_gets_files_as_downloads_but_pictures_as_pictures(door: Door) -> None:
    form = aiohttp.FormData({"chat_id": "1001"})
    form.add_field("photo", PNG, filename="a.png", content_type="image/png")
    await door.http.post(f"{door.address}{BOT}/sendPhoto", data=form)
    page = base64.b64encode(b"<script>").decode()
    sent = {"file_name": "a.html", "content_base64": page, "mime_type": "text/html"}
    await door.post(f"{YUSUF}/file", sent)
    _, chat = await door.get(f"{YUSUF}/chat")
    photo, document = chat["messages"][1]["photo"], chat["messages"][2]["document"]

    assert document["file_name"] == "a.html"
    async with door.http.get(door.address + photo["url"]) as response:
        assert (response.content_type, await response.read()) == ("image/png", PNG)
    async with door.http.get(door.address + document["url"]) as response:
        assert response.content_type == "application/octet-stream"
        assert response.headers["Content-Disposition"] == "attachment"
        assert await response.read() == b"<script>"


async def test_everything_a_person_sends_reaches_the_bot(door: Door) -> None:
    await door.post(f"{YUSUF}/say", {"text": "halo"})
    await door.post(f"{YUSUF}/location", {"latitude": -2.5, "longitude": 140})
    await door.post(f"{YUSUF}/contact", {"phone_number": "+62", "first_name": "Yusuf"})
    await door.post(f"{YUSUF}/sticker")
    await door.post(f"{YUSUF}/block")
    await door.post(f"{YUSUF}/unblock")

    heard = await door.result("getUpdates", offset=2)
    kinds = [list(update.get("message", {"": 0, **update}))[-1] for update in heard]
    assert kinds == ["text", "location", "contact", "sticker", "my_chat_member", "my_chat_member"]
    assert heard[2]["message"]["contact"]["user_id"] == 1001


async def test_a_tap_waits_for_the_bots_answer(door: Door) -> None:
    card = await door.result("sendMessage", **CARD)
    tap = {"message_id": card["message_id"], "label": "Ya"}

    async def answer() -> None:
        heard = await door.result("getUpdates", offset=2, timeout=5)
        query_id = heard[0]["callback_query"]["id"]
        await door.result("answerCallbackQuery", callback_query_id=query_id, text="Baik")

    (status, said), _ = await asyncio.gather(door.post(f"{YUSUF}/tap", tap), answer())
    assert (status, said) == (200, {"answer": {"text": "Baik", "show_alert": False}})


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/sim/people", {"id": "1", "first_name": "a", "language_code": "id"}, 400),
        ("/sim/people", {"id": True, "first_name": "a", "language_code": "id"}, 400),
        ("/sim/people", {"id": 1, "first_name": "a", "language_code": "id"}, 409),
        ("/sim/people", [1], 400),
        ("/sim/people/7/say", {"text": "a"}, 404),
        ("/sim/people/x/say", {"text": "a"}, 404),
        ("/sim/people/" + "9" * 5000 + "/say", {"text": "a"}, 404),
        (f"{YUSUF}/say", {}, 400),
        (f"{YUSUF}/say", {"text": ""}, 409),
        (f"{YUSUF}/say", {"text": "\ud800"}, 400),
        (f"{YUSUF}/start", {"payload": "a b"}, 409),
        (f"{YUSUF}/tap", {"message_id": 9, "data": "a"}, 404),
        (f"{YUSUF}/tap", {"message_id": 1, "label": "a"}, 404),
        (f"{YUSUF}/file", {"file_name": "a", "mime_type": "a/b", "content_base64": "%"}, 400),
        (f"{YUSUF}/location", {"latitude": "a", "longitude": 1}, 400),
        (f"{YUSUF}/dance", {}, 404),
        (f"{YUSUF}/reset", {"new": "yes"}, 400),
        ("/sim/people/7/reset", {}, 404),
        ("/sim/clock", {"advance": -1}, 400),
        ("/sim/clock", {}, 400),
        ("/sim/clock", {"to": "due"}, 409),
        ("/sim/due", {"at": "tomorrow", "offset": 0}, 400),
        ("/sim/due", {"at": "2026-11-24T00:00:00", "offset": 0}, 400),
        ("/sim/due", {"at": None}, 400),
        ("/sim/changes", {}, 405),
    ],
)
async def test_what_is_wrong_is_said_in_a_sentence(
    door: Door, path: str, body: object, status: int
) -> None:
    answered, answer = await door.post(path, body)

    assert answered == status
    assert answer.keys() == {"error"}
    assert answer["error"].endswith(".")


async def test_a_long_poll_ends_with_the_first_update(door: Door) -> None:
    async def speak() -> None:
        while not (await door.get("/sim/health"))[1]["bot"]:
            pass
        await door.post(f"{YUSUF}/say", {"text": "halo"})

    heard, _ = await asyncio.gather(door.result("getUpdates", offset=2, timeout=20), speak())
    assert [update["update_id"] for update in heard] == [2]


async def test_a_second_poll_ends_the_first(door: Door) -> None:
    first = asyncio.ensure_future(door.post(f"{BOT}/getUpdates", {"offset": 2, "timeout": 20}))
    while not (await door.get("/sim/health"))[1]["bot"]:
        pass
    second = await door.post(f"{BOT}/getUpdates", {"offset": 2, "timeout": 0})
    status, body = await first

    assert second == (200, {"ok": True, "result": []})
    assert status == 409
    assert body["description"].startswith("Conflict: terminated by other getUpdates request")


async def test_a_bot_is_there_while_it_polls(door: Door) -> None:
    assert await door.get("/sim/health") == (200, {"bot": False})
    await door.result("getUpdates")
    assert await door.get("/sim/health") == (200, {"bot": True})


async def test_changes_are_told_when_they_happen(door: Door) -> None:
    _, before = await door.get("/sim/changes?after=0")
    assert before["people"] is None

    waiting = asyncio.ensure_future(door.get(f"/sim/changes?after={before['seq']}"))
    await door.post("/sim/people", {"id": 1002, "first_name": "Maria", "language_code": "en"})
    _, change = await waiting
    assert (change["people"], change["offset"]) == ([1002], before["offset"])

    # After a number that this server never gave, anything may be news.
    _, everything = await door.get("/sim/changes?after=999999")
    assert everything["people"] is None
    assert (await door.get("/sim/changes?after=x"))[0] == 400


async def test_calls_and_errors_are_counted(door: Door) -> None:
    await door.result("sendMessage", **CARD)
    await door.post(f"{BOT}/sendMessage", {"chat_id": 1001})

    _, stats = await door.get("/sim/stats")
    assert stats == {
        "calls": {"sendMessage": 2},
        "errors": {"sendMessage": 1},
        "highest_rate": {"calls": 2, "messages": 1},
        "too_many_requests": 0,
    }


async def test_every_call_is_in_the_log_with_its_answer(door: Door) -> None:
    await door.result("sendMessage", chat_id=1001, text="Hai")
    await door.post(f"{BOT}/sendMessage", {"chat_id": 7, "text": "a"})
    await door.post(f"{BOT}/dance", {})
    await door.http.post(f"{door.address}{BOT}/getMe", data=b"[", headers=JSON_TYPE)

    _, log = await door.get("/sim/outbox?after=0")
    assert [(call["seq"], call["method"]) for call in log["calls"]] == [
        (1, "sendMessage"),
        (2, "sendMessage"),
        (3, "dance"),
        (4, "getMe"),
    ]
    assert log["calls"][0]["params"] == {"chat_id": 1001, "text": "Hai"}
    assert log["calls"][0]["answer"]["result"]["text"] == "Hai"
    assert [call["answer"].get("error_code") for call in log["calls"]] == [None, 400, 404, 400]
    _, newest = await door.get("/sim/outbox?after=1&last=1")
    assert (newest["seq"], [call["seq"] for call in newest["calls"]]) == (4, [4])
    assert (await door.get("/sim/outbox?last=x"))[0] == 400


async def test_a_person_is_reset_and_written_down(door: Door) -> None:
    async with door.http.get(f"{door.address}{YUSUF}/transcript") as response:
        assert response.content_type == "text/plain"
        assert "Yusuf\n/start" in await response.text()
    assert (await door.get("/sim/people/7/transcript"))[0] == 404

    assert (await door.post(f"{YUSUF}/reset"))[1]["id"] == 1001
    _, other = await door.post(f"{YUSUF}/reset", {"new": True})
    assert (await door.get(f"{YUSUF}/chat"))[0] == 404
    assert (await door.get(f"/sim/people/{other['id']}/chat"))[1]["messages"] == []


async def test_the_bot_is_shown_as_it_introduces_itself(door: Door) -> None:
    await door.result("setMyName", name="Sahabat")
    await door.result("setMyDescription", description="Menilai layanan.")

    assert await door.get("/sim/bot") == (
        200,
        {
            "id": 1,
            "username": "torang_bot",
            "name": "Sahabat",
            "description": "Menilai layanan.",
            "short_description": "",
        },
    )


async def test_a_made_up_update_reaches_the_bot_under_a_new_id(door: Door) -> None:
    chat = {"id": -5, "type": "supergroup", "title": "Kantor"}
    raw = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": chat}}

    assert await door.post("/sim/updates", raw) == (200, {"update_id": 2})
    assert (await door.result("getUpdates", offset=2))[0] == raw | {"update_id": 2}
    assert await door.result("leaveChat", chat_id=-5) is True


async def test_the_page_is_served_strictly(door: Door) -> None:
    for path in ("/", "/page/main.js"):
        async with door.http.get(door.address + path) as response:
            assert response.status == 200
            assert response.headers["Content-Security-Policy"] == "default-src 'self'"
            assert response.headers["Cache-Control"] == "no-store"
    for path in ("/page/nothing.js", "/page/..%2Fserver.py", "/page/%2Fetc%2Fpasswd", "/nothing"):
        assert (await door.get(path))[0] == 404


async def test_the_state_survives_a_restart(tmp_path: Path) -> None:
    async with serving(0, tmp_path) as address, aiohttp.ClientSession() as http:
        door = Door(http, address)
        yusuf = {"id": 1001, "first_name": "Yusuf", "language_code": "id"}
        await door.post("/sim/people", yusuf)
        await door.post(f"{YUSUF}/say", {"text": "halo"})
        before = await door.get(f"{YUSUF}/chat"), (await door.get("/sim/clock"))[1]["offset"]
    async with serving(0, tmp_path) as address, aiohttp.ClientSession() as http:
        door = Door(http, address)
        after = await door.get(f"{YUSUF}/chat"), (await door.get("/sim/clock"))[1]["offset"]

    assert after == before


async def test_a_busy_port_and_a_busy_state_are_told_apart(tmp_path: Path) -> None:
    async with serving(0, tmp_path / "a") as address:
        port = int(address.rpartition(":")[2])
        with pytest.raises(PortBusy) as busy:
            await begun(port, tmp_path / "b")
        with pytest.raises(StateUnwritable):
            await begun(0, tmp_path / "a")

    assert busy.value.port == port


async def begun(port: int, state: Path) -> None:
    async with serving(port, state):
        pass


async def test_real_time_and_a_fresh_state_are_for_the_asking(tmp_path: Path) -> None:
    async with serving(0, tmp_path, real_time=True) as address, aiohttp.ClientSession() as http:
        assert (await Door(http, address).get("/sim/clock"))[1]["offset"] == 0
    async with serving(0, tmp_path, fresh=True) as address, aiohttp.ClientSession() as http:
        _, clock = await Door(http, address).get("/sim/clock")
        assert clock["now"].startswith("2026-11-24T00:00:0")
