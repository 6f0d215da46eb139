"""Faults: by chance that can be repeated, by a script, and on the wire."""

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.simulator.faults import Drop, Fault, Faults, Line, Plan
from bot.simulator.params import Json
from bot.simulator.refusal import Refusal
from bot.simulator.server import serving
from tests.simulator.door import BOT, YUSUF, Door

SEND: Json = {"chat_id": 1001, "text": "Hai"}
FLOOD = {"code": 429, "retry_after": 7, "times": 2}


def struck(plan: Plan, count: int = 400, method: str = "sendMessage") -> list[Fault]:
    faults = Faults()
    faults.set(plan)
    return [faults.strike(method) for _ in range(count)]


def test_the_same_seed_gives_the_same_faults() -> None:
    plan = Plan(error_rate=0.2, drop_rate=0.1, seed=5)

    assert struck(plan) == struck(plan)
    assert struck(plan) != struck(Plan(error_rate=0.2, drop_rate=0.1, seed=6))


def test_how_often_a_bot_polls_does_not_change_what_befalls_its_other_calls() -> None:
    plan = Plan(error_rate=0.3, only_methods=frozenset({"sendmessage"}), seed=7)
    faults = Faults()
    faults.set(plan)
    seen = []
    for _ in range(20):
        faults.again([{"update_id": 1}])
        faults.strike("getUpdates")
        seen.append(faults.strike("sendMessage"))

    assert seen == struck(plan, 20)


def test_faults_come_as_often_as_asked() -> None:
    found = struck(Plan(error_rate=0.25, drop_rate=0.25), 4000)

    errors = [fault.refusal.code for fault in found if fault.refusal]
    drops = [fault.drop for fault in found if fault.drop]
    assert 900 < len(errors) < 1100
    assert 900 < len(drops) < 1100
    assert set(errors) == {500, 502}
    assert set(drops) == {Drop.BEFORE, Drop.AFTER}


def test_only_the_named_methods_are_touched() -> None:
    plan = Plan(latency_ms=5, error_rate=1, only_methods=frozenset({"sendmessage"}))

    assert struck(plan, 1, "SENDMESSAGE")[0].refusal is not None
    assert struck(plan, 1, "getMe") == [Fault()]


def test_a_line_of_the_script_is_used_up_and_then_the_next_one() -> None:
    slow, gone = Refusal(429, "Too Many Requests", 3), Refusal(403, "Forbidden")
    lines = (Line("sendmessage", slow, 2), Line("sendmessage", gone), Line("getme", gone))
    found = struck(Plan(script=lines), 4)

    assert [fault.refusal for fault in found] == [slow, slow, gone, None]


def test_without_a_plan_nothing_goes_wrong() -> None:
    assert struck(Plan(), 50) == [Fault()] * 50


async def test_a_script_refuses_in_its_own_words(door: Door) -> None:
    flood, text = {"method": "sendMessage", **FLOOD}, "Bad Request: PEER_FLOOD"
    own = {"method": "sendMessage", "code": 400, "description": text}
    await door.post("/sim/faults", {"script": [flood, own]})

    answers = [await door.post(f"{BOT}/sendMessage", SEND) for _ in range(4)]
    assert [status for status, _ in answers] == [429, 429, 400, 200]
    assert answers[0][1] == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    assert answers[2][1]["description"] == text
    _, stats = await door.get("/sim/stats")
    assert (stats["errors"], stats["too_many_requests"]) == ({"sendMessage": 3}, 2)
    _, chat = await door.get(f"{YUSUF}/chat")
    assert len(chat["messages"]) == 2


async def test_a_call_that_cannot_be_read_uses_up_no_line_of_the_script(door: Door) -> None:
    await door.post("/sim/faults", {"script": [{"method": "sendMessage", "code": 500}]})
    url, headers = f"{door.address}{BOT}/sendMessage", {"Content-Type": "application/json"}
    async with door.http.post(url, data=b"{", headers=headers) as response:
        refused = response.status

    assert (refused, (await door.post(f"{BOT}/sendMessage", SEND))[0]) == (400, 500)


async def test_a_502_is_a_page_of_the_gateway(door: Door) -> None:
    await door.post("/sim/faults", {"script": [{"method": "getMe", "code": 502}]})

    async with door.http.get(f"{door.address}{BOT}/getMe") as response:
        assert (response.status, response.content_type) == (502, "text/html")
        assert "502 Bad Gateway" in await response.text()


async def test_a_dropped_call_was_carried_out_or_not_and_nobody_can_tell(door: Door) -> None:
    await door.post("/sim/faults", {"drop_rate": 1, "only_methods": ["sendMessage"], "seed": 1})
    for number in range(5):
        body = {"chat_id": 1001, "text": str(number)}
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await door.http.post(f"{door.address}{BOT}/sendMessage", json=body)
    await door.post("/sim/faults", {})

    _, chat = await door.get(f"{YUSUF}/chat")
    assert 0 < len(chat["messages"]) - 1 < 5
    _, log = await door.get("/sim/outbox")
    assert [call["answer"] for call in log["calls"]] == [None] * 5
    assert (await door.post(f"{BOT}/sendMessage", SEND))[0] == 200


async def test_who_hangs_up_while_a_slow_call_is_on_its_way_does_not_take_it_back(
    door: Door,
) -> None:
    await door.post("/sim/faults", {"latency_ms": 300, "only_methods": ["sendMessage"]})
    with pytest.raises(TimeoutError):
        await door.http.post(
            f"{door.address}{BOT}/sendMessage",
            json=SEND,
            timeout=aiohttp.ClientTimeout(total=0.1),
        )

    calls: list[Any] = []
    async with asyncio.timeout(10):
        while not calls:
            _, log = await door.get("/sim/outbox")
            calls = log["calls"]
    assert [call["answer"]["ok"] for call in calls] == [True]
    _, chat = await door.get(f"{YUSUF}/chat")
    assert chat["messages"][-1]["text"] == "Hai"


async def test_a_confirmed_update_comes_once_more(door: Door) -> None:
    await door.post("/sim/faults", {"duplicate_rate": 1})

    async def ids(offset: int) -> list[int]:
        updates: list[Any] = await door.result("getUpdates", offset=offset, timeout=0)
        return [update["update_id"] for update in updates]

    assert await ids(0) == [1]
    assert await ids(0) == [1]
    await door.post(f"{YUSUF}/say", {"text": "halo"})
    assert await ids(2) == [1, 2]
    assert await ids(3) == [2]
    assert await ids(3) == []


async def test_latency_makes_every_answer_wait(door: Door) -> None:
    loop_time = asyncio.get_running_loop().time
    await door.post("/sim/faults", {"latency_ms": 50})
    began = loop_time()
    await door.result("getMe")

    assert loop_time() - began >= 0.05


async def test_the_plan_is_shown_and_taken_away(door: Door) -> None:
    line = {"method": "getme", "code": 500, "description": "Internal Server Error"}
    asked = {"error_rate": 0.5, "only_methods": ["getMe"], "seed": 3, "script": [line]}
    _, shown = await door.post("/sim/faults", asked)

    assert shown == {
        "latency_ms": 0,
        "error_rate": 0.5,
        "drop_rate": 0,
        "duplicate_rate": 0,
        "only_methods": ["getme"],
        "script": [line | {"retry_after": None, "times": 1}],
        "seed": 3,
    }
    assert await door.get("/sim/faults") == (200, shown)
    assert (await door.post("/sim/faults", {}))[1]["script"] == []


@pytest.mark.parametrize(
    "body",
    [
        {"eror_rate": 0.5},
        {"error_rate": 2},
        {"error_rate": "a"},
        {"drop_rate": True},
        {"latency_ms": -1},
        {"only_methods": "getMe"},
        {"only_methods": [1]},
        {"only_methods": ["nope"]},
        {"script": [1]},
        {"script": [{"method": "getMe"}]},
        {"script": [{"code": 500}]},
        {"script": [{"method": "getMe", "code": 200}]},
        {"script": [{"method": "foo", "code": 500}]},
        {"script": [{"method": "getMe", "code": 500.5}]},
        {"script": [{"method": "getMe", "code": 500, "times": 1.5}]},
        {"script": [{"method": "getMe", "code": 500, "tims": 2}]},
        {"script": [{"method": "getMe", "code": 429, "retry_after": 0}]},
        {"script": [{"method": "getMe", "code": 429}]},
        {"script": [{"method": "getMe", "code": 500, "retry_after": 5}]},
        {"seed": "a"},
    ],
)
async def test_a_wrong_plan_is_told_in_a_sentence(door: Door, body: Json) -> None:
    status, answer = await door.post("/sim/faults", body)

    assert status == 400
    assert answer["error"].endswith(".")


async def test_flood_limits_are_there_for_the_asking(tmp_path: Path) -> None:
    yusuf = {"id": 1001, "first_name": "Yusuf", "language_code": "id"}
    async with (
        serving(0, tmp_path, flood_limits=True) as address,
        aiohttp.ClientSession() as http,
    ):
        door = Door(http, address)
        await door.post("/sim/people", yusuf)
        await door.post(f"{YUSUF}/start")
        assert (await door.get("/sim/limits"))[1] == {
            "bot_per_second": 30,
            "chat_per_second": 1,
            "chat_burst": 5,
            "group_per_minute": 20,
        }
        codes = [(await door.post(f"{BOT}/sendMessage", SEND))[0] for _ in range(30)]

    assert codes[:5] == [200] * 5
    assert 429 in codes


async def test_flood_limits_are_changed_and_lifted(door: Door) -> None:
    _, changed = await door.post("/sim/limits", {"bot_per_second": 2})
    assert (changed["bot_per_second"], changed["chat_per_second"]) == (2, None)
    codes = [(await door.post(f"{BOT}/sendMessage", SEND))[0] for _ in range(30)]
    assert codes[:2] == [200, 200]
    assert 429 in codes

    await door.post("/sim/limits", {"bot_per_second": None})
    codes = [(await door.post(f"{BOT}/sendMessage", SEND))[0] for _ in range(50)]
    assert set(codes) == {200}
    assert (await door.post("/sim/limits", {"bot_per_second": 0}))[0] == 400
    assert (await door.post("/sim/limits", {"bot_per_second": 1.5}))[0] == 400
    assert (await door.post("/sim/limits", {"bots": 1}))[0] == 400
