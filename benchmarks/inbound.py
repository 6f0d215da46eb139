"""How fast updates are answered: by this bot, and by bare bots that make the same calls.

Each bot is a process of its own, on a local Telegram of its own, and they take turns.
"""

import argparse
import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

import aiohttp

from benchmarks.contenders import AIOGRAM, PTB, cards, contenders
from benchmarks.crowd import Crowd
from benchmarks.questions import TAPPED
from benchmarks.stage import Stage, running

__all__: list[str] = []

SERVER = "postgresql://postgres@127.0.0.1:5432/postgres"

PACED = 20
PAUSE_SECONDS = 1.0
BLOCK = 4
"""Taps of each of those who pause, before it is the next bot's turn."""


@dataclass(slots=True)
class Measured:
    """What one bot did: round by round with a queue, and tap by tap with people who pause."""

    per_second: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)


def main() -> None:
    """Measure, and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=400, metavar="N", help="taps in a queue")
    options.add_argument("--postgres", default=SERVER, metavar="URL", help="where to make one")
    given = options.parse_args()
    shown = cards()
    labels = [card.rows[TAPPED if step else 0][0].label for step, card in enumerate(shown)]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        rivals = stack.enter_context(contenders(folder, shown, given.postgres))
        stages = [stack.enter_context(running(one, folder)) for one in rivals]
        measured = asyncio.run(_measure(stages, labels[:-1], given.people))
    _print(measured, given.people * (len(labels) - 2))


async def _measure(
    stages: Sequence[Stage], labels: Sequence[str], people: int
) -> dict[str, Measured]:
    """Rounds with a queue, then rounds with people who pause; every bot has its turn in each."""
    found = {stage.name: Measured() for stage in stages}
    async with _crowds(stages, range(1001, 1001 + people), labels) as crowds:
        for step in range(len(labels)):
            for stage, crowd in crowds:
                # [Mulai] is no answer, and only warms up.
                await _drain(stage, crowd, step, found[stage.name] if step else Measured())
    async with _crowds(stages, range(101, 101 + PACED), labels) as crowds:
        for first in range(0, len(labels), BLOCK):
            steps = range(first, min(first + BLOCK, len(labels)))
            for stage, crowd in crowds:
                found[stage.name].seconds += await crowd.walk(steps, PAUSE_SECONDS)
    return found


@asynccontextmanager
async def _crowds(
    stages: Sequence[Stage], people: range, labels: Sequence[str]
) -> AsyncIterator[list[tuple[Stage, Crowd]]]:
    """The people of each bot, welcomed by it."""
    sessions = [aiohttp.ClientSession(stage.address) for stage in stages]
    try:
        crowds = [Crowd(session, people, labels) for session in sessions]
        for crowd in crowds:
            await crowd.arrive()
        yield list(zip(stages, crowds, strict=True))
    finally:
        for session in sessions:
            await session.close()


async def _drain(stage: Stage, crowd: Crowd, step: int, measured: Measured) -> None:
    """One tap of each waits; let the bot loose on them, and wait till all are answered."""
    stage.halt()
    await crowd.queue(step)
    count, before, cpu = len(crowd.people), await crowd.calls(), stage.cpu_seconds()
    began = perf_counter()
    stage.go_on()
    await crowd.until("answerCallbackQuery", before["answerCallbackQuery"] + count)
    measured.per_second.append(count / (perf_counter() - began))
    measured.cpu.append((stage.cpu_seconds() - cpu) / count * 1_000)
    measured.calls += await crowd.calls() - before


def _print(found: dict[str, Measured], answers: int) -> None:
    rate = {name: median(one.per_second) for name, one in found.items()}
    print(f"| bot | answers/s | x {AIOGRAM} | x {PTB} | CPU/answer | p50 | p95 |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for name, one in found.items():
        p50, p95 = (quantiles(one.seconds, n=20)[place] * 1_000 for place in (9, 18))
        print(
            f"| {name} | {rate[name]:.0f} | {rate[name] / rate[AIOGRAM]:.2f} "
            f"| {rate[name] / rate[PTB]:.2f} | {median(one.cpu):.2f} ms "
            f"| {p50:.0f} ms | {p95:.0f} ms |"
        )
    print()
    for name, one in found.items():
        each = ", ".join(f"{called} {n / answers:.2f}" for called, n in one.calls.items())
        print(f"{name}, calls for each answer: {each}")


if __name__ == "__main__":
    main()
