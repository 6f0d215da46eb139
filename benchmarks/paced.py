"""How evenly messages leave that nobody waits for, and how long somebody who taps waits meanwhile.

The bot as an office runs it, on a local Telegram with its flood limits.
"""

import argparse
import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

import aiohttp

from benchmarks import stage
from benchmarks.contenders import cards, torang
from benchmarks.crowd import Crowd, Json
from benchmarks.outbound import ADMIN, FIRST, compose, employ, start
from benchmarks.questions import TAPPED
from bot import config as settings
from bot.db.base import Db
from bot.db.database import Database
from bot.domain.audience import Who
from bot.domain.broadcast import edition
from bot.keys import Keys
from bot.simulator.core import TOKEN
from bot.usecases import broadcasts, composing
from bot.usecases.office import Forms, Office

__all__: list[str] = []

# When a local Telegram begins; what is launched then leaves after its hold, a minute later.
MORNING = datetime(2026, 11, 24, tzinfo=UTC)

TAPPING = range(101, 151)
BETWEEN_ARRIVALS = 0.2
PAUSE_SECONDS = 1.0
LOOK_SECONDS = 0.2


def main() -> None:
    """Measure, and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--people", type=int, default=10_000, metavar="N", help="in the broadcast"
    )
    given = options.parse_args()
    labels = [card.rows[TAPPED if step else 0][0].label for step, card in enumerate(cards())]
    with TemporaryDirectory() as name, stage.simulator(Path(name), flood_limits=True) as address:
        folder = Path(name) / "office"
        recipients = range(FIRST, FIRST + given.people)
        command = torang(folder, "sqlite:///torang.db", address, follows_clock=True)
        asyncio.run(_open(address, recipients))
        with stage.bot(address, command):
            asyncio.run(_measure(address, folder, recipients, labels[:-1]))


async def _open(address: str, recipients: range) -> None:
    """Everybody has pressed Start long ago: nobody waits for a welcome."""
    await start(address, recipients)
    async with aiohttp.ClientSession(address) as session:
        offset = 0
        while True:
            body = {"offset": offset, "limit": 100, "timeout": 0}
            updates = (await _post(session, f"/bot{TOKEN}/getUpdates", body))["result"]
            if not updates:
                return
            offset = updates[-1]["update_id"] + 1


async def _measure(address: str, folder: Path, recipients: range, labels: Sequence[str]) -> None:
    async with aiohttp.ClientSession(address) as session:
        crowds = [Crowd(session, [person], labels) for person in TAPPING]
        for crowd in crowds:
            await crowd.arrive()
            # All at once they would use up what a bot may say in a second.
            await asyncio.sleep(BETWEEN_ARRIVALS)
        before = (await crowds[0].calls())["sendMessage"]
        _launch(folder, recipients)
        taps = asyncio.ensure_future(_tap(crowds, len(labels)))
        began, ended = await _watch(crowds[0], before, len(recipients))
        taps.cancel()
        times = await taps
        async with session.get("/sim/stats") as answer:
            stats = await answer.json()
    rate = len(recipients) / (ended - began)
    p50, p95 = (quantiles(times, n=20)[place] * 1_000 for place in (9, 18))
    print("| messages | a second | most in a second | 429s | taps | p50 | p95 |")
    print("|--:|--:|--:|--:|--:|--:|--:|")
    print(
        f"| {len(recipients)} | {rate:.2f} | {stats['highest_rate']['messages']} "
        f"| {stats['too_many_requests']} | {len(times)} | {p50:.0f} ms | {p95:.0f} ms |"
    )


def _launch(folder: Path, recipients: range) -> None:
    """A broadcast to them, launched in the office's morning."""
    found = settings.load(folder / "config.toml")
    database = Database(found.database.url)
    office = Office(found.office.zone, Keys(settings.secret(found)), Forms(), approval_above=10**9)

    def unit(db: Db) -> None:
        employ(db, recipients)
        compose(db, office, Who.EMPLOYEES, MORNING)
        draft = composing.own_draft(db, ADMIN)
        broadcasts.launch(db, office, ADMIN, draft.id, edition(draft), None, MORNING)

    database.now(unit)
    database.close()


async def _tap(crowds: Sequence[Crowd], steps: int) -> list[float]:
    """One tap a second, by one person after another, until told to stop."""
    times: list[float] = []
    try:
        for crowd in crowds:
            times += await crowd.walk(range(steps), PAUSE_SECONDS)
    except asyncio.CancelledError:
        return times
    raise RuntimeError("Nobody is left to tap.")


async def _watch(crowd: Crowd, before: int, count: int) -> tuple[float, float]:
    """When the first of so many had left, and the last."""
    began = None
    while True:
        sent = (await crowd.calls())["sendMessage"] - before
        now = perf_counter()
        if began is None and sent:
            began = now
        if began is not None and sent >= count:
            return began, now
        await asyncio.sleep(LOOK_SECONDS)


async def _post(session: aiohttp.ClientSession, path: str, body: Json) -> Json:
    async with session.post(path, json=body) as answer:
        answer.raise_for_status()
        found: Json = await answer.json()
        return found


if __name__ == "__main__":
    main()
