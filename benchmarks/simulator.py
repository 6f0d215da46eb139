"""How many messages a second the local Telegram takes, and how much room a million chats need.

    python -m benchmarks.simulator
    python -m benchmarks.simulator --messages 5000 --chats 0

A bare aiohttp handler stands beside it: it reads the same body and answers as many bytes, so that
the difference is what the checks and the bookkeeping cost. Server and client are processes of
their own.
"""

import argparse
import asyncio
import json
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Coroutine
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, TCPConnector, web

from bot.simulator.clock import FRESH_START
from bot.simulator.core import TOKEN, Telegram
from bot.simulator.server import HOST, serving
from bot.simulator.store import Store

PEOPLE = 1000
CALL = {
    "parse_mode": "HTML",
    "text": "<b>Pelayanan 3 dari 9</b>\n\nBagaimana kecepatan pelayanan di <i>Disdukcapil</i>?",
    "reply_markup": {
        "inline_keyboard": [
            [
                {"text": "Cepat", "callback_data": "a:3:4"},
                {"text": "Lambat", "callback_data": "a:3:1"},
            ]
        ]
    },
}
# What sendMessage answers to that is as long.
ANSWER = {"ok": True, "result": {"text": "x" * 560}}


async def _bare(request: web.Request) -> web.Response:
    json.loads(await request.read())
    return web.json_response(ANSWER)


async def _serve_bare(told: Connection) -> None:
    app = web.Application()
    app.add_routes([web.post("/bot{token}/{method}", _bare)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, HOST, 0)
    await site.start()
    told.send(f"http://{HOST}:{runner.addresses[0][1]}")
    await asyncio.to_thread(told.recv)
    told.send(time.process_time())
    await runner.cleanup()


async def _serve_telegram(told: Connection) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with serving(0, Path(folder)) as address:
            told.send(address)
            await asyncio.to_thread(told.recv)
            told.send(time.process_time())


CASES: dict[str, tuple[Callable[[Connection], Coroutine[Any, Any, None]], dict[str, Any]]] = {
    "bare aiohttp handler": (_serve_bare, CALL),
    "sendMessage, a line of text": (_serve_telegram, {"text": "Terima kasih, Bapak/Ibu."}),
    "sendMessage, HTML and two buttons": (_serve_telegram, CALL),
}


def _server(name: str, told: Connection) -> None:
    asyncio.run(CASES[name][0](told))


async def _drive(address: str, call: dict[str, Any], messages: int, at_once: int) -> float:
    """Messages a second, with so many calls under way."""
    numbers = iter(range(messages))
    url = f"{address}/bot{TOKEN}/sendMessage"
    async with ClientSession(connector=TCPConnector(limit=at_once)) as http:

        async def caller() -> None:
            for number in numbers:
                async with http.post(url, json={"chat_id": 2 + number % PEOPLE, **call}) as answer:
                    answer.raise_for_status()
                    await answer.read()

        began = time.perf_counter()
        await asyncio.gather(*(caller() for _ in range(at_once)))
        return messages / (time.perf_counter() - began)


async def _people(address: str) -> None:
    async with ClientSession() as http:
        for number in range(PEOPLE):
            person = {"id": 2 + number, "first_name": "Yusuf", "language_code": "id"}
            await http.post(f"{address}/sim/people", json=person)
            await http.post(f"{address}/sim/people/{person['id']}/start")


def _rate(name: str, messages: int, at_once: int) -> tuple[float, float]:
    """Messages a second, and microseconds of the server's CPU for each."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_server, args=(name, theirs))
    process.start()
    address = ours.recv()
    serve, call = CASES[name]
    if serve is _serve_telegram:
        asyncio.run(_people(address))
    before = _cpu(process.pid or 0)
    rate = asyncio.run(_drive(address, call, messages, at_once))
    used = _cpu(process.pid or 0) - before
    ours.send(None)
    ours.recv()
    process.join()
    return rate, used / messages * 1e6


def _cpu(process: int) -> float:
    """Seconds of CPU that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def _chats(chats: int, told: Connection) -> None:
    """A message to each of so many people; tells what that took."""
    telegram = Telegram(lambda: FRESH_START, store=Store())
    telegram.call("getUpdates", {"allowed_updates": '["callback_query"]'})
    base, began = _megabytes(), time.process_time()
    for number in range(chats):
        telegram.people.add(1000 + number, "Yusuf", "id")
        telegram.people.start(1000 + number)
    people = _megabytes()
    for number in range(chats):
        telegram.call("sendMessage", {"chat_id": 1000 + number, **CALL})
    seconds = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told.send((base, people, _megabytes(), peak, seconds))


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / (1 << 20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--chats", type=int, default=1_000_000)
    asked = parser.parse_args()
    print("| what | calls under way | messages/s | server CPU, us each |\n|---|---|---|---|")
    for at_once in (10, 50):
        for name in CASES:
            found = [_rate(name, asked.messages, at_once) for _ in range(asked.rounds)]
            rates, costs = zip(*found, strict=True)
            each = " · ".join(f"{rate:,.0f}" for rate in rates)
            print(f"| {name} | {at_once} | {each} | {min(costs):.0f} |", flush=True)
    if asked.chats:
        ours, theirs = multiprocessing.Pipe()
        process = multiprocessing.Process(target=_chats, args=(asked.chats, theirs))
        process.start()
        base, people, after, peak, seconds = ours.recv()
        process.join()
        print(
            f"\n{asked.chats:,} chats: {base:.0f} MB before, {people:.0f} MB with the people and "
            f"their first messages, {after:.0f} MB after one more to each, {peak:.0f} MB at most; "
            f"{seconds:.0f} s of CPU"
        )


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    main()
