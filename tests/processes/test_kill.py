"""The process is killed at every step of a survey, and nothing is lost or doubled."""

import asyncio
import os
import random
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot import config as settings
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import BallotRow
from bot.keys import Keys
from bot.simulator.core import Telegram
from tests.chat import Chat
from tests.handlers.survey import PROFILE, RATINGS
from tests.processes.nursery import nursery, write_config
from tests.rows import counted, rows_of

# Long enough for whatever a tap sets off; kills fall anywhere into it.
REACH_SECONDS = 0.08
PATIENCE_SECONDS = 20


@pytest.fixture
def config_file(tmp_path: Path, url: str, door: tuple[Telegram, str]) -> Path:
    """Settings for a bot on that Telegram, with a database of its own."""
    return write_config(tmp_path, door[1], url)


@pytest.fixture
def bear(config_file: Path) -> Iterator[Callable[[], int]]:
    """Start the bot in a process of its own; the id of the process."""
    with nursery() as born:
        yield lambda: born(config_file)


async def until(reached: Callable[[], bool]) -> None:
    """Wait for it, with the Telegram served meanwhile."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not reached():
            await asyncio.sleep(0.01)


def only_ballot(db: Db, keys: Keys) -> dict[str, str]:
    answers: dict[str, str] = keys.unseal(db.execute(select(BallotRow.sealed)).scalar_one())[
        "answers"
    ]
    return answers


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_kill_at_every_step_loses_and_doubles_nothing(
    door: tuple[Telegram, str], bear: Callable[[], int], config_file: Path, url: str, seed: int
) -> None:
    telegram, _ = door
    chance = random.Random(seed)
    chat = Chat(telegram, 1001, serve=lambda: None)
    process = bear()

    async def step(deed: Callable[[], object], shows: str) -> None:
        """Do it, kill the bot somewhere in it, start it again, and see what comes of it."""
        nonlocal process
        deed()
        await asyncio.sleep(chance.uniform(0, REACH_SECONDS))
        os.kill(process, signal.SIGKILL)
        process = await asyncio.to_thread(bear)
        # On any card: a /start that was answered but not confirmed is answered below once more.
        await until(lambda: any(shows in card["text"] for card in chat.cards))

    def tap(label: str) -> Callable[[], object]:
        return lambda: telegram.people.tap(1001, chat.message_with(label), label=label)

    await step(lambda: telegram.people.start(1001, "dukcapil-ktp"), "Dengan menekan Mulai")
    await step(tap("Mulai"), "Profil 1 dari 4")
    heads = [f"Profil {n} dari 4" for n in (2, 3, 4)]
    heads += [f"Pelayanan {n} dari 9" for n in range(1, 10)] + ["Saran\n"]
    for label, shows in zip((*PROFILE, *RATINGS), heads, strict=True):
        await step(tap(label), shows)
    await step(lambda: telegram.people.say(1001, "Antrean panjang"), "Periksa sebelum dikirim")
    await step(tap("Kirim"), "")
    database = Database(url)
    await until(lambda: database.now(rows_of, "ballot") == 1)
    answers = database.now(only_ballot, Keys(settings.secret(settings.load(config_file))))
    tallied = database.now(counted)
    database.close()

    assert {name: answers[name] for name in ("usia", "waktu", "pengaduan", "saran")} == {
        "usia": "26_35",
        "waktu": "3",
        "pengaduan": "4",
        "saran": "Antrean panjang",
    }
    assert len(answers) == len(PROFILE) + len(RATINGS) + 1
    assert (tallied["begun"], tallied["submitted"]) == (1, 1)
