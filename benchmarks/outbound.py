"""How fast messages leave that nobody waits for, and what a broadcast to very many costs.

Every way of sending is a task of this process, against one local Telegram in a process of its own.
"""

import argparse
import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import aiohttp
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from sqlalchemy import insert
from telegram import Bot as PtbBot
from telegram import InlineKeyboardButton as PtbButton
from telegram import InlineKeyboardMarkup as PtbKeyboard
from telegram.request import HTTPXRequest

from benchmarks.inbound import SERVER
from benchmarks.stage import simulator
from bot import app, config
from bot.app import Torang
from bot.db import tallies
from bot.db.base import Db
from bot.db.database import Database
from bot.db.tables import EmployeeRow, PersonRow
from bot.domain.audience import Audience, Who
from bot.domain.broadcast import HOLD, Broadcast, edition
from bot.domain.delivery import State
from bot.domain.people import Person
from bot.keys import Keys
from bot.seed import seed
from bot.simulator.core import TOKEN
from bot.telegram.session import Session
from bot.usecases import broadcasts, composing, due, watching
from bot.usecases.office import Office
from tests import postgresql

__all__ = ["ADMIN", "FIRST", "compose", "employ", "start"]

SQLITE, POSTGRESQL = "Torang, SQLite", "Torang, PostgreSQL"
AIOGRAM, PTB, RAW = "bare aiogram", "bare python-telegram-bot", "raw aiohttp"

ADMIN = Person(9001, "id", consented=True, admin=True)
FIRST = 10_000
BESIDE = 32
ROUNDS = 5

# Wide awake in Sofifi; every round comes two days later, for nobody gets two messages in a day.
BEGIN = datetime.fromisoformat("2026-11-24T14:00+09:00")
TWO_DAYS = timedelta(days=2)

TEXT = "Sosialisasi penilaian kinerja: Kamis, 26 November, 09.00 WIT, Aula BKPSDM."
LABELS = ("Saya ikut", "Berhalangan", "Berhenti menerima kabar")

Send = Callable[[int], Awaitable[object]]


class Clock:
    """Stands where it is put."""

    def __init__(self) -> None:
        self.at = BEGIN

    def __call__(self) -> datetime:
        return self.at


def main() -> None:
    """Measure, and print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=2_000, metavar="N", help="in a broadcast")
    options.add_argument("--many", type=int, default=1_000_000, metavar="N", help="in a large one")
    options.add_argument("--postgres", default=SERVER, metavar="URL", help="where to make some")
    given = options.parse_args()
    with TemporaryDirectory() as folder:
        asyncio.run(_rates(Path(folder), given.people, given.postgres))
        _many(Path(folder), given.many, given.postgres)


async def _rates(folder: Path, people: int, server: str) -> None:
    """Rounds of each way by turns; the median of each."""
    found: dict[str, list[float]] = {}
    recipients = range(FIRST, FIRST + people)
    url = postgresql.create(server, "torang_outbound")
    try:
        with simulator(folder) as address:
            await start(address, recipients)
            async with _ways(folder, address, recipients, url) as ways:
                # The first round only warms up.
                for turn in range(ROUNDS + 1):
                    for name, round_ in ways.items():
                        seconds = await round_(turn)
                        if turn:
                            found.setdefault(name, []).append(people / seconds)
    finally:
        postgresql.drop(url)
    rate = {name: median(rates) for name, rates in found.items()}
    print(f"| way | messages/s | x {AIOGRAM} | x {PTB} |\n|---|--:|--:|--:|")
    for name, one in rate.items():
        print(f"| {name} | {one:.0f} | {one / rate[AIOGRAM]:.2f} | {one / rate[PTB]:.2f} |")


@asynccontextmanager
async def _ways(
    folder: Path, address: str, recipients: range, url: str
) -> AsyncIterator[dict[str, Callable[[int], Awaitable[float]]]]:
    sqlite, clock = f"sqlite:///{folder / 'torang.db'}", Clock()
    ours = [
        _torang(name, at, address, clock) for name, at in ((SQLITE, sqlite), (POSTGRESQL, url))
    ]
    for torang in ours:
        torang.database.now(employ, recipients)
    html = DefaultBotProperties(parse_mode=ParseMode.HTML)
    server = AiohttpSession(api=TelegramAPIServer.from_base(address))
    async with (
        aiohttp.ClientSession(address) as raw,
        Bot(TOKEN, session=server, default=html) as aiogram,
        PtbBot(TOKEN, f"{address}/bot", request=HTTPXRequest(BESIDE)) as ptb,
    ):
        sends: dict[str, Send] = {
            AIOGRAM: lambda person: aiogram.send_message(person, TEXT, reply_markup=_aiogram()),
            PTB: lambda person: ptb.send_message(person, TEXT, reply_markup=_ptb()),
            RAW: lambda person: _raw(raw, person),
        }
        yield {
            **{
                name: _broadcasting(torang, clock)
                for name, torang in zip((SQLITE, POSTGRESQL), ours, strict=True)
            },
            **{name: _looping(send, recipients) for name, send in sends.items()},
        }
    for torang in ours:
        await torang.bot.session.close()
        torang.database.close()


def _torang(name: str, url: str, address: str, clock: Clock) -> Torang:
    database, keys = Database(url), Keys(b"k" * 32)
    seed(database, keys, config.Office().zone)
    settings = config.Config(
        telegram=config.Telegram(per_second=0),
        office=config.Office(name=name, admins=(ADMIN.id,), approval_above=10**9),
    )
    html = DefaultBotProperties(parse_mode=ParseMode.HTML)
    bot = Bot(TOKEN, session=Session(address), default=html)
    return app.build(settings, database, keys, bot, clock)


def employ(db: Db, recipients: range) -> None:
    """Employees of one unit, who have talked to the bot."""
    day = BEGIN.date()
    known = {"language": "id", "consent_text": "skm-1", "consented_on": day}
    db.execute(insert(PersonRow), [{"id": one, **known} for one in recipients])
    work = {"unit_id": 3, "name": "Pegawai"}
    db.execute(insert(EmployeeRow), [{"person_id": one, **work} for one in recipients])


def compose(db: Db, office: Office, who: Who, now: datetime) -> None:
    """A message with two buttons to those of one unit."""
    composing.begin(db, office, ADMIN, now)
    composing.compose(db, ADMIN, "id", TEXT, None)
    composing.label(db, ADMIN, "id", LABELS[:2])
    # Those of the seed have never talked to this Telegram.
    composing.address(db, ADMIN, Audience(who, unit_id=3))


def _launch(db: Db, torang: Torang, now: datetime) -> Broadcast:
    draft = composing.own_draft(db, ADMIN)
    return broadcasts.launch(db, torang.office, ADMIN, draft.id, edition(draft), None, now)


def _broadcasting(torang: Torang, clock: Clock) -> Callable[[int], Awaitable[float]]:
    """A round: all that is owed is there and due; until all of it is sent and settled."""

    async def broadcast(turn: int) -> float:
        clock.at = BEGIN + turn * TWO_DAYS
        torang.database.now(compose, torang.office, Who.EMPLOYEES, clock.at)
        launched = torang.database.now(_launch, torang, clock.at)
        await torang.ticks.work()
        clock.at += HOLD
        began = perf_counter()
        await torang.ticks.sending.tick()
        seconds = perf_counter() - began
        states = torang.database.now(tallies.states, launched.id)
        if states[State.SENT] < states.total() - 2:
            raise RuntimeError(f"Not all were sent: {states}")
        # As the bot does while its card is shown: what is done is looked at no more.
        torang.database.now(watching.look, launched.id, clock.at)
        return seconds

    return broadcast


def _looping(send: Send, recipients: range) -> Callable[[int], Awaitable[float]]:
    """A round: a loop that sends to all, so many at a time, and keeps nothing."""

    async def loop(_turn: int) -> float:
        free = asyncio.Semaphore(BESIDE)

        async def one(person: int) -> None:
            async with free:
                await send(person)

        began = perf_counter()
        await asyncio.gather(*map(one, recipients))
        return perf_counter() - began

    return loop


def _aiogram() -> InlineKeyboardMarkup:
    rows_ = [[InlineKeyboardButton(text=label, callback_data=label)] for label in LABELS]
    return InlineKeyboardMarkup(inline_keyboard=rows_)


def _ptb() -> PtbKeyboard:
    return PtbKeyboard([[PtbButton(label, callback_data=label)] for label in LABELS])


async def _raw(session: aiohttp.ClientSession, person: int) -> None:
    keyboard = [[{"text": label, "callback_data": label}] for label in LABELS]
    body = {"chat_id": person, "text": TEXT, "reply_markup": {"inline_keyboard": keyboard}}
    async with session.post(f"/bot{TOKEN}/sendMessage", json=body) as answer:
        await answer.read()


async def start(address: str, recipients: range) -> None:
    """A bot can only write to who has pressed Start."""
    async with aiohttp.ClientSession(address) as session:
        for person in recipients:
            await _post(
                session,
                "/sim/people",
                {"id": person, "first_name": "Ahmad", "language_code": "id"},
            )
            await _post(session, f"/sim/people/{person}/start", {})


async def _post(session: aiohttp.ClientSession, path: str, body: dict[str, Any]) -> None:
    async with session.post(path, json=body) as answer:
        answer.raise_for_status()


def _many(folder: Path, people: int, server: str) -> None:
    """What a launch and its expansion take, on either database."""
    print("\n| database | launch | expansion | longest step | claims of 32 | memory |")
    print("|---|--:|--:|--:|--:|--:|")
    sqlite = f"sqlite:///{folder / 'many.db'}"
    _large("SQLite", sqlite, people)
    url = postgresql.create(server, "torang_many")
    try:
        _large("PostgreSQL", url, people)
    finally:
        postgresql.drop(url)


def _large(name: str, url: str, people: int) -> None:
    torang = _torang(name, url, "http://127.0.0.1:9", Clock())
    database, now = torang.database, torang.clock()
    for first in range(FIRST, FIRST + people, 50_000):
        database.now(employ, range(first, min(first + 50_000, FIRST + people)))
    database.now(compose, torang.office, Who.EMPLOYEES, now)
    # They did not all come this minute: a database has counted by then what it holds.
    database.now(lambda db: db.exec_driver_sql("ANALYZE"))
    before = most = _resident()
    launch, _launched = _timed(lambda: database.now(_launch, torang, now))
    claims = []
    steps: list[float] = []
    more = True
    while more:
        seconds, more = _timed(lambda: database.now(broadcasts.work, now))
        steps.append(seconds)
        most = max(most, _resident())
        if len(steps) in {1, 10} or not more:
            claims.append(_claim(torang, now + HOLD))
    print(
        f"| {name} | {launch:.2f} s | {sum(steps):.0f} s | {max(steps):.2f} s "
        f"| {' · '.join(f'{one * 1_000:.1f} ms' for one in claims)} | +{most - before:.0f} MB |"
    )
    database.close()


def _resident() -> float:
    """What this process holds in memory now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _claim(torang: Torang, now: datetime) -> float:
    """The median time of a claim; all that is claimed is given back."""
    times = []
    for _ in range(9):
        seconds, owed = _timed(
            lambda: torang.database.now(due.claim, torang.office, "run", now, 32)
        )
        times.append(seconds)
        torang.database.now(due.settled, [(one.delivery, None) for one in owed], now)
    return median(times)


def _timed(deed: Callable[[], Any]) -> tuple[float, Any]:
    began = perf_counter()
    value = deed()
    return perf_counter() - began, value


if __name__ == "__main__":
    main()
